//! Objects of which several may hold at once, joined into one.
//!
//! A value that meets several alternatives of an `anyOf` has the properties of all of
//! them (JSON Schema 2020-12, Core §10.2.1.2). Where nothing tells these apart, any choice
//! between them would hide what the others name.

use crate::api::context::ArenaBuilder;
use crate::api::passes::share::strip_field_places;
use crate::api::passes::walk;
use crate::api::types::{
    ApiDocs, HintStep, NameHint, ObjectField, ObjectShape, OtherProperties, Presence, Shape,
    TypeId, Union,
};
use crate::limits::MOST_COMPARED_LEVELS;
use crate::maps::IndexMap;

/// The object that has the properties of all alternatives of an `anyOf`, if these are open
/// objects, and properties of one name are alike. Required is what all of them require, and
/// else what one of them does.
pub(super) fn join_alternatives(
    arena: &mut ArenaBuilder,
    id: TypeId,
    union: &Union,
) -> Option<ObjectShape> {
    if !arena.overlapping.contains(&id) || union.variants.len() < 2 {
        return None;
    }
    let parts: Vec<ObjectShape> = union
        .variants
        .iter()
        .map(|variant| find_joinable_part(arena, variant.ty))
        .collect::<Option<_>>()?;
    let mut fields: IndexMap<String, ObjectField> = IndexMap::default();
    for (name, field) in parts.iter().flat_map(|part| &part.fields) {
        match fields.get_mut(name) {
            None => {
                fields.insert(name.clone(), field.clone());
            }
            Some(known) if are_alike(arena, known.ty, field.ty, MOST_COMPARED_LEVELS) => {
                add_field(known, field);
            }
            Some(_) => return None,
        }
    }
    let mut sets: Vec<Vec<String>> = parts.iter().map(list_joined_required).collect();
    for (name, field) in &mut fields {
        let is_common = sets.iter().all(|set| set.contains(name));
        if !is_common {
            field.presence = Presence::of(false, field.presence.is_nullable());
        }
    }
    for set in &mut sets {
        set.retain(|name| {
            !fields
                .get(name)
                .is_some_and(|field| field.presence.is_required())
        });
    }
    if sets.iter().any(Vec::is_empty) {
        sets.clear();
    }
    for variant in &union.variants {
        move_inner(arena, variant.ty, id);
    }
    Some(ObjectShape {
        fields,
        rest: OtherProperties::Any,
        patterns: Vec::new(),
        any_of_required: sets,
        min_properties: choose_loosest_limit(&parts, |part| part.min_properties, u64::min),
        max_properties: choose_loosest_limit(&parts, |part| part.max_properties, u64::max),
    })
}

/// An alternative that can be a part of an object.
fn find_joinable_part(arena: &ArenaBuilder, id: TypeId) -> Option<ObjectShape> {
    match arena.shape(arena.resolved(id)) {
        Shape::Struct(object)
            if object.rest == OtherProperties::Any
                && object.patterns.is_empty()
                && object.any_of_required.is_empty() =>
        {
            Some(object.clone())
        }
        _ => None,
    }
}

/// What another alternative says of the same property.
fn add_field(known: &mut ObjectField, other: &ObjectField) {
    let nullable = known.presence.is_nullable() || other.presence.is_nullable();
    known.presence = Presence::of(known.presence.is_required(), nullable);
    known.read_only &= other.read_only;
    known.write_only &= other.write_only;
    if known.docs == ApiDocs::default() {
        known.docs.clone_from(&other.docs);
    }
}

fn list_joined_required(part: &ObjectShape) -> Vec<String> {
    let fields = part.fields.iter();
    let required = fields.filter(|(_, field)| field.presence.is_required());
    required.map(|(name, _)| name.clone()).collect()
}

/// The limit that allows most; none where one of them has none.
fn choose_loosest_limit(
    parts: &[ObjectShape],
    limit: fn(&ObjectShape) -> Option<u64>,
    looser: fn(u64, u64) -> u64,
) -> Option<u64> {
    let limits: Option<Vec<u64>> = parts.iter().map(limit).collect();
    limits?.into_iter().reduce(looser)
}

/// Whether two types are one, or say the same.
fn are_alike(arena: &ArenaBuilder, one: TypeId, two: TypeId, depth: usize) -> bool {
    let (one, two) = (arena.resolved(one), arena.resolved(two));
    if one == two {
        return true;
    }
    let Some(depth) = depth.checked_sub(1) else {
        return false;
    };
    let has_name = |id| arena.get(id).is_some_and(|ty| !ty.hint.is_inline());
    if has_name(one) && has_name(two) || arena.allows_null(one) != arena.allows_null(two) {
        return false;
    }
    let (one, two) = (arena.shape(one), arena.shape(two));
    let inner = one.inner().into_iter().zip(two.inner());
    without_places(one) == without_places(two)
        && inner
            .into_iter()
            .all(|(one, two)| are_alike(arena, one, two, depth))
}

/// A shape without the types inside of it, and without texts.
fn without_places(shape: &Shape) -> Shape {
    let mut shape = shape.clone();
    walk::change_inner(&mut shape, &|_| TypeId(0));
    if let Shape::Struct(object) = &mut shape {
        strip_field_places(object);
    }
    shape
}

/// What stands inside an alternative without a name of its own stands inside the object.
fn move_inner(arena: &mut ArenaBuilder, from: TypeId, to: TypeId) {
    let is_inline = arena.get(from).is_some_and(|ty| ty.hint.is_inline());
    let inner = arena.shape(from).inner();
    for id in inner.into_iter().filter(|_| is_inline) {
        if let Some(ty) = arena.get_mut(id)
            && let NameHint::Inside(outer, HintStep::Property(_)) = &mut ty.hint
            && *outer == from
        {
            *outer = to;
        }
    }
}
