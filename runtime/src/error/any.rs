//! A failed call whatever its operation: one type that every error turns into.

use std::fmt;
use std::time::Duration;

use bytes::Bytes;
use http::{HeaderMap, StatusCode};

use super::failure::{Failure, FailureCause};
use super::{Delivery, ErrorKind, display};
use crate::header::Header;
use crate::json::{Decode, DecodeError, Violation};

/// Why a call of any operation has no value.
///
/// A function that makes several calls returns it: `?` turns the error of each of them into
/// it. What the document describes of a failure is kept, and found by its type with
/// [`api`](Self::api).
///
/// ```
/// use bindery_runtime::{AnyError, Call};
///
/// async fn copy<A, B, E, F>(read: Call<A, E>, write: impl Fn(A) -> Call<B, F>) -> Result<B, AnyError>
/// where
///     E: Send + Sync + 'static,
///     F: Send + Sync + 'static,
/// {
///     let value = read.await?;
///     Ok(write(value).await?)
/// }
///
/// fn answer(error: &AnyError) -> (u16, String) {
///     match error.status() {
///         _ if error.is_not_found() => (404, "there is no such invoice".to_owned()),
///         // Nothing of the body, which is not for everybody.
///         _ if error.is_transient() => (503, error.without_body().to_string()),
///         Some(_) | None => (500, error.request_id().unwrap_or("unknown").to_owned()),
///     }
/// }
/// ```
pub struct AnyError {
    pub(super) failure: Box<Failure>,
}

impl AnyError {
    pub(super) fn new(failure: Box<Failure>) -> Self {
        Self { failure }
    }

    /// What went wrong.
    #[must_use]
    pub fn kind(&self) -> ErrorKind {
        self.failure.trouble.kind()
    }

    /// The failure that the document describes, if it was one and `E` is its type.
    #[must_use]
    pub fn api<E: 'static>(&self) -> Option<&E> {
        self.failure.api.as_deref()?.downcast_ref()
    }

    /// The status of the response, if there was one.
    #[must_use]
    pub fn status(&self) -> Option<StatusCode> {
        self.failure.head.as_ref().map(|head| head.status)
    }

    /// The headers of the response, if there was one.
    #[must_use]
    pub fn headers(&self) -> Option<&HeaderMap> {
        self.failure.head.as_ref().map(|head| &head.headers)
    }

    /// A header that the document describes, if there was a response that has it.
    ///
    /// # Errors
    ///
    /// When it is not what the document says.
    pub fn header<H: Decode>(&self, header: &Header<H>) -> Result<Option<H>, DecodeError> {
        self.headers()
            .map_or(Ok(None), |headers| header.read(headers))
    }

    /// How long the server asks to wait before the next call (`Retry-After`, RFC
    /// 9110 §10.2.3), if it does.
    #[must_use]
    pub fn retry_after(&self) -> Option<Duration> {
        self.failure.retry_after()
    }

    /// What the server calls this request, if it said so; secrets of the call are
    /// replaced.
    #[must_use]
    pub fn request_id(&self) -> Option<&str> {
        self.failure.request_id.as_deref()
    }

    /// The start of the response's body, up to 16 KiB, with secrets of the call
    /// replaced should the server have repeated them; empty when there was none.
    #[must_use]
    pub fn body(&self) -> &Bytes {
        self.failure.shown_body()
    }

    /// `operationId` of the operation.
    #[must_use]
    pub fn operation(&self) -> &'static str {
        self.failure.origin.operation.id
    }

    /// The URL of the request, empty when it was never put together. Replaced are
    /// credentials, what [`Call::hide`](crate::Call::hide) names, and values whose
    /// names are those of secrets, such as `session_token`.
    #[must_use]
    pub fn url(&self) -> &str {
        self.failure.origin.url.as_str()
    }

    /// What became of the request.
    #[must_use]
    pub fn delivery(&self) -> Delivery {
        self.failure.delivery()
    }

    /// How often it was sent.
    #[must_use]
    pub fn attempts(&self) -> u32 {
        self.failure.origin.attempts
    }

    /// All that is wrong with the values, for [`ErrorKind::Invalid`].
    #[must_use]
    pub fn violations(&self) -> &[Violation] {
        let FailureCause::Invalid(violations) = &self.failure.trouble else {
            return &[];
        };
        violations
    }

    /// Whether a time limit passed.
    #[must_use]
    pub fn is_timeout(&self) -> bool {
        self.kind() == ErrorKind::Timeout
    }

    /// The API's own code of the failure: where the document says that it
    /// stands, else from members that many APIs use. Secrets of the call are
    /// replaced.
    #[must_use]
    pub fn code(&self) -> Option<String> {
        self.failure.code()
    }

    /// The API's own text about the failure: where the document says that it stands,
    /// else from members that many APIs use, such as those of problem details (RFC
    /// 9457), JSON:API, OAuth 2.0 and OData, from lists of what is wrong with each field, or
    /// the one line that the body is. Several texts are joined by `; `. Otherwise as the server
    /// wrote it: only [`Display`](std::fmt::Display) of the error makes one line of it, without
    /// letters that are hidden.
    #[must_use]
    pub fn message(&self) -> Option<String> {
        self.failure.message()
    }

    /// Where the document describes what the response's body should have been, if that is
    /// why there is no value: a JSON Pointer as the fragment of a URI (RFC 6901 §6). The
    /// message names the place in the body.
    #[must_use]
    pub fn document_place(&self) -> Option<String> {
        self.failure.document_place()
    }

    /// The same text without anything of the response's body: neither its start nor what
    /// the API says in it. For answers to others, who may not see what the API sends;
    /// [`Builder::hide_bodies`](crate::Builder::hide_bodies) turns it off for good.
    #[must_use]
    pub fn without_body(&self) -> impl fmt::Display + use<'_> {
        Bodiless(&self.failure)
    }

    /// Whether there was no connection.
    #[must_use]
    pub fn is_connect(&self) -> bool {
        self.kind() == ErrorKind::Connect
    }

    /// Whether the API does not have what was asked for: 404 and 410.
    #[must_use]
    pub fn is_not_found(&self) -> bool {
        self.has_status(&[404, 410])
    }

    /// Whether the credential is missing, wrong or expired (401), or could not be got.
    #[must_use]
    pub fn is_unauthorized(&self) -> bool {
        self.kind() == ErrorKind::Auth || self.has_status(&[401])
    }

    /// Whether the credential may not do this: 403.
    #[must_use]
    pub fn is_forbidden(&self) -> bool {
        self.has_status(&[403])
    }

    /// Whether it contradicts what is there: 409 and 412.
    #[must_use]
    pub fn is_conflict(&self) -> bool {
        self.has_status(&[409, 412])
    }

    /// Whether there were too many calls: 429.
    #[must_use]
    pub fn is_rate_limited(&self) -> bool {
        self.has_status(&[429])
    }

    /// Whether the fault is on the server's side: 5XX.
    #[must_use]
    pub fn is_server_error(&self) -> bool {
        self.status().is_some_and(|status| status.is_server_error())
    }

    /// Whether the same call may succeed later: there was no connection, or it broke, a time
    /// limit passed, or the server has too much to do or a fault (408, 425, 429, 5XX but 501
    /// and 505). Whether it may be repeated is another question; see
    /// [`may_be_repeated`](Self::may_be_repeated).
    #[must_use]
    pub fn is_transient(&self) -> bool {
        match (self.kind(), self.status()) {
            (ErrorKind::Connect | ErrorKind::Timeout, _) => true,
            (ErrorKind::Transport, _) => !matches!(self.failure.trouble, FailureCause::TooLarge(_)),
            (_, Some(status)) => {
                matches!(status.as_u16(), 408 | 425 | 429 | 500 | 502..=504 | 506..)
            }
            (_, None) => false,
        }
    }

    /// Whether calling again can do no harm: nothing was carried out, or the operation is
    /// idempotent.
    #[must_use]
    pub fn may_be_repeated(&self) -> bool {
        self.failure.origin.idempotent
            || matches!(self.delivery(), Delivery::NotSent | Delivery::Refused)
    }

    fn has_status(&self, statuses: &[u16]) -> bool {
        self.status()
            .is_some_and(|status| statuses.contains(&status.as_u16()))
    }
}

/// Shows a failure without anything of its body.
struct Bodiless<'f>(&'f Failure);

impl fmt::Display for Bodiless<'_> {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(&display::print_failure(self.0, false))
    }
}

impl fmt::Display for AnyError {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        let shows_body = !self.failure.origin.settings.hides_bodies;
        out.write_str(&display::print_failure(&self.failure, shows_body))
    }
}

impl fmt::Debug for AnyError {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.debug_struct("AnyError")
            .field("kind", &self.kind())
            .field("operation", &self.operation())
            .field("delivery", &self.delivery())
            .field("status", &self.status())
            .field("request_id", &self.request_id())
            .field("message", &format_args!("{self}"))
            .finish_non_exhaustive()
    }
}

impl std::error::Error for AnyError {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        self.failure.source()
    }
}
