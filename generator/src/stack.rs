//! A stack for deep documents: every stage recurses along the document, whose depth
//! the reader bounds.

use std::panic::resume_unwind;
use std::thread::{Builder, Scope, ScopedJoinHandle, scope};

use crate::limits::STACK_OF_STAGES;

/// Runs work on a stack that is large enough for the stages of the deepest document that is
/// read; on the stack of the caller where no thread can be started.
///
/// [`compile`](crate::compile) does so itself; who calls the stages one by one
/// calls them in here.
// The work is called once. It is no `FnOnce`, because a thread that cannot be had takes
// such work with it.
pub fn run_with_stack<T: Send>(mut work: impl FnMut() -> T + Send) -> T {
    let done = scope(|scope| spawn_with_stack(scope, &mut work).map(ScopedJoinHandle::join));
    match done {
        Some(Ok(done)) => done,
        Some(Err(panic)) => resume_unwind(panic),
        None => work(),
    }
}

/// Starts a thread with room on its stack. `None` where no thread can be had.
pub(crate) fn spawn_with_stack<'scope, T: Send + 'scope>(
    scope: &'scope Scope<'scope, '_>,
    work: impl FnOnce() -> T + Send + 'scope,
) -> Option<ScopedJoinHandle<'scope, T>> {
    let thread = Builder::new().stack_size(STACK_OF_STAGES);
    thread.spawn_scoped(scope, work).ok()
}
