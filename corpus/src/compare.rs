//! `bindery-corpus compare`: what changed between two reports.

use std::collections::BTreeMap;
use std::io;
use std::path::Path;

use crate::record::{self, Record, Usage};

type Report = BTreeMap<String, Record>;

/// Prints what changed; false when a document fares worse than before.
pub(crate) fn run(old: &Path, new: &Path) -> io::Result<bool> {
    let comparison = compare(&record::read(old)?, &record::read(new)?);
    print!("{}", comparison.text);
    Ok(comparison.worse == 0)
}

/// What changed, for people, and how many documents fare worse.
pub(crate) struct Comparison {
    pub(crate) text: String,
    pub(crate) worse: usize,
}

/// Compares how far each document got; among equals, the number of warnings.
pub(crate) fn compare(old: &Report, new: &Report) -> Comparison {
    let pairs: Vec<(&Record, &Record)> = old
        .iter()
        .filter_map(|(id, before)| Some((before, new.get(id)?)))
        .collect();
    let moved = |verb: &str, is_so: fn(&Record, &Record) -> bool| -> Vec<String> {
        let those = pairs.iter().filter(|(before, after)| is_so(before, after));
        those
            .map(|(before, after)| change(verb, before, after))
            .collect()
    };
    let better = moved("better", |before, after| grade(after) > grade(before));
    let worse = moved("worse", |before, after| grade(after) < grade(before));
    let only =
        |here: &Report, there: &Report| here.keys().filter(|id| !there.contains_key(*id)).count();
    let mut text = better.concat() + &worse.concat();
    text += &cost("generate", &pairs, |record| record.generate);
    text += &cost("check", &pairs, |record| record.check);
    text += &format!(
        "{} better, {} worse, {} the same, {} gone, {} new\n",
        better.len(),
        worse.len(),
        pairs.len() - better.len() - worse.len(),
        only(old, new),
        only(new, old),
    );
    Comparison {
        text,
        worse: worse.len(),
    }
}

/// More is better.
fn grade(record: &Record) -> (record::Level, std::cmp::Reverse<u64>) {
    (record.level(), std::cmp::Reverse(record.warnings))
}

fn change(verb: &str, before: &Record, after: &Record) -> String {
    let state = |record: &Record| match record.warnings {
        0 => record.level().name().to_owned(),
        warnings => format!("{warnings} {}", record.level().name()),
    };
    let error = after.first_error.as_ref().map(|error| format!("  {error}"));
    let (from, to) = (state(before), state(after));
    format!(
        "{verb:6} {}: {from} -> {to}{}\n",
        after.id,
        error.unwrap_or_default()
    )
}

/// The cost of a step over the documents that have it in both reports.
fn cost(name: &str, pairs: &[(&Record, &Record)], step: fn(&Record) -> Option<Usage>) -> String {
    let both = pairs
        .iter()
        .filter_map(|(before, after)| step(before).zip(step(after)));
    let mut seconds = (0.0, 0.0);
    let mut peak = (0, 0);
    for (before, after) in both {
        seconds = (seconds.0 + before.cpu_s, seconds.1 + after.cpu_s);
        peak = (before.peak_mib.max(peak.0), after.peak_mib.max(peak.1));
    }
    let percent = if seconds.0 > 0.0 {
        (seconds.1 / seconds.0 - 1.0) * 100.0
    } else {
        0.0
    };
    format!(
        "{name:8} {:.1} s -> {:.1} s ({percent:+.1} %), at most {} MiB -> {} MiB\n",
        seconds.0, seconds.1, peak.0, peak.1
    )
}
