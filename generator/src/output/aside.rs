//! The folder aside: where new texts and old files lie while a client is replaced.

use std::fs::{self, File};
use std::io::{self, ErrorKind, Write};
use std::path::{Path, PathBuf};

use super::folder::{Occupant, find_occupant};
use super::journal::{JournalEntry, format_journal, read_journal};

/// The folder aside, in the output folder so that renaming is possible.
const ASIDE: &str = ".bindery-new";

/// The parts of it that are ours.
const NEW: &str = "new";
const OLD: &str = "old";
const JOURNAL: &str = "journal";

/// Where the new text of a file lies.
pub(super) fn new_place(folder: &Path, name: &str) -> PathBuf {
    folder.join(ASIDE).join(NEW).join(name)
}

/// Where the old file lies.
pub(super) fn old_place(folder: &Path, name: &str) -> PathBuf {
    folder.join(ASIDE).join(OLD).join(name)
}

/// Where the journal lies.
pub(super) fn journal_place(folder: &Path) -> PathBuf {
    folder.join(ASIDE).join(JOURNAL)
}

/// Writes the journal, so that it is there as a whole or not at all.
pub(super) fn write_journal(folder: &Path, entries: &[JournalEntry]) -> io::Result<()> {
    let place = journal_place(folder);
    let unfinished = place.with_extension("part");
    write_text(&unfinished, &format_journal(entries))?;
    fs::rename(unfinished, place)
}

/// What stands where the folder aside or its journal belongs and is none, and what is wrong
/// with it. Through a link, new texts would go into somebody else's folder.
///
/// What stands inside of the parts need not be looked at: they are removed before anything is
/// written, and a link among them goes without what it leads to.
pub(super) fn find_obstacle_aside(folder: &Path) -> Option<(PathBuf, &'static str)> {
    match find_occupant(folder, &format!("{ASIDE}/{JOURNAL}")) {
        Occupant::Foreign(path, why) => Some((path, why)),
        Occupant::Nothing | Occupant::Text(_) => None,
    }
}

/// Whether a run was ended before its end.
pub(super) fn has_leftovers(folder: &Path) -> bool {
    is_folder(&folder.join(ASIDE))
}

/// Whether a folder is there, and not a link to one.
fn is_folder(path: &Path) -> bool {
    fs::symlink_metadata(path).is_ok_and(|found| found.is_dir())
}

/// The journal of a run that was ended while files changed places.
pub(super) fn read_left_journal(folder: &Path) -> Option<Vec<JournalEntry>> {
    let aside = folder.join(ASIDE);
    if !is_folder(&aside) || !is_folder(&aside.join(OLD)) {
        return None;
    }
    let place = journal_place(folder);
    let is_file = fs::symlink_metadata(&place).is_ok_and(|found| found.is_file());
    let text = is_file.then(|| fs::read(place).ok()).flatten()?;
    Some(read_journal(&String::from_utf8_lossy(&text)))
}

/// Removes what a run has left aside, and nothing that somebody else put beside it. What
/// stays is in nobody's way, and is tried again.
///
/// The journal goes first: without it nobody takes what is still there for old files that
/// have to be put back.
pub(super) fn clear_aside(folder: &Path) {
    let aside = folder.join(ASIDE);
    if !is_folder(&aside) {
        return;
    }
    let journal = journal_place(folder);
    match fs::remove_file(&journal) {
        Err(error) if error.kind() != ErrorKind::NotFound => return,
        _ => {}
    }
    let _ = fs::remove_file(journal.with_extension("part"));
    for ours in [NEW, OLD] {
        let _ = fs::remove_dir_all(aside.join(ours));
    }
    let _ = fs::remove_dir(aside);
}

/// Writes a new file, and waits until the disk has it: a file that is renamed before may
/// be empty after a loss of power.
pub(super) fn write_text(path: &Path, text: &str) -> io::Result<()> {
    fs::create_dir_all(path.parent().unwrap_or(Path::new("")))?;
    let mut file = File::create_new(path)?;
    file.write_all(text.as_bytes())?;
    file.sync_all()
}

/// Gives a file a second name, if it exists; a copy where the file system has no links.
pub(super) fn link_or_copy(path: &Path, second: &Path) -> io::Result<()> {
    if let Err(error) = fs::symlink_metadata(path) {
        return match error.kind() {
            ErrorKind::NotFound => Ok(()),
            _ => Err(error),
        };
    }
    fs::create_dir_all(second.parent().unwrap_or(Path::new("")))?;
    fs::hard_link(path, second).or_else(|_| fs::copy(path, second).map(|_| ()))
}
