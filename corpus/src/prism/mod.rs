//! `bindery-corpus prism`: whether Prism finds valid what generated clients send.
//!
//! Each operation of each document is called through its method, with values made
//! from the document's schemas, against Prism, which serves the document as it is
//! and checks each request.

mod call_report;
pub(crate) mod declared;
pub(crate) mod driver;
mod limits;
pub(crate) mod plan;
mod tally;
pub(crate) mod values;
mod verdict;

use std::collections::{BTreeMap, BTreeSet, HashSet};
use std::io;
use std::path::{Path, PathBuf};
use std::process::Command;

use clap::Args;
use serde_json::Value;

use self::call_report::CallReport;
use self::plan::Shape;
use self::tally::{PrismFailure, PrismRecord};
use self::verdict::CallVerdict;
use crate::documents::Document;
use crate::lossless::judge;
use crate::series::{self, SeriesArguments};
use crate::server::{Server, find_free_port};
use crate::slot::{Program, Slot};
use crate::{name_step, report};

/// What the driver needs of the runtime.
const FEATURES: [&str; 2] = ["reqwest", "blocking"];

/// Arguments of `prism`.
#[derive(Args)]
pub(crate) struct PrismArguments {
    #[command(flatten)]
    series: SeriesArguments,
    /// Prism [default: the one that `.ci/node-tools` installs]
    #[arg(long, value_name = "PROGRAM", default_value = concat!(env!("CARGO_MANIFEST_DIR"), "/../tests/prism/node_modules/.bin/prism"))]
    prism: PathBuf,
    /// Take only documents of at most so many operations
    #[arg(long, default_value_t = 60)]
    operations: usize,
    /// Take only documents of less than so many KiB
    #[arg(long, default_value_t = 512)]
    size: u64,
    /// How many calls of each operation are made, in each media type of its body
    #[arg(long, default_value_t = 5)]
    calls: usize,
}

/// Tries the documents one after the other.
pub(crate) fn run_prism(arguments: &PrismArguments) -> io::Result<()> {
    let report = series::try_each_document(
        &arguments.series,
        "prism.jsonl",
        &FEATURES,
        |slot, document| {
            let prism = arguments.prism.canonicalize();
            let prism = prism.map_err(name_step(arguments.prism.display()))?;
            let trial = PrismTrial {
                slot,
                prism: &prism,
                document,
                arguments,
            };
            trial.run()
        },
    )?;
    report.map_or(Ok(()), |report| tally::print_prism_table(&report))
}

/// What is tried with one document.
struct PrismTrial<'t> {
    slot: &'t Slot,
    prism: &'t Path,
    document: &'t Document,
    arguments: &'t PrismArguments,
}

impl PrismTrial<'_> {
    /// `None` for documents that are too large, and for those without operations.
    fn run(&self) -> io::Result<Option<(PrismRecord, Vec<PrismFailure>)>> {
        let operations = plan::list_operations(self.slot, &self.document.path)?;
        let size = self.document.path.metadata()?.len() / 1024;
        let is_small = operations.len() <= self.arguments.operations && size < self.arguments.size;
        if operations.is_empty() || !is_small {
            return Ok(None);
        }
        let mut record = PrismRecord {
            id: self.document.id.clone(),
            openapi: self.document.version.clone(),
            operations: operations.len(),
            ..PrismRecord::default()
        };
        let mut failures = Vec::new();
        let shapes = plan::list_call_shapes(&operations);
        if let Err(reason) = self.called(&shapes, &mut record, &mut failures)? {
            record.first_error = Some(reason);
        }
        Ok(Some((record, failures)))
    }

    fn called(
        &self,
        shapes: &[Shape<'_>],
        record: &mut PrismRecord,
        failures: &mut Vec<PrismFailure>,
    ) -> io::Result<Result<(), String>> {
        let source = self.slot.source(&self.document.path)?;
        let questions = match self.questions(&source, shapes) {
            Ok(questions) => questions,
            Err(reason) => return Ok(Err(reason)),
        };
        let generation = self.slot.generate(&self.document.path)?;
        if !generation.measurement.succeeded() {
            return Ok(Err(generation.findings.reason(&generation.measurement)));
        }
        let port = find_free_port()?;
        let mut command = Command::new(self.prism);
        command.args(["mock", "--errors", "--port", &port.to_string()]);
        command.arg(&self.document.path);
        // It serves as long as the value lives.
        let _server = match Server::start(&mut command, "is listening")? {
            Ok(server) => server,
            Err(reason) => return Ok(Err(reason)),
        };
        let url = format!("http://127.0.0.1:{port}");
        let program = Program {
            source: &driver::prism_program(shapes, &list_secret_schemes(&source)),
            features: &FEATURES,
        };
        let input: String = questions
            .iter()
            .map(|(shape, row)| format!("{shape}\t{}\n", Value::Object(row.clone())))
            .collect();
        let (built, complaints, answers) = self.slot.drive(&program, &input, &[&url])?;
        let Some(answers) = answers else {
            return Ok(Err(complaints.reason(&built)));
        };
        let answers = std::fs::read_to_string(answers)?;
        let mut answers = answers.lines();
        let mut read_only = BTreeSet::new();
        limits::read_only(&source, &mut read_only);
        let mut called = HashSet::new();
        for (index, _) in &questions {
            let told = answers.next().map(serde_json::from_str::<CallReport>);
            let told = told.transpose()?.unwrap_or_default();
            if let Some(shape) = shapes.get(*index) {
                called.insert(&shape.operation.operation);
                let verdict = verdict::judge_call(&told, &read_only);
                self.judged(shape, &told, verdict, record, failures);
            }
        }
        record.called = called.len();
        Ok(Ok(()))
    }

    /// The calls to make: the number of the shape, and the values.
    fn questions(
        &self,
        source: &Value,
        shapes: &[Shape<'_>],
    ) -> Result<Vec<(usize, values::ValueRow)>, String> {
        let mut document = source.clone();
        values::as_requests_see_it(&mut document);
        judge::turn_dialect(&mut document, self.document.version.starts_with("3.0"));
        let values = values::Values::new(source, &document, self.arguments.series.seed())?;
        let mut questions = Vec::new();
        for (index, shape) in shapes.iter().enumerate() {
            let rows = values.rows(shape, self.arguments.calls);
            questions.extend(rows.into_iter().map(|row| (index, row)));
        }
        Ok(questions)
    }

    fn judged(
        &self,
        shape: &Shape<'_>,
        told: &CallReport,
        (verdict, limits): (CallVerdict, Vec<&'static str>),
        record: &mut PrismRecord,
        failures: &mut Vec<PrismFailure>,
    ) {
        record.calls += 1;
        *record.verdicts.entry(verdict).or_default() += 1;
        for limit in limits {
            *record.limits.entry(limit.to_owned()).or_default() += 1;
        }
        record.unread += usize::from(told.unread.is_some());
        if verdict == CallVerdict::Accepted && told.unread.is_none() {
            return;
        }
        let reasons = [&told.untyped, &told.refused, &told.failed, &told.unread];
        let reason = reasons.into_iter().flatten().next();
        let violations = told.violations.as_deref().unwrap_or_default();
        failures.push(PrismFailure {
            id: record.id.clone(),
            operation: shape.operation.operation.clone(),
            verdict,
            request: told.request.clone(),
            answer: reason.map_or_else(
                || format!("{} {} {violations}", told.status, told.answer),
                Clone::clone,
            ),
        });
    }
}

/// The names of the security schemes that take a secret.
fn list_secret_schemes(source: &Value) -> Vec<String> {
    let schemes = source.pointer("/components/securitySchemes");
    let schemes = schemes.and_then(Value::as_object).into_iter().flatten();
    let is_secret =
        |scheme: &Value| scheme.get("type").and_then(Value::as_str) != Some("mutualTLS");
    schemes
        .filter(|(_, scheme)| is_secret(scheme))
        .map(|(name, _)| name.clone())
        .collect()
}

/// What a report amounts to, as a section of a page.
pub(crate) fn describe_prism_report(path: &Path) -> io::Result<String> {
    let records = report::read_records_by_id::<PrismRecord>(path)?;
    let sum = |number: fn(&PrismRecord) -> usize| records.values().map(number).sum::<usize>();
    let mut verdicts: BTreeMap<&str, usize> = BTreeMap::new();
    for (verdict, count) in records.values().flat_map(|record| &record.verdicts) {
        *verdicts.entry(verdict.name()).or_default() += count;
    }
    let mut text = format!(
        "{} documents, {} of {} operations, {} calls.\n\n| verdict | calls |\n|---|--:|\n",
        records.len(),
        sum(|one| one.called),
        sum(|one| one.operations),
        sum(|one| one.calls),
    );
    for (verdict, count) in verdicts {
        text.push_str(&format!("| {verdict} | {count} |\n"));
    }
    Ok(text)
}
