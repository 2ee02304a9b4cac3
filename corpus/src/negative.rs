//! `bindery-corpus negative`: documents that are wrong.
//!
//! Each must be refused with an error, or repaired with a warning. A panic, a
//! signal, a time-out, and a wrong document that passes without a word are all
//! mishandled. What passes without a word must be right after all: valid by the
//! published schemas of OpenAPI, and a crate that compiles.

use std::collections::BTreeMap;
use std::io;
use std::path::{Path, PathBuf};

use clap::Args;

use crate::documents::{self, Document, Selection};
use crate::measure::Ending;
use crate::name_step;
use crate::run::is_absent;
use crate::slot::{Bench, Generation, Slot};
use crate::standard::Standard;

/// Arguments of `negative`.
#[derive(Args)]
pub(crate) struct NegativeArguments {
    /// A folder of wrong documents
    folder: PathBuf,
    /// A table with headings, tab-separated, that has the columns `id` and `reason`
    reasons: Option<PathBuf>,
    /// A folder with the JSON Schemas of OpenAPI; without it nothing may pass in silence
    #[arg(long, value_name = "FOLDER")]
    schemas: Option<PathBuf>,
    #[command(flatten)]
    selection: Selection,
    #[command(flatten)]
    bench: Bench,
}

/// Runs all files of a folder, whether they look like documents or not; false
/// when one of them was mishandled.
pub(crate) fn run_negative(arguments: &NegativeArguments) -> io::Result<bool> {
    if is_absent(&arguments.folder) {
        return Ok(true);
    }
    let reasons = arguments
        .reasons
        .as_deref()
        .map(read_reasons)
        .transpose()?
        .unwrap_or_default();
    let standard = arguments
        .schemas
        .as_deref()
        .map(Standard::read)
        .transpose()?;
    let slot = Slot::new(&arguments.bench, 0)?;
    if standard.is_some() {
        slot.prepare()?;
    }
    let mut rows: BTreeMap<(&str, &str), usize> = BTreeMap::new();
    let mut sums: BTreeMap<Outcome, usize> = BTreeMap::new();
    let candidates = documents::find_candidates(&arguments.folder)?;
    for document in documents::select_documents(candidates, &arguments.selection) {
        let reason = find_reason(&document, &reasons);
        let generation = slot.generate(&document.path)?;
        let mut outcome = judge_generation(&generation);
        let mut said = describe_generation(&generation);
        if let (Err(SILENT), Some(standard)) = (outcome, &standard) {
            match try_valid_document(&slot, &document, standard)? {
                Ok(()) => outcome = Ok("valid"),
                Err(reason) => said = reason,
            }
        }
        print_line(&document, outcome, &said);
        *rows.entry((reason, name_outcome(outcome))).or_default() += 1;
        *sums.entry(outcome).or_default() += 1;
    }
    for ((reason, name), count) in rows.iter().filter(|_| !reasons.is_empty()) {
        println!("{name:9} {count:5}  {reason}");
    }
    for (outcome, count) in &sums {
        println!("{:9} {count:5}  in all", name_outcome(*outcome));
    }
    Ok(sums.keys().all(Result::is_ok))
}

/// The name of what happened: `Ok` where the document was handled as it should
/// be, `Err` where it was not.
type Outcome = Result<&'static str, &'static str>;

/// The name of what a wrong document must not be.
const SILENT: &str = "silent";

fn judge_generation(generation: &Generation) -> Outcome {
    let findings = &generation.findings;
    match generation.measurement.ending {
        Ending::Exit(0) if findings.errors + findings.warnings > 0 => Ok("repaired"),
        Ending::Exit(0) => Err(SILENT),
        Ending::Exit(1) if findings.errors > 0 => Ok("refused"),
        Ending::Exit(1) => Err("mute"),
        Ending::Exit(101) => Err("panic"),
        Ending::Exit(_) => Err("misused"),
        Ending::Signal(_) => Err("signal"),
        Ending::TimedOut => Err("timed out"),
    }
}

fn name_outcome(outcome: Outcome) -> &'static str {
    outcome.unwrap_or_else(|name| name)
}

/// Whether a document of which nothing was said is right; else why not.
fn try_valid_document(
    slot: &Slot,
    document: &Document,
    standard: &Standard,
) -> io::Result<Result<(), String>> {
    let source = slot.source(&document.path)?;
    let version = source.get("openapi").and_then(serde_json::Value::as_str);
    if let Err(reason) = standard.judge(version.unwrap_or_default(), &source) {
        return Ok(Err(reason));
    }
    let (measurement, complaints) = slot.cargo("check")?;
    Ok(if measurement.succeeded() {
        Ok(())
    } else {
        Err(complaints.reason(&measurement))
    })
}

fn describe_generation(generation: &Generation) -> String {
    let findings = &generation.findings;
    if generation.measurement.succeeded() {
        findings.first_warning.clone().unwrap_or_default()
    } else {
        findings.reason(&generation.measurement)
    }
}

fn print_line(document: &Document, outcome: Outcome, said: &str) {
    let mark = if outcome.is_ok() { ' ' } else { '!' };
    println!("{mark} {:9} {}  {said}", name_outcome(outcome), document.id);
}

/// The reason of each id.
fn read_reasons(table: &Path) -> io::Result<BTreeMap<String, String>> {
    let text = std::fs::read_to_string(table).map_err(name_step(table.display()))?;
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
fn find_reason<'a>(document: &Document, reasons: &'a BTreeMap<String, String>) -> &'a str {
    let id = document.id.as_str();
    let stem = id.rsplit_once('.').map_or(id, |(stem, _)| stem);
    reasons
        .get(id)
        .or_else(|| reasons.get(stem))
        .map_or("", String::as_str)
}
