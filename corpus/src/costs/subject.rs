//! One generated crate: its dependencies are compiled first, then it alone is
//! measured.

use std::path::{Path, PathBuf};
use std::process::Command;
use std::{fs, io};

use super::record::{Phase, PhaseResult};
use super::tools::NAME;
use crate::measure::{Limits, measure_command};
use crate::messages;
use crate::name_step;
use crate::slot::clear_artefacts;

/// The program that calls one operation. It begins like the crate, so that it is
/// cleared with it.
const PROGRAM: &str = "subject-program";

/// Its manifest; the crate is in the folder above.
const PROGRAM_MANIFEST: &str = r#"[package]
name = "subject-program"
version = "0.1.0"
edition = "2024"

[dependencies]
subject = { path = ".." }
tokio = { version = "1", features = ["rt"] }

[profile.release]
strip = true

[workspace]
"#;

/// Where a crate is, and where it is compiled.
pub(super) struct CostSubject<'a> {
    pub(super) folder: PathBuf,
    /// Shared by all crates of a tool, so that dependencies are compiled once.
    pub(super) target: PathBuf,
    pub(super) limits: Limits,
    pub(super) outputs: (&'a Path, &'a Path),
}

impl CostSubject<'_> {
    /// Compiles the crate; gives why it failed, if it did.
    pub(super) fn measure(&self, phase: Phase) -> io::Result<PhaseResult> {
        if let Some(failure) = self.prepare(phase)? {
            return Ok(failure);
        }
        clear_artefacts(&self.target, NAME)?;
        self.cargo(phase, true, self.limits)
    }

    /// Compiles the dependencies, by compiling the crate with nothing in it.
    /// Only here the network may be used.
    fn prepare(&self, phase: Phase) -> io::Result<Option<PhaseResult>> {
        let library = self.folder.join("src/lib.rs");
        let kept = self.folder.join("src/lib.rs.kept");
        if !kept.is_file() {
            fs::rename(&library, &kept)?;
        }
        fs::write(&library, "")?;
        let trial = self.cargo(phase, false, self.limits.patient())?;
        fs::rename(&kept, &library)?;
        Ok(trial.error.is_some().then_some(trial))
    }

    /// Compiles a program that uses the crate; tells its size.
    pub(super) fn program(&self, source: &Path) -> io::Result<PhaseResult> {
        let folder = self.folder.join("program");
        fs::create_dir_all(folder.join("src"))?;
        fs::copy(source, folder.join("src/main.rs")).map_err(name_step(source.display()))?;
        fs::write(folder.join("Cargo.toml"), PROGRAM_MANIFEST)?;
        let command = ["build", "--release"];
        let trial = self.run(&folder, &command, PROGRAM, self.limits.patient())?;
        let file = fs::metadata(self.target.join("release").join(PROGRAM));
        let size = file.ok().filter(|_| trial.error.is_none());
        let size = size.map(|file| file.len());
        Ok(PhaseResult { size, ..trial })
    }

    fn cargo(&self, phase: Phase, offline: bool, limits: Limits) -> io::Result<PhaseResult> {
        let mut arguments = match phase {
            Phase::Generate | Phase::Check => vec!["check"],
            Phase::Debug => vec!["build"],
            Phase::Release | Phase::Program => vec!["build", "--release"],
        };
        arguments.push("--lib");
        if offline {
            arguments.push("--offline");
        }
        self.run(&self.folder, &arguments, NAME, limits)
    }

    /// Runs Cargo in a folder; gives what it says of a crate.
    fn run(
        &self,
        folder: &Path,
        arguments: &[&str],
        krate: &str,
        limits: Limits,
    ) -> io::Result<PhaseResult> {
        let mut command = Command::new("cargo");
        command.args(arguments);
        command.args(["--quiet", "--message-format=json"]);
        // what Cargo does by default, whatever the surroundings ask for
        command
            .env("CARGO_TARGET_DIR", &self.target)
            .env("CARGO_INCREMENTAL", "0")
            .env("CARGO_PROFILE_DEV_DEBUG", "2");
        let measurement = measure_command(&command, folder, limits, self.outputs)?;
        let complaints = messages::read_diagnostics(krate, self.outputs.0, self.outputs.1)?;
        let error = (!measurement.succeeded()).then(|| complaints.reason(&measurement));
        Ok(PhaseResult::new(&measurement, error))
    }
}

/// How many lines of Rust are below a folder.
pub(super) fn count_rust_lines(folder: &Path) -> io::Result<u64> {
    let mut lines = 0;
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        if path.is_dir() {
            lines += self::count_rust_lines(&path)?;
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            lines += fs::read_to_string(&path)?.lines().count() as u64;
        }
    }
    Ok(lines)
}
