//! Loads the files that `$ref`s lead to.
//!
//! Goes by text alone: every string under a key `$ref` or `$dynamicRef`, and every value
//! of a discriminator's `mapping`, that names a file. Whether a reference counts, the
//! next stage knows; so a file that cannot be read is remembered, not reported.

use std::collections::{BTreeMap, VecDeque};
use std::path::{Component, Path, PathBuf};

use super::boundary::Boundary;
use super::parse::Parsed;
use super::{Document, Node, neighbours, uri};
use crate::diagnostics::Diagnostic;
use crate::place::percent::percent_decode;

/// Where a reference leads.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Target {
    /// A place in a file: its path, and the text after `#`, decoded.
    File(PathBuf, String),
    /// A URL of another kind than a relative path.
    Remote,
    /// A path that starts at a root, a drive or another machine.
    Absolute,
}

/// Reads a reference as it stands in the file `base`.
pub(crate) fn parse_reference_target(reference: &str, base: &Path) -> Target {
    let (file, fragment) = uri::split_fragment(reference);
    if uri::has_scheme(file) {
        return Target::Remote;
    }
    // Files are named by URIs, whose escapes mean letters of the path; the pointer behind `#` is
    // decoded once here and by RFC 6901 later.
    let fragment = percent_decode(fragment);
    if file.is_empty() {
        return Target::File(base.to_owned(), fragment);
    }
    let file = percent_decode(file);
    if is_absolute(&file) {
        return Target::Absolute;
    }
    let folder = base.parent().unwrap_or(Path::new(""));
    Target::File(normalise_path(&folder.join(file)), fragment)
}

/// Whether a path is absolute on any system: `/etc`, `C:\x`, and `\\host\share` or
/// `//host/share`, which Windows opens with the user's credentials.
fn is_absolute(path: &str) -> bool {
    let has_drive = || {
        let mut start = path.bytes();
        start
            .next()
            .is_some_and(|letter| letter.is_ascii_alphabetic())
            && start.next() == Some(b':')
    };
    path.starts_with(['/', '\\']) || has_drive()
}

/// A path without `.` and, where the step before is known, without `..`.
pub(super) fn normalise_path(path: &Path) -> PathBuf {
    let mut normal = PathBuf::new();
    for component in path.components() {
        let climbs = matches!(normal.components().next_back(), Some(Component::Normal(_)));
        match component {
            Component::CurDir => {}
            Component::ParentDir if climbs => {
                normal.pop();
            }
            Component::ParentDir
            | Component::Normal(_)
            | Component::RootDir
            | Component::Prefix(_) => normal.push(component),
        }
    }
    // an empty path is no name that can be shown
    if normal.as_os_str().is_empty() {
        normal.push(Component::CurDir);
    }
    normal
}

/// The files that a document refers to.
pub(crate) type ReferencedFiles = BTreeMap<PathBuf, Result<Node, Vec<Diagnostic>>>;

/// Loads every file that the document reaches through references.
pub(super) fn load_references(document: &mut Document, boundary: &Boundary) {
    document.identities.add(&document.path, &document.root);
    let mut named = NamedTargets::default();
    files_named(&document.root, &document.path, &mut named);
    document.is_looked_up = named.by_name || !document.identities.is_empty();
    load_all(document, boundary, named.files);
    // The folder is only looked through where a reference leads to no file that was read.
    if is_incomplete(document) {
        neighbours::supply_neighbours(document, boundary);
    }
}

fn load_all(document: &mut Document, boundary: &Boundary, mut waiting: VecDeque<PathBuf>) {
    while let Some(path) = waiting.pop_front() {
        if path != document.path && !document.others.contains_key(&path) {
            let parsed = boundary.read(&path);
            // Files are loaded in the order in which they are met. A file that cannot be read is
            // noted as well: who refers to it gets the finding.
            waiting.extend(note_file_references(document, path, parsed));
        }
    }
}

/// Adds a file to a document, and what it refers to.
pub(super) fn take_in_file(
    document: &mut Document,
    boundary: &Boundary,
    path: PathBuf,
    parsed: Parsed,
) {
    let waiting = note_file_references(document, path, Ok(parsed));
    load_all(document, boundary, waiting);
}

/// Adds a file to a document; gives the files that it refers to.
fn note_file_references(
    document: &mut Document,
    path: PathBuf,
    parsed: Result<Parsed, Vec<Diagnostic>>,
) -> VecDeque<PathBuf> {
    let mut named = NamedTargets::default();
    let node = parsed.map(|parsed| {
        document.repairs.extend(parsed.repairs);
        document.origins.record_format(&path, parsed.format);
        parsed.node
    });
    if let Ok(node) = &node {
        document.files.push(path.clone());
        document.identities.add(&path, node);
        files_named(node, &path, &mut named);
    }
    document.others.insert(path, node);
    document.is_looked_up = true;
    named.files
}

/// Whether some reference leads to no file.
fn is_incomplete(document: &Document) -> bool {
    let read = |node| Result::as_ref(node).ok();
    let mut trees = document.others.values().filter_map(read);
    document.others.values().any(Result::is_err) || has_uri(&document.root) || trees.any(has_uri)
}

/// Whether a tree refers to something that is no file to be read by its path.
fn has_uri(node: &Node) -> bool {
    match node {
        Node::Map(map) => {
            let is_uri = |reference: &str| {
                uri::has_scheme(reference) || is_absolute(&percent_decode(reference))
            };
            let reference = map.get("$ref").and_then(Node::as_str);
            reference.is_some_and(is_uri) || map.values().any(has_uri)
        }
        Node::List(items) => items.iter().any(has_uri),
        Node::Null | Node::Bool(_) | Node::Number(_) | Node::String(_) => false,
    }
}

/// What the references of a tree name.
#[derive(Default)]
struct NamedTargets {
    /// Other files.
    files: VecDeque<PathBuf>,
    /// Whether any reference is more than a pointer into its own file.
    by_name: bool,
}

/// Collects the files that a tree refers to.
fn files_named(node: &Node, base: &Path, found: &mut NamedTargets) {
    match node {
        Node::List(items) => {
            for item in items {
                files_named(item, base, found);
            }
        }
        Node::Map(map) => {
            for (key, value) in map {
                match value {
                    Node::String(text) if matches!(&**key, "$ref" | "$dynamicRef") => {
                        file_named(text, base, found);
                    }
                    Node::Map(mapping) if &**key == "mapping" => mapping
                        .values()
                        .filter_map(Node::as_str)
                        .filter(|text| names_a_place(text))
                        .for_each(|text| file_named(text, base, found)),
                    _ => {}
                }
                files_named(value, base, found);
            }
        }
        Node::Null | Node::Bool(_) | Node::Number(_) | Node::String(_) => {}
    }
}

fn file_named(reference: &str, base: &Path, found: &mut NamedTargets) {
    if reference.starts_with("#/") && !reference.contains('%') {
        return;
    }
    found.by_name = true;
    if let Target::File(path, _) = parse_reference_target(reference, base)
        && path != base
    {
        found.files.push_back(path);
    }
}

/// Whether a value of a discriminator's `mapping` is a reference, not the name
/// of a schema (OAS 3.1 §4.8.25).
pub(crate) fn names_a_place(text: &str) -> bool {
    text.contains(['#', '/'])
        || text.ends_with(".yaml")
        || text.ends_with(".yml")
        || text.ends_with(".json")
}
