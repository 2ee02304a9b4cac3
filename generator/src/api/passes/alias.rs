//! Aliases: types that only stand for another one.

use std::collections::HashSet;

use super::walk;
use crate::api::context::{Arena, Cx};
use crate::api::reference;
use crate::api::types::{NameHint, Operation, Shape, TypeId};

/// Reports aliases that only lead to each other, and cuts them.
pub(super) fn report_circles(cx: &mut Cx<'_>) {
    let mut done: HashSet<TypeId> = HashSet::new();
    for start in cx.arena.ids() {
        let mut way = vec![start];
        let mut id = start;
        while let Shape::Alias(target) = cx.arena.shape(id) {
            id = target.id;
            if let Some(first) = way.iter().position(|passed| *passed == id) {
                let circle = way.split_off(first);
                report(cx, &circle);
                break;
            }
            if done.contains(&id) {
                break;
            }
            way.push(id);
        }
        done.extend(way);
    }
}

fn report(cx: &mut Cx<'_>, circle: &[TypeId]) {
    let types = circle.iter().filter_map(|id| cx.arena.get(*id));
    let places: Vec<_> = types.map(|ty| ty.origin.clone()).collect();
    if let Some(first) = places.first().cloned() {
        reference::circle(cx, &first, places);
    }
    for id in circle {
        if let Some(ty) = cx.arena.get_mut(*id) {
            ty.shape = Shape::Any;
        }
    }
}

/// Replaces aliases without a name of their own by what they stand for.
pub(super) fn inline(arena: &mut Arena, operations: &mut [Operation]) {
    let targets: Vec<TypeId> = arena.ids().map(|id| target(arena, id)).collect();
    let change = |id: TypeId| {
        targets
            .get(crate::api::context::index(id))
            .copied()
            .unwrap_or(id)
    };
    for ty in &mut arena.types {
        walk::change_inner(&mut ty.shape, &change);
        if let NameHint::Inside(outer, _) = &mut ty.hint {
            *outer = change(*outer);
        }
    }
    for operation in operations {
        for used in walk::sent(operation) {
            used.id = change(used.id);
        }
        for used in walk::received(operation) {
            used.id = change(used.id);
        }
    }
    arena.tagged = std::mem::take(&mut arena.tagged)
        .into_iter()
        .map(|(id, tagged)| (change(id), tagged))
        .collect();
}

/// The first type of a chain that is no unnamed alias.
fn target(arena: &Arena, id: TypeId) -> TypeId {
    let mut id = id;
    while let Some(ty) = arena.get(id) {
        let unnamed = match ty.hint {
            NameHint::Inside(_, _) | NameHint::Operation(_, _) | NameHint::Shared(_, _) => true,
            NameHint::Component(_) | NameHint::Chosen(_) => false,
        };
        match &ty.shape {
            Shape::Alias(target) if unnamed => id = target.id,
            _ => break,
        }
    }
    id
}
