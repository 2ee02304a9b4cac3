//! What a document of four times the size costs: about four times as much, whatever
//! it is made of.
//!
//! Each template of `tests/scale/linear/` is one way to make a document large (see
//! `support/growth.rs`). Here they are small; `bindery-corpus scale` measures them at
//! full size, and those of `tests/scale/limited/`, whose cost grows faster until a limit
//! ends it.

#![cfg(unix)]
#![allow(clippy::unwrap_used, reason = "a test may stop")]

#[path = "support/growth.rs"]
mod growth;

use std::path::Path;
use std::process::Command;
use std::time::Duration;

use bindery::Input;
use bindery::diagnostics::{Color, Diagnostics, json_lines, render_findings};
use bindery::rust::Options;
use growth::Factor;
use nix::sys::resource::{UsageWho, getrusage};

/// The smaller size, as a part of what a template says.
const PARTS: usize = 32;

/// Four times the size may take so many times as long.
const MOST: u32 = 8;

/// What is faster counts as this slow: below it, the machine says more about a
/// measurement than the compiler.
const FLOOR: Duration = Duration::from_millis(40);

#[test]
fn four_times_the_size_takes_about_four_times_as_long() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/scale/linear");
    let slow: Vec<String> = growth::templates(&folder)
        .unwrap()
        .iter()
        .filter_map(|template| complaint(template))
        .collect();
    assert!(slow.is_empty(), "{}", slow.join("\n"));
}

/// What no document of less than 5 MB may take, in KB (`bindery-corpus scale` says the same).
const MOST_MEMORY: i64 = 1 << 20;

/// What a document says once and lets each operation or schema take over.
#[cfg(target_os = "linux")] // elsewhere the system counts memory in other units
#[test]
fn limits_end_what_is_taken_over_before_memory_does() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/scale");
    let scratch = tempfile::tempdir().unwrap();
    for (template, code) in [
        ("linear/shared-request-body.yaml", None),
        ("limited/shared-response.yaml", Some("E0306")),
        ("limited/all-of-siblings.yaml", Some("E0306")),
        ("limited/many-operations.yaml", Some("E0307")),
        ("limited/tiny-operations.yaml", Some("E0307")),
    ] {
        let text = std::fs::read_to_string(folder.join(template)).unwrap();
        let text = growth::grow(&text, Factor { times: 1, parts: 1 });
        std::fs::write(scratch.path().join("large.yaml"), text).unwrap();
        let mut command = Command::new(env!("CARGO_BIN_EXE_bindery"));
        let command = command.args(["types", "large.yaml", "--no-config"]);
        let output = command.current_dir(scratch.path()).output().unwrap();
        let told = String::from_utf8_lossy(&output.stderr);
        assert_eq!(
            output.status.success(),
            code.is_none(),
            "{template}: {told}"
        );
        assert!(
            told.contains(code.unwrap_or_default()),
            "{template}: {told}"
        );
        // That of the largest process so far.
        let memory = getrusage(UsageWho::RUSAGE_CHILDREN).unwrap().max_rss();
        assert!(memory < MOST_MEMORY, "{template}: {memory} KB");
    }
}

/// What is to be said against the growth of one template, on a second look: another
/// process may have been in the way of the first.
fn complaint(template: &Path) -> Option<String> {
    let attempt = || {
        let small = time(template, 1).max(FLOOR);
        let large = time(template, 4);
        let name = template.file_name().unwrap().to_string_lossy();
        println!("{name:45} {small:?} {large:?}");
        (large > small * MOST).then(|| format!("{template:?}: {small:?}, then {large:?}"))
    };
    attempt().and_then(|_| attempt())
}

/// CPU time of compiling a template at a size, with all that is said about it.
fn time(template: &Path, times: usize) -> Duration {
    let scratch = tempfile::tempdir().unwrap();
    let grown = |path: &Path| {
        let parts = PARTS;
        let text = growth::grow(
            &std::fs::read_to_string(path).unwrap(),
            Factor { times, parts },
        );
        let grown = scratch.path().join(path.file_name().unwrap());
        std::fs::write(&grown, text).unwrap();
        grown
    };
    let input = Input {
        document: grown(template),
        overlays: growth::overlay_beside(template)
            .iter()
            .map(|path| grown(path))
            .collect(),
        ..Input::default()
    };
    let before = cpu_time();
    let mut diagnostics = Diagnostics::new();
    let compiled = bindery::compile(&input, &Options::default(), &mut diagnostics);
    assert_eq!(compiled.is_err(), diagnostics.has_errors());
    render_findings(&diagnostics, Color::Never);
    json_lines(&diagnostics);
    cpu_time() - before
}

/// CPU time of this process.
fn cpu_time() -> Duration {
    let user = getrusage(UsageWho::RUSAGE_SELF).unwrap().user_time();
    Duration::from_micros(u64::try_from(user.tv_sec() * 1_000_000 + user.tv_usec()).unwrap())
}
