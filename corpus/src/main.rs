//! `bindery-corpus`: tries the compiler on folders of real documents.
//!
//! Drives the `bindery` command and Cargo as processes, as a user would, and
//! knows nothing of the compiler's inside. Unix only: it asks the system for
//! limits and for the usage of process trees.
//!
//! Exit status: 0 when all went as it should, 1 when `compare` found something
//! worse or `negative` found a document that was mishandled, 2 when the command
//! itself could not do its work.

mod compare;
mod documents;
mod limits;
mod measure;
mod messages;
mod negative;
mod record;
mod run;
mod slot;
mod summary;
mod version;

use std::io;
use std::path::PathBuf;
use std::process::ExitCode;

use clap::{Parser, Subcommand};

/// Generates and compiles a crate for each document of a corpus, and keeps score.
#[derive(Parser)]
#[command(name = "bindery-corpus", version)]
struct Arguments {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Generates, checks and lints a crate for each document
    Run(run::RunArguments),
    /// Runs documents that must be refused or repaired, never mishandled
    Negative(negative::NegativeArguments),
    /// Prints the summary of a report
    Summary {
        /// A report that `run` wrote
        report: PathBuf,
    },
    /// Tells what got better and what got worse between two reports
    Compare {
        /// The report before
        old: PathBuf,
        /// The report after
        new: PathBuf,
    },
    /// Runs a command under limits and prints what it used
    #[command(hide = true)]
    Measure(measure::MeasureArguments),
}

fn main() -> ExitCode {
    let answer = match Arguments::parse().command {
        Command::Run(arguments) => run::run(&arguments).map(|()| true),
        Command::Negative(arguments) => negative::run(&arguments),
        Command::Summary { report } => summary::run(&report).map(|()| true),
        Command::Compare { old, new } => compare::run(&old, &new),
        Command::Measure(arguments) => measure::run(&arguments).map(|()| true),
    };
    match answer {
        Ok(true) => ExitCode::SUCCESS,
        Ok(false) => ExitCode::from(1),
        Err(error) => {
            eprintln!("error: {error}");
            ExitCode::from(2)
        }
    }
}

/// Says what was being done when an error came.
fn during(what: impl Into<String>) -> impl FnOnce(io::Error) -> io::Error {
    let what = what.into();
    move |error| io::Error::new(error.kind(), format!("{what}: {error}"))
}
