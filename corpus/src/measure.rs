//! Runs a command under limits and tells what its process tree used.
//!
//! The system adds up the usage of all children that a process ever had, so each
//! command gets a process of its own to be its parent: this program again, as
//! `bindery-corpus measure`. [`measure_command`] is the caller's side, [`run_measured`] the other.

use std::ffi::OsString;
use std::fs::File;
use std::io;
use std::os::unix::process::{CommandExt, ExitStatusExt};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use clap::Args;
use nix::sys::resource::{Resource, UsageWho, getrusage, setrlimit};
use nix::sys::signal::{Signal, killpg};
use nix::unistd::Pid;
use serde::{Deserialize, Serialize};

use crate::name_step;

const MIB: u64 = 1024 * 1024;
/// A step that writes more than this to one file has gone wrong.
const FILE_LIMIT: u64 = 2048 * MIB;
/// The unit of `ru_maxrss`, in bytes.
const RSS_UNIT: u64 = if cfg!(target_os = "macos") { 1 } else { 1024 };

/// What one step may use before it is stopped.
#[derive(Debug, Clone, Copy, Args)]
pub(crate) struct Limits {
    /// Seconds that one step may take, by the clock
    #[arg(long, value_name = "SECONDS", default_value_t = 600)]
    timeout: u64,
    /// Address space that one process may take, in MiB
    #[arg(long, value_name = "MIB", default_value_t = 8192)]
    memory: u64,
}

impl Limits {
    /// For steps that belong to no document: an hour.
    pub(crate) fn patient(self) -> Self {
        Self {
            timeout: self.timeout.max(3600),
            ..self
        }
    }
}

/// How a command ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) enum Ending {
    /// It left with this exit status.
    Exit(i32),
    /// This signal ended it.
    Signal(i32),
    /// It was stopped at the time limit.
    TimedOut,
}

/// How a command ended and what it used.
#[derive(Debug, Clone, Copy, Serialize, Deserialize)]
pub(crate) struct Measurement {
    pub(crate) ending: Ending,
    pub(crate) usage: Usage,
}

/// What a command used.
#[derive(Debug, Clone, Copy, Serialize, Deserialize)]
pub(crate) struct Usage {
    /// User CPU seconds of all its processes.
    pub(crate) cpu_s: f64,
    /// Most memory that any one of its processes held, in MiB.
    pub(crate) peak_mib: u64,
}

impl Measurement {
    pub(crate) fn succeeded(&self) -> bool {
        self.ending == Ending::Exit(0)
    }
}

/// The command line between the two sides.
#[derive(Args)]
pub(crate) struct MeasureArguments {
    #[command(flatten)]
    limits: Limits,
    stdout: PathBuf,
    stderr: PathBuf,
    #[arg(last = true, required = true)]
    command: Vec<OsString>,
}

/// Runs `command` with its output in the files `stdout` and `stderr`.
///
/// # Errors
///
/// When the command cannot be started; its own failure is in the measurement.
pub(crate) fn measure_command(
    command: &Command,
    folder: &Path,
    limits: Limits,
    (stdout, stderr): (&Path, &Path),
) -> io::Result<Measurement> {
    let mut measure = Command::new(std::env::current_exe()?);
    measure.arg("measure").arg(stdout).arg(stderr);
    measure.arg(format!("--timeout={}", limits.timeout));
    measure.arg(format!("--memory={}", limits.memory));
    measure
        .arg("--")
        .arg(command.get_program())
        .args(command.get_args());
    measure.envs(
        command
            .get_envs()
            .filter_map(|(name, value)| Some((name, value?))),
    );
    let output = measure.current_dir(folder).stdin(Stdio::null()).output()?;
    serde_json::from_slice(&output.stdout)
        .map_err(|_| io::Error::other(String::from_utf8_lossy(&output.stderr).trim()))
}

/// The other side: starts the command, waits, prints the measurement as JSON.
pub(crate) fn run_measured(arguments: &MeasureArguments) -> io::Result<()> {
    set_process_limits(arguments.limits)?;
    let (program, rest) = arguments
        .command
        .split_first()
        .ok_or(io::ErrorKind::InvalidInput)?;
    let mut command = Command::new(program);
    command.args(rest).stdin(Stdio::null());
    command
        .stdout(File::create(&arguments.stdout)?)
        .stderr(File::create(&arguments.stderr)?);
    // a group of its own, so that a time-out ends the whole tree
    let child = command
        .process_group(0)
        .spawn()
        .map_err(name_step(program.display()))?;
    let ending = wait_for_child(child, Duration::from_secs(arguments.limits.timeout))?;
    let used = getrusage(UsageWho::RUSAGE_CHILDREN)?;
    let cpu_s = used.user_time().tv_sec() as f64 + used.user_time().tv_usec() as f64 / 1e6;
    let peak_mib = used.max_rss().unsigned_abs() * RSS_UNIT / MIB;
    let measurement = Measurement {
        ending,
        usage: Usage { cpu_s, peak_mib },
    };
    println!("{}", serde_json::to_string(&measurement)?);
    Ok(())
}

/// Limits that the command and all its children inherit.
fn set_process_limits(limits: Limits) -> nix::Result<()> {
    let memory = limits.memory * MIB;
    setrlimit(Resource::RLIMIT_AS, memory, memory)?;
    setrlimit(Resource::RLIMIT_FSIZE, FILE_LIMIT, FILE_LIMIT)?;
    // should this program be interrupted, what goes on computing still ends
    setrlimit(Resource::RLIMIT_CPU, limits.timeout * 8, limits.timeout * 8)?;
    // no heap of core dumps from documents that end in a signal
    setrlimit(Resource::RLIMIT_CORE, 0, 0)
}

fn wait_for_child(mut child: Child, timeout: Duration) -> io::Result<Ending> {
    let start = Instant::now();
    loop {
        if let Some(status) = child.try_wait()? {
            let signal = || Ending::Signal(status.signal().unwrap_or_default());
            return Ok(status.code().map_or_else(signal, Ending::Exit));
        }
        if start.elapsed() >= timeout {
            // an error means that the group has just ended by itself
            let _ = killpg(Pid::from_raw(child.id().cast_signed()), Signal::SIGKILL);
            child.wait()?;
            return Ok(Ending::TimedOut);
        }
        std::thread::sleep(Duration::from_millis(5));
    }
}
