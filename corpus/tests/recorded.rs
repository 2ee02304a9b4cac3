//! Runs `recorded` on a small archive, with the real compiler.

#![allow(clippy::unwrap_used)] // in what the tests share; in themselves it is allowed anyway

use std::path::Path;
use std::process::Command;

use tempfile::TempDir;

#[test]
fn valid_answers_are_kept_and_others_have_a_cause() {
    let command = env!("CARGO_BIN_EXE_bindery-corpus");
    if !Path::new(command).with_file_name("bindery").is_file() {
        eprintln!("skipped: the command `bindery` is not built; `cargo build` does that");
        return;
    }
    let scratch = TempDir::new().unwrap();
    let failures = scratch.path().join("failures.jsonl");
    let output = Command::new(command)
        .arg("recorded")
        .arg(Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/recorded"))
        .arg("--scratch")
        .arg(scratch.path())
        .args(["--goal", "80"])
        .arg("--failures")
        .arg(&failures)
        .output()
        .unwrap();
    assert_eq!(String::from_utf8_lossy(&output.stderr), "");
    let text = String::from_utf8(output.stdout).unwrap();
    assert_eq!(output.status.code(), Some(0), "{text}");
    // A success, a documented failure, a list of another operation.
    assert!(
        text.contains("7 answers:  57.1 % readable strictly,  85.7 % forgivingly; 4 kept"),
        "{text}"
    );
    assert!(text.contains("4 of 4 valid ones kept"), "{text}");
    // Not even the one whose request nothing fits.
    assert!(text.contains(" 0 untried"), "{text}");
    // Nobody invents a price.
    assert!(text.contains("    1 refused: expected a number"), "{text}");
    let failures = std::fs::read_to_string(failures).unwrap();
    assert_eq!(failures.lines().count(), 3);
    // A missing name becomes an empty one, and a time that is none is left out.
    assert!(
        text.contains("2 corrected (1 with values left out), 0 changed in silence"),
        "{text}"
    );
    assert!(text.contains("    1 left out: $.born"), "{text}");
    assert!(failures.contains(r#"\"a lot\""#), "{failures}");
}
