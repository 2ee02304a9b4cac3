//! What tests about the shape of a crate read: its source files, which of its modules
//! they name, which functions and types they define. Plain text is enough for that.

#![allow(dead_code, reason = "each test uses a part of it")]

use std::collections::{BTreeMap, BTreeSet};
use std::ffi::OsStr;
use std::fs;
use std::path::{Path, PathBuf};

/// The sources of the crate whose test takes this file in.
pub(crate) fn src() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("src")
}

/// All Rust files below a folder.
pub(crate) fn list_sources(folder: &Path) -> Vec<PathBuf> {
    let entries = fs::read_dir(folder).unwrap();
    let paths = entries.map(|entry| entry.unwrap().path());
    let files = paths.flat_map(|path| match path.is_dir() {
        true => list_sources(&path),
        false => vec![path],
    });
    let mut files: Vec<PathBuf> = files
        .filter(|path| path.extension().is_some_and(|extension| extension == "rs"))
        .collect();
    files.sort();
    files
}

/// The module of the crate's root that a file belongs to: `json` for `json/reader/mod.rs`.
pub(crate) fn root_module(src: &Path, file: &Path) -> String {
    let inside = file.strip_prefix(src).unwrap();
    let first = inside.components().next().unwrap().as_os_str();
    let first = Path::new(first).with_extension("");
    first.to_string_lossy().into_owned()
}

/// The modules of the crate's root that a text names as `crate::MODULE`, outside of
/// comments and of macros that others expand.
pub(crate) fn named_modules<'a>(text: &str, modules: &[&'a str]) -> Vec<&'a str> {
    let code: Vec<&str> = text
        .lines()
        .map(|line| line.split("//").next().unwrap_or_default())
        .collect();
    let code = code.join("\n").replace("$crate::", "");
    let is_named = |module: &&&str| {
        let path = format!("crate::{module}");
        let plain = code.match_indices(&path).any(|(at, _)| {
            let next = code[at + path.len()..].chars().next();
            !next.is_some_and(|next| next.is_alphanumeric() || next == '_')
        });
        let grouped = code
            .lines()
            .any(|line| line.contains("crate::{") && line.contains(&format!("{module}::")));
        plain || grouped
    };
    modules.iter().filter(is_named).copied().collect()
}

/// The name that a line at the margin defines: a free function.
pub(crate) fn defined_function(line: &str) -> Option<&str> {
    let line = strip_visibility(line);
    let line = line.strip_prefix("const ").unwrap_or(line);
    let line = line.strip_prefix("async ").unwrap_or(line);
    name_after(line, "fn ")
}

/// The name that a line at the margin defines: a type or a trait.
pub(crate) fn defined_type(line: &str) -> Option<&str> {
    let line = strip_visibility(line);
    ["struct ", "enum ", "trait ", "type "]
        .iter()
        .find_map(|word| name_after(line, word))
}

fn strip_visibility(line: &str) -> &str {
    match line.strip_prefix("pub") {
        Some(rest) if rest.starts_with('(') => rest.split_once(") ").map_or(rest, |(_, rest)| rest),
        Some(rest) => rest.trim_start(),
        None => line,
    }
}

fn name_after<'a>(line: &'a str, word: &str) -> Option<&'a str> {
    let rest = line.strip_prefix(word)?;
    let end = rest.find(|c: char| !c.is_alphanumeric() && c != '_')?;
    rest.get(..end)
}

/// How many of the crate's files define each name at the margin; files of tests are left
/// out. A file that defines a name twice has alternatives of one `cfg`.
fn count_names(defined: fn(&str) -> Option<&str>) -> BTreeMap<String, usize> {
    let mut names = BTreeMap::new();
    let src = src();
    for file in list_sources(&src) {
        let is_test = |part: &OsStr| part == "tests" || part == "tests.rs";
        if file.strip_prefix(&src).unwrap().iter().any(is_test) {
            continue;
        }
        let text = fs::read_to_string(&file).unwrap();
        let defined: BTreeSet<&str> = text.lines().filter_map(defined).collect();
        for name in defined {
            *names.entry(name.to_owned()).or_insert(0) += 1;
        }
    }
    names
}

/// Fails unless the names that are defined more than once are those of the list, which
/// may only shrink.
pub(crate) fn assert_own_names(what: &str, defined: fn(&str) -> Option<&str>, allowed: &[&str]) {
    let names = count_names(defined);
    let several = names.iter().filter(|(_, count)| **count > 1);
    let ambiguous: Vec<&str> = several.map(|(name, _)| name.as_str()).collect();
    let new: Vec<_> = ambiguous
        .iter()
        .filter(|name| !allowed.contains(name))
        .collect();
    let gone: Vec<_> = allowed
        .iter()
        .filter(|name| !ambiguous.contains(name))
        .collect();
    assert!(
        new.is_empty(),
        "{what} of this name exist already, choose another: {new:?}"
    );
    assert!(
        gone.is_empty(),
        "take these off the list of {what}: {gone:?}"
    );
}
