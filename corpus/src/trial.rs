//! What is tried with a document, and the record that comes of it.

use std::io;
use std::path::Path;

use crate::documents::Document;
use crate::messages::Complaints;
use crate::record::RunRecord;
use crate::slot::{Generation, Slot};

/// Generates, checks and lints the crate of a document. A crate that does not
/// compile goes to the folder `keep`, all else is removed.
pub(crate) fn try_document_crate(
    slot: &Slot,
    document: &Document,
    clippy: bool,
    keep: Option<&Path>,
) -> io::Result<RunRecord> {
    let mut record = record_generation(document, slot.generate(&document.path)?);
    if record.generated {
        check_crate(slot, &mut record)?;
    }
    if record.compiled && clippy {
        lint_crate(slot, &mut record)?;
    }
    if let Some(keep) = keep.filter(|_| record.generated && !record.compiled) {
        slot.move_crate(&keep.join(record.id.replace('/', "__")))?;
    }
    slot.clear()?;
    Ok(record)
}

fn record_generation(document: &Document, generation: Generation) -> RunRecord {
    let Generation {
        measurement,
        findings,
        counts,
    } = generation;
    let count = |heading: &str| counts.get(heading).copied().unwrap_or_default();
    let generated = measurement.succeeded();
    RunRecord {
        id: document.id.clone(),
        openapi: document.version.clone(),
        operations: count("operations"),
        types: count("types"),
        lines: count("lines"),
        generated,
        repairs: findings.warnings,
        generate: Some(measurement.usage),
        first_error: (!generated).then(|| findings.reason(&measurement)),
        codes: findings.codes,
        ..RunRecord::default()
    }
}

fn check_crate(slot: &Slot, record: &mut RunRecord) -> io::Result<()> {
    let (measurement, complaints) = slot.cargo("check")?;
    record.compiled = measurement.succeeded();
    record.check = Some(measurement.usage);
    record.first_error = (!record.compiled).then(|| complaints.reason(&measurement));
    note_complaints(record, complaints);
    Ok(())
}

/// Clippy repeats the warnings of the check. Lints that it denies count as
/// warnings, and so does clippy's own failure: the crate compiles.
fn lint_crate(slot: &Slot, record: &mut RunRecord) -> io::Result<()> {
    let (measurement, complaints) = slot.cargo("clippy")?;
    let failed = !measurement.succeeded();
    record.first_error = failed.then(|| complaints.reason(&measurement));
    record.warnings = complaints.errors.max(u64::from(failed));
    note_complaints(record, complaints);
    Ok(())
}

fn note_complaints(record: &mut RunRecord, complaints: Complaints) {
    record.warnings += complaints.warnings;
    record.first_error = record.first_error.take().or(complaints.first_warning);
    record.codes.extend(complaints.codes);
}
