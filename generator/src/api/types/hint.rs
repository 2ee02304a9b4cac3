//! From what names are made.

use super::{StatusPattern, TypeId};

/// From what a type's name is made.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum NameHint {
    /// A schema under `components/schemas` (or `$defs`), by its key.
    Component(String),
    /// A schema inside another type.
    Inside(TypeId, HintStep),
    /// A schema inside an operation; the number is its index in
    /// [`Api::operations`](super::Api::operations).
    Operation(usize, OperationPart),
    /// A schema inside a parameter, body, response or header of `components`,
    /// by its key there.
    Shared(SharedSection, String),
    /// A name that an overlay chose (`x-bindery-name`).
    Chosen(String),
    /// What requests send of a type that responses hold with other required
    /// properties (`readOnly`, `writeOnly`).
    RequestView(TypeId),
}

impl NameHint {
    /// The key of the component that it is.
    pub(crate) fn key(&self) -> Option<&str> {
        match self {
            Self::Component(key) => Some(key),
            Self::Inside(..)
            | Self::Operation(..)
            | Self::Shared(..)
            | Self::Chosen(_)
            | Self::RequestView(_) => None,
        }
    }

    /// Whether the name comes from the place alone, not from the schema's own key.
    pub(crate) fn is_inline(&self) -> bool {
        match self {
            Self::Inside(..) | Self::Operation(..) | Self::Shared(..) => true,
            Self::Component(_) | Self::Chosen(_) | Self::RequestView(_) => false,
        }
    }
}

/// The kinds of components that hold schemas inside.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SharedSection {
    /// `components/parameters`
    Parameter,
    /// `components/requestBodies`
    RequestBody,
    /// `components/responses`
    Response,
    /// `components/headers`
    Header,
}

/// The way from a type to one inside it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum HintStep {
    /// Value of a property.
    Property(String),
    /// Item of an array.
    Item,
    /// Value of a map.
    Value,
    /// Variant of a union, by position from 0; with the schema's title if it
    /// has one.
    Variant(usize, Option<String>),
    /// Position of a tuple, from 0.
    Position(usize),
}

/// The place of an inline schema in its operation.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum OperationPart {
    /// A parameter, by name.
    Parameter(String),
    /// The request body.
    RequestBody,
    /// The body of a response.
    Response(StatusPattern),
    /// A header of a response, by name.
    ResponseHeader(StatusPattern, String),
}
