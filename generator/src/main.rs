//! The `bindery` command.
//!
//! Exit status: 0 when done, 1 when a document cannot be compiled or the client
//! is not fresh, 2 for wrong usage.

// `command/report.rs` alone writes to standard output and standard error.
#![deny(clippy::print_stdout, clippy::print_stderr)]

mod command;

use std::process::ExitCode;

use clap::Parser;

/// A third of the work on a large document is taking and giving back memory.
#[global_allocator]
static MEMORY: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> ExitCode {
    let arguments = command::Arguments::parse();
    match command::run_command(arguments) {
        command::RunStatus::Done => ExitCode::SUCCESS,
        command::RunStatus::Failed => ExitCode::from(1),
        command::RunStatus::Misused(message) => {
            command::report_misuse(&message);
            ExitCode::from(2)
        }
    }
}
