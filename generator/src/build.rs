//! The compiler in a build script.
//!
//! ```no_run
//! bindery::build("bindery.toml");
//! ```

use std::io::{Write as _, stdout};
use std::path::{Path, PathBuf};

use crate::config::{self, Project};
use crate::diagnostics::{self, Diagnostics, Severity};
use crate::output;
use crate::printable::is_line_break;
use crate::project::{self, CompileOutcome, ProjectClient};

/// Compiles the project of a `bindery.toml` and writes what differs, from a
/// build script.
///
/// Every file that was read is named to Cargo, and so is the output folder, so
/// that the script runs again after any change of either. Findings become
/// errors and warnings of the build. A path is relative to the package.
pub fn build(config: impl AsRef<Path>) {
    let config = config.as_ref();
    // Before anything can fail: Cargo would otherwise watch the whole package.
    watch_path(config);
    let mut diagnostics = Diagnostics::new();
    let project = config::read_project(config, &mut diagnostics);
    // an unfinished run is undone before anything else
    let recovered = project.and_then(|project| {
        output::recover_folder(&project.output, &mut diagnostics).map(|()| project)
    });
    if let Ok(project) = recovered {
        build_project(&project, &mut diagnostics);
    }
    print_findings(&diagnostics);
}

/// As [`build`], for source trees that cannot be written to: the client goes to Cargo's
/// `OUT_DIR`, whatever `output` says, and nothing of it is committed.
///
/// The package takes it in by
///
/// ```ignore
/// include!(concat!(env!("OUT_DIR"), "/bindery.rs"));
/// ```
pub fn build_in_out_dir(config: impl AsRef<Path>) {
    let config = config.as_ref();
    watch_path(config);
    let mut diagnostics = Diagnostics::new();
    let Some(folder) = std::env::var_os("OUT_DIR").map(PathBuf::from) else {
        tell_cargo("error=`OUT_DIR` is not set: this is for build scripts");
        return;
    };
    if let Ok(project) = config::read_project(config, &mut diagnostics) {
        let output = folder.join("bindery");
        let project = Project { output, ..project };
        build_project(&project, &mut diagnostics);
        // A file that is taken in by `include!` may declare modules, and has no documentation
        // and attributes of its own; the root module has both.
        let taken_in = "#[path = \"bindery/mod.rs\"]\nmod bindery_client;\n\
            pub use bindery_client::*;\n";
        if let Err(error) = std::fs::write(folder.join("bindery.rs"), taken_in) {
            tell_cargo(&format!("error=`bindery.rs` cannot be written: {error}"));
        }
    }
    print_findings(&diagnostics);
}

fn build_project(project: &Project, diagnostics: &mut Diagnostics) {
    watch_path(&project.output);
    let entries = project.apis.iter();
    let outcomes: Vec<CompileOutcome> = entries
        .map(|entry| project::compile_entry(project, entry))
        .collect();
    for outcome in &outcomes {
        print_findings(&outcome.diagnostics);
    }
    let inputs = list_project_inputs(project, &outcomes);
    for file in &inputs {
        watch_path(file);
    }
    if let Ok(client) = project::assemble_client(project, outcomes) {
        write_client(project, &client, &inputs, diagnostics);
    }
}

/// Names a file to Cargo, or the nearest folder above it whose name can be said: a line
/// break in a name would begin an instruction of its own.
fn watch_path(file: &Path) {
    let can_be_said = |path: &&Path| !path.to_string_lossy().contains(is_line_break);
    if let Some(path) = file.ancestors().find(can_be_said) {
        tell_cargo(&format!("rerun-if-changed={}", path.display()));
    }
}

/// Gives Cargo an instruction. A Cargo that no longer listens has ended the build.
fn tell_cargo(instruction: &str) {
    let _ = writeln!(stdout(), "cargo::{instruction}");
}

/// Everything that the output depends on. Where a document failed, Cargo runs
/// the script again in any case.
fn list_project_inputs(project: &Project, outcomes: &[CompileOutcome]) -> Vec<PathBuf> {
    let compiled = outcomes
        .iter()
        .filter_map(|outcome| outcome.compiled.as_ref().ok());
    let reached = compiled.flat_map(|(compiled, _)| &compiled.reached);
    let lock = project.lock.iter().map(|lock| &lock.file);
    reached
        .chain([&project.file])
        .chain(lock)
        .cloned()
        .collect()
}

fn write_client(
    project: &Project,
    client: &ProjectClient,
    inputs: &[PathBuf],
    diagnostics: &mut Diagnostics,
) {
    // Written files get the time of the newest input, or Cargo, which watches the output as well,
    // would run the script once more at the next build.
    let newest = project::find_newest_time(inputs);
    let written = output::write_files(&project.output, &client.files, newest, diagnostics);
    if let (Ok(()), Some(lock)) = (written, &client.lock) {
        let _ = output::write_lock_text(&lock.file, &lock.text, newest, diagnostics);
    }
}

fn print_findings(diagnostics: &Diagnostics) {
    for (severity, line) in diagnostics::list_finding_lines(diagnostics) {
        match severity {
            Severity::Error => tell_cargo(&format!("error={line}")),
            Severity::Warning => tell_cargo(&format!("warning={line}")),
        }
    }
}
