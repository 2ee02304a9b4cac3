//! Writes the files of a client into its folder.

use std::fs::{self, File};
use std::io;
use std::path::{Path, PathBuf};
use std::time::SystemTime;

use super::folder::named_folder;
use super::lock::{PATIENCE, lock_folder};
use super::plan::{Plan, plan};
use super::replace::{Failure, clear_leftovers, replace_files};
use crate::diagnostics::{Code, Diagnostic, Diagnostics, Place, Reported};
use crate::emit::Files;

/// Brings a folder to the state that it should have, and leaves it as it was if that
/// fails.
///
/// With `modified`, the client's files and their folders get that time if any of them
/// changes: a build script that watches its own output sets it to the time of its newest
/// input, or Cargo would run the script once more at the next build.
///
/// # Errors
///
/// If [`plan`] gives one, a file cannot be written, or another run writes into the folder
/// and does not end.
pub fn write_files(
    folder: &Path,
    files: &Files,
    modified: Option<SystemTime>,
    diagnostics: &mut Diagnostics,
) -> Result<(), Reported> {
    let folder = named_folder(folder);
    let is_new = !folder.exists();
    if let Err(error) = fs::create_dir_all(folder) {
        let path = folder.to_owned();
        return Err(diagnostics.error(report_failure(Failure { path, error })));
    }
    let written = write_locked(folder, files, modified, diagnostics);
    // It was made for this run alone. `remove_dir` only takes an empty one.
    if is_new && written.is_err() {
        let _ = fs::remove_dir(folder);
    }
    written
}

fn write_locked(
    folder: &Path,
    files: &Files,
    modified: Option<SystemTime>,
    diagnostics: &mut Diagnostics,
) -> Result<(), Reported> {
    let Ok(_lock) = lock_folder(folder, PATIENCE) else {
        return Err(diagnostics.error(report_busy_folder(folder.to_owned())));
    };
    let plan = plan(folder, files, diagnostics)?;
    if plan.is_empty() {
        clear_leftovers(folder);
        return Ok(());
    }
    if let Err(failure) = replace_files(folder, &plan) {
        return Err(diagnostics.error(report_failure(failure)));
    }
    if let Some(time) = modified {
        set_times(&plan, folder, time);
    }
    Ok(())
}

fn report_failure(Failure { path, error }: Failure) -> Diagnostic {
    let message = format!("the file cannot be written: {error}");
    Diagnostic::new(Code::WriteFailed, Place::File(path), message)
        .note("nothing was changed")
        .help("run the command again when the cause is gone")
}

fn report_busy_folder(folder: PathBuf) -> Diagnostic {
    let message = "another run of bindery writes into this folder, and does not end";
    Diagnostic::new(Code::FolderBusy, Place::File(folder), message)
        .note("nothing was changed")
        .help("end the other run, or wait for it, and run the command again")
}

/// A file system that does not take times costs one more run of the build
/// script, so failures are passed over.
fn set_times(plan: &Plan, folder: &Path, time: SystemTime) {
    let files = plan.write.iter().map(|(path, _)| path.as_path());
    for path in files.chain(plan.same.iter().map(|path| path.as_path())) {
        let _ = set_time(path, time);
        for parent in path
            .ancestors()
            .skip(1)
            .take_while(|parent| parent.starts_with(folder))
        {
            let _ = set_time(parent, time);
        }
    }
    for parent in plan.remove.iter().filter_map(|path| path.parent()) {
        let _ = set_time(parent, time);
    }
}

fn set_time(path: &Path, time: SystemTime) -> io::Result<()> {
    File::open(path)?.set_modified(time)
}
