//! The results: JSON Lines, one record for each tool, document and phase.
//!
//! Appended as they come, so that a run that was stopped goes on where it was.

use std::collections::BTreeMap;
use std::io;
use std::path::Path;

use clap::ValueEnum;
use serde::{Deserialize, Serialize};

use super::tools::Tool;
use crate::measure::{Measurement, Usage};
use crate::report;

/// What is measured, in the order of a run.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, ValueEnum, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub(super) enum Phase {
    /// The tool makes a crate.
    Generate,
    /// `cargo check` of the crate.
    Check,
    /// A build without optimisation.
    Debug,
    /// A build with optimisation.
    Release,
    /// A stripped release build of a program that calls one operation.
    Program,
}

pub(super) const PHASES: [Phase; 5] = [
    Phase::Generate,
    Phase::Check,
    Phase::Debug,
    Phase::Release,
    Phase::Program,
];

/// How a phase went.
pub(super) struct PhaseResult {
    pub(super) usage: Usage,
    /// Why it failed.
    pub(super) error: Option<String>,
    /// Bytes of the program.
    pub(super) size: Option<u64>,
}

impl PhaseResult {
    pub(super) fn new(measurement: &Measurement, error: Option<String>) -> Self {
        Self {
            usage: measurement.usage,
            error,
            size: None,
        }
    }
}

/// One measurement.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(super) struct CostRecord {
    pub(super) tool: Tool,
    /// The tool's name and version.
    pub(super) title: String,
    pub(super) document: String,
    pub(super) phase: Phase,
    pub(super) usage: Usage,
    /// Lines of Rust in the crate, told when it is generated.
    pub(super) lines: u64,
    /// Bytes of the program.
    #[serde(default)]
    pub(super) size: Option<u64>,
    /// Why it failed.
    pub(super) error: Option<String>,
}

/// All records; of several for one thing the last one counts.
#[derive(Default)]
pub(super) struct Records(BTreeMap<(String, Tool, Phase), CostRecord>);

impl Records {
    /// What a report says.
    pub(super) fn read(path: &Path) -> io::Result<Self> {
        let mut records = Self::default();
        for record in report::read_records(path)? {
            records.insert(record);
        }
        Ok(records)
    }

    /// Drops what this project has made, which may have changed since.
    pub(super) fn forget_ours(&mut self) {
        self.0.retain(|(_, tool, _), _| tool.is_other());
    }

    pub(super) fn insert(&mut self, record: CostRecord) {
        let key = (record.document.clone(), record.tool, record.phase);
        self.0.insert(key, record);
    }

    pub(super) fn get(&self, document: &str, tool: Tool, phase: Phase) -> Option<&CostRecord> {
        self.0.get(&(document.to_owned(), tool, phase))
    }

    /// What a phase cost, where it succeeded.
    pub(super) fn usage(&self, document: &str, tool: Tool, phase: Phase) -> Option<Usage> {
        let record = self.get(document, tool, phase)?;
        record.error.is_none().then_some(record.usage)
    }

    /// The first thing that went wrong with a tool and a document.
    pub(super) fn error(&self, document: &str, tool: Tool) -> Option<(Phase, &str)> {
        PHASES.into_iter().find_map(|phase| {
            let error = self.get(document, tool, phase)?.error.as_deref()?;
            Some((phase, error))
        })
    }

    pub(super) fn has_document(&self, document: &str) -> bool {
        self.0.keys().any(|(id, _, _)| id == document)
    }
}
