//! One at a time: a lock that is waited for without blocking a thread, in any
//! async runtime.

use std::future::poll_fn;
use std::sync::{Mutex, PoisonError};
use std::task::{Context, Poll, Waker};

/// Something that one task does at a time.
#[derive(Debug, Default)]
pub(super) struct Turns(Mutex<TurnState>);

#[derive(Debug, Default)]
struct TurnState {
    taken: bool,
    waiting: Vec<Waker>,
}

/// The turn of a task; ends when it is dropped, also with a cancelled task.
#[derive(Debug)]
pub(super) struct Turn<'a>(&'a Turns);

impl Turns {
    /// Waits for a turn.
    pub(super) async fn take(&self) -> Turn<'_> {
        poll_fn(|cx| self.poll(cx)).await
    }

    fn poll(&self, cx: &mut Context<'_>) -> Poll<Turn<'_>> {
        let mut state = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if state.taken {
            let known = |waker: &Waker| waker.will_wake(cx.waker());
            if !state.waiting.iter().any(known) {
                state.waiting.push(cx.waker().clone());
            }
            return Poll::Pending;
        }
        state.taken = true;
        Poll::Ready(Turn(self))
    }
}

impl Drop for Turn<'_> {
    /// Wakes all that wait: those that are gone do not mind.
    fn drop(&mut self) {
        let mut state = self.0.0.lock().unwrap_or_else(PoisonError::into_inner);
        state.taken = false;
        let waiting = std::mem::take(&mut state.waiting);
        drop(state);
        waiting.into_iter().for_each(Waker::wake);
    }
}
