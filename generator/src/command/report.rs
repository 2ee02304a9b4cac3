//! Prints findings and progress to standard error.

use std::io::{IsTerminal, stderr};

use bindery::diagnostics::{Color, Diagnostics, json_lines, render};

use super::{Deny, MessageFormat};

/// Prints all findings.
pub(super) fn findings(diagnostics: &Diagnostics, format: MessageFormat) {
    let color = if stderr().is_terminal() {
        Color::Always
    } else {
        Color::Never
    };
    let text = match format {
        MessageFormat::Human => render(diagnostics, color),
        MessageFormat::Json => json_lines(diagnostics),
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
