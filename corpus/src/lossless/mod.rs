//! `bindery-corpus lossless`: whether generated types keep every value.
//!
//! For each component of each document, values are made that an independent
//! validator finds valid by the document's own schema; the generated crate must
//! read and write each without a change. Values that are wrong in their structure
//! must be refused, with the path of what is wrong.

pub(crate) mod driver;
pub(crate) mod exact;
pub(crate) mod judge;
pub(crate) mod make;
mod number;
pub(crate) mod random;
mod spoil;
mod tally;
#[cfg(test)]
mod tests;
mod text;
pub(crate) mod trial;

use std::io;
use std::path::Path;

use clap::Args;

use self::tally::LosslessRecord;
use crate::report;
use crate::series::{self, SeriesArguments};

/// Arguments of `lossless`.
#[derive(Args)]
pub(crate) struct LosslessArguments {
    #[command(flatten)]
    series: SeriesArguments,
    /// How many valid values of each component are tried
    #[arg(long, default_value_t = 20)]
    values: usize,
    /// How many wrong ones
    #[arg(long, default_value_t = 5)]
    wrong: usize,
}

/// Tries the documents one after the other and ends with the report's summary.
pub(crate) fn run_lossless(arguments: &LosslessArguments) -> io::Result<()> {
    let plan = trial::Plan {
        values: arguments.values,
        wrong: arguments.wrong,
        seed: arguments.series.seed(),
    };
    let report = series::try_each_document(
        &arguments.series,
        "lossless.jsonl",
        &[],
        |slot, document| trial::try_document_values(slot, document, plan).map(Some),
    )?;
    report.map_or(Ok(()), |report| tally::print_lossless_summary(&report))
}

/// A JSON Pointer as a URI fragment (RFC 6901 §6).
fn make_fragment(pointer: &str) -> String {
    let mut text = String::new();
    for byte in pointer.bytes() {
        if byte.is_ascii_alphanumeric() || b"-._~!$&'()*+,;=:@/?".contains(&byte) {
            text.push(char::from(byte));
        } else {
            text.push_str(&format!("%{byte:02X}"));
        }
    }
    text
}

/// A URI fragment without its escapes.
pub(crate) fn decode_fragment(text: &str) -> String {
    let mut bytes = Vec::new();
    let mut rest = text.as_bytes();
    while let Some((first, tail)) = rest.split_first() {
        let escaped = (*first == b'%').then(|| tail.split_at_checked(2)).flatten();
        let decoded = escaped.and_then(|(digits, tail)| {
            let digits = std::str::from_utf8(digits).ok()?;
            Some((u8::from_str_radix(digits, 16).ok()?, tail))
        });
        let (byte, tail) = decoded.unwrap_or((*first, tail));
        bytes.push(byte);
        rest = tail;
    }
    String::from_utf8_lossy(&bytes).into_owned()
}

/// What a report amounts to, as a section of a page.
pub(crate) fn describe_lossless_report(path: &Path) -> io::Result<String> {
    let records = report::read_records_by_id::<LosslessRecord>(path)?;
    let sum = |number: fn(&LosslessRecord) -> usize| records.values().map(number).sum::<usize>();
    Ok(format!(
        "| documents | schemas tried | valid values | came back equal | times respelled | refused | \
         changed | wrong values | refused where they are wrong |\n\
         |--:|--:|--:|--:|--:|--:|--:|--:|--:|\n| {} | {} | {} | {} | {} | {} | {} | {} | {} |\n",
        records.len(),
        sum(|one| one.tried),
        sum(|one| one.valid),
        sum(|one| one.kept),
        sum(|one| one.respelled),
        sum(|one| one.refused),
        sum(|one| one.changed),
        sum(|one| one.wrong),
        sum(|one| one.caught),
    ))
}
