//! A place to try documents in, one after the other.
//!
//! Each slot has a target folder of its own, in which bindery-runtime and all it
//! needs are compiled once, and in which no other slot can hold Cargo's lock.
//! All crates bear one name and stand in one folder, so that each replaces the
//! one before and a run of any length needs the space of one crate.

use std::collections::{BTreeMap, HashSet};
use std::path::{Path, PathBuf};
use std::process::Command;
use std::{env, fs, io};

use clap::Args;

use crate::documents::tree_of;
use crate::measure::{Limits, Measurement, measure_command};
use crate::messages::{self, Complaints};
use crate::name_step;

/// The name of every generated crate.
const NAME: &str = "corpus_subject";
/// The name of the program that [`Slot::drive`] runs. It begins like the crate, so
/// that it is cleared with it.
const DRIVER: &str = "corpus_subject_driver";
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

    pub(crate) fn limits(&self) -> Limits {
        self.limits
    }

    pub(crate) fn runtime(&self) -> io::Result<PathBuf> {
        let runtime = self.runtime.canonicalize();
        runtime.map_err(name_step(self.runtime.display()))
    }

    pub(crate) fn bindery(&self) -> io::Result<PathBuf> {
        let beside = env::current_exe()?.with_file_name("bindery");
        let bindery = self.bindery.clone().unwrap_or(beside);
        bindery
            .canonicalize()
            .map_err(name_step(format!("no compiler at {}", bindery.display())))
    }
}

/// A program that is compiled with the crate.
pub(crate) struct Program<'p> {
    pub(crate) source: &'p str,
    /// Features of the runtime, of which it has no others.
    pub(crate) features: &'p [&'p str],
}

/// A `bindery.toml` that knows the document does not count: the crate that is asked about is
/// generated without it, and has other names.
fn make_question(bindery: &Path, arguments: &[&str], document: &Path) -> Command {
    let mut command = Command::new(bindery);
    command.args(arguments).arg("--no-config").arg(document);
    command
}

/// Lets references lead to wherever the tree of the document goes.
fn allow_references(command: &mut Command, document: &Path) {
    if let Some(tree) = tree_of(document) {
        command.arg("--allow-refs").arg(tree);
    }
}

/// What `bindery generate` made of a document.
pub(crate) struct Generation {
    pub(crate) measurement: Measurement,
    pub(crate) findings: Complaints,
    /// The numbers of its table, by heading.
    pub(crate) counts: BTreeMap<String, u64>,
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
        fs::create_dir_all(&folder).map_err(name_step(folder.display()))?;
        fs::write(
            scratch.join("Cargo.toml"),
            "[workspace]\nexclude = [\"slots\"]\n",
        )?;
        let folder = folder.canonicalize()?;
        Ok(Self {
            bindery: bench.bindery()?,
            runtime: bench.runtime()?,
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
        require_success(&generation.measurement, &generation.findings)?;
        for verb in ["check", "clippy"] {
            let (measurement, complaints) = self.run_cargo(&[verb], self.limits.patient())?;
            require_success(&measurement, &complaints)?;
        }
        fs::copy(self.subject.join(LOCK), self.folder.join(LOCK))?;
        self.clear()
    }

    /// Runs `bindery generate`.
    pub(crate) fn generate(&self, document: &Path) -> io::Result<Generation> {
        self.generate_operations(document, &[])
    }

    /// Runs `bindery generate` for the operations with these ids alone; for all if there
    /// are none.
    pub(crate) fn generate_operations(
        &self,
        document: &Path,
        ids: &[&str],
    ) -> io::Result<Generation> {
        self.clear()?;
        let mut command = Command::new(&self.bindery);
        command
            .arg("generate")
            .arg(document.canonicalize()?)
            .arg("--output")
            .arg(&self.subject);
        command.args(["--name", NAME, "--message-format", "json"]);
        command.arg("--runtime-path").arg(&self.runtime);
        command.args(ids.iter().flat_map(|id| ["--operation", id]));
        allow_references(&mut command, document);
        let outputs = (self.stdout.as_path(), self.stderr.as_path());
        let measurement = measure_command(&command, &self.folder, self.limits, outputs)?;
        let findings = messages::read_findings(&self.stderr)?;
        Ok(Generation {
            measurement,
            findings,
            counts: messages::read_count_table(&self.stdout)?,
        })
    }

    /// The document as bindery reads it, references to other files included.
    pub(crate) fn source(&self, document: &Path) -> io::Result<serde_json::Value> {
        let text = self.ask(&["dump", "--stage", "source"], document)?;
        Ok(serde_json::from_slice(&text)?)
    }

    /// The Rust type of each schema that travels as JSON, by pointer; the first of several.
    pub(crate) fn types(&self, document: &Path) -> io::Result<Vec<(String, String)>> {
        let text = self.ask(&["types", "--message-format", "json"], document)?;
        let mut types = Vec::new();
        let mut seen = HashSet::new();
        for line in String::from_utf8_lossy(&text).lines() {
            let line: serde_json::Value = serde_json::from_str(line)?;
            if line.get("json") != Some(&serde_json::Value::Bool(true)) {
                continue;
            }
            let member = |key: &str| Some(line.get(key)?.as_str()?.to_owned());
            if let (Some(schema), Some(ty)) = (member("schema"), member("type"))
                && seen.insert(schema.clone())
            {
                types.push((schema, ty));
            }
        }
        Ok(types)
    }

    /// Standard output of the compiler.
    pub(crate) fn ask(&self, arguments: &[&str], document: &Path) -> io::Result<Vec<u8>> {
        let mut command = make_question(&self.bindery, arguments, &document.canonicalize()?);
        allow_references(&mut command, document);
        Ok(command.output()?.stdout)
    }

    /// Compiles the runtime for [`Slot::drive`]; only here the network may be used.
    pub(crate) fn prepare_driver(&self, features: &[&str]) -> io::Result<()> {
        let path = self.folder.join("smallest.yaml");
        fs::write(&path, SMALLEST)?;
        let generation = self.generate(&path)?;
        require_success(&generation.measurement, &generation.findings)?;
        let source = "fn main() {}";
        self.add_program(&Program { source, features })?;
        let (measurement, complaints) = self.run_cargo(&["build"], self.limits.patient())?;
        require_success(&measurement, &complaints)?;
        fs::copy(self.subject.join(LOCK), self.folder.join(LOCK))?;
        self.clear()
    }

    /// Compiles a program with the crate and runs it with the name of a file that
    /// holds `input`, and more arguments. Gives the file of what it prints, unless it
    /// does not compile.
    pub(crate) fn drive(
        &self,
        program: &Program<'_>,
        input: &str,
        more: &[&str],
    ) -> io::Result<(Measurement, Complaints, Option<PathBuf>)> {
        self.add_program(program)?;
        let (built, complaints) = self.cargo("build")?;
        if !built.succeeded() {
            return Ok((built, complaints, None));
        }
        let questions = self.folder.join("questions");
        fs::write(&questions, input)?;
        let mut command = Command::new(self.target.join("debug").join(DRIVER));
        command.arg(&questions).args(more);
        measure_command(
            &command,
            &self.folder,
            self.limits,
            (&self.stdout, &self.stderr),
        )?;
        Ok((built, complaints, Some(self.stdout.clone())))
    }

    /// Puts a program into the crate.
    fn add_program(&self, program: &Program<'_>) -> io::Result<()> {
        let folder = self.subject.join("src/bin");
        fs::create_dir_all(&folder)?;
        fs::write(folder.join(format!("{DRIVER}.rs")), program.source)?;
        let manifest = self.subject.join("Cargo.toml");
        let text = fs::read_to_string(&manifest)?;
        // The program takes what it names, and not the transport that the crate turns on by
        // default.
        let text = ask_for_features(&text, program.features)
            .replace("default = [\"reqwest\", \"rustls\"]", "default = []");
        fs::write(&manifest, text + "\n[profile.dev]\ndebug = false\n")
    }

    /// Runs a subcommand of Cargo on the crate, with the dependencies that were
    /// compiled before.
    pub(crate) fn cargo(&self, verb: &str) -> io::Result<(Measurement, Complaints)> {
        fs::copy(self.folder.join(LOCK), self.subject.join(LOCK))?;
        self.run_cargo(&[verb, "--offline"], self.limits)
    }

    /// However fresh the crate looks, it is compiled anew.
    fn run_cargo(&self, verb: &[&str], limits: Limits) -> io::Result<(Measurement, Complaints)> {
        clear_artefacts(&self.target, NAME)?;
        let mut command = Command::new("cargo");
        command
            .args(verb)
            .args(["--quiet", "--message-format=json"]);
        command
            .env("CARGO_TARGET_DIR", &self.target)
            .env("CARGO_INCREMENTAL", "0");
        let outputs = (self.stdout.as_path(), self.stderr.as_path());
        let measurement = measure_command(&command, &self.subject, limits, outputs)?;
        let complaints = messages::read_diagnostics(NAME, &self.stdout, &self.stderr)?;
        Ok((measurement, complaints))
    }

    /// Moves the crate out of the slot.
    pub(crate) fn move_crate(&self, place: &Path) -> io::Result<()> {
        remove_if_any(place)?;
        fs::create_dir_all(place.parent().unwrap_or(place))?;
        fs::rename(&self.subject, place).map_err(name_step(place.display()))
    }

    /// Removes the crate and what was compiled of it.
    pub(crate) fn clear(&self) -> io::Result<()> {
        remove_if_any(&self.subject)?;
        clear_artefacts(&self.target, NAME)
    }
}

fn require_success(measurement: &Measurement, complaints: &Complaints) -> io::Result<()> {
    if measurement.succeeded() {
        return Ok(());
    }
    let reason = complaints.reason(measurement);
    Err(io::Error::other(format!(
        "not even the smallest document compiles: {reason}"
    )))
}

/// Removes what Cargo made of the crate `name`, and nothing of its dependencies.
pub(crate) fn clear_artefacts(target: &Path, name: &str) -> io::Result<()> {
    let profiles = ["debug", "release"].into_iter();
    let folders = profiles.flat_map(|profile| [(profile, "deps"), (profile, ".fingerprint")]);
    for (profile, folder) in folders {
        let folder = Path::new(profile).join(folder);
        let Ok(entries) = fs::read_dir(target.join(folder)) else {
            continue;
        };
        for entry in entries {
            let entry = entry?;
            let file = entry.file_name();
            if file
                .to_string_lossy()
                .trim_start_matches("lib")
                .starts_with(name)
            {
                remove_if_any(&entry.path())?;
            }
        }
    }
    Ok(())
}

pub(crate) fn remove_if_any(path: &Path) -> io::Result<()> {
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

/// The manifest, with features of the runtime besides those that it names.
fn ask_for_features(manifest: &str, features: &[&str]) -> String {
    let list: String = features.iter().map(|name| format!("{name:?}, ")).collect();
    let lines = manifest.lines().map(|line| {
        if !line.starts_with("bindery-runtime = {") {
            return line.to_owned();
        }
        match line.contains(" features = [") {
            true => line.replacen(" features = [", &format!(" features = [{list}"), 1),
            false => line.replacen('{', &format!("{{ features = [{list}],"), 1),
        }
    });
    lines.map(|line| line + "\n").collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_nearest_configuration_does_not_count() {
        let command = make_question(Path::new("bindery"), &["operations"], Path::new("a.yaml"));
        let words: Vec<_> = command.get_args().collect();
        assert_eq!(words, ["operations", "--no-config", "a.yaml"]);
    }
}
