//! What an archive holds.

use std::io;
use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};
use serde_json::Value;
use serde_json::value::RawValue;

use crate::name_step;
use crate::prism::plan::Operation;
use crate::prism::values::ValueRow;

/// A folder of an archive.
pub(super) struct Vendor {
    pub(super) name: String,
    pub(super) document: PathBuf,
    pub(super) answers: PathBuf,
}

/// The folders that hold answers, in the order of their names.
pub(super) fn find_vendors(archive: &Path, only: Option<&str>) -> io::Result<Vec<Vendor>> {
    let mut vendors = Vec::new();
    for entry in std::fs::read_dir(archive).map_err(name_step(archive.display()))? {
        let folder = entry?.path();
        let answers = folder.join("answers.jsonl");
        let name = folder.file_name().unwrap_or_default().to_string_lossy();
        if !answers.is_file() || only.is_some_and(|only| !name.contains(only)) {
            continue;
        }
        let document = std::fs::read_to_string(folder.join("DOCUMENT"));
        let document = document.map_err(name_step(folder.join("DOCUMENT").display()))?;
        vendors.push(Vendor {
            name: name.into_owned(),
            document: folder.join(document.trim()),
            answers,
        });
    }
    vendors.sort_by(|one, other| one.name.cmp(&other.name));
    Ok(vendors)
}

/// A line of `answers.jsonl`.
#[derive(Debug, Deserialize)]
struct Line {
    method: String,
    path: String,
    status: u16,
    schema: String,
    body: Box<RawValue>,
}

/// A recorded answer.
#[derive(Debug, Clone, Serialize)]
pub(super) struct Recorded {
    method: String,
    /// The path as the document writes it.
    path: String,
    status: u16,
    /// JSON Pointer of the schema that the document has for it.
    pub(super) schema: String,
    /// The body as it was recorded, digit by digit.
    pub(super) body: String,
}

pub(super) fn read_answers(file: &Path) -> io::Result<Vec<Recorded>> {
    let text = std::fs::read_to_string(file).map_err(name_step(file.display()))?;
    let lines = text.lines().filter(|line| !line.trim().is_empty());
    lines
        .map(|line| {
            let line: Line = serde_json::from_str(line)?;
            Ok(Recorded {
                method: line.method,
                path: line.path,
                status: line.status,
                schema: line.schema,
                body: line.body.get().to_owned(),
            })
        })
        .collect()
}

impl Recorded {
    pub(super) fn is_of(&self, operation: &Operation) -> bool {
        operation.path == self.path && operation.http.eq_ignore_ascii_case(&self.method)
    }

    /// The body for the judge.
    pub(super) fn value(&self) -> Value {
        serde_json::from_str(&self.body).unwrap_or_default()
    }

    /// The answer beside the values of a call, as the program reads it.
    pub(super) fn with_values(&self, values: &ValueRow) -> Value {
        let mut row = values.clone();
        row.insert("answer status".to_owned(), self.status.to_string().into());
        row.insert("answer type".to_owned(), self.media_type().into());
        row.insert("answer body".to_owned(), self.body.clone().into());
        Value::Object(row)
    }

    /// The media type under which the schema stands, or JSON if it stands elsewhere.
    fn media_type(&self) -> String {
        let steps = self.schema.rsplit_once("/content/").map(|(_, rest)| rest);
        let media_type = steps.and_then(|rest| rest.split('/').next());
        let media_type = media_type.map(|step| step.replace("~1", "/").replace("~0", "~"));
        let concrete = media_type.filter(|media_type| !media_type.contains('*'));
        concrete.unwrap_or_else(|| "application/json".to_owned())
    }
}
