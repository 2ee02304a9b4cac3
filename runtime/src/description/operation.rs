//! What a document says about one operation: generated code holds one [`Operation`]
//! for each, the engine reads them.

use http::Method;

use super::{ResponseInfo, Server};
use crate::params::Parameter;

/// A method, which can stand in a static.
#[derive(Debug)]
enum OperationMethod {
    Known(Method),
    Named(&'static str),
}

/// Stops the compilation where a method could not be sent.
#[allow(
    clippy::panic,
    clippy::indexing_slicing,
    reason = "runs at compile time, where a panic is an error message and the index is checked"
)]
const fn assert_token(text: &str) {
    let bytes = text.as_bytes();
    let mut index = 0;
    while index < bytes.len() {
        let byte = bytes[index];
        if !byte.is_ascii_alphanumeric()
            && !matches!(byte, b'!' | b'#'..=b'\'' | b'*' | b'+' | b'-' | b'.' | b'^'..=b'`' | b'|' | b'~')
        {
            panic!("the method is no token");
        }
        index += 1;
    }
    if bytes.is_empty() {
        panic!("the method is empty");
    }
}

/// One operation of a document (OAS 3.1 §4.8.10).
#[derive(Debug)]
pub struct Operation {
    /// `operationId`, for errors and spans.
    pub(crate) id: &'static str,
    method: OperationMethod,
    /// The path template, appended to the server's URL.
    pub(crate) path: &'static str,
    pub(crate) parameters: &'static [Parameter],
    pub(crate) body: Option<BodyInfo>,
    /// Successes, then failures.
    pub(crate) responses: &'static [ResponseInfo],
    pub(crate) security: Option<&'static [&'static [Requirement]]>,
    /// Its own servers; empty when those of the document apply.
    pub(crate) servers: &'static [Server],
    /// Whether sending twice is harmless.
    pub(crate) idempotent: bool,
    /// The header of its idempotency keys.
    pub(crate) idempotency_header: Option<&'static str>,
}

impl Operation {
    /// An operation by its `operationId`, its method and its path template. The path
    /// may end in a fixed query, `?beta=true`, which goes before that of the
    /// parameters.
    ///
    /// It has no parameters, no body and no documented responses, says nothing of
    /// security, uses the servers of the document, and is not idempotent.
    #[must_use]
    pub const fn new(id: &'static str, method: Method, path: &'static str) -> Self {
        Self::bare(id, OperationMethod::Known(method), path)
    }

    const fn bare(id: &'static str, method: OperationMethod, path: &'static str) -> Self {
        Self {
            id,
            method,
            path,
            parameters: &[],
            body: None,
            responses: &[],
            security: None,
            servers: &[],
            idempotent: false,
            idempotency_header: None,
        }
    }

    /// As [`new`](Self::new), with a method that `http` has no constant for, such as `QUERY`.
    ///
    /// # Panics
    ///
    /// If the method is no token (RFC 9110 §5.6.2); at compile time, as descriptions are
    /// statics.
    #[must_use]
    pub const fn with_method(id: &'static str, method: &'static str, path: &'static str) -> Self {
        assert_token(method);
        Self::bare(id, OperationMethod::Named(method), path)
    }

    /// Its method.
    pub(crate) fn method(&self) -> Method {
        match &self.method {
            OperationMethod::Known(method) => method.clone(),
            // A token, as it was made with one: it always is a method.
            OperationMethod::Named(name) => Method::from_bytes(name.as_bytes()).unwrap_or_default(),
        }
    }

    /// Sets the parameters, in the order in which [`Call::new`](crate::Call::new) gets
    /// their values.
    #[must_use]
    pub const fn parameters(mut self, parameters: &'static [Parameter]) -> Self {
        self.parameters = parameters;
        self
    }

    /// Takes the parameters of another operation, which has the same.
    #[must_use]
    pub const fn parameters_of(mut self, other: &'static Self) -> Self {
        self.parameters = other.parameters;
        self
    }

    /// Sets the request body.
    #[must_use]
    pub const fn body(mut self, body: BodyInfo) -> Self {
        self.body = Some(body);
        self
    }

    /// Sets the documented responses: successes, then failures.
    #[must_use]
    pub const fn responses(mut self, responses: &'static [ResponseInfo]) -> Self {
        self.responses = responses;
        self
    }

    /// Takes the documented responses of another operation, which has the same.
    #[must_use]
    pub const fn responses_of(mut self, other: &'static Self) -> Self {
        self.responses = other.responses;
        self
    }

    /// Sets what it asks of whoever calls: all requirements of one of the lists must be
    /// met. An empty list, outside or inside, allows anonymous calls.
    #[must_use]
    pub const fn security(mut self, alternatives: &'static [&'static [Requirement]]) -> Self {
        self.security = Some(alternatives);
        self
    }

    /// Takes the security requirements of another operation, which has the same.
    #[must_use]
    pub const fn security_of(mut self, other: &'static Self) -> Self {
        self.security = other.security;
        self
    }

    /// Sets servers of its own, instead of those of the document.
    #[must_use]
    pub const fn servers(mut self, servers: &'static [Server]) -> Self {
        self.servers = servers;
        self
    }

    /// Names the header in which a key makes sending it twice harmless.
    #[must_use]
    pub const fn idempotency_key(mut self, header: &'static str) -> Self {
        self.idempotency_header = Some(header);
        self
    }

    /// Says that sending it twice is harmless.
    #[must_use]
    pub const fn idempotent(mut self) -> Self {
        self.idempotent = true;
        self
    }
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
    pub(crate) required: bool,
    /// As the document writes it.
    pub(crate) media_type: &'static str,
}

impl BodyInfo {
    /// A body that must be given, of the media type that the document names.
    #[must_use]
    pub const fn required(media_type: &'static str) -> Self {
        Self {
            required: true,
            media_type,
        }
    }

    /// A body that may be left out.
    #[must_use]
    pub const fn optional(media_type: &'static str) -> Self {
        Self {
            required: false,
            media_type,
        }
    }
}
