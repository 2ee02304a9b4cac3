//! A client under load: many tasks call a server on this machine, which breaks a fifth of
//! the calls in one of [seven ways](Fault).
//!
//! What has to hold, however a call goes: it has one outcome; an answer belongs to its own
//! request; a POST reaches the server once at most, and not at all if its error says that
//! it was not sent; a GET is tried three times at most; memory and descriptors do not grow.

mod caller;
mod faults;
mod process;
mod report;
mod server;

use std::io;
use std::sync::Arc;

pub use faults::Fault;
pub use process::Usage;
pub use report::Report;

use caller::{call_many_times, connect};

use server::{Seen, start_server};

/// How much is called.
#[derive(Debug, Clone, Copy)]
pub struct Load {
    /// Tasks that call at the same time.
    pub tasks: u64,
    /// Calls of each task, one after the other.
    pub calls: u64,
    /// Whether the client is told that a POST may be repeated, which is wrong: by it one sees
    /// that the trial would tell of a client that does so by itself.
    pub repeats_posts: bool,
}

/// Runs all calls and tells what came of them.
///
/// The first twentieth warms up what grows once: connections, buffers, the allocator's
/// arenas. Growth is counted from there.
///
/// # Errors
///
/// When the server or the client cannot be started, or a task panics.
pub async fn run_soak(load: Load) -> io::Result<Report> {
    let seen = Arc::new(Seen::of(load.tasks * load.calls));
    let url = start_server(Arc::clone(&seen)).await?;
    let client = connect(&url)?;
    let warm = load.calls.div_ceil(20);
    let mut report = Report::default();
    for (first, calls) in [(0, warm), (warm, load.calls - warm)] {
        if first > 0 {
            report.before = Usage::of_this_process();
        }
        let mut tasks = Vec::new();
        for task in 0..load.tasks {
            let (client, seen) = (client.clone(), Arc::clone(&seen));
            let first = task * load.calls + first;
            tasks.push(tokio::spawn(async move {
                let ids = first..first + calls;
                call_many_times(&client, &seen, ids, load.repeats_posts).await
            }));
        }
        for task in tasks {
            report.add(&task.await.map_err(io::Error::other)?);
        }
    }
    report.after = Usage::of_this_process();
    Ok(report)
}
