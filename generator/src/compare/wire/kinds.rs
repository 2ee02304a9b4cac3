//! Which values an old reader reads, and which a new server takes.

use super::follow_aliases;
use crate::api::{Api, Const, EnumKind, Integer, Shape};
use crate::formats::{WireClass, classify_number};
use crate::maps::HashSet;

/// A shape in a word or two.
pub(super) fn describe_shape(shape: &Shape) -> String {
    match shape {
        Shape::Any => "any value".to_owned(),
        Shape::Never => "no value".to_owned(),
        Shape::Null => "null".to_owned(),
        Shape::Boolean => "boolean".to_owned(),
        Shape::Integer(of) => add_format("integer", of.format.as_deref()),
        Shape::Number(of) => add_format("number", of.format.as_deref()),
        Shape::Text(of) => add_format("text", of.format.as_deref()),
        Shape::Enum(of) => {
            let values: Vec<&str> = of.values.iter().map(|value| value.wire.as_str()).collect();
            format!("one of {}", values.join(", "))
        }
        Shape::Const(Const::Text(value) | Const::Integer(value)) => format!("only {value}"),
        Shape::Const(Const::Boolean(value)) => format!("only {value}"),
        Shape::Struct(_) | Shape::Map(_) => "object".to_owned(),
        Shape::List(_) | Shape::Tuple(_) => "array".to_owned(),
        Shape::Union(of) => format!("one of {} types", of.variants.len()),
        Shape::Alias(_) => "alias".to_owned(),
    }
}

fn add_format(name: &str, format: Option<&str>) -> String {
    format.map_or_else(|| name.to_owned(), |format| format!("{name} ({format})"))
}

/// The JSON type of a shape that has one.
pub(super) fn find_json_kind(shape: &Shape) -> Option<&'static str> {
    match shape {
        Shape::Any | Shape::Never | Shape::Union(_) | Shape::Alias(_) => None,
        Shape::Null => Some("null"),
        Shape::Boolean | Shape::Const(Const::Boolean(_)) => Some("boolean"),
        Shape::Integer(_) | Shape::Const(Const::Integer(_)) => Some("integer"),
        Shape::Number(_) => Some("number"),
        Shape::Text(_) | Shape::Const(Const::Text(_)) => Some("text"),
        Shape::Enum(of) => Some(match of.kind {
            EnumKind::Text => "text",
            EnumKind::Integer => "integer",
        }),
        Shape::Struct(_) | Shape::Map(_) => Some("object"),
        Shape::List(_) | Shape::Tuple(_) => Some("array"),
    }
}

/// Whether each number of `inner` is one of `outer`, as far as their formats say.
fn holds_numbers_of(outer: &Integer, inner: &Integer) -> bool {
    let class = |integer: &Integer| classify_number(integer.format.as_deref());
    match (class(outer), class(inner)) {
        (Some(WireClass::Int32 | WireClass::Uint32), inner) => class(outer) == inner,
        (Some(WireClass::Uint64), inner) => {
            matches!(inner, Some(WireClass::Uint32 | WireClass::Uint64))
        }
        _ => true,
    }
}

/// Whether a reader of `old` reads all values of `new`. Enums are open, so they read what is
/// new to them.
pub(super) fn reads_all_values(old_api: &Api, old: &Shape, new: &Shape) -> bool {
    match (old, new) {
        (Shape::Any, _) | (_, Shape::Never) => true,
        (Shape::Text(old), Shape::Text(new)) => !old.is_strict() || old.class() == new.class(),
        // A text that is read as a time or as bytes reads no other.
        (Shape::Text(old), _) if old.is_strict() => false,
        (Shape::Integer(old), Shape::Integer(new)) => holds_numbers_of(old, new),
        (Shape::Number(_), Shape::Integer(_)) => true,
        (Shape::Union(union), _) => union.variants.iter().any(|variant| {
            follow_aliases(old_api, variant.ty).is_some_and(|ty| {
                find_json_kind(&ty.shape).is_some()
                    && find_json_kind(&ty.shape) == find_json_kind(new)
            })
        }),
        _ => find_json_kind(old).is_some() && find_json_kind(old) == find_json_kind(new),
    }
}

/// Whether a server of `new` takes all values of `old`.
pub(super) fn takes_all_values(new_api: &Api, new: &Shape, old: &Shape) -> bool {
    match (old, new) {
        (_, Shape::Any) | (Shape::Never, _) => true,
        (Shape::Enum(old), Shape::Enum(new)) => {
            let taken: HashSet<&str> = new.values.iter().map(|value| &*value.wire).collect();
            old.kind == new.kind && old.values.iter().all(|value| taken.contains(&*value.wire))
        }
        (Shape::Const(old), Shape::Const(new)) => old == new,
        (Shape::Const(Const::Text(old) | Const::Integer(old)), Shape::Enum(new)) => {
            new.values.iter().any(|value| value.wire == *old)
        }
        (_, Shape::Enum(_) | Shape::Const(_)) => false,
        (Shape::Text(old), Shape::Text(new)) => !new.is_strict() || old.class() == new.class(),
        (_, Shape::Text(new)) if new.is_strict() => false,
        (Shape::Integer(old), Shape::Integer(new)) => holds_numbers_of(new, old),
        (Shape::Integer(_), Shape::Number(_)) => true,
        (_, Shape::Union(union)) => union.variants.iter().any(|variant| {
            follow_aliases(new_api, variant.ty).is_some_and(|ty| {
                find_json_kind(&ty.shape).is_some()
                    && find_json_kind(&ty.shape) == find_json_kind(old)
            })
        }),
        _ => find_json_kind(old).is_some() && find_json_kind(old) == find_json_kind(new),
    }
}
