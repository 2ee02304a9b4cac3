//! The default transport in browsers: reqwest over `fetch`.
//!
//! What browsers do not leave to programs: connecting has no limit of its own,
//! redirects are followed by the browser's rules, and no error tells whether
//! the request was sent. Bodies are read and sent whole.

use std::time::Duration;

use super::{
    BoxFuture, RequestBody, ResponseBody, Transport, TransportError, TransportErrorKind,
    collect_request_body,
};

/// Sends requests with reqwest 0.13, over the browser's `fetch`.
#[derive(Debug, Clone)]
pub struct ReqwestTransport {
    client: reqwest::Client,
}

impl ReqwestTransport {
    /// A transport.
    ///
    /// # Errors
    ///
    /// When reqwest cannot be set up.
    pub fn new() -> Result<Self, TransportError> {
        Self::with_connect_timeout(None)
    }

    /// The same: browsers have no time limit for connecting.
    ///
    /// # Errors
    ///
    /// When reqwest cannot be set up.
    pub fn with_connect_timeout(_: Option<Duration>) -> Result<Self, TransportError> {
        let client = reqwest::Client::builder().build();
        let client = client.map_err(|error| explain_unsendable_request(error.without_url()))?;
        Ok(Self { client })
    }
}

impl From<reqwest::Client> for ReqwestTransport {
    fn from(client: reqwest::Client) -> Self {
        Self { client }
    }
}

impl Transport for ReqwestTransport {
    fn send(
        &self,
        request: http::Request<RequestBody>,
    ) -> BoxFuture<'_, Result<http::Response<ResponseBody>, TransportError>> {
        Box::pin(async move {
            let request = collect_request_body(request).await?;
            let request =
                reqwest::Request::try_from(request).map_err(explain_unsendable_request)?;
            let fetched = self.client.execute(request).await.map_err(fail_fetch)?;
            let mut response = http::Response::new(());
            *response.status_mut() = fetched.status();
            *response.headers_mut() = fetched.headers().clone();
            let body = fetched.bytes().await.map_err(fail_fetch)?;
            Ok(response.map(|()| ResponseBody::from(body)))
        })
    }

    fn sleep(&self, duration: Duration) -> BoxFuture<'static, ()> {
        Box::pin(gloo_timers::future::sleep(duration))
    }
}

fn explain_unsendable_request(error: reqwest::Error) -> TransportError {
    TransportError::new(TransportErrorKind::Unsupported, error.without_url())
}

/// The URL goes, as it may hold secrets.
fn fail_fetch(error: reqwest::Error) -> TransportError {
    TransportError::new(TransportErrorKind::Broken, error.without_url())
}
