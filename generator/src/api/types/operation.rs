//! Calls that the API offers.

use super::{ApiDocs, GivenName, Pagination, Parameter, RequestBody, Response, Server};
use crate::source::Pointer;

/// A call that the API offers.
#[derive(Debug, Clone)]
pub struct Operation {
    /// Where it stands.
    pub origin: Pointer,
    /// `operationId`, or one made from method and path (with a warning).
    pub id: String,
    /// Whether the id was made from method and path.
    pub is_id_made: bool,
    /// A name for the method.
    pub given: Option<GivenName>,
    /// What other generators let the method belong to, with `.` between levels.
    pub group: Option<String>,
    /// HTTP method in capitals.
    pub method: String,
    /// Path template, as it is appended to the server's URL.
    pub path: String,
    /// First tag, which groups operations into modules.
    pub tag: Option<String>,
    /// Summary as the title, then the text.
    pub docs: ApiDocs,
    /// When it will be gone, as the document writes it (`x-sunset`, as in RFC 8594).
    pub sunset: Option<String>,
    /// Own servers; empty when those of the document apply.
    pub servers: Vec<Server>,
    /// Parameters: those of the path item that are not overridden, then its own.
    pub parameters: Vec<Parameter>,
    /// The request body.
    pub request_body: Option<RequestBody>,
    /// Documented responses that mean success, in order of their status.
    pub successes: Vec<Response>,
    /// Documented responses that mean failure.
    pub failures: Vec<Response>,
    /// Requirements: one of the lists must be met whole; an empty list allows
    /// anonymous calls. `None` when neither operation nor document says any.
    pub security: Option<Vec<Vec<Requirement>>>,
    /// Whether sending twice is harmless: by method (RFC 9110 §9.2.2), or
    /// because the document says so (`x-bindery-idempotent`).
    pub idempotent: bool,
    /// The header in which a key makes sending twice harmless, where the method does not
    /// (`x-bindery-idempotency-key`).
    pub idempotency_header: Option<String>,
    /// The property of the body that asks for a stream, where an operation can
    /// answer with a stream or a whole.
    pub stream_property: Option<String>,
    /// How its pages are walked, if it has some; set by a pass.
    pub pagination: Option<Pagination>,
}

/// A security scheme that an operation asks for (OAS 3.1 §4.8.30).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Requirement {
    /// Name in `components/securitySchemes`.
    pub scheme: String,
    /// Scopes of OAuth 2.0 or OpenID Connect, or roles of other schemes.
    pub scopes: Vec<String>,
}

/// A failure that is told inside a success (`x-bindery-failure`).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct EmbeddedFailure {
    /// JSON Pointer into the body.
    pub pointer: String,
    /// The JSON text that means success there; anything else is a failure.
    pub success: String,
    /// JSON Pointer to the failure's code.
    pub code: Option<String>,
    /// JSON Pointer to its text.
    pub message: Option<String>,
}
