//! `bindery doctor DOCUMENT`.

use std::io::ErrorKind;
use std::path::{Path, PathBuf};

use bindery::diagnostics::{Diagnostics, Place, locate_places};
use bindery::doctor::{Complaint, ComplaintKind, Examination, examine_document, print_overlay};
use bindery::printable::for_terminal;
use serde_json::{Value, json};

use super::given::GivenDocument;
use super::shown::settle_given_input;
use super::{DoctorArguments, DoctorFormat, MessageFormat, RunStatus, report};

/// How many places of one complaint are named.
const NAMED_PLACES: usize = 5;

/// Prints what a document lacks, and with `--fix` writes the overlay that mends it.
pub(super) fn run_doctor(arguments: &DoctorArguments) -> RunStatus {
    match examine_given_document(arguments) {
        Ok(status) | Err(status) => status,
    }
}

fn examine_given_document(arguments: &DoctorArguments) -> Result<RunStatus, RunStatus> {
    let given = GivenDocument::take(&arguments.shown.document)?;
    let mut diagnostics = Diagnostics::new();
    given.name_in(&mut diagnostics);
    let examined = settle_given_input(&arguments.shown, &given, &mut diagnostics);
    let examined = examined.and_then(|settled| {
        let (input, options) = (&settled.input, &settled.options);
        Ok(examine_document(input, options, &mut diagnostics)?)
    });
    let examination = examined.inspect_err(|_| {
        report::report_findings(&diagnostics, MessageFormat::Human);
    })?;
    let places = name_places(&examination, &diagnostics);
    if let Some(file) = &arguments.fix {
        let file = file
            .clone()
            .unwrap_or_else(|| default_overlay(given.name()));
        return Ok(write_overlay(&file, &given, &examination, &places));
    }
    let text = match arguments.format {
        DoctorFormat::Text => print_examination(&examination, &places),
        DoctorFormat::Json => report::json_line(&describe_examination(&examination, &places)),
    };
    Ok(report::print_output(&text))
}

/// `file:line:column` of each complaint, in their order.
fn name_places(examination: &Examination, diagnostics: &Diagnostics) -> Vec<String> {
    let nowhere = Place::Position(PathBuf::new(), 0, 0);
    let complaints = examination.complaints.iter();
    let places = complaints.map(|one| one.place.as_ref().unwrap_or(&nowhere));
    locate_places(diagnostics, &places.collect::<Vec<_>>())
}

fn print_examination(examination: &Examination, places: &[String]) -> String {
    let mut text = String::new();
    for kind in ComplaintKind::ALL {
        let complaints = examination.complaints.iter().zip(places);
        let of_kind: Vec<_> = complaints.filter(|(one, _)| one.kind == kind).collect();
        if !of_kind.is_empty() {
            text.push_str(&format!("{} ({})\n", kind.as_str(), of_kind.len()));
            print_complaints(&of_kind, &mut text);
            text.push('\n');
        }
    }
    let (operations, types) = (examination.operations, examination.types);
    let score = examination.score();
    let counted = |number: usize, what: &str| match number {
        1 => format!("1 {what}"),
        _ => format!("{number} {what}s"),
    };
    let size = [counted(operations, "operation"), counted(types, "type")].join(", ");
    text.push_str(&format!("score: {score} of 100 ({size})\n"));
    let mended = examination.mended().count();
    if mended > 0 {
        let all = examination.complaints.len();
        text.push_str(&format!(
            "`--fix` writes an overlay that mends {mended} of {all}\n"
        ));
    }
    for_terminal(&text).into_owned()
}

/// Complaints that say the same are one, with its places.
fn print_complaints(complaints: &[(&Complaint, &String)], text: &mut String) {
    let mut told: Vec<(&Complaint, Vec<&String>)> = Vec::new();
    for (complaint, place) in complaints {
        let same = |(other, _): &&mut (&Complaint, Vec<&String>)| {
            (other.code, &other.message) == (complaint.code, &complaint.message)
        };
        match told.iter_mut().find(same) {
            Some((_, places)) => places.push(place),
            None => told.push((complaint, vec![place])),
        }
    }
    for (complaint, places) in told {
        let code = complaint
            .code
            .map_or(String::new(), |code| format!("{} ", code.as_str()));
        let mended = match &complaint.mend {
            Some(mend) if mend.is_guess => " (mended by a guess)",
            Some(_) => " (mended)",
            None => "",
        };
        let message = complaint.message.replace(['\n', '\r'], " ");
        text.push_str(&format!("  {code}{message}{mended}\n"));
        let named = places
            .iter()
            .filter(|place| !place.is_empty())
            .take(NAMED_PLACES);
        named.for_each(|place| text.push_str(&format!("    {place}\n")));
        if places.len() > NAMED_PLACES {
            text.push_str(&format!("    and {} more\n", places.len() - NAMED_PLACES));
        }
    }
}

fn describe_examination(examination: &Examination, places: &[String]) -> Value {
    let complaints = examination.complaints.iter().zip(places);
    let complaints = complaints.map(|(one, place)| {
        json!({
            "kind": one.kind.as_str(),
            "code": one.code.map(bindery::diagnostics::Code::as_str),
            "message": one.message,
            "place": place,
            "mend": one.mend.as_ref().map(|mend| json!({
                "target": mend.target, "update": mend.update, "guess": mend.is_guess,
            })),
        })
    });
    json!({
        "score": examination.score(),
        "operations": examination.operations,
        "types": examination.types,
        "complaints": complaints.collect::<Vec<_>>(),
    })
}

/// `openapi.overlay.yaml` beside the current folder's other files.
fn default_overlay(document: &Path) -> PathBuf {
    let stem = document.file_stem().unwrap_or_default();
    PathBuf::from(format!("{}.overlay.yaml", stem.to_string_lossy()))
}

fn write_overlay(
    file: &Path,
    given: &GivenDocument,
    examination: &Examination,
    places: &[String],
) -> RunStatus {
    let shown = |complaint: &Complaint| {
        let mut all = examination.complaints.iter().zip(places);
        let found = all.find(|(one, _)| std::ptr::eq(*one, complaint));
        found.map_or(String::new(), |(_, place)| place.clone())
    };
    let document = given.name().display().to_string();
    let Some(text) = print_overlay(examination, &document, shown) else {
        return report::print_output("there is nothing that an overlay can mend\n");
    };
    if file == Path::new("-") {
        return report::print_output(&for_terminal(&text));
    }
    // Somebody may have edited the one that is there.
    let written = std::fs::File::create_new(file)
        .and_then(|mut file| std::io::Write::write_all(&mut file, text.as_bytes()));
    let name = file.display();
    match written {
        Ok(()) => {
            let mended = examination.mended().count();
            report::print_output(&report::print_document_line(&format!(
                "{name} mends {mended} of {}; read it, and give it with `--overlay {name}`",
                examination.complaints.len()
            )))
        }
        Err(error) if error.kind() == ErrorKind::AlreadyExists => RunStatus::Misused(format!(
            "`{name}` is there already: remove it, or name another file with `--fix FILE`"
        )),
        Err(error) => RunStatus::Misused(format!("`{name}` cannot be written: {error}")),
    }
}
