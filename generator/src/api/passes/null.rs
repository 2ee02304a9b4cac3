//! Carries what types say of `null` to the places that use them: a type itself
//! never holds `null`, its uses do.

use crate::api::context::ArenaBuilder;
use crate::api::types::{Operation, OtherProperties, Presence, Shape, TypeId, TypeUse};

use super::walk;

/// Marks every use of a type that allows `null`.
pub(super) fn spread_nullability(arena: &mut ArenaBuilder, operations: &mut [Operation]) {
    // First all types learn whether they allow null, then their uses: a use that is marked before
    // its target is known would miss it.
    close_nullable_types(arena);
    let nullable = arena.nullable.clone();
    // Read out before types are borrowed to be changed.
    let anything: Vec<bool> = arena
        .types
        .iter()
        .map(|ty| ty.shape == Shape::Any)
        .collect();
    let allows = |id: TypeId| nullable.get(id.index()).copied().unwrap_or_default();
    let is_any = |id: TypeId| anything.get(id.index()).copied().unwrap_or_default();
    for ty in &mut arena.types {
        mark_nullable_uses(&mut ty.shape, &allows, &is_any);
    }
    for operation in operations {
        walk::each_use(operation, &mut |used| used.nullable |= allows(used.id));
    }
}

/// An alias allows what its target allows, a union what any variant allows.
fn close_nullable_types(arena: &mut ArenaBuilder) {
    // From the targets back to those that stand for them: each type enters the list once, where
    // asking each alias for its end would walk the same chains over and over.
    let mut users: Vec<Vec<TypeId>> = vec![Vec::new(); arena.types.len()];
    let mut open: Vec<TypeId> = Vec::new();
    for id in arena.ids() {
        if matches!(arena.shape(id), Shape::Alias(_) | Shape::Union(_)) {
            for inner in arena.shape(id).inner() {
                if let Some(users) = users.get_mut(inner.index()) {
                    users.push(id);
                }
            }
        }
        if *arena.shape(id) == Shape::Null {
            arena.allow_null(id, true);
        }
        if arena.allows_null(id) {
            open.push(id);
        }
    }
    while let Some(id) = open.pop() {
        for user in users.get(id.index()).into_iter().flatten() {
            if !arena.allows_null(*user) {
                arena.allow_null(*user, true);
                open.push(*user);
            }
        }
    }
}

fn mark_nullable_uses(
    shape: &mut Shape,
    allows: &impl Fn(TypeId) -> bool,
    is_any: &impl Fn(TypeId) -> bool,
) {
    let mark = |used: &mut TypeUse| used.nullable |= allows(used.id);
    match shape {
        Shape::Struct(object) => {
            for field in object.fields.values_mut() {
                field.presence =
                    allow_null_presence(field.presence, allows(field.ty), is_any(field.ty));
            }
            if let OtherProperties::Of(rest) = &mut object.rest {
                mark(rest);
            }
        }
        Shape::Map(map) => mark(&mut map.value),
        Shape::List(list) => mark(&mut list.item),
        Shape::Tuple(tuple) => tuple.items.iter_mut().for_each(mark),
        // An alias and a union leave `null` to their own uses.
        Shape::Alias(_) | Shape::Union(_) => {}
        Shape::Any
        | Shape::Never
        | Shape::Null
        | Shape::Boolean
        | Shape::Integer(_)
        | Shape::Number(_)
        | Shape::Text(_)
        | Shape::Enum(_)
        | Shape::Const(_) => {}
    }
}

/// What may hold anything may hold `null`, so a required property of that kind
/// must not refuse it.
fn allow_null_presence(presence: Presence, nullable: bool, anything: bool) -> Presence {
    match presence {
        // Only where it is required does `any value` need this: an optional one is an `Option` of
        // any value already, and null reads as a value.
        Presence::Required if nullable || anything => Presence::RequiredNullable,
        Presence::Optional if nullable => Presence::OptionalNullable,
        other => other,
    }
}
