//! Reads values that the model is made of.

use indexmap::IndexMap;
use openapiv3::ReferenceOr;
use serde::de::value::Error;
use serde::de::{DeserializeOwned, Error as _};
use serde_json::Value;

use crate::dialect::grammar::is_extension;
use crate::normalised::Beyond;
use crate::source::{Node, Pointer, pointer};

/// A part of the model, or what does not fit it.
pub(super) type Read<T> = Result<T, Error>;

/// The place that is being read, and what was found beyond the model so far.
#[derive(Default)]
pub(super) struct Reader {
    /// The text of a pointer into the normalised document. It grows and shrinks with the
    /// walk, so that a place costs nothing where nobody asks for it.
    way: String,
    /// What the model has no field for.
    pub beyond: Beyond,
}

impl Reader {
    /// The place that is being read.
    pub(super) fn place(&self) -> Pointer {
        Pointer::from_text(self.way.as_str())
    }

    /// Goes one step further in; gives what [`leave`](Self::leave) needs to go back.
    fn enter(&mut self, step: &str) -> usize {
        let length = self.way.len();
        self.way.push('/');
        self.way.push_str(&pointer::escape(step));
        length
    }

    fn leave(&mut self, length: usize) {
        self.way.truncate(length);
    }

    /// Gives the members of an object that say something: a field that is null is none,
    /// but for `const`, whose value it is.
    pub(super) fn members(
        &mut self,
        node: Node,
        mut take: impl FnMut(&mut Self, Box<str>, Node) -> Read<()>,
    ) -> Read<()> {
        let Node::Map(entries) = node else {
            return Err(misfit("a map", &node));
        };
        for (key, node) in entries {
            if node != Node::Null || is_extension(&key) || &*key == "const" {
                let length = self.enter(&key);
                take(self, key, node)?;
                self.leave(length);
            }
        }
        Ok(())
    }

    /// All values of a map under their names.
    pub(super) fn map<T>(
        &mut self,
        node: Node,
        read: fn(&mut Self, Node) -> Read<T>,
    ) -> Read<IndexMap<String, T>> {
        let Node::Map(entries) = node else {
            return Err(misfit("a map", &node));
        };
        let mut read_entries = IndexMap::with_capacity(entries.len());
        for (key, node) in entries {
            let length = self.enter(&key);
            read_entries.insert(key.into(), read(self, node)?);
            self.leave(length);
        }
        Ok(read_entries)
    }

    /// All values of a list.
    pub(super) fn list<T>(
        &mut self,
        node: Node,
        read: fn(&mut Self, Node) -> Read<T>,
    ) -> Read<Vec<T>> {
        let Node::List(items) = node else {
            return Err(misfit("a list", &node));
        };
        let mut read_items = Vec::with_capacity(items.len());
        for (index, item) in items.into_iter().enumerate() {
            let length = self.enter(&index.to_string());
            read_items.push(read(self, item)?);
            self.leave(length);
        }
        Ok(read_items)
    }

    /// An object or a reference to one; what stands beside a reference says nothing.
    pub(super) fn referable<T>(
        &mut self,
        node: Node,
        read: fn(&mut Self, Node) -> Read<T>,
    ) -> Read<ReferenceOr<T>> {
        match node {
            // The walk has dropped what stands beside a reference, and the model has no place
            // for it.
            Node::Map(mut entries) if matches!(entries.get("$ref"), Some(Node::String(_))) => {
                let reference = entries.swap_remove("$ref").map(text).transpose()?;
                let reference = reference.unwrap_or_default();
                Ok(ReferenceOr::Reference { reference })
            }
            node => read(self, node).map(ReferenceOr::Item),
        }
    }
}

/// All texts of a list.
pub(super) fn texts(node: Node) -> Read<Vec<String>> {
    match node {
        Node::List(items) => items.into_iter().map(text).collect(),
        other => Err(misfit("a list", &other)),
    }
}

/// All values of a list.
pub(super) fn values(node: Node) -> Read<Vec<Value>> {
    match node {
        Node::List(items) => items.into_iter().map(value).collect(),
        other => Err(misfit("a list", &other)),
    }
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
