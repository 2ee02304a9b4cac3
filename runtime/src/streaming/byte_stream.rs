//! Bodies as pieces.

use std::convert::Infallible;
use std::future::poll_fn;
use std::pin::Pin;
use std::task::{Context, Poll};

use bytes::Bytes;
use futures_core::Stream;

use super::{EventStream, JsonLines, Live, StreamSource};
use crate::error::Error;
use crate::json::Decode;
use crate::plan::Plan;

/// The body of a response, piece by piece as it comes: what
/// [`Call::stream`](crate::Call::stream) gives.
///
/// No limit of size applies to it. [`timeout`](crate::Call::timeout) is for all of it, and
/// [`idle_timeout`](crate::Call::idle_timeout) for each piece.
///
/// Where a server sends lines or events that its document does not declare, they are read
/// out of the pieces (`x-bindery-stream` in an overlay makes methods for them):
///
/// ```
/// use bindery_runtime::{AnyError, Call, Value};
///
/// async fn watch<T>(events: Call<T, Value>) -> Result<(), AnyError> {
///     let mut lines = events.stream().await?.value.lines::<Value>();
///     while let Some(line) = lines.next().await {
///         println!("{}", line?);
///     }
///     Ok(())
/// }
/// ```
#[derive(Debug)]
#[must_use = "nothing is read until a piece is asked for"]
pub struct ByteStream {
    source: StreamSource,
    /// To make the call again.
    plan: Option<Box<Plan>>,
}

impl ByteStream {
    pub(crate) fn new(live: Live) -> Self {
        let Live { source, plan } = live;
        Self { source, plan }
    }

    /// The next piece; `None` after the last one.
    pub async fn next(&mut self) -> Option<Result<Bytes, Error<Infallible>>> {
        poll_fn(|cx| self.source.poll(cx)).await
    }

    /// The rest as lines of JSON.
    pub fn lines<T: Decode>(self) -> JsonLines<T> {
        JsonLines::new(self.source)
    }

    /// The rest as lines of text, without those that are blank.
    pub fn text_lines(self) -> JsonLines<String> {
        JsonLines::text(self.source)
    }

    /// The rest as server-sent events with JSON as their data.
    pub fn events<T: Decode>(self) -> EventStream<T> {
        EventStream::json(self.source, self.plan)
    }

    /// The rest as server-sent events with text as their data.
    pub fn text_events(self) -> EventStream<String> {
        EventStream::text(self.source, self.plan)
    }
}

impl Stream for ByteStream {
    type Item = Result<Bytes, Error<Infallible>>;

    fn poll_next(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        self.source.poll(cx)
    }
}
