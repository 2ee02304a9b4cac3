//! Carries a plan out: all of it, or nothing.
//!
//! Everything that can fail for want of room or of permission comes first, in a folder
//! aside: new texts, second names of the old files, and a journal. Then files are only
//! renamed, and if even that fails, the old ones take their places again. Should that fail
//! as well, or the process end in between, all old files stay aside with the journal, and
//! the next run puts them back before it does anything else.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use super::OutputPlan;
use super::aside::{clear_aside, link_or_copy, new_place, old_place, write_journal, write_text};
use super::journal::{FileChange, JournalEntry};
use super::record::RECORD;
use super::undo::{StrandedFile, remove_empty_folders, undo_switch};

/// Why a client could not be replaced.
#[derive(Debug)]
pub(super) struct ReplaceFailure {
    /// What could not be written or removed.
    pub path: PathBuf,
    /// Why.
    pub error: io::Error,
    /// Files that could not be put back after that. If there are none, nothing was changed.
    pub stranded: Vec<StrandedFile>,
}

impl ReplaceFailure {
    /// A failure that has changed nothing.
    pub(super) fn new(path: &Path, error: io::Error) -> Self {
        Self {
            path: path.to_owned(),
            error,
            stranded: Vec::new(),
        }
    }
}

/// Writes and removes what a plan says. After a failure the folder is as it was, but for
/// the stranded files that the failure names.
///
/// What an unfinished run has left must have been undone: here it is removed.
pub(super) fn replace_files(folder: &Path, plan: &OutputPlan) -> Result<(), ReplaceFailure> {
    clear_aside(folder);
    let mut made = Vec::new();
    let prepared = prepare_switch(folder, plan, &mut made);
    let done = prepared.and_then(|entries| {
        switch_files(folder, &entries, &|from, to| fs::rename(from, to)).map_err(|failure| {
            let stranded = undo_switch(folder, &entries).err().unwrap_or_default();
            ReplaceFailure {
                stranded,
                ..failure
            }
        })
    });
    if done.is_err() {
        for made in made.iter().rev() {
            let _ = fs::remove_dir(made);
        }
    }
    let has_stranded = |failure: &ReplaceFailure| !failure.stranded.is_empty();
    if !done.as_ref().is_err_and(has_stranded) {
        clear_aside(folder);
    }
    done
}

/// Writes all new texts aside, gives all old files a second name, and says in the journal
/// what is about to happen; the record of the client comes last in it. `made` gets the
/// folders that new files need.
fn prepare_switch(
    folder: &Path,
    plan: &OutputPlan,
    made: &mut Vec<PathBuf>,
) -> Result<Vec<JournalEntry>, ReplaceFailure> {
    let mut entries = Vec::new();
    for (path, text) in &plan.write {
        let name = name_below(folder, path);
        name_failed_file(path, write_text(&new_place(folder, &name), text))?;
        name_failed_file(path, make_folders(folder, path, made))?;
        let change = match fs::symlink_metadata(path) {
            Ok(_) => FileChange::Replaced,
            Err(_) => FileChange::Added,
        };
        entries.push(JournalEntry::new(change, &name, text));
    }
    let removed = plan.remove.iter().map(|path| name_below(folder, path));
    entries.extend(removed.map(|name| JournalEntry::new(FileChange::Removed, &name, "")));
    entries.sort_by_key(|entry| entry.name == RECORD);
    for entry in &entries {
        let path = folder.join(&entry.name);
        name_failed_file(&path, link_or_copy(&path, &old_place(folder, &entry.name)))?;
    }
    name_failed_file(folder, write_journal(folder, &entries))?;
    Ok(entries)
}

/// A path of a plan, below the folder.
fn name_below(folder: &Path, path: &Path) -> String {
    let name = path.strip_prefix(folder).unwrap_or(path);
    name.to_string_lossy().into_owned()
}

/// Makes the folders of a file that are missing.
fn make_folders(folder: &Path, path: &Path, made: &mut Vec<PathBuf>) -> io::Result<()> {
    let above = path.ancestors().skip(1);
    let missing: Vec<&Path> = above
        .take_while(|above| *above != folder && !above.exists())
        .collect();
    for missing in missing.into_iter().rev() {
        fs::create_dir(missing)?;
        made.push(missing.to_owned());
    }
    Ok(())
}

/// How a file gets its place: [`fs::rename`], or what a test puts there for it.
type Rename<'r> = &'r dyn Fn(&Path, &Path) -> io::Result<()>;

/// Puts new files into their places and takes old ones away, in the journal's order.
fn switch_files(
    folder: &Path,
    entries: &[JournalEntry],
    rename: Rename<'_>,
) -> Result<(), ReplaceFailure> {
    for entry in entries {
        let path = folder.join(&entry.name);
        match entry.change {
            FileChange::Added | FileChange::Replaced => {
                name_failed_file(&path, rename(&new_place(folder, &entry.name), &path))?;
            }
            FileChange::Removed => {
                name_failed_file(&path, fs::remove_file(&path))?;
                // A folder that is not empty refuses to go, which is the whole check.
                remove_empty_folders(folder, &path);
            }
        }
    }
    Ok(())
}

/// Says which file an error is about.
fn name_failed_file(path: &Path, done: io::Result<()>) -> Result<(), ReplaceFailure> {
    done.map_err(|error| ReplaceFailure::new(path, error))
}

#[cfg(test)]
mod tests;
