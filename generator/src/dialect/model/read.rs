//! Reads values that the model is made of.

use indexmap::IndexMap;
use openapiv3::ReferenceOr;
use serde::de::value::Error;
use serde::de::{DeserializeOwned, Error as _};
use serde_json::Value;

use crate::dialect::grammar::is_extension;
use crate::source::Node;

/// A part of the model, or what does not fit it.
pub(super) type Read<T> = Result<T, Error>;

/// The members of an object that say something: a field that is null is none.
pub(super) fn members(node: Node) -> Read<impl Iterator<Item = (Box<str>, Node)>> {
    match node {
        Node::Map(entries) => {
            let says = |(key, node): &(Box<str>, Node)| *node != Node::Null || is_extension(key);
            Ok(entries.into_iter().filter(says))
        }
        other => Err(misfit("a map", &other)),
    }
}

/// All values of a map under their names.
pub(super) fn map<T>(node: Node, read: fn(Node) -> Read<T>) -> Read<IndexMap<String, T>> {
    match node {
        Node::Map(entries) => {
            let mut read_entries = IndexMap::with_capacity(entries.len());
            for (key, node) in entries {
                read_entries.insert(key.into(), read(node)?);
            }
            Ok(read_entries)
        }
        other => Err(misfit("a map", &other)),
    }
}

/// All values of a list.
pub(super) fn list<T>(node: Node, read: impl FnMut(Node) -> Read<T>) -> Read<Vec<T>> {
    match node {
        Node::List(items) => items.into_iter().map(read).collect(),
        other => Err(misfit("a list", &other)),
    }
}

/// An object or a reference to one; what stands beside a reference says nothing.
pub(super) fn referable<T>(node: Node, read: fn(Node) -> Read<T>) -> Read<ReferenceOr<T>> {
    match node {
        // The walk has dropped or moved what stands beside a reference: the model has no
        // place for it.
        Node::Map(mut entries) if matches!(entries.get("$ref"), Some(Node::String(_))) => {
            let reference = entries.swap_remove("$ref").map(text).transpose()?;
            let reference = reference.unwrap_or_default();
            Ok(ReferenceOr::Reference { reference })
        }
        node => read(node).map(ReferenceOr::Item),
    }
}

/// The same in a box.
pub(super) fn boxed<T>(node: Node, read: fn(Node) -> Read<T>) -> Read<ReferenceOr<Box<T>>> {
    Ok(match referable(node, read)? {
        ReferenceOr::Reference { reference } => ReferenceOr::Reference { reference },
        ReferenceOr::Item(item) => ReferenceOr::boxed_item(item),
    })
}

/// A text.
pub(super) fn text(node: Node) -> Read<String> {
    match node {
        Node::String(text) => Ok(text.into()),
        other => Err(misfit("a string", &other)),
    }
}

/// A boolean.
pub(super) fn flag(node: Node) -> Read<bool> {
    match node {
        Node::Bool(value) => Ok(value),
        other => Err(misfit("a boolean", &other)),
    }
}

/// A whole number from 0.
pub(super) fn size(node: Node) -> Read<usize> {
    let expected = "a whole number from 0";
    match &node {
        Node::Number(digits) => digits.parse().map_err(|_| misfit(expected, &node)),
        other => Err(misfit(expected, other)),
    }
}

/// Any value.
pub(super) fn value(node: Node) -> Read<Value> {
    Ok(match node {
        Node::Null => Value::Null,
        Node::Bool(value) => Value::Bool(value),
        Node::String(text) => Value::String(text.into()),
        Node::List(items) => Value::Array(items.into_iter().map(value).collect::<Read<_>>()?),
        Node::Map(entries) => {
            let mut object = serde_json::Map::with_capacity(entries.len());
            for (key, node) in entries {
                object.insert(key.into(), value(node)?);
            }
            Value::Object(object)
        }
        number @ Node::Number(_) => by_serde(number)?,
    })
}

/// Takes in a member that the model has no field for: extensions are kept.
pub(super) fn extend(
    extensions: &mut IndexMap<String, Value>,
    key: Box<str>,
    node: Node,
) -> Read<()> {
    if is_extension(&key) {
        extensions.insert(key.into(), value(node)?);
    }
    Ok(())
}

/// What is rare or flat.
pub(super) fn by_serde<T: DeserializeOwned>(node: Node) -> Read<T> {
    T::deserialize(&node)
}

/// Says that a value does not fit.
pub(super) fn misfit(expected: &str, found: &Node) -> Error {
    Error::custom(format_args!("expected {expected}, found {}", found.kind()))
}
