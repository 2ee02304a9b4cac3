//! What writing a client does to a folder: all of it or nothing, and nothing else.

#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "a test that cannot go on has to fail"
)]

mod folders;
mod interrupted;
#[path = "../support/run.rs"]
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
fn an_edited_manifest_is_kept_and_lacks_nothing() {
    let folder = workshop();
    let folder = folder.path();
    must(folder, "one.yaml", "out");
    let manifest = folder.join("out/Cargo.toml");
    let readme = folder.join("out/README.md");
    let edited = fs::read_to_string(&manifest)
        .unwrap()
        .replace("0.1.0\"\nd", "1.2.3\"\nd");
    fs::write(&readme, "# Mine\n").unwrap();
    for has_record in [true, false] {
        fs::write(&manifest, &edited).unwrap();
        if !has_record {
            fs::remove_file(folder.join("out/.bindery")).unwrap();
        }
        for (name, more) in [("two.yaml", [].as_slice()), ("two.yaml", &["--check"])] {
            let run = generate(folder, name, "out", more);
            let told = told(folder, &run);
            assert!(run.status.success() && !told.contains("W05"), "{told}");
            assert_eq!(fs::read_to_string(&manifest).unwrap(), edited);
            assert_eq!(fs::read_to_string(&readme).unwrap(), "# Mine\n");
        }
    }

    // What the client needs is told, even of a manifest without the first line.
    fs::write(&manifest, "[package]\n").unwrap();
    let before = disk(folder);
    let run = generate(folder, "one.yaml", "out", &["--deny", "warnings"]);
    assert_eq!(run.status.code(), Some(1), "{}", told(folder, &run));
    assert_eq!(disk(folder), before);
    let run = generate(folder, "one.yaml", "out", &[]);
    let told_now = told(folder, &run);
    let lacks = "the dependency `bindery-runtime = {";
    assert!(
        run.status.success() && told_now.contains("W0503") && told_now.contains(lacks),
        "{told_now}"
    );
    assert_eq!(fs::read_to_string(&manifest).unwrap(), "[package]\n");

    fs::remove_file(&manifest).unwrap();
    fs::remove_file(&readme).unwrap();
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
