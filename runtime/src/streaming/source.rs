//! A body that is read while it comes, and the errors about it.

use std::convert::Infallible;
use std::fmt;
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll};
use std::time::Duration;

use bytes::Bytes;
use futures_core::Stream as _;
use http::{HeaderMap, StatusCode};

use crate::description::EmbeddedFailure;
use crate::drift::Manner;
use crate::error::{Error, FailureCause, Head, Limit, Origin};
use crate::json::{Decode, DecodeError, ReadLimits};
use crate::matching::find_embedded_failure;
use crate::plan::Plan;
use crate::timeout::RunningLimit;
use crate::transport::{ResponseBody, Transport};

/// The body of a response, with what errors tell of the call.
pub(crate) struct StreamSource {
    /// `None` when it has ended.
    body: Option<ResponseBody>,
    origin: Origin,
    status: StatusCode,
    headers: HeaderMap,
    manner: Manner,
    /// Where an event or a line tells of a failure.
    embedded: Option<&'static EmbeddedFailure>,
    idle: Option<Idle>,
    /// What is left of the time for the whole call.
    whole: Option<RunningLimit>,
}

/// A limit of the time until the next piece.
struct Idle {
    limit: Duration,
    transport: Arc<dyn Transport>,
    /// Runs while a piece is waited for.
    running: Option<RunningLimit>,
}

impl Idle {
    fn poll(&mut self, cx: &mut Context<'_>) -> Poll<FailureCause> {
        let begin = || RunningLimit::begin(&*self.transport, self.limit, Duration::ZERO);
        let running = self.running.get_or_insert_with(begin);
        let passed = running.poll(cx);
        passed.map(|limit| FailureCause::Timeout(Limit::Piece, limit))
    }
}

impl StreamSource {
    pub(crate) fn new(
        body: ResponseBody,
        origin: Origin,
        status: StatusCode,
        headers: HeaderMap,
        manner: Manner,
    ) -> Self {
        Self {
            body: Some(body),
            origin,
            status,
            headers,
            manner,
            embedded: None,
            idle: None,
            whole: None,
        }
    }

    /// With what the document says of failures in it.
    pub(crate) fn failing(mut self, embedded: Option<&'static EmbeddedFailure>) -> Self {
        self.embedded = embedded;
        self
    }

    /// With the limits of the call that it answers.
    pub(crate) fn limited(mut self, whole: Option<RunningLimit>, plan: Option<&Plan>) -> Self {
        self.whole = whole;
        self.idle = plan.and_then(|plan| {
            Some(Idle {
                limit: plan.limits.idle_timeout?,
                transport: Arc::clone(&plan.client.shared().transport),
                running: None,
            })
        });
        self
    }

    /// The next piece; `None` at the end, and after an error.
    pub(super) fn poll(
        &mut self,
        cx: &mut Context<'_>,
    ) -> Poll<Option<Result<Bytes, Error<Infallible>>>> {
        let Some(body) = &mut self.body else {
            return Poll::Ready(None);
        };
        // Before the piece: a server that always has one would be read for ever.
        if let Some(Poll::Ready(limit)) = self.whole.as_mut().map(|whole| whole.poll(cx)) {
            self.end();
            let passed = FailureCause::Timeout(Limit::Call, limit);
            return Poll::Ready(Some(Err(self.error(passed, &Bytes::new()))));
        }
        let ended = match (Pin::new(body).poll_next(cx), &mut self.idle) {
            (Poll::Pending, None) => return Poll::Pending,
            (Poll::Pending, Some(idle)) => match idle.poll(cx) {
                Poll::Pending => return Poll::Pending,
                Poll::Ready(trouble) => Some(trouble),
            },
            (Poll::Ready(Some(Ok(piece))), idle) => {
                if let Some(idle) = idle {
                    idle.running = None;
                }
                return Poll::Ready(Some(Ok(piece)));
            }
            (Poll::Ready(None), _) => None,
            (Poll::Ready(Some(Err(error))), _) => Some(FailureCause::Transport(error)),
        };
        self.end();
        Poll::Ready(ended.map(|trouble| Err(self.error(trouble, &Bytes::new()))))
    }

    /// Reads no further.
    pub(super) fn end(&mut self) {
        self.body = None;
    }

    /// An event or a line that is not what the document says.
    pub(super) fn undecoded(&self, error: DecodeError, text: &str) -> Error<Infallible> {
        let text = Bytes::copy_from_slice(text.as_bytes());
        self.error(FailureCause::Decode(error), &text)
    }

    /// An event or a line that is too large; nothing is read after it.
    pub(super) fn check(&mut self, held: usize) -> Result<(), Error<Infallible>> {
        let most = self.manner.limits.max_body;
        if held <= most {
            return Ok(());
        }
        self.end();
        Err(self.error(FailureCause::TooLarge(most), &Bytes::new()))
    }

    /// The error that an event or a line is, if it tells of a failure.
    pub(super) fn find_failure(&self, text: &str) -> Option<Error<Infallible>> {
        let failure = find_embedded_failure(self.embedded, text.as_bytes(), self.limits())?;
        Some(self.failed(Some(failure), text))
    }

    /// A failure that the stream tells of.
    pub(super) fn failed(
        &self,
        failure: Option<&'static EmbeddedFailure>,
        text: &str,
    ) -> Error<Infallible> {
        let text = Bytes::copy_from_slice(text.as_bytes());
        self.error(FailureCause::InStream(failure), &text)
    }

    /// Reads an event or a line.
    pub(super) fn read<T: Decode>(&self, json: &str) -> Result<T, DecodeError> {
        let read = self.manner.read(&self.origin, json.as_bytes());
        read.map(|(value, _)| value)
    }

    /// How much an event or a line may ask of its reader.
    pub(super) fn limits(&self) -> ReadLimits {
        self.manner.limits.of_reading()
    }

    fn error(&self, trouble: FailureCause, body: &Bytes) -> Error<Infallible> {
        let head = Head::new(self.status, self.headers.clone(), body);
        Error::new(self.origin.clone().failure(trouble, Some(head)), None)
    }
}

impl fmt::Debug for StreamSource {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.debug_struct("Source")
            .field("operation", &self.origin.operation.id)
            .field("ended", &self.body.is_none())
            .finish_non_exhaustive()
    }
}
