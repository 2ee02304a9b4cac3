//! Runs cargo and measures each compiler run: user CPU and peak memory.
//!
//! cargo is told to run this very program in place of rustc; it runs rustc,
//! watches it and notes what it has used. Works on Linux, by `/proc`.

use std::collections::HashMap;
use std::fs;
use std::io::Write;
use std::path::Path;
use std::process::{Command, exit};
use std::time::Duration;

const LOG: &str = "WIRE_SHAPES_LOG";

/// What compiling one crate has used.
#[derive(Debug, Clone, Copy)]
pub struct Used {
    /// User CPU seconds, with those of the linker.
    pub seconds: f64,
    /// Peak resident memory in MB.
    pub megabytes: f64,
}

impl Used {
    pub fn least(self, other: Self) -> Self {
        Self {
            seconds: self.seconds.min(other.seconds),
            megabytes: self.megabytes.min(other.megabytes),
        }
    }
}

/// Takes the place of rustc when cargo starts this program so. Does not return then.
pub fn stand_in_for_rustc() {
    let Ok(log) = std::env::var(LOG) else { return };
    let mut arguments = std::env::args().skip(1);
    let rustc = arguments.next().expect("cargo names the compiler");
    let arguments: Vec<String> = arguments.collect();
    let name = arguments
        .windows(2)
        .find(|pair| pair[0] == "--crate-name")
        .map(|pair| pair[1].clone());
    let mut child = Command::new(rustc)
        .args(&arguments)
        .spawn()
        .expect("rustc starts");
    let mut peak = 0.0;
    let status = loop {
        peak = peak_of(child.id()).unwrap_or(peak);
        match child.try_wait().expect("rustc can be waited for") {
            Some(status) => break status,
            None => std::thread::sleep(Duration::from_millis(4)),
        }
    };
    if let Some(name) = name {
        let mut log = fs::OpenOptions::new()
            .append(true)
            .create(true)
            .open(log)
            .expect("the log opens");
        writeln!(log, "{name} {} {peak}", seconds_of_children()).expect("the log is written");
    }
    exit(status.code().unwrap_or(1));
}

/// Peak memory of a process in MB.
fn peak_of(id: u32) -> Option<f64> {
    let status = fs::read_to_string(format!("/proc/{id}/status")).ok()?;
    let line = status.lines().find(|line| line.starts_with("VmHWM:"))?;
    let kilobytes: f64 = line.split_whitespace().nth(1)?.parse().ok()?;
    Some(kilobytes / 1024.0)
}

/// User CPU seconds of all processes that have ended below this one.
fn seconds_of_children() -> f64 {
    let stat = fs::read_to_string("/proc/self/stat").expect("/proc is there");
    let after_name = stat.rsplit_once(") ").expect("the name ends").1;
    // Field 16 of proc(5); two of them stand before the state, field 3.
    let ticks: f64 = after_name
        .split(' ')
        .nth(13)
        .and_then(|ticks| ticks.parse().ok())
        .expect("cutime");
    ticks / 100.0
}

/// Runs cargo in `folder`; gives what each crate has used that was compiled.
pub fn cargo(folder: &Path, arguments: &[&str]) -> HashMap<String, Used> {
    let log = folder.join("rustc.log");
    let _ = fs::remove_file(&log);
    let status = Command::new("cargo")
        .args(arguments)
        .args(["--quiet", "--offline"])
        .current_dir(folder)
        .env(
            "RUSTC_WRAPPER",
            std::env::current_exe().expect("this program has a path"),
        )
        .env(LOG, &log)
        .env("CARGO_INCREMENTAL", "0")
        .env("CARGO_TARGET_DIR", folder.join("target"))
        .status()
        .expect("cargo starts");
    assert!(
        status.success(),
        "cargo {arguments:?} failed in {}",
        folder.display()
    );
    let log = fs::read_to_string(log).unwrap_or_default();
    log.lines().filter_map(entry).collect()
}

fn entry(line: &str) -> Option<(String, Used)> {
    let mut words = line.split(' ');
    let name = words.next()?.to_owned();
    let (seconds, megabytes) = (words.next()?.parse().ok()?, words.next()?.parse().ok()?);
    Some((name, Used { seconds, megabytes }))
}
