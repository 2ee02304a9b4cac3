//! Names that documents and schemas give themselves: `$self`, `$id`, `$anchor`.
//!
//! The first two are URIs; references are resolved against the nearest one around
//! them (OAS 3.2 §4.1.2.2, JSON Schema 2020-12 §8.2). Most documents have no
//! names, and then nothing here costs anything.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use super::{Node, Pointer, uri};
use crate::maps::HashMap;
use crate::place::positions::list_pointer_ancestors;

/// The names in the files of a document.
#[derive(Debug, Clone, Default)]
pub(crate) struct Identities {
    /// The place that a URI means; of several, the first.
    places: HashMap<String, (PathBuf, Pointer)>,
    /// The named places of each file, with their URIs.
    named: BTreeMap<PathBuf, HashMap<String, (Pointer, String)>>,
    /// The places of each anchor.
    anchors: HashMap<(PathBuf, String), Places>,
    /// The dynamic ones among the anchors of each file, in the order of their pointers,
    /// with their place in the order of the file.
    dynamic: BTreeMap<PathBuf, BTreeMap<Pointer, (usize, String)>>,
}

/// Places of one name in a file.
#[derive(Debug, Clone, Default)]
struct Places {
    /// By the pointer of each place around them, the first of those inside it.
    first: HashMap<String, Pointer>,
}

impl Places {
    fn add(&mut self, place: &Pointer) {
        for around in list_pointer_ancestors(place.as_str()) {
            let first = self.first.entry(around.to_owned());
            first.or_insert_with(|| place.clone());
        }
    }

    /// The first place inside another one, or else the first of all.
    fn first_in(&self, around: &Pointer) -> Option<&Pointer> {
        let inside = self.first.get(around.as_str());
        inside.or_else(|| self.first.get(""))
    }
}

impl Identities {
    /// Takes in the names of a file.
    pub(super) fn add(&mut self, file: &Path, root: &Node) {
        // A look at the keys alone first: collecting makes a pointer for each node, and hardly any
        // document has names.
        if !has_names(root) {
            return;
        }
        let mut found = FoundNames::default();
        collect_identities(root, &Pointer::root(), &uri::of_file(file), &mut found);
        for (place, name) in &found.uris {
            let place = (file.to_owned(), place.clone());
            // The first stays: two schemas of one URI are a mistake that is not ours to judge, and
            // the order of loading is that of the references.
            self.places.entry(name.clone()).or_insert(place);
        }
        for (place, name) in found.anchors {
            let places = self.anchors.entry((file.to_owned(), name)).or_default();
            places.add(&place);
        }
        if !found.dynamic.is_empty() {
            let dynamic = found.dynamic.into_iter().enumerate();
            let dynamic = dynamic.map(|(index, (place, name))| (place, (index, name)));
            self.dynamic.insert(file.to_owned(), dynamic.collect());
        }
        let named = found.uris.into_iter();
        let named = named.map(|(place, uri)| (place.as_str().to_owned(), (place, uri)));
        self.named.insert(file.to_owned(), named.collect());
    }

    /// Whether nothing has a name.
    pub(super) fn is_empty(&self) -> bool {
        self.places.is_empty() && self.anchors.is_empty()
    }

    /// Whether any schema of a file has a URI.
    pub(crate) fn has_resources(&self, file: &Path) -> bool {
        self.named.get(file).is_some_and(|named| !named.is_empty())
    }

    /// Whether any file has a `$dynamicAnchor`.
    pub(crate) fn has_dynamic_anchors(&self) -> bool {
        !self.dynamic.is_empty()
    }

    /// Places and names of each `$dynamicAnchor` at or inside a place, in the order of
    /// the file.
    pub(crate) fn dynamic_anchors(&self, file: &Path, outer: &Pointer) -> Vec<(&Pointer, &str)> {
        let all = self.dynamic.get(file);
        let own = all.and_then(|all| all.get_key_value(outer));
        // Behind all that starts with the pointer and a slash.
        let start = Pointer::from_text(format!("{outer}/"));
        let end = Pointer::from_text(format!("{outer}0"));
        let inside = all
            .into_iter()
            .flat_map(|all| all.range(start.clone()..end.clone()));
        let mut found: Vec<_> = own.into_iter().chain(inside).collect();
        found.sort_by_key(|(_, (index, _))| *index);
        let found = found.into_iter();
        found
            .map(|(place, (_, name))| (place, name.as_str()))
            .collect()
    }

    /// The schema with an `$anchor` or a `$dynamicAnchor` (JSON Schema 2020-12
    /// §8.2.2), in a schema that names itself or else in the file around.
    pub(crate) fn anchor(&self, file: &Path, resource: &Pointer, name: &str) -> Option<&Pointer> {
        let places = self.anchors.get(&(file.to_owned(), name.to_owned()))?;
        places.first_in(resource)
    }

    /// The nearest named place at or around a place.
    pub(crate) fn resource(&self, file: &Path, at: &Pointer) -> Option<&Pointer> {
        self.nearest(file, at).map(|(place, _)| place)
    }

    fn nearest(&self, file: &Path, at: &Pointer) -> Option<&(Pointer, String)> {
        let named = self.named.get(file)?;
        list_pointer_ancestors(at.as_str()).find_map(|around| named.get(around))
    }

    /// The place that goes by the URI of a reference without fragment.
    pub(crate) fn find(
        &self,
        reference: &str,
        file: &Path,
        at: &Pointer,
    ) -> Option<&(PathBuf, Pointer)> {
        if self.places.is_empty() {
            return None;
        }
        self.places.get(&self.uri(reference, file, at))
    }

    /// What a reference without fragment means at a place.
    pub(super) fn uri(&self, reference: &str, file: &Path, at: &Pointer) -> String {
        match self.nearest(file, at) {
            Some((_, base)) => uri::resolve_uri_reference(base, reference),
            None => uri::resolve_uri_reference(&uri::of_file(file), reference),
        }
    }

    /// Whether a place goes by a URI.
    pub(super) fn knows(&self, uri: &str) -> bool {
        self.places.contains_key(uri)
    }
}

/// The URI that a file's root gives itself.
pub(super) fn of_root(file: &Path, root: &Node) -> Option<String> {
    let name = own_name(root)?;
    Some(uri::resolve_uri_reference(&uri::of_file(file), name))
}

/// The name that a map gives itself. One that only has a fragment is an anchor of
/// older drafts.
fn own_name(node: &Node) -> Option<&str> {
    let map = node.as_map()?;
    let written = map.get("$self").or_else(|| map.get("$id"))?.as_str()?;
    let (name, _) = uri::split_fragment(written);
    (!name.is_empty()).then_some(name)
}

/// The anchors that a map gives itself; the last is the form that drafts before
/// 2019-09 had.
fn own_anchors(node: &Node) -> impl Iterator<Item = &str> {
    let text = |key: &str| node.get(key).and_then(Node::as_str);
    let old = text("$id").and_then(|id| id.strip_prefix('#'));
    [text("$anchor"), text("$dynamicAnchor"), old]
        .into_iter()
        .flatten()
}

/// Whether anything in a tree has a name.
fn has_names(node: &Node) -> bool {
    match node {
        Node::Map(map) => {
            let may_have = map.keys().any(|key| key.starts_with('$'));
            (may_have && (own_name(node).is_some() || own_anchors(node).next().is_some()))
                || map.values().any(has_names)
        }
        Node::List(items) => items.iter().any(has_names),
        Node::Null | Node::Bool(_) | Node::Number(_) | Node::String(_) => false,
    }
}

/// The names in a file, with their places.
#[derive(Default)]
struct FoundNames {
    uris: Vec<(Pointer, String)>,
    anchors: Vec<(Pointer, String)>,
    dynamic: Vec<(Pointer, String)>,
}

fn collect_identities(node: &Node, at: &Pointer, base: &str, found: &mut FoundNames) {
    let own = own_name(node).map(|name| uri::resolve_uri_reference(base, name));
    if let Some(own) = &own {
        found.uris.push((at.clone(), own.clone()));
    }
    let anchors = own_anchors(node).map(|name| (at.clone(), name.to_owned()));
    found.anchors.extend(anchors);
    if let Some(name) = node.get("$dynamicAnchor").and_then(Node::as_str) {
        found.dynamic.push((at.clone(), name.to_owned()));
    }
    let base = own.as_deref().unwrap_or(base);
    match node {
        Node::Map(map) => {
            for (key, value) in map {
                collect_identities(value, &at.join(key), base, found);
            }
        }
        Node::List(items) => {
            for (index, item) in items.iter().enumerate() {
                collect_identities(item, &at.join(index), base, found);
            }
        }
        Node::Null | Node::Bool(_) | Node::Number(_) | Node::String(_) => {}
    }
}
