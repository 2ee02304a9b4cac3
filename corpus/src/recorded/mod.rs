//! `bindery-corpus recorded`: whether generated clients read what real servers answer.
//!
//! An archive has a folder for each vendor: `DOCUMENT` names the vendor's document, and
//! each line of `answers.jsonl` is an answer that was recorded. A program calls the
//! method of each answer's operation, lets it read the answer by status and media type,
//! and lets a mock write what was read. An independent judge says which answers keep to
//! the document; those must come back equal. Each answer is read strictly as well, and
//! what reading forgivingly changes must have been told.

mod answers;
mod differences;
mod fate;
mod tally;

use std::io;
use std::path::{Path, PathBuf};

use clap::Args;
use serde_json::Value;

use self::answers::{Recorded, Vendor};
use self::fate::{AnswerVerdict, Fate, RecordedFailure};
use self::tally::VendorTally;
use crate::lossless::judge::{Judge, turn_dialect};
use crate::prism::driver::calling_program;
use crate::prism::plan::{Operation, Shape, list_call_shapes, list_operations};
use crate::prism::values::{ValueRow, Values, as_requests_see_it};
use crate::run::is_absent;
use crate::slot::{Bench, Program, Slot};
use crate::{name_step, report};

/// What the program needs of the runtime.
const FEATURES: [&str; 2] = ["blocking", "testing"];

/// The program's source, but for the functions that call methods.
const PROGRAM: &str = include_str!("program.rs.txt");

/// Arguments of `recorded`.
#[derive(Args)]
pub(crate) struct RecordedArguments {
    /// A folder with a folder for each vendor
    archive: PathBuf,
    /// Take only vendors whose folder's name contains this
    #[arg(long, value_name = "SUBSTRING")]
    only: Option<String>,
    /// The share of answers that must be readable forgivingly
    #[arg(long, value_name = "PERCENT", default_value_t = 99.0)]
    goal: f64,
    /// Write each answer that was not kept to this file
    #[arg(long, value_name = "FILE")]
    failures: Option<PathBuf>,
    #[command(flatten)]
    bench: Bench,
}

/// Tries the vendors one after the other and prints shares and causes. Tells whether every
/// answer that keeps to its document came back equal, nothing was changed in silence, and
/// as many answers are readable as is asked for.
pub(crate) fn run_recorded(arguments: &RecordedArguments) -> io::Result<bool> {
    if is_absent(&arguments.archive) {
        return Ok(true);
    }
    let vendors = answers::find_vendors(&arguments.archive, arguments.only.as_deref())?;
    let slot = Slot::new(&arguments.bench, 0)?;
    slot.prepare_driver(&FEATURES)?;
    let mut failures = arguments
        .failures
        .as_deref()
        .map(report::open_report)
        .transpose()?;
    let mut tallies = Vec::new();
    for vendor in &vendors {
        let (tally, examples) = try_vendor(&slot, vendor).map_err(name_step(&vendor.name))?;
        slot.clear()?;
        println!("{}", tally.line());
        if tally.has_causes() {
            print!("{}", tally.causes());
        }
        if let Some(file) = &mut failures {
            for example in &examples {
                report::add_record(file, example)?;
            }
        }
        tallies.push(tally);
    }
    let sum = tally::add_all(&tallies);
    println!("{}\n\n{}", sum.line(), sum.causes());
    Ok(sum.is_sound() && sum.readable_share() >= arguments.goal)
}

fn try_vendor(slot: &Slot, vendor: &Vendor) -> io::Result<(VendorTally, Vec<RecordedFailure>)> {
    let mut tally = VendorTally::new(&vendor.name);
    let recorded = answers::read_answers(&vendor.answers)?;
    let source = slot.source(&vendor.document)?;
    let operations = read_operations(slot, &vendor.document, &recorded)?;
    let shapes = list_call_shapes(&operations);
    let fates = match read_again(slot, vendor, &source, &shapes, &recorded)? {
        Ok(fates) => fates,
        Err(reason) => {
            tally.fail(recorded.len(), &reason);
            return Ok((tally, Vec::new()));
        }
    };
    let mut judged = source;
    let version = judged.get("openapi").and_then(Value::as_str);
    let is_3_0 = version.is_some_and(|version| version.starts_with("3.0"));
    turn_dialect(&mut judged, is_3_0);
    let judge = Judge::new(&judged).map_err(io::Error::other)?;
    let mut failures = Vec::new();
    for (answer, fate) in recorded.iter().zip(fates) {
        let validator = judge.validator(&answer.schema).ok();
        let is_valid = validator.is_some_and(|validator| validator.is_valid(&answer.value()));
        tally.add(is_valid, &fate);
        if fate.verdict != AnswerVerdict::Kept {
            failures.push(RecordedFailure::new(&vendor.name, answer, is_valid, fate));
        }
    }
    Ok((tally, failures))
}

/// The methods of the operations that were recorded; the first of each operation, which
/// gives a whole answer where another gives a stream.
fn read_operations(
    slot: &Slot,
    document: &Path,
    recorded: &[Recorded],
) -> io::Result<Vec<Operation>> {
    let mut operations: Vec<Operation> = Vec::new();
    for operation in list_operations(slot, document)? {
        let is_recorded = recorded.iter().any(|answer| answer.is_of(&operation));
        let mut known = operations.iter();
        if is_recorded && !known.any(|known| known.operation == operation.operation) {
            operations.push(operation);
        }
    }
    Ok(operations)
}

/// What became of each answer, or why none could be tried.
fn read_again(
    slot: &Slot,
    vendor: &Vendor,
    source: &Value,
    shapes: &[Shape<'_>],
    recorded: &[Recorded],
) -> io::Result<Result<Vec<Fate>, String>> {
    // A large document takes minutes to compile, of which few operations were recorded.
    let ids: Vec<&str> = shapes
        .iter()
        .map(|shape| shape.operation.operation.as_str())
        .collect();
    let generation = slot.generate_operations(&vendor.document, &ids)?;
    if !generation.measurement.succeeded() {
        return Ok(Err(generation.findings.reason(&generation.measurement)));
    }
    let rows = match make_rows(source, shapes) {
        Ok(rows) => rows,
        Err(reason) => return Ok(Err(reason)),
    };
    let program = Program {
        source: &calling_program(PROGRAM, shapes, |_| "outcome"),
        features: &FEATURES,
    };
    let mut input = String::new();
    let mut asked = Vec::new();
    for answer in recorded {
        let mut all = shapes.iter().zip(&rows).enumerate();
        let found = all.find(|(_, (shape, _))| answer.is_of(shape.operation));
        asked.push(found.is_some());
        if let Some((index, (_, row))) = found {
            let row = answer.with_values(row);
            input.push_str(&format!("{index}\t{row}\n"));
        }
    }
    let (built, complaints, told) = slot.drive(&program, &input, &[])?;
    let Some(told) = told else {
        return Ok(Err(complaints.reason(&built)));
    };
    let told = std::fs::read_to_string(told)?;
    let mut told = told.lines();
    let fates = asked.iter().zip(recorded).map(|(asked, answer)| {
        let line = if *asked {
            told.next()
        } else {
            Some("{\"uncalled\":\"no method\"}")
        };
        Fate::of(line, &answer.body)
    });
    Ok(Ok(fates.collect()))
}

/// Values with which each shape can be called.
fn make_rows(source: &Value, shapes: &[Shape<'_>]) -> Result<Vec<ValueRow>, String> {
    let mut document = source.clone();
    as_requests_see_it(&mut document);
    let version = source.get("openapi").and_then(Value::as_str);
    turn_dialect(
        &mut document,
        version.is_some_and(|version| version.starts_with("3.0")),
    );
    let values = Values::new(source, &document, 0)?.taking_wrong();
    // Without values it is called with empty ones.
    let row = |shape: &Shape<'_>| values.rows(shape, 1).into_iter().next();
    Ok(shapes
        .iter()
        .map(|shape| row(shape).unwrap_or_default())
        .collect())
}
