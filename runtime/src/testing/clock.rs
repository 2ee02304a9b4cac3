//! Time that does not pass: waits between attempts end at once, time limits
//! only when something hangs.

use std::future::poll_fn;
use std::sync::{Mutex, PoisonError};
use std::task::{Poll, Waker};
use std::time::Duration;

/// Waits that are longer than any between two attempts are time limits.
const LONGEST_WAIT: Duration = Duration::from_secs(60);

/// The clock of a test.
#[derive(Debug, Default)]
pub(super) struct Clock(Mutex<State>);

#[derive(Debug, Default)]
struct State {
    hanging: bool,
    limits: Vec<Waker>,
    waits: Vec<Duration>,
}

impl Clock {
    /// From now on, time limits pass.
    pub(super) fn hang(&self) {
        let mut state = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        state.hanging = true;
        let limits = std::mem::take(&mut state.limits);
        drop(state);
        limits.into_iter().for_each(Waker::wake);
    }

    /// Waits as the clock does.
    pub(super) async fn sleep(&self, duration: Duration) {
        poll_fn(|cx| {
            let mut state = self.0.lock().unwrap_or_else(PoisonError::into_inner);
            if duration <= LONGEST_WAIT {
                state.waits.push(duration);
                return Poll::Ready(());
            }
            if state.hanging {
                return Poll::Ready(());
            }
            state.limits.push(cx.waker().clone());
            Poll::Pending
        })
        .await;
    }

    /// How long would have been waited.
    pub(super) fn waits(&self) -> Vec<Duration> {
        let state = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        state.waits.clone()
    }
}
