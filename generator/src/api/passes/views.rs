//! Request and response views: a type that travels both ways, but not with the
//! same required properties, becomes two (OAS 3.0 §4.7.24.2: `required` of a
//! `readOnly` property holds for responses only, of a `writeOnly` property for
//! requests only).
//!
//! The type itself stays what responses hold; requests get a copy. Both keep all
//! properties, because OAS 3.1 lets a client send back what it has received: what
//! travels the other way only is merely not required.

use std::collections::{BTreeMap, BTreeSet};

use super::{classify, leaves, walk};
use crate::api::ApiRules;
use crate::api::context::ArenaBuilder;
use crate::api::types::{
    NameHint, ObjectField, ObjectShape, Operation, Select, Shape, Type, TypeId, Usage,
};
use crate::maps::{HashMap, HashSet};

/// Splits what has to be split, if anything has: then `usage`, which must be known,
/// is wrong afterwards. What stays one type is in the rules.
pub(super) fn split_read_write_views(
    arena: &mut ArenaBuilder,
    operations: &mut [Operation],
    rules: &ApiRules,
) -> bool {
    let to_split = to_split(arena, rules);
    if to_split.is_empty() {
        return false;
    }
    // Requests get the copies and responses keep the originals: what a server gives is what most
    // programs hold, and what the type's own name should mean.
    let copies = add_view_copies(arena, &to_split);
    let of_request = |id: TypeId| copies.get(&id).copied().unwrap_or(id);
    // Types that only travel in requests are no copies, but what they hold may be: they have to
    // point at the request views.
    let sent: Vec<TypeId> = arena.ids().filter(|id| is_sent_only(arena, *id)).collect();
    for id in sent.into_iter().chain(copies.values().copied()) {
        if let Some(ty) = arena.get_mut(id) {
            walk::change_inner(&mut ty.shape, &of_request);
        }
    }
    for operation in operations {
        walk::each_sent(operation, &mut |used| used.id = of_request(used.id));
    }
    true
}

/// What tells variants apart travels both ways, whatever the document says.
pub(super) fn keep_tags(arena: &mut ArenaBuilder) {
    let mut tags: HashMap<TypeId, BTreeSet<String>> = HashMap::default();
    for id in arena.ids() {
        let Shape::Union(union) = arena.shape(id) else {
            continue;
        };
        if let Some(property) = union.select.tag_property() {
            for leaf in leaves::list_leaf_types(arena, id) {
                tags.entry(leaf).or_default().insert(property.to_owned());
            }
        }
    }
    for id in arena.ids() {
        let constant: Vec<String> = list_constant_properties(arena, id);
        let kept = tags.remove(&id).unwrap_or_default();
        if let Some(Shape::Struct(object)) = arena.get_mut(id).map(|ty| &mut ty.shape) {
            for name in kept.iter().chain(&constant) {
                if let Some(field) = object.fields.get_mut(name) {
                    // A tag that is missing in one direction leaves a union that cannot be read or
                    // written there.
                    (field.read_only, field.write_only) = (false, false);
                }
            }
        }
    }
}

/// What travels the other way only is no key of a variant, and no property of which one
/// must be there.
pub(super) fn keep_keys_that_travel(arena: &mut ArenaBuilder) {
    for id in arena.ids() {
        let Some(usage) = find_split_usage(arena, id) else {
            continue;
        };
        match arena.shape(id).clone() {
            Shape::Union(mut union) if matches!(union.select.of_objects(), Select::Keys(_)) => {
                classify::keep_keys(arena, &mut union, usage);
                set_shape(arena, id, Shape::Union(union));
            }
            Shape::Struct(mut object) if !object.any_of_required.is_empty() => {
                keep_sets(&mut object, usage);
                set_shape(arena, id, Shape::Struct(object));
            }
            _ => {}
        }
    }
}

fn set_shape(arena: &mut ArenaBuilder, id: TypeId, shape: Shape) {
    if let Some(ty) = arena.get_mut(id) {
        ty.shape = shape;
    }
}

/// An object of which one set need not have anything may have anything.
fn keep_sets(object: &mut ObjectShape, usage: Usage) {
    let travels = |name: &String| {
        let field = object.fields.get(name);
        field.is_none_or(|field| !field.travels_elsewhere(usage))
    };
    for set in &mut object.any_of_required {
        set.retain(travels);
    }
    if object.any_of_required.iter().any(Vec::is_empty) {
        object.any_of_required.clear();
    }
}

/// The properties that have one value only.
fn list_constant_properties(arena: &ArenaBuilder, id: TypeId) -> Vec<String> {
    let Shape::Struct(object) = arena.shape(id) else {
        return Vec::new();
    };
    let is_constant = |field: &ObjectField| matches!(arena.shape(field.ty), Shape::Const(_));
    let fields = object.fields.iter().filter(|(_, field)| is_constant(field));
    fields.map(|(name, _)| name.clone()).collect()
}

/// Types that travel both ways and differ, and all that hold them.
fn to_split(arena: &ArenaBuilder, rules: &ApiRules) -> BTreeSet<TypeId> {
    let whole = list_whole_types(arena, rules);
    let both = |id: &TypeId| {
        find_split_usage(arena, *id).is_some_and(|usage| usage.request && usage.response)
    };
    let mut users: HashMap<TypeId, Vec<TypeId>> = HashMap::default();
    for id in arena.ids().filter(both) {
        for inner in arena.shape(id).inner() {
            users.entry(inner).or_default().push(id);
        }
    }
    let differ = arena
        .ids()
        .filter(both)
        .filter(|id| !whole.contains(id) && differs_by_direction(arena.shape(*id)));
    let mut open: Vec<TypeId> = differ.collect();
    let mut split = BTreeSet::new();
    while let Some(id) = open.pop() {
        if split.insert(id) {
            // Whoever holds a type that splits has to split as well, or it would have to choose
            // one of the two.
            open.extend(users.get(&id).into_iter().flatten());
        }
    }
    split
}

/// What stays one type, with all that it holds: a part that splits would split it. What only
/// requests hold was no one type, and a part that was split is split still.
fn list_whole_types(arena: &ArenaBuilder, rules: &ApiRules) -> BTreeSet<TypeId> {
    let stands_in = |places: &BTreeSet<String>, id: TypeId| {
        let ty = arena.get(id);
        ty.is_some_and(|ty| places.contains(ty.origin.as_str()))
    };
    let is_whole = |id: &TypeId| stands_in(&rules.whole, *id) && !is_sent_only(arena, *id);
    let mut open: Vec<TypeId> = match rules.whole.is_empty() {
        true => Vec::new(),
        false => arena.ids().filter(is_whole).collect(),
    };
    let mut whole = BTreeSet::new();
    while let Some(id) = open.pop() {
        if !stands_in(&rules.parted, id) && whole.insert(id) {
            open.extend(arena.shape(id).inner());
        }
    }
    whole
}

fn find_split_usage(arena: &ArenaBuilder, id: TypeId) -> Option<Usage> {
    arena.get(id).map(|ty| ty.usage)
}

fn is_sent_only(arena: &ArenaBuilder, id: TypeId) -> bool {
    find_split_usage(arena, id).is_some_and(|usage| usage.request && !usage.response)
}

/// Whether one direction requires what the other one does not.
fn differs_by_direction(shape: &Shape) -> bool {
    let Shape::Struct(object) = shape else {
        return false;
    };
    let in_sets: HashSet<&String> = object.any_of_required.iter().flatten().collect();
    object.fields.iter().any(|(name, field)| {
        let required = field.presence.is_required() || in_sets.contains(name);
        required && field.read_only != field.write_only
    })
}

/// Adds the copies.
fn add_view_copies(arena: &mut ArenaBuilder, split: &BTreeSet<TypeId>) -> BTreeMap<TypeId, TypeId> {
    let mut copies = BTreeMap::new();
    for &id in split {
        if let Some(copy) = arena.get(id).cloned() {
            let hint = NameHint::RequestView(id);
            let copy = arena.add(Type { hint, ..copy });
            copies.insert(id, copy);
        }
    }
    // What stood inside a type stands inside its copy, and is named after it.
    for (&id, &copy) in &copies {
        let hint = arena.get(id).map(|ty| ty.hint.clone());
        if let Some(NameHint::Inside(outer, step)) = hint
            && let Some(&outer) = copies.get(&outer)
            && let Some(copy) = arena.get_mut(copy)
        {
            copy.hint = NameHint::Inside(outer, step);
        }
    }
    copies
}
