//! Every finding of reading and normalising, as a user sees it.
//!
//! Each folder of `tests/diagnostics/` is one mistake: its name starts with the
//! code that it must give; it holds a document, maybe an overlay.

#![allow(clippy::unwrap_used, reason = "a test may stop")]

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use bindery::diagnostics::{
    Code, Color, Diagnostics, Severity, json_lines, list_finding_lines, render_findings,
};
use bindery::{dialect, source};

/// The folders, by paths that are the same on every machine.
fn cases() -> Vec<PathBuf> {
    let folders = std::fs::read_dir("tests/diagnostics").unwrap();
    let mut cases: Vec<_> = folders
        .map(|folder| Path::new("tests/diagnostics").join(folder.unwrap().file_name()))
        .filter(|folder| folder.is_dir())
        .collect();
    cases.sort();
    cases
}

/// Whether reading and normalising own a code.
fn is_ours(code: &str) -> bool {
    code.get(1..3)
        .is_some_and(|stage| ["01", "02"].contains(&stage))
}

/// Reads and normalises the document of a case with its overlays.
fn findings(case: &Path) -> Diagnostics {
    let document = ["openapi.yaml", "openapi.json"]
        .map(|name| case.join(name))
        .into_iter()
        .find(|path| path.exists())
        .unwrap_or_else(|| case.join("openapi.yaml"));
    let named = std::fs::read_to_string(case.join("overlays.txt")).unwrap_or_default();
    let named = named.lines().map(|name| case.join(name));
    let beside = Some(case.join("pets.overlay.yaml")).filter(|path| path.exists());
    let overlays: Vec<PathBuf> = named.chain(beside).collect();
    let mut diagnostics = Diagnostics::new();
    let openapi = source::read_document(&document, &overlays, &[], &mut diagnostics)
        .and_then(|document| dialect::normalise_document(document, &mut diagnostics));
    assert_eq!(
        openapi.is_err(),
        diagnostics.has_errors(),
        "{}",
        case.display()
    );
    diagnostics
}

#[test]
fn each_mistake_is_named_and_shown() {
    for case in cases() {
        let name = case.file_name().unwrap().to_string_lossy().into_owned();
        let code = name.split('-').next().unwrap();
        if !is_ours(code) {
            continue;
        }
        let diagnostics = findings(&case);
        let found: Vec<_> = diagnostics
            .findings()
            .iter()
            .map(|f| f.code.as_str())
            .collect();
        assert!(found.contains(&code), "{name} gives {found:?}");
        for finding in diagnostics.findings() {
            let is_error = finding.severity == Severity::Error;
            let helps = finding.help.is_some() && finding.place.is_some();
            assert!(!is_error || helps, "{name}: {finding:?}");
        }
        insta::assert_snapshot!(name, render_findings(&diagnostics, Color::Never));
    }
}

#[test]
fn each_code_has_a_case() {
    let with_case: BTreeSet<String> = cases()
        .iter()
        .filter_map(|case| Some(case.file_name()?.to_str()?.split('-').next()?.to_owned()))
        .collect();
    let without: Vec<_> = Code::ALL
        .iter()
        .map(|code| code.as_str())
        .filter(|code| is_ours(code) && !with_case.contains(*code))
        // Only a mistake in the grammar itself gives it.
        .filter(|code| *code != Code::ModelRejected.as_str())
        .collect();
    assert_eq!(without, Vec::<&str>::new());
}

#[test]
fn machines_get_lines_and_json() {
    let diagnostics = findings(Path::new("tests/diagnostics/W0201-missing-members"));
    let lines: Vec<_> = list_finding_lines(&diagnostics)
        .into_iter()
        .map(|(_, line)| line)
        .collect();
    insta::assert_snapshot!(lines.join("\n"));
    insta::assert_snapshot!(json_lines(&diagnostics));
}

#[test]
fn a_terminal_gets_colours() {
    let diagnostics = findings(Path::new("tests/diagnostics/E0203-version"));
    let text = render_findings(&diagnostics, Color::Always);
    assert!(text.contains("\u{1b}["), "{text}");
}
