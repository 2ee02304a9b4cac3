//! A comparison as a section of a changelog and a table for migrating.

use std::fmt::Write as _;

use crate::compare::{Change, ChangeLevel, Comparison, next_version};
use crate::printable::CodeSpan;

/// Writes a comparison as Markdown. `version` is the version that the next one follows.
pub fn comparison_as_markdown(comparison: &Comparison, version: Option<&str>) -> String {
    let verdict = comparison.verdict();
    let next = version.and_then(|version| next_version(version, verdict));
    let mut out = format!("## {}\n", next.as_deref().unwrap_or("Unreleased"));
    if let Some(unknown) = comparison.unknown {
        let _ = write!(out, "\nNot compared: {unknown}.\n");
    }
    let of = |levels: &[ChangeLevel]| -> Vec<&Change> {
        let changes = comparison.changes.iter();
        changes
            .filter(|change| levels.contains(&change.level()))
            .collect()
    };
    let sections: [(&str, &[ChangeLevel]); 5] = [
        ("Compiles, and means something else", &[ChangeLevel::Silent]),
        ("Breaking", &[ChangeLevel::Source]),
        ("Changed", &[ChangeLevel::Identity, ChangeLevel::Behaviour]),
        (
            "What clients of earlier versions meet",
            &[ChangeLevel::Wire],
        ),
        ("Added", &[ChangeLevel::Additive]),
    ];
    for (title, levels) in sections {
        let changes = of(levels);
        if changes.is_empty() {
            continue;
        }
        let _ = write!(out, "\n### {title}\n\n");
        for change in changes {
            let _ = writeln!(
                out,
                "- {}: {}{}",
                write_code_span(&change.subject),
                change.kind.title(),
                describe_values(change)
            );
        }
    }
    let breaking = of(&[ChangeLevel::Silent, ChangeLevel::Source]);
    if !breaking.is_empty() {
        out.push_str("\n### Migration\n\n| what | before | after | now |\n|---|---|---|---|\n");
        for change in breaking {
            let [subject, before, after] =
                [&change.subject, &change.before, &change.after].map(|cell| write_cell(cell));
            let advice = change.advice.replace('|', "\\|").replace(['\r', '\n'], " ");
            let _ = writeln!(out, "| {subject} | {before} | {after} | {advice} |");
        }
    }
    out
}

fn describe_values(change: &Change) -> String {
    match (change.before.as_str(), change.after.as_str()) {
        ("", "") => String::new(),
        ("", after) => format!(" ({})", write_code_span(after)),
        (before, "") => format!(" ({})", write_code_span(before)),
        (before, after) => format!(
            " ({} → {})",
            write_code_span(before),
            write_code_span(after)
        ),
    }
}

/// Text of a document as code, which Markdown takes for nothing else.
fn write_code_span(text: &str) -> String {
    CodeSpan::new(text).map_or_else(String::new, |span| span.to_string())
}

fn write_cell(text: &str) -> String {
    CodeSpan::new(text).map_or_else(String::new, |span| span.in_table())
}
