//! The report of `lossless`: one record for each document, and what they sum up to.

use std::collections::BTreeMap;
use std::fs::File;
use std::io::{self, BufRead, BufReader};
use std::path::Path;

use serde::{Deserialize, Serialize};

use crate::during;
use crate::measure::Usage;

/// What became of the values of one document.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
pub(crate) struct Record {
    pub(crate) id: String,
    /// Schemas that have a type: under `components`, and in operations.
    pub(crate) schemas: usize,
    /// Those of which at least one valid value was tried.
    pub(crate) tried: usize,
    /// Those of which every value was kept.
    pub(crate) whole: usize,
    /// Those that the validator cannot compile.
    pub(crate) unjudged: usize,
    /// Valid values that were tried.
    pub(crate) valid: usize,
    /// Those that came back equal.
    pub(crate) kept: usize,
    /// Those that came back equal but for the spelling of a time.
    pub(crate) respelled: usize,
    /// Those that were refused.
    pub(crate) refused: usize,
    /// Those that came back as another value.
    pub(crate) changed: usize,
    /// Values of a wrong structure that were tried.
    pub(crate) wrong: usize,
    /// Those that were refused, at the wrong part or around it.
    pub(crate) caught: usize,
    /// Those that were refused with another path.
    pub(crate) elsewhere: usize,
    /// Generating and compiling the crate and the program.
    pub(crate) build: Option<Usage>,
    /// Why nothing could be tried.
    pub(crate) first_error: Option<String>,
}

impl Record {
    /// The record as one line for people.
    pub(crate) fn line(&self) -> String {
        let Self {
            id,
            schemas,
            tried,
            unjudged,
            valid,
            kept,
            respelled,
            refused,
            changed,
            wrong,
            caught,
            elsewhere,
            ..
        } = self;
        let error = self.first_error.as_deref().unwrap_or_default();
        format!(
            "{id}: {tried} of {schemas} schemas ({unjudged} unjudged), {valid} values: {kept} kept, {respelled} respelled, \
             {refused} refused, {changed} changed; {wrong} wrong: {caught} caught, {elsewhere} elsewhere {error}"
        )
    }
}

/// An example of what went wrong.
#[derive(Debug, Clone, Serialize)]
pub(crate) struct Failure {
    pub(crate) id: String,
    pub(crate) schema: String,
    /// `refused`, `changed`, `accepted` or `elsewhere`.
    pub(crate) kind: &'static str,
    pub(crate) value: String,
    pub(crate) answer: String,
}

/// The records of a report by id.
pub(crate) fn read(report: &Path) -> io::Result<BTreeMap<String, Record>> {
    let file = File::open(report).map_err(during(report.display()))?;
    let mut records = BTreeMap::new();
    for line in BufReader::new(file).lines() {
        if let Ok(record) = serde_json::from_str::<Record>(&line?) {
            records.insert(record.id.clone(), record);
        }
    }
    Ok(records)
}

/// Prints shares over all records.
pub(crate) fn summary(report: &Path) -> io::Result<()> {
    let records: Vec<Record> = read(report)?.into_values().collect();
    for record in records.iter().filter(|record| record.first_error.is_some()) {
        println!("{}", record.line());
    }
    let sum = |count: fn(&Record) -> usize| records.iter().map(count).sum::<usize>();
    let share = |part: usize, all: usize| {
        format!(
            "{part} of {all}, {:.3} %",
            part as f64 * 100.0 / all.max(1) as f64
        )
    };
    println!(
        "documents      {}",
        share(
            records
                .iter()
                .filter(|record| record.first_error.is_none())
                .count(),
            records.len()
        )
    );
    println!(
        "schemas        {} tried",
        share(sum(|record| record.tried), sum(|record| record.schemas))
    );
    println!(
        "kept whole     {} schemas",
        share(sum(|record| record.whole), sum(|record| record.tried))
    );
    let valid = sum(|record| record.valid);
    println!(
        "kept           {} values",
        share(sum(|record| record.kept), valid)
    );
    println!(
        "respelled      {} values",
        share(sum(|record| record.respelled), valid)
    );
    println!(
        "refused        {} values",
        share(sum(|record| record.refused), valid)
    );
    println!(
        "changed        {} values",
        share(sum(|record| record.changed), valid)
    );
    let wrong = sum(|record| record.wrong);
    println!(
        "caught         {} wrong values",
        share(sum(|record| record.caught), wrong)
    );
    println!(
        "elsewhere      {} wrong values",
        share(sum(|record| record.elsewhere), wrong)
    );
    Ok(())
}
