//! What git has of files.

use std::path::Path;
use std::process::Command;

/// The bytes of a file at a revision, `HEAD:specs/pets.yaml`, as git finds it from a folder.
///
/// # Errors
///
/// If git has none, or cannot be run: what it says.
pub(super) fn show_revision(folder: &Path, file: &str) -> Result<Vec<u8>, String> {
    // An empty path is the folder that the command is run in.
    let folder = if folder.as_os_str().is_empty() {
        Path::new(".")
    } else {
        folder
    };
    // `--end-of-options`: a revision that starts with `-` is no option of git.
    let git = Command::new("git")
        .args(["show", "--end-of-options", file])
        .current_dir(folder)
        .output()
        .map_err(|error| format!("git cannot be run for `{file}`: {error}"))?;
    if git.status.success() {
        Ok(git.stdout)
    } else {
        let said = String::from_utf8_lossy(&git.stderr);
        Err(format!("git has no `{file}`: {}", said.trim()))
    }
}
