//! Undoes a switch: puts old files back, and takes new ones away.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use super::aside::{clear_aside, old_place, read_left_journal};
use super::folder::{Occupant, find_occupant};
use super::journal::{FileChange, JournalEntry};

/// A file that could not be put back, or taken away.
#[derive(Debug)]
pub(super) struct StrandedFile {
    /// Its path.
    pub path: PathBuf,
    /// Where its old text lies; `None` if there was no such file.
    pub old: Option<PathBuf>,
    /// Why.
    pub error: io::Error,
}

/// Undoes what a run did that was ended while files changed places. The number of files
/// that were put back or taken away, or those with which this failed; their old texts stay
/// where they are, and the next run tries again.
pub(super) fn undo_left_switch(folder: &Path) -> Result<usize, Vec<StrandedFile>> {
    let Some(entries) = read_left_journal(folder) else {
        return Ok(0);
    };
    undo_switch(folder, &entries).inspect(|_| clear_aside(folder))
}

/// Undoes as much of a switch as was done. It goes on after a failure, and can be repeated:
/// what is as it was before is left alone, and so is what somebody has edited since.
pub(super) fn undo_switch(
    folder: &Path,
    entries: &[JournalEntry],
) -> Result<usize, Vec<StrandedFile>> {
    let mut undone = 0;
    let mut stranded = Vec::new();
    for entry in entries {
        match undo_entry(folder, entry) {
            Ok(false) => {}
            Ok(true) => undone += 1,
            Err(error) => stranded.push(StrandedFile {
                path: folder.join(&entry.name),
                old: has_old(folder, entry).then(|| old_place(folder, &entry.name)),
                error,
            }),
        }
    }
    if stranded.is_empty() {
        Ok(undone)
    } else {
        Err(stranded)
    }
}

/// Undoes what was done to one file; whether anything was.
fn undo_entry(folder: &Path, entry: &JournalEntry) -> io::Result<bool> {
    let path = folder.join(&entry.name);
    let present = find_occupant(folder, &entry.name);
    if entry.change == FileChange::Added {
        let is_new = matches!(&present, Occupant::Text(text) if entry.is_new_text(text));
        if is_new {
            fs::remove_file(&path)?;
        }
        if is_new || matches!(present, Occupant::Nothing) {
            remove_empty_folders(folder, &path);
        }
        return Ok(is_new);
    }
    if !has_old(folder, entry) {
        return Ok(false);
    }
    match present {
        Occupant::Nothing => {}
        Occupant::Text(text)
            if entry.change == FileChange::Replaced && entry.is_new_text(&text) => {}
        Occupant::Text(_) => return Ok(false),
        Occupant::Foreign(_, why) => return Err(io::Error::other(why)),
    }
    fs::create_dir_all(path.parent().unwrap_or(folder))?;
    fs::rename(old_place(folder, &entry.name), path)?;
    Ok(true)
}

/// Whether the old file of an entry lies aside. Links are not followed.
fn has_old(folder: &Path, entry: &JournalEntry) -> bool {
    let old = find_occupant(&old_place(folder, ""), &entry.name);
    matches!(old, Occupant::Text(_))
}

/// Removes the folders that a file leaves empty.
pub(super) fn remove_empty_folders(folder: &Path, path: &Path) {
    let above = path.ancestors().skip(1);
    for empty in above.take_while(|above| *above != folder) {
        if fs::remove_dir(empty).is_err() {
            return;
        }
    }
}
