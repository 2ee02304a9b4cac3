//! Runs `spector` with the real compiler on a few of TypeSpec's specifications, where
//! `.ci/spector-tools` has put them.

#![allow(clippy::unwrap_used)] // in what the tests share; in themselves it is allowed anyway

use std::path::Path;
use std::process::Command;

use tempfile::TempDir;

/// Specifications whose scenarios go every way: files, streams, styles, and one that passes
/// by hand alone.
const FEW: [&str; 4] = ["type.file", "streaming", "parameters.path", "type.union"];

#[test]
fn scenarios_of_typespec_go_as_expected() {
    let command = env!("CARGO_BIN_EXE_bindery-corpus");
    if !Path::new(command).with_file_name("bindery").is_file() {
        eprintln!("skipped: the command `bindery` is not built; `cargo build` does that");
        return;
    }
    let tools = Path::new(env!("CARGO_MANIFEST_DIR")).join("../tests/spector/node_modules");
    if !tools.is_dir() {
        eprintln!("skipped: there is no Spector; `.ci/spector-tools` installs it");
        return;
    }
    let scratch = TempDir::new().unwrap();
    let report = scratch.path().join("spector.jsonl");
    let output = Command::new(command)
        .arg("spector")
        .args(FEW.iter().flat_map(|name| ["--only", name]))
        .arg("--scratch")
        .arg(scratch.path())
        .arg("--report")
        .arg(&report)
        .output()
        .unwrap();
    let text = String::from_utf8_lossy(&output.stdout);
    let errors = String::from_utf8_lossy(&output.stderr);
    assert_eq!(output.status.code(), Some(0), "{text}{errors}");
    // Of the scenarios in these folders one cannot be said in OpenAPI.
    assert!(
        text.contains("| **all** | 50 | 49 | 1 | 1 |  |  |"),
        "{text}"
    );
    let report = std::fs::read_to_string(report).unwrap();
    assert_eq!(report.lines().count(), 50);
}
