//! Follows references through files, without a word to anybody.

use std::path::PathBuf;

use crate::diagnostics::Diagnostic;
use crate::source::references::{self, Target};
use crate::source::{Document, Node, Pointer};

use super::at::At;
use super::bundle::Spot;

/// Where a reference leads.
pub(super) enum Lead {
    /// To a place of the document, as the reference that stays.
    Local(String),
    /// To a place of another file.
    File(Spot),
}

/// Why a reference leads nowhere.
pub(super) enum Trouble {
    /// It is a URL.
    Remote,
    /// Its file cannot be read.
    File(Vec<Diagnostic>),
    /// Its file has no such place.
    Nothing(Spot),
    /// It leads back to itself.
    Circular,
}

/// How many references may refer to each other in a row.
const LONGEST_CHAIN: usize = 50;

/// Follows a reference that stands in `at`'s file, through files where nothing
/// but the next reference stands.
pub(super) fn chase(document: &Document, reference: &str, at: &At<'_>) -> Result<Lead, Trouble> {
    let mut base = at.file().unwrap_or(&document.path).to_owned();
    let mut reference = reference.to_owned();
    for _ in 0..LONGEST_CHAIN {
        let (file, fragment) = match references::target(&reference, &base) {
            Target::File(file, fragment) => (file, fragment),
            Target::Remote => return Err(Trouble::Remote),
        };
        if file == document.path {
            let written = reference.split_once('#').map_or("", |(_, rest)| rest);
            return Ok(Lead::Local(format!("#{written}")));
        }
        let spot = place(document, file, fragment)?;
        match lookup(document, &spot).and_then(only_reference) {
            Some(next) => (reference, base) = (next.to_owned(), spot.0),
            None => return Ok(Lead::File(spot)),
        }
    }
    Err(Trouble::Circular)
}

/// The place in a file that a fragment means: a pointer or an anchor.
fn place(document: &Document, file: PathBuf, fragment: String) -> Result<Spot, Trouble> {
    let node = match document.others.get(&file) {
        Some(Ok(node)) => node,
        Some(Err(findings)) => return Err(Trouble::File(findings.clone())),
        None => return Err(Trouble::Nothing((file, fragment))),
    };
    let pointer = match fragment.strip_prefix('/') {
        None if !fragment.is_empty() => anchor(node, &fragment, &Pointer::root()),
        // `other.yaml#/` is written for the whole file.
        Some("") if node.get("").is_none() => Some(Pointer::root()),
        Some(_) | None => Some(Pointer::from_text(fragment.clone())),
    };
    match pointer.filter(|pointer| node.at(pointer).is_some()) {
        Some(pointer) => Ok((file, pointer.as_str().to_owned())),
        None => Err(Trouble::Nothing((file, fragment))),
    }
}

/// The schema with an `$anchor`.
fn anchor(node: &Node, name: &str, at: &Pointer) -> Option<Pointer> {
    match node {
        Node::Map(map) => {
            if map.get("$anchor").and_then(Node::as_str) == Some(name) {
                return Some(at.clone());
            }
            map.iter()
                .find_map(|(key, value)| anchor(value, name, &at.join(key)))
        }
        Node::List(items) => items
            .iter()
            .enumerate()
            .find_map(|(index, item)| anchor(item, name, &at.join(index))),
        Node::Null | Node::Bool(_) | Node::Number(_) | Node::String(_) => None,
    }
}

/// The node at a place of another file.
pub(super) fn lookup<'d>(document: &'d Document, spot: &Spot) -> Option<&'d Node> {
    let (file, pointer) = spot;
    let node = document.others.get(file)?.as_ref().ok()?;
    node.at(&Pointer::from_text(pointer.clone()))
}

/// The reference of a map in which nothing else stands.
pub(super) fn only_reference(node: &Node) -> Option<&str> {
    let map = node.as_map()?;
    let reference = map.get("$ref")?.as_str()?;
    (map.len() == 1).then_some(reference)
}
