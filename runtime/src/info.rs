//! What a transport may know of the call that it sends.

use std::fmt;

use crate::description::Operation;
#[cfg(feature = "testing")]
use crate::secrets::Secrets;
use crate::secrets::ShownUrl;

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
    pub(crate) url: ShownUrl,
    /// What recordings must not hold.
    #[cfg(feature = "testing")]
    pub(crate) secrets: Secrets,
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

    /// The URL for logs, with secrets replaced as in [`Error::url`](crate::AnyError::url).
    #[must_use]
    pub fn url(&self) -> &str {
        self.url.as_str()
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
