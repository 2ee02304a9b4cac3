//! `bindery-soak`: the whole load, by default 64 tasks of 20,000 calls each.
//!
//! Exit status: 0 when all holds, 1 when something does not, 2 when the trial could not be
//! made.

use std::process::ExitCode;
use std::time::Instant;

use bindery_soak::{Load, run_soak};
use clap::Parser;

/// Calls a server that breaks a fifth of the calls, and counts what must never be
#[derive(Parser)]
struct Arguments {
    /// Tasks that call at the same time
    #[arg(long, default_value_t = 64)]
    tasks: u64,
    /// Calls of each task
    #[arg(long, default_value_t = 20_000)]
    calls: u64,
}

#[tokio::main]
async fn main() -> ExitCode {
    let Arguments { tasks, calls } = Arguments::parse();
    let begun = Instant::now();
    let report = match run_soak(Load {
        tasks,
        calls,
        repeats_posts: false,
    })
    .await
    {
        Ok(report) => report,
        Err(error) => {
            eprintln!("error: {error}");
            return ExitCode::from(2);
        }
    };
    println!("{report}{:.1} s", begun.elapsed().as_secs_f64());
    let complaints = report.complaints(tasks * calls);
    for complaint in &complaints {
        println!("WRONG: {complaint}");
    }
    ExitCode::from(u8::from(!complaints.is_empty()))
}
