//! `bindery-corpus suite`: whether generated types keep the valid instances of the
//! [JSON Schema Test Suite](https://github.com/json-schema-org/JSON-Schema-Test-Suite).
//!
//! Each schema of draft 2020-12 becomes a component of an OpenAPI 3.1 document, whose
//! generated crate must read every instance that the suite calls valid and write an equal
//! one. How many of the others are refused is counted; types refuse what does not fit them,
//! not all that a schema rules out.

mod document;
mod group;
mod tally;

use std::io;
use std::path::PathBuf;

use clap::Args;

use self::document::{SuiteDocument, pack_groups, write_remotes};
#[cfg(test)]
use self::group::Group;
use self::group::read_groups;
use self::tally::{InstanceFailure, SuiteTally};
use crate::lossless::driver::{self, Answer};
use crate::run::is_absent;
use crate::slot::{Bench, Program, Slot};
use crate::{name_step, report};

/// Arguments of `suite`.
#[derive(Args)]
pub(crate) struct SuiteArguments {
    /// The folder of the suite, which holds `tests` and `remotes`
    suite: PathBuf,
    /// Take only files whose name contains this
    #[arg(long, value_name = "SUBSTRING")]
    only: Option<String>,
    /// The share of valid instances that must be kept; those are left out whose type a
    /// schema without `type` does not speak of
    #[arg(long, value_name = "PERCENT", default_value_t = 98.0)]
    goal: f64,
    /// Write each valid instance that was not kept to this file
    #[arg(long, value_name = "FILE")]
    failures: Option<PathBuf>,
    #[command(flatten)]
    bench: Bench,
}

/// Tries all groups and prints counts by file. Tells whether as many valid instances were
/// kept as is asked for.
pub(crate) fn run_suite(arguments: &SuiteArguments) -> io::Result<bool> {
    if is_absent(&arguments.suite) {
        return Ok(true);
    }
    let (groups, left_out) = read_groups(&arguments.suite, arguments.only.as_deref())?;
    println!("{} groups, {left_out} of other dialects", groups.len());
    let slot = Slot::new(&arguments.bench, 0)?;
    slot.prepare_driver(&[])?;
    let folder = arguments.bench.scratch().join("suite");
    let mut tally = SuiteTally::default();
    for (number, document) in pack_groups(groups).iter().enumerate() {
        let folder = folder.join(number.to_string());
        write_remotes(&arguments.suite, &folder)?;
        try_suite_document(&slot, document, folder.join("openapi.json"), &mut tally)
            .map_err(name_step(folder.display()))?;
        slot.clear()?;
    }
    print!("{}", tally.describe_counts());
    let mut failures = arguments
        .failures
        .as_deref()
        .map(report::open_report)
        .transpose()?;
    for failure in tally.failures() {
        println!("{}", failure.describe());
        if let Some(file) = &mut failures {
            report::add_record(file, failure)?;
        }
    }
    Ok(tally.kept_share() >= arguments.goal)
}

/// Tries the groups of one document. Where it cannot be compiled, all of them have failed.
fn try_suite_document(
    slot: &Slot,
    document: &SuiteDocument,
    path: PathBuf,
    tally: &mut SuiteTally,
) -> io::Result<()> {
    std::fs::write(&path, document.text()).map_err(name_step(path.display()))?;
    let answers = match ask_about_instances(slot, document, &path)? {
        Ok(answers) => answers,
        Err(reason) => vec![Answer::Refused(String::new(), reason); document.count_instances()],
    };
    let mut answers = answers.into_iter();
    for group in &document.groups {
        for instance in &group.instances {
            let answer = answers.next().unwrap_or(Answer::Lost);
            let failure = |kind| InstanceFailure::new(group, instance, kind, &answer);
            tally.add_instance(group, instance, &answer, failure);
        }
    }
    Ok(())
}

/// What the generated types make of each instance, or why they cannot be asked.
fn ask_about_instances(
    slot: &Slot,
    document: &SuiteDocument,
    path: &std::path::Path,
) -> io::Result<Result<Vec<Answer>, String>> {
    let generation = slot.generate(path)?;
    if !generation.measurement.succeeded() {
        return Ok(Err(generation.findings.reason(&generation.measurement)));
    }
    let types = slot.types(path)?;
    let find_type = |index: usize| {
        let pointer = document::pointer_of_group(index);
        let found = types.iter().find(|(schema, _)| *schema == pointer);
        found.map(|(_, ty)| ty.as_str())
    };
    // A group without a type of its own asks the row behind all others, which is none.
    let rows: Vec<&str> = (0..document.groups.len()).filter_map(find_type).collect();
    let mut row = 0;
    let mut input = String::new();
    for (index, group) in document.groups.iter().enumerate() {
        let is_typed = find_type(index).is_some();
        let asked = if is_typed { row } else { rows.len() };
        row += usize::from(is_typed);
        for instance in &group.instances {
            input.push_str(&format!("{asked}\t{}\n", instance.json));
        }
    }
    let source = driver::checking_program(rows.into_iter());
    let program = Program {
        source: &source,
        features: &[],
    };
    let (built, complaints, answers) = slot.drive(&program, &input, &[])?;
    match answers {
        Some(answers) => Ok(Ok(driver::read_type_answers(&answers)?)),
        None => Ok(Err(complaints.reason(&built))),
    }
}

/// The groups of a test.
#[cfg(test)]
fn make_group(description: &str, schema: serde_json::Value) -> Group {
    Group {
        file: "file".to_owned(),
        description: description.to_owned(),
        schema,
        instances: Vec::new(),
    }
}
