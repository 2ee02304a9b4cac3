//! Parameters, and how they become text.

use super::{ApiDocs, GivenName, TypeUse};
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
    /// A name for programs.
    pub given: Option<GivenName>,
    /// Where it travels.
    pub location: Location,
    /// Whether it must be given.
    pub required: bool,
    /// Type of the value.
    pub ty: TypeUse,
    /// How the value becomes text.
    pub encoding: ParameterEncoding,
    /// Whether the empty text may stand for a value (`allowEmptyValue`).
    pub allow_empty: bool,
    /// What the document says of it.
    pub docs: ApiDocs,
    /// Where it stands.
    pub origin: Pointer,
}

/// How a parameter's value becomes text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ParameterEncoding {
    /// By `style`.
    Style(Styled),
    /// `content`: by its media type, then escaped as the location wants it.
    Content(ContentKind),
    /// The same as the whole query (`in: querystring`, OAS 3.2 §4.12.2.2).
    WholeQuery(ContentKind),
}

/// `style` and its companions (OAS 3.1 §4.8.12.3), defaults filled in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Styled {
    /// The style.
    pub style: Style,
    /// Whether each item or property is written by itself.
    pub explode: bool,
    /// Whether reserved characters stay as they are.
    pub allow_reserved: bool,
}

/// What the media type of a parameter's `content` makes of a value.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ContentKind {
    /// JSON text.
    Json,
    /// `application/x-www-form-urlencoded`.
    Form,
    /// Plain text.
    Text,
}

/// Parameter styles (OAS 3.2 §4.12.3).
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
    Cookie,
}
