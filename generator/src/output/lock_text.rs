//! The project's lock of names, which stands beside `bindery.toml` and not in the output folder.

use std::fs::{self, File};
use std::io;
use std::path::{Path, PathBuf};
use std::time::SystemTime;

use super::folder::named_folder;
use super::lock::lock_folder;
use crate::diagnostics::{Code, Diagnostic, Diagnostics, Place, Reported};
use crate::limits::LONGEST_WAIT_FOR_LOCK;

/// Whether the file says this already.
pub fn is_lock_text_current(file: &Path, text: &str) -> bool {
    // Git on Windows writes other line ends, which mean the same.
    fs::read_to_string(file).is_ok_and(|found| found.replace("\r\n", "\n") == text)
}

/// Writes the file if it says something else, whole or not at all. `modified` is the time that
/// it gets, as with [`write_files`](super::write_files).
///
/// After the client's files, as a run that ends between the two gives the same names again.
///
/// # Errors
///
/// If it cannot be written.
pub fn write_lock_text(
    file: &Path,
    text: &str,
    modified: Option<SystemTime>,
    diagnostics: &mut Diagnostics,
) -> Result<(), Reported> {
    if is_lock_text_current(file, text) {
        return Ok(());
    }
    replace_text(file, text, modified).map_err(|error| {
        let place = Place::File(file.to_path_buf());
        let message = format!("the lock cannot be written: {error}");
        diagnostics.error(Diagnostic::new(Code::WriteFailed, place, message))
    })
}

/// Writes a file whole or not at all: beside its place, and then into it. One run at a time, as
/// all of them write the same file beside it.
fn replace_text(file: &Path, text: &str, modified: Option<SystemTime>) -> io::Result<()> {
    let folder = named_folder(file.parent().unwrap_or(Path::new("")));
    let _lock = lock_folder(folder, LONGEST_WAIT_FOR_LOCK)
        .map_err(|busy| io::Error::new(io::ErrorKind::WouldBlock, busy.to_string()))?;
    let mut aside = file.as_os_str().to_owned();
    aside.push(".new");
    let aside = PathBuf::from(aside);
    fs::write(&aside, text)?;
    if let Some(modified) = modified {
        File::options()
            .write(true)
            .open(&aside)?
            .set_modified(modified)?;
    }
    fs::rename(&aside, file)
}
