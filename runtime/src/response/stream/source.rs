//! A body that is read while it comes, and the errors about it.

use std::convert::Infallible;
use std::fmt;
use std::pin::Pin;
use std::task::{Context, Poll};

use bytes::Bytes;
use futures_core::Stream as _;
use http::{HeaderMap, StatusCode};

use crate::error::{Error, Head, Trouble};
use crate::json::DecodeError;
use crate::response::Origin;
use crate::transport::ResponseBody;

/// The body of an answer, with what errors tell of the call.
pub(crate) struct Source {
    /// `None` when it has ended.
    body: Option<ResponseBody>,
    origin: Origin,
    status: StatusCode,
    headers: HeaderMap,
    /// Bytes of the largest event or line.
    max: usize,
}

impl Source {
    pub(crate) fn new(
        body: ResponseBody,
        origin: Origin,
        status: StatusCode,
        headers: HeaderMap,
        max: usize,
    ) -> Self {
        Self {
            body: Some(body),
            origin,
            status,
            headers,
            max,
        }
    }

    /// The next piece; `None` at the end, and after an error.
    pub(super) fn poll(
        &mut self,
        cx: &mut Context<'_>,
    ) -> Poll<Option<Result<Bytes, Error<Infallible>>>> {
        let Some(body) = &mut self.body else {
            return Poll::Ready(None);
        };
        match Pin::new(body).poll_next(cx) {
            Poll::Pending => Poll::Pending,
            Poll::Ready(Some(Ok(piece))) => Poll::Ready(Some(Ok(piece))),
            Poll::Ready(None) => {
                self.body = None;
                Poll::Ready(None)
            }
            Poll::Ready(Some(Err(error))) => {
                self.body = None;
                let error = self.error(Trouble::Transport(error), &Bytes::new());
                Poll::Ready(Some(Err(error)))
            }
        }
    }

    /// Reads no further.
    pub(super) fn end(&mut self) {
        self.body = None;
    }

    /// An event or a line that is not what the document says.
    pub(super) fn undecoded(&self, error: DecodeError, text: &str) -> Error<Infallible> {
        let text = Bytes::copy_from_slice(text.as_bytes());
        self.error(Trouble::Decode(error), &text)
    }

    /// An event or a line that is too large; nothing is read after it.
    pub(super) fn check(&mut self, held: usize) -> Result<(), Error<Infallible>> {
        if held <= self.max {
            return Ok(());
        }
        self.end();
        Err(self.error(Trouble::TooLarge(self.max), &Bytes::new()))
    }

    fn error(&self, trouble: Trouble, body: &Bytes) -> Error<Infallible> {
        let head = Head::new(self.status, self.headers.clone(), body);
        Error::new(self.origin.clone().failure(trouble, Some(head)), None)
    }
}

impl fmt::Debug for Source {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.debug_struct("Source")
            .field("operation", &self.origin.operation.id)
            .field("ended", &self.body.is_none())
            .finish_non_exhaustive()
    }
}
