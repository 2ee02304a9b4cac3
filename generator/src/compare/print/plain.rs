//! A comparison for people at a terminal.

use std::fmt::Write as _;

use crate::compare::{Change, ChangeLevel, Comparison, next_version};
use crate::source::Pointer;

/// Writes a comparison as text: the gravest changes first, and the verdict last, where it is
/// seen. `locate` says where a pointer of the old (`false`) or the new (`true`) document
/// stands; `version` is the version that the next one follows.
pub fn comparison_as_text(
    comparison: &Comparison,
    version: Option<&str>,
    mut locate: impl FnMut(bool, &Pointer) -> String,
) -> String {
    let mut out = String::new();
    for change in &comparison.changes {
        let level = change.level().as_str();
        let _ = writeln!(
            out,
            "{level}[{}]: {}: `{}`",
            change.kind.as_str(),
            change.kind.title(),
            change.subject
        );
        write_places(&mut out, change, &mut locate);
        for (name, text) in [
            ("before", &change.before),
            ("after", &change.after),
            ("now", &change.advice),
        ] {
            if !text.is_empty() {
                let _ = writeln!(out, "  {name:<6} {text}");
            }
        }
    }
    if let Some(unknown) = comparison.unknown {
        let _ = writeln!(out, "note: {unknown}");
    }
    let _ = writeln!(out, "{}", count_levels(comparison));
    let verdict = comparison.verdict();
    let next = version.and_then(|version| next_version(version, verdict));
    let _ = match next {
        Some(next) => writeln!(out, "verdict: {}, next version {next}", verdict.as_str()),
        None => writeln!(out, "verdict: {}", verdict.as_str()),
    };
    out
}

fn write_places(
    out: &mut String,
    change: &Change,
    locate: &mut impl FnMut(bool, &Pointer) -> String,
) {
    let places = [("old", &change.old_place), ("new", &change.new_place)];
    for (index, (name, place)) in places.into_iter().enumerate() {
        if let Some(place) = place {
            let _ = writeln!(out, "  {name:<6} {}", locate(index == 1, place));
        }
    }
}

/// `1 silent, 3 source`, or that nothing has changed.
fn count_levels(comparison: &Comparison) -> String {
    let levels = [
        ChangeLevel::Silent,
        ChangeLevel::Source,
        ChangeLevel::Identity,
        ChangeLevel::Behaviour,
        ChangeLevel::Wire,
        ChangeLevel::Additive,
    ];
    let counts = levels.into_iter().filter_map(|level| {
        let changes = comparison.changes.iter();
        let count = changes.filter(|change| change.level() == level).count();
        (count > 0).then(|| format!("{count} {}", level.as_str()))
    });
    let counts: Vec<String> = counts.collect();
    if counts.is_empty() {
        "no change that programs could notice".to_owned()
    } else {
        counts.join(", ")
    }
}
