//! `bindery-corpus negative`: documents that are wrong.
//!
//! Each must be refused with an error, or repaired with a warning. A panic, a
//! signal, a time-out, and a wrong document that passes without a word are all
//! mishandled; only breaking a rule of style (`lint…`) may pass in silence.

use std::collections::BTreeMap;
use std::io;
use std::path::{Path, PathBuf};

use clap::Args;

use crate::documents::{self, Document, Selection};
use crate::measure::Ending;
use crate::run::{BenchArguments, is_absent};
use crate::slot::{Generation, Slot};

/// Arguments of `negative`.
#[derive(Args)]
pub(crate) struct NegativeArguments {
    /// A folder of wrong documents
    folder: PathBuf,
    /// A table with a heading, tab-separated, that has `id` and `reason`
    reasons: Option<PathBuf>,
    #[command(flatten)]
    selection: Selection,
    #[command(flatten)]
    bench: BenchArguments,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Outcome {
    Refused,
    Repaired,
    Passed,
    /// Passed although it is wrong.
    Silent,
    /// Refused without saying why.
    Mute,
    Panic,
    Signal,
    TimedOut,
    /// An exit status that no document may lead to.
    Misused,
}

impl Outcome {
    fn of(generation: &Generation, may_pass: bool) -> Self {
        let findings = &generation.findings;
        match generation.measurement.ending {
            Ending::Exit(0) if findings.total() > 0 => Self::Repaired,
            Ending::Exit(0) if may_pass => Self::Passed,
            Ending::Exit(0) => Self::Silent,
            Ending::Exit(1) if findings.errors > 0 => Self::Refused,
            Ending::Exit(1) => Self::Mute,
            Ending::Exit(101) => Self::Panic,
            Ending::Exit(_) => Self::Misused,
            Ending::Signal(_) => Self::Signal,
            Ending::TimedOut => Self::TimedOut,
        }
    }

    fn is_right(self) -> bool {
        match self {
            Self::Refused | Self::Repaired | Self::Passed => true,
            Self::Silent | Self::Mute | Self::Panic => false,
            Self::Signal | Self::TimedOut | Self::Misused => false,
        }
    }
}

/// Runs all files of a folder, whether they look like documents or not; false
/// when one of them was mishandled.
pub(crate) fn run(arguments: &NegativeArguments) -> io::Result<bool> {
    if is_absent(&arguments.folder) {
        return Ok(true);
    }
    let reasons = arguments
        .reasons
        .as_deref()
        .map(reasons)
        .transpose()?
        .unwrap_or_default();
    let bench = arguments.bench.bench()?;
    let slot = Slot::new(&bench, &arguments.bench.scratch(), 0)?;
    let mut counts: BTreeMap<(String, Outcome), usize> = BTreeMap::new();
    let candidates = documents::candidates(&arguments.folder)?;
    for document in documents::select(candidates, &arguments.selection) {
        let reason = reason(&document, &reasons);
        let generation = slot.generate(&document.path)?;
        let outcome = Outcome::of(&generation, reason.starts_with("lint"));
        println!("{}", line(&document, outcome, &generation));
        *counts.entry((reason.to_owned(), outcome)).or_default() += 1;
    }
    print!("{}", table(&counts));
    Ok(counts.keys().all(|(_, outcome)| outcome.is_right()))
}

fn line(document: &Document, outcome: Outcome, generation: &Generation) -> String {
    let findings = &generation.findings;
    let said = match &findings.first_warning {
        _ if !generation.measurement.succeeded() => findings.reason(&generation.measurement),
        warning => warning.clone().unwrap_or_default(),
    };
    let mark = if outcome.is_right() { ' ' } else { '!' };
    format!("{mark} {:9} {}  {said}", name(outcome), document.id)
}

fn name(outcome: Outcome) -> String {
    format!("{outcome:?}").to_lowercase()
}

/// How many documents of each reason came to each outcome, then the sums.
fn table(counts: &BTreeMap<(String, Outcome), usize>) -> String {
    let mut sums: BTreeMap<Outcome, usize> = BTreeMap::new();
    for ((_, outcome), count) in counts {
        *sums.entry(*outcome).or_default() += count;
    }
    let rows = counts
        .iter()
        .map(|((reason, outcome), count)| (*outcome, *count, reason.as_str()));
    let sums = sums
        .into_iter()
        .map(|(outcome, count)| (outcome, count, "in all"));
    let line = |(outcome, count, what)| format!("{:9} {count:5}  {what}\n", name(outcome));
    rows.chain(sums).map(line).collect()
}

/// The reason of each id.
fn reasons(table: &Path) -> io::Result<BTreeMap<String, String>> {
    let text = std::fs::read_to_string(table)?;
    let mut rows = text
        .lines()
        .map(|line| line.split('\t').collect::<Vec<_>>());
    let headings = rows.next().unwrap_or_default();
    let column = |name: &str| headings.iter().position(|heading| *heading == name);
    let (Some(id), Some(reason)) = (column("id"), column("reason")) else {
        let message = format!("{}: no columns `id` and `reason`", table.display());
        return Err(io::Error::other(message));
    };
    let cell = |row: &[&str], column| row.get(column).map(|cell: &&str| (*cell).to_owned());
    Ok(rows
        .filter_map(|row| Some((cell(&row, id)?, cell(&row, reason)?)))
        .collect())
}

/// The reason of a document, whose id is its path with or without extension.
fn reason<'a>(document: &Document, reasons: &'a BTreeMap<String, String>) -> &'a str {
    let id = document.id.as_str();
    let stem = id.rsplit_once('.').map_or(id, |(stem, _)| stem);
    reasons
        .get(id)
        .or_else(|| reasons.get(stem))
        .map_or("", String::as_str)
}
