//! Bodies as pieces.

use std::convert::Infallible;
use std::future::poll_fn;
use std::pin::Pin;
use std::task::{Context, Poll};

use bytes::Bytes;
use futures_core::Stream;

use super::StreamSource;
use crate::error::Error;

/// The body of a response, piece by piece as it comes: what
/// [`Call::stream`](crate::Call::stream) gives.
///
/// No limit of size and no time limit apply to it but
/// [`idle_timeout`](crate::Call::idle_timeout).
#[derive(Debug)]
#[must_use = "nothing is read until a piece is asked for"]
pub struct ByteStream(StreamSource);

impl ByteStream {
    pub(crate) fn new(source: StreamSource) -> Self {
        Self(source)
    }

    /// The next piece; `None` after the last one.
    pub async fn next(&mut self) -> Option<Result<Bytes, Error<Infallible>>> {
        poll_fn(|cx| self.0.poll(cx)).await
    }
}

impl Stream for ByteStream {
    type Item = Result<Bytes, Error<Infallible>>;

    fn poll_next(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        self.0.poll(cx)
    }
}
