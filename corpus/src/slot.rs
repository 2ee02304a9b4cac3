//! A place to try documents in, one after the other.
//!
//! Each slot has a target folder of its own, in which bindery-runtime and all it
//! needs are compiled once, and in which no other slot can hold Cargo's lock.
//! All crates bear one name and stand in one folder, so that each replaces the
//! one before and a run of any length needs the space of one crate.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::{env, fs, io};

use clap::Args;

use crate::documents::Document;
use crate::during;
use crate::measure::{Limits, Measurement, measured};
use crate::messages::{self, Complaints};
use crate::record::Record;

/// The name of every generated crate.
const NAME: &str = "corpus_subject";
const LOCK: &str = "Cargo.lock";

/// A document whose crate has the same dependencies as all others.
const SMALLEST: &str = r#"openapi: 3.0.3
info: {title: Smallest, version: "1"}
paths:
  /ping:
    get:
      operationId: ping
      responses: {"204": {description: Pong}}
"#;

/// Where things are and what may be used.
#[derive(Args)]
pub(crate) struct Bench {
    /// The compiler [default: the `bindery` beside this program]
    #[arg(long, value_name = "BINARY")]
    bindery: Option<PathBuf>,
    /// The folder of bindery-runtime
    #[arg(long, value_name = "FOLDER", default_value = concat!(env!("CARGO_MANIFEST_DIR"), "/../runtime"))]
    runtime: PathBuf,
    /// Folder for generated crates and compiled dependencies [default: in the system's temporary folder]
    #[arg(long, value_name = "FOLDER")]
    scratch: Option<PathBuf>,
    #[command(flatten)]
    limits: Limits,
}

impl Bench {
    pub(crate) fn scratch(&self) -> PathBuf {
        self.scratch
            .clone()
            .unwrap_or_else(|| env::temp_dir().join("bindery-corpus"))
    }

    fn bindery(&self) -> io::Result<PathBuf> {
        let beside = env::current_exe()?.with_file_name("bindery");
        let bindery = self.bindery.clone().unwrap_or(beside);
        bindery
            .canonicalize()
            .map_err(during(format!("no compiler at {}", bindery.display())))
    }
}

/// What `bindery generate` made of a document.
pub(crate) struct Generation {
    pub(crate) measurement: Measurement,
    pub(crate) findings: Complaints,
    counts: BTreeMap<String, u64>,
}

pub(crate) struct Slot {
    bindery: PathBuf,
    runtime: PathBuf,
    limits: Limits,
    folder: PathBuf,
    subject: PathBuf,
    target: PathBuf,
    stdout: PathBuf,
    stderr: PathBuf,
}

impl Slot {
    /// Makes the slot's folder. What is above it becomes a workspace that owns
    /// nothing, so that no workspace further up takes the crates for its own.
    pub(crate) fn new(bench: &Bench, number: usize) -> io::Result<Self> {
        let scratch = bench.scratch();
        let folder = scratch.join("slots").join(number.to_string());
        fs::create_dir_all(&folder).map_err(during(folder.display()))?;
        fs::write(
            scratch.join("Cargo.toml"),
            "[workspace]\nexclude = [\"slots\"]\n",
        )?;
        let folder = folder.canonicalize()?;
        Ok(Self {
            bindery: bench.bindery()?,
            runtime: bench
                .runtime
                .canonicalize()
                .map_err(during(bench.runtime.display()))?,
            limits: bench.limits,
            subject: folder.join(NAME),
            target: folder.join("target"),
            stdout: folder.join("stdout"),
            stderr: folder.join("stderr"),
            folder,
        })
    }

    /// Compiles what all crates depend on; only here the network may be used.
    ///
    /// # Errors
    ///
    /// When the crate of the smallest document does not compile: no other will.
    pub(crate) fn prepare(&self) -> io::Result<()> {
        let path = self.folder.join("smallest.yaml");
        fs::write(&path, SMALLEST)?;
        let generation = self.generate(&path)?;
        must(&generation.measurement, &generation.findings)?;
        for command in ["check", "clippy"] {
            let (measurement, complaints) = self.cargo(command, None)?;
            must(&measurement, &complaints)?;
        }
        fs::copy(self.subject.join(LOCK), self.folder.join(LOCK))?;
        self.clear()
    }

    /// Generates, checks and lints the crate of a document. A crate that does
    /// not compile goes to the folder `keep`, all else is removed.
    pub(crate) fn try_document(
        &self,
        document: &Document,
        clippy: bool,
        keep: Option<&Path>,
    ) -> io::Result<Record> {
        let mut record = self.generate(&document.path)?.record(document);
        if record.generated {
            fs::copy(self.folder.join(LOCK), self.subject.join(LOCK))?;
            self.check(&mut record)?;
        }
        if record.compiled && clippy {
            self.lint(&mut record)?;
        }
        if let Some(keep) = keep.filter(|_| record.generated && !record.compiled) {
            keep_crate(&self.subject, &keep.join(record.id.replace('/', "__")))?;
        }
        self.clear()?;
        Ok(record)
    }

    /// Runs `bindery generate`.
    pub(crate) fn generate(&self, document: &Path) -> io::Result<Generation> {
        self.clear()?;
        let mut command = Command::new(&self.bindery);
        command
            .arg("generate")
            .arg(document.canonicalize()?)
            .arg("--output")
            .arg(&self.subject);
        command.args(["--name", NAME, "--message-format", "json"]);
        command.arg("--runtime-path").arg(&self.runtime);
        let outputs = (self.stdout.as_path(), self.stderr.as_path());
        let measurement = measured(&command, &self.folder, self.limits, outputs)?;
        let findings = messages::findings(&self.stderr)?;
        Ok(Generation {
            measurement,
            findings,
            counts: messages::table(&self.stdout)?,
        })
    }

    fn check(&self, record: &mut Record) -> io::Result<()> {
        let (measurement, complaints) = self.cargo("check", Some("--offline"))?;
        record.compiled = measurement.succeeded();
        record.check = Some(measurement.usage);
        record.first_error = (!record.compiled).then(|| complaints.reason(&measurement));
        note(record, complaints);
        Ok(())
    }

    /// Clippy repeats the warnings of the check. Lints that it denies count as
    /// warnings: the crate compiles.
    fn lint(&self, record: &mut Record) -> io::Result<()> {
        let (measurement, complaints) = self.cargo("clippy", Some("--offline"))?;
        record.first_error = (!measurement.succeeded()).then(|| complaints.reason(&measurement));
        record.warnings = complaints.errors.max(u64::from(!measurement.succeeded()));
        note(record, complaints);
        Ok(())
    }

    /// Runs Cargo on the crate, which is compiled anew however fresh it looks.
    fn cargo(&self, verb: &str, option: Option<&str>) -> io::Result<(Measurement, Complaints)> {
        clear_artefacts(&self.target)?;
        let mut command = Command::new("cargo");
        command
            .args([verb, "--quiet", "--message-format=json"])
            .args(option);
        command
            .env("CARGO_TARGET_DIR", &self.target)
            .env("CARGO_INCREMENTAL", "0");
        let outputs = (self.stdout.as_path(), self.stderr.as_path());
        let measurement = measured(&command, &self.subject, self.limits, outputs)?;
        Ok((
            measurement,
            messages::diagnostics(NAME, &self.stdout, &self.stderr)?,
        ))
    }

    fn clear(&self) -> io::Result<()> {
        remove(&self.subject)?;
        clear_artefacts(&self.target)
    }
}

impl Generation {
    fn record(self, document: &Document) -> Record {
        let count = |heading: &str| self.counts.get(heading).copied().unwrap_or_default();
        let generated = self.measurement.succeeded();
        Record {
            id: document.id.clone(),
            openapi: document.version.clone(),
            operations: count("operations"),
            types: count("types"),
            lines: count("lines"),
            generated,
            repairs: self.findings.warnings,
            generate: Some(self.measurement.usage),
            first_error: (!generated).then(|| self.findings.reason(&self.measurement)),
            codes: self.findings.codes,
            ..Record::default()
        }
    }
}

fn must(measurement: &Measurement, complaints: &Complaints) -> io::Result<()> {
    if measurement.succeeded() {
        return Ok(());
    }
    let reason = complaints.reason(measurement);
    Err(io::Error::other(format!(
        "not even the smallest document compiles: {reason}"
    )))
}

fn note(record: &mut Record, complaints: Complaints) {
    record.warnings += complaints.warnings;
    record.first_error = record.first_error.take().or(complaints.first_warning);
    record.codes.extend(complaints.codes);
}

/// Removes what Cargo made of the crate, and nothing of its dependencies.
fn clear_artefacts(target: &Path) -> io::Result<()> {
    for folder in ["debug/deps", "debug/.fingerprint"] {
        let Ok(entries) = fs::read_dir(target.join(folder)) else {
            continue;
        };
        for entry in entries {
            let entry = entry?;
            if entry
                .file_name()
                .to_string_lossy()
                .trim_start_matches("lib")
                .starts_with(NAME)
            {
                remove(&entry.path())?;
            }
        }
    }
    Ok(())
}

fn keep_crate(subject: &Path, place: &Path) -> io::Result<()> {
    remove(place)?;
    fs::create_dir_all(place.parent().unwrap_or(place))?;
    fs::rename(subject, place).map_err(during(place.display()))
}

fn remove(path: &Path) -> io::Result<()> {
    let removed = if path.is_dir() {
        fs::remove_dir_all(path)
    } else {
        fs::remove_file(path)
    };
    removed.or_else(|error| match error.kind() {
        io::ErrorKind::NotFound => Ok(()),
        _ => Err(error),
    })
}
