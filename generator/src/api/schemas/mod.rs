//! Schemas → types.
//!
//! [`resolve_type_use`] gives the type of a schema at a place of use; [`fill_type_shapes`] reads the
//! shapes of all types that were asked for, one after the other, so that depth
//! and recursion of a document cost no stack. [`read_schema_shape`] is the table of cases;
//! each case is a file.

use std::rc::Rc;

use super::context::ResolveCx;
use super::types::{HintStep, NameHint, Shape, TypeId, TypeUse};
use super::view::{Rules, SchemaNode, SchemaType, View};
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
mod only_required;
mod scalar;
mod through;
mod unevaluated;
mod union;

use merge::merge_effective_schema;
pub(in crate::api) use scalar::{find_content_encoding, find_raw_media_type};
use through::{Seen, see_through};

/// The type of a schema where it is used. `hint` names a schema that has no name
/// of its own.
pub(crate) fn resolve_type_use(
    cx: &mut ResolveCx<'_>,
    node: &SchemaNode,
    hint: NameHint,
) -> TypeUse {
    let seen = see_through(cx, node);
    type_behind(cx, &seen, |_| hint)
}

/// The type of a schema inside another type. One that `allOf` brought from
/// another component is named after the place where it stands, so that all who
/// take it over share it under one name.
fn type_inside(cx: &mut ResolveCx<'_>, outer: TypeId, step: HintStep, seen: &Seen) -> TypeUse {
    type_behind(cx, seen, |cx| {
        let origin = cx
            .arena
            .get(outer)
            .map(|ty| find_home_component(&ty.origin));
        let at = &seen.node.at;
        if seen.node.is_made() || origin.is_none_or(|origin| origin == find_home_component(at)) {
            NameHint::Inside(outer, step)
        } else {
            hint::of_pointer(cx, at)
        }
    })
}

/// The component, or else the part of the document, that a place is in.
fn find_home_component(at: &Pointer) -> &str {
    let at = at.as_str();
    // `/components/schemas/NAME`: what is behind the third step is inside.
    let inside = at.match_indices('/').nth(3);
    inside.map_or(at, |(end, _)| at.get(..end).unwrap_or_default())
}

/// The type of what stands behind a schema; only a new one needs a hint.
fn type_behind<'a>(
    cx: &mut ResolveCx<'a>,
    seen: &Seen,
    hint: impl FnOnce(&mut ResolveCx<'a>) -> NameHint,
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
pub(crate) fn register_components(cx: &mut ResolveCx<'_>) {
    let source = cx.source;
    for (name, node) in &source.schemas {
        cx.id_of(node, NameHint::Component(name.clone()));
    }
    // Families are known before any shape is read: a parent is a union of its children wherever it
    // is used first.
    discriminator::find_children(cx);
}

/// Reads the shapes of all types that have none yet.
pub(crate) fn fill_type_shapes(cx: &mut ResolveCx<'_>) {
    while let Some((id, node)) = cx.next() {
        let shape = shape_behind(cx, id, &node);
        if let Some(ty) = cx.arena.get_mut(id) {
            ty.shape = shape;
        }
    }
}

/// The shape of a type whose schema may only stand for another one.
fn shape_behind(cx: &mut ResolveCx<'_>, id: TypeId, node: &SchemaNode) -> Shape {
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
fn shape_once(cx: &mut ResolveCx<'_>, id: TypeId, node: &SchemaNode) -> Shape {
    let key = node.key().to_owned();
    if !cx.shaping.enter(key.clone()) {
        let message = "the only alternative leads back to this schema; the repetition adds nothing";
        let finding = Diagnostic::at(Code::RecursiveAllOf, &node.at, message);
        cx.report_once(node.at.as_str(), finding);
        let mut alone = (*merge_effective_schema(cx, node)).clone();
        alone.unions.clear();
        return by_type(cx, id, node, &alone);
    }
    let shape = read_schema_shape(cx, id, node);
    // Paired with `enter`; nothing between the two returns early.
    cx.shaping.leave(&key);
    shape
}

/// The shape of a schema: one line for each case.
fn read_schema_shape(cx: &mut ResolveCx<'_>, id: TypeId, node: &SchemaNode) -> Shape {
    let view = merge_effective_schema(cx, node);
    note_merged_facts(cx, id, node, &view);
    if view.rules.never {
        return Shape::Never;
    }
    // Before the unions that are written: a parent whose children are found by `allOf` has none of
    // its own.
    if let Some(family) = discriminator::read_discriminator_family(cx, id, node, &view) {
        return family;
    }
    let groups = union::group_alternatives(&view);
    if !groups.is_empty() {
        return union::read_union_shape(cx, id, node, &view, &groups);
    }
    // Behind the unions: where alternatives stand beside a constant, each of them gets it.
    if let Some(value) = &view.rules.constant {
        return enumeration::read_constant_shape(cx, id, node, &view, value);
    }
    by_type(cx, id, node, &view)
}

/// The shape that `type` and the keywords beside it give.
fn by_type(cx: &mut ResolveCx<'_>, id: TypeId, node: &SchemaNode, view: &View) -> Shape {
    let kind = find_shape_kind(&view.rules);
    if let (Some(values), TypeKeyword::Any | TypeKeyword::One(_) | TypeKeyword::AnyNumber) =
        (&view.rules.enumeration, &kind)
    {
        return enumeration::read_enumeration_shape(cx, id, node, view, values);
    }
    match kind {
        TypeKeyword::Any => Shape::Any,
        TypeKeyword::Several => union::of_types(cx, id, node, view),
        TypeKeyword::One(SchemaType::Null) => Shape::Null,
        TypeKeyword::One(SchemaType::Boolean) => Shape::Boolean,
        TypeKeyword::One(SchemaType::Integer) => scalar::read_integer_shape(&view.rules),
        TypeKeyword::One(SchemaType::Number) => scalar::read_number_shape(&view.rules),
        TypeKeyword::AnyNumber => scalar::any_number(&view.rules),
        TypeKeyword::One(SchemaType::String) => scalar::read_text_shape(&view.rules),
        TypeKeyword::One(SchemaType::Array) => array::read_array_shape(cx, id, node, &view.rules),
        TypeKeyword::One(SchemaType::Object) => object::read_object_shape(cx, id, view),
    }
}

/// What the `type` keyword, or the keywords in its place, say.
enum TypeKeyword {
    Any,
    One(SchemaType),
    /// `integer` beside `number`: whole numbers keep their digits.
    AnyNumber,
    Several,
}

fn find_shape_kind(rules: &Rules) -> TypeKeyword {
    match rules.types.as_slice() {
        [] => find_implied_type(rules).map_or(TypeKeyword::Any, TypeKeyword::One),
        [one] => TypeKeyword::One(*one),
        [SchemaType::Integer, SchemaType::Number] | [SchemaType::Number, SchemaType::Integer] => {
            TypeKeyword::AnyNumber
        }
        _ => TypeKeyword::Several,
    }
}

/// The type that a schema without `type` means by its other keywords.
pub(crate) fn find_implied_type(rules: &Rules) -> Option<SchemaType> {
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
fn note_merged_facts(cx: &mut ResolveCx<'_>, id: TypeId, node: &SchemaNode, view: &View) {
    cx.arena.allow_null(id, view.nullable);
    check_time_form(cx, node, view);
    let rust_type = read_rust_type(cx, node, view);
    if let Some(ty) = cx.arena.get_mut(id) {
        ty.rust_type = rust_type;
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

/// `x-rust-type`: the path of a type, or an object with one under `path`, as typify has it.
fn read_rust_type(cx: &mut ResolveCx<'_>, node: &SchemaNode, view: &View) -> Option<String> {
    let written = view.notes.rust_type.as_ref()?;
    let path = written.as_str().or_else(|| written.get("path")?.as_str());
    if path.is_none() {
        let place = node.at.join("x-rust-type");
        let message = "`x-rust-type` has the wrong form";
        let finding = Diagnostic::at(Code::WrongExtension, &place, message);
        let help = "write the path of a type: `x-rust-type: my_types::Money`";
        cx.report_once(place.as_str(), finding.help(help));
    }
    path.map(str::to_owned)
}

/// Refuses an `x-bindery-format` by which a client could not read what it writes.
fn check_time_form(cx: &mut ResolveCx<'_>, node: &SchemaNode, view: &View) {
    let form = view.rules.time_format.as_deref();
    if form.is_none_or(scalar::can_carry_time) {
        return;
    }
    let place = node.at.join("x-bindery-format");
    let message =
        "`x-bindery-format` has the wrong form: no time that is written by it can be read";
    let finding = Diagnostic::at(Code::WrongExtension, &place, message);
    let help = "write a year, a month and a day, with or without a time, in `strftime` letters: \
                `x-bindery-format: '%Y-%m-%d %H:%M:%S'`";
    cx.report_once(place.as_str(), finding.help(help));
}

/// All that a schema says, also when it only stands for another one.
pub(crate) fn merge_whole_schema(cx: &mut ResolveCx<'_>, node: &SchemaNode) -> Rc<View> {
    let seen = see_through(cx, node);
    merge_effective_schema(cx, &seen.node)
}

/// Reports a construct that types cannot show and for which a wider type stands.
pub(crate) fn report_unsupported_schema(cx: &mut ResolveCx<'_>, at: &Pointer, what: &str) {
    let message = format!("{what} cannot be shown by a type; any value is taken");
    let finding = Diagnostic::at(Code::UnsupportedSchema, at, message);
    cx.report_once(at.as_str(), finding);
}
