//! What writing a client does to a folder: all of it or nothing, and nothing else.

#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "a test that cannot go on has to fail"
)]

#[path = "support/run.rs"]
mod run;

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};
use std::time::{Duration, SystemTime};

use bindery::diagnostics::Diagnostics;
use bindery::emit::GeneratedFiles;
use run::{disk, told};

/// A document with one operation of each tag, and so many schemas.
fn document(tags: &[&str], schemas: usize) -> String {
    let mut text = "openapi: 3.1.0\ninfo: {title: Pets, version: '1'}\npaths:\n".to_owned();
    for tag in tags {
        text.push_str(&format!(
            "  /{tag}:\n    get:\n      operationId: get-{tag}\n      tags: [{tag}]\n      \
             responses: {{'200': {{description: Done.}}}}\n"
        ));
    }
    text.push_str("components:\n  schemas:\n");
    for schema in 0..schemas {
        text.push_str(&format!(
            "    Schema{schema}: {{type: object, properties: {{name: {{type: string}}}}}}\n"
        ));
    }
    text
}

/// A folder with two documents: `one.yaml`, and `two.yaml`, whose client is larger and
/// has other files.
fn workshop() -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    fs::write(
        folder.path().join("one.yaml"),
        document(&["cats", "dogs"], 2),
    )
    .unwrap();
    fs::write(
        folder.path().join("two.yaml"),
        document(&["cats", "mice"], 150),
    )
    .unwrap();
    folder
}

fn generate(folder: &Path, name: &str, output: &str, more: &[&str]) -> Output {
    let start = ["generate", name, "--output", output, "--name", "pets"];
    run::bindery(folder, &[&start[..], more].concat())
}

/// Generates, which has to succeed without a word.
fn must(folder: &Path, name: &str, output: &str) {
    let run = generate(folder, name, output, &[]);
    assert!(
        run.status.success() && run.stderr.is_empty(),
        "{}",
        told(folder, &run)
    );
}

/// Generates, which has to fail with a code and leave the folder as it was.
fn refused(folder: &Path, name: &str, output: &str, code: &str) -> String {
    let before = disk(folder);
    let run = generate(folder, name, output, &[]);
    let told = told(folder, &run);
    assert!(
        run.status.code() == Some(1) && told.contains(code),
        "{told}"
    );
    assert_eq!(disk(folder), before, "{told}");
    told
}

/// The client that a document gives in a new folder.
fn fresh(folder: &Path, name: &str) -> BTreeMap<PathBuf, Vec<u8>> {
    must(folder, name, "fresh");
    let files = disk(&folder.join("fresh"));
    fs::remove_dir_all(folder.join("fresh")).unwrap();
    let below = |path: PathBuf| path.strip_prefix(folder.join("fresh")).unwrap().to_owned();
    files
        .into_iter()
        .map(|(path, text)| (below(path), text))
        .collect()
}

fn client(folder: &Path, output: &str) -> BTreeMap<PathBuf, Vec<u8>> {
    let output = folder.join(output);
    let below = |path: PathBuf| path.strip_prefix(&output).unwrap().to_owned();
    let files = disk(&output).into_iter();
    files.map(|(path, text)| (below(path), text)).collect()
}

#[test]
fn another_document_replaces_a_client_wholly() {
    let folder = workshop();
    let folder = folder.path();
    must(folder, "one.yaml", "out");
    must(folder, "two.yaml", "out");
    assert_eq!(client(folder, "out"), fresh(folder, "two.yaml"));
    assert!(client(folder, "out").contains_key(Path::new(".bindery")));
    let check = generate(folder, "two.yaml", "out", &["--check"]);
    assert!(check.status.success() && check.stdout.is_empty());
    fs::remove_file(folder.join("out/.bindery")).unwrap();
    let check = generate(folder, "two.yaml", "out", &["--check"]);
    let told = told(folder, &check);
    assert!(
        !check.status.success() && told.contains(".bindery is missing"),
        "{told}"
    );
}

#[test]
fn what_others_put_beside_leftovers_stays() {
    let folder = workshop();
    let folder = folder.path();
    must(folder, "one.yaml", "out");
    let aside = folder.join("out/.bindery-new");
    for (name, text) in [
        ("mine/notes.txt", "mine"),
        ("new/src/lib.rs", "left by a kill"),
    ] {
        let path = aside.join(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }
    must(folder, "two.yaml", "out");
    assert_eq!(
        fs::read_to_string(aside.join("mine/notes.txt")).unwrap(),
        "mine"
    );
    assert!(!aside.join("new").exists());
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

    // the folder itself is where the user says
    fs::create_dir(folder.join("real")).unwrap();
    symlink("real", folder.join("named")).unwrap();
    must(folder, "one.yaml", "named");
    assert_eq!(client(folder, "real"), fresh(folder, "one.yaml"));
}

#[test]
fn only_what_was_written_is_removed() {
    let folder = workshop();
    let folder = folder.path();
    must(folder, "one.yaml", "out");
    let lib = fs::read(folder.join("out/src/lib.rs")).unwrap();
    fs::write(folder.join("out/src/copy.rs"), lib).unwrap();
    // a record that names what it must not
    let record = folder.join("out/.bindery");
    let mut text = fs::read_to_string(&record).unwrap();
    let hash = text
        .lines()
        .nth(1)
        .unwrap()
        .split(' ')
        .next()
        .unwrap()
        .to_owned();
    for name in [
        "../one.yaml",
        "src/copy.rs",
        folder.join("one.yaml").to_str().unwrap(),
    ] {
        text.push_str(&format!("{hash} {name}\n"));
    }
    fs::write(record, text).unwrap();
    let run = generate(folder, "two.yaml", "out", &[]);
    assert!(run.status.success(), "{}", told(folder, &run));
    assert!(folder.join("one.yaml").exists() && folder.join("out/src/copy.rs").exists());
    assert!(!folder.join("out/src/operations/dogs.rs").exists());
}

#[test]
fn clients_without_a_record_are_taken_over() {
    let folder = workshop();
    let folder = folder.path();
    must(folder, "one.yaml", "out");
    fs::remove_file(folder.join("out/.bindery")).unwrap();
    fs::write(folder.join("out/README.md"), "mine").unwrap();
    fs::rename(folder.join("two.yaml"), folder.join("one.yaml")).unwrap();
    must(folder, "one.yaml", "out");
    let mut expected = fresh(folder, "one.yaml");
    let mut found = client(folder, "out");
    // nobody knows any longer whose it is
    assert!(found.remove(Path::new("src/operations/dogs.rs")).is_some());
    expected.insert("README.md".into(), b"mine".to_vec());
    assert_eq!(found, expected);
}

#[test]
fn an_edited_manifest_is_kept_and_told() {
    let folder = workshop();
    let folder = folder.path();
    must(folder, "one.yaml", "out");
    let manifest = folder.join("out/Cargo.toml");
    let edited = fs::read_to_string(&manifest).unwrap() + "\n[features]\nmine = []\n";
    for has_record in [true, false] {
        fs::write(&manifest, &edited).unwrap();
        if !has_record {
            fs::remove_file(folder.join("out/.bindery")).unwrap();
        }
        for (name, more) in [("two.yaml", [].as_slice()), ("two.yaml", &["--check"])] {
            let run = generate(folder, name, "out", more);
            let told = told(folder, &run);
            assert!(run.status.success() && told.contains("W0501"), "{told}");
            assert_eq!(fs::read_to_string(&manifest).unwrap(), edited);
        }
    }
    let before = disk(folder);
    let run = generate(folder, "one.yaml", "out", &["--deny", "warnings"]);
    assert_eq!(run.status.code(), Some(1), "{}", told(folder, &run));
    assert_eq!(disk(folder), before);

    // even without the first line it is known
    fs::write(&manifest, "[package]\n").unwrap();
    let run = generate(folder, "one.yaml", "out", &[]);
    assert!(run.status.success() && told(folder, &run).contains("W0501"));
    assert_eq!(fs::read_to_string(&manifest).unwrap(), "[package]\n");

    fs::remove_file(&manifest).unwrap();
    must(folder, "one.yaml", "out");
    assert_eq!(client(folder, "out"), fresh(folder, "one.yaml"));
}

#[test]
fn edited_sources_are_written_anew_and_told() {
    let folder = workshop();
    let folder = folder.path();
    must(folder, "one.yaml", "out");
    for name in ["src/types.rs", "src/operations/dogs.rs"] {
        let path = folder.join("out").join(name);
        let text = fs::read_to_string(&path).unwrap() + "// edited\n";
        fs::write(path, text).unwrap();
    }
    let run = generate(folder, "two.yaml", "out", &[]);
    let told = told(folder, &run);
    assert!(
        run.status.success() && told.matches("W0501").count() == 2,
        "{told}"
    );
    let mut found = client(folder, "out");
    let left = found.remove(Path::new("src/operations/dogs.rs")).unwrap();
    assert!(left.ends_with(b"// edited\n"));
    assert_eq!(found, fresh(folder, "two.yaml"));
}

/// As Git on Windows does.
#[test]
fn other_line_ends_are_no_edit() {
    let folder = workshop();
    let folder = folder.path();
    must(folder, "one.yaml", "out");
    for (path, text) in disk(&folder.join("out")) {
        let text = String::from_utf8(text).unwrap();
        fs::write(path, text.replace('\n', "\r\n")).unwrap();
    }
    must(folder, "two.yaml", "out");
    assert_eq!(client(folder, "out"), fresh(folder, "two.yaml"));
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

/// A disk that is full, by a limit on the size of files.
#[cfg(unix)]
#[test]
fn a_full_disk_leaves_the_old_client() {
    let folder = workshop();
    let folder = folder.path();
    let limited = |before: &str| {
        let bindery = env!("CARGO_BIN_EXE_bindery");
        let script = format!(
            "{before} ulimit -f 8; exec '{bindery}' generate two.yaml --output out --name pets"
        );
        let mut command = Command::new("sh");
        command
            .args(["-c", &script])
            .current_dir(folder)
            .output()
            .unwrap()
    };
    // there is no old one yet
    let run = limited("trap '' XFSZ;");
    assert!(
        told(folder, &run).contains("E0504"),
        "{}",
        told(folder, &run)
    );
    assert!(!folder.join("out").exists());

    must(folder, "one.yaml", "out");
    let before = disk(folder);
    let run = limited("trap '' XFSZ;");
    let shown = told(folder, &run);
    assert!(
        run.status.code() == Some(1) && shown.contains("E0504"),
        "{shown}"
    );
    assert_eq!(disk(folder), before);
    assert!(!folder.join("out/.bindery-new").exists());

    // without `trap`, the signal ends the process in the midst of writing
    let run = limited("");
    assert_eq!(run.status.code(), None, "{}", told(folder, &run));
    let mut left = disk(folder);
    assert!(left.len() > before.len(), "it leaves something behind");
    left.retain(|path, _| !path.starts_with(folder.join("out/.bindery-new")));
    assert_eq!(left, before);
    must(folder, "two.yaml", "out");
    assert_eq!(client(folder, "out"), fresh(folder, "two.yaml"));
}

/// Or Cargo would run the build script, which watches its output, at every build.
#[test]
fn what_a_build_script_writes_is_as_old_as_its_input() {
    let folder = tempfile::tempdir().unwrap();
    let folder = folder.path().join("generated");
    let time = SystemTime::now() - Duration::from_secs(3_600);
    for names in [
        &["mod.rs", "a/mod.rs", "b/c/mod.rs"][..],
        &["mod.rs", "a/d/mod.rs"],
    ] {
        let text = |name: &&str| format!("// {}\n// {names:?} {name}\n", bindery::output::MARK);
        let files: GeneratedFiles = names
            .iter()
            .map(|name| ((*name).to_owned(), text(name)))
            .collect();
        let mut diagnostics = Diagnostics::new();
        bindery::output::write_files(&folder, &files, Some(time), &mut diagnostics).unwrap();
        assert!(diagnostics.findings().is_empty());
        assert_eq!(disk(&folder).len(), names.len() + 1);
        let mut paths = vec![folder.clone()];
        while let Some(path) = paths.pop() {
            let modified = path.metadata().unwrap().modified().unwrap();
            assert!(modified <= time, "{}", path.display());
            if path.is_dir() {
                let entries = fs::read_dir(path).unwrap();
                paths.extend(entries.map(|entry| entry.unwrap().path()));
            }
        }
    }
}

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
fn two_runs_at_once_give_one_client() {
    let folder = workshop();
    let folder = folder.path();
    for _ in 0..3 {
        let mut runs = Vec::new();
        for name in ["one.yaml", "two.yaml", "one.yaml", "two.yaml"] {
            let mut command = Command::new(env!("CARGO_BIN_EXE_bindery"));
            let command = command.args(["generate", name, "--output", "out", "--name", "pets"]);
            let command = command.stdout(Stdio::piped()).stderr(Stdio::piped());
            runs.push(command.current_dir(folder).spawn().unwrap());
        }
        for run in runs {
            let output = run.wait_with_output().unwrap();
            assert!(output.status.success(), "{}", told(folder, &output));
        }
        let found = client(folder, "out");
        let whole = ["one.yaml", "two.yaml"].map(|name| fresh(folder, name));
        assert!(whole.contains(&found), "{:?}", found.keys());
    }
}

/// Whatever tags a document has, systems take the names of the files.
#[test]
fn every_system_takes_the_names_of_files() {
    let folder = tempfile::tempdir().unwrap();
    let folder = folder.path();
    let words = "word".repeat(20) + " " + &"other".repeat(40);
    let long = [
        "x".repeat(300),
        "ж".repeat(200),
        words.clone() + "a",
        words + "b",
    ];
    let mut tags: Vec<&str> = long.iter().map(String::as_str).collect();
    tags.extend(["aux", "CON", "nul", "com1"]);
    let mut text = "openapi: 3.1.0\ninfo: {title: Pets, version: '1'}\npaths:\n".to_owned();
    for (index, tag) in tags.iter().enumerate() {
        text.push_str(&format!("  /p{index}: {{get: {{tags: [\"{tag}\"], responses: {{'200': {{description: Done.}}}}}}}}\n"));
    }
    fs::write(folder.join("tags.yaml"), text).unwrap();
    let run = generate(folder, "tags.yaml", "out", &[]);
    assert!(run.status.success(), "{}", told(folder, &run));
    let entries = fs::read_dir(folder.join("out/src/operations")).unwrap();
    let mut names: Vec<String> = entries
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .collect();
    names.sort();
    assert_eq!(names.len(), tags.len() + 1, "{names:?}");
    assert!(names.iter().all(|name| name.len() <= 110), "{names:?}");
    for device in ["aux.rs", "con.rs", "nul.rs", "com1.rs"] {
        assert!(!names.iter().any(|name| name == device), "{names:?}");
    }
}
