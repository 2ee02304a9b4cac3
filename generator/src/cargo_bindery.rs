//! `cargo bindery …`, which is `bindery …`.
//!
//! Cargo runs a program of this name with its own name in front. All that it does is to start
//! the command that was installed beside it, so that there is one command and not two.

// Nothing of the command is here that could write.
#![deny(clippy::print_stdout)]

use std::env;
use std::io::{Write as _, stderr};
use std::process::{Command, ExitCode};

fn main() -> ExitCode {
    let mut arguments: Vec<_> = env::args_os().skip(1).collect();
    // Cargo's own word; whoever starts this program by hand leaves it out.
    if arguments.first().is_some_and(|first| first == "bindery") {
        arguments.remove(0);
    }
    let beside = env::current_exe().map(|this| this.with_file_name("bindery"));
    let program = beside.unwrap_or_else(|_| "bindery".into());
    match Command::new(&program).args(arguments).status() {
        // A command that was ended by a signal has no status.
        Ok(status) => status
            .code()
            .and_then(|code| u8::try_from(code).ok())
            .map_or(ExitCode::FAILURE, ExitCode::from),
        Err(error) => {
            // Nobody is left to be told where that fails.
            let _ = writeln!(
                stderr(),
                "error: `{}` cannot be run: {error}; install it with `cargo install bindery`",
                program.display()
            );
            ExitCode::from(2)
        }
    }
}
