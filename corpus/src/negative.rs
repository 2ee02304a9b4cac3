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
use crate::during;
use crate::measure::Ending;
use crate::run::is_absent;
use crate::slot::{Bench, Generation, Slot};

/// Arguments of `negative`.
#[derive(Args)]
pub(crate) struct NegativeArguments {
    /// A folder of wrong documents
    folder: PathBuf,
    /// A table with headings, tab-separated, that has the columns `id` and `reason`
    reasons: Option<PathBuf>,
    #[command(flatten)]
    selection: Selection,
    #[command(flatten)]
    bench: Bench,
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
    let slot = Slot::new(&arguments.bench, 0)?;
    let mut rows: BTreeMap<(&str, &str), usize> = BTreeMap::new();
    let mut sums: BTreeMap<Outcome, usize> = BTreeMap::new();
    let candidates = documents::candidates(&arguments.folder)?;
    for document in documents::select(candidates, &arguments.selection) {
        let reason = reason(&document, &reasons);
        let generation = slot.generate(&document.path)?;
        let outcome = outcome(&generation, reason.starts_with("lint"));
        print_line(&document, outcome, &generation);
        *rows.entry((reason, name(outcome))).or_default() += 1;
        *sums.entry(outcome).or_default() += 1;
    }
    for ((reason, name), count) in rows.iter().filter(|_| !reasons.is_empty()) {
        println!("{name:9} {count:5}  {reason}");
    }
    for (outcome, count) in &sums {
        println!("{:9} {count:5}  in all", name(*outcome));
    }
    Ok(sums.keys().all(Result::is_ok))
}

/// The name of what happened: `Ok` where the document was handled as it should
/// be, `Err` where it was not.
type Outcome = Result<&'static str, &'static str>;

fn outcome(generation: &Generation, may_pass: bool) -> Outcome {
    let findings = &generation.findings;
    match generation.measurement.ending {
        Ending::Exit(0) if findings.errors + findings.warnings > 0 => Ok("repaired"),
        Ending::Exit(0) if may_pass => Ok("passed"),
        Ending::Exit(0) => Err("silent"),
        Ending::Exit(1) if findings.errors > 0 => Ok("refused"),
        Ending::Exit(1) => Err("mute"),
        Ending::Exit(101) => Err("panic"),
        Ending::Exit(_) => Err("misused"),
        Ending::Signal(_) => Err("signal"),
        Ending::TimedOut => Err("timed out"),
    }
}

fn name(outcome: Outcome) -> &'static str {
    outcome.unwrap_or_else(|name| name)
}

fn print_line(document: &Document, outcome: Outcome, generation: &Generation) {
    let findings = &generation.findings;
    let said = if generation.measurement.succeeded() {
        findings.first_warning.clone().unwrap_or_default()
    } else {
        findings.reason(&generation.measurement)
    };
    let mark = if outcome.is_ok() { ' ' } else { '!' };
    println!("{mark} {:9} {}  {said}", name(outcome), document.id);
}

/// The reason of each id.
fn reasons(table: &Path) -> io::Result<BTreeMap<String, String>> {
    let text = std::fs::read_to_string(table).map_err(during(table.display()))?;
    let mut rows = text
        .lines()
        .map(|line| line.split('\t').collect::<Vec<_>>());
    let headings = rows.next().unwrap_or_default();
    let cell = |row: &[&str], heading: &str| {
        let column = headings.iter().position(|each| *each == heading)?;
        row.get(column).map(|cell| (*cell).to_owned())
    };
    Ok(rows
        .filter_map(|row| Some((cell(&row, "id")?, cell(&row, "reason")?)))
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
