use std::collections::BTreeMap;
use std::fs;
use std::io;
use std::path::Path;

use super::super::aside::{clear_aside, old_place};
use super::super::undo::undo_left_switch;
use super::{OutputPlan, prepare_switch, replace_files, switch_files};

/// A folder with `.bindery`, `kept.rs`, `src/old.rs` and `src/other.rs`, each with its name
/// as its text, and a plan that changes all but the last of them.
fn client() -> (tempfile::TempDir, OutputPlan) {
    let folder = tempfile::tempdir().unwrap();
    let at = |name: &str| folder.path().join(name);
    fs::create_dir(at("src")).unwrap();
    for name in [".bindery", "kept.rs", "src/old.rs", "src/other.rs"] {
        fs::write(at(name), name).unwrap();
    }
    let write = |name: &str| (at(name), format!("new {name}"));
    let plan = OutputPlan {
        write: vec![write(".bindery"), write("kept.rs"), write("new/a/b.rs")],
        remove: vec![at("src/old.rs")],
        same: vec![at("src/other.rs")],
    };
    (folder, plan)
}

/// All files below a folder with their texts; a folder has the text `/`.
fn all(folder: &Path) -> BTreeMap<String, String> {
    let mut found = BTreeMap::new();
    let mut folders = vec![folder.to_owned()];
    while let Some(next) = folders.pop() {
        for entry in fs::read_dir(next).unwrap() {
            let path = entry.unwrap().path();
            let name = path.strip_prefix(folder).unwrap().to_str().unwrap();
            let text = if path.is_dir() {
                folders.push(path.clone());
                "/".to_owned()
            } else {
                fs::read_to_string(&path).unwrap()
            };
            found.insert(name.to_owned(), text);
        }
    }
    found
}

/// Switches as far as `steps` renames go, and leaves all as a killed process would.
fn kill_after(folder: &Path, plan: &OutputPlan, steps: usize) {
    let entries = prepare_switch(folder, plan, &mut Vec::new()).unwrap();
    let left = std::cell::Cell::new(steps);
    let _ = switch_files(folder, &entries, &|from, to| {
        let Some(less) = left.get().checked_sub(1) else {
            return Err(io::Error::other("killed"));
        };
        left.set(less);
        fs::rename(from, to)
    });
}

/// A file that is gone when its turn comes stands for whatever may go wrong at the
/// very end.
#[test]
fn a_failure_at_the_end_undoes_all() {
    let (folder, mut plan) = client();
    let before = all(folder.path());
    plan.remove.push(folder.path().join("gone.rs"));
    let failure = replace_files(folder.path(), &plan).unwrap_err();
    assert_eq!(failure.path, folder.path().join("gone.rs"));
    assert!(failure.stranded.is_empty());
    assert_eq!(all(folder.path()), before);
}

#[test]
fn a_run_that_is_killed_at_any_step_is_undone() {
    for steps in 0..4 {
        let (folder, plan) = client();
        let before = all(folder.path());
        kill_after(folder.path(), &plan, steps);
        let undone = undo_left_switch(folder.path()).unwrap();
        assert_eq!(undone > 0, steps > 0, "after {steps} steps");
        assert_eq!(all(folder.path()), before, "after {steps} steps");
        assert_eq!(undo_left_switch(folder.path()).unwrap(), 0);
    }
}

/// Somebody may have repaired by hand what the killed run left.
#[test]
fn what_was_edited_since_is_left_alone() {
    let (folder, plan) = client();
    let path = folder.path();
    kill_after(path, &plan, 2);
    fs::write(path.join("kept.rs"), "edited").unwrap();
    fs::write(path.join("new/a/b.rs"), "edited").unwrap();
    // the removal
    assert_eq!(undo_left_switch(path).unwrap(), 1);
    assert!(path.join("src/old.rs").exists());
    assert_eq!(fs::read_to_string(path.join("kept.rs")).unwrap(), "edited");
    assert_eq!(
        fs::read_to_string(path.join("new/a/b.rs")).unwrap(),
        "edited"
    );
}

/// A folder in the place of a file stands for whatever keeps a file from coming back.
#[test]
fn files_that_cannot_be_put_back_stay_aside() {
    let (folder, plan) = client();
    let path = folder.path();
    let before = all(path);
    kill_after(path, &plan, 3);
    fs::remove_file(path.join("kept.rs")).unwrap();
    fs::create_dir_all(path.join("kept.rs/mine")).unwrap();
    for _ in 0..2 {
        let stranded = undo_left_switch(path).unwrap_err();
        assert_eq!(stranded.len(), 1);
        let old = stranded[0].old.clone().unwrap();
        assert_eq!(stranded[0].path, path.join("kept.rs"));
        assert_eq!(old, old_place(path, "kept.rs"));
        assert_eq!(fs::read_to_string(old).unwrap(), "kept.rs");
    }
    fs::remove_dir_all(path.join("kept.rs")).unwrap();
    assert_eq!(undo_left_switch(path).unwrap(), 1);
    assert_eq!(all(path), before);
}

/// The journal and the files beside it may be anybody's.
#[cfg(unix)]
#[test]
fn links_among_what_was_left_are_not_followed() {
    let (folder, plan) = client();
    let path = folder.path();
    kill_after(path, &plan, 4);
    let elsewhere = tempfile::tempdir().unwrap();
    fs::write(elsewhere.path().join("old.rs"), "a secret").unwrap();
    fs::remove_dir_all(old_place(path, "src")).unwrap();
    std::os::unix::fs::symlink(elsewhere.path(), old_place(path, "src")).unwrap();
    undo_left_switch(path).unwrap();
    assert!(!path.join("src/old.rs").exists());
    assert!(elsewhere.path().join("old.rs").exists());
    clear_aside(path);
    assert!(elsewhere.path().join("old.rs").exists());
}
