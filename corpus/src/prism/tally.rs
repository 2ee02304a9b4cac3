//! What became of the calls of a document.

use std::collections::BTreeMap;
use std::io;
use std::path::Path;

use serde::{Deserialize, Serialize};

use super::verdict::CallVerdict;
use crate::report::{self, Identified};

/// The record of one document.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
pub(super) struct PrismRecord {
    pub(super) id: String,
    pub(super) openapi: String,
    /// Operations with a method, and those that were called.
    pub(super) operations: usize,
    pub(super) called: usize,
    /// Calls that were made.
    pub(super) calls: usize,
    pub(super) verdicts: BTreeMap<CallVerdict, usize>,
    /// Limits of Prism that explain verdicts.
    pub(super) limits: BTreeMap<String, usize>,
    /// Answers that the client could not read.
    pub(super) unread: usize,
    pub(super) first_error: Option<String>,
}

impl Identified for PrismRecord {
    fn id(&self) -> &str {
        &self.id
    }

    fn line(&self) -> String {
        let verdicts: Vec<String> = self
            .verdicts
            .iter()
            .map(|(verdict, count)| format!("{count} {}", verdict.name()))
            .collect();
        format!(
            "{} ({}): {} of {} operations, {} calls: {}; {:?}; {} answers unread {}",
            self.id,
            self.openapi,
            self.called,
            self.operations,
            self.calls,
            verdicts.join(", "),
            self.limits,
            self.unread,
            self.first_error.as_deref().unwrap_or_default()
        )
    }
}

/// Prints the records of a report as a table in Markdown.
pub(super) fn print_prism_table(report: &Path) -> io::Result<()> {
    println!(
        "| document | OpenAPI | operations | calls | accepted | explained | others |\n\
         |---|---|---:|---:|---:|---|---|"
    );
    for record in report::read_records_by_id::<PrismRecord>(report)?.values() {
        let count =
            |verdict: CallVerdict| record.verdicts.get(&verdict).copied().unwrap_or_default();
        let (accepted, explained) = (count(CallVerdict::Accepted), count(CallVerdict::Explained));
        let limits: Vec<String> = record
            .limits
            .iter()
            .map(|(limit, count)| format!("{count} {limit}"))
            .collect();
        let others = match (&record.first_error, record.calls - accepted - explained) {
            (Some(reason), _) => reason.clone(),
            (None, 0) => String::new(),
            (None, others) => others.to_string(),
        };
        println!(
            "| {} | {} | {} of {} | {} | {accepted} | {} | {others} |",
            record.id,
            record.openapi,
            record.called,
            record.operations,
            record.calls,
            limits.join(", ")
        );
    }
    Ok(())
}

/// A call that is worth a look.
#[derive(Debug, Clone, Serialize)]
pub(super) struct PrismFailure {
    pub(super) id: String,
    pub(super) operation: String,
    pub(super) verdict: CallVerdict,
    pub(super) request: String,
    pub(super) answer: String,
}
