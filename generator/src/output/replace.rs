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

use super::Plan;
use super::aside::{clear_aside, link_or_copy, new_place, old_place, write_journal, write_text};
use super::journal::{Change, JournalEntry};
use super::record::RECORD;
use super::undo::{StrandedFile, remove_empty_folders, undo_switch};

/// Why a client could not be replaced.
#[derive(Debug)]
pub(super) struct Failure {
    /// What could not be written or removed.
    pub path: PathBuf,
    /// Why.
    pub error: io::Error,
    /// Files that could not be put back after that. If there are none, nothing was changed.
    pub stranded: Vec<StrandedFile>,
}

impl Failure {
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
pub(super) fn replace_files(folder: &Path, plan: &Plan) -> Result<(), Failure> {
    clear_aside(folder);
    let mut made = Vec::new();
    let prepared = prepare_switch(folder, plan, &mut made);
    let done = prepared.and_then(|entries| {
        switch_files(folder, &entries, &|from, to| fs::rename(from, to)).map_err(|failure| {
            let stranded = undo_switch(folder, &entries).err().unwrap_or_default();
            Failure {
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
    let has_stranded = |failure: &Failure| !failure.stranded.is_empty();
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
    plan: &Plan,
    made: &mut Vec<PathBuf>,
) -> Result<Vec<JournalEntry>, Failure> {
    let mut entries = Vec::new();
    for (path, text) in &plan.write {
        let name = name_below(folder, path);
        naming(path, write_text(&new_place(folder, &name), text))?;
        naming(path, make_folders(folder, path, made))?;
        let change = match fs::symlink_metadata(path) {
            Ok(_) => Change::Replaced,
            Err(_) => Change::Added,
        };
        entries.push(JournalEntry::new(change, &name, text));
    }
    let removed = plan.remove.iter().map(|path| name_below(folder, path));
    entries.extend(removed.map(|name| JournalEntry::new(Change::Removed, &name, "")));
    entries.sort_by_key(|entry| entry.name == RECORD);
    for entry in &entries {
        let path = folder.join(&entry.name);
        naming(&path, link_or_copy(&path, &old_place(folder, &entry.name)))?;
    }
    naming(folder, write_journal(folder, &entries))?;
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
) -> Result<(), Failure> {
    for entry in entries {
        let path = folder.join(&entry.name);
        match entry.change {
            Change::Added | Change::Replaced => {
                naming(&path, rename(&new_place(folder, &entry.name), &path))?;
            }
            Change::Removed => {
                naming(&path, fs::remove_file(&path))?;
                // A folder that is not empty refuses to go, which is the whole check.
                remove_empty_folders(folder, &path);
            }
        }
    }
    Ok(())
}

/// Says which file an error is about.
fn naming(path: &Path, done: io::Result<()>) -> Result<(), Failure> {
    done.map_err(|error| Failure::new(path, error))
}

#[cfg(test)]
mod tests;
