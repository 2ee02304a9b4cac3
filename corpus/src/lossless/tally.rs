//! The report of `lossless`: one record for each document, and what they sum up to.

use std::io;
use std::path::Path;

use serde::{Deserialize, Serialize};

use crate::measure::Usage;
use crate::report::{self, Identified};

/// What became of the values of one document.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
pub(crate) struct LosslessRecord {
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

impl Identified for LosslessRecord {
    fn id(&self) -> &str {
        &self.id
    }

    fn line(&self) -> String {
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
pub(crate) struct LosslessFailure {
    pub(crate) id: String,
    pub(crate) schema: String,
    /// `refused`, `changed`, `accepted` or `elsewhere`.
    pub(crate) kind: &'static str,
    pub(crate) value: String,
    pub(crate) answer: String,
}

/// Prints shares over all records.
pub(crate) fn print_lossless_summary(path: &Path) -> io::Result<()> {
    let records: Vec<LosslessRecord> = report::read_records_by_id(path)?.into_values().collect();
    for record in records.iter().filter(|record| record.first_error.is_some()) {
        println!("{}", record.line());
    }
    let sum = |count: fn(&LosslessRecord) -> usize| records.iter().map(count).sum::<usize>();
    let failed = sum(|record| usize::from(record.first_error.is_some()));
    let (tried, valid) = (sum(|record| record.tried), sum(|record| record.valid));
    let wrong = sum(|record| record.wrong);
    for (name, part, all, what) in [
        ("tried", records.len() - failed, records.len(), "documents"),
        ("tried", tried, sum(|record| record.schemas), "schemas"),
        ("kept whole", sum(|record| record.whole), tried, "schemas"),
        ("kept", sum(|record| record.kept), valid, "values"),
        ("respelled", sum(|record| record.respelled), valid, "values"),
        ("refused", sum(|record| record.refused), valid, "values"),
        ("changed", sum(|record| record.changed), valid, "values"),
        ("caught", sum(|record| record.caught), wrong, "wrong values"),
        (
            "elsewhere",
            sum(|record| record.elsewhere),
            wrong,
            "wrong values",
        ),
    ] {
        let percent = part as f64 * 100.0 / all.max(1) as f64;
        println!("{name:14} {part} of {all} {what}, {percent:.3} %");
    }
    Ok(())
}
