//! What was sent.

use std::fmt;

use bytes::Bytes;
use http::{HeaderMap, Method, Uri};

use crate::info::CallInfo;
use crate::json::{Decode, DecodeError, from_json};

/// A request that a [`Mock`](super::Mock) was sent, credentials included.
#[derive(Clone)]
pub struct Sent {
    pub(super) call: Option<CallInfo>,
    pub(super) request: http::Request<Bytes>,
}

impl Sent {
    /// `operationId` of the operation; empty when no call of this crate sent it.
    #[must_use]
    pub fn operation(&self) -> &'static str {
        self.call.as_ref().map_or("", CallInfo::operation)
    }

    /// The method.
    #[must_use]
    pub fn method(&self) -> &Method {
        self.request.method()
    }

    /// The URL.
    #[must_use]
    pub fn uri(&self) -> &Uri {
        self.request.uri()
    }

    /// The headers.
    #[must_use]
    pub fn headers(&self) -> &HeaderMap {
        self.request.headers()
    }

    /// A header as text; empty when it is not there.
    #[must_use]
    pub fn header(&self, name: &str) -> &str {
        let value = self.request.headers().get(name);
        value
            .and_then(|value| value.to_str().ok())
            .unwrap_or_default()
    }

    /// The body.
    #[must_use]
    pub fn body(&self) -> &Bytes {
        self.request.body()
    }

    /// The body as a value.
    ///
    /// # Errors
    ///
    /// When it is not JSON, or not what `T` is.
    pub fn json<T: Decode>(&self) -> Result<T, DecodeError> {
        from_json(self.request.body())
    }
}

impl fmt::Debug for Sent {
    /// Shows neither credentials nor the body.
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        let path = self.request.uri().path();
        let url = self.call.as_ref().map_or(path, CallInfo::url);
        write!(
            out,
            "{} {url} ({} bytes)",
            self.request.method(),
            self.request.body().len()
        )
    }
}
