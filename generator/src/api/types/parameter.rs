//! Parameters, and how they become text.

use super::{Docs, TypeUse};
use crate::source::Pointer;

/// Where a parameter travels.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Location {
    /// In the path template.
    Path,
    /// In the query.
    Query,
    /// As a header.
    Header,
    /// As a cookie.
    Cookie,
}

/// A parameter of an operation.
#[derive(Debug, Clone)]
pub struct Parameter {
    /// Name on the wire.
    pub name: String,
    /// Where it travels.
    pub location: Location,
    /// Whether it must be given.
    pub required: bool,
    /// Type of the value.
    pub ty: TypeUse,
    /// How the value becomes text.
    pub encoding: ParameterEncoding,
    /// What the document says of it.
    pub docs: Docs,
    /// Where it stands.
    pub origin: Pointer,
}

/// How a parameter's value becomes text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ParameterEncoding {
    /// By `style` (OAS 3.1 §4.8.12.3), defaults filled in.
    Style {
        /// The style.
        style: Style,
        /// Whether each item or property is written by itself.
        explode: bool,
        /// Whether reserved characters stay as they are.
        allow_reserved: bool,
    },
    /// `content` with a JSON media type: JSON text, then percent-encoded.
    Json,
}

/// Parameter styles (OAS 3.1 §4.8.12.3).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[allow(missing_docs, reason = "the names are the specification's")]
pub enum Style {
    Matrix,
    Label,
    Simple,
    Form,
    SpaceDelimited,
    PipeDelimited,
    DeepObject,
}
