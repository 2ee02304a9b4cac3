//! How requests reach a server: the [`Transport`] trait, at the edge of this
//! crate. What stands on this side of it does no input and output of its own.
//!
//! # A transport of your own
//!
//! Two functions: one sends a request once, the other waits. Another transport
//! can do most of the work; this one signs requests and counts them by
//! operation:
//!
//! ```
//! # use std::sync::atomic::{AtomicU64, Ordering};
//! # use std::time::Duration;
//! use bindery_runtime::transport::{
//!     BoxFuture, RequestBody, ResponseBody, Transport, TransportError,
//! };
//! use bindery_runtime::{CallInfo, http};
//!
//! #[derive(Debug)]
//! struct Signing<T> {
//!     next: T,
//!     sent: AtomicU64,
//! }
//!
//! impl<T: Transport> Transport for Signing<T> {
//!     fn send(
//!         &self,
//!         mut request: http::Request<RequestBody>,
//!     ) -> BoxFuture<'_, Result<http::Response<ResponseBody>, TransportError>> {
//!         self.sent.fetch_add(1, Ordering::Relaxed);
//!         let call = request.extensions().get::<CallInfo>();
//!         println!("{}", call.map_or("", CallInfo::operation));
//!         let signature = http::HeaderValue::from_static("made of the request");
//!         request.headers_mut().insert("x-signature", signature);
//!         self.next.send(request)
//!     }
//!
//!     fn sleep(&self, duration: Duration) -> BoxFuture<'static, ()> {
//!         self.next.sleep(duration)
//!     }
//!
//!     fn time_limit(&self, limit: Duration) -> BoxFuture<'static, ()> {
//!         self.next.time_limit(limit)
//!     }
//! }
//! ```
//!
//! # Mutual TLS, proxies, certificates
//!
//! The default transport is reqwest's client, whose builder has all that concerns
//! connections. A client certificate, for `mutualTLS`:
//!
//! ```no_run
//! # #[cfg(feature = "rustls")]
//! # fn transport() -> Result<(), Box<dyn std::error::Error>> {
//! use bindery_runtime::transport::ReqwestTransport;
//!
//! // The certificate and its key, one after the other.
//! let identity = reqwest::Identity::from_pem(&std::fs::read("client.pem")?)?;
//! let transport = ReqwestTransport::builder(move |builder| builder.identity(identity.clone()))?;
//! # Ok(())
//! # }
//! ```
//!
//! A server behind a Unix socket, such as Docker's:
//!
//! ```no_run
//! # #[cfg(all(feature = "reqwest", unix))]
//! # fn transport() -> Result<(), Box<dyn std::error::Error>> {
//! use bindery_runtime::transport::ReqwestTransport;
//!
//! let transport =
//!     ReqwestTransport::builder(|builder| builder.unix_socket("/var/run/docker.sock"))?;
//! # Ok(())
//! # }
//! ```

#[cfg(all(
    feature = "blocking",
    not(all(target_arch = "wasm32", target_os = "unknown"))
))]
mod blocked;
mod body;
mod error;
#[cfg(any(
    feature = "tower",
    all(
        feature = "reqwest",
        not(all(target_arch = "wasm32", target_os = "unknown"))
    )
))]
mod http_bodies;
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
    not(feature = "native-tls"),
    not(all(target_arch = "wasm32", target_os = "unknown"))
))]
mod tls;
#[cfg(feature = "tower")]
mod tower;

use std::fmt;
use std::future::Future;
use std::pin::Pin;
use std::sync::Arc;
use std::time::Duration;

#[cfg(all(
    feature = "blocking",
    not(all(target_arch = "wasm32", target_os = "unknown"))
))]
pub(crate) use self::blocked::{BlockedThread, find_background_runtime};
pub(crate) use self::body::PieceStream;
pub use self::body::{BodyStream, BoxError, RequestBody, ResponseBody, collect_request_body};
pub use self::error::{TransportError, TransportErrorKind};
#[cfg(feature = "reqwest")]
pub use self::reqwest::ReqwestTransport;
#[cfg(feature = "tower")]
pub use self::tower::{TowerTransport, TransportService};

/// A boxed future, as object-safe traits need it.
#[cfg(not(all(target_arch = "wasm32", target_os = "unknown")))]
pub type BoxFuture<'a, T> = Pin<Box<dyn Future<Output = T> + Send + 'a>>;

/// A boxed future, as object-safe traits need it. A browser's promises belong to
/// their thread.
#[cfg(all(target_arch = "wasm32", target_os = "unknown"))]
pub type BoxFuture<'a, T> = Pin<Box<dyn Future<Output = T> + 'a>>;

/// Sends requests and waits.
///
/// A transport sends a request once: it repeats nothing, follows no redirect, and waits as
/// long as the server needs. Retries, time limits and redirects are up to its caller.
pub trait Transport: fmt::Debug + Send + Sync + 'static {
    /// Sends a request and gives the response once its head has arrived; the body
    /// follows as a stream.
    ///
    /// # Errors
    ///
    /// When there was no response. [`TransportErrorKind::Connect`] promises that
    /// nothing of the request was sent.
    fn send(
        &self,
        request: http::Request<RequestBody>,
    ) -> BoxFuture<'_, Result<http::Response<ResponseBody>, TransportError>>;

    /// Waits: between attempts, and to limit them.
    fn sleep(&self, duration: Duration) -> BoxFuture<'static, ()>;

    /// Ends when a time limit passes that begins now. Not for implementing, but for
    /// transports whose time does not pass by itself, as those of tests: they tell
    /// limits from waits, which they end at once.
    fn time_limit(&self, limit: Duration) -> BoxFuture<'static, ()> {
        self.sleep(limit)
    }
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

    fn time_limit(&self, limit: Duration) -> BoxFuture<'static, ()> {
        (**self).time_limit(limit)
    }
}
