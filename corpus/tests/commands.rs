//! Runs the command on a small corpus, with a script in the compiler's place.

#![allow(clippy::unwrap_used)] // in what the tests share; in themselves it is allowed anyway

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use serde_json::Value;
use tempfile::TempDir;

fn fixture(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("tests/fixtures")
        .join(name)
}

fn corpus(arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_bindery-corpus"))
        .args(arguments)
        .output()
        .unwrap()
}

fn path(path: &Path) -> &str {
    path.to_str().unwrap()
}

fn stdout(output: &Output) -> String {
    String::from_utf8(output.stdout.clone()).unwrap()
}

/// `verb` on a folder with the script, in a scratch folder.
fn drive(verb: &str, folder: &Path, scratch: &TempDir, options: &[&str]) -> Output {
    let stub = fixture("stub-bindery");
    let place = ["--bindery", path(&stub), "--scratch", path(scratch.path())];
    let output = corpus(&[&[verb, path(folder)], place.as_slice(), options].concat());
    assert_eq!(String::from_utf8_lossy(&output.stderr), "");
    output
}

fn run(scratch: &TempDir, options: &[&str]) -> String {
    let output = drive("run", &fixture("documents"), scratch, options);
    assert_eq!(output.status.code(), Some(0));
    stdout(&output)
}

fn report(scratch: &TempDir) -> Vec<Value> {
    let text = fs::read_to_string(scratch.path().join("report.jsonl")).unwrap();
    text.lines()
        .map(|line| serde_json::from_str(line).unwrap())
        .collect()
}

fn ids(scratch: &TempDir) -> Vec<String> {
    report(scratch)
        .iter()
        .map(|record| record["id"].as_str().unwrap().to_owned())
        .collect()
}

#[test]
fn each_document_has_its_record() {
    let scratch = TempDir::new().unwrap();
    let text = run(&scratch, &["--jobs", "2"]);

    let records: BTreeMap<String, Value> = report(&scratch)
        .into_iter()
        .map(|record| (record["id"].to_string(), record))
        .collect();
    let table: Vec<String> = records
        .values()
        .map(|record| {
            let cells = [
                "id",
                "openapi",
                "operations",
                "generated",
                "compiled",
                "warnings",
                "repairs",
                "first_error",
                "codes",
            ];
            cells.map(|cell| record[cell].to_string()).join(" ")
        })
        .collect();
    assert_eq!(
        table,
        [
            r#""broken.yaml" "3.0.3" 3 true false 0 0 "rustc::E0308: mismatched types (src/lib.rs:1)" {"rustc::E0308":1}"#,
            r#""clean.yaml" "3.1.0" 3 true true 0 1 null {"W0101":1}"#,
            r#""panic.yml" "3.0.3" 0 false false 0 0 "Exit(101): thread 'main' (7) panicked at generator/src/lib.rs:1:2: a bug" {}"#,
            r#""refused.yaml" "3.0.3" 0 false false 0 0 "E0101: there are no paths \"openapi.yaml:1:1\"" {"E0101":1}"#,
            r#""sorted.json" "3.0.0" 3 true true 0 0 null {}"#,
            r#""tree/root.yaml" "3.0.3" 3 true true 0 0 null {}"#,
            r#""warned.yaml" "3.0.3" 3 true true 1 0 "clippy::needless_return: unneeded `return` statement (src/lib.rs:1)" {"clippy::needless_return":1}"#,
        ]
    );
    assert!(
        records["\"clean.yaml\""]["check"]["peak_mib"]
            .as_u64()
            .unwrap()
            > 10
    );
    assert!(text.starts_with("7 documents, 2 other files\n"), "{text}");
    assert!(text.contains("\ngenerated        5 of 7, 71.4 %\ncompiled         4 of 7, 57.1 %\nwithout warnings 3 of 7, 42.9 %\n"), "{text}");
    assert!(
        text.contains("\n15 operations, 70 types, 275 lines, 1 repairs, 1 warnings\n"),
        "{text}"
    );
}

#[test]
fn nothing_of_the_crates_is_left() {
    let scratch = TempDir::new().unwrap();
    let kept = scratch.path().join("kept");
    run(&scratch, &["--only", "broken", "--keep", path(&kept)]);
    assert!(kept.join("broken.yaml/src/lib.rs").is_file());
    fs::remove_dir_all(kept).unwrap();
    run(&scratch, &["--only", "clean"]);
    let found = Command::new("find")
        .arg(scratch.path())
        .args(["-name", "*corpus_subject*"])
        .output()
        .unwrap();
    assert_eq!(stdout(&found), "");
}

#[test]
fn a_run_goes_on_where_it_was_stopped() {
    let scratch = TempDir::new().unwrap();
    run(&scratch, &["--only", "refused"]);
    let file = scratch.path().join("report.jsonl");
    let whole = fs::read_to_string(&file).unwrap();
    fs::write(&file, format!("{whole}{{\"id\":\"sorted.js")).unwrap();
    let text = run(&scratch, &["--only", "d"]);
    assert!(
        text.contains("\n1/2 ") && text.contains("generated        2 of 3"),
        "{text}"
    );
    let written = fs::read_to_string(&file).unwrap();
    assert_eq!(written.matches("\"refused.yaml\"").count(), 1);
    assert!(run(&scratch, &["--only", "refused", "--again"]).contains("\n1/1 refused"));
    assert_eq!(
        fs::read_to_string(&file)
            .unwrap()
            .matches("\"refused.yaml\"")
            .count(),
        2
    );
}

#[test]
fn a_seed_draws_the_same_sample_again() {
    let draw = |seed: &str| {
        let scratch = TempDir::new().unwrap();
        run(&scratch, &["--no-clippy", "--sample", "3", "--seed", seed]);
        ids(&scratch)
    };
    let sample = draw("1");
    assert!(sample.len() == 3 && sample.is_sorted(), "{sample:?}");
    assert_eq!(draw("1"), sample);
    assert_ne!(draw("2"), sample);
}

#[test]
fn a_list_names_documents() {
    let scratch = TempDir::new().unwrap();
    let list = scratch.path().join("list.txt");
    fs::write(
        &list,
        format!("{}\n\n# none\n", path(&fixture("documents/refused.yaml"))),
    )
    .unwrap();
    let output = drive("run", &list, &scratch, &[]);
    assert!(stdout(&output).starts_with("1 documents, 0 other files\n1/1 refused"));
}

#[test]
fn a_corpus_that_is_not_there_is_skipped() {
    for verb in ["run", "negative"] {
        let output = corpus(&[verb, "no/such/folder"]);
        assert_eq!(stdout(&output), "skipped: there is no no/such/folder\n");
        assert_eq!(output.status.code(), Some(0));
    }
}

#[test]
fn reports_are_compared() {
    let scratch = TempDir::new().unwrap();
    run(&scratch, &["--no-clippy"]);
    let old = scratch.path().join("report.jsonl");
    let new = scratch.path().join("new.jsonl");
    let text = fs::read_to_string(&old).unwrap();
    // clean.yaml breaks, refused.yaml is generated, panic.yml goes, other.yaml comes
    let text = text.replace("\"first_error\":null", "\"first_error\":\"new error\"");
    let changed: Vec<String> = text
        .lines()
        .map(|line| match line {
            line if line.contains("clean.yaml") => {
                line.replace("\"compiled\":true", "\"compiled\":false")
            }
            line if line.contains("refused.yaml") => {
                line.replace("\"generated\":false", "\"generated\":true")
            }
            line => line.replace("panic.yml", "other.yaml"),
        })
        .collect();
    fs::write(&new, changed.join("\n")).unwrap();

    let output = corpus(&["compare", path(&old), path(&new)]);
    let lines = stdout(&output);
    let lines: Vec<&str> = lines.lines().collect();
    assert!(
        lines[0].starts_with("better refused/0 -> broken  refused.yaml"),
        "{lines:?}"
    );
    assert_eq!(lines[1], "worse  clean/0 -> broken  clean.yaml  new error");
    assert_eq!(
        lines.last(),
        Some(&"1 better, 1 worse, 4 the same, 1 gone, 1 new")
    );
    assert_eq!(output.status.code(), Some(1));
    assert_eq!(
        corpus(&["compare", path(&old), path(&old)]).status.code(),
        Some(0)
    );
}

#[test]
fn wrong_documents_must_be_refused_or_repaired() {
    let scratch = TempDir::new().unwrap();
    let reasons = scratch.path().join("reasons.tsv");
    fs::write(
        &reasons,
        "id\tbytes\treason\nwarned\t1\tlint: style\nrefused\t2\tno paths\n",
    )
    .unwrap();
    let folder = fixture("documents");
    let outcome = |only: &str| {
        let output = drive(
            "negative",
            &folder,
            &scratch,
            &[path(&reasons), "--only", only],
        );
        (
            output.status.code(),
            stdout(&output).lines().next().unwrap().to_owned(),
        )
    };
    assert_eq!(
        outcome("clean"),
        (
            Some(0),
            "  repaired  clean.yaml  W0101: a version was missing".to_owned()
        )
    );
    assert_eq!(
        outcome("warned"),
        (Some(1), "! silent    warned.yaml  ".to_owned())
    );
    assert_eq!(outcome("refused").0, Some(0));
    assert_eq!(
        outcome("settings"),
        (Some(1), "! silent    settings.yaml  ".to_owned())
    );
    assert!(outcome("panic").1.starts_with("! panic     panic.yml"));
    let all = stdout(&drive("negative", &folder, &scratch, &[path(&reasons)]));
    assert!(
        all.contains("\nrefused       1  no paths\n")
            && all.contains("\npanic         1  in all\n"),
        "{all}"
    );
}

#[test]
fn limits_end_what_does_not_end() {
    let scratch = TempDir::new().unwrap();
    let documents = scratch.path().join("documents");
    fs::create_dir(&documents).unwrap();
    fs::write(documents.join("slow.yaml"), "openapi: 3.0.3\n# sleep\n").unwrap();
    let output = drive("negative", &documents, &scratch, &["--timeout", "1"]);
    assert!(stdout(&output).starts_with("! timed out slow.yaml  timed out\n"));

    // half a gigabyte does not fit into a quarter
    let files = [scratch.path().join("out"), scratch.path().join("err")];
    let hog = [
        "--",
        "dd",
        "if=/dev/zero",
        "of=/dev/null",
        "bs=512M",
        "count=1",
    ];
    let measure = [
        "measure",
        "--memory",
        "256",
        path(&files[0]),
        path(&files[1]),
    ];
    let output = corpus(&[measure.as_slice(), &hog].concat());
    assert!(
        stdout(&output).starts_with("{\"ending\":{\"Exit\":1}"),
        "{}",
        stdout(&output)
    );
}

#[test]
fn scale_measures_templates_at_three_sizes() {
    let scratch = TempDir::new().unwrap();
    let output = drive("scale", &fixture("templates"), &scratch, &[]);
    assert_eq!(output.status.code(), Some(1));
    let text = stdout(&output);
    let rows: Vec<Vec<&str>> = text
        .lines()
        .skip(2)
        .map(|line| line.split('|').map(str::trim).collect())
        .collect();
    let of = |name: &str| rows.iter().find(|row| row[1] == name).unwrap();
    assert_eq!(rows.len(), 3);
    assert_eq!((of("lines.yaml")[2], of("lines.yaml")[10]), ("1", ""));
    assert_eq!((of("refused.yaml")[2], of("refused.yaml")[10]), ("1", ""));
    assert_eq!(of("panic.yaml")[10], "did not end well");
    let last = fs::read_to_string(scratch.path().join("scale/refused.yaml")).unwrap();
    assert_eq!(last, format!("# refuse {}\n", "x".repeat(4_000)));
}
