//! What `run` reports of one document.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::measure::Usage;
use crate::report::Identified;

/// What became of one document.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
pub(crate) struct RunRecord {
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
    pub(crate) codes: BTreeMap<String, u64>,
}

/// How far a document got, from bad to good.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Level {
    /// No crate came out.
    Refused,
    /// The crate does not compile.
    Broken,
    /// The crate compiles, with warnings.
    Warned,
    /// The crate compiles without a warning.
    Clean,
}

impl Identified for RunRecord {
    fn id(&self) -> &str {
        &self.id
    }

    fn line(&self) -> String {
        let Self {
            openapi,
            operations,
            types,
            lines,
            repairs,
            warnings,
            ..
        } = self;
        let cost = |usage: Option<Usage>| match usage {
            Some(Usage { cpu_s, peak_mib }) => format!("{cpu_s:.2} s {peak_mib} MiB"),
            None => "not run".to_owned(),
        };
        let (generate, check) = (cost(self.generate), cost(self.check));
        format!(
            "{}  [{openapi}, {operations} operations, {types} types, {lines} lines, {repairs} repairs, \
             {warnings} warnings, generate {generate}, check {check}]",
            self.verdict()
        )
    }
}

impl RunRecord {
    pub(crate) fn level(&self) -> Level {
        match (self.generated, self.compiled, self.warnings) {
            (false, _, _) => Level::Refused,
            (true, false, _) => Level::Broken,
            (true, true, 0) => Level::Clean,
            (true, true, _) => Level::Warned,
        }
    }

    /// How far the document got, and the first thing that is wrong.
    pub(crate) fn verdict(&self) -> String {
        let error = self.first_error.as_deref().unwrap_or_default();
        format!(
            "{:7} {}  {error}",
            format!("{:?}", self.level()).to_lowercase(),
            self.id
        )
    }
}
