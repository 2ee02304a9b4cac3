//! `$dynamicRef`: references whose target the referrer chooses (JSON Schema
//! 2020-12 §8.2.3.2).
//!
//! A schema that holds one is a template. A schema that refers to the template and
//! has a `$dynamicAnchor` of its own for it gets a copy, a component in which the
//! dynamic references lead to that anchor. Nothing of it reaches later stages.

use std::collections::{BTreeMap, BTreeSet};
use std::rc::Rc;

use super::at::DocumentPlace;
use super::bundle::FileSpot;
use super::follow::{self, Lead};
use super::walker::Walker;
use crate::limits::{
    MOST_COPIES_OF_TEMPLATES, MOST_SCHEMAS_OF_TEMPLATE, MOST_SCHEMAS_OF_TEMPLATES,
};
use crate::place::percent::percent_decode;
use crate::source::uri::split_fragment;
use crate::source::{Document, Node, Pointer};

/// The places that dynamic anchors stand for, chosen by the outermost referrer.
pub(super) type DynamicScope = BTreeMap<String, FileSpot>;

/// Where a `$dynamicRef` leads, if a referrer has chosen.
pub(super) fn find_chosen_target(walker: &Walker<'_>, reference: &str) -> Option<Lead> {
    let spot = walker.scope.get(anchor_name(reference)?)?;
    Some(make_dynamic_lead(walker.document, spot.clone()))
}

fn make_dynamic_lead(document: &Document, spot: FileSpot) -> Lead {
    if spot.0 == document.path {
        Lead::Local(follow::make_local_reference(&Pointer::from_text(spot.1)))
    } else {
        Lead::File(spot)
    }
}

fn anchor_name(reference: &str) -> Option<&str> {
    let (_, fragment) = split_fragment(reference);
    (!fragment.is_empty() && !fragment.starts_with('/')).then_some(fragment)
}

/// The copy of a template that a schema at `at` means when it refers to it; `None`
/// when the schema itself is meant, which is nearly always.
pub(super) fn copy_of(
    walker: &mut Walker<'_>,
    lead: &Lead,
    at: &DocumentPlace<'_>,
) -> Option<(FileSpot, DynamicScope)> {
    let document = walker.document;
    if !document.identities.has_dynamic_anchors() {
        return None;
    }
    let target = match lead {
        Lead::File(spot) => spot.clone(),
        Lead::Local(reference) => {
            let pointer = percent_decode(reference.trim_start_matches('#'));
            (document.path.clone(), pointer)
        }
    };
    let mut scope = own_scope(document, at);
    // What the outer referrer has chosen replaces the own choice: the outermost `$dynamicAnchor`
    // counts (JSON Schema 2020-12 §8.2.3.2).
    scope.extend(walker.scope.clone());
    let wanted = known_wanted(walker, &target);
    // Only what the template asks for, and only where it differs from what it means by itself:
    // everything else would make copies that say the same.
    scope.retain(|name, spot| {
        let meant = wanted.get(name);
        meant.is_some_and(|meant| meant != spot) && !is_place_inside(spot, &target)
    });
    let is_copied = !scope.is_empty() && walker.bundle.copies() < MOST_COPIES_OF_TEMPLATES;
    is_copied.then_some((target, scope))
}

/// What [`collect_dynamic_scope`] gives, found out once.
fn known_wanted(walker: &mut Walker<'_>, template: &FileSpot) -> Rc<DynamicScope> {
    if let Some(known) = walker.templates.get(template) {
        return Rc::clone(known);
    }
    let wanted = Rc::new(collect_dynamic_scope(
        walker.document,
        template,
        &mut walker.visits,
    ));
    walker
        .templates
        .insert(template.clone(), Rc::clone(&wanted));
    wanted
}

fn is_place_inside(spot: &FileSpot, outer: &FileSpot) -> bool {
    spot.0 == outer.0 && Pointer::from_text(spot.1.clone()).starts_with(&outer.1)
}

/// The dynamic anchors of the schema around a place that names itself, or of the
/// schema at the place.
fn own_scope(document: &Document, at: &DocumentPlace<'_>) -> DynamicScope {
    let file = at.file().unwrap_or(&document.path);
    let place = at.pointer();
    let around = document.identities.resource(file, &place);
    // A name of the whole document does not make it one schema.
    let around = around.filter(|around| !around.as_str().is_empty());
    let outer = around.unwrap_or(&place);
    document
        .identities
        .dynamic_anchors(file, outer)
        .into_iter()
        .map(|(anchor, name)| {
            let spot = (file.to_owned(), anchor.as_str().to_owned());
            (name.to_owned(), spot)
        })
        .collect()
}

/// The dynamic references of a template, with what each means where nobody
/// chooses.
fn collect_dynamic_scope(
    document: &Document,
    template: &FileSpot,
    visits: &mut usize,
) -> DynamicScope {
    let mut wanted = DynamicScope::new();
    let mut seen = BTreeSet::from([template.clone()]);
    let mut open = vec![template.clone()];
    while let Some(spot) = open.pop() {
        *visits += 1;
        if *visits > MOST_SCHEMAS_OF_TEMPLATES {
            break;
        }
        if let Some(node) = follow::find_file_node(document, &spot) {
            let at = Pointer::from_text(spot.1.clone());
            let mut found = Vec::new();
            references_in(node, &at, &mut found);
            for (reference, at, is_dynamic) in found {
                let base = (spot.0.clone(), at);
                let Ok((file, pointer)) =
                    follow::resolve_reference_place(document, reference, &base)
                else {
                    continue;
                };
                let target = (file, pointer.as_str().to_owned());
                match anchor_name(reference) {
                    Some(name) if is_dynamic => {
                        wanted.entry(name.to_owned()).or_insert(target);
                    }
                    Some(_) | None => {
                        if seen.len() < MOST_SCHEMAS_OF_TEMPLATE && seen.insert(target.clone()) {
                            open.push(target);
                        }
                    }
                }
            }
        }
    }
    wanted
}

/// All references in a tree, with their places, and whether they are dynamic.
fn references_in<'n>(node: &'n Node, at: &Pointer, found: &mut Vec<(&'n str, Pointer, bool)>) {
    match node {
        Node::Map(map) => {
            for (key, is_dynamic) in [("$ref", false), ("$dynamicRef", true)] {
                if let Some(reference) = map.get(key).and_then(Node::as_str) {
                    found.push((reference, at.clone(), is_dynamic));
                }
            }
            for (key, value) in map {
                references_in(value, &at.join(key), found);
            }
        }
        Node::List(items) => {
            for (index, item) in items.iter().enumerate() {
                references_in(item, &at.join(index), found);
            }
        }
        Node::Null | Node::Bool(_) | Node::Number(_) | Node::String(_) => {}
    }
}
