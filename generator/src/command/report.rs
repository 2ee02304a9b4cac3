//! Prints findings and progress to standard error.

use std::io::{IsTerminal, stderr};
use std::path::Path;

use bindery::diagnostics::{Diagnostics, render};

use super::{Deny, MessageFormat};

/// Prints all findings about one document.
pub(super) fn findings(diagnostics: &Diagnostics, document: Option<&Path>, format: MessageFormat) {
    if diagnostics.findings().is_empty() {
        return;
    }
    let text = match format {
        MessageFormat::Human => render::text(diagnostics, document, stderr().is_terminal()),
        MessageFormat::Json => render::json(diagnostics, document),
    };
    eprint!("{text}");
}

/// Whether the findings let the run go on.
pub(super) fn passes(diagnostics: &Diagnostics, deny: Option<Deny>) -> bool {
    match deny {
        Some(Deny::Warnings) => diagnostics.findings().is_empty(),
        None => !diagnostics.has_errors(),
    }
}

/// Tells a person who watches what is going on.
pub(super) fn progress(verb: &str, what: &str) {
    if stderr().is_terminal() {
        eprintln!("{verb:>12} {what}");
    }
}
