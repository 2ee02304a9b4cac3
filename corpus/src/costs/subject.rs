//! One generated crate: its dependencies are compiled first, then it alone is
//! measured.

use std::path::{Path, PathBuf};
use std::process::Command;
use std::{fs, io};

use super::record::Phase;
use super::tools::NAME;
use crate::measure::{Limits, Measurement, measured};
use crate::messages;
use crate::slot::clear_artefacts;

/// Where a crate is, and where it is compiled.
pub(super) struct Subject<'a> {
    pub(super) folder: PathBuf,
    /// Shared by all crates of a tool, so that dependencies are compiled once.
    pub(super) target: PathBuf,
    pub(super) limits: Limits,
    pub(super) outputs: (&'a Path, &'a Path),
}

impl Subject<'_> {
    /// Compiles the crate; gives why it failed, if it did.
    pub(super) fn measure(&self, phase: Phase) -> io::Result<(Measurement, Option<String>)> {
        if let Some(failure) = self.prepare(phase)? {
            return Ok(failure);
        }
        clear_artefacts(&self.target, NAME)?;
        self.cargo(phase, true, self.limits)
    }

    /// Compiles the dependencies, by compiling the crate with nothing in it.
    /// Only here the network may be used.
    fn prepare(&self, phase: Phase) -> io::Result<Option<(Measurement, Option<String>)>> {
        let library = self.folder.join("src/lib.rs");
        let kept = self.folder.join("src/lib.rs.kept");
        if !kept.is_file() {
            fs::rename(&library, &kept)?;
        }
        fs::write(&library, "")?;
        let (measurement, error) = self.cargo(phase, false, self.limits.patient())?;
        fs::rename(&kept, &library)?;
        Ok(error.is_some().then_some((measurement, error)))
    }

    fn cargo(
        &self,
        phase: Phase,
        offline: bool,
        limits: Limits,
    ) -> io::Result<(Measurement, Option<String>)> {
        let mut command = Command::new("cargo");
        command.args(match phase {
            Phase::Generate | Phase::Check => ["check"].as_slice(),
            Phase::Debug => &["build"],
            Phase::Release => &["build", "--release"],
        });
        command.args(["--lib", "--quiet", "--message-format=json"]);
        if offline {
            command.arg("--offline");
        }
        // what Cargo does by default, whatever the surroundings ask for
        command
            .env("CARGO_TARGET_DIR", &self.target)
            .env("CARGO_INCREMENTAL", "0")
            .env("CARGO_PROFILE_DEV_DEBUG", "2");
        let measurement = measured(&command, &self.folder, limits, self.outputs)?;
        let complaints = messages::diagnostics(NAME, self.outputs.0, self.outputs.1)?;
        let error = (!measurement.succeeded()).then(|| complaints.reason(&measurement));
        Ok((measurement, error))
    }
}

/// How many lines of Rust are below a folder.
pub(super) fn lines(folder: &Path) -> io::Result<u64> {
    let mut lines = 0;
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        if path.is_dir() {
            lines += self::lines(&path)?;
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            lines += fs::read_to_string(&path)?.lines().count() as u64;
        }
    }
    Ok(lines)
}
