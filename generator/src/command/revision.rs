//! What git has of files.

use std::path::{Path, PathBuf};
use std::process::Command;

/// The bytes of a file at a revision, `HEAD:specs/pets.yaml`, as git finds it from a folder.
///
/// # Errors
///
/// If git has none, or cannot be run: what it says.
pub(super) fn show_revision(folder: &Path, file: &str) -> Result<Vec<u8>, String> {
    // `--end-of-options`: a revision that starts with `-` is no option of git.
    run_git(folder, &["show", "--end-of-options", file])
        .map_err(|said| format!("git has no `{file}`: {said}"))
}

/// The folder of the repository that a folder is in.
///
/// # Errors
///
/// If it is in none, or git cannot be run: what it says.
pub(super) fn find_repository(folder: &Path) -> Result<PathBuf, String> {
    let said = run_git(folder, &["rev-parse", "--show-toplevel"])?;
    let said = String::from_utf8_lossy(&said);
    locate_folder(Path::new(said.trim_end())).ok_or_else(|| format!("there is no `{said}`"))
}

/// A folder as the system calls it. An empty path is the one that the command is run in.
pub(super) fn locate_folder(folder: &Path) -> Option<PathBuf> {
    or_current(folder).canonicalize().ok()
}

fn or_current(folder: &Path) -> &Path {
    match folder.as_os_str().is_empty() {
        true => Path::new("."),
        false => folder,
    }
}

/// What git prints, or what it says on failing.
fn run_git(folder: &Path, arguments: &[&str]) -> Result<Vec<u8>, String> {
    let git = Command::new("git")
        .args(arguments)
        .current_dir(or_current(folder))
        .output()
        .map_err(|error| format!("git cannot be run: {error}"))?;
    if git.status.success() {
        Ok(git.stdout)
    } else {
        Err(String::from_utf8_lossy(&git.stderr).trim().to_owned())
    }
}
