//! Runs that end before their end: the next one finds one client or the other.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use crate::run::told;
use crate::{client, fresh, generate, must, workshop};

/// Before any file is in its place, in a folder that had none.
#[test]
fn what_a_killed_run_leaves_is_cleared() {
    let folder = workshop();
    let folder = folder.path();
    fs::create_dir_all(folder.join("out/.bindery-new/new/src")).unwrap();
    fs::create_dir_all(folder.join("out/src/operations")).unwrap();
    fs::write(folder.join("out/.bindery-new/new/src/lib.rs"), "// half").unwrap();
    must(folder, "one.yaml", "out");
    assert_eq!(client(folder, "out"), fresh(folder, "one.yaml"));
}

/// The client of `one.yaml` in `out`, as a run over `two.yaml` leaves it that is killed when
/// `src/lib.rs` and `src/types.rs` are in their places.
fn killed(folder: &Path) -> BTreeMap<PathBuf, Vec<u8>> {
    must(folder, "one.yaml", "out");
    let one = client(folder, "out");
    let two = fresh(folder, "two.yaml");
    let hashes = String::from_utf8(two[Path::new(".bindery")].clone()).unwrap();
    let aside = folder.join("out/.bindery-new");
    let mut journal = String::new();
    for name in ["src/lib.rs", "src/types.rs"] {
        let old = aside.join("old").join(name);
        fs::create_dir_all(old.parent().unwrap()).unwrap();
        fs::rename(folder.join("out").join(name), old).unwrap();
        fs::write(folder.join("out").join(name), &two[Path::new(name)]).unwrap();
        let line = hashes.lines().find(|line| line.ends_with(name)).unwrap();
        journal.push_str(&format!("replaced {line}\n"));
    }
    fs::write(aside.join("journal"), journal).unwrap();
    one
}

#[test]
fn a_run_that_was_killed_is_undone_first() {
    let folder = workshop();
    let folder = folder.path();
    let one = killed(folder);
    let check = generate(folder, "one.yaml", "out", &["--check"]);
    let shown = told(folder, &check);
    let mention = "out holds a run that was ended before its end";
    assert!(
        !check.status.success() && shown.contains(mention),
        "{shown}"
    );
    assert!(folder.join("out/.bindery-new/journal").exists());

    // also by a run that fails for another reason
    let run = generate(folder, "missing.yaml", "out", &[]);
    let shown = told(folder, &run);
    let codes = shown.contains("W0502") && shown.contains("E0101");
    assert!(run.status.code() == Some(1) && codes, "{shown}");
    assert_eq!(client(folder, "out"), one);
    let check = generate(folder, "one.yaml", "out", &["--check"]);
    assert!(check.status.success(), "{}", told(folder, &check));

    killed(folder);
    let run = generate(folder, "two.yaml", "out", &["--deny", "warnings"]);
    let shown = told(folder, &run);
    assert!(run.status.success() && shown.contains("W0502"), "{shown}");
    assert_eq!(client(folder, "out"), fresh(folder, "two.yaml"));
}

#[test]
fn a_file_that_cannot_be_put_back_is_kept_and_told() {
    let folder = workshop();
    let folder = folder.path();
    let one = killed(folder);
    fs::remove_file(folder.join("out/src/lib.rs")).unwrap();
    fs::create_dir_all(folder.join("out/src/lib.rs/mine")).unwrap();
    for _ in 0..2 {
        let run = generate(folder, "two.yaml", "out", &[]);
        let shown = told(folder, &run);
        assert!(
            run.status.code() == Some(1) && shown.contains("E0504"),
            "{shown}"
        );
        assert!(!shown.contains("nothing was changed"), "{shown}");
        let place = "its old text is in `out/.bindery-new/old/src/lib.rs`";
        assert!(shown.contains(place), "{shown}");
        let old = fs::read(folder.join("out/.bindery-new/old/src/lib.rs")).unwrap();
        assert_eq!(old, one[Path::new("src/lib.rs")]);
    }
    fs::remove_dir_all(folder.join("out/src/lib.rs")).unwrap();
    let run = generate(folder, "one.yaml", "out", &[]);
    assert!(run.status.success(), "{}", told(folder, &run));
    assert_eq!(client(folder, "out"), one);
}

/// Whenever it happens, the next run finds one client or the other.
#[test]
fn a_process_that_is_killed_leaves_nothing_mixed() {
    let folder = workshop();
    let folder = folder.path();
    let whole = ["one.yaml", "two.yaml"].map(|name| fresh(folder, name));
    must(folder, "one.yaml", "out");
    let start = std::time::Instant::now();
    must(folder, "two.yaml", "out");
    let longest = start.elapsed();
    for step in 0..20 {
        let name = ["one.yaml", "two.yaml"][step % 2];
        let mut command = Command::new(env!("CARGO_BIN_EXE_bindery"));
        let command = command.args(["generate", name, "--output", "out", "--name", "pets"]);
        let command = command.stdout(Stdio::null()).stderr(Stdio::null());
        let mut process = command.current_dir(folder).spawn().unwrap();
        std::thread::sleep(longest * u32::try_from(step).unwrap() / 20);
        process.kill().unwrap();
        process.wait().unwrap();
        // it fails, but not before it has put back what was left
        generate(folder, "missing.yaml", "out", &[]);
        let mut found = client(folder, "out");
        found.retain(|path, _| !path.starts_with(".bindery-new"));
        assert!(whole.contains(&found), "{:?}", found.keys());
    }
}
