//! A transport that answers at once, as a target says.

use std::fmt;
use std::future::{pending, ready};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use bindery_runtime::transport::{
    BoxFuture, RequestBody, ResponseBody, Transport, TransportError, collect_request_body,
};
use bindery_runtime::{Builder, Bytes, Client, http};
use futures_util::stream;

use crate::API;

/// Limits of time last longer than this, waits between attempts do not.
const LONGEST_WAIT: Duration = Duration::from_secs(60);

/// What the transport does with a request.
type Answering = dyn Fn(&http::Request<Bytes>) -> http::Response<Vec<Bytes>> + Send + Sync;

/// A transport that answers with the pieces that a function gives, and keeps what it
/// was sent. Clones are the same transport.
#[derive(Clone)]
pub struct Scripted {
    answer: Arc<Answering>,
    sent: Arc<Mutex<Vec<http::Request<Bytes>>>>,
}

impl Scripted {
    /// A transport that answers with what this function gives.
    pub fn new(
        answer: impl Fn(&http::Request<Bytes>) -> http::Response<Vec<Bytes>> + Send + Sync + 'static,
    ) -> Self {
        Self {
            answer: Arc::new(answer),
            sent: Arc::default(),
        }
    }

    /// A client's builder that sends through this, once each call.
    pub fn builder(&self) -> Builder<Client> {
        Builder::new(&API).transport(self.clone()).retries(0)
    }

    /// What was sent so far.
    pub fn take_sent(&self) -> Vec<http::Request<Bytes>> {
        std::mem::take(
            &mut self
                .sent
                .lock()
                .expect("no target panics while it holds this"),
        )
    }
}

impl Transport for Scripted {
    fn send(
        &self,
        request: http::Request<RequestBody>,
    ) -> BoxFuture<'_, Result<http::Response<ResponseBody>, TransportError>> {
        Box::pin(async move {
            let request = collect_request_body(request).await?;
            let answer = (self.answer)(&request);
            let mut sent = self
                .sent
                .lock()
                .expect("no target panics while it holds this");
            sent.push(request);
            Ok(answer.map(|pieces| ResponseBody::new(stream::iter(pieces.into_iter().map(Ok)))))
        })
    }

    fn sleep(&self, duration: Duration) -> BoxFuture<'static, ()> {
        if duration >= LONGEST_WAIT {
            Box::pin(pending())
        } else {
            Box::pin(ready(()))
        }
    }
}

impl fmt::Debug for Scripted {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str("Scripted")
    }
}
