//! The body of a request on its way: uploads that are sent one after the other.

use std::collections::VecDeque;
use std::pin::Pin;
use std::task::{Context, Poll};

use bytes::{Bytes, BytesMut};
use futures_core::Stream;

use super::upload::Upload;
use crate::transport::{BodyStream, BoxError, PieceStream, RequestBody};

/// Uploads that make one body. Empty when there is none.
#[derive(Clone, Debug, Default)]
pub(crate) struct Content(Vec<Upload>);

impl Content {
    pub(super) fn push(&mut self, upload: Upload) {
        self.0.push(upload);
    }

    /// Whether there is no body.
    pub(crate) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Whether it can be sent again.
    pub(crate) fn is_repeatable(&self) -> bool {
        self.0.iter().all(Upload::is_repeatable)
    }

    /// Number of bytes, if it is known.
    pub(crate) fn length(&self) -> Option<u64> {
        let mut lengths = self.0.iter().map(Upload::length);
        lengths.try_fold(0u64, |sum, length| sum.checked_add(length?))
    }

    /// All of it, unless a part of it is a stream.
    pub(crate) fn bytes(&self) -> Option<Bytes> {
        if let [only] = self.0.as_slice() {
            return only.bytes().cloned();
        }
        let mut all = BytesMut::new();
        for upload in &self.0 {
            all.extend_from_slice(upload.bytes()?);
        }
        Some(all.freeze())
    }

    /// The same with another end instead of this text, if that is its end.
    pub(super) fn with_end(&self, old: &str, new: Self) -> Option<Self> {
        let (last, before) = self.0.split_last()?;
        let bytes = last.bytes()?;
        let kept = bytes.slice_ref(bytes.strip_suffix(old.as_bytes())?);
        let uploads = before.iter().cloned().chain([Upload::new(kept)]);
        Some(Self(uploads.chain(new.0).collect()))
    }

    /// Begins to send it.
    pub(crate) fn open(&self) -> RequestBody {
        match self.bytes() {
            Some(bytes) => RequestBody::Bytes(bytes),
            None => RequestBody::Stream(BodyStream::new(
                Box::pin(Chain {
                    waiting: self.0.iter().cloned().collect(),
                    open: None,
                }),
                self.length(),
            )),
        }
    }
}

impl From<Upload> for Content {
    fn from(upload: Upload) -> Self {
        Self(vec![upload])
    }
}

/// Uploads one after the other.
struct Chain {
    waiting: VecDeque<Upload>,
    open: Option<PieceStream>,
}

impl Stream for Chain {
    type Item = Result<Bytes, BoxError>;

    fn poll_next(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        loop {
            if self.open.is_none() {
                let Some(next) = self.waiting.pop_front() else {
                    return Poll::Ready(None);
                };
                self.open = Some(next.open());
            }
            let piece = match &mut self.open {
                Some(open) => open.as_mut().poll_next(cx),
                None => Poll::Ready(None),
            };
            match piece {
                Poll::Ready(None) => self.open = None,
                other => return other,
            }
        }
    }
}
