//! Where Rust needs help with recursive types: a box on a field, a newtype
//! instead of an alias.

use std::collections::{BTreeMap, BTreeSet};

use super::arena::TypeArena;
use crate::api::cycles::{Graph, find_type_cycles};
use crate::api::{NameHint, Shape, TypeId, Variant};

/// The types that would be aliases of themselves, such as a list of itself.
/// Only a type of its own breaks such a cycle.
pub(super) fn find_recursive_newtypes(arena: &TypeArena) -> BTreeSet<TypeId> {
    let graph: Graph = arena
        .iter()
        .map(|(id, ty)| (id, ty.shape.written_inside()))
        .collect();
    let cycles = find_type_cycles(&graph);
    let is_component = |id: TypeId| {
        matches!(
            arena.get(id).hint,
            NameHint::Component(_) | NameHint::Chosen(_)
        ) && !is_alias(arena, id)
    };
    // A cycle that goes through a component is broken there, so that the type that users know
    // becomes the newtype; only where it has none do all of its types become items.
    let named: BTreeSet<usize> = cycles
        .iter()
        .filter(|&(&id, _)| is_component(id))
        .map(|(_, &cycle)| cycle)
        .collect();
    cycles
        .iter()
        .filter(|&(&id, cycle)| is_component(id) || !named.contains(cycle))
        .map(|(&id, _)| id)
        .collect()
}

fn is_alias(arena: &TypeArena, id: TypeId) -> bool {
    matches!(arena.shape(id), Shape::Alias(_))
}

/// Which types hold which by value in a circle.
#[derive(Debug, Default)]
pub(super) struct Boxes {
    /// The circle that a type is on.
    circles: BTreeMap<TypeId, usize>,
    /// Whether fields and alternatives are in boxes that the lock has otherwise than the circles.
    held: BTreeMap<(TypeId, TypeId), bool>,
}

impl Boxes {
    /// `was_boxed` says of a field or an alternative whether an earlier run had it in a box.
    pub(super) fn new(
        arena: &TypeArena,
        was_boxed: impl Fn(TypeId, HeldPart<'_>) -> Option<bool>,
    ) -> Self {
        let graph: Graph = arena
            .iter()
            .map(|(id, ty)| (id, held_by_value(arena, &ty.shape)))
            .collect();
        let mut boxes = Self {
            circles: find_type_cycles(&graph),
            held: BTreeMap::new(),
        };
        for (id, ty) in arena.iter() {
            for (held, part) in list_held_parts(&ty.shape) {
                let Some(was_boxed) = was_boxed(id, part).filter(|_| arena.is_large(held)) else {
                    continue;
                };
                let by_default = match part {
                    HeldPart::Field(_) => boxes.between(id, held),
                    HeldPart::Variant(_) => true,
                };
                if was_boxed != by_default {
                    // Of two fields of one type one that was in no box must not be in one.
                    let both = boxes.held.entry((id, held)).or_insert(was_boxed);
                    *both &= was_boxed;
                }
            }
        }
        boxes.box_what_has_to_be(arena);
        boxes
    }

    /// What is in no box for the lock's sake, where that leaves a circle, is in one all the same.
    fn box_what_has_to_be(&mut self, arena: &TypeArena) {
        if self.held.values().all(|is_boxed| *is_boxed) {
            return;
        }
        let is_bare = |id: TypeId, part: HeldPart<'_>, held: TypeId| match part {
            HeldPart::Field(_) => !self.has_field_boxed(id, held),
            HeldPart::Variant(_) => !self.has_variant_boxed(id, held, arena.is_large(held)),
        };
        let graph: Graph = arena
            .iter()
            .map(|(id, ty)| {
                let parts = list_held_parts(&ty.shape).into_iter();
                let bare = parts.filter(|(held, part)| is_bare(id, *part, *held));
                let bare: Vec<TypeId> = bare.map(|(held, _)| held).collect();
                match &ty.shape {
                    Shape::Struct(_) | Shape::Union(_) => (id, bare),
                    shape => (id, held_by_value(arena, shape)),
                }
            })
            .collect();
        let circles = find_type_cycles(&graph);
        self.held.retain(|(id, held), is_boxed| {
            let circle = circles.get(id);
            *is_boxed || circle.is_none() || circle != circles.get(held)
        });
    }

    /// Whether a field or position of `holder` must hold `held` in a box.
    pub(super) fn between(&self, holder: TypeId, held: TypeId) -> bool {
        let circle = self.circles.get(&holder);
        circle.is_some() && circle == self.circles.get(&held)
    }

    /// Whether a field of a struct is in a box.
    pub(super) fn has_field_boxed(&self, holder: TypeId, held: TypeId) -> bool {
        let known = self.held.get(&(holder, held)).copied();
        known.unwrap_or_else(|| self.between(holder, held))
    }

    /// Whether an alternative of a union is in a box; `is_large` says whether its size grows with
    /// the document.
    pub(super) fn has_variant_boxed(&self, union: TypeId, held: TypeId, is_large: bool) -> bool {
        let known = self.held.get(&(union, held)).copied();
        known.unwrap_or(is_large)
    }
}

/// What holds another type by value.
#[derive(Debug, Clone, Copy)]
pub(super) enum HeldPart<'s> {
    /// A field, by its property.
    Field(&'s str),
    /// An alternative.
    Variant(&'s Variant),
}

fn list_held_parts(shape: &Shape) -> Vec<(TypeId, HeldPart<'_>)> {
    match shape {
        Shape::Struct(object) => {
            let fields = object.fields.iter();
            let parts = fields.map(|(name, field)| (field.ty, HeldPart::Field(name)));
            parts.collect()
        }
        Shape::Union(union) => {
            let variants = union.variants.iter();
            let parts = variants.map(|variant| (variant.ty, HeldPart::Variant(variant)));
            parts.collect()
        }
        _ => Vec::new(),
    }
}

/// Lists and maps are on the heap, and so is what unions box.
fn held_by_value(arena: &TypeArena, shape: &Shape) -> Vec<TypeId> {
    match shape {
        Shape::Struct(object) => object.fields.values().map(|field| field.ty).collect(),
        Shape::Tuple(tuple) => tuple.items.iter().map(|item| item.id).collect(),
        Shape::Alias(target) => vec![target.id],
        Shape::Union(union) => union
            .variants
            .iter()
            .map(|variant| variant.ty)
            .filter(|&ty| !arena.is_large(ty))
            .collect(),
        Shape::List(_)
        | Shape::Map(_)
        | Shape::Enum(_)
        | Shape::Any
        | Shape::Never
        | Shape::Null
        | Shape::Boolean
        | Shape::Integer(_)
        | Shape::Number(_)
        | Shape::Text(_)
        | Shape::Const(_) => Vec::new(),
    }
}
