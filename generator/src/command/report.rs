//! The one way to standard output, and the one to standard error: findings and progress.
//!
//! Either may be closed before its end, as in `bindery types DOCUMENT | head -1`.

use std::io::{ErrorKind, IsTerminal, Write as _, stderr, stdout};
use std::path::Path;
use std::sync::{Mutex, OnceLock, PoisonError};

use bindery::diagnostics::{
    Color, Diagnostics, json_lines, list_sarif_results, make_sarif_log, render_findings,
};
use bindery::printable::{for_terminal, json_for_terminal};
use serde_json::Value;

use super::{ColorWhen, Deny, MannerArguments, MessageFormat, RunStatus};

/// What the command line says of printing, before anything is printed.
static MANNER: OnceLock<MannerArguments> = OnceLock::new();

/// The results of all documents, which are one log; `None` where nobody wants one.
static SARIF: Mutex<Option<Vec<Value>>> = Mutex::new(None);

/// Says once how much is printed, and how.
pub(super) fn settle_manner(manner: MannerArguments) {
    let _ = MANNER.set(manner);
}

fn read_manner() -> MannerArguments {
    MANNER.get().copied().unwrap_or_default()
}

/// Whether errors alone are printed.
pub(super) fn is_quiet() -> bool {
    read_manner().quiet
}

/// Whether standard error shows colours (<https://no-color.org>).
fn choose_color() -> Color {
    let is_wanted = match read_manner().color {
        ColorWhen::Always => true,
        ColorWhen::Never => false,
        ColorWhen::Auto => {
            let is_refused = std::env::var_os("NO_COLOR").is_some_and(|value| !value.is_empty());
            stderr().is_terminal() && !is_refused
        }
    };
    if is_wanted {
        Color::Always
    } else {
        Color::Never
    }
}

/// Prints all findings.
pub(super) fn report_findings(diagnostics: &Diagnostics, format: MessageFormat) {
    let errors;
    let diagnostics = if is_quiet() {
        errors = diagnostics.without_warnings();
        &errors
    } else {
        diagnostics
    };
    let color = choose_color();
    let text = match format {
        MessageFormat::Sarif => {
            let mut all = SARIF.lock().unwrap_or_else(PoisonError::into_inner);
            let all = all.get_or_insert_default();
            all.extend(list_sarif_results(diagnostics));
            return;
        }
        MessageFormat::Human => render_findings(diagnostics, color),
        MessageFormat::Json => json_for_terminal(&json_lines(diagnostics)).into_owned(),
    };
    // To standard error: standard output is for what was asked for, which scripts read.
    print_message(&text);
}

/// Prints the log of all findings, where one is wanted.
pub(super) fn print_sarif_log() {
    let results = SARIF.lock().unwrap_or_else(PoisonError::into_inner).take();
    if let Some(results) = results {
        print_message(&json_line(&make_sarif_log(&results)));
    }
}

/// Whether the findings let the run go on.
pub(super) fn findings_pass(diagnostics: &Diagnostics, deny: &[Deny]) -> bool {
    if deny.contains(&Deny::Warnings) {
        diagnostics.findings().is_empty()
    } else {
        !diagnostics.has_errors()
    }
}

/// Names files to somebody who asks for it.
pub(super) fn print_files<'f>(verb: &str, files: impl IntoIterator<Item = &'f Path>) {
    if read_manner().verbose {
        files
            .into_iter()
            .for_each(|file| print_progress(verb, file));
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

/// Tells a person who watches, or who asks for it, which file something happens to.
pub(super) fn print_progress(verb: &str, file: &Path) {
    if read_manner().verbose || (stderr().is_terminal() && !is_quiet()) {
        let file = file.display().to_string();
        print_message(&format!("{verb:>12} {}\n", for_terminal(&file)));
    }
}
