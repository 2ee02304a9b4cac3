//! What several tests need: compiling a text, and a scratch crate that is
//! compiled and run by Cargo.
#![allow(dead_code, reason = "each test uses its own part")]

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use bindery::Input;
use bindery::diagnostics::{Color, Diagnostics, render_findings};
use bindery::emit::GeneratedFiles;
use bindery::rust::{LockedApi, Options};
use serde_yaml::Value;

/// What became of a document.
pub(crate) struct CompiledText {
    /// The generated files.
    pub(crate) files: GeneratedFiles,
    /// All findings as text, without colour.
    pub(crate) findings: String,
    /// How everything is called, where that was asked.
    pub(crate) locked: Option<LockedApi>,
}

/// Compiles a document.
pub(crate) fn compile_text(name: &str, document: &str) -> CompiledText {
    compile_text_with(name, document, Options::default())
}

/// Compiles a document with the names of an earlier run.
pub(crate) fn compile_locked_text(
    name: &str,
    document: &str,
    locked: Option<LockedApi>,
) -> CompiledText {
    let options = Options {
        locked,
        ..Options::default()
    };
    compile_text_with(name, document, options)
}

/// Compiles a document with these options, but for what follows from its name.
pub(crate) fn compile_text_with(name: &str, document: &str, options: Options) -> CompiledText {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join(format!("{name}.yaml"));
    std::fs::write(&path, document).unwrap();
    let mut diagnostics = Diagnostics::new();
    let options = Options {
        source: format!("{name}.yaml"),
        crate_name: name.to_owned(),
        ..options
    };
    let input = Input {
        document: path,
        ..Input::default()
    };
    let compiled = bindery::compile(&input, &options, &mut diagnostics);
    let findings = render_findings(&diagnostics, Color::Never);
    let findings = findings.replace(&folder.path().display().to_string(), "");
    let compiled = compiled.unwrap_or_else(|_| panic!("{name} does not compile:\n{findings}"));
    CompiledText {
        files: compiled.files,
        locked: compiled.locked,
        findings,
    }
}

/// What stands above the schemas of a fixture.
const HEAD: &str = "openapi: 3.1.0\ninfo: {title: Fixture, version: '1'}\npaths: {}\n";

/// The document of a fixture, which may hold its schemas alone.
pub(crate) fn fixture_document(document: Option<&Value>, schemas: &Value) -> String {
    match document {
        Some(document) => serde_yaml::to_string(document).unwrap(),
        None => {
            let schemas = BTreeMap::from([("schemas", schemas)]);
            let components = BTreeMap::from([("components", schemas)]);
            HEAD.to_owned() + &serde_yaml::to_string(&components).unwrap()
        }
    }
}

/// All documents of a folder of this package, in order.
pub(crate) fn documents(folder: &str) -> Vec<PathBuf> {
    let entries = std::fs::read_dir(Path::new(env!("CARGO_MANIFEST_DIR")).join(folder)).unwrap();
    let mut paths: Vec<PathBuf> = entries.map(|entry| entry.unwrap().path()).collect();
    paths.retain(|path| {
        path.extension()
            .is_some_and(|extension| extension == "yaml")
    });
    paths.sort();
    paths
}

/// A crate below `target/` that holds generated modules and a program.
pub(crate) struct Scratch {
    folder: PathBuf,
    modules: String,
}

impl Scratch {
    /// An empty crate of that name.
    pub(crate) fn new(name: &str) -> Self {
        Self::with_features(name, &[])
    }

    /// An empty crate, with more features of the runtime.
    pub(crate) fn with_features(name: &str, features: &[&str]) -> Self {
        let features: String = features.iter().map(|name| format!(", {name:?}")).collect();
        let folder = target().join("scratch").join(name);
        let _ = std::fs::remove_dir_all(folder.join("src"));
        let _ = std::fs::remove_dir_all(folder.join("examples"));
        std::fs::create_dir_all(folder.join("src")).unwrap();
        let runtime = Path::new(env!("CARGO_MANIFEST_DIR")).join("../runtime");
        let manifest = format!(
            "[package]\nname = \"scratch-{name}\"\nedition = \"2024\"\n\n[workspace]\n\n[dependencies]\n\
             bindery-runtime = {{ path = {runtime:?}, default-features = false, features = [\"reqwest\", \"serde\", \"testing\"{features}] }}\n\
             serde_json = \"1\"\ntokio = {{ version = \"1\", features = [\"rt\", \"net\"] }}\n"
        );
        std::fs::write(folder.join("Cargo.toml"), manifest).unwrap();
        Self {
            folder,
            modules: String::new(),
        }
    }

    /// A crate of these files.
    pub(crate) fn of_files(name: &str, files: &GeneratedFiles) -> Self {
        let folder = target().join("scratch").join(name);
        let _ = std::fs::remove_dir_all(folder.join("src"));
        write(&folder, files);
        Self {
            folder,
            modules: String::new(),
        }
    }

    /// Compiles the library with all warnings as errors.
    pub(crate) fn lint(&self, arguments: &[&str]) {
        let head: &[&str] = &["clippy", "--quiet", "--lib"];
        self.cargo(&[head, arguments, &["--", "-D", "warnings"]].concat());
    }

    /// Adds an API as a module.
    pub(crate) fn add_module(&mut self, name: &str, files: &GeneratedFiles) {
        write(&self.folder.join("src").join(name), files);
        writeln!(self.modules, "pub mod {name};").unwrap();
    }

    /// Compiles the crate with all warnings as errors and runs the program;
    /// gives what it printed.
    pub(crate) fn run(&self, program: &str) -> String {
        let src = self.folder.join("src");
        std::fs::write(src.join("lib.rs"), &self.modules).unwrap();
        let package = self.folder.file_name().unwrap().to_string_lossy();
        let krate = format!("use scratch_{}::*;\n", package.replace('-', "_"));
        std::fs::write(src.join("main.rs"), krate + program).unwrap();
        self.lint(&[]);
        self.cargo(&["run", "--quiet"])
    }

    /// Checks another program of the crate, which must not compile; gives what was said.
    pub(crate) fn refuse(&self, name: &str, program: &str) -> String {
        let examples = self.folder.join("examples");
        std::fs::create_dir_all(&examples).unwrap();
        std::fs::write(examples.join(name).with_extension("rs"), program).unwrap();
        let output = self.output(&["check", "--quiet", "--example", name]);
        assert!(!output.status.success(), "{name} compiles:\n{program}");
        String::from_utf8_lossy(&output.stderr).into_owned()
    }

    fn output(&self, arguments: &[&str]) -> Output {
        let mut cargo = Command::new(env!("CARGO"));
        cargo.args(arguments).current_dir(&self.folder);
        cargo.env("CARGO_TARGET_DIR", target().join("scratch/target"));
        cargo.env("CARGO_PROFILE_DEV_DEBUG", "0").output().unwrap()
    }

    fn cargo(&self, arguments: &[&str]) -> String {
        let output = self.output(arguments);
        let text = String::from_utf8_lossy(&output.stdout).into_owned();
        let errors = String::from_utf8_lossy(&output.stderr);
        assert!(
            output.status.success(),
            "cargo {arguments:?} failed:\n{text}{errors}"
        );
        text
    }
}

fn write(folder: &Path, files: &GeneratedFiles) {
    for (file, text) in files {
        let path = folder.join(file);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(path, text).unwrap();
    }
}

/// The folder for build output of this workspace.
fn target() -> PathBuf {
    Path::new(env!("CARGO_TARGET_TMPDIR")).to_path_buf()
}
