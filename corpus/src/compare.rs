//! `bindery-corpus compare`: what changed between two reports.

use std::cmp::Reverse;
use std::io;
use std::path::Path;

use crate::measure::Usage;
use crate::record::{Level, RunRecord};
use crate::report;
use crate::summary::sum_usages;

/// Prints what changed; false when a document fares worse than before.
pub(crate) fn compare_reports(old: &Path, new: &Path) -> io::Result<bool> {
    let (old, new) = (
        report::read_records_by_id(old)?,
        report::read_records_by_id(new)?,
    );
    let pairs: Vec<(&RunRecord, &RunRecord)> = old
        .iter()
        .filter_map(|(id, before)| Some((before, new.get(id)?)))
        .collect();
    let better = print_moved("better", &pairs, |before, after| {
        grade_record(after) > grade_record(before)
    });
    let worse = print_moved("worse", &pairs, |before, after| {
        grade_record(after) < grade_record(before)
    });
    print_cost("generate", &pairs, |record| record.generate);
    print_cost("check", &pairs, |record| record.check);
    let same = pairs.len() - better - worse;
    let (gone, added) = (old.len() - pairs.len(), new.len() - pairs.len());
    println!("{better} better, {worse} worse, {same} the same, {gone} gone, {added} new");
    Ok(worse == 0)
}

/// How far a document got, and among equals the fewer warnings: more is better.
fn grade_record(record: &RunRecord) -> (Level, Reverse<u64>) {
    (record.level(), Reverse(record.warnings))
}

fn print_moved(
    verb: &str,
    pairs: &[(&RunRecord, &RunRecord)],
    is_so: fn(&RunRecord, &RunRecord) -> bool,
) -> usize {
    let moved = pairs.iter().filter(|(before, after)| is_so(before, after));
    let state =
        |record: &RunRecord| format!("{:?}/{}", record.level(), record.warnings).to_lowercase();
    moved
        .map(|(before, after)| println!("{verb:6} {} -> {}", state(before), after.verdict()))
        .count()
}

/// The cost of a step over the documents that have it in both reports.
fn print_cost(
    name: &str,
    pairs: &[(&RunRecord, &RunRecord)],
    step: fn(&RunRecord) -> Option<Usage>,
) {
    let both = || {
        pairs
            .iter()
            .filter_map(|(before, after)| step(before).zip(step(after)))
    };
    let before = sum_usages(both().map(|(before, _)| before));
    let after = sum_usages(both().map(|(_, after)| after));
    println!(
        "{name:8} {:.1} s -> {:.1} s, at most {} MiB -> {} MiB",
        before.cpu_s, after.cpu_s, before.peak_mib, after.peak_mib
    );
}
