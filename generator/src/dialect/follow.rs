//! Follows references through files, without a word to anybody.

use std::path::{Path, PathBuf};

use crate::limits::LONGEST_CHAIN_OF_REFERENCES;
use crate::place::percent::percent_decode;
use crate::source::references::{self, Target};
use crate::source::{Document, Node, Pointer};

use super::at::DocumentPlace;
use super::bundle::FileSpot;

/// Where a reference leads.
pub(super) enum Lead {
    /// To a place of the document, as the reference that stays.
    Local(String),
    /// To a place of another file.
    File(FileSpot),
}

/// Why a reference leads nowhere.
pub(super) enum Trouble {
    /// It is a URL.
    Remote,
    /// It is an absolute path.
    Absolute,
    /// What is there cannot be the object that is wanted.
    Foreign(FileSpot),
    /// This file, in which it is, cannot be read.
    File(PathBuf),
    /// Its file has no such place.
    Nothing(FileSpot),
    /// It leads back to itself.
    Circular,
}

/// Follows a reference that stands at `at`, through files where nothing but the
/// next reference stands.
pub(super) fn chase_reference(
    document: &Document,
    reference: &str,
    at: &DocumentPlace<'_>,
) -> Result<Lead, Trouble> {
    let mut base = (at.file().unwrap_or(&document.path).to_owned(), at.pointer());
    let mut reference = reference.to_owned();
    for _ in 0..LONGEST_CHAIN_OF_REFERENCES {
        let spot = match resolve_reference_place(document, &reference, &base) {
            Ok((file, pointer)) if file == document.path => {
                return Ok(Lead::Local(make_local_reference(&pointer)));
            }
            Ok((file, pointer)) => (file, pointer.as_str().to_owned()),
            // The document's own references are for the next stage to follow.
            Err(Trouble::Nothing((file, _))) if file == document.path => {
                let (_, written) = reference.split_once('#').unwrap_or_default();
                return Ok(Lead::Local(format!("#{written}")));
            }
            Err(trouble) => return Err(trouble),
        };
        match find_file_node(document, &spot).and_then(only_reference) {
            Some(next) => {
                reference = next.to_owned();
                base = (spot.0, Pointer::from_text(spot.1));
            }
            None => return Ok(Lead::File(spot)),
        }
    }
    Err(Trouble::Circular)
}

/// A reference to a place of the document.
pub(super) fn make_local_reference(pointer: &Pointer) -> String {
    format!("#{}", pointer.as_str().replace('%', "%25"))
}

/// The place that a reference means where it stands.
pub(super) fn resolve_reference_place(
    document: &Document,
    reference: &str,
    base: &(PathBuf, Pointer),
) -> Result<(PathBuf, Pointer), Trouble> {
    let (file, at) = base;
    let (name, fragment) = reference.split_once('#').unwrap_or((reference, ""));
    let (file, resource) = if name.is_empty() {
        // A fragment alone is relative to the nearest schema that names itself, not to the file
        // (JSON Schema 2020-12 §8.2.1).
        let around = document.identities.resource(file, at).cloned();
        (file.clone(), around.unwrap_or_default())
    } else if let Some(named) = document.identities.find(name, file, at) {
        named.clone()
    } else {
        match references::parse_reference_target(name, file) {
            Target::File(file, _) => (file, Pointer::root()),
            Target::Remote => return Err(Trouble::Remote),
            Target::Absolute => return Err(Trouble::Absolute),
        }
    };
    let node = find_file_tree(document, &file)?;
    let fragment = percent_decode(fragment);
    let found = if fragment.is_empty() || fragment.starts_with('/') {
        pointer_of(node, &resource, &fragment)
    } else {
        let anchor = document.identities.anchor(&file, &resource, &fragment);
        anchor.cloned()
    };
    match found {
        Some(pointer) => Ok((file, pointer)),
        None => Err(Trouble::Nothing((file, fragment))),
    }
}

/// The tree of a file.
fn find_file_tree<'d>(document: &'d Document, file: &Path) -> Result<&'d Node, Trouble> {
    if file == document.path {
        return Ok(&document.root);
    }
    match document.others.get(file) {
        Some(Ok(node)) => Ok(node),
        Some(Err(_)) => Err(Trouble::File(file.to_owned())),
        None => Err(Trouble::Nothing((file.to_owned(), String::new()))),
    }
}

/// The place that a JSON Pointer means, in a schema that names itself or, as
/// authors often mean it, in the file around.
fn pointer_of(node: &Node, resource: &Pointer, fragment: &str) -> Option<Pointer> {
    // `other.yaml#/` is written for the whole file.
    if fragment == "/" && node.get("").is_none() {
        return Some(resource.clone());
    }
    // As the standard reads it, then as most authors mean it: from the root of the file.
    [resource.as_str(), ""].into_iter().find_map(|start| {
        let pointer = Pointer::from_text(format!("{start}{fragment}"));
        node.at(&pointer).map(|_| pointer)
    })
}

/// The node at a place of a file.
pub(super) fn find_file_node<'d>(document: &'d Document, spot: &FileSpot) -> Option<&'d Node> {
    let (file, pointer) = spot;
    let node = find_file_tree(document, file).ok()?;
    node.at(&Pointer::from_text(pointer.clone()))
}

/// The reference of a map in which nothing else stands.
pub(super) fn only_reference(node: &Node) -> Option<&str> {
    let map = node.as_map()?;
    let reference = map.get("$ref")?.as_str()?;
    (map.len() == 1).then_some(reference)
}
