//! `bindery-corpus run`: the documents of a corpus, one record for each.

use std::io;
use std::path::{Path, PathBuf};
use std::sync::Mutex;
use std::sync::mpsc::{self, Sender};

use clap::Args;

use crate::documents::{self, Document, Selection};
use crate::record::RunRecord;
use crate::report::{Identified, Report, ReportArguments};
use crate::slot::{Bench, Slot};
use crate::{name_step, summary, trial};

/// Arguments of `run`.
#[derive(Args)]
pub(crate) struct RunArguments {
    /// A folder of documents, a list of them (.txt), or one document
    input: PathBuf,
    #[command(flatten)]
    report: ReportArguments,
    /// How many documents to try at a time; dependencies are compiled for each
    #[arg(long, default_value_t = 1, value_parser = clap::value_parser!(u16).range(1..))]
    jobs: u16,
    /// Do not run clippy; `warnings` are then those of rustc
    #[arg(long)]
    no_clippy: bool,
    /// Keep the crates that do not compile in this folder
    #[arg(long, value_name = "FOLDER")]
    keep: Option<PathBuf>,
    #[command(flatten)]
    selection: Selection,
    #[command(flatten)]
    bench: Bench,
}

/// Tries the documents and ends with the report's summary.
pub(crate) fn run_corpus(arguments: &RunArguments) -> io::Result<()> {
    if is_absent(&arguments.input) {
        return Ok(());
    }
    let (found, others) = documents::find_documents(&arguments.input)?;
    println!("{} documents, {others} other files", found.len());
    let mut wanted = documents::select_documents(found, &arguments.selection);
    let scratch = arguments.bench.scratch();
    let mut report =
        Report::open::<RunRecord>(&arguments.report, &scratch, "report.jsonl", &mut wanted)?;
    try_all(arguments, wanted, &mut report)?;
    summary::print_run_summary(report.path())
}

/// Corpora are not part of the repository, so it is no failure to have none.
pub(crate) fn is_absent(input: &Path) -> bool {
    let absent = !input.exists();
    if absent {
        println!("skipped: there is no {}", input.display());
    }
    absent
}

fn try_all(arguments: &RunArguments, wanted: Vec<Document>, report: &mut Report) -> io::Result<()> {
    let all = wanted.len();
    let queue = Mutex::new(wanted.into_iter());
    let (sender, records) = mpsc::channel();
    std::thread::scope(|scope| {
        for number in 0..usize::from(arguments.jobs).min(all) {
            let (queue, sender) = (&queue, sender.clone());
            scope.spawn(move || {
                if let Err(error) = work_through_queue(arguments, number, queue, &sender) {
                    // nobody listens any more when another slot has failed
                    let _ = sender.send(Err(error));
                }
            });
        }
        drop(sender);
        // an error drops the receiver, and with it ends the other slots
        for (done, record) in records.into_iter().enumerate() {
            let record = record?;
            println!("{}/{all} {}", done + 1, record.line());
            report.add(&record)?;
        }
        Ok(())
    })
}

/// Takes documents from the queue until it is empty, or nobody wants the records.
fn work_through_queue(
    arguments: &RunArguments,
    number: usize,
    queue: &Mutex<impl Iterator<Item = Document>>,
    records: &Sender<io::Result<RunRecord>>,
) -> io::Result<()> {
    let slot = Slot::new(&arguments.bench, number)?;
    slot.prepare()?;
    let next = || queue.lock().ok().and_then(|mut queue| queue.next());
    while let Some(document) = next() {
        let keep = arguments.keep.as_deref();
        let record = trial::try_document_crate(&slot, &document, !arguments.no_clippy, keep);
        if records
            .send(Ok(record.map_err(name_step(document.id))?))
            .is_err()
        {
            break;
        }
    }
    Ok(())
}
