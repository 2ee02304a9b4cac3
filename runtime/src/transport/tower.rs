//! Services of tower as transports, and transports as services.

use std::fmt;
use std::future::poll_fn;
use std::sync::{Arc, Mutex, PoisonError};
use std::task::{Context, Poll};
use std::time::Duration;

use http_body::Body;
use tower_service::Service;

use super::http_bodies::DataPieces;
use super::{
    BoxError, BoxFuture, RequestBody, ResponseBody, Transport, TransportError, TransportErrorKind,
};

/// Sends requests through a service of tower: a client of hyper, layers of `tower-http`, your
/// own. Needs the feature `tower`.
///
/// Each attempt is a call of the service; retries, time limits and redirects go on to be the
/// client's. The second argument waits, as this crate knows no runtime. To put layers around
/// the default transport, see [`TransportService`].
///
/// ```no_run
/// # #[cfg(feature = "reqwest")]
/// # fn transport() -> Result<(), bindery_runtime::transport::TransportError> {
/// use bindery_runtime::http::HeaderValue;
/// use bindery_runtime::transport::{ReqwestTransport, TowerTransport, TransportService};
/// use tower::ServiceExt as _;
///
/// let service = TransportService::new(ReqwestTransport::new()?);
/// let service = service.map_request(|mut request: bindery_runtime::http::Request<_>| {
///     request.headers_mut().insert("x-tenant", HeaderValue::from_static("t1"));
///     request
/// });
/// let transport = TowerTransport::new(service, |wait| Box::pin(tokio::time::sleep(wait)));
/// # Ok(())
/// # }
/// ```
///
/// What fails in the service may have reached the server ([`TransportErrorKind::Broken`]), unless
/// it is a [`TransportError`] or [`error_kind`](Self::error_kind) knows better. Connections that
/// a service keeps stand still while the runtime that made them waits: give calls that block a
/// client with a service of its own.
pub struct TowerTransport<S> {
    // A lock makes it `Sync`, which services need not be.
    service: Mutex<S>,
    sleep: SleepFunction,
    error_kind: fn(&BoxError) -> TransportErrorKind,
}

type SleepFunction = Box<dyn Fn(Duration) -> BoxFuture<'static, ()> + Send + Sync>;

impl<S> TowerTransport<S> {
    /// Makes one of a service and of what waits.
    pub fn new(
        service: S,
        sleep: impl Fn(Duration) -> BoxFuture<'static, ()> + Send + Sync + 'static,
    ) -> Self {
        Self {
            service: Mutex::new(service),
            sleep: Box::new(sleep),
            error_kind: |_| TransportErrorKind::Broken,
        }
    }

    /// Says how far a request came that failed with this error: where nothing was sent, any
    /// call may be tried again.
    #[must_use]
    pub fn error_kind(mut self, find: fn(&BoxError) -> TransportErrorKind) -> Self {
        self.error_kind = find;
        self
    }
}

impl<S> fmt::Debug for TowerTransport<S> {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str("TowerTransport(..)")
    }
}

impl<S, B> Transport for TowerTransport<S>
where
    S: Service<http::Request<RequestBody>, Response = http::Response<B>>,
    S: Clone + Send + 'static,
    S::Error: Into<BoxError>,
    S::Future: Send,
    B: Body + Send + 'static,
    B::Error: Into<BoxError>,
{
    fn send(
        &self,
        request: http::Request<RequestBody>,
    ) -> BoxFuture<'_, Result<http::Response<ResponseBody>, TransportError>> {
        let service = self.service.lock();
        let mut service = service.unwrap_or_else(PoisonError::into_inner).clone();
        let error_kind = self.error_kind;
        Box::pin(async move {
            let explain = move |error: S::Error| explain_service_error(error.into(), error_kind);
            poll_fn(|cx| service.poll_ready(cx))
                .await
                .map_err(explain)?;
            let (parts, body) = service.call(request).await.map_err(explain)?.into_parts();
            let body = DataPieces {
                body: Box::pin(body),
                // The head has come, so that the request was sent whatever broke.
                explain: |error: B::Error| {
                    explain_service_error(error.into(), |_| TransportErrorKind::Broken)
                },
            };
            Ok(http::Response::from_parts(parts, ResponseBody::new(body)))
        })
    }

    fn sleep(&self, duration: Duration) -> BoxFuture<'static, ()> {
        (self.sleep)(duration)
    }
}

/// An error of a transport that came through layers is itself again.
fn explain_service_error(
    error: BoxError,
    error_kind: fn(&BoxError) -> TransportErrorKind,
) -> TransportError {
    match error.downcast::<TransportError>() {
        Ok(error) => *error,
        Err(error) => TransportError::new(error_kind(&error), error),
    }
}

/// A transport as a service of tower, to be put into layers; [`TowerTransport`] makes a
/// transport of the whole. Needs the feature `tower`.
///
/// Clones share the transport.
#[derive(Debug)]
pub struct TransportService<T>(Arc<T>);

impl<T: Transport> TransportService<T> {
    /// Wraps a transport.
    pub fn new(transport: T) -> Self {
        Self(Arc::new(transport))
    }
}

impl<T> Clone for TransportService<T> {
    fn clone(&self) -> Self {
        Self(Arc::clone(&self.0))
    }
}

impl<T: Transport> Service<http::Request<RequestBody>> for TransportService<T> {
    type Response = http::Response<ResponseBody>;
    type Error = TransportError;
    type Future = BoxFuture<'static, Result<Self::Response, TransportError>>;

    fn poll_ready(&mut self, _: &mut Context<'_>) -> Poll<Result<(), TransportError>> {
        Poll::Ready(Ok(()))
    }

    fn call(&mut self, request: http::Request<RequestBody>) -> Self::Future {
        let transport = Arc::clone(&self.0);
        Box::pin(async move { transport.send(request).await })
    }
}
