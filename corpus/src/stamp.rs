//! When figures were taken, and with what.

use std::process::Command;

/// What a program of the machine prints, without blanks around it; empty where it is missing.
pub(crate) fn ask_program(program: &str, arguments: &[&str]) -> String {
    let output = Command::new(program).args(arguments).output();
    let text = output.map(|output| String::from_utf8_lossy(&output.stdout).trim().to_owned());
    text.unwrap_or_default()
}

/// Today, as `2026-01-31`, in UTC.
pub(crate) fn ask_date() -> String {
    ask_program("date", &["-u", "+%Y-%m-%d"])
}

/// The version of the compiler.
pub(crate) fn ask_rustc() -> String {
    ask_program("rustc", &["--version"])
}
