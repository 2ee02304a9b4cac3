//! The one way to standard output, and the one to standard error: findings and progress.
//!
//! Either may be closed before its end, as in `bindery types DOCUMENT | head -1`.

use std::io::{ErrorKind, IsTerminal, Write as _, stderr, stdout};
use std::path::Path;

use bindery::diagnostics::{Color, Diagnostics, json_lines, render_findings};
use bindery::printable::{for_terminal, json_for_terminal};

use super::{Deny, MessageFormat, RunStatus};

/// Prints all findings.
pub(super) fn report_findings(diagnostics: &Diagnostics, format: MessageFormat) {
    let color = if stderr().is_terminal() {
        Color::Always
    } else {
        Color::Never
    };
    let text = match format {
        MessageFormat::Human => render_findings(diagnostics, color),
        MessageFormat::Json => json_for_terminal(&json_lines(diagnostics)).into_owned(),
    };
    // To standard error: standard output is for what was asked for, which scripts read.
    print_message(&text);
}

/// Whether the findings let the run go on.
pub(super) fn findings_pass(diagnostics: &Diagnostics, deny: Option<Deny>) -> bool {
    match deny {
        Some(Deny::Warnings) => diagnostics.findings().is_empty(),
        None => !diagnostics.has_errors(),
    }
}

/// A line that holds text of a document.
pub(super) fn print_document_line(text: &str) -> String {
    format!("{}\n", for_terminal(text))
}

/// A line of JSON that holds text of a document.
pub(super) fn json_line(json: &impl std::fmt::Display) -> String {
    format!("{}\n", json_for_terminal(&json.to_string()))
}

/// Writes to standard output. A reader that has seen enough is no failure, and the rest is
/// not written.
pub(super) fn print_output(text: &str) -> RunStatus {
    let mut output = stdout().lock();
    let written = output.write_all(text.as_bytes());
    match written.and_then(|()| output.flush()) {
        Ok(()) => RunStatus::Done,
        Err(error) if error.kind() == ErrorKind::BrokenPipe => RunStatus::Done,
        Err(error) => {
            print_message(&format!(
                "error: standard output cannot be written: {error}\n"
            ));
            RunStatus::Failed
        }
    }
}

/// Writes to standard error. Nobody is left to be told where that fails.
pub(super) fn print_message(text: &str) {
    let _ = stderr().write_all(text.as_bytes());
}

/// Tells a person who watches which file something happens to.
pub(super) fn print_progress(verb: &str, file: &Path) {
    if stderr().is_terminal() {
        let file = file.display().to_string();
        print_message(&format!("{verb:>12} {}\n", for_terminal(&file)));
    }
}
