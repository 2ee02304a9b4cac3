//! Work that waits for a disk: on a thread where that keeps nobody waiting, if there is one.

use std::future::Future;
use std::io;
use std::pin::Pin;

/// The end of some work with files.
pub(super) type FileWork<T> = Pin<Box<dyn Future<Output = io::Result<T>> + Send>>;

/// Runs it on a thread of Tokio's for work that blocks; where no runtime of Tokio's is at
/// hand, with another transport, on the thread that asks.
pub(super) fn run_file_work<T: Send + 'static>(
    work: impl FnOnce() -> io::Result<T> + Send + 'static,
) -> FileWork<T> {
    #[cfg(any(feature = "reqwest", feature = "blocking"))]
    if let Ok(runtime) = tokio::runtime::Handle::try_current() {
        let task = runtime.spawn_blocking(work);
        return Box::pin(async move { task.await.map_err(io::Error::other)? });
    }
    Box::pin(async move { work() })
}
