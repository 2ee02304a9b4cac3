//! What can go wrong with a call, told so that the reader knows what to do.

mod advice;
mod credentials;
mod display;
mod failure;
mod members;
mod no_failure;
mod origin;

use std::convert::Infallible;
use std::fmt;
use std::time::Duration;

use bytes::Bytes;
use http::{HeaderMap, StatusCode};

pub(crate) use credentials::Missing;
pub use credentials::TokenError;
pub(crate) use display::print_one_line;
pub(crate) use failure::{BodyMisfit, Failure, FailureCause, Head, Limit, judge_delivery};
pub use no_failure::NoFailure;
pub(crate) use origin::Origin;

use crate::header::Header;
use crate::json::{Decode, DecodeError, Violation};

/// Why a call has no value.
///
/// `E` is the type of the failures that the document describes for the
/// operation. Displayed as one paragraph: the operation, what happened, what
/// to do, the request id and the start of the response's body.
///
/// ```
/// use bindery_runtime::{Delivery, Error};
///
/// fn explain<E>(error: &Error<E>) -> String {
///     if let Some(wait) = error.retry_after() {
///         return format!("try again in {} s", wait.as_secs());
///     }
///     match (error.status(), error.delivery()) {
///         (Some(status), _) => format!("{}: the server said {status}", error.operation()),
///         (None, Delivery::NotSent) => "nothing was sent".to_owned(),
///         (None, _) => format!("no response after {} attempts", error.attempts()),
///     }
/// }
/// ```
pub struct Error<E> {
    failure: Box<Failure>,
    api: Option<Box<E>>,
}

/// What went wrong.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum ErrorKind {
    /// Values, headers or the base URL cannot be sent; see
    /// [`Error::violations`].
    Invalid,
    /// A credential is missing that the document asks for, or a token could not
    /// be got.
    Auth,
    /// No connection.
    Connect,
    /// A time limit passed.
    Timeout,
    /// The connection broke, or the response was larger than allowed.
    Transport,
    /// The API said no, with a status that the document describes, or inside a
    /// success; see [`Error::api`].
    Api,
    /// A response that the document does not describe.
    Undocumented,
    /// A success whose body is not what the document describes.
    Decode,
    /// More pages than allowed, or pages that make no sense.
    Pagination,
}

/// What became of the request, as far as can be known.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Delivery {
    /// It was not sent, or not received: nothing has happened.
    NotSent,
    /// The server refused it.
    Refused,
    /// It was sent, and nobody knows whether it was carried out.
    MaybeApplied,
    /// The server says that it was carried out.
    Applied,
}

impl<E> Error<E> {
    pub(crate) fn new(failure: Box<Failure>, api: Option<E>) -> Self {
        Self {
            failure,
            api: api.map(Box::new),
        }
    }

    /// Forgets what of a response may be a secret that nobody knows yet: the body of
    /// a success as a whole, of others what is named like one.
    pub(crate) fn without_response_body(mut self) -> Error<Infallible> {
        if let Some(head) = &mut self.failure.head {
            head.body = if head.status.is_success() {
                Bytes::new()
            } else {
                head.without_named_secrets().into_owned().into()
            };
        }
        Error::new(self.failure, None)
    }

    /// What went wrong.
    #[must_use]
    pub fn kind(&self) -> ErrorKind {
        self.failure.trouble.kind()
    }

    /// The failure, when its body is the one that the document describes. For
    /// [`ErrorKind::Api`] it is `None` where the body is empty or of another form;
    /// [`message`](Self::message) and [`body`](Self::body) tell what is in it.
    #[must_use]
    pub fn api(&self) -> Option<&E> {
        self.api.as_deref()
    }

    /// The failure itself, when it is one that the document describes.
    ///
    /// # Errors
    ///
    /// Gives the error back when it is another.
    pub fn into_api(self) -> Result<E, Self> {
        match self.api {
            Some(api) => Ok(*api),
            None => Err(self),
        }
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
        self.failure.head.as_ref()?.request_id.as_deref()
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
    /// 9457), JSON:API and OAuth 2.0. Several texts are joined by `; `.
    #[must_use]
    pub fn message(&self) -> Option<String> {
        self.failure.message()
    }
}

impl<E> fmt::Display for Error<E> {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(&display::print_failure(&self.failure))
    }
}

impl<E: fmt::Debug> fmt::Debug for Error<E> {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut shown = out.debug_struct("Error");
        shown
            .field("kind", &self.kind())
            .field("operation", &self.operation())
            .field("delivery", &self.delivery())
            .field("status", &self.status())
            .field("request_id", &self.request_id());
        if let Some(api) = &self.api {
            shown.field("api", &self.failure.origin.secrets.masked_debug(&**api));
        }
        shown
            .field("message", &format_args!("{self}"))
            .finish_non_exhaustive()
    }
}

impl<E: fmt::Debug> std::error::Error for Error<E> {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        self.failure.source()
    }
}
