//! The report: JSON Lines, one record for each document that was tried.
//!
//! Records are appended as they are made, so a run that is stopped loses
//! nothing; of several records with one id the last one counts.

use std::collections::BTreeMap;
use std::fs::{File, OpenOptions};
use std::io::{self, BufRead, BufReader, Read, Seek, SeekFrom, Write};
use std::path::Path;

use serde::{Deserialize, Serialize};

use crate::during;
use crate::measure::Measurement;

/// What became of one document.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
pub(crate) struct Record {
    pub(crate) id: String,
    /// The version that the document declares.
    pub(crate) openapi: String,
    pub(crate) operations: u64,
    pub(crate) types: u64,
    /// Lines of generated code.
    pub(crate) lines: u64,
    /// Whether `bindery generate` succeeded.
    pub(crate) generated: bool,
    /// Whether `cargo check` succeeded.
    pub(crate) compiled: bool,
    /// Warnings of rustc and clippy.
    pub(crate) warnings: u64,
    /// Warnings of bindery: what it repaired in the document, or left out.
    pub(crate) repairs: u64,
    /// Generating the crate.
    pub(crate) generate: Option<Usage>,
    /// `cargo check` of the crate alone.
    pub(crate) check: Option<Usage>,
    /// The first thing that is wrong: an error, else a warning of rustc or clippy.
    pub(crate) first_error: Option<String>,
    /// How often each code of bindery, rustc and clippy was reported.
    #[serde(default)]
    pub(crate) codes: BTreeMap<String, u64>,
}

/// What a step cost.
#[derive(Debug, Clone, Copy, Default, Serialize, Deserialize)]
pub(crate) struct Usage {
    /// User CPU seconds of all processes.
    pub(crate) cpu_s: f64,
    /// Most memory that any one process held, in MiB.
    pub(crate) peak_mib: u64,
}

impl From<Measurement> for Usage {
    fn from(measurement: Measurement) -> Self {
        Self {
            cpu_s: measurement.cpu_s,
            peak_mib: measurement.peak_mib,
        }
    }
}

/// How far a document got, from bad to good.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Level {
    /// No crate came out.
    Refused,
    /// The crate does not compile.
    Broken,
    /// The crate compiles, with warnings.
    Compiled,
    /// The crate compiles without a warning.
    Clean,
}

impl Level {
    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::Refused => "refused",
            Self::Broken => "broken",
            Self::Compiled => "warnings",
            Self::Clean => "clean",
        }
    }
}

impl Record {
    pub(crate) fn level(&self) -> Level {
        match (self.generated, self.compiled, self.warnings) {
            (false, _, _) => Level::Refused,
            (true, false, _) => Level::Broken,
            (true, true, 0) => Level::Clean,
            (true, true, _) => Level::Compiled,
        }
    }

    /// The record as one line for people.
    pub(crate) fn line(&self) -> String {
        let usage = |usage: Option<Usage>| match usage {
            Some(usage) => format!("{:6.2} s {:5} MiB", usage.cpu_s, usage.peak_mib),
            None => format!("{:>18}", "-"),
        };
        let error = self.first_error.as_ref().map(|error| format!("  {error}"));
        format!(
            "{:8} {}  {}  {} operations, {} types, {} lines, {} repairs, {} warnings, generate {}, check {}{}",
            self.level().name(),
            self.id,
            self.openapi,
            self.operations,
            self.types,
            self.lines,
            self.repairs,
            self.warnings,
            usage(self.generate).trim(),
            usage(self.check).trim(),
            error.unwrap_or_default(),
        )
    }
}

/// The records of a report by id. A line that does not parse is the end of an
/// interrupted run and is left out.
pub(crate) fn read(report: &Path) -> io::Result<BTreeMap<String, Record>> {
    let file = File::open(report).map_err(during(report.display().to_string()))?;
    let mut records = BTreeMap::new();
    for line in BufReader::new(file).lines() {
        if let Ok(record) = serde_json::from_str::<Record>(&line?) {
            records.insert(record.id.clone(), record);
        }
    }
    Ok(records)
}

/// Opens a report to add to it, behind a line break if its last line has none.
pub(crate) fn append(report: &Path) -> io::Result<File> {
    let mut options = OpenOptions::new();
    let file = options.read(true).append(true).create(true).open(report);
    let mut file = file.map_err(during(report.display().to_string()))?;
    let mut last = [b'\n'];
    if file.seek(SeekFrom::End(-1)).is_ok() {
        file.read_exact(&mut last)?;
    }
    if last != [b'\n'] {
        file.write_all(b"\n")?;
    }
    Ok(file)
}
