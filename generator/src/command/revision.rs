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
    let root = Path::new(said.trim_end()).canonicalize();
    root.map_err(|_| format!("there is no `{said}`"))
}

/// What git prints, or what it says on failing.
fn run_git(folder: &Path, arguments: &[&str]) -> Result<Vec<u8>, String> {
    // An empty path is the folder that the command is run in.
    let folder = match folder.as_os_str().is_empty() {
        true => Path::new("."),
        false => folder,
    };
    let git = Command::new("git")
        .args(arguments)
        .current_dir(folder)
        .output()
        .map_err(|error| format!("git cannot be run: {error}"))?;
    if git.status.success() {
        Ok(git.stdout)
    } else {
        Err(String::from_utf8_lossy(&git.stderr).trim().to_owned())
    }
}
