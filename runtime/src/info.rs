//! What a transport may know of the call that it sends.

use std::fmt;
use std::sync::Arc;

#[cfg(feature = "testing")]
use crate::auth::Secret;
use crate::operation::Operation;

/// The call behind a request, for transports that count, log or answer: it
/// stands among the [extensions](http::Request::extensions) of each request.
///
/// ```
/// use bindery_runtime::{CallInfo, http};
///
/// fn label<B>(request: &http::Request<B>) -> &str {
///     let call = request.extensions().get::<CallInfo>();
///     call.map_or("", |call| call.operation())
/// }
/// # assert_eq!(label(&http::Request::new(())), "");
/// ```
#[derive(Clone)]
pub struct CallInfo {
    pub(crate) operation: &'static Operation,
    pub(crate) url: Arc<str>,
    /// What recordings must not hold.
    #[cfg(feature = "testing")]
    pub(crate) secrets: Vec<Secret>,
}

impl CallInfo {
    /// `operationId` of the operation.
    #[must_use]
    pub fn operation(&self) -> &'static str {
        self.operation.id
    }

    /// The path template of the operation, for metrics: it does not vary with
    /// the values.
    #[must_use]
    pub fn path_template(&self) -> &'static str {
        self.operation.path
    }

    /// The URL with credentials in its query replaced, for logs.
    #[must_use]
    pub fn url(&self) -> &str {
        &self.url
    }
}

impl fmt::Debug for CallInfo {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.debug_struct("CallInfo")
            .field("operation", &self.operation.id)
            .field("url", &self.url)
            .finish_non_exhaustive()
    }
}
