//! Where Rust needs help with recursive types: a box on a field, a newtype
//! instead of an alias.

use std::collections::{BTreeMap, BTreeSet};

use super::arena::TypeArena;
use crate::api::cycles::{Graph, find_type_cycles};
use crate::api::{NameHint, Shape, TypeId};

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
pub(super) struct Boxes(BTreeMap<TypeId, usize>);

impl Boxes {
    pub(super) fn new(arena: &TypeArena) -> Self {
        let graph: Graph = arena
            .iter()
            .map(|(id, ty)| (id, held_by_value(arena, &ty.shape)))
            .collect();
        Self(find_type_cycles(&graph))
    }

    /// Whether a field or position of `holder` must hold `held` in a box.
    pub(super) fn between(&self, holder: TypeId, held: TypeId) -> bool {
        let cycle = self.0.get(&holder);
        cycle.is_some() && cycle == self.0.get(&held)
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
