//! Schemas without a name of their own that say the same as another one: each becomes
//! an alias of it.
//!
//! Documents write the same object into many operations. The copies keep their names
//! and descriptions, but are one type, which is compiled once and fits wherever one of
//! them does.
//! Components stay apart: whoever named two things may change one of them.

use std::hash::{Hash, Hasher};

use rustc_hash::FxHasher;

use super::usage::Marks;
use super::walk;
use crate::api::context::Arena;
use crate::api::types::{Docs, Shape, Type, TypeId, TypeUse};
use crate::maps::HashMap;
use crate::source::Pointer;

/// Makes aliases of all copies.
pub(super) fn copies(arena: &mut Arena) {
    let firsts = firsts(arena);
    let originals = originals(arena, &firsts);
    let copies = arena.ids().zip(&firsts).filter_map(|(id, first)| {
        let original = originals.get(first).copied().unwrap_or(*first);
        let is_copy = original != id && arena.get(id).is_some_and(may_be_copy);
        is_copy.then_some((id, original))
    });
    for (id, original) in copies.collect::<Vec<_>>() {
        if let Some(ty) = arena.get_mut(id) {
            ty.shape = Shape::Alias(TypeUse {
                id: original,
                nullable: false,
            });
        }
    }
}

/// Whether a type that equals another one becomes its alias. Parts of a form are
/// encoded as their operation says.
fn may_be_copy(ty: &Type) -> bool {
    is_item(ty) && ty.hint.is_inline() && !ty.usage.form
}

fn is_item(ty: &Type) -> bool {
    matches!(
        ty.shape,
        Shape::Struct(_) | Shape::Enum(_) | Shape::Union(_)
    )
}

/// For each set of equal types, by the first of them: the first that has a name.
fn originals(arena: &Arena, firsts: &[TypeId]) -> HashMap<TypeId, TypeId> {
    let mut originals = HashMap::default();
    for (id, first) in arena.ids().zip(firsts) {
        if arena.get(id).is_some_and(|ty| !ty.hint.is_inline()) {
            originals.entry(*first).or_insert(id);
        }
    }
    originals
}

/// For each type the first one that is equal, inner types before outer ones. Types on
/// a circle equal only themselves.
fn firsts(arena: &Arena) -> Vec<TypeId> {
    let mut firsts: Vec<TypeId> = arena.ids().collect();
    let mut known: HashMap<u64, Vec<TypeId>> = HashMap::default();
    for id in inner_first(arena) {
        let Some(ty) = arena.get(id) else {
            continue;
        };
        let first = |id: TypeId| firsts.get(id.index()).copied().unwrap_or(id);
        let alike = known.entry(fingerprint(ty, &first)).or_default();
        let equal = alike.iter().find(|other| {
            let other = arena.get(**other);
            other.is_some_and(|other| are_equal(ty, other, &first))
        });
        match equal.copied() {
            None => alike.push(id),
            Some(equal) => {
                if let Some(first) = firsts.get_mut(id.index()) {
                    *first = equal;
                }
            }
        }
    }
    firsts
}

/// All types, each behind those inside it.
fn inner_first(arena: &Arena) -> Vec<TypeId> {
    let mut order = Vec::with_capacity(arena.types.len());
    let mut met = Marks::new(arena);
    for start in arena.ids() {
        let mut open = vec![(start, false)];
        while let Some((id, is_left)) = open.pop() {
            if is_left {
                order.push(id);
                continue;
            }
            if met.add(id) {
                open.push((id, true));
                open.extend(arena.shape(id).inner().into_iter().map(|id| (id, false)));
            }
        }
    }
    order
}

/// Equal for equal types, and for hardly any others.
fn fingerprint(ty: &Type, first: &impl Fn(TypeId) -> TypeId) -> u64 {
    let mut hasher = FxHasher::default();
    std::mem::discriminant(&ty.shape).hash(&mut hasher);
    said_outside(ty)
        .map(|docs| &docs.description)
        .hash(&mut hasher);
    for inner in ty.shape.inner() {
        first(inner).hash(&mut hasher);
    }
    match &ty.shape {
        Shape::Integer(integer) => integer.hash(&mut hasher),
        Shape::Number(number) => number.hash(&mut hasher),
        Shape::Text(text) => text.hash(&mut hasher),
        Shape::Enum(list) => list.hash(&mut hasher),
        Shape::Const(constant) => constant.hash(&mut hasher),
        Shape::Struct(object) => object.fields.keys().for_each(|name| name.hash(&mut hasher)),
        Shape::Any
        | Shape::Never
        | Shape::Null
        | Shape::Boolean
        | Shape::Map(_)
        | Shape::List(_)
        | Shape::Tuple(_)
        | Shape::Union(_)
        | Shape::Alias(_) => {}
    }
    hasher.finish()
}

fn are_equal(one: &Type, two: &Type, first: &impl Fn(TypeId) -> TypeId) -> bool {
    one.usage == two.usage
        && one.docs.deprecated == two.docs.deprecated
        && said_outside(one) == said_outside(two)
        && have_same_order(&one.shape, &two.shape)
        && comparable(&one.shape, first) == comparable(&two.shape, first)
}

/// What a type says to people wherever it is used. An item says it in one place, where
/// its alias can say something else.
fn said_outside(ty: &Type) -> Option<&Docs> {
    (!is_item(ty)).then_some(&ty.docs)
}

/// Whether properties stand in the same order, which maps do not compare.
fn have_same_order(one: &Shape, two: &Shape) -> bool {
    match (one, two) {
        (Shape::Struct(one), Shape::Struct(two)) => one.fields.keys().eq(two.fields.keys()),
        _ => true,
    }
}

/// The shape, wherever it stands.
fn comparable(shape: &Shape, first: &impl Fn(TypeId) -> TypeId) -> Shape {
    let mut shape = shape.clone();
    walk::change_inner(&mut shape, first);
    if let Shape::Struct(object) = &mut shape {
        for field in object.fields.values_mut() {
            field.origin = Pointer::root();
        }
    }
    shape
}
