//! The results as Markdown: one table for each document.

use std::fmt::Write;

use super::record::{CostRecord, Phase, Records};
use super::tools::{ALL, Tool};
use crate::measure::Usage;
use crate::stamp::{ask_date, ask_program, ask_rustc};

/// The phases whose costs are shown.
const TIMED: [Phase; 4] = [Phase::Generate, Phase::Check, Phase::Debug, Phase::Release];

/// Errors are cut to so many characters.
const ERROR_LENGTH: usize = 110;

/// All tables, with when and where they were made.
pub(super) fn format_cost_page(documents: &[String], records: &Records) -> String {
    let mut page = format_introduction();
    for document in documents {
        if records.has_document(document) {
            // writing to a `String` cannot fail
            let _ = write!(
                page,
                "\n## {document}\n\n{}",
                format_cost_table(document, records)
            );
        }
    }
    page
}

fn format_introduction() -> String {
    let (date, rustc) = (ask_date(), ask_rustc());
    let machine = ask_program("uname", &["-sm"]);
    let cores = std::thread::available_parallelism().map_or(1, usize::from);
    format!(
        "# What clients cost to generate and to compile\n\n\
         Written by `bindery-corpus costs` on {date}, {rustc}, {machine}, {cores} cores. User CPU seconds of \
         the whole process tree and the most memory that one process held; compared with each other they \
         say more than alone. `check`, `debug` and `release` are `cargo check`, `cargo build` and \
         `cargo build --release` of the generated crate alone, not incremental, with everything that it \
         depends on compiled before. In brackets: how much of the best of the other tools bindery needs. \
         `program` is the size of a stripped release program that calls one operation, and what \
         serves it. *bindery's types alone* are the same structs and enums with what they derive, without any method.\n"
    )
}

fn format_cost_table(document: &str, records: &Records) -> String {
    let mut table = "| tool | lines | generate, s | MiB | check, s | MiB | debug, s | MiB | release, s | MiB | program, KiB | |\n\
         |---|--:|--:|--:|--:|--:|--:|--:|--:|--:|--:|---|\n"
        .to_owned();
    for tool in ALL {
        if let Some(generated) = records.get(document, tool, Phase::Generate) {
            let _ = write!(table, "| {} | {} |", generated.title, generated.lines);
            for phase in TIMED {
                let _ = write!(
                    table,
                    " {} |",
                    format_cost_cells(document, tool, phase, records)
                );
            }
            let _ = write!(table, " {} |", format_program_size(document, tool, records));
            let error = records.error(document, tool).map(format_phase_failure);
            let _ = writeln!(table, " {} |", error.unwrap_or_default());
        }
    }
    table
}

fn format_phase_failure((phase, error): (Phase, &str)) -> String {
    let error: String = without_registry(error).chars().take(ERROR_LENGTH).collect();
    let error = error.replace('|', "\\|").replace(['\n', '`'], " ");
    format!("{phase:?}: {error}").replace("Generate: ", "")
}

/// An error without the folder on this machine that holds the sources of crates.
fn without_registry(error: &str) -> String {
    let words: Vec<&str> = error.split(' ').map(inside_registry).collect();
    words.join(" ")
}

fn inside_registry(word: &str) -> &str {
    let inside = word.split_once("/registry/src/");
    let path = inside.and_then(|(_, inside)| inside.split_once('/'));
    path.map_or(word, |(_, path)| path)
}

/// Size of the program.
fn format_program_size(document: &str, tool: Tool, records: &Records) -> String {
    let record = records.get(document, tool, Phase::Program);
    let size = record.and_then(|record| record.size);
    size.map_or_else(|| "–".to_owned(), |bytes| (bytes / 1024).to_string())
}

/// CPU seconds and memory of a phase.
fn format_cost_cells(document: &str, tool: Tool, phase: Phase, records: &Records) -> String {
    let Some(usage) = records.usage(document, tool, phase) else {
        return "– | –".to_owned();
    };
    let best = |figure: fn(Usage) -> f64| {
        let others = ALL.into_iter().filter(|tool| tool.is_other());
        let figures = others.filter_map(|tool| records.usage(document, tool, phase).map(figure));
        figures.min_by(f64::total_cmp)
    };
    let ratio = |figure: fn(Usage) -> f64| match best(figure) {
        Some(best) if tool == Tool::Bindery && best > 0.0 => {
            format!(" ({:.2})", figure(usage) / best)
        }
        _ => String::new(),
    };
    let seconds = |usage: Usage| usage.cpu_s;
    let mebibytes = |usage: Usage| usage.peak_mib as f64;
    format!(
        "{:.2}{} | {}{}",
        usage.cpu_s,
        ratio(seconds),
        usage.peak_mib,
        ratio(mebibytes)
    )
}

/// A record as a line for people.
pub(super) fn format_cost_line(record: &CostRecord) -> String {
    let Usage { cpu_s, peak_mib } = record.usage;
    let CostRecord {
        title, document, ..
    } = record;
    let error = record.error.as_deref().unwrap_or_default();
    format!(
        "{title}, {document}, {:?}: {cpu_s:.2} s, {peak_mib} MiB {error}",
        record.phase
    )
}
