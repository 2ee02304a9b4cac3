//! Threads that wait for a call of their own.

use std::cell::Cell;

thread_local! {
    static IS_BLOCKED: Cell<bool> = const { Cell::new(false) };
}

/// Whether this thread is inside of `blocking::block_on`. A transport must not use
/// connections then that tasks of another runtime drive: that runtime may be the one
/// that waits.
#[cfg(feature = "reqwest")]
pub(super) fn is_thread_blocked() -> bool {
    IS_BLOCKED.get()
}

/// Marks the thread, also when the work panics.
pub(crate) struct BlockedThread(bool);

impl BlockedThread {
    pub(crate) fn during<T>(work: impl FnOnce() -> T) -> T {
        let _marked = Self(IS_BLOCKED.replace(true));
        work()
    }
}

impl Drop for BlockedThread {
    fn drop(&mut self) {
        IS_BLOCKED.set(self.0);
    }
}
