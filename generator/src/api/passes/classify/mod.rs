//! Finds how the variants of each union are told apart.
//!
//! In this order, the first that fits:
//! 1. [`Select::Tag`], by the discriminator if all variants may be objects, else by a
//!    property that has a constant of its own in each variant;
//! 2. [`Select::JsonType`], when no two variants share a JSON type;
//! 3. [`Select::Keys`], when each variant requires properties that tell it apart
//!    from those that are looked for after it, those with the most required
//!    properties first;
//! 4. [`Select::ObjectsBy`], where the JSON type tells objects from all else, and their tag or
//!    their keys tell the objects apart; what all of them are together is one variant where they
//!    become one object;
//! 5. [`Select::Tag`] once more, variants with equal values of the property taken
//!    together as a union of their own;
//! 6. no union but one object with the properties of all, where several alternatives may
//!    hold at once and do not contradict each other;
//! 7. [`Select::First`], with a warning.
//!
//! Objects that only their required properties tell apart become one as well if they have
//! no names of their own.

use crate::api::context::{ArenaBuilder, ResolveCx, Tagged};
use crate::api::passes::leaves;
use crate::api::types::{JsonType, Select, Shape, TypeId, Union, Usage, Variant};
use crate::diagnostics::{Code, Diagnostic};
use crate::limits::MOST_NESTED_UNIONS;

mod constants;
mod group;
mod joined;
mod keys;
mod kinds;
mod tag;

use group::Grouping;
pub(super) use keys::drop_common_keys as keep_keys;

/// Classifies all unions.
pub(super) fn classify_unions(cx: &mut ResolveCx<'_>) {
    for id in cx.arena.ids() {
        let Shape::Union(union) = cx.arena.shape(id) else {
            continue;
        };
        let mut union = union.clone();
        let cost = estimate_classifying_cost(&cx.arena, id);
        let origin = cx.arena.get(id).map(|ty| ty.origin.clone());
        // Paid for in advance, since what many unions share is looked at for each: a hundred
        // unions over a thousand large schemas would else take the product.
        if !cx.spend(&origin.unwrap_or_default(), cost) {
            return;
        }
        drop_itself(&cx.arena, id, &mut union);
        let tagged = cx.arena.tagged.get(&id).cloned();
        classify_union(cx, id, union, tagged.as_ref(), MOST_NESTED_UNIONS);
    }
}

/// About how many bytes are looked at to tell the variants of a union apart: what many
/// unions share is looked at for each.
fn estimate_classifying_cost(arena: &ArenaBuilder, id: TypeId) -> usize {
    let leaves = leaves::list_leaf_types(arena, id).into_iter();
    let fields = leaves.map(|leaf| match arena.shape(leaf) {
        Shape::Struct(object) => 64 + 8 * object.fields.len(),
        Shape::Enum(list) => 64 + 8 * list.values.len(),
        _ => 64,
    });
    fields.sum()
}

/// A union that is one of its own variants says nothing new by that.
fn drop_itself(arena: &ArenaBuilder, id: TypeId, union: &mut Union) {
    union
        .variants
        .retain(|variant| arena.resolved(variant.ty) != id);
}

/// Gives a type its union, classified; guessed when there is no other way. There is
/// `room` for so many unions inside of it.
fn classify_union(
    cx: &mut ResolveCx<'_>,
    id: TypeId,
    union: Union,
    tagged: Option<&Tagged>,
    room: usize,
) {
    // What is found in the arena stays as it is until the way is known: each attempt works on a
    // union of its own, so that a failed one leaves no trace.
    let shape = classify_union_shape(cx, id, &union, tagged, room);
    if shape.is_none() {
        report_ambiguous_union(cx, id, &union);
    }
    if let Some(ty) = cx.arena.get_mut(id) {
        ty.shape = shape.unwrap_or(Shape::Union(union));
    }
}

/// The union with a way to tell its variants apart, or the one object that all of them
/// are.
fn classify_union_shape(
    cx: &mut ResolveCx<'_>,
    id: TypeId,
    union: &Union,
    tagged: Option<&Tagged>,
    room: usize,
) -> Option<Shape> {
    let told = classify_told_apart(cx, id, union, tagged, room);
    let is_nameless = |union: &Union| {
        let names = union.variants.iter().filter_map(|one| one.hint.as_ref());
        matches!(union.select, Select::Keys(_)) && names.count() == 0
    };
    if tagged.is_some() || told.as_ref().is_some_and(|told| !is_nameless(told)) {
        return told.map(Shape::Union);
    }
    let joined = joined::join_alternatives(&mut cx.arena, id, union).map(Shape::Struct);
    joined
        .or_else(|| told.map(Shape::Union))
        .or_else(|| joined_beside_any(cx, id, union).map(Shape::Union))
}

/// Objects that are one stand beside alternatives that take anything.
fn joined_beside_any(cx: &mut ResolveCx<'_>, id: TypeId, union: &Union) -> Option<Union> {
    let takes_any = |variant: &Variant| accepts_any_value(&cx.arena, variant.ty);
    let objects: Vec<usize> = group::list_variant_places(union, |variant| !takes_any(variant));
    if objects.len() < 2 || objects.len() == union.variants.len() {
        return None;
    }
    let grouping = Grouping::of_one(union, objects);
    let (inner_id, outer) = grouping.single(cx, id, union, None)?;
    let Shape::Union(inner) = cx.arena.shape(inner_id).clone() else {
        return None;
    };
    let object = joined::join_alternatives(&mut cx.arena, inner_id, &inner)?;
    cx.arena.get_mut(inner_id)?.shape = Shape::Struct(object);
    Some(outer)
}

/// Whether a type takes whatever comes, or any object.
fn accepts_any_value(arena: &ArenaBuilder, id: TypeId) -> bool {
    let bare = |id| arena.shape(arena.resolved(id));
    bare(id).accepts_any_value(bare)
}

/// The union with a way to tell its variants apart.
fn classify_told_apart(
    cx: &mut ResolveCx<'_>,
    id: TypeId,
    union: &Union,
    tagged: Option<&Tagged>,
    room: usize,
) -> Option<Union> {
    let flat = classify_flat_union(&cx.arena, id, union, tagged);
    // At the bottom only the ways that make no type are tried: each further level may be a union
    // inside the last, and types without end.
    let Some(room) = room.checked_sub(1) else {
        return flat;
    };
    flat.or_else(|| objects_apart(cx, id, union, tagged, room))
        .or_else(|| equal_tags_together(cx, id, union, tagged, room))
}

/// All ways that need no type besides.
fn classify_flat_union(
    arena: &ArenaBuilder,
    id: TypeId,
    union: &Union,
    tagged: Option<&Tagged>,
) -> Option<Union> {
    let usage = usage_of(arena, id);
    tagged
        .filter(|_| may_be_tagged(arena, union))
        .and_then(|tagged| tag::classify_by_discriminator(arena, union, tagged))
        // A constant in each variant tells more surely than anything else: it is what a
        // discriminator would have said. Types of JSON come next, because they are seen without
        // reading the value, and required properties last, because a server that adds a property
        // may change the choice.
        .or_else(|| tag::classify_by_constant_property(arena, union))
        .or_else(|| kinds::classify_by_json_type(arena, union))
        // Not where there is a discriminator: what it says, even where it does not reach every
        // alternative, is better tried in groups before properties are counted.
        .or_else(|| {
            tagged
                .is_none()
                .then(|| keys::classify_by_required_keys(arena, union, usage))?
        })
}

fn usage_of(arena: &ArenaBuilder, id: TypeId) -> Usage {
    arena.get(id).map(|ty| ty.usage).unwrap_or_default()
}

/// Whether all variants may be objects, which alone have a tag.
fn may_be_tagged(arena: &ArenaBuilder, union: &Union) -> bool {
    union.variants.iter().all(|variant| {
        let kinds = kinds::list_json_types(arena, variant.ty);
        // Lists and objects may stand beside each other under one discriminator. Reading the tag
        // of a list is an error, so that types of JSON decide first there.
        kinds.is_empty() || kinds.contains(&JsonType::Object)
    })
}

/// Objects among other types are told apart by themselves.
fn objects_apart(
    cx: &mut ResolveCx<'_>,
    id: TypeId,
    union: &Union,
    tagged: Option<&Tagged>,
    room: usize,
) -> Option<Union> {
    let object = [JsonType::Object];
    let is_object = |variant: &Variant| kinds::list_json_types(&cx.arena, variant.ty) == object;
    let objects: Vec<usize> = group::list_variant_places(union, is_object);
    // One object needs no union, and all of them are the union that has just failed.
    if objects.len() < 2 || objects.len() == union.variants.len() {
        return None;
    }
    let grouping = Grouping::of_one(union, objects);
    let (inner_id, outer) = grouping.single(cx, id, union, None)?;
    // The outer union must be told apart surely, or the detour wins nothing.
    let outer = kinds::classify_by_json_type(&cx.arena, &outer)?;
    let Shape::Union(inner) = cx.arena.shape(inner_id).clone() else {
        return None;
    };
    let tagged = tagged.map(|tagged| grouping.narrowed(tagged));
    let shape = classify_union_shape(cx, inner_id, &inner, tagged.as_ref(), room)?;
    match shape {
        Shape::Union(inner) if matches!(inner.select, Select::Tag { .. } | Select::Keys(_)) => {
            Some(group::spread_group(cx, (id, inner_id), outer, inner))
        }
        shape => {
            cx.arena.get_mut(inner_id)?.shape = shape;
            Some(outer)
        }
    }
}

/// Variants that share a value of the tag become a union of their own.
fn equal_tags_together(
    cx: &mut ResolveCx<'_>,
    id: TypeId,
    union: &Union,
    tagged: Option<&Tagged>,
    room: usize,
) -> Option<Union> {
    let explicit = tagged.map(|tagged| tagged.property.as_str());
    let found = tag::find_shared_property(&cx.arena, union, explicit);
    let Some(found) = found else {
        report_unreached_variant(cx, tagged);
        return keys::classify_by_required_keys(&cx.arena, union, usage_of(&cx.arena, id));
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
        let (variant, inner) = group::make_group_variant(cx, id, union, (index, places), hint);
        if let Some((inner_id, inner)) = inner {
            classify_union(cx, inner_id, inner, None, room);
        }
        outer.variants.push(Variant { tags, ..variant });
    }
    Some(outer)
}

fn report_unreached_variant(cx: &mut ResolveCx<'_>, tagged: Option<&Tagged>) {
    if let Some(tagged) = tagged {
        let property = &tagged.property;
        let message = format!("the discriminator `{property}` does not reach every alternative");
        let finding = Diagnostic::at(Code::DiscriminatorMapping, &tagged.at, message);
        cx.report_once(tagged.at.as_str(), finding);
    }
}

/// Reports a union that is guessed, unless all but one of its variants take anything: then
/// the authors say themselves that this one is only likely.
fn report_ambiguous_union(cx: &mut ResolveCx<'_>, id: TypeId, union: &Union) {
    let narrow =
        group::list_variant_places(union, |variant| !accepts_any_value(&cx.arena, variant.ty));
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
