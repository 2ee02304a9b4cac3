//! The default transport: reqwest.

#[cfg(feature = "blocking")]
use std::fmt;
#[cfg(feature = "blocking")]
use std::sync::{Arc, OnceLock};
use std::time::Duration;

use http::Uri;

use super::http_bodies::DataPieces;
use super::{
    BoxError, BoxFuture, RequestBody, ResponseBody, Transport, TransportError, TransportErrorKind,
};
use crate::limits::CONNECT_TIMEOUT;

/// Sends requests with reqwest 0.13, inside a Tokio runtime.
#[derive(Debug, Clone)]
pub struct ReqwestTransport {
    client: reqwest::Client,
    #[cfg(feature = "blocking")]
    waiting: WaitingClient,
}

/// What calls use that block a thread: connections belong to the runtime that made them,
/// and stand still while that runtime waits.
#[cfg(feature = "blocking")]
#[derive(Clone)]
enum WaitingClient {
    /// A client of their own.
    Own(Arc<OnceLock<reqwest::Client>>, MakeClient),
    /// The same client, all of whose connections a thread in the background drives.
    Same,
}

/// Makes a client like the first one.
#[cfg(feature = "blocking")]
type MakeClient = Arc<dyn Fn() -> Result<reqwest::Client, TransportError> + Send + Sync>;

#[cfg(feature = "blocking")]
impl fmt::Debug for WaitingClient {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(match self {
            Self::Own(..) => "Own",
            Self::Same => "Same",
        })
    }
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
        Self::of(move || build_reqwest_client(timeout))
    }

    /// A transport whose connections are made as `configure` says: Unix sockets, proxies,
    /// certificates, address lookup. What it is given has five seconds to connect,
    /// neither follows redirects nor tries again, and has TLS by the program's
    /// cryptography, or where the program has chosen none, by `ring`, which is chosen for
    /// it. Called once for each pool of connections: calls that block have their own.
    ///
    /// # Errors
    ///
    /// When TLS or what was configured cannot be set up.
    pub fn builder(
        configure: impl Fn(reqwest::ClientBuilder) -> reqwest::ClientBuilder + Send + Sync + 'static,
    ) -> Result<Self, TransportError> {
        // Certificates are reqwest's business then, which asks for a provider of the program's.
        #[cfg(all(feature = "rustls", not(feature = "native-tls")))]
        {
            let _ = rustls::crypto::ring::default_provider().install_default();
        }
        Self::of(move || {
            let builder = start_reqwest_builder(Some(CONNECT_TIMEOUT));
            configure(builder)
                .build()
                .map_err(explain_unsupported_request)
        })
    }

    fn of(
        make: impl Fn() -> Result<reqwest::Client, TransportError> + Send + Sync + 'static,
    ) -> Result<Self, TransportError> {
        Ok(Self {
            client: make()?,
            #[cfg(feature = "blocking")]
            waiting: WaitingClient::Own(Arc::default(), Arc::new(make)),
        })
    }

    /// The client for the thread that asks.
    fn client(&self) -> &reqwest::Client {
        #[cfg(feature = "blocking")]
        if super::blocked::is_thread_blocked()
            && let WaitingClient::Own(own, make) = &self.waiting
        {
            // What could be set up once can be set up twice.
            return own.get_or_init(|| make().unwrap_or_else(|_| self.client.clone()));
        }
        &self.client
    }

    /// Sends a request. A client that cannot be made twice is used by calls that block and
    /// by others: its connections are all made and driven in the background, as those of a
    /// runtime that waits for a call would not move.
    fn execute(&self, request: reqwest::Request) -> ReqwestFuture {
        let response = self.client().execute(request);
        #[cfg(feature = "blocking")]
        if let WaitingClient::Same = self.waiting
            && let Some(runtime) = super::blocked::find_background_runtime()
        {
            let mut task = Background(runtime.spawn(response));
            return Box::pin(async move {
                let joined = (&mut task.0).await;
                let broken = |error| TransportError::new(TransportErrorKind::Broken, error);
                joined.map_err(broken)?.map_err(convert_reqwest_error)
            });
        }
        Box::pin(async move { response.await.map_err(convert_reqwest_error) })
    }
}

type ReqwestFuture = BoxFuture<'static, Result<reqwest::Response, TransportError>>;

/// A task that ends when nobody waits for it any more.
#[cfg(feature = "blocking")]
struct Background<T>(tokio::task::JoinHandle<T>);

#[cfg(feature = "blocking")]
impl<T> Drop for Background<T> {
    fn drop(&mut self) {
        self.0.abort();
    }
}

/// A client with a pool of its own.
fn build_reqwest_client(
    connect_timeout: Option<Duration>,
) -> Result<reqwest::Client, TransportError> {
    #[cfg_attr(
        not(any(feature = "native-tls", feature = "rustls")),
        allow(unused_mut, reason = "nothing is chosen without TLS")
    )]
    let mut builder = start_reqwest_builder(connect_timeout);
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

/// What all clients have alike: redirects and retries are the runtime's business.
fn start_reqwest_builder(connect_timeout: Option<Duration>) -> reqwest::ClientBuilder {
    let builder = reqwest::Client::builder()
        .redirect(reqwest::redirect::Policy::none())
        .retry(reqwest::retry::never());
    match connect_timeout {
        Some(timeout) => builder.connect_timeout(timeout),
        None => builder,
    }
}

impl From<reqwest::Client> for ReqwestTransport {
    /// Takes a client as it is, for programs that have one already;
    /// [`builder`](Self::builder) makes one that fits. Switch off its redirects and
    /// retries, or those happen unseen below the limits that this crate sets.
    fn from(client: reqwest::Client) -> Self {
        Self {
            #[cfg(feature = "blocking")]
            waiting: WaitingClient::Same,
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
        let response = convert_request(request).map(|request| self.execute(request));
        Box::pin(async move {
            let response = response?.await?;
            let (parts, body) = http::Response::<reqwest::Body>::from(response).into_parts();
            let body = DataPieces {
                body: Box::pin(body),
                explain: convert_reqwest_error,
            };
            Ok(http::Response::from_parts(parts, ResponseBody::new(body)))
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
        RequestBody::Stream(stream) => reqwest::Body::wrap(stream),
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
