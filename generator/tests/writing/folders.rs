//! Folders that are none for a client, and what lies in those that are.

use std::fs;
use std::process::Command;

use crate::run::{self, disk, told};
use crate::{client, fresh, generate, must, refused, workshop};

#[cfg(unix)]
#[test]
fn links_are_not_followed() {
    use std::os::unix::fs::symlink;
    let folder = workshop();
    let folder = folder.path();
    must(folder, "one.yaml", "other");
    let other = disk(&folder.join("other"));
    must(folder, "one.yaml", "out");
    symlink("../../other", folder.join("out/src/link")).unwrap();
    symlink(".", folder.join("out/src/loop")).unwrap();
    symlink("/", folder.join("out/src/root")).unwrap();
    must(folder, "two.yaml", "out");
    assert_eq!(disk(&folder.join("other")), other);
    assert_eq!(client(folder, "out"), fresh(folder, "two.yaml"));

    // a folder of the client, or a file
    for (replaced, target) in [
        ("src", "../other/src"),
        ("src/lib.rs", "../../other/src/lib.rs"),
    ] {
        must(folder, "one.yaml", "linked");
        let place = folder.join("linked").join(replaced);
        if place.is_dir() {
            fs::remove_dir_all(&place).unwrap();
        } else {
            fs::remove_file(&place).unwrap();
        }
        symlink(target, place).unwrap();
        refused(folder, "two.yaml", "linked", "E0503");
        fs::remove_dir_all(folder.join("linked")).unwrap();
    }

    // the folder where new texts lie before they change places, or its journal
    for (linked, target) in [
        (".bindery-new", "../other"),
        (".bindery-new", "nowhere"),
        (".bindery-new/journal", "../../other/Cargo.toml"),
    ] {
        must(folder, "one.yaml", "linked");
        let place = folder.join("linked").join(linked);
        fs::create_dir_all(place.parent().unwrap()).unwrap();
        symlink(target, place).unwrap();
        let shown = refused(folder, "two.yaml", "linked", "E0503");
        let said = shown.contains(linked) && shown.contains("a link") && shown.contains("help");
        assert!(said, "{shown}");
        fs::remove_dir_all(folder.join("linked")).unwrap();
    }
    assert_eq!(disk(&folder.join("other")), other);

    // the parts of that folder go without what they lead to
    must(folder, "one.yaml", "linked");
    fs::create_dir(folder.join("linked/.bindery-new")).unwrap();
    for part in ["new", "old"] {
        symlink("../../other", folder.join("linked/.bindery-new").join(part)).unwrap();
    }
    must(folder, "two.yaml", "linked");
    assert_eq!(client(folder, "linked"), fresh(folder, "two.yaml"));
    assert_eq!(disk(&folder.join("other")), other);

    // the folder itself is where the user says
    fs::create_dir(folder.join("real")).unwrap();
    symlink("real", folder.join("named")).unwrap();
    must(folder, "one.yaml", "named");
    assert_eq!(client(folder, "real"), fresh(folder, "one.yaml"));
}

#[test]
fn some_folders_are_none_for_a_client() {
    let folder = workshop();
    let folder = folder.path();
    let shown = refused(folder, "one.yaml", "/", "E0503");
    assert!(shown.contains("help"), "{shown}");
    fs::create_dir_all(folder.join("notes/inner")).unwrap();
    fs::write(folder.join("notes/inner/README.md"), "mine").unwrap();
    refused(folder, "one.yaml", "notes", "E0503");
    refused(folder, "one.yaml", ".", "E0503");
    let config =
        "output = \"\"\npackage = \"p\"\n[[api]]\ndocument = \"one.yaml\"\nmodule = \"m\"\n";
    fs::write(folder.join("bindery.toml"), config).unwrap();
    let before = disk(folder);
    let run = run::bindery(folder, &["generate"]);
    assert!(
        told(folder, &run).contains("E0503"),
        "{}",
        told(folder, &run)
    );
    assert_eq!(disk(folder), before);

    fs::create_dir_all(folder.join("people/me")).unwrap();
    for output in ["people/me", "people"] {
        let run = Command::new(env!("CARGO_BIN_EXE_bindery"))
            .args(["generate", "one.yaml", "--output", output])
            .env("HOME", folder.join("people/me"))
            .env("USERPROFILE", folder.join("people/me"))
            .current_dir(folder)
            .output()
            .unwrap();
        let told = told(folder, &run);
        assert!(
            run.status.code() == Some(1) && told.contains("E0503"),
            "{told}"
        );
    }
    assert!(disk(&folder.join("people")).is_empty());
}

#[test]
fn something_else_in_the_place_of_a_file_stops_the_run() {
    let folder = workshop();
    let folder = folder.path();
    must(folder, "one.yaml", "out");
    for (name, is_folder) in [("src/wire.rs", true), ("src/operations", false)] {
        let place = folder.join("out").join(name);
        if is_folder {
            fs::remove_file(&place).unwrap();
            fs::create_dir(&place).unwrap();
            fs::write(place.join("mine"), "mine").unwrap();
        } else {
            fs::remove_dir_all(&place).unwrap();
            fs::write(&place, "mine").unwrap();
        }
        refused(folder, "two.yaml", "out", "E0503");
    }
}

#[test]
fn a_refused_folder_is_not_made() {
    let folder = workshop();
    let folder = folder.path();
    let below = folder.join("below");
    fs::create_dir(&below).unwrap();
    fs::copy(folder.join("one.yaml"), below.join("one.yaml")).unwrap();
    for output in [
        "new/..",
        "nonexist/../../",
        "a/b/../../../below",
        "one.yaml/a/b",
    ] {
        let run = generate(&below, "one.yaml", output, &[]);
        assert_eq!(run.status.code(), Some(1), "{}", told(folder, &run));
        let entries = fs::read_dir(&below).unwrap();
        let names: Vec<_> = entries.map(|entry| entry.unwrap().file_name()).collect();
        assert_eq!(names, ["one.yaml"], "{output}");
    }
}

#[test]
fn other_clients_below_are_left_alone() {
    let folder = workshop();
    let folder = folder.path();
    must(folder, "one.yaml", "parent/a");
    must(folder, "one.yaml", "parent/b");
    refused(folder, "two.yaml", "parent", "E0503");

    // also where the folder around is a client itself
    must(folder, "one.yaml", "outer");
    must(folder, "one.yaml", "outer/a");
    must(folder, "one.yaml", "outer/src/b");
    let before = [
        disk(&folder.join("outer/a")),
        disk(&folder.join("outer/src/b")),
    ];
    must(folder, "two.yaml", "outer");
    must(folder, "one.yaml", "outer");
    let after = [
        disk(&folder.join("outer/a")),
        disk(&folder.join("outer/src/b")),
    ];
    assert_eq!(before, after);

    // or where one lies in a folder that files have to go to
    fs::remove_dir_all(folder.join("outer/src/operations")).unwrap();
    must(folder, "one.yaml", "outer/src/operations");
    refused(folder, "one.yaml", "outer", "E0503");
}
