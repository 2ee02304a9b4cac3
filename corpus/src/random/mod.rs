//! `bindery-corpus random`: small documents that nobody would write, by number.
//!
//! Nothing that a document says may end the compiler, and a stack that overflows ends
//! its whole process. So the documents are compiled by a process of their own, this
//! program again, which tells of each when it is done; this side notices which one ended
//! it or kept it too long, and lets another process go on behind it.

mod check;
mod worker;

use std::io::{self, BufRead, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Child, ChildStdout, Command, Stdio};
use std::sync::mpsc::{self, Receiver, RecvTimeoutError};
use std::time::Duration;
use std::{env, thread};

use clap::Args;

use crate::name_step;

/// A process that says nothing for so long waits for something that does not come. One
/// that only computes is ended earlier, by the limit of its time.
const STANDSTILL: Duration = Duration::from_secs(120);

/// Arguments of `random`.
#[derive(Args)]
pub(crate) struct RandomArguments {
    /// Number of the first document
    #[arg(long, default_value_t = 0)]
    from: u64,
    /// How many documents
    #[arg(long, default_value_t = 1000)]
    count: u64,
    /// Seconds of CPU that one document may take
    #[arg(long, default_value_t = 2)]
    seconds: u64,
    /// Compile what comes out, with all warnings as errors
    #[arg(long)]
    check: bool,
    /// Print the first document instead
    #[arg(long)]
    print: bool,
    /// The folder of bindery-runtime
    #[arg(long, value_name = "FOLDER", default_value = concat!(env!("CARGO_MANIFEST_DIR"), "/../runtime"))]
    runtime: PathBuf,
    /// Folder for generated crates [default: in the system's temporary folder]
    #[arg(long, value_name = "FOLDER")]
    scratch: Option<PathBuf>,
    /// Write the code of each document into this folder (between processes)
    #[arg(long, hide = true)]
    into: Option<PathBuf>,
    /// Compile the documents in this process (between processes)
    #[arg(long, hide = true)]
    worker: bool,
}

/// Compiles the documents; whether all ended as they should.
pub(crate) fn run_random(arguments: &RandomArguments) -> io::Result<bool> {
    if arguments.print {
        println!("{:#}", bindery_documents::of_seed(arguments.from));
        return Ok(true);
    }
    if arguments.worker {
        worker::compile_all(arguments)?;
        return Ok(true);
    }
    let scratch = arguments
        .check
        .then(|| check::empty_module_folder(arguments));
    let scratch = scratch.transpose()?;
    let mut tally = RandomTally::default();
    let end = arguments.from.saturating_add(arguments.count);
    let mut next = arguments.from;
    while next < end {
        next = follow_worker(arguments, scratch.as_deref(), next, end, &mut tally)?;
    }
    println!(
        "{} documents: {} compiled, {} refused, {} mishandled",
        arguments.count, tally.compiled, tally.refused, tally.mishandled
    );
    let compiles = match &scratch {
        Some(scratch) => check::check_modules(arguments, scratch)?,
        None => true,
    };
    Ok(tally.mishandled == 0 && compiles)
}

/// What became of the documents.
#[derive(Default)]
struct RandomTally {
    compiled: u64,
    refused: u64,
    mishandled: u64,
}

/// Lets a process compile from a number on; gives the number to go on with.
fn follow_worker(
    arguments: &RandomArguments,
    into: Option<&Path>,
    from: u64,
    end: u64,
    tally: &mut RandomTally,
) -> io::Result<u64> {
    let mut worker = start_worker(arguments, into, from, end - from)?;
    let lines = worker.stdout.take().map(lines_of);
    let mut next = from;
    while next < end {
        let line = lines.as_ref().map(|lines| lines.recv_timeout(STANDSTILL));
        match line.as_ref().and_then(|line| line.as_deref().ok()) {
            Some("compiled") => tally.compiled += 1,
            Some("refused") => tally.refused += 1,
            Some(other) => tally.mishandled(next, other),
            None => {
                worker.kill()?;
                let status = worker.wait()?;
                let ending = match line {
                    Some(Err(RecvTimeoutError::Timeout)) => "stands still".to_owned(),
                    _ => status.to_string(),
                };
                tally.mishandled(next, &ending);
                return Ok(next + 1);
            }
        }
        next += 1;
    }
    worker.wait()?;
    Ok(next)
}

impl RandomTally {
    fn mishandled(&mut self, seed: u64, ending: &str) {
        self.mishandled += 1;
        println!("document {seed}: {ending}");
    }
}

fn start_worker(
    arguments: &RandomArguments,
    into: Option<&Path>,
    from: u64,
    count: u64,
) -> io::Result<Child> {
    let mut command = Command::new(env::current_exe()?);
    command.args([
        "random",
        "--worker",
        "--seconds",
        &arguments.seconds.to_string(),
    ]);
    command.args(["--from", &from.to_string(), "--count", &count.to_string()]);
    if let Some(into) = into {
        command.arg("--into").arg(into);
    }
    let started = command.stdout(Stdio::piped()).spawn();
    started.map_err(name_step("starting a process for random documents"))
}

/// The lines of a process as they come.
fn lines_of(stdout: ChildStdout) -> Receiver<String> {
    let (sender, lines) = mpsc::channel();
    thread::spawn(move || {
        for line in BufReader::new(stdout).lines().map_while(Result::ok) {
            if sender.send(line).is_err() {
                break;
            }
        }
    });
    lines
}
