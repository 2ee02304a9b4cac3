//! Reads what the processes print.
//!
//! Takes the output files of `bindery generate` and of Cargo, both with JSON
//! messages; gives counts and the first complaint of each kind. Lines are read
//! one by one, because there may be a hundred thousand.

use std::collections::BTreeMap;
use std::fs::File;
use std::io::{self, BufRead, BufReader};
use std::path::Path;

use serde_json::Value;

use crate::measure::{Ending, Measurement};

/// Parts of lines that tell why a process broke down.
const LAST_WORDS: [&str; 4] = [
    "panicked at",
    "memory allocation of",
    "overflowed its stack",
    "internal compiler error",
];

/// The findings of bindery, or the diagnostics of rustc and clippy.
#[derive(Default)]
pub(crate) struct Complaints {
    pub(crate) errors: u64,
    pub(crate) warnings: u64,
    pub(crate) first_error: Option<String>,
    pub(crate) first_warning: Option<String>,
    /// How often each code or lint occurs.
    pub(crate) codes: BTreeMap<String, u64>,
    /// What a process wrote that broke down, or else its first line that is no message.
    last_words: Option<String>,
}

impl Complaints {
    /// Why a command failed, in one line.
    pub(crate) fn reason(&self, measurement: &Measurement) -> String {
        let said = self.last_words.as_deref().unwrap_or("without a word");
        match (measurement.ending, &self.first_error) {
            (Ending::TimedOut, _) => "timed out".to_owned(),
            (Ending::Exit(1 | 101), Some(error)) if !is_last_word(said) => error.clone(),
            (ending, _) => format!("{ending:?}: {said}"),
        }
    }

    fn add(&mut self, is_error: bool, code: String, text: String) {
        let (count, first) = if is_error {
            (&mut self.errors, &mut self.first_error)
        } else {
            (&mut self.warnings, &mut self.first_warning)
        };
        *count += 1;
        first.get_or_insert_with(|| format!("{code}: {text}"));
        *self.codes.entry(code).or_default() += 1;
    }

    /// Takes a line that is no message. The line after a panic's first holds
    /// what it says.
    fn listen(&mut self, line: &str) {
        match &mut self.last_words {
            Some(words) if words.ends_with(':') => words.extend([" ", line]),
            Some(words) if is_last_word(words) => {}
            Some(words) if is_last_word(line) => line.clone_into(words),
            Some(_) => {}
            words @ None => *words = Some(line.to_owned()),
        }
    }
}

fn is_last_word(line: &str) -> bool {
    LAST_WORDS.iter().any(|words| line.contains(words))
}

/// The findings that `bindery --message-format json` wrote to standard error.
pub(crate) fn read_findings(stderr: &Path) -> io::Result<Complaints> {
    let mut complaints = Complaints::default();
    each_line(stderr, |line| match serde_json::from_str::<Value>(line) {
        Ok(finding) if finding.is_object() => {
            let is_error = find_message_text(&finding, "/severity").eq_ignore_ascii_case("error");
            let place = finding
                .pointer("/place")
                .filter(|place| !place.is_null())
                .map(|place| format!(" {place}"));
            let message =
                find_message_text(&finding, "/message").to_owned() + &place.unwrap_or_default();
            complaints.add(
                is_error,
                find_message_text(&finding, "/code").to_owned(),
                message,
            );
        }
        _ => complaints.listen(line),
    })?;
    Ok(complaints)
}

/// The diagnostics about one crate that `cargo --message-format=json` wrote.
pub(crate) fn read_diagnostics(
    krate: &str,
    stdout: &Path,
    stderr: &Path,
) -> io::Result<Complaints> {
    let mut complaints = Complaints::default();
    each_line(stdout, |line| {
        let message = serde_json::from_str::<Value>(line).unwrap_or_default();
        let level = find_message_text(&message, "/message/level");
        // without a place it is the sum at the end: "3 warnings emitted"
        let Some(span) = primary_span(&message) else {
            return;
        };
        if find_message_text(&message, "/target/name") == krate
            && ["error", "warning"].contains(&level)
        {
            // rustc's codes look like bindery's
            let code = find_message_text(&message, "/message/code/code");
            let tool = if code.starts_with("clippy::") {
                ""
            } else {
                "rustc::"
            };
            let place = format!(
                "{}:{}",
                find_message_text(span, "/file_name"),
                span.pointer("/line_start").unwrap_or(&Value::Null)
            );
            let text = format!(
                "{} ({place})",
                find_message_text(&message, "/message/message")
            );
            complaints.add(level == "error", format!("{tool}{code}"), text);
        }
    })?;
    each_line(stderr, |line| complaints.listen(line))?;
    Ok(complaints)
}

/// Why a program failed that prints what it likes: the first line that tells of
/// an error, else the first of all.
pub(crate) fn last_words(
    stdout: &Path,
    stderr: &Path,
    measurement: &Measurement,
) -> io::Result<String> {
    let mut complaints = Complaints::default();
    for path in [stderr, stdout] {
        each_line(path, |line| {
            let line = line.trim_start_matches(['×', ' ']);
            let text = line.to_ascii_lowercase();
            if text.contains("error") || text.contains("fail") {
                complaints
                    .first_error
                    .get_or_insert_with(|| line.to_owned());
            }
            complaints.listen(line);
        })?;
    }
    Ok(complaints.reason(measurement))
}

fn primary_span(message: &Value) -> Option<&Value> {
    let spans = message.pointer("/message/spans")?.as_array()?;
    spans
        .iter()
        .find(|span| span.pointer("/is_primary") == Some(&Value::Bool(true)))
}

/// The numbers of the table on bindery's standard output, by heading.
pub(crate) fn read_count_table(stdout: &Path) -> io::Result<BTreeMap<String, u64>> {
    let mut rows = Vec::new();
    each_line(stdout, |line| {
        if line.starts_with("api ") || !rows.is_empty() {
            rows.push(
                line.split_whitespace()
                    .map(str::to_owned)
                    .collect::<Vec<_>>(),
            );
        }
    })?;
    let mut rows = rows.into_iter();
    let cells = rows
        .next()
        .into_iter()
        .flatten()
        .zip(rows.next().into_iter().flatten());
    Ok(cells
        .filter_map(|(heading, cell)| Some((heading, cell.parse().ok()?)))
        .collect())
}

fn each_line(path: &Path, mut take: impl FnMut(&str)) -> io::Result<()> {
    for line in BufReader::new(File::open(path)?).split(b'\n') {
        let line = line?;
        let line = String::from_utf8_lossy(&line);
        if !line.trim().is_empty() {
            take(line.trim());
        }
    }
    Ok(())
}

fn find_message_text<'a>(value: &'a Value, pointer: &str) -> &'a str {
    value
        .pointer(pointer)
        .and_then(Value::as_str)
        .unwrap_or_default()
}
