//! `CONFORMANCE.md` and the tests agree: each id that a test, a fixture or a comment names
//! has a row in the legend, and each row names exactly the files that use its id.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on has to fail")]

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

/// The letters that ids begin with, as the chapters of `CONFORMANCE.md` do.
const GROUPS: [&str; 16] = [
    "PS", "PE", "SV", "RB", "FU", "MP", "RS", "RF", "NU", "EN", "NM", "RO", "DI", "CO", "SE", "OP",
];

/// Where ids are looked for. Sources are among them, because unit tests stand there.
const SEARCHED: [&str; 5] = [
    "generator/src",
    "generator/tests",
    "runtime/src",
    "runtime/tests",
    "tests",
];

/// The ids in a text and the files that name them.
type Uses = BTreeMap<String, BTreeSet<String>>;

fn read_repository_file(path: &str) -> String {
    std::fs::read_to_string(repository().join(path)).unwrap()
}

fn repository() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("..")
}

/// All ids in a text: `PS-01` in comments, `ps_01` in names of functions, `ps-01` in names of
/// files, and each of a range that is written `PS-01 to PS-06`.
fn find_ids(text: &str) -> BTreeSet<String> {
    let mut ids = BTreeSet::new();
    let mut before: Option<(&str, u8, usize)> = None;
    for (at, _) in text.char_indices() {
        let Some((group, number)) = id_at(text, at) else {
            continue;
        };
        let first = match before {
            Some((other, first, end)) if other == group && text.get(end..at) == Some(" to ") => {
                first
            }
            _ => number,
        };
        ids.extend((first..=number).map(|number| format!("{group}-{number:02}")));
        before = Some((group, number, at + 5));
    }
    ids
}

/// The id that begins at a place of a text and is not a part of a longer word or number.
fn id_at(text: &str, at: usize) -> Option<(&'static str, u8)> {
    let separator = text.get(at + 2..at + 3)?;
    if !["-", "_"].contains(&separator) {
        return None;
    }
    let letters = text.get(at..at + 2)?;
    let group = GROUPS
        .into_iter()
        .find(|group| group.eq_ignore_ascii_case(letters))?;
    let number = text.get(at + 3..at + 5)?;
    let is_upper = letters == group && separator == "-";
    let is_lower = letters == group.to_lowercase();
    let starts = !text.get(..at)?.ends_with(char::is_alphanumeric);
    let ends = !text.get(at + 5..)?.starts_with(char::is_alphanumeric);
    let is_number = number.bytes().all(|byte| byte.is_ascii_digit());
    if (is_upper || is_lower) && is_number && starts && ends {
        Some((group, number.parse().ok()?))
    } else {
        None
    }
}

/// The files below a folder whose names or texts may hold ids. Snapshots repeat what fixtures
/// say, and this file and the legend name ids to explain them.
fn list_files(folder: &str, files: &mut Vec<String>) {
    for entry in std::fs::read_dir(repository().join(folder)).unwrap() {
        let entry = entry.unwrap();
        let path = format!("{folder}/{}", entry.file_name().to_string_lossy());
        if entry.file_type().unwrap().is_dir() {
            list_files(&path, files);
        } else if !["snap", "snap.new", "md", "pyc"]
            .iter()
            .any(|end| path.ends_with(end))
            && !path.ends_with("tests/conformance.rs")
        {
            files.push(path);
        }
    }
}

fn collect_uses() -> Uses {
    let mut files = Vec::new();
    for folder in SEARCHED {
        list_files(folder, &mut files);
    }
    let mut uses = Uses::new();
    for file in files {
        let text = std::fs::read_to_string(repository().join(&file)).unwrap_or_default();
        for id in find_ids(&file).into_iter().chain(find_ids(&text)) {
            uses.entry(id).or_default().insert(shorten_path(&file));
        }
    }
    uses
}

/// A path as the legend writes it: below `generator/tests`, where most ids are, from there.
fn shorten_path(path: &str) -> String {
    let short = path.strip_prefix("generator/tests/").unwrap_or(path);
    short.to_owned()
}

/// The rows of the legend: id and the files of its last column.
fn read_legend() -> Uses {
    let text = read_repository_file("generator/tests/CONFORMANCE.md");
    let mut rows = Uses::new();
    for line in text.lines().filter(|line| line.starts_with("| ")) {
        let cells: Vec<&str> = line.trim_matches('|').split(" | ").map(str::trim).collect();
        if let [id, _rule, _section, files] = cells.as_slice()
            && id_at(id, 0).is_some()
        {
            let files = files
                .split(", ")
                .map(|file| file.trim_matches('`').to_owned());
            let before = rows.insert((*id).to_owned(), files.collect());
            assert_eq!(before, None, "{id} has two rows");
        }
    }
    rows
}

#[test]
fn legend_and_tests_agree() {
    let (uses, legend) = (collect_uses(), read_legend());
    let ids: BTreeSet<&String> = uses.keys().chain(legend.keys()).collect();
    let mut differences = Vec::new();
    for id in ids {
        match (uses.get(id), legend.get(id)) {
            (Some(files), Some(listed)) if files == listed => {}
            (Some(files), Some(_)) => {
                let files: Vec<String> = files.iter().map(|file| format!("`{file}`")).collect();
                differences.push(format!(
                    "{id}: its last column has to be {}",
                    files.join(", ")
                ));
            }
            (Some(files), None) => differences.push(format!("{id} has no row; used in {files:?}")),
            (None, _) => differences.push(format!("{id} has a row, and no test names it")),
        }
    }
    assert!(
        differences.is_empty(),
        "generator/tests/CONFORMANCE.md and the tests differ:\n{}",
        differences.join("\n")
    );
}

#[test]
fn ids_are_found_in_all_spellings() {
    let find = |text| find_ids(text).into_iter().collect::<Vec<_>>();
    assert_eq!(
        find("# PS-01 to PS-03, DI-10: both"),
        ["DI-10", "PS-01", "PS-02", "PS-03"]
    );
    assert_eq!(find("fn rs_04_no_content() {"), ["RS-04"]);
    assert_eq!(find("api/co-01-all-of.yaml"), ["CO-01"]);
    assert_eq!(find("maps_01 PS-011 Ps-01 PS_01"), [] as [&str; 0]);
}
