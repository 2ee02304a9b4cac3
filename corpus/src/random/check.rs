//! What comes out of random documents, as modules of a few crates that Cargo checks.

use std::path::{Path, PathBuf};
use std::process::Command;
use std::{env, fs, io};

use super::RandomArguments;
use crate::name_step;

/// So many documents share a crate: one that names all would be too large to check.
const CRATE_SIZE: usize = 100;

/// The folder into which the code of each document is written, emptied.
pub(super) fn empty_module_folder(arguments: &RandomArguments) -> io::Result<PathBuf> {
    let scratch = arguments.scratch.clone();
    let scratch = scratch.unwrap_or_else(|| env::temp_dir().join("bindery-random"));
    let modules = scratch.join("modules");
    if modules.exists() {
        fs::remove_dir_all(&modules)?;
    }
    fs::create_dir_all(&modules).map_err(name_step(modules.display()))?;
    Ok(modules)
}

/// Checks the modules of a folder; whether all compile without a warning.
pub(super) fn check_modules(arguments: &RandomArguments, modules: &Path) -> io::Result<bool> {
    let mut names = Vec::new();
    for entry in fs::read_dir(modules)? {
        names.push(entry?.file_name().to_string_lossy().into_owned());
    }
    names.sort();
    let crates = names.chunks(CRATE_SIZE);
    let mut failed = 0;
    for chunk in crates.clone() {
        write_crate(arguments, modules, chunk)?;
        let mut command = Command::new("cargo");
        command.args(["check", "--quiet"]).current_dir(modules);
        let is_sound = command.status()?.success();
        failed += usize::from(!is_sound);
    }
    println!(
        "{} crates of {} modules: {failed} with errors or warnings",
        crates.len(),
        names.len()
    );
    Ok(failed == 0)
}

/// Makes the folder a crate that has some of its modules.
fn write_crate(arguments: &RandomArguments, folder: &Path, names: &[String]) -> io::Result<()> {
    let runtime = arguments.runtime.canonicalize();
    let runtime = runtime.map_err(name_step(arguments.runtime.display()))?;
    let manifest = format!(
        "[package]\nname = \"random\"\nedition = \"2024\"\n\n[workspace]\n\n\
         [lib]\npath = \"lib.rs\"\n\n[lints.rust]\nwarnings = \"deny\"\n\n\
         [dependencies.bindery-runtime]\npath = {runtime:?}\n\
         default-features = false\nfeatures = [\"serde\", \"testing\"]\n"
    );
    fs::write(folder.join("Cargo.toml"), manifest)?;
    let modules: String = names
        .iter()
        .map(|name| format!("pub mod {name};\n"))
        .collect();
    fs::write(folder.join("lib.rs"), modules)
}
