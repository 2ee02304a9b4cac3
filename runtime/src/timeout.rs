//! Work that must end in time. Takes a future and a timer, knows no clock.

use std::future::{Future, poll_fn};
use std::pin::Pin;
use std::task::Poll;

use crate::transport::BoxFuture;

/// The result of the work, or `None` when the timer ends first. Work that is
/// ready at the same moment wins. Its caller pins it: moved in here, it would take
/// its space twice.
pub(crate) fn run_within<T>(
    mut timer: Option<BoxFuture<'static, ()>>,
    mut work: Pin<&mut impl Future<Output = T>>,
) -> impl Future<Output = Option<T>> {
    poll_fn(move |cx| {
        if let Poll::Ready(result) = work.as_mut().poll(cx) {
            return Poll::Ready(Some(result));
        }
        match &mut timer {
            Some(timer) => timer.as_mut().poll(cx).map(|()| None),
            None => Poll::Pending,
        }
    })
}
