//! Compiles programs with clients.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::{fs, io};

use bindery::compare::ApiVersion;
use bindery::emit::{GeneratedFiles, PackageFacts, Runtime, emit_files, package_files};
use bindery::rust::Options;
use serde_json::Value;

use super::program::Unit;
use super::sent::{SentCalls, read_sent_calls};
use crate::name_step;

/// The name of every client.
pub(super) const CLIENT: &str = "client";

/// The program that is checked, and the one that is run.
const PACKAGES: [&str; 2] = ["program", "caller"];

/// So often is a program compiled without what was refused before: rustc looks at types only
/// where all names are known.
const ROUNDS: usize = 6;

/// One of several clients in one crate.
pub(super) struct ClientModule<'v> {
    pub(super) name: String,
    pub(super) version: &'v ApiVersion,
}

/// A folder with a client and a program.
pub(super) struct Workshop {
    folder: PathBuf,
    runtime: PathBuf,
}

impl Workshop {
    pub(super) fn new(folder: &Path, runtime: &Path) -> io::Result<Self> {
        let runtime = runtime
            .canonicalize()
            .map_err(name_step(runtime.display()))?;
        for package in PACKAGES {
            fs::create_dir_all(folder.join(package).join("src"))?;
        }
        let folder = folder.canonicalize()?;
        let [program, caller] = PACKAGES;
        let members = format!(
            "[workspace]\nmembers = [{CLIENT:?}, {program:?}, {caller:?}]\nresolver = \"3\"\n"
        );
        fs::write(folder.join("Cargo.toml"), members)?;
        for package in PACKAGES {
            let manifest = format!(
                "[package]\nname = {package:?}\nversion = \"0.0.0\"\nedition = \"2024\"\n\n\
                 [dependencies]\n{CLIENT} = {{ path = \"../{CLIENT}\" }}\n\
                 bindery-runtime = {{ path = {runtime:?}, features = [\"testing\"] }}\n"
            );
            fs::write(folder.join(package).join("Cargo.toml"), manifest)?;
        }
        fs::write(folder.join("caller/src/main.rs"), "fn main() {}\n")?;
        // The versions that everybody has already.
        let lock = runtime.with_file_name("Cargo.lock");
        fs::copy(&lock, folder.join("Cargo.lock")).map_err(name_step(lock.display()))?;
        Ok(Self { folder, runtime })
    }

    /// The units that rustc refuses with the client that was written, by their places among all,
    /// with what it says.
    pub(super) fn find_refused(&self, units: &[Unit]) -> io::Result<Vec<(usize, String)>> {
        let mut refused: BTreeMap<usize, String> = BTreeMap::new();
        for _ in 0..ROUNDS {
            let left: BTreeSet<usize> = (0..units.len())
                .filter(|index| !refused.contains_key(index))
                .collect();
            let lines = self.write_program(units, &left)?;
            let found = self.check(&lines)?;
            if found.is_empty() {
                break;
            }
            refused.extend(found);
        }
        Ok(refused.into_iter().collect())
    }

    /// Writes the client of a version.
    pub(super) fn write_client(&self, version: &ApiVersion, options: &Options) -> io::Result<()> {
        self.write_package(emit_files(&version.krate), version, options)
    }

    /// Writes a client of several modules.
    pub(super) fn write_modules(&self, modules: &[ClientModule<'_>]) -> io::Result<()> {
        let Some(first) = modules.first() else {
            return Ok(());
        };
        let mut files = GeneratedFiles::new();
        let mut root = String::new();
        for module in modules {
            let _ = writeln!(root, "pub mod {};", module.name);
            for (path, text) in emit_files(&module.version.krate) {
                files.insert(format!("{}/{path}", module.name), text);
            }
        }
        files.insert("lib.rs".to_owned(), root);
        let options = Options {
            crate_name: CLIENT.to_owned(),
            ..Options::default()
        };
        self.write_package(files, first.version, &options)
    }

    fn write_package(
        &self,
        files: GeneratedFiles,
        version: &ApiVersion,
        options: &Options,
    ) -> io::Result<()> {
        let facts = PackageFacts::new(Runtime::Path(self.runtime.clone()));
        let (title, features) = (&version.krate.client.title, &version.krate.features);
        let needed = version.krate.runtime_features.iter();
        let needed: Vec<String> = needed.map(|name| (*name).to_owned()).collect();
        let files = package_files(files, title, features, &needed, options, &facts);
        let folder = self.folder.join(CLIENT);
        if folder.exists() {
            fs::remove_dir_all(&folder)?;
        }
        for (name, text) in &files {
            let path = folder.join(name);
            fs::create_dir_all(path.parent().unwrap_or(&folder))?;
            fs::write(path, text)?;
        }
        Ok(())
    }

    /// Writes the units, and says which of them stands on which line.
    fn write_program(
        &self,
        units: &[Unit],
        wanted: &BTreeSet<usize>,
    ) -> io::Result<BTreeMap<u64, usize>> {
        let mut text = "#![allow(warnings)]\n".to_owned();
        let mut lines = BTreeMap::new();
        for (line, index) in (2..).zip(wanted) {
            let code = units.get(*index).map_or("", |unit| unit.code.as_str());
            let _ = writeln!(text, "mod unit_{index} {{ {code} }}");
            lines.insert(line, *index);
        }
        fs::write(self.folder.join("program/src/lib.rs"), text)?;
        Ok(lines)
    }

    /// Runs a program that makes the calls of units with the client that was written, and tells
    /// what each sent that could be sent.
    pub(super) fn run_calls(
        &self,
        units: &[Unit],
        left_out: &BTreeSet<usize>,
    ) -> io::Result<SentCalls> {
        let (mut text, mut calls) = ("#![allow(warnings)]\n".to_owned(), String::new());
        let units = units.iter().enumerate();
        for (index, unit) in units.filter(|(index, _)| !left_out.contains(index)) {
            let _ = writeln!(text, "mod unit_{index} {{ {} }}", unit.code);
            let _ = writeln!(calls, "    tell({index}, unit_{index}::use_it());");
        }
        let _ = write!(
            text,
            "fn tell(index: usize, sent: Option<String>) {{\n    if let Some(sent) = sent {{ \
             println!(\"{{index}}\\t{{sent}}\") }}\n}}\nfn main() {{\n{calls}}}\n"
        );
        fs::write(self.folder.join("caller/src/main.rs"), text)?;
        let output = self
            .cargo("run", "caller")
            .arg("--quiet")
            .stderr(Stdio::piped())
            .output()?;
        if !output.status.success() {
            return Err(describe_failure(&[], &output.stderr));
        }
        read_sent_calls(&String::from_utf8_lossy(&output.stdout))
    }

    fn cargo(&self, command: &str, package: &str) -> Command {
        let mut cargo = Command::new("cargo");
        cargo
            .args([command, "--offline", "--package", package])
            .env("CARGO_TARGET_DIR", self.folder.join("target"))
            .env("CARGO_PROFILE_DEV_DEBUG", "0")
            .env("CARGO_INCREMENTAL", "0")
            .current_dir(&self.folder);
        cargo
    }

    /// Runs `cargo check`, and finds the units that have errors.
    fn check(&self, lines: &BTreeMap<u64, usize>) -> io::Result<BTreeMap<usize, String>> {
        let output = self
            .cargo("check", "program")
            .args(["--message-format", "json"])
            .stderr(Stdio::piped())
            .output()?;
        let mut found = BTreeMap::new();
        let mut others = Vec::new();
        for line in String::from_utf8_lossy(&output.stdout).lines() {
            let Ok(message) = serde_json::from_str::<Value>(line) else {
                continue;
            };
            let told = message.pointer("/message/message").and_then(Value::as_str);
            let is_error = message.pointer("/message/level") == Some(&Value::from("error"));
            let (Some(told), true) = (told, is_error) else {
                continue;
            };
            let is_program = message.pointer("/target/name") == Some(&Value::from("program"));
            let spans = message.pointer("/message/spans").and_then(Value::as_array);
            let spans = spans.map(Vec::as_slice).unwrap_or_default();
            // Others show where something is that is meant.
            let is_primary = |span: &&Value| span.get("is_primary") == Some(&Value::Bool(true));
            let lines_of = spans
                .iter()
                .filter(is_primary)
                .filter_map(|span| span.get("line_start")?.as_u64());
            let units = lines_of.filter_map(|line| lines.get(&line).copied());
            for unit in units.filter(|_| is_program) {
                found.insert(unit, told.to_owned());
            }
            if !is_program {
                others.push(told.to_owned());
            }
        }
        if found.is_empty() && !output.status.success() {
            return Err(describe_failure(&others, &output.stderr));
        }
        Ok(found)
    }
}

/// Why Cargo failed: what it said last.
fn describe_failure(others: &[String], stderr: &[u8]) -> io::Error {
    let told = String::from_utf8_lossy(stderr);
    let lines: Vec<&str> = told.lines().rev().take(5).collect();
    io::Error::other(format!("{others:?}\n{}", lines.join("\n")))
}
