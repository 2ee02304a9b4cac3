//! Bodies as transports see them: bytes, or pieces that come one by one.

use std::error::Error;
use std::fmt;
use std::future::poll_fn;
use std::pin::Pin;
use std::sync::{Mutex, PoisonError};
use std::task::{Context, Poll};

use bytes::{Bytes, BytesMut};
use futures_core::Stream;

use super::{TransportError, TransportErrorKind};

/// Whatever stopped a stream.
pub type BoxError = Box<dyn Error + Send + Sync>;

/// Pieces of a body.
pub(crate) type PieceStream = Pin<Box<dyn Stream<Item = Result<Bytes, BoxError>> + Send>>;

/// The body of a request.
#[non_exhaustive]
pub enum RequestBody {
    /// All of it. Empty when there is none.
    Bytes(Bytes),
    /// Pieces that come one by one; see [`BodyStream::length`].
    Stream(BodyStream),
}

impl RequestBody {
    /// All of it, for transports that cannot send pieces.
    ///
    /// # Errors
    ///
    /// When the stream fails.
    pub async fn collect(self) -> Result<Bytes, TransportError> {
        let mut stream = match self {
            Self::Bytes(bytes) => return Ok(bytes),
            Self::Stream(stream) => stream,
        };
        let mut all = BytesMut::new();
        while let Some(piece) = poll_fn(|cx| Pin::new(&mut stream).poll_next(cx)).await {
            let broken = |error| TransportError::new(TransportErrorKind::Broken, error);
            all.extend_from_slice(&piece.map_err(broken)?);
        }
        Ok(all.freeze())
    }
}

/// The request with all of its body, for transports that cannot send pieces.
///
/// # Errors
///
/// When the body is a stream that fails.
pub async fn collect_request_body(
    request: http::Request<RequestBody>,
) -> Result<http::Request<Bytes>, TransportError> {
    let (head, body) = request.into_parts();
    Ok(http::Request::from_parts(head, body.collect().await?))
}

impl fmt::Debug for RequestBody {
    /// Shows the length alone: bodies may hold secrets.
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Bytes(bytes) => write!(out, "RequestBody({} bytes)", bytes.len()),
            Self::Stream(stream) => stream.fmt(out),
        }
    }
}

/// The pieces of a request's body.
pub struct BodyStream {
    // Never locked: it makes the pieces `Sync`, which some transports ask for.
    pieces: Mutex<PieceStream>,
    length: Option<u64>,
}

impl BodyStream {
    pub(crate) fn new(pieces: PieceStream, length: Option<u64>) -> Self {
        Self {
            pieces: Mutex::new(pieces),
            length,
        }
    }

    /// Number of bytes, if it is known: what `Content-Length` says. Without it
    /// the body is sent in chunks.
    #[must_use]
    pub fn length(&self) -> Option<u64> {
        self.length
    }
}

impl Stream for BodyStream {
    type Item = Result<Bytes, BoxError>;

    fn poll_next(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        let pieces = self.pieces.get_mut();
        let pieces = pieces.unwrap_or_else(PoisonError::into_inner);
        pieces.as_mut().poll_next(cx)
    }
}

impl fmt::Debug for BodyStream {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.length {
            Some(length) => write!(out, "BodyStream({length} bytes)"),
            None => out.write_str("BodyStream(..)"),
        }
    }
}

/// The body of a response: a stream of pieces.
pub struct ResponseBody(Pin<Box<dyn Stream<Item = Result<Bytes, TransportError>> + Send>>);

impl ResponseBody {
    /// Wraps a stream.
    pub fn new(stream: impl Stream<Item = Result<Bytes, TransportError>> + Send + 'static) -> Self {
        Self(Box::pin(stream))
    }
}

impl Stream for ResponseBody {
    type Item = Result<Bytes, TransportError>;

    fn poll_next(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        self.0.as_mut().poll_next(cx)
    }
}

impl<B: Into<Bytes>> From<B> for ResponseBody {
    /// A body that is all there, in one piece.
    fn from(bytes: B) -> Self {
        Self::new(SinglePiece(Some(bytes.into())))
    }
}

impl fmt::Debug for ResponseBody {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str("ResponseBody(..)")
    }
}

/// A stream of one piece.
struct SinglePiece(Option<Bytes>);

impl Stream for SinglePiece {
    type Item = Result<Bytes, TransportError>;

    fn poll_next(mut self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        Poll::Ready(self.0.take().map(Ok))
    }
}
