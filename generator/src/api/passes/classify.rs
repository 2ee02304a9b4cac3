//! Finds how the variants of each union are told apart.
//!
//! In this order, the first that fits:
//! 1. [`Select::Tag`], by the discriminator if all variants may be objects, else by a
//!    property that has a constant of its own in each variant;
//! 2. [`Select::JsonType`], when no two variants share a JSON type;
//! 3. [`Select::Keys`], when each variant requires properties that tell it apart
//!    from those that are looked for after it, those with the most required
//!    properties first;
//! 4. [`Select::JsonType`] once more, the objects among other types taken
//!    together as a union of their own, provided that it need not be guessed;
//! 5. [`Select::Tag`] once more, variants with equal values of the property taken
//!    together as a union of their own;
//! 6. no union but one object with the properties of all, where several alternatives may
//!    hold at once and do not contradict each other;
//! 7. [`Select::First`], with a warning.
//!
//! Objects that only their required properties tell apart become one as well if they have
//! no names of their own.

use crate::api::context::{Arena, Cx, Tagged};
use crate::api::passes::leaves;
use crate::api::types::{JsonType, Select, Shape, TypeId, Union, Usage, Variant};
use crate::diagnostics::{Code, Diagnostic};

mod constants;
mod group;
mod joined;
mod keys;
mod kinds;
mod tag;

use group::Grouping;
pub(super) use keys::keep as keep_keys;

/// How many unions of parts of a union may stand inside each other. What would stand
/// deeper is guessed.
const MOST_NESTED: usize = 8;

/// Classifies all unions.
pub(super) fn all(cx: &mut Cx<'_>) {
    for id in cx.arena.ids() {
        let Shape::Union(union) = cx.arena.shape(id) else {
            continue;
        };
        let mut union = union.clone();
        let cost = cost(&cx.arena, id);
        let origin = cx.arena.get(id).map(|ty| ty.origin.clone());
        // Paid for in advance, since what many unions share is looked at for each: a hundred
        // unions over a thousand large schemas would else take the product.
        if !cx.spend(&origin.unwrap_or_default(), cost) {
            return;
        }
        drop_itself(&cx.arena, id, &mut union);
        let tagged = cx.arena.tagged.get(&id).cloned();
        classify(cx, id, union, tagged.as_ref(), MOST_NESTED);
    }
}

/// About how many bytes are looked at to tell the variants of a union apart: what many
/// unions share is looked at for each.
fn cost(arena: &Arena, id: TypeId) -> usize {
    let leaves = leaves::of(arena, id).into_iter();
    let fields = leaves.map(|leaf| match arena.shape(leaf) {
        Shape::Struct(object) => 64 + 8 * object.fields.len(),
        Shape::Enum(list) => 64 + 8 * list.values.len(),
        _ => 64,
    });
    fields.sum()
}

/// A union that is one of its own variants says nothing new by that.
fn drop_itself(arena: &Arena, id: TypeId, union: &mut Union) {
    union
        .variants
        .retain(|variant| arena.resolved(variant.ty) != id);
}

/// Gives a type its union, classified; guessed when there is no other way. There is
/// `room` for so many unions inside of it.
fn classify(cx: &mut Cx<'_>, id: TypeId, union: Union, tagged: Option<&Tagged>, room: usize) {
    // What is found in the arena stays as it is until the way is known: each attempt works on a
    // union of its own, so that a failed one leaves no trace.
    let shape = shape(cx, id, &union, tagged, room);
    if shape.is_none() {
        ambiguous(cx, id, &union);
    }
    if let Some(ty) = cx.arena.get_mut(id) {
        ty.shape = shape.unwrap_or(Shape::Union(union));
    }
}

/// The union with a way to tell its variants apart, or the one object that all of them
/// are.
fn shape(
    cx: &mut Cx<'_>,
    id: TypeId,
    union: &Union,
    tagged: Option<&Tagged>,
    room: usize,
) -> Option<Shape> {
    let told = told(cx, id, union, tagged, room);
    let is_nameless = |union: &Union| {
        let names = union.variants.iter().filter_map(|one| one.hint.as_ref());
        matches!(union.select, Select::Keys(_)) && names.count() == 0
    };
    if tagged.is_some() || told.as_ref().is_some_and(|told| !is_nameless(told)) {
        return told.map(Shape::Union);
    }
    let joined = joined::object(&mut cx.arena, id, union).map(Shape::Struct);
    joined
        .or_else(|| told.map(Shape::Union))
        .or_else(|| joined_beside_any(cx, id, union).map(Shape::Union))
}

/// Objects that are one stand beside alternatives that take anything.
fn joined_beside_any(cx: &mut Cx<'_>, id: TypeId, union: &Union) -> Option<Union> {
    let takes_any = |variant: &Variant| takes_any(&cx.arena, variant.ty);
    let objects: Vec<usize> = group::places(union, |variant| !takes_any(variant));
    if objects.len() < 2 || objects.len() == union.variants.len() {
        return None;
    }
    let grouping = Grouping::of_one(union, objects);
    let (inner_id, outer) = grouping.single(cx, id, union, None)?;
    let Shape::Union(inner) = cx.arena.shape(inner_id).clone() else {
        return None;
    };
    let object = joined::object(&mut cx.arena, inner_id, &inner)?;
    cx.arena.get_mut(inner_id)?.shape = Shape::Struct(object);
    Some(outer)
}

/// Whether a type takes whatever comes, or any object.
fn takes_any(arena: &Arena, id: TypeId) -> bool {
    match arena.shape(arena.resolved(id)) {
        Shape::Any => true,
        Shape::Map(map) => *arena.shape(arena.resolved(map.value.id)) == Shape::Any,
        _ => false,
    }
}

/// The union with a way to tell its variants apart.
fn told(
    cx: &mut Cx<'_>,
    id: TypeId,
    union: &Union,
    tagged: Option<&Tagged>,
    room: usize,
) -> Option<Union> {
    let flat = flat(&cx.arena, id, union, tagged);
    // At the bottom only the ways that make no type are tried: each further level may be a union
    // inside the last, and types without end.
    let Some(room) = room.checked_sub(1) else {
        return flat;
    };
    flat.or_else(|| objects_apart(cx, id, union, tagged, room))
        .or_else(|| equal_tags_together(cx, id, union, tagged, room))
}

/// All ways that need no type besides.
fn flat(arena: &Arena, id: TypeId, union: &Union, tagged: Option<&Tagged>) -> Option<Union> {
    let usage = usage_of(arena, id);
    tagged
        .filter(|_| may_be_tagged(arena, union))
        .and_then(|tagged| tag::explicit(arena, union, tagged))
        // A constant in each variant tells more surely than anything else: it is what a
        // discriminator would have said. Types of JSON come next, because they are seen without
        // reading the value, and required properties last, because a server that adds a property
        // may change the choice.
        .or_else(|| tag::inferred(arena, union))
        .or_else(|| kinds::disjoint(arena, union))
        // Not where there is a discriminator: what it says, even where it does not reach every
        // alternative, is better tried in groups before properties are counted.
        .or_else(|| {
            tagged
                .is_none()
                .then(|| keys::distinct(arena, union, usage))?
        })
}

fn usage_of(arena: &Arena, id: TypeId) -> Usage {
    arena.get(id).map(|ty| ty.usage).unwrap_or_default()
}

/// Whether all variants may be objects, which alone have a tag.
fn may_be_tagged(arena: &Arena, union: &Union) -> bool {
    union.variants.iter().all(|variant| {
        let kinds = kinds::of(arena, variant.ty);
        // Lists and objects may stand beside each other under one discriminator. Reading the tag
        // of a list is an error, so that types of JSON decide first there.
        kinds.is_empty() || kinds.contains(&JsonType::Object)
    })
}

/// Objects among other types become a union of their own.
fn objects_apart(
    cx: &mut Cx<'_>,
    id: TypeId,
    union: &Union,
    tagged: Option<&Tagged>,
    room: usize,
) -> Option<Union> {
    let object = [JsonType::Object];
    let is_object = |variant: &Variant| kinds::of(&cx.arena, variant.ty) == object;
    let objects: Vec<usize> = group::places(union, is_object);
    // One object needs no union, and all of them are the union that has just failed.
    if objects.len() < 2 || objects.len() == union.variants.len() {
        return None;
    }
    let grouping = Grouping::of_one(union, objects);
    let (inner_id, outer) = grouping.single(cx, id, union, None)?;
    // The outer union must be told apart surely, or the detour wins nothing.
    let outer = kinds::disjoint(&cx.arena, &outer)?;
    let Shape::Union(inner) = cx.arena.shape(inner_id).clone() else {
        return None;
    };
    let tagged = tagged.map(|tagged| grouping.narrowed(tagged));
    let inner = shape(cx, inner_id, &inner, tagged.as_ref(), room)?;
    cx.arena.get_mut(inner_id)?.shape = inner;
    Some(outer)
}

/// Variants that share a value of the tag become a union of their own.
fn equal_tags_together(
    cx: &mut Cx<'_>,
    id: TypeId,
    union: &Union,
    tagged: Option<&Tagged>,
    room: usize,
) -> Option<Union> {
    let explicit = tagged.map(|tagged| tagged.property.as_str());
    let found = tag::shared(&cx.arena, union, explicit);
    let Some(found) = found else {
        unreached(cx, tagged);
        return keys::distinct(&cx.arena, union, usage_of(&cx.arena, id));
    };
    let grouping = Grouping {
        groups: found.groups,
    };
    let mut outer = Union {
        select: Select::Tag {
            of: tag::tag_type(&cx.arena, union, &found.property),
            property: found.property,
        },
        variants: Vec::new(),
    };
    for (index, (places, tags)) in grouping.groups.iter().zip(found.tags).enumerate() {
        let hint = tags.first().cloned();
        let (variant, inner) = group::variant(cx, id, union, (index, places), hint);
        if let Some((inner_id, inner)) = inner {
            classify(cx, inner_id, inner, None, room);
        }
        outer.variants.push(Variant { tags, ..variant });
    }
    Some(outer)
}

fn unreached(cx: &mut Cx<'_>, tagged: Option<&Tagged>) {
    if let Some(tagged) = tagged {
        let property = &tagged.property;
        let message = format!("the discriminator `{property}` does not reach every alternative");
        let finding = Diagnostic::at(Code::DiscriminatorMapping, &tagged.at, message);
        cx.report_once(tagged.at.as_str(), finding);
    }
}

/// Reports a union that is guessed, unless all but one of its variants take anything: then
/// the authors say themselves that this one is only likely.
fn ambiguous(cx: &mut Cx<'_>, id: TypeId, union: &Union) {
    let narrow = group::places(union, |variant| !takes_any(&cx.arena, variant.ty));
    if narrow.len() < 2 {
        return;
    }
    let Some(origin) = cx.arena.get(id).map(|ty| ty.origin.clone()) else {
        return;
    };
    let message = "nothing tells the alternatives apart; the one that keeps most of a value \
                   is taken";
    let finding = Diagnostic::at(Code::AmbiguousUnion, &origin, message)
        .help("give each alternative a required property with a constant of its own");
    cx.report_once(origin.as_str(), finding);
}
