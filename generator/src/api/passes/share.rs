//! Schemas without a name of their own that say the same as another one: each becomes
//! an alias of it.
//!
//! Documents write the same object into many operations. The copies keep their names
//! and descriptions, but are one type, which is compiled once and fits wherever one of
//! them does. Components stay apart: whoever named two things may change one of them.
//!
//! Two types are the same if the wire cannot tell them apart and programs write them alike.
//! Descriptions, what is deprecated, the order of properties and of values are no part of
//! that: a document edits them at one place and not at the other, and a program that takes
//! the one for the other would then no longer compile.

use std::hash::{BuildHasher, Hash, Hasher};

use foldhash::fast::RandomState;

use super::usage::TypeMarks;
use super::{subject, walk};
use crate::api::context::ArenaBuilder;
use crate::api::types::{ApiDocs, Enum, EnumValue, ObjectShape, Shape, Type, TypeId, TypeUse};
use crate::maps::HashMap;
use crate::source::Pointer;

/// Makes aliases of all copies.
pub(super) fn share_equal_types(arena: &mut ArenaBuilder) {
    let sets = find_equal_types(arena);
    let copies = arena.ids().filter_map(|id| {
        let original = sets.original(id);
        // Decided for all before any is changed: a type that has become an alias no longer has the
        // shape by which others are found equal to it.
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

/// Sets of equal types.
struct Sets {
    /// By type the first of its set. One that has a name of its own is never taken for
    /// another one.
    first: Vec<TypeId>,
    /// By the first of a set the first that has a name, if one has.
    named: HashMap<TypeId, TypeId>,
    /// By the first of a set the one whose place comes first by its letters: which one the
    /// others are copies of must not depend on the order of the document.
    foremost: HashMap<TypeId, TypeId>,
}

impl Sets {
    fn first(&self, id: TypeId) -> TypeId {
        self.first.get(id.index()).copied().unwrap_or(id)
    }

    /// The type of which the others are copies.
    fn original(&self, id: TypeId) -> TypeId {
        let first = self.first(id);
        let named = self.named.get(&first);
        named
            .or_else(|| self.foremost.get(&first))
            .copied()
            .unwrap_or(first)
    }
}

/// Whether a type that equals another one becomes its alias. Parts of a form are
/// encoded as their operation says.
fn may_be_copy(ty: &Type) -> bool {
    is_item(ty) && ty.hint.is_inline() && !ty.usage.form && ty.rust_type.is_none()
}

fn is_item(ty: &Type) -> bool {
    matches!(
        ty.shape,
        Shape::Struct(_) | Shape::Enum(_) | Shape::Union(_)
    )
}

/// Finds equal types, inner types before outer ones. Types on a circle equal only
/// themselves.
fn find_equal_types(arena: &ArenaBuilder) -> Sets {
    let mut sets = Sets {
        first: arena.ids().collect(),
        named: HashMap::default(),
        foremost: HashMap::default(),
    };
    // By fingerprint, then by comparison: a hash alone could take two different types for one,
    // and comparing each with each takes the square of their number.
    let mut known: HashMap<u64, Vec<TypeId>> = HashMap::default();
    let state = RandomState::default();
    for id in inner_first(arena) {
        let Some(ty) = arena.get(id) else {
            continue;
        };
        let alike = known
            .entry(fingerprint_shape(ty, &sets, &state))
            .or_default();
        let equal = alike.iter().find(|other| {
            let other = arena.get(**other);
            other.is_some_and(|other| are_equal(arena, ty, other, &sets))
        });
        let equal = equal.copied();
        if equal.is_none() {
            alike.push(id);
        }
        let equal = equal.unwrap_or(id);
        // Components stand apart as themselves: what refers to two equal components differs. Two
        // objects that did were once made one, and one of them held the wrong component.
        if !ty.hint.is_inline() {
            sets.named.entry(equal).or_insert(id);
        } else if let Some(first) = sets.first.get_mut(id.index()) {
            *first = equal;
            let place = |id| arena.get(id).map(|ty| ty.origin.as_str());
            let foremost = sets.foremost.entry(equal).or_insert(id);
            if place(id) < place(*foremost) {
                *foremost = id;
            }
        }
    }
    sets
}

/// All types, each behind those inside it.
fn inner_first(arena: &ArenaBuilder) -> Vec<TypeId> {
    let mut order = Vec::with_capacity(arena.types.len());
    let mut met = TypeMarks::new(arena);
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
fn fingerprint_shape(ty: &Type, sets: &Sets, state: &RandomState) -> u64 {
    let mut hasher = state.build_hasher();
    std::mem::discriminant(&ty.shape).hash(&mut hasher);
    // Inner types were settled before (`inner_first`), so that equal ones have one id here and
    // equality of trees is equality of their roots. Sorted, as order is no part of a struct.
    let inner = ty.shape.inner().into_iter();
    let mut inner: Vec<TypeId> = inner.map(|id| sets.first(id)).collect();
    inner.sort_unstable();
    inner.hash(&mut hasher);
    match &ty.shape {
        Shape::Integer(integer) => integer.hash(&mut hasher),
        Shape::Number(number) => number.hash(&mut hasher),
        Shape::Text(text) => text.hash(&mut hasher),
        Shape::Enum(list) => without_texts_of_values(list).hash(&mut hasher),
        Shape::Const(constant) => constant.hash(&mut hasher),
        Shape::Struct(object) => {
            let mut names: Vec<&String> = object.fields.keys().collect();
            names.sort_unstable();
            names.hash(&mut hasher);
            object.any_of_required.hash(&mut hasher);
        }
        Shape::Map(map) => (map.min_properties, map.max_properties).hash(&mut hasher),
        Shape::List(list) => (list.min_items, list.max_items, list.unique).hash(&mut hasher),
        Shape::Union(union) => {
            for variant in &union.variants {
                (&variant.hint, &variant.tags, &variant.keys).hash(&mut hasher);
            }
        }
        Shape::Any
        | Shape::Never
        | Shape::Null
        | Shape::Boolean
        | Shape::Tuple(_)
        | Shape::Alias(_) => {}
    }
    hasher.finish()
}

fn are_equal(arena: &ArenaBuilder, one: &Type, two: &Type, sets: &Sets) -> bool {
    one.usage == two.usage
        && one.rust_type == two.rust_type
        && strip_shape_places(&one.shape, sets) == strip_shape_places(&two.shape, sets)
        && subject::are_of_one_subject(arena, one, two)
}

/// The shape, wherever it stands.
fn strip_shape_places(shape: &Shape, sets: &Sets) -> Shape {
    let mut shape = shape.clone();
    walk::change_inner(&mut shape, &|id| sets.first(id));
    match &mut shape {
        Shape::Struct(object) => {
            strip_field_places(object);
        }
        Shape::Enum(list) => *list = without_texts_of_values(list),
        Shape::Union(union) => {
            for variant in &mut union.variants {
                variant.docs = ApiDocs::default();
            }
        }
        Shape::Any
        | Shape::Never
        | Shape::Null
        | Shape::Boolean
        | Shape::Integer(_)
        | Shape::Number(_)
        | Shape::Text(_)
        | Shape::Const(_)
        | Shape::Map(_)
        | Shape::List(_)
        | Shape::Tuple(_)
        | Shape::Alias(_) => {}
    }
    shape
}

/// Where a property was written and what is said of it is no part of what it is.
pub(super) fn strip_field_places(object: &mut ObjectShape) {
    for field in object.fields.values_mut() {
        field.origin = Pointer::root();
        field.docs = ApiDocs::default();
    }
}

/// The values of an enum and their names, in an order of their own.
fn without_texts_of_values(list: &Enum) -> Enum {
    let values = list.values.iter().map(|value| EnumValue {
        description: None,
        deprecated: false,
        ..value.clone()
    });
    let mut values: Vec<EnumValue> = values.collect();
    values.sort_unstable_by(|one, two| one.wire.cmp(&two.wire));
    Enum {
        kind: list.kind,
        values,
    }
}
