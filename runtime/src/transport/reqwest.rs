//! The default transport: reqwest.

use std::pin::Pin;
#[cfg(feature = "blocking")]
use std::sync::{Arc, OnceLock};
use std::task::{Context, Poll};
use std::time::Duration;

use bytes::Bytes;
use futures_core::Stream;
use http::Uri;
use http_body::{Body as _, Frame, SizeHint};

use super::{
    BodyStream, BoxError, BoxFuture, RequestBody, ResponseBody, Transport, TransportError,
    TransportErrorKind,
};
use crate::limits::CONNECT_TIMEOUT;

/// Sends requests with reqwest 0.13, inside a Tokio runtime.
#[derive(Debug, Clone)]
pub struct ReqwestTransport {
    client: reqwest::Client,
    #[cfg(feature = "blocking")]
    waiting: LazyClient,
}

/// The client for calls that block a thread: connections belong to the runtime
/// that made them, and stand still while that runtime waits.
#[cfg(feature = "blocking")]
#[derive(Debug, Clone)]
struct LazyClient {
    client: Arc<OnceLock<reqwest::Client>>,
    connect_timeout: Option<Duration>,
}

impl ReqwestTransport {
    /// A transport with a connection pool of its own, five seconds to connect,
    /// and the proxies that the environment names.
    ///
    /// # Errors
    ///
    /// When TLS cannot be set up.
    pub fn new() -> Result<Self, TransportError> {
        Self::with_connect_timeout(Some(CONNECT_TIMEOUT))
    }

    /// The same with another time for connecting; `None` waits for as long as
    /// the operating system does.
    ///
    /// # Errors
    ///
    /// When TLS cannot be set up.
    pub fn with_connect_timeout(timeout: Option<Duration>) -> Result<Self, TransportError> {
        Ok(Self {
            client: build_reqwest_client(timeout)?,
            #[cfg(feature = "blocking")]
            waiting: LazyClient {
                client: Arc::default(),
                connect_timeout: timeout,
            },
        })
    }

    /// The client for the thread that asks.
    fn client(&self) -> &reqwest::Client {
        #[cfg(feature = "blocking")]
        if super::blocked::is_thread_blocked() {
            let LazyClient {
                client: own,
                connect_timeout,
            } = &self.waiting;
            // What could be set up once can be set up twice.
            return own.get_or_init(|| {
                build_reqwest_client(*connect_timeout).unwrap_or_else(|_| self.client.clone())
            });
        }
        &self.client
    }
}

/// A client with a pool of its own.
fn build_reqwest_client(
    connect_timeout: Option<Duration>,
) -> Result<reqwest::Client, TransportError> {
    let mut builder = reqwest::Client::builder()
        .redirect(reqwest::redirect::Policy::none())
        .retry(reqwest::retry::never());
    if let Some(timeout) = connect_timeout {
        builder = builder.connect_timeout(timeout);
    }
    // Both are turned on where the default features are left on: `native-tls` is what
    // somebody has chosen.
    #[cfg(feature = "native-tls")]
    {
        builder = builder.tls_backend_native();
    }
    #[cfg(all(feature = "rustls", not(feature = "native-tls")))]
    {
        let config = super::tls::build_tls_config().map_err(explain_tls_error)?;
        builder = builder.tls_backend_preconfigured(config);
    }
    builder.build().map_err(explain_unsupported_request)
}

impl From<reqwest::Client> for ReqwestTransport {
    /// Takes a client as it is. Switch off its redirects and retries, or those
    /// happen unseen below the limits that this crate sets.
    fn from(client: reqwest::Client) -> Self {
        Self {
            #[cfg(feature = "blocking")]
            waiting: LazyClient {
                client: Arc::new(OnceLock::from(client.clone())),
                connect_timeout: None,
            },
            client,
        }
    }
}

impl Transport for ReqwestTransport {
    fn send(
        &self,
        request: http::Request<RequestBody>,
    ) -> BoxFuture<'_, Result<http::Response<ResponseBody>, TransportError>> {
        // Outside of the future, which would keep the request in both its forms.
        let response = convert_request(request).map(|request| self.client().execute(request));
        Box::pin(async move {
            let response = response?.await.map_err(convert_reqwest_error)?;
            let (parts, body) = http::Response::<reqwest::Body>::from(response).into_parts();
            Ok(http::Response::from_parts(
                parts,
                ResponseBody::new(DataPieces(body)),
            ))
        })
    }

    fn sleep(&self, duration: Duration) -> BoxFuture<'static, ()> {
        Box::pin(tokio::time::sleep(duration))
    }
}

/// The request as reqwest knows it. By its own conversion, URLs would be written
/// piece by piece.
fn convert_request(
    request: http::Request<RequestBody>,
) -> Result<reqwest::Request, TransportError> {
    let (parts, body) = request.into_parts();
    let url = reqwest::Url::parse(&print_uri(&parts.uri)).map_err(explain_unsupported_request)?;
    let mut request = reqwest::Request::new(parts.method, url);
    *request.headers_mut() = parts.headers;
    *request.version_mut() = parts.version;
    *request.body_mut() = Some(match body {
        RequestBody::Bytes(bytes) => reqwest::Body::from(bytes),
        RequestBody::Stream(stream) => reqwest::Body::wrap(Outgoing(stream)),
    });
    Ok(request)
}

fn print_uri(uri: &Uri) -> String {
    match (uri.scheme_str(), uri.authority(), uri.path_and_query()) {
        (Some(scheme), Some(authority), Some(path)) => {
            [scheme, "://", authority.as_str(), path.as_str()].concat()
        }
        _ => uri.to_string(),
    }
}

/// The pieces of a request's body.
struct Outgoing(BodyStream);

impl http_body::Body for Outgoing {
    type Data = Bytes;
    type Error = BoxError;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, BoxError>>> {
        let piece = Pin::new(&mut self.0).poll_next(cx);
        piece.map(|piece| piece.map(|piece| piece.map(Frame::data)))
    }

    fn size_hint(&self) -> SizeHint {
        self.0
            .length()
            .map_or_else(SizeHint::default, SizeHint::with_exact)
    }
}

/// The data of a body, without its trailers.
struct DataPieces(reqwest::Body);

impl Stream for DataPieces {
    type Item = Result<Bytes, TransportError>;

    fn poll_next(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        loop {
            let frame = match Pin::new(&mut self.0).poll_frame(cx) {
                Poll::Pending => return Poll::Pending,
                Poll::Ready(None) => return Poll::Ready(None),
                Poll::Ready(Some(frame)) => frame,
            };
            match frame.map(Frame::into_data) {
                Ok(Ok(data)) => return Poll::Ready(Some(Ok(data))),
                Ok(Err(_trailers)) => {}
                Err(error) => return Poll::Ready(Some(Err(convert_reqwest_error(error)))),
            }
        }
    }
}

/// Small container images often come without certificates.
#[cfg(all(feature = "rustls", not(feature = "native-tls")))]
fn explain_tls_error(error: rustls::Error) -> TransportError {
    explain_unsupported_request(format!(
        "{error} (is the package `ca-certificates`, or what this platform has in its place, installed?)"
    ))
}

fn explain_unsupported_request(error: impl Into<BoxError>) -> TransportError {
    TransportError::new(TransportErrorKind::Unsupported, error)
}

/// The URL goes, as it may hold secrets.
fn convert_reqwest_error(error: reqwest::Error) -> TransportError {
    let kind = match (error.is_connect(), error.is_timeout()) {
        (true, true) => TransportErrorKind::ConnectTimeout,
        (true, false) => TransportErrorKind::Connect,
        (false, _) => TransportErrorKind::Broken,
    };
    TransportError::new(kind, error.without_url())
}
