//! What has to change on disk.

use std::path::{Path, PathBuf};
use std::time::Duration;

use super::aside::{find_obstacle_aside, has_leftovers, read_left_journal};
use super::bears_mark;
use super::folder::{Occupant, find_foreign_entry, find_occupant, named_folder, refuse_folder};
use super::lock::lock_folder;
use super::manifest::find_missing_parts;
use super::record::{RECORD, WrittenFiles, format_record};
use crate::diagnostics::{Code, Diagnostic, Diagnostics, Place, Reported};
use crate::emit::GeneratedFiles;

/// Files that belong to the user once they are edited. All others say in their first
/// line that edits of them are lost.
const FOR_USERS: [&str; 2] = ["Cargo.toml", "README.md"];

/// What people read first.
const README: &str = "README.md";

/// What a command line has said, for a client of one document. Its mark alone says whose it is,
/// and no record has it: where a project writes into the folder that its own file is in, that
/// file would be one that is no longer generated.
pub const CRATE_CONFIG: &str = "bindery.toml";

/// The difference between files and what is on disk. Nothing has been changed.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct OutputPlan {
    /// Files to write: those that are missing or differ. The record of what was
    /// written is one of them.
    pub write: Vec<(PathBuf, String)>,
    /// Files of ours that are no longer generated.
    pub remove: Vec<PathBuf>,
    /// Files of ours that are already right.
    pub same: Vec<PathBuf>,
}

impl OutputPlan {
    /// Whether the disk is already as it should be.
    pub fn is_empty(&self) -> bool {
        self.write.is_empty() && self.remove.is_empty()
    }

    /// Adds what was decided about a file.
    fn add(
        &mut self,
        path: PathBuf,
        text: &str,
        decision: Decision,
        findings: &mut Vec<Diagnostic>,
    ) {
        match decision {
            Decision::Write | Decision::Replace => self.write.push((path, text.to_owned())),
            Decision::ReplaceEdited => {
                let what = "it is written anew, and the edits are lost";
                findings.push(report_edited(path.clone(), what, EDIT_THE_SOURCE));
                self.write.push((path, text.to_owned()));
            }
            Decision::Same => self.same.push(path),
            Decision::Keep(old) => {
                let lacking = find_missing_parts(&path, &old, text);
                findings.extend(lacking.map(|what| report_lacking(path, &what)));
            }
            Decision::Leave => {}
            Decision::Refuse(path, why) => findings.push(report_foreign(path, why)),
        }
    }

    /// The paths that would change, each with what would happen to it.
    pub fn differences(&self) -> impl Iterator<Item = (&Path, &'static str)> {
        let written = self.write.iter().map(|(path, _)| {
            (
                path.as_path(),
                if path.exists() {
                    "differs"
                } else {
                    "is missing"
                },
            )
        });
        written.chain(
            self.remove
                .iter()
                .map(|path| (path.as_path(), "is no longer generated")),
        )
    }
}

/// Compares files with a folder.
///
/// Sources that were edited since bindery wrote them are written anew, with a warning each.
/// `Cargo.toml` and `README.md` are left as they are then; a warning says what the client needs
/// and the manifest does not say.
///
/// # Errors
///
/// If something that is not bindery's stands where its files belong, or where they lie while
/// they change places, or the folder is another's.
pub fn plan_output(
    folder: &Path,
    files: &GeneratedFiles,
    diagnostics: &mut Diagnostics,
) -> Result<OutputPlan, Reported> {
    let folder = named_folder(folder);
    if let Some(why) = refuse_folder(folder) {
        return Err(diagnostics.error(report_foreign(folder.to_owned(), why)));
    }
    if let Some((path, why)) = find_obstacle_aside(folder) {
        return Err(diagnostics.error(report_foreign(path, why)));
    }
    // Nothing is ours because of its name: only the record, or the mark in a file's first line,
    // says so.
    let (written, mut is_ours) = read_record(folder);
    let mut plan = OutputPlan::default();
    let mut findings = Vec::new();
    let record = format_record(files);
    let named = files.iter().map(|(name, text)| (name.as_str(), text));
    for (name, text) in named.chain([(RECORD, &record)]) {
        let decision = decide_file(folder, name, text, &written);
        is_ours |= matches!(
            decision,
            Decision::Replace | Decision::Same | Decision::Keep(_)
        );
        plan.add(folder.join(name), text, decision, &mut findings);
    }
    let gone = written.names().filter(|name| *name != CRATE_CONFIG);
    for name in gone.filter(|name| !files.contains_key(*name)) {
        let path = folder.join(name);
        match find_occupant(folder, name) {
            // Removed only if nobody has changed it since: an edit in a file that is no longer
            // generated is the last copy of somebody's work.
            Occupant::Text(text) if written.is_intact(name, &text) => plan.remove.push(path),
            Occupant::Text(_) => {
                let what = "it is no longer generated, and left where it is";
                findings.push(report_edited(path, what, "delete it if it is not needed"));
            }
            Occupant::Nothing | Occupant::Foreign(..) => {}
        }
    }
    // A folder in which nothing of ours stands has to be empty, or a client would be mixed with
    // what is somebody else's.
    if !is_ours && findings.is_empty() {
        let entry = find_foreign_entry(folder);
        let report = |path| report_foreign(path, "bindery did not write this");
        findings.extend(entry.map(report));
    }
    diagnostics.extend(findings);
    diagnostics.checked(plan)
}

/// What becomes of one file.
enum Decision {
    /// Nothing is there.
    Write,
    /// It is ours and differs.
    Replace,
    /// It is ours, differs, and was edited.
    ReplaceEdited,
    /// It is right.
    Same,
    /// It was ours, and is the user's now.
    Keep(Vec<u8>),
    /// It is the user's, and never was ours.
    Leave,
    /// Something else stands there.
    Refuse(PathBuf, &'static str),
}

fn decide_file(folder: &Path, name: &str, text: &str, record: &WrittenFiles) -> Decision {
    let old = match find_occupant(folder, name) {
        Occupant::Nothing => return Decision::Write,
        Occupant::Foreign(path, why) => return Decision::Refuse(path, why),
        Occupant::Text(old) if old == text.as_bytes() => return Decision::Same,
        Occupant::Text(old) => old,
    };
    // Not enough by itself to be replaced: whoever copies a generated file and edits it keeps the
    // mark.
    let is_marked = bears_mark(&old);
    if name == CRATE_CONFIG {
        return if is_marked {
            Decision::Replace
        } else {
            Decision::Leave
        };
    }
    if record.is_intact(name, &old) {
        Decision::Replace
    } else if FOR_USERS.contains(&name) && (is_marked || record.has(name)) {
        Decision::Keep(old)
    } else if name == README {
        // Whoever has one needs no other.
        Decision::Leave
    } else if !is_marked {
        Decision::Refuse(folder.join(name), "bindery did not write this file")
    } else if record.has(name) {
        Decision::ReplaceEdited
    } else {
        // an older bindery wrote it, or the record itself
        Decision::Replace
    }
}

/// What bindery wrote into a folder, and whether it ever wrote anything.
fn read_record(folder: &Path) -> (WrittenFiles, bool) {
    let mut written = WrittenFiles::default();
    match find_occupant(folder, RECORD) {
        Occupant::Text(text) if bears_mark(&text) => {
            written.read(&String::from_utf8_lossy(&text));
            (written, true)
        }
        // a run that was ended early has made folders, and no record yet
        Occupant::Text(_) | Occupant::Nothing | Occupant::Foreign(..) => {
            (written, has_leftovers(folder))
        }
    }
}

/// Whether a run was ended in a folder while files changed places: its journal is there,
/// and nobody holds the folder's lock.
pub fn is_unfinished(folder: &Path) -> bool {
    let folder = named_folder(folder);
    read_left_journal(folder).is_some() && lock_folder(folder, Duration::ZERO).is_ok()
}

const EDIT_THE_SOURCE: &str = "edit what its first line names, and generate again";

fn report_edited(path: PathBuf, what: &str, help: &str) -> Diagnostic {
    let message = format!("this file was edited since bindery wrote it; {what}");
    Diagnostic::new(Code::EditedFile, Place::File(path), message).help(help)
}

fn report_lacking(path: PathBuf, what: &str) -> Diagnostic {
    let message = format!("the client needs what this file does not say: {what}");
    Diagnostic::new(Code::ManifestLacks, Place::File(path), message)
        .note("the file is yours since you have edited it, and left as it is")
        .help("add it, or delete the file to have it written anew")
}

fn report_foreign(path: PathBuf, why: &str) -> Diagnostic {
    Diagnostic::new(Code::ForeignFile, Place::File(path), why)
        .note("nothing was changed")
        .help("choose an empty folder, or move away what is no longer needed")
}
