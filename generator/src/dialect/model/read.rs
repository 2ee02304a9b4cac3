//! Reads values that the model is made of.

use indexmap::IndexMap;
use openapiv3::ReferenceOr;
use serde::de::value::Error;
use serde::de::{DeserializeOwned, Error as _};
use serde_json::Value;

use crate::dialect::grammar::is_extension;
use crate::normalised::Beyond;
use crate::place::pointer;
use crate::source::{Node, Pointer};

/// A part of the model, or what does not fit it.
pub(super) type ModelResult<T> = Result<T, Error>;

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
        self.way.push_str(&pointer::escape_pointer_step(step));
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
        mut take: impl FnMut(&mut Self, Box<str>, Node) -> ModelResult<()>,
    ) -> ModelResult<()> {
        let Node::Map(entries) = node else {
            return Err(make_model_error("a map", &node));
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
        read: fn(&mut Self, Node) -> ModelResult<T>,
    ) -> ModelResult<IndexMap<String, T>> {
        let Node::Map(entries) = node else {
            return Err(make_model_error("a map", &node));
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
        read: fn(&mut Self, Node) -> ModelResult<T>,
    ) -> ModelResult<Vec<T>> {
        let Node::List(items) = node else {
            return Err(make_model_error("a list", &node));
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
        read: fn(&mut Self, Node) -> ModelResult<T>,
    ) -> ModelResult<ReferenceOr<T>> {
        match node {
            // The walk has dropped what stands beside a reference, and the model has no place
            // for it.
            Node::Map(mut entries) if matches!(entries.get("$ref"), Some(Node::String(_))) => {
                let reference = entries.swap_remove("$ref").map(read_text).transpose()?;
                let reference = reference.unwrap_or_default();
                Ok(ReferenceOr::Reference { reference })
            }
            node => read(self, node).map(ReferenceOr::Item),
        }
    }
}

/// All texts of a list.
pub(super) fn read_texts(node: Node) -> ModelResult<Vec<String>> {
    match node {
        Node::List(items) => items.into_iter().map(read_text).collect(),
        other => Err(make_model_error("a list", &other)),
    }
}

/// All values of a list.
pub(super) fn read_values(node: Node) -> ModelResult<Vec<Value>> {
    match node {
        Node::List(items) => items.into_iter().map(read_value).collect(),
        other => Err(make_model_error("a list", &other)),
    }
}

/// A text.
pub(super) fn read_text(node: Node) -> ModelResult<String> {
    match node {
        Node::String(text) => Ok(text.into()),
        other => Err(make_model_error("a string", &other)),
    }
}

/// A boolean.
pub(super) fn read_flag(node: Node) -> ModelResult<bool> {
    match node {
        Node::Bool(value) => Ok(value),
        other => Err(make_model_error("a boolean", &other)),
    }
}

/// A whole number from 0.
pub(super) fn read_size(node: Node) -> ModelResult<usize> {
    let expected = "a whole number from 0";
    match &node {
        Node::Number(digits) => digits
            .parse()
            .map_err(|_| make_model_error(expected, &node)),
        other => Err(make_model_error(expected, other)),
    }
}

/// Any value.
pub(super) fn read_value(node: Node) -> ModelResult<Value> {
    Ok(match node {
        Node::Null => Value::Null,
        Node::Bool(value) => Value::Bool(value),
        Node::String(text) => Value::String(text.into()),
        Node::List(items) => Value::Array(
            items
                .into_iter()
                .map(read_value)
                .collect::<ModelResult<_>>()?,
        ),
        Node::Map(entries) => {
            let mut object = serde_json::Map::with_capacity(entries.len());
            for (key, node) in entries {
                object.insert(key.into(), read_value(node)?);
            }
            Value::Object(object)
        }
        number @ Node::Number(_) => by_serde(number)?,
    })
}

/// Takes in a member that the model has no field for: extensions are kept.
pub(super) fn read_extension(
    extensions: &mut IndexMap<String, Value>,
    key: Box<str>,
    node: Node,
) -> ModelResult<()> {
    if is_extension(&key) {
        extensions.insert(key.into(), read_value(node)?);
    }
    Ok(())
}

/// What is rare or flat.
pub(super) fn by_serde<T: DeserializeOwned>(node: Node) -> ModelResult<T> {
    T::deserialize(&node)
}

/// Says that a value does not fit.
pub(super) fn make_model_error(expected: &str, found: &Node) -> Error {
    Error::custom(format_args!("expected {expected}, found {}", found.kind()))
}
