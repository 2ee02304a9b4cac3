//! A request that somebody else sends.

use std::fmt;
use std::ops::{Deref, DerefMut};

use bytes::Bytes;

use crate::secrets::{Secrets, ShownUrl};

/// A request as a call would send it, credentials included; see
/// [`Call::request`](crate::Call::request).
///
/// It is an [`http::Request`] in all but its [`Debug`](fmt::Debug) output, which
/// shows no secrets. [`into_http`](Self::into_http) gives the request itself.
pub struct PreparedRequest {
    request: http::Request<Bytes>,
    shown: ShownUrl,
    secrets: Secrets,
}

impl PreparedRequest {
    pub(crate) fn new(request: http::Request<Bytes>, shown: ShownUrl, secrets: Secrets) -> Self {
        Self {
            request,
            shown,
            secrets,
        }
    }

    /// The request, for another client to send. Its own debugging output shows what
    /// stands in its URL and its body.
    #[must_use]
    pub fn into_http(self) -> http::Request<Bytes> {
        self.request
    }

    /// The body alone.
    #[must_use]
    pub fn into_body(self) -> Bytes {
        self.request.into_body()
    }

    /// Head and body.
    #[must_use]
    pub fn into_parts(self) -> (http::request::Parts, Bytes) {
        self.request.into_parts()
    }
}

impl Deref for PreparedRequest {
    type Target = http::Request<Bytes>;

    fn deref(&self) -> &http::Request<Bytes> {
        &self.request
    }
}

impl DerefMut for PreparedRequest {
    fn deref_mut(&mut self) -> &mut http::Request<Bytes> {
        &mut self.request
    }
}

impl From<PreparedRequest> for http::Request<Bytes> {
    fn from(prepared: PreparedRequest) -> Self {
        prepared.request
    }
}

impl fmt::Debug for PreparedRequest {
    /// Shows the length of the body alone: bodies may hold secrets.
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.debug_struct("PreparedRequest")
            .field("method", self.request.method())
            .field("url", &self.shown)
            .field(
                "headers",
                &self.secrets.masked_debug(self.request.headers()),
            )
            .field("body", &format_args!("{} bytes", self.request.body().len()))
            .finish()
    }
}
