//! Threads that wait for a call of their own, and the one in the background that works
//! meanwhile.

use std::cell::Cell;
use std::sync::OnceLock;
use std::thread;

use tokio::runtime::{Builder, Handle};

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

/// The runtime in the background; `None` when the system gives no thread.
pub(crate) fn find_background_runtime() -> Option<&'static Handle> {
    static RUNTIME: OnceLock<Option<Handle>> = OnceLock::new();
    RUNTIME.get_or_init(start_background_runtime).as_ref()
}

fn start_background_runtime() -> Option<Handle> {
    let runtime = Builder::new_current_thread().enable_all().build().ok()?;
    let handle = runtime.handle().clone();
    let drive = move || runtime.block_on(std::future::pending::<()>());
    let named = thread::Builder::new().name("bindery-blocking".to_owned());
    named.spawn(drive).ok().map(|_| handle)
}
