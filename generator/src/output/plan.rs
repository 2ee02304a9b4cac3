//! What has to change on disk.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use super::is_ours;
use crate::diagnostics::{Code, Diagnostic, Diagnostics, Place};
use crate::emit::Files;

/// The difference between files and what is on disk. Nothing has been changed.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Plan {
    /// Files to write: those that are missing or differ.
    pub write: Vec<(PathBuf, String)>,
    /// Files of ours that are no longer generated.
    pub remove: Vec<PathBuf>,
    /// Files of ours that are already right.
    pub same: Vec<PathBuf>,
}

impl Plan {
    /// Whether the disk is already as it should be.
    pub fn is_empty(&self) -> bool {
        self.write.is_empty() && self.remove.is_empty()
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

/// Compares files with a folder. `None` exactly when the folder holds files of
/// others at places where ours belong, or nothing but files of others.
pub fn plan(folder: &Path, files: &Files, diagnostics: &mut Diagnostics) -> Option<Plan> {
    let mut plan = Plan::default();
    let mut foreign = Vec::new();
    for (name, text) in files {
        let path = folder.join(name);
        match fs::read(&path) {
            Ok(old) if old == text.as_bytes() => plan.same.push(path),
            Ok(old) if !is_ours(&old) => foreign.push(path),
            _ => plan.write.push((path, text.clone())),
        }
    }
    let present = files_below(folder);
    let ours: Vec<PathBuf> = present
        .iter()
        .filter(|path| fs::read(path).is_ok_and(|text| is_ours(&text)))
        .cloned()
        .collect();
    if ours.is_empty() && foreign.is_empty() {
        foreign.extend(present.into_iter().next());
    }
    let generated: BTreeSet<PathBuf> = files.keys().map(|name| folder.join(name)).collect();
    plan.remove = ours
        .into_iter()
        .filter(|path| !generated.contains(path))
        .collect();
    for path in foreign {
        diagnostics.push(foreign_file(path));
    }
    diagnostics.checked(plan)
}

fn foreign_file(path: PathBuf) -> Diagnostic {
    Diagnostic::new(
        Code::ForeignFile,
        Place::File(path),
        "bindery did not write this file",
    )
    .note("nothing was changed")
    .help("choose an empty folder, or move the file away if it is no longer needed")
}

/// Folders that cargo and version control fill beside generated sources.
const PASSED_OVER: [&str; 3] = ["target", ".git", "node_modules"];

/// All files below a folder, in a fixed order; none if it does not exist.
fn files_below(folder: &Path) -> Vec<PathBuf> {
    let Ok(entries) = fs::read_dir(folder) else {
        return Vec::new();
    };
    let mut paths: Vec<PathBuf> = entries.flatten().map(|entry| entry.path()).collect();
    paths.sort();
    let kept = paths.into_iter().filter(|path| !is_passed_over(path));
    kept.flat_map(|path| {
        if path.is_dir() {
            files_below(&path)
        } else {
            vec![path]
        }
    })
    .collect()
}

fn is_passed_over(path: &Path) -> bool {
    path.file_name()
        .is_some_and(|name| PASSED_OVER.iter().any(|passed| name == *passed))
}
