//! Makes so many calls, for tools that count instructions:
//! `count_calls bindery 1 100` makes a hundred, one at a time; `reqwest` makes them by
//! hand, `limited` by hand with the time limit that generated calls have.
//!
//! The difference between two numbers of calls is what the calls cost, with what the
//! server does for them, which is the same for both.

#![allow(clippy::unwrap_used, reason = "a call that fails ends the count")]

#[path = "../benches/shared/generated.rs"]
mod generated;
#[path = "../benches/shared/pair.rs"]
mod pair;
#[path = "../benches/shared/server.rs"]
mod server;

use std::process::ExitCode;

use pair::Pair;
use tokio::runtime::Builder;

fn main() -> ExitCode {
    let words: Vec<String> = std::env::args().skip(1).collect();
    if run(&words).is_none() {
        eprintln!("usage: count_calls bindery|reqwest|limited AT_A_TIME CALLS");
        return ExitCode::from(2);
    }
    ExitCode::SUCCESS
}

/// Nothing where the words are not what the usage says.
fn run(words: &[String]) -> Option<()> {
    let [who, at_a_time, calls] = words else {
        return None;
    };
    let at_a_time: usize = at_a_time.parse().ok()?;
    let turns = calls.parse::<usize>().ok()?.checked_div(at_a_time)?;
    let pair = Pair::new();
    let runtime = Builder::new_current_thread().enable_all().build().ok()?;
    for _ in 0..turns {
        match who.as_str() {
            "bindery" => runtime.block_on(pair.generated(at_a_time)),
            "reqwest" => runtime.block_on(pair.written(at_a_time)),
            "limited" => runtime.block_on(pair.limited(at_a_time)),
            _ => return None,
        }
    }
    Some(())
}
