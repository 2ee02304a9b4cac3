//! Bodies as hyper, tower and their kin know them: the trait of the crate `http-body`.

use std::pin::Pin;
use std::task::{Context, Poll};

use bytes::{Buf, Bytes};
use futures_core::Stream;
use http_body::{Body, Frame, SizeHint};

use super::{BodyStream, BoxError, RequestBody, ResponseBody, TransportError};

impl Body for BodyStream {
    type Data = Bytes;
    type Error = BoxError;

    fn poll_frame(
        self: Pin<&mut Self>,
        cx: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, BoxError>>> {
        let piece = self.poll_next(cx);
        piece.map(|piece| piece.map(|piece| piece.map(Frame::data)))
    }

    fn size_hint(&self) -> SizeHint {
        let length = self.length();
        length.map_or_else(SizeHint::default, SizeHint::with_exact)
    }
}

impl Body for RequestBody {
    type Data = Bytes;
    type Error = BoxError;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, BoxError>>> {
        match &mut *self {
            Self::Bytes(bytes) if bytes.is_empty() => Poll::Ready(None),
            Self::Bytes(bytes) => Poll::Ready(Some(Ok(Frame::data(std::mem::take(bytes))))),
            Self::Stream(stream) => Pin::new(stream).poll_frame(cx),
        }
    }

    fn is_end_stream(&self) -> bool {
        matches!(self, Self::Bytes(bytes) if bytes.is_empty())
    }

    fn size_hint(&self) -> SizeHint {
        match self {
            Self::Bytes(bytes) => {
                SizeHint::with_exact(u64::try_from(bytes.len()).unwrap_or(u64::MAX))
            }
            Self::Stream(stream) => Body::size_hint(stream),
        }
    }
}

impl Body for ResponseBody {
    type Data = Bytes;
    type Error = TransportError;

    fn poll_frame(
        self: Pin<&mut Self>,
        cx: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, TransportError>>> {
        let piece = self.poll_next(cx);
        piece.map(|piece| piece.map(|piece| piece.map(Frame::data)))
    }
}

/// The data of a body, without its trailers.
pub(super) struct DataPieces<B, F> {
    pub(super) body: Pin<Box<B>>,
    /// What an error of it means.
    pub(super) explain: F,
}

impl<B, F> Stream for DataPieces<B, F>
where
    B: Body,
    F: Fn(B::Error) -> TransportError + Unpin,
{
    type Item = Result<Bytes, TransportError>;

    fn poll_next(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        loop {
            let frame = match self.body.as_mut().poll_frame(cx) {
                Poll::Pending => return Poll::Pending,
                Poll::Ready(None) => return Poll::Ready(None),
                Poll::Ready(Some(frame)) => frame,
            };
            match frame.map(Frame::into_data) {
                Ok(Ok(mut data)) => {
                    // Of `Bytes`, no copy.
                    return Poll::Ready(Some(Ok(data.copy_to_bytes(data.remaining()))));
                }
                Ok(Err(_trailers)) => {}
                Err(error) => return Poll::Ready(Some(Err((self.explain)(error)))),
            }
        }
    }
}
