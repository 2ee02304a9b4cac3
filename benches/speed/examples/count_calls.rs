//! Makes so many calls, for tools that count instructions:
//! `count_calls bindery 1 100` makes a hundred, one at a time.
//!
//! The difference between two numbers of calls is what the calls cost, with what the
//! server does for them, which is the same for both.

#![allow(clippy::unwrap_used, reason = "a call that fails ends the count")]

#[path = "../benches/shared/pair.rs"]
mod pair;
#[path = "../benches/shared/server.rs"]
mod server;

use std::process::ExitCode;

use pair::Pair;
use tokio::runtime::Builder;

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let numbers: Vec<usize> = arguments.iter().flat_map(|word| word.parse()).collect();
    let (Some(who), [at_a_time, calls]) = (arguments.first(), numbers.as_slice()) else {
        eprintln!("usage: count_calls bindery|reqwest AT_A_TIME CALLS");
        return ExitCode::from(2);
    };
    let pair = Pair::new();
    let runtime = Builder::new_current_thread().enable_all().build().unwrap();
    for _ in 0..calls / at_a_time {
        match who.as_str() {
            "bindery" => runtime.block_on(pair.generated(*at_a_time)),
            _ => runtime.block_on(pair.written(*at_a_time)),
        }
    }
    ExitCode::SUCCESS
}
