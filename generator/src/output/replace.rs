//! Carries a plan out: all of it, or nothing.
//!
//! Everything that can fail for want of room or of permission comes first, in a folder
//! aside: new texts, and second names of the old files. Then files are only renamed, and
//! if even that fails, the old ones take their places again.

use std::fs::{self, File};
use std::io::{self, ErrorKind, Write};
use std::path::{Path, PathBuf};

use super::Plan;
use super::record::RECORD;

/// The folder aside, in the output folder so that renaming is possible. A run that was
/// ended leaves it, and the next one removes it.
const ASIDE: &str = ".bindery-new";

/// What could not be written or removed, and why.
pub(super) struct Failure {
    pub path: PathBuf,
    pub error: io::Error,
}

/// The record that a run left which was ended before its end.
pub(super) fn read_left_record(folder: &Path) -> Option<Vec<u8>> {
    let aside = folder.join(ASIDE);
    let is_folder = fs::symlink_metadata(&aside).is_ok_and(|metadata| metadata.is_dir());
    is_folder.then(|| fs::read(aside.join("new").join(RECORD)).unwrap_or_default())
}

/// Removes what such a run left, and nothing that somebody else put beside it. What stays
/// is in nobody's way, and is tried again.
pub(super) fn clear_leftovers(folder: &Path) {
    let aside = folder.join(ASIDE);
    let is_folder = fs::symlink_metadata(&aside).is_ok_and(|found| found.is_dir());
    if is_folder {
        for ours in ["new", "old"] {
            let _ = fs::remove_dir_all(aside.join(ours));
        }
        let _ = fs::remove_dir(aside);
    }
}

/// Writes and removes what a plan says. After a failure the folder is as it was.
pub(super) fn replace_files(folder: &Path, plan: &Plan) -> Result<(), Failure> {
    clear_leftovers(folder);
    let mut aside = Aside {
        folder,
        made: Vec::new(),
    };
    let done = aside.prepare(plan).and_then(|()| aside.switch(plan));
    if done.is_err() {
        for made in aside.made.iter().rev() {
            let _ = fs::remove_dir(made);
        }
    }
    clear_leftovers(folder);
    done
}

/// The folder aside.
struct Aside<'p> {
    /// The output folder.
    folder: &'p Path,
    /// Folders that were made for new files.
    made: Vec<PathBuf>,
}

impl Aside<'_> {
    /// Where the new text, or the old file, of a path lies.
    fn place(&self, which: &str, path: &Path) -> PathBuf {
        let name = path.strip_prefix(self.folder).unwrap_or(path);
        self.folder.join(ASIDE).join(which).join(name)
    }

    /// Writes all texts aside, and gives all old files a second name.
    fn prepare(&mut self, plan: &Plan) -> Result<(), Failure> {
        // The record comes first: with it, the next run knows what this one was about to do.
        for (path, text) in with_record_first(plan) {
            naming(path, write_text(&self.place("new", path), text))?;
            naming(path, self.make_folders(path))?;
        }
        let written = plan.write.iter().map(|(path, _)| path);
        for path in written.chain(&plan.remove) {
            naming(path, link_or_copy(path, &self.place("old", path)))?;
        }
        Ok(())
    }

    /// Makes the folders of a file that are missing.
    fn make_folders(&mut self, path: &Path) -> io::Result<()> {
        let missing: Vec<&Path> = path
            .ancestors()
            .skip(1)
            .take_while(|above| *above != self.folder && !above.exists())
            .collect();
        for folder in missing.into_iter().rev() {
            fs::create_dir(folder)?;
            self.made.push(folder.to_owned());
        }
        Ok(())
    }

    /// Puts new files into their places and takes old ones away; the record last.
    fn switch(&self, plan: &Plan) -> Result<(), Failure> {
        let mut moved = Vec::new();
        let mut removed = Vec::new();
        let done = self.move_all(plan, &mut moved, &mut removed);
        if done.is_err() {
            for path in moved.into_iter().rev() {
                let _ = match fs::rename(self.place("old", path), path) {
                    // There was no old file: what stands there now is new.
                    Err(error) if error.kind() == ErrorKind::NotFound => fs::remove_file(path),
                    done => done,
                };
            }
            for path in removed {
                let parent = path.parent().unwrap_or(self.folder);
                let _ = fs::create_dir_all(parent);
                let _ = fs::rename(self.place("old", path), path);
            }
        }
        done
    }

    fn move_all<'p>(
        &self,
        plan: &'p Plan,
        moved: &mut Vec<&'p Path>,
        removed: &mut Vec<&'p Path>,
    ) -> Result<(), Failure> {
        let paths: Vec<&Path> = with_record_first(plan).map(|(path, _)| path).collect();
        // The record changes its place last: until then the old one is true of the files that are
        // still old, and the one aside of those that are new.
        let (records, others): (Vec<&Path>, Vec<&Path>) =
            paths.into_iter().partition(|path| path.ends_with(RECORD));
        for path in others {
            naming(path, fs::rename(self.place("new", path), path))?;
            moved.push(path);
        }
        for path in &plan.remove {
            naming(path, fs::remove_file(path))?;
            removed.push(path);
            // A folder that is not empty refuses to go, which is the whole check.
            self.remove_empty_folders(path);
        }
        for path in records {
            naming(path, fs::rename(self.place("new", path), path))?;
        }
        Ok(())
    }

    /// Removes the folders that a file leaves empty.
    fn remove_empty_folders(&self, path: &Path) {
        let above = path.ancestors().skip(1);
        for folder in above.take_while(|above| *above != self.folder) {
            if fs::remove_dir(folder).is_err() {
                return;
            }
        }
    }
}

/// The files to write, the record before all others.
fn with_record_first(plan: &Plan) -> impl Iterator<Item = (&Path, &str)> {
    let is_record = |path: &Path| path.ends_with(RECORD);
    let all = || {
        plan.write
            .iter()
            .map(|(path, text)| (path.as_path(), text.as_str()))
    };
    let records = all().filter(move |(path, _)| is_record(path));
    records.chain(all().filter(move |(path, _)| !is_record(path)))
}

/// Writes a new file, and waits until the disk has it: a file that is renamed before may
/// be empty after a loss of power.
fn write_text(path: &Path, text: &str) -> io::Result<()> {
    fs::create_dir_all(path.parent().unwrap_or(Path::new("")))?;
    let mut file = File::create_new(path)?;
    file.write_all(text.as_bytes())?;
    file.sync_all()
}

/// Gives a file a second name, if it exists; a copy where the file system has no links.
fn link_or_copy(path: &Path, second: &Path) -> io::Result<()> {
    if let Err(error) = fs::symlink_metadata(path) {
        return match error.kind() {
            ErrorKind::NotFound => Ok(()),
            _ => Err(error),
        };
    }
    fs::create_dir_all(second.parent().unwrap_or(Path::new("")))?;
    fs::hard_link(path, second).or_else(|_| fs::copy(path, second).map(|_| ()))
}

/// Says which file an error is about.
fn naming(path: &Path, done: io::Result<()>) -> Result<(), Failure> {
    done.map_err(|error| Failure {
        path: path.to_owned(),
        error,
    })
}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::{Plan, replace_files};

    /// A file that is gone when its turn comes stands for whatever may go wrong at the
    /// very end.
    #[test]
    fn a_failure_at_the_end_undoes_all() {
        let folder = tempfile::tempdir().unwrap();
        let at = |name: &str| folder.path().join(name);
        fs::create_dir(at("src")).unwrap();
        for name in ["kept.rs", "src/old.rs"] {
            fs::write(at(name), name).unwrap();
        }
        let write = |name: &str| (at(name), "new".to_owned());
        let plan = Plan {
            write: vec![write(".bindery"), write("kept.rs"), write("new/a/b.rs")],
            remove: vec![at("src/old.rs"), at("gone.rs")],
            same: Vec::new(),
        };
        let failure = replace_files(folder.path(), &plan).err().unwrap();
        assert_eq!(failure.path, at("gone.rs"));
        let entries = fs::read_dir(folder.path()).unwrap();
        let mut names: Vec<_> = entries.map(|entry| entry.unwrap().file_name()).collect();
        names.sort();
        assert_eq!(names, ["kept.rs", "src"]);
        for name in ["kept.rs", "src/old.rs"] {
            assert_eq!(fs::read_to_string(at(name)).unwrap(), name);
        }
    }
}
