//! References: what stays one, what moves in from other files, what is set in
//! where it is referred to.

use crate::diagnostics::{Code, Diagnostic, Place};
use crate::source::references::{self, Target};
use crate::source::{Document, Node, Pointer};

use super::at::{At, Base};
use super::bundle::Spot;
use super::grammar::{Entries, Kind, Object, Section};
use super::walker::Walker;

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
fn place(document: &Document, file: std::path::PathBuf, fragment: String) -> Result<Spot, Trouble> {
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

/// Follows a reference, and reports when it leads nowhere.
pub(super) fn lead(
    walker: &mut Walker<'_>,
    reference: &str,
    optional: bool,
    at: &At<'_>,
) -> Option<Lead> {
    let place = at.key("$ref");
    // The document's own references are for the next stage to follow.
    if at.file().is_none() && reference.starts_with('#') {
        return Some(Lead::Local(reference.to_owned()));
    }
    match chase(walker.document, reference, at) {
        Ok(lead) => Some(lead),
        Err(trouble) => {
            report(walker, trouble, reference, optional, &place);
            None
        }
    }
}

fn report(walker: &mut Walker<'_>, trouble: Trouble, reference: &str, optional: bool, at: &At<'_>) {
    match trouble {
        Trouble::Remote => remote(walker, reference, optional, at),
        Trouble::File(findings) => unreadable(walker, findings, at),
        Trouble::Nothing((file, fragment)) => {
            let message = format!("`{}` has no `{fragment}`", file.display());
            walker.warn(Code::NothingThere, at, message, "");
        }
        Trouble::Circular => {
            let message = format!("`{reference}` leads back to itself");
            walker.warn(Code::CircularReference, at, message, "");
        }
    }
}

/// A missing file is a finding about the reference, a broken one about the file.
fn unreadable(walker: &mut Walker<'_>, findings: Vec<Diagnostic>, at: &At<'_>) {
    for mut finding in findings {
        match finding.place {
            Some(Place::File(_)) => finding.place = Some(at.place()),
            Some(_) | None => finding = finding.label(at.place(), "it is referred to here"),
        }
        let known = |other: &Diagnostic| {
            (&other.place, &other.message) == (&finding.place, &finding.message)
        };
        if !walker.findings.iter().any(known) {
            walker.report(finding);
        }
    }
}

fn remote(walker: &mut Walker<'_>, reference: &str, optional: bool, at: &At<'_>) {
    let help = "save the file beside the document and refer to it by a relative path; \
                an overlay can change the `$ref`";
    if optional {
        let message = format!("`{reference}` is not fetched; any value counts here");
        walker.warn(Code::RemoteSchema, at, message, help);
    } else {
        let message = format!("`{reference}` is not fetched");
        walker.warn(Code::RemoteReference, at, message, help);
    }
}

/// An object, or a reference to one that stays a reference.
pub(super) fn referable(
    walker: &mut Walker<'_>,
    object: &'static Object,
    section: Section,
    node: Node,
    at: &At<'_>,
) -> Option<Node> {
    let Some(reference) = node.get("$ref") else {
        return walker.object(object, node, at);
    };
    let Some(reference) = reference.as_str() else {
        walker.left_out("text", reference, &at.key("$ref"));
        return None;
    };
    let lead = lead(walker, reference, section.is_optional(), at)?;
    Some(match take_in(walker, section, lead, at) {
        Taken::Reference(reference) => reference_to(reference),
        Taken::Here(spot) => return moved_in(walker, section, &spot, at),
    })
}

/// What becomes of a reference.
pub(super) enum Taken {
    /// It refers to a component.
    Reference(String),
    /// It is itself the component that the place becomes.
    Here(Spot),
}

/// Decides what becomes of a reference.
pub(super) fn take_in(walker: &mut Walker<'_>, section: Section, lead: Lead, at: &At<'_>) -> Taken {
    match lead {
        Lead::Local(reference) => Taken::Reference(reference),
        Lead::File(spot) if walker.bundle.is_adopted(section, &at.here(), &spot) => {
            Taken::Here(spot)
        }
        Lead::File(spot) => Taken::Reference(walker.bundle.component(section, spot)),
    }
}

/// A Reference Object.
pub(super) fn reference_to(reference: String) -> Node {
    Node::Map(Entries::from_iter([("$ref".into(), reference.into())]))
}

/// A node of another file as a component.
pub(super) fn moved_in(
    walker: &mut Walker<'_>,
    section: Section,
    spot: &Spot,
    at: &At<'_>,
) -> Option<Node> {
    let node = lookup(walker.document, spot)?.clone();
    let base = start(walker, Some(spot), at.here());
    let kind = match super::objects::of_section(section) {
        Some(object) => Kind::Referable(object, section),
        None => Kind::Schema,
    };
    walker.value(kind, node, &At::start(&base))
}

/// The start of a walk in another place, noted as the origin of what is here.
fn start(walker: &mut Walker<'_>, spot: Option<&Spot>, here: Pointer) -> Base {
    let base = Base {
        file: spot.map(|(file, _)| file.clone()),
        pointer: spot.map_or_else(Pointer::root, |(_, pointer)| {
            Pointer::from_text(pointer.clone())
        }),
        here,
    };
    walker.bundle.moved(&base.here, &At::start(&base));
    base
}

/// An object whose references are replaced by what they lead to; keys beside the
/// reference win.
pub(super) fn inlined(
    walker: &mut Walker<'_>,
    object: &'static Object,
    node: Node,
    at: &At<'_>,
) -> Option<Node> {
    let reference = node.get("$ref").and_then(Node::as_str);
    let Some(reference) = reference.map(str::to_owned) else {
        return walker.object(object, node, at);
    };
    let (base, target) = target(walker, &reference, at)?;
    let spot = (
        base.file.clone().unwrap_or_default(),
        base.pointer.as_str().to_owned(),
    );
    if walker.bundle.inlining.contains(&spot) {
        report(walker, Trouble::Circular, &reference, true, &at.key("$ref"));
        return None;
    }
    walker.bundle.inlining.push(spot);
    let walked = inlined(walker, object, target, &At::start(&base));
    walker.bundle.inlining.pop();
    Some(beside(walker, object, walked?, node, at))
}

/// The node that a reference leads to, and the start of a walk there.
fn target(walker: &mut Walker<'_>, reference: &str, at: &At<'_>) -> Option<(Base, Node)> {
    match lead(walker, reference, false, at)? {
        Lead::File(spot) => {
            let node = lookup(walker.document, &spot)?.clone();
            Some((start(walker, Some(&spot), at.here()), node))
        }
        Lead::Local(reference) => {
            let fragment = reference.trim_start_matches('#');
            let pointer = Pointer::from_text(references::decoded(fragment));
            let Some(node) = walker.document.root.at(&pointer).cloned() else {
                let spot = (walker.document.path.clone(), fragment.to_owned());
                report(
                    walker,
                    Trouble::Nothing(spot),
                    &reference,
                    false,
                    &at.key("$ref"),
                );
                return None;
            };
            let base = Base {
                file: None,
                pointer,
                here: at.here(),
            };
            walker.bundle.moved(&base.here, &At::start(&base));
            Some((base, node))
        }
    }
}

/// Lays what stands beside a reference over what it leads to.
fn beside(
    walker: &mut Walker<'_>,
    object: &'static Object,
    mut walked: Node,
    node: Node,
    at: &At<'_>,
) -> Node {
    let Node::Map(mut siblings) = node else {
        return walked;
    };
    siblings.shift_remove("$ref");
    if siblings.is_empty() {
        return walked;
    }
    if let (Node::Map(walked), Some(Node::Map(siblings))) =
        (&mut walked, walker.object(object, Node::Map(siblings), at))
    {
        walked.extend(siblings);
    }
    walked
}
