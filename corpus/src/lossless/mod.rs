//! `bindery-corpus lossless`: whether generated types keep every value.
//!
//! For each component of each document, values are made that an independent
//! validator finds valid by the document's own schema; the generated crate must
//! read and write each without a change. Values that are wrong in their structure
//! must be refused, with the path of what is wrong.

mod driver;
mod exact;
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
use std::path::PathBuf;

use clap::Args;

use crate::documents::{self, Selection};
use crate::during;
use crate::report::{self, Report, ReportArguments};
use crate::slot::{Bench, Slot};
use tally::Record;

/// Arguments of `lossless`.
#[derive(Args)]
pub(crate) struct LosslessArguments {
    /// A folder of documents, a list of them (.txt), or one document
    input: PathBuf,
    #[command(flatten)]
    report: ReportArguments,
    /// Add examples of what went wrong to this file
    #[arg(long, value_name = "FILE")]
    failures: Option<PathBuf>,
    /// How many valid values of each component are tried
    #[arg(long, default_value_t = 20)]
    values: usize,
    /// How many wrong ones
    #[arg(long, default_value_t = 5)]
    wrong: usize,
    #[command(flatten)]
    selection: Selection,
    #[command(flatten)]
    bench: Bench,
}

/// Tries the documents one after the other and ends with the report's summary.
pub(crate) fn run(arguments: &LosslessArguments) -> io::Result<()> {
    if crate::run::is_absent(&arguments.input) {
        return Ok(());
    }
    let scratch = arguments.bench.scratch();
    let (found, _) = documents::documents(&arguments.input)?;
    let mut wanted = documents::select(found, &arguments.selection);
    let mut report =
        Report::open::<Record>(&arguments.report, &scratch, "lossless.jsonl", &mut wanted)?;
    let mut failures = arguments
        .failures
        .as_deref()
        .map(report::append)
        .transpose()?;
    let slot = Slot::new(&arguments.bench, 0)?;
    slot.prepare_driver(&[])?;
    for (done, document) in wanted.iter().enumerate() {
        let plan = trial::Plan {
            values: arguments.values,
            wrong: arguments.wrong,
            seed: arguments.selection.seed,
        };
        let (record, examples) =
            trial::try_document(&slot, document, plan).map_err(during(&document.id))?;
        println!("{}/{} {}", done + 1, wanted.len(), record.line());
        report.add(&record)?;
        if let Some(file) = &mut failures {
            examples
                .iter()
                .try_for_each(|example| report::add(file, example))?;
        }
    }
    tally::summary(report.path())
}

/// A JSON Pointer as a URI fragment (RFC 6901 §6).
fn fragment(pointer: &str) -> String {
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
pub(crate) fn unfragment(text: &str) -> String {
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
