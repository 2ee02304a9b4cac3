//! Removes types that nothing uses.

use super::walk;
use crate::api::context::ArenaBuilder;
use crate::api::types::{NameHint, Operation, Selected, TypeId};
use crate::maps::HashSet;
use crate::source::Pointer;

/// Keeps what operations and calls of the provider reach, and if they are wanted, components and
/// what they reach.
pub(super) fn prune_unreachable_types(
    arena: &mut ArenaBuilder,
    operations: &mut [Operation],
    components: bool,
    calls: &[Pointer],
) {
    let kept = collect_kept_types(arena, operations, components, calls);
    let mut next = 0;
    let ids: Vec<TypeId> = arena
        .ids()
        .map(|id| {
            let new = TypeId(next);
            next += u32::from(kept.contains(&id));
            new
        })
        .collect();
    let change = |id: TypeId| ids.get(id.index()).copied().unwrap_or(id);
    let mut number = 0;
    arena.types.retain(|_| {
        number += 1;
        kept.contains(&TypeId(number - 1))
    });
    // Ids are places in the list, and all of them move when it gets shorter.
    walk::change_all(&mut arena.types, operations, &change);
}

fn collect_kept_types(
    arena: &ArenaBuilder,
    operations: &[Operation],
    components: bool,
    calls: &[Pointer],
) -> HashSet<TypeId> {
    let named = arena.ids().filter(|id| components && is_named(arena, *id));
    let mut open: Vec<TypeId> = named.chain(arena.ids_at(calls)).collect();
    for operation in operations {
        open.extend(operation.sent());
        open.extend(operation.received());
    }
    let mut kept: HashSet<TypeId> = HashSet::default();
    while let Some(id) = open.pop() {
        if kept.insert(id) {
            open.extend(arena.shape(id).inner());
            // A type that is only named after another one keeps that one: without it, the name
            // would change with what is used.
            open.extend(arena.get(id).and_then(|ty| walk::find_outer_type(&ty.hint)));
        }
    }
    kept
}

/// The types that the wanted operations and calls of the provider reach.
pub(super) fn collect_selected_types(
    arena: &ArenaBuilder,
    operations: &[Operation],
    wanted: Option<Vec<bool>>,
    calls: &[Pointer],
) -> Selected {
    let types = wanted.as_ref().map(|wanted| {
        let wanted = operations.iter().zip(wanted).filter(|(_, wanted)| **wanted);
        let roots = wanted.flat_map(|(one, _)| [one.sent(), one.received()].concat());
        let mut open: Vec<TypeId> = roots.chain(arena.ids_at(calls)).collect();
        let mut marks = vec![false; arena.types.len()];
        while let Some(id) = open.pop() {
            let mark = marks.get_mut(id.index());
            // Marked, not removed: what is not wanted still has a name that nothing wanted may
            // take.
            if mark.is_some_and(|mark| !std::mem::replace(mark, true)) {
                open.extend(arena.shape(id).inner());
            }
        }
        marks
    });
    Selected {
        operations: wanted,
        types,
    }
}

fn is_named(arena: &ArenaBuilder, id: TypeId) -> bool {
    arena.get(id).is_some_and(|ty| match ty.hint {
        NameHint::Component(_) | NameHint::Chosen(_) => true,
        NameHint::Inside(_, _)
        | NameHint::Operation(_, _)
        | NameHint::Shared(_, _)
        | NameHint::RequestView(_) => false,
    })
}
