//! Reports: JSON Lines, one record for each document that was tried.
//!
//! Records are appended as they are made, so a run that is stopped loses nothing,
//! and the next one leaves out what it already knows; of several records with one id
//! the last one counts.

use std::collections::BTreeMap;
use std::fs::{self, File, OpenOptions};
use std::io::{self, BufRead, BufReader, Read, Seek, SeekFrom, Write};
use std::path::{Path, PathBuf};

use clap::Args;
use serde::Serialize;
use serde::de::DeserializeOwned;

use crate::documents::Document;
use crate::name_step;

/// Where records go.
#[derive(Args)]
pub(crate) struct ReportArguments {
    /// The report to add to [default: one in the scratch folder]
    #[arg(long, value_name = "FILE")]
    report: Option<PathBuf>,
    /// Try documents again that the report already has
    #[arg(long)]
    again: bool,
}

/// What became of a document that has an id.
pub(crate) trait Identified: DeserializeOwned + Serialize {
    fn id(&self) -> &str;

    /// The record as one line for people.
    fn line(&self) -> String;
}

/// A report that grows.
pub(crate) struct Report {
    path: PathBuf,
    file: File,
}

impl Report {
    /// Opens the report that the caller wants, else `name` in the scratch folder, and
    /// takes the documents that it knows out of `wanted`.
    pub(crate) fn open<R: Identified>(
        arguments: &ReportArguments,
        scratch: &Path,
        name: &str,
        wanted: &mut Vec<Document>,
    ) -> io::Result<Self> {
        fs::create_dir_all(scratch).map_err(name_step(scratch.display()))?;
        let path = arguments.report.clone();
        let path = path.unwrap_or_else(|| scratch.join(name));
        let file = open_report(&path)?;
        if !arguments.again {
            let known = read_records_by_id::<R>(&path)?;
            wanted.retain(|document| !known.contains_key(&document.id));
        }
        Ok(Self { path, file })
    }

    pub(crate) fn path(&self) -> &Path {
        &self.path
    }

    /// Adds a record.
    pub(crate) fn add(&mut self, record: &impl Serialize) -> io::Result<()> {
        add_record(&mut self.file, record)
    }
}

/// Writes a record as a line.
pub(crate) fn add_record(file: &mut File, record: &impl Serialize) -> io::Result<()> {
    file.write_all((serde_json::to_string(record)? + "\n").as_bytes())
}

/// The records of a report by id.
pub(crate) fn read_records_by_id<R: Identified>(report: &Path) -> io::Result<BTreeMap<String, R>> {
    let records = read_records::<R>(report)?.into_iter();
    Ok(records.map(|one| (one.id().to_owned(), one)).collect())
}

/// The records of a report in their order. A line that does not parse is the end of
/// an interrupted run and is left out.
pub(crate) fn read_records<R: DeserializeOwned>(report: &Path) -> io::Result<Vec<R>> {
    let file = File::open(report).map_err(name_step(report.display()))?;
    let lines = BufReader::new(file).lines();
    let records = lines.filter_map(|line| match line {
        Ok(line) => serde_json::from_str(&line).ok().map(Ok),
        Err(error) => Some(Err(error)),
    });
    records.collect()
}

/// Opens a report to add to it, behind a line break if its last line has none.
pub(crate) fn open_report(report: &Path) -> io::Result<File> {
    let mut options = OpenOptions::new();
    let file = options.read(true).append(true).create(true).open(report);
    let mut file = file.map_err(name_step(report.display()))?;
    let mut last = [b'\n'];
    if file.seek(SeekFrom::End(-1)).is_ok() {
        file.read_exact(&mut last)?;
    }
    if last != [b'\n'] {
        file.write_all(b"\n")?;
    }
    Ok(file)
}
