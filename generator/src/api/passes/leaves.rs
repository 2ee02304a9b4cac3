//! The types that a value of a variant can really have: behind aliases, and all
//! variants of inner unions.

use crate::api::context::ArenaBuilder;
use crate::api::types::{Shape, TypeId};
use crate::maps::HashSet;

/// All types behind one that are neither alias nor union.
pub(in crate::api) fn list_leaf_types(arena: &ArenaBuilder, id: TypeId) -> Vec<TypeId> {
    let mut leaves = Vec::new();
    let mut passed: HashSet<TypeId> = HashSet::default();
    let mut open = vec![id];
    while let Some(id) = open.pop() {
        // Unions of each other are legal, and a type that two variants share is one leaf.
        if !passed.insert(id) {
            continue;
        }
        match arena.shape(id) {
            Shape::Alias(target) => open.push(target.id),
            Shape::Union(union) => {
                // Reversed, because a stack gives the last one first: leaves come out in the order
                // of the document, which the findings and the generated order of variants follow.
                open.extend(union.variants.iter().rev().map(|variant| variant.ty));
            }
            _ => leaves.push(id),
        }
    }
    leaves
}
