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

/// Parts of lines that tell why a process ended that had no time to say it well.
const LAST_WORDS: [&str; 4] = [
    "panicked at",
    "memory allocation of",
    "overflowed its stack",
    "internal compiler error",
];

/// The findings of bindery, or the diagnostics of rustc and clippy.
#[derive(Debug, Default, PartialEq, Eq)]
pub(crate) struct Complaints {
    pub(crate) errors: u64,
    pub(crate) warnings: u64,
    pub(crate) first_error: Option<String>,
    pub(crate) first_warning: Option<String>,
    /// How often each code or lint occurs.
    pub(crate) codes: BTreeMap<String, u64>,
    /// What a process wrote that broke down, or that had nothing else to say.
    pub(crate) last_words: Option<String>,
}

impl Complaints {
    pub(crate) fn total(&self) -> u64 {
        self.errors + self.warnings
    }

    /// Why a command failed, in one line.
    pub(crate) fn reason(&self, measurement: &Measurement) -> String {
        let said = self.last_words.as_deref().unwrap_or("without a word");
        match (measurement.ending, &self.first_error) {
            (Ending::TimedOut, _) => "timed out".to_owned(),
            (Ending::Signal(signal), _) => format!("signal {signal}: {said}"),
            (Ending::Exit(1 | 101), Some(error)) if !self.broke_down() => error.clone(),
            (Ending::Exit(code), _) => format!("exit status {code}: {said}"),
        }
    }

    fn broke_down(&self) -> bool {
        self.last_words
            .as_ref()
            .is_some_and(|line| is_last_word(line))
    }

    fn add(&mut self, severity: &str, code: &str, text: impl FnOnce() -> String) {
        let (count, first) = if severity.to_ascii_lowercase().starts_with("error") {
            (&mut self.errors, &mut self.first_error)
        } else {
            (&mut self.warnings, &mut self.first_warning)
        };
        *count += 1;
        first.get_or_insert_with(text);
        *self.codes.entry(code.to_owned()).or_default() += 1;
    }

    /// Keeps the first error line, unless there is something more telling; the
    /// line after a panic's first holds its message.
    fn listen(&mut self, line: &str) {
        let opened = self
            .last_words
            .as_ref()
            .is_some_and(|words| words.ends_with(':'));
        match &mut self.last_words {
            Some(words) if opened => words.extend([" ", line]),
            Some(words) if is_last_word(words) => {}
            words if is_last_word(line) => *words = Some(line.to_owned()),
            None if line.starts_with("error") => self.last_words = Some(line.to_owned()),
            _ => {}
        }
    }
}

fn is_last_word(line: &str) -> bool {
    LAST_WORDS.iter().any(|words| line.contains(words))
}

/// The findings that `bindery --message-format json` wrote to standard error.
pub(crate) fn findings(stderr: &Path) -> io::Result<Complaints> {
    let mut complaints = Complaints::default();
    each_line(stderr, |line| match serde_json::from_str::<Value>(line) {
        Ok(finding) if finding.is_object() => {
            let code = text(&finding, "/code");
            let message = || format!("{code}: {}{}", text(&finding, "/message"), place(&finding));
            complaints.add(text(&finding, "/severity"), code, message);
        }
        _ => complaints.listen(line),
    })?;
    Ok(complaints)
}

/// The diagnostics about one crate that `cargo --message-format=json` wrote.
pub(crate) fn diagnostics(krate: &str, stdout: &Path, stderr: &Path) -> io::Result<Complaints> {
    let mut complaints = Complaints::default();
    each_line(stdout, |line| {
        let Ok(message) = serde_json::from_str::<Value>(line) else {
            return;
        };
        let level = text(&message, "/message/level");
        // without a place it is the sum at the end: "3 warnings emitted"
        let placed = message.pointer("/message/spans/0").is_some();
        if text(&message, "/target/name") == krate
            && ["error", "warning"].contains(&level)
            && placed
        {
            let code = text(&message, "/message/code/code");
            let code = if code.is_empty() { "rustc" } else { code };
            complaints.add(level, code, || diagnostic(code, &message));
        }
    })?;
    each_line(stderr, |line| complaints.listen(line))?;
    Ok(complaints)
}

fn diagnostic(code: &str, message: &Value) -> String {
    let spans = message.pointer("/message/spans").and_then(Value::as_array);
    let primary = spans
        .into_iter()
        .flatten()
        .find(|span| span.pointer("/is_primary") == Some(&Value::Bool(true)));
    let place = primary.map(|span| {
        let line = span
            .pointer("/line_start")
            .and_then(Value::as_u64)
            .unwrap_or_default();
        format!(" ({}:{line})", text(span, "/file_name"))
    });
    format!(
        "{code}: {}{}",
        text(message, "/message/message"),
        place.unwrap_or_default()
    )
}

/// The numbers of the table on bindery's standard output, by heading.
pub(crate) fn table(stdout: &Path) -> io::Result<BTreeMap<String, u64>> {
    let mut lines = Vec::new();
    each_line(stdout, |line| lines.push(line.to_owned()))?;
    let Some(start) = lines.iter().position(|line| line.starts_with("api ")) else {
        return Ok(BTreeMap::new());
    };
    let mut cells = lines.iter().skip(start).map(|line| line.split_whitespace());
    let (Some(headings), Some(row)) = (cells.next(), cells.next()) else {
        return Ok(BTreeMap::new());
    };
    let numbers = headings.zip(row);
    Ok(numbers
        .filter_map(|(name, cell)| Some((name.to_owned(), cell.parse().ok()?)))
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

fn text<'a>(value: &'a Value, pointer: &str) -> &'a str {
    value
        .pointer(pointer)
        .and_then(Value::as_str)
        .unwrap_or_default()
}

/// Where a finding stands, as bindery writes it: text, or an object with parts.
fn place(finding: &Value) -> String {
    match finding.pointer("/place") {
        None | Some(Value::Null) => String::new(),
        Some(Value::String(place)) => format!(" ({place})"),
        Some(Value::Object(place)) if place.contains_key("pointer") => {
            let pointer = place
                .get("pointer")
                .and_then(Value::as_str)
                .unwrap_or_default();
            format!(" (#{})", pointer.trim_start_matches('#'))
        }
        Some(other) => format!(" ({other})"),
    }
}
