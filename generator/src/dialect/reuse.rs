//! References: what stays one, what moves in from other files, what is set in
//! where it is referred to.

use std::path::Path;

use crate::diagnostics::Code;
use crate::limits::LONGEST_CHAIN_OF_REFERENCES;
use crate::place::percent::percent_decode;
use crate::source::{Node, Pointer};

use super::at::{DocumentPlace, WalkStart};
use super::bundle::FileSpot;
use super::follow::{Lead, Trouble, chase_reference, find_file_node};
use super::grammar::{ComponentSection, Entries, Object, ValueKind};
use super::walker::Walker;

/// Follows a reference to an object, and reports when it leads nowhere.
pub(super) fn follow_object_reference(
    walker: &mut Walker<'_>,
    reference: &str,
    object: &'static Object,
    otherwise: Otherwise,
    at: &DocumentPlace<'_>,
) -> Option<Lead> {
    let place = at.key("$ref");
    // The document's own pointers are for the next stage to follow.
    let named = &walker.document.identities;
    // The short way of nearly all references. A schema that names itself makes even `#/…` relative
    // to it, and then the long one is taken.
    let is_own = at.file().is_none() && !named.has_resources(&walker.document.path);
    if is_own && (reference == "#" || reference.starts_with("#/")) {
        return Some(Lead::Local(reference.to_owned()));
    }
    match chase_reference(walker.document, reference, at)
        .and_then(|lead| check_lead_fits(walker, object, lead))
    {
        Ok(lead) => Some(lead),
        Err(trouble) => {
            report_dead_reference(walker, trouble, reference, otherwise, &place);
            None
        }
    }
}

/// The lead, unless what is there is no such object: what stands in a file that has
/// nothing to do with OpenAPI is neither shown nor compiled.
pub(super) fn check_lead_fits(
    walker: &Walker<'_>,
    object: &'static Object,
    lead: Lead,
) -> Result<Lead, Trouble> {
    match lead {
        Lead::File(spot)
            if !find_file_node(walker.document, &spot).is_some_and(|node| object.may_be(node)) =>
        {
            Err(Trouble::Foreign(spot))
        }
        lead => Ok(lead),
    }
}

/// What becomes of a reference that leads nowhere.
#[derive(Debug, Clone, Copy)]
pub(super) enum Otherwise {
    /// A schema that any value fits.
    AnyValue,
    /// A response without a body: the status still counts.
    NoBody,
    /// Nothing.
    LeftOut,
}

impl Otherwise {
    fn node(self) -> Option<Node> {
        let entries = match self {
            Self::AnyValue => Entries::default(),
            Self::NoBody => Entries::from_iter([("description".into(), Node::from(""))]),
            Self::LeftOut => return None,
        };
        Some(Node::Map(entries))
    }

    const fn words(self) -> &'static str {
        match self {
            Self::AnyValue => "any value counts here",
            Self::NoBody => "the response counts as one without a body",
            Self::LeftOut => "it is left out",
        }
    }
}

/// Says that a reference leads nowhere, and what becomes of it.
pub(super) fn report_dead_reference(
    walker: &mut Walker<'_>,
    trouble: Trouble,
    reference: &str,
    otherwise: Otherwise,
    at: &DocumentPlace<'_>,
) {
    let what = otherwise.words();
    match trouble {
        Trouble::Remote => {
            let message = format!("`{reference}` is not fetched; {what}");
            let help = "save the file beside the document with the URI as its `$self` or `$id`, \
                        or let an overlay change the `$ref` to a relative path";
            walker.warn(Code::RemoteReference, at, message, help);
        }
        Trouble::Absolute => {
            let message = format!("`{reference}` is an absolute path, which is not read; {what}");
            let help = "write a path that is relative to this file; `--allow-refs DIR` lets it \
                        lead out of the document's folder";
            walker.warn(Code::OutsideReference, at, message, help);
        }
        Trouble::Foreign((file, pointer)) => {
            let message = format!(
                "`{}` holds no part of an OpenAPI document at `#{pointer}`; {what}",
                file.display()
            );
            walker.warn(Code::ForeignReference, at, message, FOREIGN_HELP);
        }
        Trouble::File(file) => report_unreadable_target(walker, &file, otherwise, at),
        Trouble::Nothing((file, fragment)) => {
            let file = file.display();
            let message = if fragment.is_empty() {
                format!("`{file}` was not read; {what}")
            } else {
                format!("`{file}` has no `{fragment}`; {what}")
            };
            let help = "add what it names, or let an overlay change the `$ref`";
            walker.warn(Code::NothingThere, at, message, help);
        }
        Trouble::Circular => {
            let message = format!("`{reference}` leads back to itself; {what}");
            let help = "let one of the references on the way say what it is";
            walker.warn(Code::CircularReference, at, message, help);
        }
    }
}

/// What to do about a reference to something that is no part of a document.
const FOREIGN_HELP: &str = "let an overlay change the `$ref`, if something else is meant";

/// A missing file is a finding about the reference, a broken one about the file.
fn report_unreadable_target(
    walker: &mut Walker<'_>,
    file: &Path,
    otherwise: Otherwise,
    at: &DocumentPlace<'_>,
) {
    let Some(Err(findings)) = walker.document.others.get(file) else {
        return;
    };
    let is_new = walker.unreadable.insert(file.to_owned());
    for finding in findings {
        let message = || format!("{}; {}", finding.message, otherwise.words());
        match finding.code {
            Code::FileNotFound => {
                let help = "save the file there, or let an overlay change the `$ref`";
                walker.warn(Code::MissingFile, at, message(), help);
                continue;
            }
            code @ (Code::OutsideReference | Code::ForeignReference) => {
                let help = finding.help.as_deref().unwrap_or(FOREIGN_HELP);
                walker.warn(code, at, message(), help);
                continue;
            }
            _ => {}
        }
        if !is_new {
            return;
        }
        let finding = finding.clone();
        walker.report(finding.label(at.place(), "it is referred to here"));
    }
}

/// An object, or a reference to one that stays a reference.
pub(super) fn normalise_referable(
    walker: &mut Walker<'_>,
    object: &'static Object,
    section: ComponentSection,
    node: Node,
    at: &DocumentPlace<'_>,
) -> Option<Node> {
    let Some(reference) = node.get("$ref") else {
        return walker.object(object, node, at);
    };
    let Some(reference) = reference.as_str() else {
        walker.left_out("text", reference, &at.key("$ref"));
        return None;
    };
    let otherwise = match section {
        ComponentSection::Responses => Otherwise::NoBody,
        ComponentSection::Schemas => Otherwise::AnyValue,
        ComponentSection::Parameters
        | ComponentSection::Examples
        | ComponentSection::RequestBodies
        | ComponentSection::Headers
        | ComponentSection::SecuritySchemes
        | ComponentSection::Links
        | ComponentSection::Callbacks => Otherwise::LeftOut,
    };
    let Some(lead) = follow_object_reference(walker, reference, object, otherwise, at) else {
        return otherwise.node();
    };
    Some(match take_in_reference(walker, section, lead, at) {
        TakenReference::Reference(reference) => reference_to(reference),
        TakenReference::Here(spot) => return moved_in(walker, section, &spot, at),
    })
}

/// What becomes of a reference.
pub(super) enum TakenReference {
    /// It refers to a component.
    Reference(String),
    /// It is itself the component that the place becomes.
    Here(FileSpot),
}

/// Decides what becomes of a reference.
pub(super) fn take_in_reference(
    walker: &mut Walker<'_>,
    section: ComponentSection,
    lead: Lead,
    at: &DocumentPlace<'_>,
) -> TakenReference {
    match lead {
        Lead::Local(reference) => TakenReference::Reference(reference),
        Lead::File(spot) if walker.bundle.is_adopted(section, &at.here(), &spot) => {
            TakenReference::Here(spot)
        }
        Lead::File(spot) => TakenReference::Reference(walker.bundle.component(section, spot)),
    }
}

/// A Reference Object.
pub(super) fn reference_to(reference: String) -> Node {
    Node::Map(Entries::from_iter([("$ref".into(), reference.into())]))
}

/// A node of another file as a component.
pub(super) fn moved_in(
    walker: &mut Walker<'_>,
    section: ComponentSection,
    spot: &FileSpot,
    at: &DocumentPlace<'_>,
) -> Option<Node> {
    let node = find_file_node(walker.document, spot)?.clone();
    let base = start_walk_base(walker, spot, at.here());
    let kind = match super::objects::of_section(section) {
        Some(object) => ValueKind::Referable(object, section),
        None => ValueKind::Schema,
    };
    walker.value(kind, node, &DocumentPlace::start(&base))
}

/// The start of a walk in another place, noted as the origin of what is here.
fn start_walk_base(
    walker: &mut Walker<'_>,
    (file, pointer): &FileSpot,
    here: Pointer,
) -> WalkStart {
    let base = WalkStart {
        file: (*file != walker.document.path).then(|| file.clone()),
        pointer: Pointer::from_text(pointer.clone()),
        here,
    };
    walker
        .bundle
        .moved(&base.here, &DocumentPlace::start(&base));
    base
}

/// An object whose references are replaced by what they lead to; keys beside the
/// reference win.
pub(super) fn inline_references(
    walker: &mut Walker<'_>,
    object: &'static Object,
    node: Node,
    at: &DocumentPlace<'_>,
) -> Option<Node> {
    let reference = node.get("$ref").and_then(Node::as_str);
    let Some(reference) = reference.map(str::to_owned) else {
        return walker.object(object, node, at);
    };
    let (base, target) = find_reference_target(walker, object, &reference, at)?;
    let spot = (
        base.file.clone().unwrap_or_default(),
        base.pointer.as_str().to_owned(),
    );
    let inlining = &walker.bundle.inlining;
    if inlining.contains(&spot) || inlining.len() >= LONGEST_CHAIN_OF_REFERENCES {
        report_dead_reference(
            walker,
            Trouble::Circular,
            &reference,
            Otherwise::LeftOut,
            &at.key("$ref"),
        );
        return None;
    }
    if !walker.bundle.may_repeat(&spot, &target) {
        let message = "what this refers to is repeated too often, and is left out here";
        let help = "let it be smaller, or refer to its parts";
        walker.warn(Code::RepeatedTooOften, at, message.to_owned(), help);
        return None;
    }
    walker.bundle.inlining.push(spot);
    let walked = inline_references(walker, object, target, &DocumentPlace::start(&base));
    // Whatever came of it, the mark goes, so that the same target may be set in elsewhere.
    walker.bundle.inlining.pop();
    Some(lay_siblings_over(walker, object, walked?, node, at))
}

/// The node that a reference leads to, and the start of a walk there.
fn find_reference_target(
    walker: &mut Walker<'_>,
    object: &'static Object,
    reference: &str,
    at: &DocumentPlace<'_>,
) -> Option<(WalkStart, Node)> {
    match follow_object_reference(walker, reference, object, Otherwise::LeftOut, at)? {
        Lead::File(spot) => {
            let node = find_file_node(walker.document, &spot)?.clone();
            Some((start_walk_base(walker, &spot, at.here()), node))
        }
        Lead::Local(reference) => {
            let fragment = reference.trim_start_matches('#');
            let pointer = Pointer::from_text(percent_decode(fragment));
            let Some(node) = walker.document.root.at(&pointer).cloned() else {
                let spot = (walker.document.path.clone(), fragment.to_owned());
                report_dead_reference(
                    walker,
                    Trouble::Nothing(spot),
                    &reference,
                    Otherwise::LeftOut,
                    &at.key("$ref"),
                );
                return None;
            };
            let spot = (walker.document.path.clone(), pointer.as_str().to_owned());
            Some((start_walk_base(walker, &spot, at.here()), node))
        }
    }
}

/// Lays what stands beside a reference over what it leads to.
fn lay_siblings_over(
    walker: &mut Walker<'_>,
    object: &'static Object,
    mut walked: Node,
    node: Node,
    at: &DocumentPlace<'_>,
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
