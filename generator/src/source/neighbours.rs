//! Finds the files that references name by their own URI, not by their path.
//!
//! `$ref: https://example.com/shared/pet` is never fetched; but a file in the
//! document's folder whose `$self` or `$id` is that URI is what it means. So a
//! document can be supplied with the URI that it is known by (OAS 3.1 §4.3.1).
//! The folder is only looked at when a reference leads to no file.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use super::boundary::{self, Boundary};
use super::parse::Parsed;
use super::references::{self, Target};
use super::{Document, Node, Pointer, identity, parse, uri};
use crate::place::text::FileText;

/// Adds the files of the document's folder that go by a URI which is referred to.
pub(super) fn supply_neighbours(document: &mut Document, boundary: &Boundary) {
    let mut wanted = collect_wanted_uris(document);
    if wanted.is_empty() {
        return;
    }
    let mut candidates = list_neighbour_candidates(document, boundary);
    while let Some(path) = find_next_neighbour(&candidates, &wanted) {
        if let Some((_, parsed)) = candidates.remove(&path) {
            references::take_in_file(document, boundary, path, parsed);
            // Anew for each file that is taken in: it may refer to others by URI.
            wanted = self::collect_wanted_uris(document);
        }
    }
}

fn find_next_neighbour(candidates: &Candidates, wanted: &BTreeSet<String>) -> Option<PathBuf> {
    let found = candidates.iter().find(|(_, (uri, _))| wanted.contains(uri));
    found.map(|(path, _)| path.clone())
}

/// Files with the URI of each.
type Candidates = BTreeMap<PathBuf, (String, Parsed)>;

/// The files of the document's folder that name themselves.
fn list_neighbour_candidates(document: &Document, boundary: &Boundary) -> Candidates {
    let folder = boundary::folder_of(&document.path);
    let entries = std::fs::read_dir(folder).into_iter().flatten().flatten();
    entries
        .map(|entry| references::normalise_path(&entry.path()))
        .filter(|path| is_document(path) && !document.has(path) && boundary.holds(path))
        .filter_map(|path| {
            let text = FileText::read(&path).ok()?;
            // The text is looked at before it is parsed: folders hold large documents that have
            // nothing to do with this one.
            let may_have_name = text.text.contains("$self") || text.text.contains("$id");
            let parsed = may_have_name
                .then(|| parse::parse_tree(&text).ok())
                .flatten()?;
            let uri = identity::of_root(&path, &parsed.node)?;
            Some((path, (uri, parsed)))
        })
        .collect()
}

fn is_document(path: &Path) -> bool {
    let known = |extension: &std::ffi::OsStr| {
        ["yaml", "yml", "json"]
            .iter()
            .any(|known| extension.eq_ignore_ascii_case(known))
    };
    path.extension().is_some_and(known)
}

/// The URIs that references name and no file that was read goes by.
fn collect_wanted_uris(document: &Document) -> BTreeSet<String> {
    let mut wanted = BTreeSet::new();
    let read = |(path, node)| Some((path, Result::as_ref(node).ok()?));
    let others = document.others.iter().filter_map(read);
    for (file, node) in others.chain([(&document.path, &document.root)]) {
        list_reference_uris(document, node, file, &Pointer::root(), &mut wanted);
    }
    wanted
}

fn list_reference_uris(
    document: &Document,
    node: &Node,
    file: &Path,
    at: &Pointer,
    wanted: &mut BTreeSet<String>,
) {
    match node {
        Node::Map(map) => {
            if let Some(reference) = map.get("$ref").and_then(Node::as_str) {
                wanted.extend(find_unknown_uri(document, reference, file, at));
            }
            for (key, value) in map {
                list_reference_uris(document, value, file, &at.join(key), wanted);
            }
        }
        Node::List(items) => {
            for (index, item) in items.iter().enumerate() {
                list_reference_uris(document, item, file, &at.join(index), wanted);
            }
        }
        Node::Null | Node::Bool(_) | Node::Number(_) | Node::String(_) => {}
    }
}

/// The URI of a reference, if nothing is known by it.
fn find_unknown_uri(
    document: &Document,
    reference: &str,
    file: &Path,
    at: &Pointer,
) -> Option<String> {
    let (reference, _) = uri::split_fragment(reference);
    if reference.is_empty() {
        return None;
    }
    if let Target::File(path, _) = references::parse_reference_target(reference, file)
        && document.has(&path)
    {
        return None;
    }
    let uri = document.identities.uri(reference, file, at);
    (!document.identities.knows(&uri)).then_some(uri)
}
