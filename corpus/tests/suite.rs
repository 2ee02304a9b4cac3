//! Runs `suite` with the real compiler: on a small suite, and on a part of the real one
//! where `.ci/python-tools` has put it.

#![allow(clippy::unwrap_used)] // in what the tests share; in themselves it is allowed anyway

use std::path::{Path, PathBuf};
use std::process::Command;

use tempfile::TempDir;

/// What the command prints about a suite, and its exit status.
fn run_suite(suite: &Path, more: &[&str]) -> Option<(String, Option<i32>)> {
    let command = env!("CARGO_BIN_EXE_bindery-corpus");
    if !Path::new(command).with_file_name("bindery").is_file() {
        eprintln!("skipped: the command `bindery` is not built; `cargo build` does that");
        return None;
    }
    let scratch = TempDir::new().unwrap();
    let output = Command::new(command)
        .arg("suite")
        .arg(suite)
        .arg("--scratch")
        .arg(scratch.path())
        .args(more)
        .output()
        .unwrap();
    assert_eq!(String::from_utf8_lossy(&output.stderr), "");
    Some((
        String::from_utf8(output.stdout).unwrap(),
        output.status.code(),
    ))
}

#[test]
fn what_is_not_kept_is_counted_and_named() {
    let suite = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/suite");
    let Some((text, status)) = run_suite(&suite, &[]) else {
        return;
    };
    assert!(text.contains("3 groups, 1 of other dialects"), "{text}");
    let words: Vec<&str> = text.split_whitespace().collect();
    let words = words.join(" ");
    // Valid ones, kept, typeless, refused, changed; invalid ones, refused.
    assert!(words.contains("properties 3 2 1 0 0 1 1"), "{text}");
    assert!(words.contains("optional/large 1 0 0 1 0 1 1"), "{text}");
    let failure = "refused: optional/large: a whole number: of thirty digits: 1234";
    assert!(text.contains(failure), "{text}");
    // Two of three are less than what is asked for.
    assert_eq!(status, Some(1));
}

#[test]
fn instances_of_the_suite_are_kept() {
    let repository: PathBuf = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
    let suite = repository.join("tests/python/.venv/suite");
    if !suite.is_dir() {
        eprintln!("skipped: there is no suite; `.ci/python-tools` installs it");
        return;
    }
    let Some((text, status)) = run_suite(&suite, &["--only", "Of", "--goal", "100"]) else {
        return;
    };
    assert_eq!(status, Some(0), "{text}");
}
