//! The walls between the stages: no folder of the compiler names a later one.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test that cannot go on has to fail"
)]

#[path = "../../runtime/tests/house/mod.rs"]
mod house;

use house::{list_sources, src};

/// What each folder of `src` may name of the crate, besides itself.
const MAY_NAME: [(&str, &[&str]); 14] = [
    ("printable", &[]),
    ("place", &[]),
    ("diagnostics", &["place", "printable"]),
    ("source", &["diagnostics", "place"]),
    ("normalised", &["source"]),
    ("dialect", &["diagnostics", "normalised", "place", "source"]),
    ("api", &["diagnostics", "normalised", "place", "source"]),
    ("rust", &["diagnostics", "source", "api", "printable"]),
    (
        "compare",
        &["api", "rust", "diagnostics", "printable", "source"],
    ),
    // It runs the stages up to `rust`.
    (
        "doctor",
        &[
            "api",
            "dialect",
            "rust",
            "diagnostics",
            "printable",
            "source",
        ],
    ),
    ("emit", &["rust", "output", "printable"]),
    ("output", &["diagnostics", "emit"]),
    ("lockfile", &["diagnostics", "rust"]),
    (
        "config",
        &[
            "diagnostics",
            "api",
            "rust",
            "lockfile",
            "compare",
            "printable",
        ],
    ),
];

const FOLDERS: [&str; 17] = [
    "api",
    "build",
    "command",
    "compare",
    "config",
    "diagnostics",
    "dialect",
    "doctor",
    "emit",
    "lockfile",
    "normalised",
    "output",
    "place",
    "printable",
    "project",
    "rust",
    "source",
];

/// The folders of the crate that a text names as `crate::FOLDER`.
fn named(text: &str) -> Vec<&'static str> {
    let is_named = |folder: &&str| {
        let path = format!("crate::{folder}");
        let grouped =
            |line: &str| line.contains("use crate::{") && line.contains(&format!("{folder}::"));
        text.match_indices(&path).any(|(at, _)| {
            let next = text[at + path.len()..].chars().next();
            !next.is_some_and(|next| next.is_alphanumeric() || next == '_')
        }) || text.lines().any(grouped)
    };
    FOLDERS.iter().copied().filter(is_named).collect()
}

#[test]
fn no_stage_names_a_later_one() {
    let src = src();
    let mut breaches = Vec::new();
    for (folder, allowed) in MAY_NAME {
        for file in list_sources(&src.join(folder)) {
            let text = std::fs::read_to_string(&file).unwrap();
            for other in named(&text) {
                if other != folder && !allowed.contains(&other) {
                    breaches.push(format!(
                        "{} names {other}",
                        file.strip_prefix(&src).unwrap().display()
                    ));
                }
            }
        }
    }
    assert!(breaches.is_empty(), "{}", breaches.join("\n"));
}

#[test]
fn every_folder_has_its_walls() {
    let src = src();
    for entry in std::fs::read_dir(src).unwrap() {
        let path = entry.unwrap().path();
        let name = path.file_stem().unwrap().to_string_lossy().into_owned();
        assert!(
            FOLDERS.contains(&name.as_str())
                || [
                    "cargo_bindery",
                    "fnv",
                    "formats",
                    "http_methods",
                    "lib",
                    "limits",
                    "main",
                    "maps",
                    "name_keys",
                    "stack",
                    "suggest",
                    "tests",
                    "trail",
                    "wildcard",
                ]
                .contains(&name.as_str()),
            "{name} is new: say in this test what it may name"
        );
    }
}

#[test]
fn a_breach_is_seen() {
    assert_eq!(named("use crate::api::Api;"), ["api"]);
    assert_eq!(named("use crate::{emit::Files, source};"), ["emit"]);
    assert_eq!(named("use crate::apiary;"), [] as [&str; 0]);
}
