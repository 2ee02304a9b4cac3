//! Unions of texts: when every alternative, also inside other unions, is a text
//! or an enum of texts, the union is one open enum, or one text.

use super::{leaves, walk};
use crate::api::context::ArenaBuilder;
use crate::api::types::{
    Const, Enum, EnumKind, EnumValue, Shape, TextShape, TypeId, TypeUse, Union,
};
use crate::maps::IndexMap;

/// Collapses all unions of texts.
pub(super) fn collapse_text_unions(arena: &mut ArenaBuilder) {
    // one after the other: two unions of each other must not become each other's alias
    for id in arena.ids() {
        let collapsed = collapse_text_union(arena, id);
        if let (Some(shape), Some(ty)) = (collapsed, arena.get_mut(id)) {
            ty.shape = shape;
        }
    }
}

fn collapse_text_union(arena: &ArenaBuilder, id: TypeId) -> Option<Shape> {
    let Shape::Union(union) = arena.shape(id) else {
        return None;
    };
    let mut values: IndexMap<String, EnumValue> = IndexMap::default();
    for leaf in leaves::list_leaf_types(arena, id) {
        for value in texts_of(arena.shape(leaf))? {
            // The first to list a value has the say about its name and text, as the order of the
            // document is the only one that authors can see.
            values.entry(value.wire.clone()).or_insert(value);
        }
    }
    // An enum beside plain texts is that enum, which is open anyway: an alias keeps its name, and
    // so does a program that is written against it.
    let only = only_enum(arena, union).filter(|only| arena.resolved(*only) != id);
    if let Some(only) = only.filter(|only| !is_named_inside(arena, *only, id)) {
        return Some(Shape::Alias(TypeUse {
            id: only,
            nullable: false,
        }));
    }
    Some(if values.is_empty() {
        Shape::Text(TextShape::default())
    } else {
        Shape::Enum(Enum {
            kind: EnumKind::Text,
            values: values.into_values().collect(),
        })
    })
}

/// The only variant that is more than any text.
fn only_enum(arena: &ArenaBuilder, union: &Union) -> Option<TypeId> {
    let is_enum = |id: &TypeId| !matches!(arena.shape(arena.resolved(*id)), Shape::Text(_));
    let mut enums = union
        .variants
        .iter()
        .map(|variant| variant.ty)
        .filter(is_enum);
    let only = enums.next()?;
    enums.next().is_none().then_some(only)
}

/// Whether a type is named after another one, whose alias it then cannot be.
fn is_named_inside(arena: &ArenaBuilder, id: TypeId, outer: TypeId) -> bool {
    let hint = arena.get(id).map(|ty| &ty.hint);
    hint.is_some_and(|hint| walk::find_outer_type(hint) == Some(outer))
}

/// The values of a text; `None` for what is no text, or one that is not kept as
/// it came.
fn texts_of(shape: &Shape) -> Option<Vec<EnumValue>> {
    match shape {
        Shape::Enum(list) if list.kind == EnumKind::Text => Some(list.values.clone()),
        Shape::Const(Const::Text(text)) => Some(vec![EnumValue {
            wire: text.clone(),
            given: None,
            description: None,
            deprecated: false,
        }]),
        // A strict text (a date, Base64) is no member: its Rust type is not `String`, and joining
        // it with others would lose that.
        Shape::Text(text) if !text.is_strict() => Some(Vec::new()),
        _ => None,
    }
}
