//! What `bindery diff` says of two documents.
//!
//! Each folder of `tests/diff/` is one edit: `old.yaml`, `new.yaml`, and in `expected.txt` what
//! is told of it. `UPDATE_EXPECTED=1` writes the last anew.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test may stop")]

#[path = "diff/cases.rs"]
mod cases;

use std::collections::BTreeSet;
use std::path::Path;

use bindery::compare::{
    Change, ChangeKind, ChangeLevel, Comparison, Verdict, compare_versions, comparison_as_json,
    comparison_as_markdown,
};
use bindery::rust::Options;
use cases::{list_cases, print_comparison, read_version};

/// Compares the documents of a case, and writes what is told.
fn compare(case: &Path) -> (Comparison, String) {
    let (old, old_places) = read_version(&case.join("old.yaml"), &Options::default());
    let (new, new_places) = read_version(&case.join("new.yaml"), &Options::default());
    let comparison = compare_versions(&old, &new);
    let text = print_comparison(&comparison, &old_places, &new_places);
    (comparison, text)
}

#[test]
fn each_edit_is_told() {
    let mut wrong = Vec::new();
    for case in list_cases() {
        let (_, text) = compare(&case);
        let expected = case.join("expected.txt");
        if std::env::var_os("UPDATE_EXPECTED").is_some() {
            std::fs::write(&expected, &text).unwrap();
        }
        let expected = std::fs::read_to_string(&expected).unwrap_or_default();
        if text != expected {
            wrong.push(format!("{}\n{text}", case.display()));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn each_kind_of_change_has_a_case() {
    let comparisons = list_cases().into_iter().map(|case| compare(&case).0);
    let told: BTreeSet<ChangeKind> = comparisons
        .flat_map(|comparison| comparison.changes)
        .map(|change| change.kind)
        .collect();
    let all = ChangeKind::ALL.iter();
    let without: Vec<&str> = all
        .filter(|kind| !told.contains(kind))
        // Only a lock holds anything: `tests/lock.rs`.
        .filter(|kind| **kind != ChangeKind::PrecisionHeld)
        .map(|kind| kind.as_str())
        .collect();
    assert_eq!(without, Vec::<&str>::new());
}

/// `generator/CHANGES.md`, made of the cases.
#[test]
fn the_table_of_changes_says_what_the_cases_say() {
    let mut table = TABLE_HEAD.to_owned();
    for case in list_cases() {
        let (comparison, _) = compare(&case);
        let is_wire = |change: &&Change| change.level() == ChangeLevel::Wire;
        let of = |wanted: bool| {
            let changes = comparison.changes.iter();
            let kinds: BTreeSet<ChangeKind> = changes
                .filter(|change| is_wire(change) == wanted)
                .map(|change| change.kind)
                .collect();
            let kinds = kinds.iter();
            let kinds: Vec<String> = kinds
                .map(|kind| format!("{} {}", kind.level().as_str(), kind.as_str()))
                .collect();
            kinds.join(", ")
        };
        let name = case.file_name().unwrap().to_string_lossy().into_owned();
        let (rust, old, verdict) = (of(false), of(true), comparison.verdict().as_str());
        let name = name.replace('-', " ");
        table.push_str(&format!("| {name} | {rust} | {old} | {verdict} |\n"));
    }
    table.push_str("\n## Codes\n\n| code | |\n|---|---|\n");
    for kind in ChangeKind::ALL {
        table.push_str(&format!("| {} | {} |\n", kind.as_str(), kind.title()));
    }
    if std::env::var_os("UPDATE_EXPECTED").is_some() {
        std::fs::write("CHANGES.md", &table).unwrap();
    }
    let written = std::fs::read_to_string("CHANGES.md").unwrap_or_default();
    assert!(written == table, "UPDATE_EXPECTED=1 writes CHANGES.md anew");
}

const TABLE_HEAD: &str = "\
# What a change of a document does

Each row is one edit, a folder of `tests/diff/` with both documents. *Rust* is what a program
notices that is compiled against the new client; *old client* what a program meets that was
compiled against the old one and talks to the new server. Empty: nothing. `bindery explain CODE`
says more of each, and `bindery diff OLD NEW` tells them of your document. This page is written by
`tests/diff.rs`.

| edit | Rust | old client | verdict |
|---|---|---|---|
";

#[test]
fn codes_are_unique_and_sorted() {
    let codes: Vec<&str> = ChangeKind::ALL.iter().map(|kind| kind.as_str()).collect();
    let mut sorted = codes.clone();
    sorted.sort_unstable();
    sorted.dedup();
    assert_eq!(codes, sorted);
}

#[test]
fn a_document_does_not_differ_from_itself() {
    for case in list_cases() {
        for name in ["old.yaml", "new.yaml"] {
            let (version, _) = read_version(&case.join(name), &Options::default());
            let comparison = compare_versions(&version, &version);
            assert_eq!(comparison.changes, [], "{}/{name}", case.display());
            assert_eq!(comparison.verdict(), Verdict::Patch);
        }
    }
}

#[test]
fn a_comparison_is_markdown_and_json() {
    let (comparison, _) = compare(Path::new("tests/diff/constructor-other-property"));
    let markdown = comparison_as_markdown(&comparison, Some("0.3.1"));
    assert!(markdown.starts_with("## 0.4.0\n"), "{markdown}");
    assert!(markdown.contains("\n### Migration\n"), "{markdown}");
    let json = comparison_as_json(&comparison, Some("0.3.1"), |_, pointer| pointer.to_string());
    assert_eq!(json.get("verdict").unwrap(), "major");
    assert_eq!(json.get("next").unwrap(), "0.4.0");
    let changes = json.get("changes").unwrap().as_array().unwrap();
    assert_eq!(changes.len(), comparison.changes.len());
}
