//! Prints findings and progress to standard error.

use std::io::{IsTerminal, stderr};
use std::path::Path;

use bindery::diagnostics::{Color, Diagnostics, json_lines, render};
use bindery::printable::{for_terminal, json_for_terminal};

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
        MessageFormat::Json => json_for_terminal(&json_lines(diagnostics)).into_owned(),
    };
    // To standard error: standard output is for what was asked for, which scripts read.
    eprint!("{text}");
}

/// Whether the findings let the run go on.
pub(super) fn passes(diagnostics: &Diagnostics, deny: Option<Deny>) -> bool {
    match deny {
        Some(Deny::Warnings) => diagnostics.findings().is_empty(),
        None => !diagnostics.has_errors(),
    }
}

/// Prints a line that holds text of a document.
pub(super) fn line(text: &str) {
    println!("{}", for_terminal(text));
}

/// Prints a line of JSON that holds text of a document.
pub(super) fn json_line(json: &impl std::fmt::Display) {
    println!("{}", json_for_terminal(&json.to_string()));
}

/// Tells a person who watches which file something happens to.
pub(super) fn progress(verb: &str, file: &Path) {
    if stderr().is_terminal() {
        eprintln!("{verb:>12} {}", for_terminal(&file.display().to_string()));
    }
}
