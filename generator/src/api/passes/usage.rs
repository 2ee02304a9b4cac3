//! Finds which types requests and which types responses reach.

use std::collections::HashSet;

use super::walk;
use crate::api::context::Arena;
use crate::api::types::{Field, Operation, Rest, Shape, TypeId};

/// Fills `usage` of all types.
pub(super) fn mark(arena: &mut Arena, operations: &mut [Operation]) {
    let sent = ids(operations, |operation| {
        walk::sent(operation)
            .into_iter()
            .map(|used| used.id)
            .collect()
    });
    let received = ids(operations, |operation| {
        walk::received(operation)
            .into_iter()
            .map(|used| used.id)
            .collect()
    });
    for id in reached(arena, sent, |field| !field.read_only) {
        if let Some(ty) = arena.get_mut(id) {
            ty.usage.request = true;
        }
    }
    for id in reached(arena, received, |field| !field.write_only) {
        if let Some(ty) = arena.get_mut(id) {
            ty.usage.response = true;
        }
    }
}

fn ids(operations: &mut [Operation], of: impl Fn(&mut Operation) -> Vec<TypeId>) -> Vec<TypeId> {
    operations.iter_mut().flat_map(of).collect()
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
        return walk::inner(shape);
    };
    let fields = object.fields.values().filter(|field| travels(field));
    let mut ids: Vec<TypeId> = fields.map(|field| field.ty).collect();
    if let Rest::Of(rest) = &object.rest {
        ids.push(rest.id);
    }
    ids
}
