//! `bindery-corpus summary`: what a report amounts to.

use std::cmp::Reverse;
use std::collections::BTreeMap;
use std::io;
use std::path::Path;

use crate::measure::Usage;
use crate::record::{Level, RunRecord};
use crate::report;

/// How many codes the summary names.
const CODES: usize = 20;

/// Prints failures with their reasons, then what was reported in most
/// documents, then shares and sums.
pub(crate) fn print_run_summary(path: &Path) -> io::Result<()> {
    let records: Vec<RunRecord> = report::read_records_by_id(path)?.into_values().collect();
    for record in records
        .iter()
        .filter(|record| record.level() != Level::Clean)
    {
        println!("{}", record.verdict());
    }
    for (code, documents, times) in count_codes(&records).into_iter().take(CODES) {
        println!("{times:7} times in {documents} documents: {code}");
    }
    for (name, level) in [
        ("generated", Level::Broken),
        ("compiled", Level::Warned),
        ("without warnings", Level::Clean),
    ] {
        let count = records
            .iter()
            .filter(|record| record.level() >= level)
            .count();
        let percent = count as f64 * 100.0 / records.len().max(1) as f64;
        println!("{name:16} {count} of {}, {percent:.1} %", records.len());
    }
    print_totals(&records);
    Ok(())
}

/// What a report amounts to, as a section of a page.
pub(crate) fn describe_run_report(path: &Path) -> io::Result<String> {
    let records: Vec<RunRecord> = report::read_records_by_id(path)?.into_values().collect();
    let count = |level: Level| {
        records
            .iter()
            .filter(|record| record.level() >= level)
            .count()
    };
    let sum = |number: fn(&RunRecord) -> u64| records.iter().map(number).sum::<u64>();
    let mut text = format!(
        "| documents | generated | compiled | without warnings of rustc | operations | types | lines | \
         repairs |\n|--:|--:|--:|--:|--:|--:|--:|--:|\n| {} | {} | {} | {} | {} | {} | {} | {} |\n",
        records.len(),
        count(Level::Broken),
        count(Level::Warned),
        count(Level::Clean),
        sum(|record| record.operations),
        sum(|record| record.types),
        sum(|record| record.lines),
        sum(|record| record.repairs),
    );
    let is_unclean = |record: &&RunRecord| record.level() != Level::Clean;
    for record in records.iter().filter(is_unclean) {
        text.push_str(&format!("\n- {}", record.verdict()));
    }
    Ok(text)
}

fn print_totals(records: &[RunRecord]) {
    let sum = |number: fn(&RunRecord) -> u64| records.iter().map(number).sum::<u64>();
    println!(
        "{} operations, {} types, {} lines, {} repairs, {} warnings",
        sum(|record| record.operations),
        sum(|record| record.types),
        sum(|record| record.lines),
        sum(|record| record.repairs),
        sum(|record| record.warnings),
    );
    let generate = sum_usages(records.iter().filter_map(|record| record.generate));
    let check = sum_usages(records.iter().filter_map(|record| record.check));
    println!(
        "generate {:.1} s of user CPU, at most {} MiB",
        generate.cpu_s, generate.peak_mib
    );
    println!(
        "check    {:.1} s of user CPU, at most {} MiB",
        check.cpu_s, check.peak_mib
    );
}

/// The sum of the seconds and the highest of the peaks.
pub(crate) fn sum_usages(usages: impl Iterator<Item = Usage>) -> Usage {
    usages.fold(
        Usage {
            cpu_s: 0.0,
            peak_mib: 0,
        },
        |total, usage| Usage {
            cpu_s: total.cpu_s + usage.cpu_s,
            peak_mib: total.peak_mib.max(usage.peak_mib),
        },
    )
}

/// Each code with the documents it occurs in and the times, most documents first.
fn count_codes(records: &[RunRecord]) -> Vec<(&str, u64, u64)> {
    let mut counts: BTreeMap<&str, (u64, u64)> = BTreeMap::new();
    for (code, times) in records.iter().flat_map(|record| &record.codes) {
        let (documents, sum) = counts.entry(code).or_default();
        *documents += 1;
        *sum += times;
    }
    let mut codes: Vec<_> = counts
        .into_iter()
        .map(|(code, (documents, times))| (code, documents, times))
        .collect();
    codes.sort_by_key(|(_, documents, times)| Reverse((*documents, *times)));
    codes
}
