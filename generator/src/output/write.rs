//! Writes the files of a client into its folder.

use std::fs::{self, File};
use std::io;
use std::path::Path;
use std::time::SystemTime;

use super::aside::{clear_aside, journal_place};
use super::folder::named_folder;
use super::lock::{FolderBusy, lock_folder};
use super::plan::{OutputPlan, plan_output};
use super::replace::{ReplaceFailure, replace_files};
use super::undo::{StrandedFile, undo_left_switch};
use crate::diagnostics::{Code, Diagnostic, Diagnostics, Place, Reported};
use crate::emit::GeneratedFiles;
use crate::limits::LONGEST_WAIT_FOR_LOCK;

/// Brings a folder to the state that it should have, and leaves it as it was if that
/// fails.
///
/// With `modified`, the client's files and their folders get that time if any of them
/// changes: a build script that watches its own output sets it to the time of its newest
/// input, or Cargo would run the script once more at the next build.
///
/// # Errors
///
/// If [`plan_output`] gives one, a file cannot be written, what an earlier run has left cannot be put
/// back, or another run writes into the folder and does not end.
pub fn write_files(
    folder: &Path,
    files: &GeneratedFiles,
    modified: Option<SystemTime>,
    diagnostics: &mut Diagnostics,
) -> Result<(), Reported> {
    let folder = named_folder(folder);
    let missing = missing_folders(folder);
    let created = fs::create_dir_all(folder).map_err(|error| ReplaceFailure::new(folder, error));
    let written = match created {
        Ok(()) => write_locked(folder, files, modified, diagnostics),
        Err(failure) => Err(diagnostics.error(report_failure(failure))),
    };
    // They were made for this run alone. `remove_dir` only takes empty ones.
    if written.is_err() {
        for created in missing {
            let _ = fs::remove_dir(created);
        }
    }
    written
}

/// The folders that have to be made for a folder, the innermost first. Those that a path
/// only passes on its way (`new/..`) are among them, but never one above the first that is
/// missing.
fn missing_folders(folder: &Path) -> Vec<&Path> {
    let above = folder.ancestors();
    let missing = above.filter(|path| path.file_name().is_some() && !path.exists());
    missing.collect()
}

/// Puts back what a run has left half done that was ended while files changed places, and
/// says so. This comes before anything else that is done with a folder.
///
/// # Errors
///
/// If a file cannot be put back, or another run writes into the folder and does not end.
pub fn recover_folder(folder: &Path, diagnostics: &mut Diagnostics) -> Result<(), Reported> {
    let folder = named_folder(folder);
    if !journal_place(folder).exists() {
        return Ok(());
    }
    let _lock = lock_folder(folder, LONGEST_WAIT_FOR_LOCK)
        .map_err(|busy| diagnostics.error(report_busy_folder(folder, &busy)))?;
    recover_locked(folder, diagnostics)
}

fn recover_locked(folder: &Path, diagnostics: &mut Diagnostics) -> Result<(), Reported> {
    match undo_left_switch(folder) {
        Ok(0) => Ok(()),
        Ok(undone) => {
            diagnostics.push(report_recovery(folder, undone));
            Ok(())
        }
        Err(stranded) => {
            let message = "a run was ended while files changed places, and cannot be undone";
            let place = Place::File(folder.to_owned());
            let finding = Diagnostic::new(Code::WriteFailed, place, message);
            Err(diagnostics.error(with_stranded(finding, &stranded)))
        }
    }
}

fn write_locked(
    folder: &Path,
    files: &GeneratedFiles,
    modified: Option<SystemTime>,
    diagnostics: &mut Diagnostics,
) -> Result<(), Reported> {
    let _lock = lock_folder(folder, LONGEST_WAIT_FOR_LOCK)
        .map_err(|busy| diagnostics.error(report_busy_folder(folder, &busy)))?;
    recover_locked(folder, diagnostics)?;
    let plan = plan_output(folder, files, diagnostics)?;
    if plan.is_empty() {
        clear_aside(folder);
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

fn report_failure(failure: ReplaceFailure) -> Diagnostic {
    let message = format!("the file cannot be written: {}", failure.error);
    let finding = Diagnostic::new(Code::WriteFailed, Place::File(failure.path), message);
    if failure.stranded.is_empty() {
        finding
            .note("nothing was changed")
            .help("run the command again when the cause is gone")
    } else {
        with_stranded(finding, &failure.stranded)
    }
}

/// Says of each file that could not be put back where it is.
fn with_stranded(finding: Diagnostic, stranded: &[StrandedFile]) -> Diagnostic {
    let tell = |file: &StrandedFile| {
        let (path, error) = (file.path.display(), &file.error);
        match &file.old {
            Some(old) => format!(
                "`{path}` could not be put back ({error}); its old text is in `{}`",
                old.display()
            ),
            None => format!("`{path}` is new, and could not be removed ({error})"),
        }
    };
    let notes = stranded.iter().map(tell);
    notes.fold(finding, Diagnostic::note).help(
        "run the command again when the cause is gone: it puts them back before anything else",
    )
}

fn report_recovery(folder: &Path, undone: usize) -> Diagnostic {
    let message = format!(
        "an earlier run was ended while files changed places; what it had done was undone ({})",
        match undone {
            1 => "1 file".to_owned(),
            _ => format!("{undone} files"),
        }
    );
    Diagnostic::new(Code::UnfinishedRun, Place::File(folder.to_owned()), message)
}

fn report_busy_folder(folder: &Path, busy: &FolderBusy) -> Diagnostic {
    let place = Place::File(folder.to_owned());
    Diagnostic::new(Code::FolderBusy, place, busy.to_string())
        .note("nothing was changed")
        .help("end the other run, or wait for it, and run the command again")
}

/// A file system that does not take times costs one more run of the build
/// script, so failures are passed over.
fn set_times(plan: &OutputPlan, folder: &Path, time: SystemTime) {
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
