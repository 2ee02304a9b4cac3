//! The tools that are compared: how each is installed and how it makes a crate.
//!
//! Versions are fixed here, so that results of different days can be compared;
//! raise them together and measure again.

use std::path::{Path, PathBuf};
use std::process::Command;
use std::{fs, io};

use clap::ValueEnum;
use serde::{Deserialize, Serialize};

use crate::measure::{Limits, measure_command};
use crate::name_step;

/// The name of every crate that is measured.
pub(super) const NAME: &str = "subject";

/// What makes a crate of a document.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, ValueEnum, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub(super) enum Tool {
    /// This compiler.
    Bindery,
    /// The types that this compiler writes, without anything that reads or
    /// writes them: what no generator of the same types can be cheaper than.
    Floor,
    Progenitor,
    OpenapiToRust,
    Ploidy,
    Oas3Gen,
}

/// In the order of the tables.
pub(super) const ALL: [Tool; 6] = [
    Tool::Bindery,
    Tool::Floor,
    Tool::Oas3Gen,
    Tool::OpenapiToRust,
    Tool::Ploidy,
    Tool::Progenitor,
];

/// Where the programs are.
pub(super) struct Programs {
    pub(super) bindery: PathBuf,
    pub(super) runtime: PathBuf,
    /// What `cargo install --root` filled.
    pub(super) installed: PathBuf,
}

impl Tool {
    /// Package on crates.io and version; none for what this project makes itself.
    const fn package(self) -> Option<(&'static str, &'static str)> {
        match self {
            Self::Bindery | Self::Floor => None,
            Self::Progenitor => Some(("cargo-progenitor", "0.15.1")),
            Self::OpenapiToRust => Some(("openapi-to-rust", "0.23.0")),
            Self::Ploidy => Some(("ploidy", "0.15.0")),
            Self::Oas3Gen => Some(("oas3-gen", "0.29.0")),
        }
    }

    /// Name and version, as in the tables.
    pub(super) fn title(self) -> String {
        match (self, self.package()) {
            (_, Some((package, version))) => format!("{package} {version}"),
            (Self::Floor, None) => "bindery's types alone".to_owned(),
            (_, None) => "bindery".to_owned(),
        }
    }

    /// Whether it is somebody else's.
    pub(super) const fn is_other(self) -> bool {
        self.package().is_some()
    }

    /// The folder of its crates.
    pub(super) fn folder(self) -> &'static str {
        match self {
            Self::Floor => "floor",
            Self::Bindery => "bindery",
            _ => self.package().map_or("", |(package, _)| package),
        }
    }

    /// Installs the fixed version, if it is not there.
    pub(super) fn install(self, programs: &Programs) -> io::Result<()> {
        let Some((package, version)) = self.package() else {
            return Ok(());
        };
        if programs.installed.join("bin").join(package).is_file() {
            return Ok(());
        }
        println!("installing {package} {version}");
        let package = format!("{package}@{version}");
        let mut command = Command::new("cargo");
        command.args(["install", "--quiet", "--locked", &package, "--root"]);
        command.arg(&programs.installed);
        match command.status()?.success() {
            true => Ok(()),
            false => Err(io::Error::other(format!("cannot install {package}"))),
        }
    }

    /// The command that makes a crate in `folder`, which is empty.
    fn command(self, programs: &Programs, document: &Path, folder: &Path) -> Command {
        let program = match self.package() {
            None => programs.bindery.clone(),
            Some((package, _)) => programs.installed.join("bin").join(package),
        };
        let mut command = Command::new(program);
        match self {
            Self::Bindery | Self::Floor => {
                command.args(["generate", "--name", NAME, "--runtime-path"]);
                command.arg(&programs.runtime).arg(document);
                command.arg("--output").arg(folder)
            }
            Self::Progenitor => {
                command.args(["progenitor", "--name", NAME, "--version", "0.1.0"]);
                command
                    .arg("--input")
                    .arg(document)
                    .arg("--output")
                    .arg(folder)
            }
            Self::OpenapiToRust => command.arg("generate").arg(document),
            Self::Ploidy => {
                command.args(["generate", "rust", "--name", NAME]);
                command.arg(document).arg("--output").arg(folder)
            }
            Self::Oas3Gen => {
                command.args(["generate", "client-mod", "--workspace"]);
                command.arg("-i").arg(document).arg("-o").arg(folder)
            }
        };
        command
    }

    /// Makes a crate of `document` in `folder`, named [`NAME`]. The measurement
    /// is of the tool alone; its output goes to `outputs`.
    pub(super) fn generate(
        self,
        programs: &Programs,
        document: &Path,
        folder: &Path,
        limits: Limits,
        outputs: (&Path, &Path),
    ) -> io::Result<crate::measure::Measurement> {
        fs::create_dir_all(folder).map_err(name_step(folder.display()))?;
        let command = self.command(programs, document, folder);
        let measurement = measure_command(&command, folder, limits, outputs)?;
        if measurement.succeeded() {
            self.complete(folder)?;
        }
        Ok(measurement)
    }

    /// What a user would have to do by hand.
    fn complete(self, folder: &Path) -> io::Result<()> {
        match self {
            Self::Bindery | Self::Progenitor | Self::Ploidy => Ok(()),
            Self::Floor => keep_types(folder),
            Self::OpenapiToRust => add_manifest(folder),
            Self::Oas3Gen => rename_crate(folder),
        }
    }
}

/// Leaves the structs and enums and nothing else in a crate of bindery's: their
/// methods use what `wire.rs` has.
fn keep_types(folder: &Path) -> io::Result<()> {
    let library = "//! Types alone.\n\npub mod types;\n";
    fs::write(folder.join("src/lib.rs"), library)?;
    for types in type_files(&folder.join("src"))? {
        let text = fs::read_to_string(&types).map_err(name_step(types.display()))?;
        fs::write(&types, without_methods(&text))?;
    }
    Ok(())
}

/// The file of types, or those of which there are several.
fn type_files(sources: &Path) -> io::Result<Vec<PathBuf>> {
    let (one, several) = (sources.join("types.rs"), sources.join("types"));
    if one.exists() {
        return Ok(vec![one]);
    }
    let entries = fs::read_dir(&several).map_err(name_step(several.display()))?;
    entries.map(|entry| Ok(entry?.path())).collect()
}

/// The text without its `impl`s, which begin and end at the start of a line.
fn without_methods(text: &str) -> String {
    let mut inside = false;
    let mut kept = String::new();
    for line in text.lines() {
        inside |= line.starts_with("impl ") || line.starts_with("impl<");
        if !inside {
            kept.push_str(line);
            kept.push('\n');
        }
        inside &= line != "}" && !line.ends_with("{}");
    }
    kept
}

/// Makes a crate of a folder of modules and a list of dependencies.
fn add_manifest(folder: &Path) -> io::Result<()> {
    let needed = folder.join("src/generated/REQUIRED_DEPS.toml");
    let needed = fs::read_to_string(&needed).map_err(name_step(needed.display()))?;
    let package =
        format!("[package]\nname = \"{NAME}\"\nversion = \"0.1.0\"\nedition = \"2024\"\n");
    let table = if needed.contains("[dependencies]") {
        ""
    } else {
        "[dependencies]\n"
    };
    fs::write(
        folder.join("Cargo.toml"),
        format!("{package}\n{table}{needed}"),
    )?;
    fs::write(folder.join("src/lib.rs"), "pub mod generated;\n")
}

/// Gives a crate the name that all have.
fn rename_crate(folder: &Path) -> io::Result<()> {
    let manifest = folder.join("Cargo.toml");
    let text = fs::read_to_string(&manifest).map_err(name_step(manifest.display()))?;
    let rename = |line: &str| match line.starts_with("name = ") {
        true => format!("name = \"{NAME}\"\n"),
        false => format!("{line}\n"),
    };
    fs::write(&manifest, text.lines().map(rename).collect::<String>())
}
