//! `bindery-corpus lossless`: whether generated types keep every value.
//!
//! For each component of each document, values are made that an independent
//! validator finds valid by the document's own schema; the generated crate must
//! read and write each without a change. Values that are wrong in their structure
//! must be refused, with the path of what is wrong.

mod driver;
mod exact;
mod judge;
mod make;
mod number;
mod random;
mod spoil;
mod tally;
#[cfg(test)]
mod tests;
mod text;
mod trial;

use std::io::{self, Write};
use std::path::PathBuf;

use clap::Args;

use crate::documents::{self, Selection};
use crate::slot::{Bench, Slot};
use crate::{during, record};

/// Arguments of `lossless`.
#[derive(Args)]
pub(crate) struct LosslessArguments {
    /// A folder of documents, a list of them (.txt), or one document
    input: PathBuf,
    /// The report to add to [default: lossless.jsonl in the scratch folder]
    #[arg(long, value_name = "FILE")]
    report: Option<PathBuf>,
    /// Try documents again that the report already has
    #[arg(long)]
    again: bool,
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
    std::fs::create_dir_all(&scratch).map_err(during(scratch.display()))?;
    let report = arguments
        .report
        .clone()
        .unwrap_or_else(|| scratch.join("lossless.jsonl"));
    let mut file = record::append(&report)?;
    let known = if arguments.again {
        Default::default()
    } else {
        tally::read(&report)?
    };
    let (found, _) = documents::documents(&arguments.input)?;
    let mut wanted = documents::select(found, &arguments.selection);
    wanted.retain(|document| !known.contains_key(&document.id));
    let slot = Slot::new(&arguments.bench, 0)?;
    slot.prepare_driver()?;
    for (done, document) in wanted.iter().enumerate() {
        let plan = trial::Plan {
            values: arguments.values,
            wrong: arguments.wrong,
            seed: arguments.selection.seed,
        };
        let (record, failures) =
            trial::try_document(&slot, document, plan).map_err(during(&document.id))?;
        println!("{}/{} {}", done + 1, wanted.len(), record.line());
        file.write_all((serde_json::to_string(&record)? + "\n").as_bytes())?;
        if let Some(path) = &arguments.failures {
            let mut file = record::append(path)?;
            for failure in failures {
                file.write_all((serde_json::to_string(&failure)? + "\n").as_bytes())?;
            }
        }
    }
    tally::summary(&report)
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
fn unfragment(text: &str) -> String {
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
