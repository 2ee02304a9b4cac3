//! Calls for programs that are not async: any future to its end, any stream as
//! an iterator. Needs the feature `blocking`.
//!
//! Builders, calls and errors are the same as in async programs; only the end
//! of the line differs:
//!
//! ```no_run
//! use bindery_runtime::{Client, Method, Value};
//!
//! # fn main() -> Result<(), Box<dyn std::error::Error>> {
//! # fn client() -> Client { unimplemented!() }
//! let client: Client = client();
//! let status: Value = client.call(Method::GET, "/v2/status").send_blocking()?;
//! let raw = bindery_runtime::blocking::block_on(client.call::<Value>(Method::GET, "/v2").raw())?;
//! # Ok(())
//! # }
//! ```
//!
//! One thread in the background, started by the first use, drives connections
//! and timers. So it works wherever a thread may wait: in a program without a
//! runtime, on a thread of any runtime, inside another `block_on`. The default
//! transport keeps the connections of calls that wait apart from those of other
//! calls, and lets that thread drive all connections of a `reqwest::Client` that it was
//! given. Waiting on a thread of an async runtime keeps that thread from its other tasks; where
//! that matters, use `.await`.

use std::future::{Future, IntoFuture as _, poll_fn};
use std::pin::{Pin, pin};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::task::{Context, Poll, Wake, Waker};
use std::thread::{self, Thread};

use futures_core::Stream;
use tokio::runtime::Handle;
use tokio::task::unconstrained;

use crate::call::{Call, Response};
use crate::download::Saving;
use crate::error::Error;
use crate::pagination::{Items, Pages};
use crate::transport::{BlockedThread, find_background_runtime};

/// Runs a future to its end on this thread.
pub fn block_on<F: Future>(future: F) -> F::Output {
    let _context = find_background_runtime().map(Handle::enter);
    let signal = Arc::new(Signal {
        woken: AtomicBool::new(false),
        thread: thread::current(),
    });
    let waker = Waker::from(Arc::clone(&signal));
    let mut cx = Context::from_waker(&waker);
    // A task that blocks would never be given new budget.
    let mut future = pin!(unconstrained(future));
    loop {
        let polled = BlockedThread::during(|| future.as_mut().poll(&mut cx));
        if let Poll::Ready(output) = polled {
            return output;
        }
        signal.wait();
    }
}

/// A stream as an iterator that waits for each item.
pub fn iter<S: Stream>(stream: S) -> Iter<S> {
    Iter(Box::pin(stream))
}

/// The items of a stream, waited for one by one.
#[derive(Debug)]
#[must_use = "nothing is called until an item is asked for"]
pub struct Iter<S>(Pin<Box<S>>);

impl<S: Stream> Iterator for Iter<S> {
    type Item = S::Item;

    fn next(&mut self) -> Option<S::Item> {
        block_on(poll_fn(|cx| self.0.as_mut().poll_next(cx)))
    }
}

/// Wakes a thread that waits. What the thread parks for elsewhere cannot take
/// the signal away.
struct Signal {
    woken: AtomicBool,
    thread: Thread,
}

impl Signal {
    fn wait(&self) {
        while !self.woken.swap(false, Ordering::Acquire) {
            thread::park();
        }
    }
}

impl Wake for Signal {
    fn wake(self: Arc<Self>) {
        self.wake_by_ref();
    }

    fn wake_by_ref(self: &Arc<Self>) {
        self.woken.store(true, Ordering::Release);
        self.thread.unpark();
    }
}

impl<T, E, P> Call<T, E, P> {
    /// Sends the call and waits, on any thread; see
    /// [`blocking`](crate::blocking).
    ///
    /// # Errors
    ///
    /// See [`ErrorKind`](crate::ErrorKind).
    pub fn send_blocking(self) -> Result<T, Error<E>> {
        block_on(self.into_future())
    }

    /// Sends the call, waits, and gives the value together with status and
    /// headers.
    ///
    /// # Errors
    ///
    /// See [`ErrorKind`](crate::ErrorKind).
    pub fn with_response_blocking(self) -> Result<Response<T>, Error<E>> {
        block_on(self.with_response())
    }
}

impl<T: 'static, E: Send + 'static> Saving<T, E> {
    /// Sends the call and waits until the file is there.
    ///
    /// # Errors
    ///
    /// See [`ErrorKind`](crate::ErrorKind).
    pub fn send_blocking(self) -> Result<Response<u64>, Error<E>> {
        block_on(self.into_future())
    }
}

impl<I, T, E, P> Items<I, T, E, P> {
    /// An iterator that waits, on any thread; see
    /// [`blocking`](crate::blocking).
    pub fn blocking(self) -> Iter<Self> {
        iter(self)
    }
}

impl<T, E, P> Pages<T, E, P> {
    /// An iterator that waits, on any thread; see
    /// [`blocking`](crate::blocking).
    pub fn blocking(self) -> Iter<Self> {
        iter(self)
    }

    /// Waits for the next page with its status and its headers; `None` after the last
    /// one.
    pub fn next_response_blocking(&mut self) -> Option<Result<Response<T>, Error<E>>> {
        block_on(self.next_response())
    }
}
