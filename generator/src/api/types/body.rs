//! What requests and responses carry.

use indexmap::IndexMap;

use super::{ApiDocs, EmbeddedFailure, Styled, TypeUse};
use crate::source::Pointer;

/// The body of a request.
#[derive(Debug, Clone)]
pub struct RequestBody {
    /// Whether it must be given.
    pub required: bool,
    /// Alternatives in the order of the document.
    pub contents: Vec<Content>,
    /// Where it stands.
    pub origin: Pointer,
}

/// A documented response.
#[derive(Debug, Clone)]
pub struct Response {
    /// For which status.
    pub status: StatusPattern,
    /// CommonMark text.
    pub description: Option<String>,
    /// Alternatives in the order of the document; empty when there is no body.
    pub contents: Vec<Content>,
    /// Headers: name and type.
    pub headers: Vec<TypedHeader>,
    /// A failure that travels under this status (`x-bindery-failure`).
    pub failure: Option<EmbeddedFailure>,
    /// Where it stands.
    pub origin: Pointer,
}

/// A header of a response, or of a part of a request's body.
#[derive(Debug, Clone)]
pub struct TypedHeader {
    /// Name; compared without case.
    pub name: String,
    /// Type of its value.
    pub ty: TypeUse,
    /// Whether it is always there, or has to be given.
    pub required: bool,
    /// Whether it is JSON: `content` with a JSON media type.
    pub json: bool,
    /// Whether an object is written as pairs.
    pub explode: bool,
    /// What the document says of it.
    pub docs: ApiDocs,
    /// Where it stands.
    pub origin: Pointer,
}

/// A status, a range or everything else.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum StatusPattern {
    /// One code, such as 404.
    Code(u16),
    /// A hundred codes: 4 for `4XX`.
    Range(u16),
    /// All that is not listed.
    Default,
}

/// A body in one media type.
#[derive(Debug, Clone)]
pub struct Content {
    /// The media type or range, as written.
    pub media_type: String,
    /// What the body is made of.
    pub body: BodyKind,
    /// Examples of the whole body as compact JSON, with their names.
    pub examples: Vec<(String, String)>,
}

/// What a body is made of.
#[derive(Debug, Clone)]
pub enum BodyKind {
    /// JSON: `application/json`, any `+json`.
    Json(TypeUse),
    /// `application/x-www-form-urlencoded`, with what the Encoding Objects say.
    Form(TypeUse, PropertyEncodings),
    /// `multipart/*`, with what the Encoding Objects say.
    Multipart(TypeUse, PropertyEncodings),
    /// Text that is taken as it is, and the schema that says what may be sent of it.
    Text(Option<TypeUse>),
    /// A text that stands for a value, such as a date, a word of an enum or bytes in
    /// Base64: as it is, or as JSON where what arrives says so.
    Plain(TypeUse),
    /// Bytes that are taken as they are.
    Binary,
    /// `text/event-stream`.
    EventStream(EventData),
    /// JSON Lines and their like: the type of one item.
    JsonLines(TypeUse),
}

impl BodyKind {
    /// Whether it is a sequence that is read while it comes.
    pub fn is_stream(&self) -> bool {
        match self {
            Self::EventStream(_) | Self::JsonLines(_) => true,
            Self::Json(_)
            | Self::Form(..)
            | Self::Multipart(..)
            | Self::Text(_)
            | Self::Plain(_)
            | Self::Binary => false,
        }
    }
}

/// What is known of the events of a stream.
#[derive(Debug, Clone)]
pub enum EventData {
    /// Their data is text.
    Text,
    /// Their data is JSON of this type.
    Json(TypeUse),
    /// The type is that of a whole event, an object of `data`, `event` and `id`
    /// (OAS 3.2 §4.14.4).
    Whole(TypeUse),
}

impl EventData {
    /// The type, if there is one.
    pub fn ty(&self) -> Option<&TypeUse> {
        match self {
            Self::Text => None,
            Self::Json(of) | Self::Whole(of) => Some(of),
        }
    }
}

/// What the Encoding Objects of a body say, by property, in the document's order. A map, as
/// each of a body's properties asks for its own.
pub type PropertyEncodings = IndexMap<String, PropertyEncoding>;

/// An Encoding Object (OAS 3.1 §4.8.15).
#[derive(Debug, Clone)]
pub struct PropertyEncoding {
    /// `contentType`, as written.
    pub content_type: Option<String>,
    /// Whether that is one JSON type.
    pub json: bool,
    /// `style` and its companions, if any of them is written.
    pub style: Option<Styled>,
    /// Headers of its parts; none in a form that has no parts.
    pub headers: Vec<TypedHeader>,
}
