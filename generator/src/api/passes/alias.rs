//! Aliases: types that only stand for another one.

use super::walk;
use crate::api::context::{ArenaBuilder, ResolveCx};
use crate::api::reference;
use crate::api::types::{Operation, Shape, TypeId};
use crate::maps::HashMap;

/// Reports aliases that only lead to each other, and cuts them.
pub(super) fn report_circles(cx: &mut ResolveCx<'_>) {
    // The walk on which each type was met first.
    // Met on this walk: a circle. Met on an earlier one: that walk has already looked at all that
    // follows, so that the whole pass is linear however long the chains are.
    let mut met: HashMap<TypeId, TypeId> = HashMap::default();
    for start in cx.arena.ids() {
        let mut way = Vec::new();
        let mut id = start;
        while !met.contains_key(&id) {
            met.insert(id, start);
            way.push(id);
            let Shape::Alias(target) = cx.arena.shape(id) else {
                break;
            };
            id = target.id;
            if met.get(&id) == Some(&start) {
                let circle = way.iter().position(|passed| *passed == id);
                report_alias_circle(cx, &way.split_off(circle.unwrap_or_default()));
            }
        }
    }
}

fn report_alias_circle(cx: &mut ResolveCx<'_>, circle: &[TypeId]) {
    let types = circle.iter().filter_map(|id| cx.arena.get(*id));
    let places: Vec<_> = types.map(|ty| ty.origin.clone()).collect();
    reference::report_reference_circle(cx, places);
    for id in circle {
        if let Some(ty) = cx.arena.get_mut(*id) {
            // The circle is cut at each of its members, not at one: which one came first would
            // depend on the order of the document.
            ty.shape = Shape::Any;
        }
    }
}

/// Replaces aliases without a name of their own by what they stand for.
pub(super) fn inline_unnamed_aliases(arena: &mut ArenaBuilder, operations: &mut [Operation]) {
    let targets = find_alias_targets(arena);
    let change = |id: TypeId| targets.get(id.index()).copied().unwrap_or(id);
    walk::change_all(&mut arena.types, operations, &change);
    // Notes of discriminators are kept by id beside the types, and have to follow when ids change.
    arena.tagged = std::mem::take(&mut arena.tagged)
        .into_iter()
        .map(|(id, tagged)| (change(id), tagged))
        .collect();
}

/// For each type the first of its chain that is no unnamed alias.
fn find_alias_targets(arena: &ArenaBuilder) -> Vec<TypeId> {
    let mut targets: Vec<Option<TypeId>> = vec![None; arena.types.len()];
    let known = |targets: &[Option<TypeId>], id: TypeId| targets.get(id.index()).copied().flatten();
    for start in arena.ids() {
        let mut way = Vec::new();
        let mut id = start;
        // aliases of each other were cut before; should any be left, the way ends
        while known(&targets, id).is_none()
            && way.len() <= arena.types.len()
            && let Some(ty) = arena.get(id)
            && let Shape::Alias(target) = &ty.shape
            && ty.hint.is_inline()
        {
            way.push(id);
            id = target.id;
        }
        // All that was passed gets the same end at once, or a chain of n aliases would be walked n
        // times.
        let end = known(&targets, id).unwrap_or(id);
        for passed in way.into_iter().chain([id]) {
            if let Some(slot) = targets.get_mut(passed.index()) {
                *slot = Some(end);
            }
        }
    }
    let found = arena.ids().zip(targets);
    found.map(|(id, target)| target.unwrap_or(id)).collect()
}
