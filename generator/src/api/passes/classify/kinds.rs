//! Telling variants apart by their JSON type.

use crate::api::context::ArenaBuilder;
use crate::api::passes::leaves;
use crate::api::types::{Const, Enum, EnumKind, JsonType, Select, Shape, TypeId, Union};

/// The union by JSON type, if no two variants share one.
pub(super) fn classify_by_json_type(arena: &ArenaBuilder, union: &Union) -> Option<Union> {
    let mut taken: Vec<JsonType> = Vec::new();
    let mut union = union.clone();
    for variant in &mut union.variants {
        let kinds = list_json_types(arena, variant.ty);
        if kinds.is_empty() || kinds.iter().any(|kind| taken.contains(kind)) {
            return None;
        }
        taken.extend(&kinds);
        variant.json_types = kinds;
    }
    union.select = Select::JsonType;
    Some(union)
}

/// The JSON types of a type's values, in order.
pub(super) fn list_json_types(arena: &ArenaBuilder, id: TypeId) -> Vec<JsonType> {
    let leaves = leaves::list_leaf_types(arena, id).into_iter();
    let mut kinds: Vec<JsonType> = leaves
        .flat_map(|id| list_shape_json_types(arena.shape(id)))
        .copied()
        .collect();
    kinds.sort_unstable();
    kinds.dedup();
    kinds
}

fn list_shape_json_types(shape: &Shape) -> &'static [JsonType] {
    use JsonType::{Array, Boolean, Number, Object, String};
    match shape {
        Shape::Any | Shape::Alias(_) | Shape::Union(_) => &[Boolean, Number, String, Array, Object],
        Shape::Never | Shape::Null => &[],
        Shape::Boolean | Shape::Const(Const::Boolean(_)) => &[Boolean],
        Shape::Integer(_) | Shape::Number(_) | Shape::Const(Const::Integer(_)) => &[Number],
        Shape::Enum(Enum {
            kind: EnumKind::Integer,
            ..
        }) => &[Number],
        Shape::Text(_) | Shape::Const(Const::Text(_)) => &[String],
        Shape::Enum(Enum {
            kind: EnumKind::Text,
            ..
        }) => &[String],
        Shape::Struct(_) | Shape::Map(_) => &[Object],
        Shape::List(_) | Shape::Tuple(_) => &[Array],
    }
}
