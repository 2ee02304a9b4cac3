//! How requests reach a server: the [`Transport`] trait, at the edge of this
//! crate. What stands on this side of it does no input and output of its own.

mod body;
mod error;
#[cfg(all(
    feature = "reqwest",
    all(target_arch = "wasm32", target_os = "unknown")
))]
#[path = "fetch.rs"]
mod reqwest;
#[cfg(all(
    feature = "reqwest",
    not(all(target_arch = "wasm32", target_os = "unknown"))
))]
mod reqwest;
#[cfg(all(
    feature = "rustls",
    not(all(target_arch = "wasm32", target_os = "unknown"))
))]
mod tls;

use std::fmt;
use std::future::Future;
use std::pin::Pin;
use std::sync::Arc;
use std::time::Duration;

pub(crate) use self::body::Pieces;
pub use self::body::{BodyStream, BoxError, RequestBody, ResponseBody};
pub use self::error::{TransportError, TransportErrorKind};
#[cfg(feature = "reqwest")]
pub use self::reqwest::ReqwestTransport;

/// A boxed future, as object-safe traits need it.
#[cfg(not(all(target_arch = "wasm32", target_os = "unknown")))]
pub type BoxFuture<'a, T> = Pin<Box<dyn Future<Output = T> + Send + 'a>>;

/// A boxed future, as object-safe traits need it. A browser's promises belong to
/// their thread.
#[cfg(all(target_arch = "wasm32", target_os = "unknown"))]
pub type BoxFuture<'a, T> = Pin<Box<dyn Future<Output = T> + 'a>>;

/// Sends requests and waits.
///
/// A transport sends a request once: it repeats nothing, follows no redirect,
/// and waits as long as the server needs. Retries, time limits and redirects
/// are the business of its caller.
pub trait Transport: fmt::Debug + Send + Sync + 'static {
    /// Sends a request and gives the answer once its head has arrived; the body
    /// follows as a stream.
    ///
    /// # Errors
    ///
    /// When there was no answer. [`TransportErrorKind::Connect`] promises that
    /// nothing of the request was sent.
    fn send(
        &self,
        request: http::Request<RequestBody>,
    ) -> BoxFuture<'_, Result<http::Response<ResponseBody>, TransportError>>;

    /// Waits: between attempts, and to limit them.
    fn sleep(&self, duration: Duration) -> BoxFuture<'static, ()>;
}

impl<T: Transport + ?Sized> Transport for Arc<T> {
    fn send(
        &self,
        request: http::Request<RequestBody>,
    ) -> BoxFuture<'_, Result<http::Response<ResponseBody>, TransportError>> {
        (**self).send(request)
    }

    fn sleep(&self, duration: Duration) -> BoxFuture<'static, ()> {
        (**self).sleep(duration)
    }
}
