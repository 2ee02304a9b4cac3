//! Time that does not pass by itself. It goes on where nothing else can happen: to the
//! end of a wait between two attempts, and while a response hangs, to the time limit
//! that passes first.

use std::pin::Pin;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::task::{Context, Poll, Waker};
use std::time::Duration;

/// Waits that are longer than any between two attempts are time limits, if a transport
/// around this one does not tell them apart.
const LONGEST_WAIT: Duration = Duration::from_secs(60);

/// The clock of a test. Clones are the same clock.
#[derive(Debug, Default, Clone)]
pub(super) struct MockClock(Arc<Mutex<MockClockState>>);

#[derive(Debug, Default)]
struct MockClockState {
    /// Time since the beginning.
    now: Duration,
    /// Responses that never come.
    hanging: usize,
    /// What runs, by its number.
    limits: Vec<(u64, Duration, Option<Waker>)>,
    last: u64,
    waits: Vec<Duration>,
}

/// A response that never comes, until it is dropped.
#[derive(Debug)]
pub(super) struct Hanging(MockClock);

/// A time limit, until it is dropped.
struct TimeLimit {
    clock: MockClock,
    number: u64,
    end: Duration,
}

/// A wait between two attempts.
struct Wait {
    clock: MockClock,
    duration: Duration,
    /// When it ends; known when it begins.
    end: Option<Duration>,
}

impl MockClockState {
    /// The end of the limit that passes first.
    fn first_limit(&self) -> Option<Duration> {
        self.limits.iter().map(|(_, end, _)| *end).min()
    }

    /// Goes on to a moment. Whoever asked to hear of it is given back.
    fn go_to(&mut self, moment: Duration) -> Vec<Waker> {
        self.now = self.now.max(moment);
        let now = self.now;
        let passed = self.limits.iter_mut().filter(|(_, end, _)| *end <= now);
        passed.filter_map(|(.., waker)| waker.take()).collect()
    }

    /// Goes on to the first limit, if nothing else can happen.
    fn hang(&mut self) -> Vec<Waker> {
        match self.first_limit() {
            Some(end) if self.hanging > 0 => self.go_to(end),
            Some(_) | None => Vec::new(),
        }
    }
}

impl MockClock {
    fn state(&self) -> MutexGuard<'_, MockClockState> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Changes the state, then wakes those that have to hear of it.
    fn change(&self, change: impl FnOnce(&mut MockClockState) -> Vec<Waker>) {
        let wakers = change(&mut self.state());
        wakers.into_iter().for_each(Waker::wake);
    }

    /// From now on, nothing but time limits can happen to a response.
    pub(super) fn hang(&self) -> Hanging {
        self.change(|state| {
            state.hanging += 1;
            state.hang()
        });
        Hanging(self.clone())
    }

    /// Waits as the clock does.
    pub(super) fn sleep(&self, duration: Duration) -> impl Future<Output = ()> + Send + use<> {
        let limit = (duration > LONGEST_WAIT).then(|| self.limit(duration));
        let wait = Wait {
            clock: self.clone(),
            duration,
            end: None,
        };
        async move {
            match limit {
                Some(limit) => limit.await,
                None => wait.await,
            }
        }
    }

    /// Ends when so much time has passed.
    pub(super) fn limit(&self, duration: Duration) -> impl Future<Output = ()> + Send + use<> {
        let mut state = self.state();
        state.last += 1;
        let (number, end) = (state.last, state.now.saturating_add(duration));
        state.limits.push((number, end, None));
        TimeLimit {
            clock: self.clone(),
            number,
            end,
        }
    }

    /// How long would have been waited.
    pub(super) fn waits(&self) -> Vec<Duration> {
        self.state().waits.clone()
    }
}

impl Future for TimeLimit {
    type Output = ();

    fn poll(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<()> {
        let mut wakers = Vec::new();
        let mut state = self.clock.state();
        if self.end > state.now {
            wakers = state.hang();
        }
        let has_passed = self.end <= state.now;
        let own = state
            .limits
            .iter_mut()
            .find(|(number, ..)| *number == self.number);
        if let (Some((.., waker)), false) = (own, has_passed) {
            *waker = Some(cx.waker().clone());
        }
        drop(state);
        wakers.into_iter().for_each(Waker::wake);
        if has_passed {
            Poll::Ready(())
        } else {
            Poll::Pending
        }
    }
}

impl Drop for TimeLimit {
    fn drop(&mut self) {
        let mut state = self.clock.state();
        state.limits.retain(|(number, ..)| *number != self.number);
    }
}

impl Future for Wait {
    type Output = ();

    fn poll(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<()> {
        let clock = self.clock.clone();
        let mut state = clock.state();
        let duration = self.duration;
        let end = match self.end {
            Some(end) => end,
            None => {
                state.waits.push(duration);
                *self.end.insert(state.now.saturating_add(duration))
            }
        };
        // A limit that passes before ends its call, and with it the wait; if it is that
        // of another call, the wait goes on.
        let now = state.now;
        let ends = state.limits.iter().map(|(_, end, _)| *end);
        let limit = ends.filter(|limit| now < *limit && *limit < end).min();
        let wakers = state.go_to(limit.unwrap_or(end));
        drop(state);
        wakers.into_iter().for_each(Waker::wake);
        if limit.is_none() {
            return Poll::Ready(());
        }
        cx.waker().wake_by_ref();
        Poll::Pending
    }
}

impl Drop for Hanging {
    /// While another response hangs, the next limit passes.
    fn drop(&mut self) {
        self.0.change(|state| {
            state.hanging = state.hanging.saturating_sub(1);
            state.hang()
        });
    }
}
