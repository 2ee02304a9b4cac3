//! What can go wrong with a call, told so that the reader knows what to do.

mod advice;
mod any;
mod credentials;
mod display;
mod failure;
mod head;
mod members;
mod no_failure;
mod origin;
mod reason;
#[cfg(feature = "serde")]
mod serde;

use std::any::Any;
use std::convert::Infallible;
use std::fmt;
use std::ops::Deref;

use bytes::Bytes;

pub use any::AnyError;
pub(crate) use credentials::Missing;
pub use credentials::TokenError;
pub(crate) use display::print_one_line;
pub(crate) use failure::{BodyMisfit, Failure, FailureCause, Limit, judge_delivery};
pub(crate) use head::Head;
pub use no_failure::NoFailure;
pub(crate) use origin::{ErrorSettings, Origin};

/// Why a call has no value.
///
/// `E` is the type of the failures that the document describes for the
/// operation. All else is the same for every operation, and stands in [`AnyError`], which
/// this is too. Displayed as one paragraph: the operation, what happened, what
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
    any: AnyError,
    api: Option<Box<E>>,
}

/// What went wrong.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum ErrorKind {
    /// Values, headers or the base URL cannot be sent; see
    /// [`Error::violations`](AnyError::violations).
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
    /// A file could not be written.
    File,
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
            any: AnyError::new(failure),
            api: api.map(Box::new),
        }
    }

    /// The same for another operation's type, where there is no documented failure.
    #[cfg_attr(
        target_family = "wasm",
        allow(dead_code, reason = "browsers have no files")
    )]
    pub(crate) fn retyped<F>(self) -> Error<F> {
        Error::new(self.any.failure, None)
    }

    /// Forgets what of a response may be a secret that nobody knows yet: the body of
    /// a success as a whole, of others what is named like one.
    pub(crate) fn without_response_body(mut self) -> Error<Infallible> {
        let secrets = self.any.failure.origin.secrets.clone();
        if let Some(head) = &mut self.any.failure.head {
            head.body = if head.status.is_success() {
                Bytes::new()
            } else {
                head.without_named_secrets(&secrets).into_owned().into()
            };
        }
        Error::new(self.any.failure, None)
    }

    /// The failure, when its body is the one that the document describes. For
    /// [`ErrorKind::Api`] it is `None` where the body is empty or of another form;
    /// [`message`](AnyError::message) and [`body`](AnyError::body) tell what is in it.
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
}

/// All that does not depend on the failures that the document describes.
impl<E> Deref for Error<E> {
    type Target = AnyError;

    fn deref(&self) -> &AnyError {
        &self.any
    }
}

impl<E: Send + Sync + 'static> From<Error<E>> for AnyError {
    fn from(error: Error<E>) -> Self {
        let Error { mut any, api } = error;
        any.failure.api = api.map(|api| api as Box<dyn Any + Send + Sync>);
        any
    }
}

impl<E> fmt::Display for Error<E> {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.any.fmt(out)
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
            shown.field("api", &self.any.failure.origin.secrets.masked_debug(&**api));
        }
        shown
            .field("message", &format_args!("{self}"))
            .finish_non_exhaustive()
    }
}

impl<E: fmt::Debug> std::error::Error for Error<E> {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        self.any.failure.source()
    }
}
