//! Follows references: `$ref` text → the object that it names.
//!
//! Any JSON Pointer of the document works, not only those into `components`.
//! Objects outside `components` are looked up in a JSON copy of the document, which
//! is only made when such a reference exists.

use std::borrow::Cow;

use indexmap::IndexMap;
use openapiv3::{Components, ReferenceOr};
use serde::Serialize;
use serde::de::DeserializeOwned;

use super::context::ResolveCx;
use super::view::SchemaNode;
use crate::diagnostics::{Code, Diagnostic, Place};
use crate::limits::SHOWN_PLACES_OF_CIRCLE;
use crate::maps::HashSet;
use crate::source::Pointer;
use crate::suggest::nearest_name_within;

pub(super) mod lookup;
pub(super) mod walk;

pub(crate) use lookup::{Source, component_of};

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
    let found = loop {
        let reference = match item {
            Cow::Borrowed(ReferenceOr::Item(found)) => break Cow::Borrowed(found),
            Cow::Owned(ReferenceOr::Item(found)) => break Cow::Owned(found),
            Cow::Borrowed(ReferenceOr::Reference { reference }) => reference.clone(),
            Cow::Owned(ReferenceOr::Reference { reference }) => reference,
        };
        if !passed.insert(at.clone()) {
            // All places of the circle are known here, and the finding shows several: which of
            // them is the mistake, only the author knows.
            cx.source.note_chain_end(passed.clone(), None);
            report_reference_circle(cx, passed);
            return None;
        }
        let source = cx.source;
        let step = match source.pointer(&reference) {
            // What is wrong with the rest of a chain was told when it was walked.
            Some(target) => find_referred_object(source, source.skip_chain(target)?, section),
            None => None,
        };
        let Some(step) = step else {
            report_unresolved_reference(cx, &reference, &at, section);
            cx.source.note_chain_end(passed, None);
            return None;
        };
        (at, item) = step;
    };
    cx.source.note_chain_end(passed, Some(&at));
    Some((at, found))
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

/// What stands at the place that a reference names.
fn find_referred_object<'a, T>(
    source: &'a Source<'_>,
    pointer: Pointer,
    section: Option<&ReferableKind<T>>,
) -> Option<FoundTarget<'a, T>>
where
    T: Clone + DeserializeOwned + 'a,
{
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
