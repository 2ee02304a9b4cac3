//! Follows references: `$ref` text → the object that it names.
//!
//! Any JSON Pointer of the document works, not only those into `components`.
//! Objects outside `components` are looked up in a JSON copy of the document, which
//! is only made when such a reference exists.

use std::borrow::Cow;
use std::cell::{OnceCell, RefCell};

use indexmap::IndexMap;
use openapiv3::{Components, OpenAPI, ReferenceOr, Schema};
use serde::de::DeserializeOwned;
use serde::{Deserialize as _, Serialize};
use serde_json::Value;

use super::context::ResolveCx;
use super::convert::{self, Checks, Reading};
use super::view::SchemaNode;
use crate::diagnostics::{Code, Diagnostic, Place};
use crate::limits::SHOWN_PLACES_OF_CIRCLE;
use crate::maps::{HashMap, HashSet};
use crate::normalised::{Beyond, Normalised};
use crate::source::Pointer;
use crate::source::percent::percent_decode;
use crate::suggest::nearest_name_within;

pub(super) mod walk;

/// The document with all that references can lead to.
pub(crate) struct Source<'a> {
    document: &'a Normalised,
    /// The document's model.
    pub(crate) openapi: &'a OpenAPI,
    /// `components/schemas`, in its order.
    pub(crate) schemas: IndexMap<String, SchemaNode>,
    json: OnceCell<Value>,
    deep: RefCell<HashMap<String, Option<SchemaNode>>>,
}

impl<'a> Source<'a> {
    /// Reads all component schemas of a document.
    pub(crate) fn new(document: &'a Normalised) -> Self {
        let openapi = &document.openapi;
        let reading = find_default_reading(document);
        let at = Pointer::root().join("components").join("schemas");
        let schemas = openapi.components.iter().flat_map(|all| &all.schemas);
        Self {
            document,
            openapi,
            schemas: schemas
                .map(|(name, item)| {
                    let node = convert::convert_schema_or_reference(at.join(name), item, reading);
                    (name.clone(), node)
                })
                .collect(),
            json: OnceCell::new(),
            deep: RefCell::new(HashMap::default()),
        }
    }

    pub(crate) fn json(&self) -> &Value {
        self.json.get_or_init(|| self.document.places())
    }

    /// What the document says beyond its model.
    pub(crate) fn beyond(&self) -> &'a Beyond {
        &self.document.beyond
    }

    /// Reads a schema of the document that has one user.
    pub(crate) fn read(&self, at: Pointer, item: &ReferenceOr<Schema>) -> SchemaNode {
        convert::convert_schema_or_reference(at, item, find_default_reading(self.document))
    }

    /// What stands at a pointer, behind all references on the way.
    fn find(&self, at: &Pointer) -> Option<(Pointer, &Value)> {
        walk::find_document_value(self.json(), self.beyond(), at)
    }

    /// The pointer that a reference stands for.
    pub(crate) fn pointer(&self, reference: &str) -> Option<Pointer> {
        let text = percent_decode(reference.strip_prefix('#')?);
        (text.is_empty() || text.starts_with('/')).then(|| Pointer::from_text(text))
    }

    /// The schema at a pointer.
    pub(crate) fn schema(&self, at: &Pointer) -> Option<SchemaNode> {
        if let Some(name) = component_of(at, "schemas") {
            return self.schemas.get(&name).cloned();
        }
        // Also that nothing is there is kept, or a reference into the void would be walked for
        // each use.
        if let Some(known) = self.deep.borrow().get(at.as_str()) {
            return known.clone();
        }
        let node = match self.find(at) {
            Some((found, _)) if found != *at => self.schema(&found),
            Some((found, value)) => {
                convert::json_node(found, value, find_default_reading(self.document))
            }
            None => None,
        };
        self.deep
            .borrow_mut()
            .insert(at.as_str().to_owned(), node.clone());
        node
    }

    /// A schema outside of `components/schemas`, which is read once, however many
    /// operations refer to what is around it.
    pub(crate) fn converted(&self, at: Pointer, item: &ReferenceOr<Schema>) -> SchemaNode {
        // An inline schema has one user; keeping it would only take memory.
        if !at.as_str().starts_with("/components/") {
            return self.read(at, item);
        }
        if let Some(Some(known)) = self.deep.borrow().get(at.as_str()) {
            return known.clone();
        }
        let key = at.as_str().to_owned();
        let node = self.read(at, item);
        self.deep.borrow_mut().insert(key, Some(node.clone()));
        node
    }

    /// The place of whatever stands at a pointer.
    fn place(&self, at: &Pointer) -> Option<Pointer> {
        self.find(at).map(|(at, _)| at)
    }

    /// Any object at a pointer.
    fn object<T: DeserializeOwned>(&self, at: &Pointer) -> Option<ReferenceOr<T>> {
        let (_, value) = self.find(at)?;
        ReferenceOr::<T>::deserialize(value).ok()
    }
}

/// How schemas are read where nothing else is said.
fn find_default_reading(document: &Normalised) -> Reading<'_> {
    Reading {
        beyond: &document.beyond,
        checks: Checks::On,
    }
}

/// The key of a component of one kind, if the pointer leads to one.
pub(crate) fn component_of(at: &Pointer, section: &str) -> Option<String> {
    let rest = at.as_str().strip_prefix("/components/")?;
    let key = rest.strip_prefix(section)?.strip_prefix('/')?;
    if key.contains('/') {
        return None;
    }
    at.last()
}

/// The schema that a reference names; reports one that leads nowhere.
pub(crate) fn resolve_schema_reference(
    cx: &mut ResolveCx<'_>,
    reference: &str,
    from: &Pointer,
) -> Option<SchemaNode> {
    let source = cx.source;
    let pointer = source.pointer(reference);
    // Asked first: a response or a parameter reads as a schema without any keyword of ours, and
    // would be taken for one that allows anything.
    let other = pointer.filter(|pointer| is_other_kind(pointer, "schemas"));
    if let Some(other) = other.and_then(|pointer| source.place(&pointer)) {
        wrong_target(cx, reference, from, "schemas", &other);
        return None;
    }
    let found = source
        .pointer(reference)
        .and_then(|pointer| source.schema(&pointer));
    if found.is_none() {
        let names = source.schemas.keys().map(String::as_str);
        make_unresolved_finding(cx, reference, from, "schemas", names);
    }
    found
}

/// Whether a pointer leads to a component of another kind, which may look like
/// one of this kind to the model.
fn is_other_kind(at: &Pointer, section: &str) -> bool {
    let place = at.as_str().strip_prefix("/components/");
    let parts = place.and_then(|place| place.split_once('/'));
    parts.is_some_and(|(found, name)| found != section && !name.contains('/'))
}

/// A kind of component that is no schema.
pub(crate) struct ReferableKind<T> {
    /// Its key in `components`.
    pub(crate) name: &'static str,
    /// Its table.
    pub(crate) table: fn(&Components) -> &IndexMap<String, ReferenceOr<T>>,
}

/// Follows a chain of references to the object at its end and the place of that
/// object; reports a chain that leads nowhere or goes round in a circle. `None`
/// leaves the object out.
pub(crate) fn follow_reference_chain<'i, 'a: 'i, T>(
    cx: &mut ResolveCx<'a>,
    at: Pointer,
    item: &'i ReferenceOr<T>,
    section: Option<&ReferableKind<T>>,
) -> Option<(Pointer, Cow<'i, T>)>
where
    T: Clone + Serialize + DeserializeOwned,
{
    let mut passed = HashSet::default();
    let mut at = at;
    let mut item = Cow::Borrowed(item);
    loop {
        let reference = match item {
            Cow::Borrowed(ReferenceOr::Item(found)) => return Some((at, Cow::Borrowed(found))),
            Cow::Owned(ReferenceOr::Item(found)) => return Some((at, Cow::Owned(found))),
            Cow::Borrowed(ReferenceOr::Reference { reference }) => reference.clone(),
            Cow::Owned(ReferenceOr::Reference { reference }) => reference,
        };
        if !passed.insert(at.clone()) {
            // All places of the circle are known here, and the finding shows several: which of
            // them is the mistake, only the author knows.
            report_reference_circle(cx, passed);
            return None;
        }
        let Some((next_at, next)) = follow_reference_step(cx.source, &reference, section) else {
            report_unresolved_reference(cx, &reference, &at, section);
            return None;
        };
        (at, item) = (next_at, next);
    }
}

/// Reports a reference without a target that fits.
fn report_unresolved_reference<T>(
    cx: &mut ResolveCx<'_>,
    reference: &str,
    at: &Pointer,
    section: Option<&ReferableKind<T>>,
) {
    let source = cx.source;
    let name = section_name(section);
    let other = source.pointer(reference);
    match other.and_then(|pointer| source.place(&pointer)) {
        Some(other) => wrong_target(cx, reference, at, name, &other),
        None => {
            make_unresolved_finding(cx, reference, at, name, list_section_names(source, section))
        }
    }
}

fn section_name<T>(section: Option<&ReferableKind<T>>) -> &'static str {
    section.map_or("pathItems", |section| section.name)
}

type FoundTarget<'a, T> = (Pointer, Cow<'a, ReferenceOr<T>>);

fn follow_reference_step<'a, T>(
    source: &'a Source<'_>,
    reference: &str,
    section: Option<&ReferableKind<T>>,
) -> Option<FoundTarget<'a, T>>
where
    T: Clone + DeserializeOwned + 'a,
{
    let pointer = source.pointer(reference)?;
    if is_other_kind(&pointer, section_name(section)) {
        return None;
    }
    if let (Some(section), Some(components)) = (section, &source.openapi.components)
        && let Some(name) = component_of(&pointer, section.name)
    {
        // The usual way is by the model's own tables. The JSON copy is for pointers to places
        // outside of `components`, and is not made for documents that have none.
        let item = (section.table)(components).get(&name)?;
        return Some((pointer, Cow::Borrowed(item)));
    }
    let item = source.object(&pointer)?;
    Some((pointer, Cow::Owned(item)))
}

/// The names that a reference may have meant, one after the other: the search stops when it
/// has cost enough, and thousands of references may search among thousands of names.
fn list_section_names<'a, T: 'a>(
    source: &'a Source<'_>,
    section: Option<&ReferableKind<T>>,
) -> impl Iterator<Item = &'a str> + use<'a, T> {
    let table = section.zip(source.openapi.components.as_ref());
    let table = table.map(|(section, components)| (section.table)(components));
    table
        .into_iter()
        .flat_map(|table| table.keys().map(String::as_str))
}

/// Reports references that only lead to each other.
pub(crate) fn report_reference_circle(
    cx: &mut ResolveCx<'_>,
    passed: impl IntoIterator<Item = Pointer>,
) {
    let mut places: Vec<Pointer> = passed.into_iter().collect();
    places.sort();
    places.dedup();
    let Some(first) = places.first().cloned() else {
        return;
    };
    let mut diagnostic = Diagnostic::at(
        Code::ReferenceCycle,
        &first,
        "the reference leads back to itself; what it should name is left open",
    );
    for place in places.iter().skip(1).take(SHOWN_PLACES_OF_CIRCLE) {
        diagnostic = diagnostic.label(Place::Node(place.clone()), "and this one");
    }
    cx.report_once(
        first.as_str(),
        diagnostic.help("let one of them say what it is"),
    );
}

fn wrong_target(
    cx: &mut ResolveCx<'_>,
    reference: &str,
    from: &Pointer,
    section: &str,
    target: &Pointer,
) {
    let what = describe_reference_repair(section);
    let message = format!("`{reference}` leads to something of another kind; {what}");
    let finding = Diagnostic::at(Code::WrongTarget, from, message)
        .label(Place::Node(target.clone()), "this stands there")
        .help(format!(
            "refer to something under `#/components/{section}`; an overlay can change the `$ref`"
        ));
    cx.report_once(format!("{from} {reference}"), finding);
}

fn make_unresolved_finding<'n>(
    cx: &mut ResolveCx<'_>,
    reference: &str,
    from: &Pointer,
    section: &str,
    names: impl Iterator<Item = &'n str>,
) {
    let subject = format!("{from} {reference}");
    if cx.has_said(Code::UnresolvedReference, &subject) {
        return;
    }
    let what = describe_reference_repair(section);
    let message = format!("`{reference}` leads nowhere; {what}");
    let wanted = reference.rsplit('/').next().unwrap_or(reference);
    let help = match nearest_name_within(wanted, names, &mut cx.comparisons) {
        Some(name) => format!("did you mean `#/components/{section}/{name}`?"),
        None => "add what it names, or change the `$ref`; an overlay can do both".to_owned(),
    };
    let finding = Diagnostic::at(Code::UnresolvedReference, from, message);
    cx.report_once(subject, finding.help(help));
}

/// What becomes of a reference without a target.
fn describe_reference_repair(section: &str) -> &'static str {
    match section {
        "schemas" => "any value counts here",
        "responses" => "the response counts as one without a body",
        _ => "it is left out",
    }
}
