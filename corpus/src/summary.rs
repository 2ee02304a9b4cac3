//! `bindery-corpus summary`: what a report amounts to.

use std::collections::BTreeMap;
use std::io;
use std::path::Path;

use crate::record::{self, Level, Record, Usage};

/// How many codes the summary names.
const CODES: usize = 20;

/// Prints the summary of a report.
pub(crate) fn run(report: &Path) -> io::Result<()> {
    let records: Vec<Record> = record::read(report)?.into_values().collect();
    print!("{}", text(&records));
    Ok(())
}

/// Failures with their reasons, then what was reported most often, then the sums.
pub(crate) fn text(records: &[Record]) -> String {
    let failures = records
        .iter()
        .filter(|record| record.level() != Level::Clean)
        .map(|record| {
            let error = record.first_error.as_deref().unwrap_or_default();
            format!("{:8} {}  {error}\n", record.level().name(), record.id)
        });
    let codes = codes(records)
        .into_iter()
        .take(CODES)
        .map(|(code, documents, times)| {
            format!("{times:8} times in {documents} documents: {code}\n")
        });
    let all = records.len();
    let share = |name: &str, level: Level| {
        let count = records
            .iter()
            .filter(|record| record.level() >= level)
            .count();
        let percent = count as f64 * 100.0 / all.max(1) as f64;
        format!("{name:17} {count:5} of {all} = {percent:5.1} %\n")
    };
    failures
        .chain(codes)
        .chain([
            share("generated", Level::Broken),
            share("compiled", Level::Compiled),
            share("without warnings", Level::Clean),
        ])
        .chain([totals(records)])
        .collect()
}

fn totals(records: &[Record]) -> String {
    let sum = |number: fn(&Record) -> u64| records.iter().map(number).sum::<u64>();
    let (generate_s, generate_mib) = cost(records, |record| record.generate);
    let (check_s, check_mib) = cost(records, |record| record.check);
    format!(
        "{} operations, {} types, {} lines, {} repairs, {} warnings\n\
         generate {generate_s:.1} s of user CPU, at most {generate_mib} MiB\n\
         check    {check_s:.1} s of user CPU, at most {check_mib} MiB\n",
        sum(|record| record.operations),
        sum(|record| record.types),
        sum(|record| record.lines),
        sum(|record| record.repairs),
        sum(|record| record.warnings),
    )
}

/// User CPU seconds and peak memory over all records.
fn cost(records: &[Record], step: fn(&Record) -> Option<Usage>) -> (f64, u64) {
    let usages = || records.iter().filter_map(step);
    let peak = usages().map(|usage| usage.peak_mib).max();
    (
        usages().map(|usage| usage.cpu_s).sum(),
        peak.unwrap_or_default(),
    )
}

/// Each code with the documents it occurs in and the times, most documents first.
fn codes(records: &[Record]) -> Vec<(String, u64, u64)> {
    let mut counts: BTreeMap<&str, (u64, u64)> = BTreeMap::new();
    for (code, times) in records.iter().flat_map(|record| &record.codes) {
        let count = counts.entry(code).or_default();
        *count = (count.0 + 1, count.1 + times);
    }
    let mut codes: Vec<_> = counts
        .into_iter()
        .map(|(code, (documents, times))| (code.to_owned(), documents, times))
        .collect();
    codes.sort_by_key(|(_, documents, times)| std::cmp::Reverse((*documents, *times)));
    codes
}
