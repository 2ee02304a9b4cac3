//! Work that must end in time. Takes a future and a timer of the transport, knows no clock.

use std::fmt;
use std::future::{Future, poll_fn};
use std::pin::Pin;
use std::task::{Context, Poll};
use std::time::Duration;

use crate::transport::{BoxFuture, Transport};

/// A limit of time that runs.
pub(crate) struct RunningLimit {
    /// How long all of it is.
    pub(crate) limit: Duration,
    timer: BoxFuture<'static, ()>,
}

impl RunningLimit {
    /// Begins now. `spent` of the limit has gone by before.
    pub(crate) fn begin(transport: &dyn Transport, limit: Duration, spent: Duration) -> Self {
        Self {
            limit,
            timer: transport.time_limit(limit.saturating_sub(spent)),
        }
    }

    /// The limit, when its time is over.
    pub(crate) fn poll(&mut self, cx: &mut Context<'_>) -> Poll<Duration> {
        self.timer.as_mut().poll(cx).map(|()| self.limit)
    }
}

impl fmt::Debug for RunningLimit {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "RunningLimit({:?})", self.limit)
    }
}

/// The result of the work, or the limit that ends first. Work that is
/// ready at the same moment wins. Its caller pins it: moved in here, it would take
/// its space twice.
pub(crate) fn run_within<T>(
    limit: &mut Option<RunningLimit>,
    mut work: Pin<&mut impl Future<Output = T>>,
) -> impl Future<Output = Result<T, Duration>> {
    poll_fn(move |cx| {
        if let Poll::Ready(result) = work.as_mut().poll(cx) {
            return Poll::Ready(Ok(result));
        }
        match limit {
            Some(limit) => limit.poll(cx).map(Err),
            None => Poll::Pending,
        }
    })
}
