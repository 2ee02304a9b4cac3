//! A place to try documents in, one after the other.
//!
//! Each slot has a target folder of its own, in which bindery-runtime and all it
//! needs are compiled once, and in which no other slot can hold Cargo's lock.
//! All crates bear one name and stand in one folder, so that each replaces the
//! one before and a run of any length needs the space of one crate.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::process::Command;

use crate::documents::Document;
use crate::during;
use crate::limits::Limits;
use crate::measure::{Measurement, measured};
use crate::messages::{self, Complaints};
use crate::record::Record;
use crate::version;

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

/// What all slots share.
pub(crate) struct Bench {
    /// The compiler's binary.
    pub(crate) bindery: PathBuf,
    /// The folder of bindery-runtime.
    pub(crate) runtime: PathBuf,
    pub(crate) limits: Limits,
    /// Whether clippy runs as well.
    pub(crate) clippy: bool,
    /// Where crates go that do not compile, instead of being removed.
    pub(crate) keep: Option<PathBuf>,
}

pub(crate) struct Slot<'a> {
    bench: &'a Bench,
    folder: PathBuf,
}

impl<'a> Slot<'a> {
    /// Makes the slot's folder. What is above it becomes a workspace that owns
    /// nothing, so that no workspace further up takes the crates for its own.
    pub(crate) fn new(bench: &'a Bench, scratch: &Path, number: usize) -> io::Result<Self> {
        let folder = scratch.join("slots").join(number.to_string());
        fs::create_dir_all(&folder).map_err(during(folder.display().to_string()))?;
        let manifest = "[workspace]\nresolver = \"3\"\nexclude = [\"slots\"]\n";
        fs::write(scratch.join("Cargo.toml"), manifest)?;
        Ok(Self {
            bench,
            folder: folder.canonicalize()?,
        })
    }

    /// Compiles what all crates depend on.
    ///
    /// # Errors
    ///
    /// When the crate of the smallest document does not compile: no other will.
    pub(crate) fn prepare(&self) -> io::Result<()> {
        let path = self.folder.join("smallest.yaml");
        fs::write(&path, SMALLEST)?;
        let generation = self.generate(&path)?;
        self.must(&generation.measurement, &generation.findings)?;
        for verb in ["check", "clippy"]
            .into_iter()
            .take(1 + usize::from(self.bench.clippy))
        {
            let (measurement, complaints) = self.cargo(verb, &[])?;
            self.must(&measurement, &complaints)?;
        }
        fs::copy(self.subject().join(LOCK), self.folder.join(LOCK))?;
        self.clear()
    }

    /// Generates, checks and lints the crate of a document.
    pub(crate) fn try_document(&self, document: &Document) -> io::Result<Record> {
        let generation = self.generate(&document.path)?;
        let mut record = generation.record(document);
        if record.generated {
            fs::copy(self.folder.join(LOCK), self.subject().join(LOCK))?;
            self.check(&mut record)?;
            if record.compiled && self.bench.clippy {
                self.lint(&mut record)?;
            }
        }
        if let Some(keep) = self
            .bench
            .keep
            .as_ref()
            .filter(|_| record.generated && !record.compiled)
        {
            keep_crate(&self.subject(), &keep.join(record.id.replace('/', "__")))?;
        }
        self.clear()?;
        Ok(record)
    }

    /// Runs `bindery generate`.
    pub(crate) fn generate(&self, document: &Path) -> io::Result<Generation> {
        self.clear()?;
        let mut command = Command::new(&self.bench.bindery);
        command
            .arg("generate")
            .arg(document.canonicalize()?)
            .arg("--output")
            .arg(self.subject());
        command.args(["--name", NAME, "--message-format", "json", "--runtime-path"]);
        command.arg(&self.bench.runtime).current_dir(&self.folder);
        let measurement = self.measured(&command)?;
        let findings = messages::findings(&self.stderr())?;
        let counts = messages::table(&self.stdout())?;
        Ok(Generation {
            measurement,
            findings,
            counts,
        })
    }

    fn check(&self, record: &mut Record) -> io::Result<()> {
        let (measurement, complaints) = self.cargo("check", &["--offline"])?;
        record.compiled = measurement.succeeded();
        record.check = Some(measurement.into());
        if record.compiled {
            self.note(record, complaints);
        } else {
            record.first_error = Some(complaints.reason(&measurement));
            record.codes.extend(complaints.codes);
        }
        Ok(())
    }

    /// Clippy repeats the warnings of the check.
    fn lint(&self, record: &mut Record) -> io::Result<()> {
        let (measurement, complaints) = self.cargo("clippy", &["--offline"])?;
        if complaints.errors == 0 && !measurement.succeeded() {
            record.first_error = Some(format!("clippy: {}", complaints.reason(&measurement)));
        }
        self.note(record, complaints);
        Ok(())
    }

    /// Lints that clippy denies are warnings all the same: the crate compiles.
    fn note(&self, record: &mut Record, complaints: Complaints) {
        record.warnings = complaints.total();
        let first = complaints.first_error.or(complaints.first_warning);
        record.first_error = record.first_error.take().or(first);
        record.codes.extend(complaints.codes);
    }

    /// Runs Cargo on the crate, which is compiled anew however fresh it looks.
    fn cargo(&self, verb: &str, arguments: &[&str]) -> io::Result<(Measurement, Complaints)> {
        clear_artefacts(&self.target())?;
        let mut command = Command::new("cargo");
        command
            .args([verb, "--quiet", "--message-format=json"])
            .args(arguments);
        command
            .env("CARGO_TARGET_DIR", self.target())
            .env("CARGO_INCREMENTAL", "0");
        command.current_dir(self.subject());
        let measurement = self.measured(&command)?;
        let complaints = messages::diagnostics(NAME, &self.stdout(), &self.stderr())?;
        Ok((measurement, complaints))
    }

    fn measured(&self, command: &Command) -> io::Result<Measurement> {
        measured(command, self.bench.limits, &self.stdout(), &self.stderr())
    }

    fn must(&self, measurement: &Measurement, complaints: &Complaints) -> io::Result<()> {
        if measurement.succeeded() {
            return Ok(());
        }
        let reason = complaints.reason(measurement);
        Err(io::Error::other(format!(
            "not even the smallest document compiles: {reason}"
        )))
    }

    fn clear(&self) -> io::Result<()> {
        remove(&self.subject())?;
        clear_artefacts(&self.target())
    }

    fn subject(&self) -> PathBuf {
        self.folder.join(NAME)
    }

    fn target(&self) -> PathBuf {
        self.folder.join("target")
    }

    fn stdout(&self) -> PathBuf {
        self.folder.join("stdout")
    }

    fn stderr(&self) -> PathBuf {
        self.folder.join("stderr")
    }
}

/// What `bindery generate` made of a document.
pub(crate) struct Generation {
    pub(crate) measurement: Measurement,
    pub(crate) findings: Complaints,
    counts: std::collections::BTreeMap<String, u64>,
}

impl Generation {
    fn record(self, document: &Document) -> Record {
        let count = |heading: &str| self.counts.get(heading).copied().unwrap_or_default();
        let generated = self.measurement.succeeded();
        Record {
            id: document.id.clone(),
            openapi: version::version(&document.path)
                .ok()
                .flatten()
                .unwrap_or_default(),
            operations: count("operations"),
            types: count("types"),
            lines: count("lines"),
            generated,
            repairs: self.findings.warnings,
            generate: Some(self.measurement.into()),
            first_error: (!generated).then(|| self.findings.reason(&self.measurement)),
            codes: self.findings.codes,
            ..Record::default()
        }
    }
}

/// Removes what Cargo made of the crate, and nothing of its dependencies.
fn clear_artefacts(target: &Path) -> io::Result<()> {
    for folder in [
        "debug/deps",
        "debug/.fingerprint",
        "debug/build",
        "debug/incremental",
    ] {
        let Ok(entries) = fs::read_dir(target.join(folder)) else {
            continue;
        };
        for entry in entries {
            let entry = entry?;
            let name = entry.file_name();
            let name = name.to_string_lossy();
            if name.trim_start_matches("lib").starts_with(NAME) {
                remove(&entry.path())?;
            }
        }
    }
    Ok(())
}

fn keep_crate(subject: &Path, place: &Path) -> io::Result<()> {
    remove(place)?;
    fs::create_dir_all(place.parent().unwrap_or(place))?;
    fs::rename(subject, place).map_err(during(place.display().to_string()))
}

fn remove(path: &Path) -> io::Result<()> {
    let removed = if path.is_dir() {
        fs::remove_dir_all(path)
    } else {
        fs::remove_file(path)
    };
    match removed {
        Err(error) if error.kind() != io::ErrorKind::NotFound => Err(error),
        _ => Ok(()),
    }
}
