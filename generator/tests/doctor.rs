//! `bindery doctor`: each folder of `tests/doctor/` has a document, what is said of it, and the
//! overlay that `--fix` writes. `UPDATE_EXPECTED=1` writes both.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test that cannot go on has to fail"
)]

#[path = "support/run.rs"]
mod run;

use std::fs;
use std::path::{Path, PathBuf};

use run::{bindery, text};
use serde_json::Value;

fn cases() -> Vec<PathBuf> {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/doctor");
    let entries = fs::read_dir(folder).unwrap();
    let mut cases: Vec<PathBuf> = entries.map(|entry| entry.unwrap().path()).collect();
    cases.sort();
    assert!(cases.len() >= 4, "{cases:?}");
    cases
}

/// Compares with a file, or writes it.
fn assert_expected(file: &Path, actual: &str) {
    if std::env::var_os("UPDATE_EXPECTED").is_some() {
        fs::write(file, actual).unwrap();
    }
    let expected = fs::read_to_string(file).unwrap_or_default();
    assert_eq!(actual, expected, "{}", file.display());
}

fn score(folder: &Path, more: &[&str]) -> u64 {
    let arguments = ["doctor", "document.yaml", "--format", "json"];
    let output = bindery(folder, &[&arguments[..], more].concat());
    let told: Value = serde_json::from_slice(&output.stdout).unwrap();
    told["score"].as_u64().unwrap()
}

#[test]
fn documents_are_examined_as_reviewed() {
    for case in cases() {
        let folder = tempfile::tempdir().unwrap();
        fs::copy(
            case.join("document.yaml"),
            folder.path().join("document.yaml"),
        )
        .unwrap();
        let output = bindery(folder.path(), &["doctor", "document.yaml"]);
        assert_eq!(output.status.code(), Some(0), "{}", text(&output.stderr));
        assert_expected(&case.join("expected.txt"), &text(&output.stdout));

        let printed = bindery(folder.path(), &["doctor", "document.yaml", "--fix", "-"]);
        assert_expected(&case.join("expected.overlay.yaml"), &text(&printed.stdout));
        let written = bindery(folder.path(), &["doctor", "document.yaml", "--fix"]);
        assert_eq!(written.status.code(), Some(0), "{}", text(&written.stderr));
        let overlay = folder.path().join("document.overlay.yaml");
        if !overlay.exists() {
            assert!(text(&written.stdout).contains("nothing that an overlay can mend"));
            continue;
        }
        assert_eq!(fs::read(&overlay).unwrap(), printed.stdout);
        // What it mends is mended, and nothing gets worse.
        let (before, after) = (
            score(folder.path(), &[]),
            score(folder.path(), &["--overlay", "document.overlay.yaml"]),
        );
        assert!(after > before, "{}: {before}, {after}", case.display());
        let again = [
            "doctor",
            "document.yaml",
            "--overlay",
            "document.overlay.yaml",
            "--fix",
            "-",
        ];
        let again = bindery(folder.path(), &again);
        assert!(
            text(&again.stdout).contains("nothing"),
            "{}",
            text(&again.stdout)
        );
        // An overlay that may have been edited is not written over.
        let twice = bindery(folder.path(), &["doctor", "document.yaml", "--fix"]);
        assert_eq!(twice.status.code(), Some(2));
    }
}

#[test]
fn a_document_that_cannot_be_compiled_is_told() {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("a.yaml"), "swagger: '1.2'\n").unwrap();
    let output = bindery(folder.path(), &["doctor", "a.yaml"]);
    assert_eq!(output.status.code(), Some(1));
    assert!(text(&output.stderr).contains("E0202"));
}

#[test]
fn money_is_exact_where_bindery_toml_says_so() {
    let folder = tempfile::tempdir().unwrap();
    let case = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/doctor/money/document.yaml");
    fs::copy(case, folder.path().join("document.yaml")).unwrap();
    let config = "output = \"o\"\npackage = \"p\"\n[[api]]\ndocument = \"document.yaml\"\nmodule = \"m\"\ntypes = { number = \"decimal\" }\n";
    fs::write(folder.path().join("bindery.toml"), config).unwrap();
    let output = bindery(folder.path(), &["doctor", "document.yaml"]);
    assert!(!text(&output.stdout).contains("looks like money"));
}
