//! What a lock keeps when documents change.
//!
//! Each folder of `tests/diff/` is one edit. Here the old document is compiled with an empty lock
//! and the new one with the lock that came of it: `bindery.lock` and `locked.txt`, what
//! `bindery diff` tells then, stand in the folders where it makes a difference.
//! `UPDATE_EXPECTED=1` writes both anew.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test may stop")]

#[path = "diff/cases.rs"]
mod cases;

use std::collections::BTreeSet;
use std::path::Path;

use bindery::compare::{ApiVersion, ChangeKind, Comparison, compare_versions, compare_with_lock};
use bindery::diagnostics::Diagnostics;
use bindery::lockfile::{Lockfile, parse_lockfile, print_lockfile};
use bindery::rust::{ClientGrouping, LockedApi, Options};
use cases::{list_cases, print_comparison, read_version};

const MODULE: &str = "shop";

fn hold(locked: LockedApi) -> Options {
    hold_grouped(locked, ClientGrouping::Flat)
}

fn hold_grouped(locked: LockedApi, clients: ClientGrouping) -> Options {
    Options {
        locked: Some(locked),
        clients,
        ..Options::default()
    }
}

/// The lock that comes of a version, as its file has it and as it is read again.
fn lock_of(version: &ApiVersion) -> (String, LockedApi) {
    let locked = version.krate.locked.clone().unwrap();
    let mut lockfile = Lockfile::default();
    lockfile.apis.insert(MODULE.to_owned(), locked.clone());
    let text = print_lockfile(&lockfile);
    let mut diagnostics = Diagnostics::new();
    let Ok(read) = parse_lockfile(Path::new("bindery.lock"), &text, &mut diagnostics) else {
        panic!("{text}\n{:?}", diagnostics.findings());
    };
    assert_eq!(read, lockfile, "{text}");
    (text, locked)
}

/// Compares the documents of a case, the new one with the lock of the old one.
fn compare_locked(case: &Path) -> (String, Comparison, String) {
    let (old, old_places) = read_version(&case.join("old.yaml"), &hold(LockedApi::default()));
    let (lock, locked) = lock_of(&old);
    let (new, new_places) = read_version(&case.join("new.yaml"), &hold(locked));
    let comparison = compare_versions(&old, &new);
    let text = print_comparison(&comparison, &old_places, &new_places);
    (lock, comparison, text)
}

#[test]
fn each_edit_is_told_with_a_lock() {
    let is_update = std::env::var_os("UPDATE_EXPECTED").is_some();
    let mut wrong = Vec::new();
    for case in list_cases() {
        let (lock, _, text) = compare_locked(&case);
        let without = std::fs::read_to_string(case.join("expected.txt")).unwrap();
        let differs = text != without;
        for (name, found) in [("bindery.lock", &lock), ("locked.txt", &text)] {
            let file = case.join(name);
            if is_update && differs {
                std::fs::write(&file, found).unwrap();
            } else if is_update && file.exists() {
                std::fs::remove_file(&file).unwrap();
            }
            let expected = std::fs::read_to_string(&file).ok();
            if expected.as_ref() != differs.then_some(found) {
                wrong.push(format!("{}\n{found}", file.display()));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// What a lock knows enough of to tell of every such change.
const KNOWN_TO_LOCKS: [ChangeKind; 5] = [
    ChangeKind::TypeGone,
    ChangeKind::TypeRenamed,
    ChangeKind::TypeFormChanged,
    ChangeKind::MethodGone,
    ChangeKind::MethodRenamed,
];

#[test]
fn a_lock_tells_of_what_it_holds_what_the_documents_tell() {
    let mut wrong = Vec::new();
    let mut told = 0;
    for case in list_cases() {
        let (old, _) = read_version(&case.join("old.yaml"), &hold(LockedApi::default()));
        let (_, locked) = lock_of(&old);
        let (new, _) = read_version(&case.join("new.yaml"), &hold(locked.clone()));
        let documents = compare_versions(&old, &new);
        let lock = compare_with_lock(&locked, &new);
        let find = |all: &Comparison, kind: ChangeKind| {
            let changes = all.changes.iter().filter(|change| change.kind == kind);
            let subjects = changes.map(|change| change.subject.clone());
            subjects.collect::<BTreeSet<String>>()
        };
        for kind in KNOWN_TO_LOCKS {
            let found = find(&lock, kind);
            told += found.len();
            if found != find(&documents, kind) {
                wrong.push(format!("{} {}: {found:?}", case.display(), kind.as_str()));
            }
        }
        if lock.verdict() > documents.verdict() {
            wrong.push(format!("{}: {:?}", case.display(), lock.changes));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    assert!(told > 0);
}

#[test]
fn a_lock_does_not_differ_from_its_own_document() {
    for case in list_cases() {
        let (first, _) = read_version(&case.join("old.yaml"), &hold(LockedApi::default()));
        let (_, locked) = lock_of(&first);
        let (second, _) = read_version(&case.join("old.yaml"), &hold(locked.clone()));
        assert_eq!(compare_with_lock(&locked, &second).changes, []);
    }
}

#[test]
fn a_lock_is_never_worse_than_none() {
    for case in list_cases() {
        let (old, _) = read_version(&case.join("old.yaml"), &Options::default());
        let (new, _) = read_version(&case.join("new.yaml"), &Options::default());
        let without = compare_versions(&old, &new).verdict();
        let (_, comparison, text) = compare_locked(&case);
        assert!(
            comparison.verdict() <= without,
            "{}\n{text}",
            case.display()
        );
    }
}

#[test]
fn a_lock_changes_nothing_of_its_own_document() {
    for case in list_cases() {
        for name in ["old.yaml", "new.yaml"] {
            for clients in [ClientGrouping::Flat, ClientGrouping::ByPath] {
                let document = case.join(name);
                let plain = Options {
                    clients,
                    ..Options::default()
                };
                let (plain, _) = read_version(&document, &plain);
                let none = hold_grouped(LockedApi::default(), clients);
                let (first, _) = read_version(&document, &none);
                // Programs may write the names that a lock keeps.
                let kept = plain.krate.types.shared.iter();
                let kept = kept.flat_map(|(definition, place)| [definition, place]);
                let kept: Vec<String> = kept.map(|name| format!("types::{name}")).collect();
                let mut comparison = compare_versions(&plain, &first);
                comparison.changes.retain(|change| {
                    change.kind != ChangeKind::TypeAdded || !kept.contains(&change.subject)
                });
                assert_eq!(comparison.changes, [], "{}", document.display());
                let (text, locked) = lock_of(&first);
                let (second, _) = read_version(&document, &hold_grouped(locked, clients));
                assert_eq!(lock_of(&second).0, text, "{}", document.display());
                assert_eq!(compare_versions(&first, &second).changes, []);
            }
        }
    }
}

const GROUPED: &str = "openapi: 3.1.0
info: {title: Shop, version: '1'}
paths:
  /pets: {get: {operationId: list_pets, tags: [pets], responses: {'204': {description: Done.}}}}
  /pets/{id}:
    parameters: [{name: id, in: path, required: true, schema: {type: integer}}]
    get: {operationId: get_pet, tags: [pets], responses: {'204': {description: Done.}}}
";

/// What changes when the second document follows the first, each a method and what it was.
fn compare_grouped(old: &str, new: &str, with_lock: bool) -> Vec<(String, String)> {
    let folder = tempfile::tempdir().unwrap();
    let read = |text: &str, locked| {
        let document = folder.path().join("shop.yaml");
        std::fs::write(&document, text).unwrap();
        let options = Options {
            locked,
            clients: ClientGrouping::ByTag,
            ..Options::default()
        };
        read_version(&document, &options).0
    };
    let old = read(old, Some(LockedApi::default()));
    let locked = old.krate.locked.clone().filter(|_| with_lock);
    let new = read(new, locked);
    let changes = compare_versions(&old, &new).changes.into_iter();
    let changes = changes.map(|change| (change.subject.clone(), change.before.clone()));
    changes.collect()
}

#[test]
fn methods_that_move_to_another_client_are_told() {
    let moved = GROUPED.replace("get_pet, tags: [pets]", "get_pet, tags: [animals]");
    let told = ("animals().get_pet".to_owned(), "pets().get".to_owned());
    for with_lock in [false, true] {
        assert!(compare_grouped(GROUPED, &moved, with_lock).contains(&told));
    }
}

#[test]
fn a_lock_holds_the_names_inside_of_groups() {
    let more = "  /more: {get: {operationId: get_pets, tags: [pets], responses: {'204': {description: Done.}}}}\n";
    let grown = format!("{GROUPED}{more}");
    let renamed = ("pets().get_pet".to_owned(), "pets().get".to_owned());
    assert!(compare_grouped(GROUPED, &grown, false).contains(&renamed));
    let told = compare_grouped(GROUPED, &grown, true);
    let new = ["operations::GetPetsError", "pets().get_pets"];
    assert_eq!(told, new.map(|name| (name.to_owned(), String::new())));
    // Nobody else ever gets the name of what is gone.
    let other = GROUPED
        .replace("/pets/{id}", "/animals/{id}")
        .replace("get_pet,", "get_pets,");
    let folder_told = compare_grouped(GROUPED, &other, true);
    let taken = folder_told
        .iter()
        .any(|(subject, _)| subject == "pets().get_pets");
    assert!(taken, "{folder_told:?}");
}
