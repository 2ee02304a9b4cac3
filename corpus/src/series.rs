//! Trying documents one after the other, and keeping examples of what went wrong.

use std::io;
use std::path::PathBuf;

use clap::Args;
use serde::Serialize;

use crate::documents::{self, Document, Selection};
use crate::report::{self, Identified, Report, ReportArguments};
use crate::slot::{Bench, Slot};
use crate::{name_step, run};

/// What is tried, and where the results go.
#[derive(Args)]
pub(crate) struct SeriesArguments {
    /// A folder of documents, a list of them (.txt), or one document
    input: PathBuf,
    #[command(flatten)]
    report: ReportArguments,
    /// Add examples of what went wrong to this file
    #[arg(long, value_name = "FILE")]
    failures: Option<PathBuf>,
    #[command(flatten)]
    selection: Selection,
    #[command(flatten)]
    bench: Bench,
}

impl SeriesArguments {
    /// What draws the values.
    pub(crate) fn seed(&self) -> u64 {
        self.selection.seed
    }
}

/// Tries each document in a slot whose drivers need some features of the runtime.
/// `attempt` gives `None` for a document that is left out. Gives the report's
/// place, where `name` is that of its file unless the caller has another; `None`
/// where the corpus is absent.
pub(crate) fn try_each_document<R: Identified, F: Serialize>(
    arguments: &SeriesArguments,
    name: &str,
    features: &[&str],
    mut attempt: impl FnMut(&Slot, &Document) -> io::Result<Option<(R, Vec<F>)>>,
) -> io::Result<Option<PathBuf>> {
    if run::is_absent(&arguments.input) {
        return Ok(None);
    }
    let (found, _) = documents::find_documents(&arguments.input)?;
    let mut wanted = documents::select_documents(found, &arguments.selection);
    let scratch = arguments.bench.scratch();
    let mut report = Report::open::<R>(&arguments.report, &scratch, name, &mut wanted)?;
    let failures = arguments.failures.as_deref();
    let mut failures = failures.map(report::open_report).transpose()?;
    let slot = Slot::new(&arguments.bench, 0)?;
    slot.prepare_driver(features)?;
    for (done, document) in wanted.iter().enumerate() {
        let tried = attempt(&slot, document).map_err(name_step(&document.id))?;
        slot.clear()?;
        let Some((record, examples)) = tried else {
            continue;
        };
        println!("{}/{} {}", done + 1, wanted.len(), record.line());
        report.add(&record)?;
        if let Some(file) = &mut failures {
            for example in &examples {
                report::add_record(file, example)?;
            }
        }
    }
    Ok(Some(report.path().to_path_buf()))
}
