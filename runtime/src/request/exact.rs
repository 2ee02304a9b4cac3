//! Streams that have as many bytes as was said: others fail, because a connection
//! would cut off what is too much without a word.

use std::pin::Pin;
use std::task::{Context, Poll};

use bytes::Bytes;
use futures_core::Stream;

use crate::transport::{BoxError, PieceStream};

/// A stream of so many bytes.
pub(super) struct Exact {
    /// `None` when it has ended.
    pieces: Option<PieceStream>,
    length: u64,
    read: u64,
    /// The last piece, until it is known that none follows: who has got all bytes asks
    /// for no more.
    last: Option<Bytes>,
}

impl Exact {
    pub(super) fn new(pieces: PieceStream, length: u64) -> Self {
        Self {
            pieces: Some(pieces),
            length,
            read: 0,
            last: None,
        }
    }

    /// Takes a piece; gives what can be handed on.
    fn take(&mut self, piece: Bytes) -> Result<Option<Bytes>, BoxError> {
        let length = u64::try_from(piece.len()).unwrap_or(u64::MAX);
        self.read = self.read.saturating_add(length);
        if self.read > self.length {
            let length = self.length;
            return Err(
                format!("the stream has more than the {length} bytes of its length").into(),
            );
        }
        if self.read == self.length && length > 0 {
            self.last = Some(piece);
            return Ok(None);
        }
        Ok(Some(piece).filter(|piece| !piece.is_empty()))
    }

    fn end(&mut self) -> Option<Result<Bytes, BoxError>> {
        let Self { read, length, .. } = self;
        if read < length {
            let why = format!("the stream has {read} bytes and not {length}, its length");
            return Some(Err(why.into()));
        }
        self.last.take().map(Ok)
    }
}

impl Stream for Exact {
    type Item = Result<Bytes, BoxError>;

    fn poll_next(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        while let Some(pieces) = &mut self.pieces {
            let next = match pieces.as_mut().poll_next(cx) {
                Poll::Pending => return Poll::Pending,
                Poll::Ready(Some(piece)) => piece.and_then(|piece| self.take(piece)),
                Poll::Ready(None) => {
                    self.pieces = None;
                    return Poll::Ready(self.end());
                }
            };
            match next {
                Ok(None) => {}
                Ok(Some(piece)) => return Poll::Ready(Some(Ok(piece))),
                Err(error) => {
                    self.pieces = None;
                    return Poll::Ready(Some(Err(error)));
                }
            }
        }
        Poll::Ready(None)
    }
}
