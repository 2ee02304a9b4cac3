//! `bindery-corpus scale`: what documents cost that are made to be large.
//!
//! Each template of a folder is made at once, twice and four times its size (see
//! `growth.rs`). Cost that grows as fast as the size stays below the most that is allowed;
//! that of templates in a folder `limited` may grow faster, until a limit of the compiler
//! ends it with an error.

use std::io;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::{fs, iter};

use clap::Args;

use crate::growth::{self, Factor};
use crate::measure::{Ending, Measurement, measure_command};
use crate::slot::Bench;

/// How many times the size of the template the documents have.
const SIZES: [usize; 3] = [1, 2, 4];

/// Four times the size may take so many times as long; less than [`FLOOR`] counts as that.
const MOST_RATIO: f64 = 8.0;
const FLOOR: f64 = 0.1;

/// What no document may take: CPU seconds, and MiB.
const MOST_SECONDS: f64 = 10.0;
const MOST_MIB: u64 = 1024;

/// Larger documents may take more than that, in bytes.
const LARGE: u64 = 5_000_000;

/// Arguments of `scale`.
#[derive(Args)]
pub(crate) struct ScaleArguments {
    /// A folder of templates, with folders of them
    #[arg(default_value = concat!(env!("CARGO_MANIFEST_DIR"), "/../generator/tests/scale"))]
    folder: PathBuf,
    /// Only templates whose name contains this
    #[arg(long, value_name = "SUBSTRING")]
    only: Option<String>,
    /// Make all documents so many times smaller
    #[arg(long, value_name = "NUMBER", default_value_t = 1)]
    parts: usize,
    #[command(flatten)]
    bench: Bench,
}

/// Measures all templates and prints a table; false when one takes too much.
pub(crate) fn run_scale(arguments: &ScaleArguments) -> io::Result<bool> {
    println!("| template | KB | CPU, s | ×2 | ×4 | MiB | ×2 | ×4 | ratio | |");
    println!("|---|--:|--:|--:|--:|--:|--:|--:|--:|---|");
    let mut all_are_cheap = true;
    for template in find_templates(&arguments.folder)? {
        let name = template.file_name().unwrap_or_default().to_string_lossy();
        let is_wanted = |only: &String| name.contains(only.as_str());
        if !arguments.only.as_ref().is_none_or(is_wanted) {
            continue;
        }
        let mut rows = Vec::new();
        for times in SIZES {
            let parts = arguments.parts;
            rows.push(measure_template(
                arguments,
                &template,
                Factor { times, parts },
            )?);
        }
        let is_limited = template.iter().any(|part| part == "limited");
        let complaint = judge_growth(&rows, is_limited);
        print_rows(&name, &rows, complaint);
        all_are_cheap &= complaint.is_none();
    }
    Ok(all_are_cheap)
}

/// The templates of a folder and of the folders in it.
fn find_templates(folder: &Path) -> io::Result<Vec<PathBuf>> {
    let inner = fs::read_dir(folder)?.map(|entry| Ok(entry?.path()));
    let inner: Vec<PathBuf> = inner.collect::<io::Result<_>>()?;
    let mut folders: Vec<PathBuf> = inner.into_iter().filter(|path| path.is_dir()).collect();
    folders.sort();
    let mut templates = Vec::new();
    for folder in iter::once(folder.to_owned()).chain(folders) {
        templates.extend(growth::templates(&folder)?);
    }
    templates.retain(|path| path.is_file());
    Ok(templates)
}

/// A document that was made, and what it took.
struct ScaleRow {
    bytes: u64,
    measurement: Measurement,
}

fn measure_template(
    arguments: &ScaleArguments,
    template: &Path,
    factor: Factor,
) -> io::Result<ScaleRow> {
    let scratch = arguments.bench.scratch().join("scale");
    let _ = fs::remove_dir_all(&scratch);
    fs::create_dir_all(&scratch)?;
    let grown = |path: &Path| -> io::Result<PathBuf> {
        let place = scratch.join(path.file_name().unwrap_or_default());
        fs::write(&place, growth::grow(&fs::read_to_string(path)?, factor))?;
        Ok(place)
    };
    let document = grown(template)?;
    let mut command = Command::new(arguments.bench.bindery()?);
    command.arg("generate").arg(&document);
    command.arg("--output").arg(scratch.join("crate"));
    command.args(["--name", "scale"]);
    if let Some(overlay) = growth::overlay_beside(template) {
        command.arg("--overlay").arg(grown(&overlay)?);
    }
    let outputs = (scratch.join("stdout"), scratch.join("stderr"));
    let outputs = (outputs.0.as_path(), outputs.1.as_path());
    Ok(ScaleRow {
        bytes: fs::metadata(&document)?.len(),
        measurement: measure_command(&command, &scratch, arguments.bench.limits(), outputs)?,
    })
}

fn compare_growth(rows: &[ScaleRow]) -> f64 {
    let seconds = |row: Option<&ScaleRow>| row.map_or(FLOOR, |row| row.measurement.usage.cpu_s);
    seconds(rows.last()).max(FLOOR) / seconds(rows.first()).max(FLOOR)
}

/// What is to be said against the costs of one template.
fn judge_growth(rows: &[ScaleRow], is_limited: bool) -> Option<&'static str> {
    let is_over = |row: &ScaleRow| match row.measurement.ending {
        Ending::Exit(0 | 1) => false,
        Ending::Exit(_) | Ending::Signal(_) | Ending::TimedOut => true,
    };
    let usages = || {
        rows.iter()
            .filter(|row| row.bytes <= LARGE)
            .map(|row| row.measurement.usage)
    };
    if rows.iter().any(is_over) {
        Some("did not end well")
    } else if usages().any(|usage| usage.cpu_s > MOST_SECONDS) {
        Some("too slow")
    } else if usages().any(|usage| usage.peak_mib > MOST_MIB) {
        Some("too large")
    } else if !is_limited && compare_growth(rows) > MOST_RATIO {
        Some("grows too fast")
    } else {
        None
    }
}

fn print_rows(name: &str, rows: &[ScaleRow], complaint: Option<&str>) {
    let bytes = rows.first().map_or(0, |row| row.bytes);
    let seconds: Vec<String> = rows
        .iter()
        .map(|row| format!("{:.2}", row.measurement.usage.cpu_s))
        .collect();
    let mib: Vec<String> = rows
        .iter()
        .map(|row| row.measurement.usage.peak_mib.to_string())
        .collect();
    println!(
        "| {name} | {} | {} | {} | {:.1} | {} |",
        bytes / 1000,
        seconds.join(" | "),
        mib.join(" | "),
        compare_growth(rows),
        complaint.unwrap_or_default()
    );
}
