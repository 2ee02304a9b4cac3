//! Finds which types requests and which types responses reach.

use std::collections::HashSet;

use crate::api::context::Arena;
use crate::api::types::{Field, Operation, Shape, TypeId};

/// Fills `usage` of all types.
pub(super) fn mark(arena: &mut Arena, operations: &[Operation]) {
    let sent = operations.iter().flat_map(Operation::sent).collect();
    let received = operations.iter().flat_map(Operation::received).collect();
    let sent = reached(arena, sent, |field| !field.read_only);
    let received = reached(arena, received, |field| !field.write_only);
    for id in arena.ids() {
        if let Some(ty) = arena.get_mut(id) {
            ty.usage.request = sent.contains(&id);
            ty.usage.response = received.contains(&id);
        }
    }
}

/// All types that can be reached, through fields that travel.
fn reached(arena: &Arena, start: Vec<TypeId>, travels: fn(&Field) -> bool) -> HashSet<TypeId> {
    let mut reached: HashSet<TypeId> = HashSet::new();
    let mut open = start;
    while let Some(id) = open.pop() {
        if reached.insert(id) {
            open.extend(inner(arena.shape(id), travels));
        }
    }
    reached
}

fn inner(shape: &Shape, travels: fn(&Field) -> bool) -> Vec<TypeId> {
    let Shape::Struct(object) = shape else {
        return shape.inner();
    };
    let fields = object.fields.values().filter(|field| travels(field));
    let mut ids: Vec<TypeId> = fields.map(|field| field.ty).collect();
    ids.extend(object.rest.inner());
    ids
}
