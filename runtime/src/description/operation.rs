//! What a document says about one operation, as constants: generated code
//! writes one [`Operation`] for each, the engine reads them. Knows nothing of
//! types: values travel beside the description.

use http::Method;

use crate::description::Server;
use crate::params::Parameter;

/// One operation of a document (OAS 3.1 §4.8.10).
#[derive(Debug)]
pub struct Operation {
    /// `operationId`, for errors and spans.
    pub id: &'static str,
    /// The method.
    pub method: Method,
    /// The path template, appended to the server's URL. It may end in a fixed
    /// query, `?beta=true`, which goes before that of the parameters.
    pub path: &'static str,
    /// The parameters, in the order in which [`Call::new`](crate::Call::new) gets
    /// their values.
    pub parameters: &'static [Parameter],
    /// The request body, if there is one.
    pub body: Option<BodyInfo>,
    /// The documented answers: successes, then failures.
    pub answers: &'static [Answer],
    /// Security requirements: one of the lists must be met whole. `None` when the
    /// document says nothing; an empty list, outside or inside, allows anonymous
    /// calls.
    pub security: Option<&'static [&'static [Requirement]]>,
    /// Its own servers; empty when those of the document apply.
    pub servers: &'static [Server],
    /// Whether sending twice is harmless.
    pub idempotent: bool,
}

/// A security scheme that an operation asks for (OAS 3.1 §4.8.30).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Requirement {
    scheme: &'static str,
    scopes: &'static [&'static str],
}

impl Requirement {
    /// The scheme of this name, without scopes.
    #[must_use]
    pub const fn new(scheme: &'static str) -> Self {
        Self {
            scheme,
            scopes: &[],
        }
    }

    /// The same with the scopes that it lists.
    #[must_use]
    pub const fn with_scopes(mut self, scopes: &'static [&'static str]) -> Self {
        self.scopes = scopes;
        self
    }

    /// Name of the scheme in `components/securitySchemes`.
    #[must_use]
    pub const fn scheme(&self) -> &'static str {
        self.scheme
    }

    /// The scopes that a call needs, by OAuth 2.0 or OpenID Connect; of other
    /// schemes, names of roles.
    #[must_use]
    pub const fn scopes(&self) -> &'static [&'static str] {
        self.scopes
    }
}

/// The request body of an operation.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct BodyInfo {
    /// Whether it must be given.
    pub required: bool,
    /// The media type, as the document writes it.
    pub media_type: &'static str,
}

/// One documented answer in one media type.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Answer {
    pub(crate) status: Status,
    pub(crate) media_type: &'static str,
    pub(crate) outcome: Outcome,
    pub(crate) embedded: Option<&'static EmbeddedFailure>,
    /// Whether its body is read while it comes.
    pub(crate) streamed: bool,
}

/// Which documented successes a call takes, and how their bodies are read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Reading {
    /// Those that are no streams, each as a whole.
    Whole,
    /// Those that are streams.
    Streamed,
    /// Any, as a stream of bytes.
    Bytes,
}

impl Reading {
    /// Whether a call takes this answer. Failures are always taken.
    pub(crate) fn takes(self, answer: &Answer) -> bool {
        match (self, answer.outcome) {
            (Self::Bytes, _) | (_, Outcome::Failure) => true,
            (Self::Whole, Outcome::Success) => !answer.streamed,
            (Self::Streamed, Outcome::Success) => answer.streamed,
        }
    }
}

/// Whether an answer is what the caller hoped for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Outcome {
    Success,
    Failure,
}

impl Answer {
    /// An answer that means success. An empty media type says that the
    /// document describes no body.
    #[must_use]
    pub const fn success(status: Status, media_type: &'static str) -> Self {
        Self {
            status,
            media_type,
            outcome: Outcome::Success,
            embedded: None,
            streamed: false,
        }
    }

    /// An answer that means failure.
    #[must_use]
    pub const fn failure(status: Status, media_type: &'static str) -> Self {
        Self {
            status,
            media_type,
            outcome: Outcome::Failure,
            embedded: None,
            streamed: false,
        }
    }

    /// A success whose body is read while it comes: only calls that are
    /// [`streamed`](crate::Call::streamed) take it.
    #[must_use]
    pub const fn streamed(mut self) -> Self {
        self.streamed = true;
        self
    }

    /// A success that may carry a failure in its body.
    #[must_use]
    pub const fn embedded(mut self, failure: &'static EmbeddedFailure) -> Self {
        self.embedded = Some(failure);
        self
    }
}

/// For which status an answer is documented (OAS 3.1 §4.8.16).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Status {
    /// One code, such as 404.
    Code(u16),
    /// A hundred codes: 4 for `4XX`.
    Range(u16),
    /// All that is not listed.
    Default,
}

/// How an API tells of a failure inside a success.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct EmbeddedFailure {
    /// JSON Pointer (RFC 6901) into the body.
    pub pointer: &'static str,
    /// The JSON text that means success there; anything else is a failure. A
    /// member that is not there counts as `null`.
    pub success: &'static str,
    /// JSON Pointer to the failure's code.
    pub code: Option<&'static str>,
    /// JSON Pointer to its text.
    pub message: Option<&'static str>,
}
