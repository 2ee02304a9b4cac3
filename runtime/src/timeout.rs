//! Work that must end in time. Takes a future and a timer, knows no clock.

use std::future::{Future, poll_fn};
use std::pin::pin;
use std::task::Poll;

use crate::transport::BoxFuture;

/// The result of the work, or `None` when the timer ends first. Work that is
/// ready at the same moment wins.
pub(crate) async fn within<T>(
    timer: Option<BoxFuture<'static, ()>>,
    work: impl Future<Output = T>,
) -> Option<T> {
    let mut work = pin!(work);
    let Some(mut timer) = timer else {
        return Some(work.await);
    };
    poll_fn(|cx| {
        if let Poll::Ready(result) = work.as_mut().poll(cx) {
            return Poll::Ready(Some(result));
        }
        timer.as_mut().poll(cx).map(|()| None)
    })
    .await
}
