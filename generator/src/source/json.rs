//! Reads JSON, and what is nearly JSON.

use serde::de::DeserializeSeed;

use super::mend::{Repair, find_foreign_word, mend_json, note_untold};
use super::parse::Parsed;
use super::repeated::report_repeated_keys;
use super::syntax::{SyntaxError, position_of};
use super::visitor::{Limits, RepeatedKeys, Seed};
use super::yaml::parse_yaml;
use super::{Node, digits};
use crate::diagnostics::{Code, Diagnostic, Errors, Place};
use crate::limits::MOST_REPAIRS_TOLD;
use crate::place::lines::LineIndex;
use crate::place::text::{FileFormat, FileText};

/// Reads a text that should be JSON: as it is, or mended, or as the YAML that it is.
pub(super) fn read_json(source: &FileText) -> Result<Parsed, Errors> {
    match parse_json(source, &source.text, &|byte| byte) {
        Ok(parsed) => Ok(parsed),
        // Refused for what it holds, not for how it is written: no repair of the syntax would
        // change that.
        Err(error) if error.refusal.is_some() => Err(error.report(source)),
        Err(_) => match find_foreign_word(&source.text) {
            Some(word) => {
                // YAML first where a word stands that JSON does not have: flow style is a superset
                // of JSON but for tabs and repeated keys, and what is YAML needs no guess.
                read_as_yaml(source, word.start).unwrap_or_else(|| read_mended_json(source))
            }
            None => read_mended_json(source),
        },
    }
}

/// Reads a text that is nearly JSON.
pub(super) fn read_mended_json(source: &FileText) -> Result<Parsed, Errors> {
    let read = |with_control| {
        let mended = mend_json(&source.text, with_control);
        let parsed = parse_json(source, &mended.json, &|byte| mended.original(byte));
        (mended.repairs, parsed)
    };
    let (repairs, parsed) = read(true);
    match parsed {
        Ok(mut parsed) => {
            parsed
                .repairs
                .splice(0..0, report_repairs(source, &repairs));
            Ok(parsed)
        }
        Err(error) if error.refusal.is_none() => {
            // a line break inside of a text may be where its last quote is missing
            let (_, without) = read(false);
            Err(without.err().unwrap_or(error).report(source))
        }
        Err(error) => Err(error.report(source)),
    }
}

/// Reads what goes by a name of JSON and is YAML: documents with names or single quotes
/// where JSON has double ones. Tools that read YAML, which most tools for OpenAPI are,
/// take them. `None` if it is none.
fn read_as_yaml(source: &FileText, foreign: usize) -> Option<Result<Parsed, Errors>> {
    let as_yaml = FileText {
        format: FileFormat::Yaml,
        ..source.clone()
    };
    match parse_yaml(&as_yaml) {
        Ok(mut parsed) => {
            let is_document = matches!(parsed.node, Node::Map(_) | Node::List(_));
            let (line, column) = position_of(&source.text, foreign);
            let place = Place::Position(source.path.clone(), line, column);
            let message = "this is not JSON; the file is read as YAML";
            let finding = Diagnostic::new(Code::YamlAsJson, place, message)
                .help("give the file a name that ends in `.yaml`, or put this into double quotes");
            parsed.repairs.insert(0, finding);
            is_document.then_some(Ok(parsed))
        }
        Err(error) => {
            let is_yaml = error.refusal.is_some();
            is_yaml.then(|| Err(error.report(&as_yaml)))
        }
    }
}

/// Reads the JSON text of a source; `original` tells which byte of the source a byte of
/// it stands for.
fn parse_json(
    source: &FileText,
    json: &str,
    original: &dyn Fn(usize) -> usize,
) -> Result<Parsed, SyntaxError> {
    // Readers of JSON take the last of two keys; YAML forbids them (`repeated.rs`).
    let limits = Limits::for_size(json.len(), RepeatedKeys::LastCounts);
    let mut deserializer = serde_json::Deserializer::from_str(json);
    let read = Seed::new(&limits)
        .deserialize(&mut deserializer)
        .and_then(|node| deserializer.end().map(|()| node));
    let mut node = read.map_err(|error| {
        let byte = byte_of(json, error.line(), error.column());
        SyntaxError {
            position: Some(position_of(&source.text, original(byte))),
            text: error.to_string(),
            refusal: limits.refusal(),
        }
    })?;
    digits::restore_json(&mut node, source, limits.has_repeats());
    let repairs = if limits.has_repeats() {
        report_repeated_keys(source, Code::RepeatedKey)
    } else {
        Vec::new()
    };
    let format = FileFormat::Json;
    Ok(Parsed {
        node,
        format,
        repairs,
    })
}

/// The byte at a line and column, both from 1, as serde_json counts them: in bytes.
fn byte_of(text: &str, line: usize, column: usize) -> usize {
    let ends = text.match_indices('\n').map(|(at, _)| at + 1);
    let start = std::iter::once(0).chain(ends).nth(line.saturating_sub(1));
    let byte = start.unwrap_or(text.len()) + column.saturating_sub(1);
    byte.min(text.len())
}

/// The findings for repairs: the first of each kind, and how many there are.
fn report_repairs(source: &FileText, repairs: &[Repair]) -> Vec<Diagnostic> {
    let lines = LineIndex::of(&source.text);
    let mut findings = Vec::new();
    for code in [
        Code::TrailingComma,
        Code::JsonComment,
        Code::ControlCharacter,
        Code::LoneSurrogate,
        Code::UnusualNumber,
    ] {
        let such: Vec<&Repair> = repairs
            .iter()
            .filter(|repair| repair.code == code)
            .collect();
        let told = such.iter().take(MOST_REPAIRS_TOLD);
        let told = told.map(|repair| repair.report(source, &lines));
        findings.extend(note_untold(told.collect(), such.len()));
    }
    findings
}
