//! Schemas → types.
//!
//! [`type_of`] gives the type of a schema at a place of use; [`fill`] reads the
//! shapes of all types that were asked for, one after the other, so that depth
//! and recursion of a document cost no stack. [`shape`] is the table of cases;
//! each case is a file.

use std::rc::Rc;

use super::context::Cx;
use super::types::{NameHint, Shape, Step, TypeId, TypeUse};
use super::view::{Node, Rules, SchemaType, View};
use crate::diagnostics::{Code, Diagnostic};
use crate::source::Pointer;

mod array;
mod contradictions;
pub(crate) mod discriminator;
mod enumeration;
pub(crate) mod hint;
mod lineage;
mod merge;
mod object;
mod scalar;
mod through;
mod unevaluated;
mod union;

use merge::effective;
pub(in crate::api) use scalar::{encoding, raw};
use through::{Seen, see_through};

/// The type of a schema where it is used. `hint` names a schema that has no name
/// of its own.
pub(crate) fn type_of(cx: &mut Cx<'_>, node: &Node, hint: NameHint) -> TypeUse {
    let seen = see_through(cx, node);
    type_behind(cx, &seen, |_| hint)
}

/// The type of a schema inside another type. One that `allOf` brought from
/// another component is named after the place where it stands, so that all who
/// take it over share it under one name.
fn type_inside(cx: &mut Cx<'_>, outer: TypeId, step: Step, seen: &Seen) -> TypeUse {
    type_behind(cx, seen, |cx| {
        let origin = cx.arena.get(outer).map(|ty| home(&ty.origin));
        let at = &seen.node.at;
        if seen.node.is_made() || origin.is_none_or(|origin| origin == home(at)) {
            NameHint::Inside(outer, step)
        } else {
            hint::of_pointer(cx, at)
        }
    })
}

/// The component, or else the part of the document, that a place is in.
fn home(at: &Pointer) -> &str {
    let at = at.as_str();
    // `/components/schemas/NAME`: what is behind the third step is inside.
    let inside = at.match_indices('/').nth(3);
    inside.map_or(at, |(end, _)| at.get(..end).unwrap_or_default())
}

/// The type of what stands behind a schema; only a new one needs a hint.
fn type_behind<'a>(
    cx: &mut Cx<'a>,
    seen: &Seen,
    hint: impl FnOnce(&mut Cx<'a>) -> NameHint,
) -> TypeUse {
    let id = match cx.known_id(&seen.node) {
        Some(id) => id,
        None => {
            let hint = if seen.referred {
                hint::of_pointer(cx, &seen.node.at)
            } else {
                hint(cx)
            };
            cx.id_of(&seen.node, hint)
        }
    };
    TypeUse {
        id,
        nullable: seen.nullable,
    }
}

/// Gives every component its type, in the order of the document.
pub(crate) fn components(cx: &mut Cx<'_>) {
    let source = cx.source;
    for (name, node) in &source.schemas {
        cx.id_of(node, NameHint::Component(name.clone()));
    }
    // Families are known before any shape is read: a parent is a union of its children wherever it
    // is used first.
    discriminator::find_children(cx);
}

/// Reads the shapes of all types that have none yet.
pub(crate) fn fill(cx: &mut Cx<'_>) {
    while let Some((id, node)) = cx.next() {
        let shape = shape_behind(cx, id, &node);
        if let Some(ty) = cx.arena.get_mut(id) {
            ty.shape = shape;
        }
    }
}

/// The shape of a type whose schema may only stand for another one.
fn shape_behind(cx: &mut Cx<'_>, id: TypeId, node: &Node) -> Shape {
    let seen = see_through(cx, node);
    cx.arena.allow_null(id, seen.nullable);
    if !seen.referred {
        return shape_once(cx, id, &seen.node);
    }
    // A child that adds nothing to its parent is a type of its own all the same: as an alias of
    // the parent it would be the union of all children.
    if discriminator::is_child(cx, node, &seen.node) {
        return shape_once(cx, id, node);
    }
    let hint = hint::of_pointer(cx, &seen.node.at);
    Shape::Alias(TypeUse {
        id: cx.id_of(&seen.node, hint),
        nullable: false,
    })
}

/// The shape of a schema, unless it is a part of itself: an only alternative that leads
/// back to where it stands. Then it is what it says besides.
fn shape_once(cx: &mut Cx<'_>, id: TypeId, node: &Node) -> Shape {
    let key = node.key().to_owned();
    if !cx.shaping.enter(key.clone()) {
        let message = "the only alternative leads back to this schema; the repetition adds nothing";
        let finding = Diagnostic::at(Code::RecursiveAllOf, &node.at, message);
        cx.report_once(node.at.as_str(), finding);
        let mut alone = (*effective(cx, node)).clone();
        alone.unions.clear();
        return by_type(cx, id, node, &alone);
    }
    let shape = shape(cx, id, node);
    // Paired with `enter`; nothing between the two returns early.
    cx.shaping.leave(&key);
    shape
}

/// The shape of a schema: one line for each case.
fn shape(cx: &mut Cx<'_>, id: TypeId, node: &Node) -> Shape {
    let view = effective(cx, node);
    note(cx, id, node, &view);
    if view.rules.never {
        return Shape::Never;
    }
    // Before the unions that are written: a parent whose children are found by `allOf` has none of
    // its own.
    if let Some(family) = discriminator::family(cx, id, node, &view) {
        return family;
    }
    let groups = union::alternatives(&view);
    if !groups.is_empty() {
        return union::shape(cx, id, node, &view, &groups);
    }
    // Behind the unions: where alternatives stand beside a constant, each of them gets it.
    if let Some(value) = &view.rules.constant {
        return enumeration::constant(cx, id, node, &view, value);
    }
    by_type(cx, id, node, &view)
}

/// The shape that `type` and the keywords beside it give.
fn by_type(cx: &mut Cx<'_>, id: TypeId, node: &Node, view: &View) -> Shape {
    let kind = kind(&view.rules);
    if let (Some(values), Kind::Any | Kind::One(_) | Kind::AnyNumber) =
        (&view.rules.enumeration, &kind)
    {
        return enumeration::shape(cx, id, node, view, values);
    }
    match kind {
        Kind::Any => Shape::Any,
        Kind::Several => union::of_types(cx, id, node, view),
        Kind::One(SchemaType::Null) => Shape::Null,
        Kind::One(SchemaType::Boolean) => Shape::Boolean,
        Kind::One(SchemaType::Integer) => scalar::integer(&view.rules),
        Kind::One(SchemaType::Number) => scalar::number(&view.rules),
        Kind::AnyNumber => scalar::any_number(&view.rules),
        Kind::One(SchemaType::String) => scalar::text(&view.rules),
        Kind::One(SchemaType::Array) => array::shape(cx, id, node, &view.rules),
        Kind::One(SchemaType::Object) => object::shape(cx, id, view),
    }
}

/// What the `type` keyword, or the keywords in its place, say.
enum Kind {
    Any,
    One(SchemaType),
    /// `integer` beside `number`: whole numbers keep their digits.
    AnyNumber,
    Several,
}

fn kind(rules: &Rules) -> Kind {
    match rules.types.as_slice() {
        [] => implied(rules).map_or(Kind::Any, Kind::One),
        [one] => Kind::One(*one),
        [SchemaType::Integer, SchemaType::Number] | [SchemaType::Number, SchemaType::Integer] => {
            Kind::AnyNumber
        }
        _ => Kind::Several,
    }
}

/// The type that a schema without `type` means by its other keywords.
pub(crate) fn implied(rules: &Rules) -> Option<SchemaType> {
    let text = !rules.patterns.is_empty()
        || rules.min_length.is_some()
        || rules.max_length.is_some()
        || rules.encoding.is_some()
        || rules.time_format.is_some();
    if rules.speaks_of_objects() {
        Some(SchemaType::Object)
    } else if rules.items.is_some() || !rules.prefix_items.is_empty() {
        Some(SchemaType::Array)
    } else if text || rules.format.as_deref().is_some_and(scalar::is_text_format) {
        Some(SchemaType::String)
    } else {
        None
    }
}

/// Keeps what the merged schema says besides its shape.
fn note(cx: &mut Cx<'_>, id: TypeId, node: &Node, view: &View) {
    cx.arena.allow_null(id, view.nullable);
    if let Some(ty) = cx.arena.get_mut(id) {
        let mut notes = view.notes.clone();
        // What stands at the place itself says more about this use than what was taken over.
        notes.docs.clone_from(&ty.docs);
        let mut merged = view.notes.clone();
        merged.override_with(&notes);
        ty.docs = merged.docs;
    }
    for keyword in &view.ignored {
        let message = format!("`{keyword}` does not shape types and is ignored");
        let finding = Diagnostic::at(Code::IgnoredKeyword, &node.at, message);
        // Once for a keyword, not for each schema: it is ignored everywhere.
        cx.report_once(keyword.as_str(), finding);
    }
}

/// All that a schema says, also when it only stands for another one.
pub(crate) fn whole(cx: &mut Cx<'_>, node: &Node) -> Rc<View> {
    let seen = see_through(cx, node);
    effective(cx, &seen.node)
}

/// Reports a construct that types cannot show and for which a wider type stands.
pub(crate) fn unsupported(cx: &mut Cx<'_>, at: &Pointer, what: &str) {
    let message = format!("{what} cannot be shown by a type; any value is taken");
    let finding = Diagnostic::at(Code::UnsupportedSchema, at, message);
    cx.report_once(at.as_str(), finding);
}
