//! Reads YAML.

use serde::de::DeserializeSeed;

use super::json::read_mended_json;
use super::mend::{find_foreign_word, note_untold, report_large_number};
use super::nesting::find_deep_flow;
use super::parse::Parsed;
use super::repeated::report_repeated_keys;
use super::syntax::{SyntaxError, position_of};
use super::visitor::{Limits, Refusal, RepeatedKeys, Seed};
use super::{Node, digits, merge};
use crate::diagnostics::{Code, Diagnostic, Errors};
use crate::limits::{MOST_LEVELS_OF_FILE, MOST_REPAIRS_TOLD};
use crate::place::lines::LineIndex;
use crate::place::text::{FileFormat, FileText, starts_as_json};

/// Reads a text that should be YAML, or that is nearly JSON under such a name.
pub(super) fn read_yaml(source: &FileText) -> Result<Parsed, Errors> {
    match parse_yaml(source) {
        Err(error) if error.refusal.is_none() && is_like_json(&source.text) => {
            let as_json = FileText {
                format: FileFormat::Json,
                ..source.clone()
            };
            read_mended_json(&as_json).map_err(|_| error.report(source))
        }
        parsed => parsed.map_err(|error| error.report(source)),
    }
}

/// Whether a text has the tokens of JSON and no others.
pub(super) fn is_like_json(text: &str) -> bool {
    starts_as_json(text) && find_foreign_word(text).is_none()
}

/// Reads a YAML text; aliases and merge keys are expanded.
pub(super) fn parse_yaml(source: &FileText) -> Result<Parsed, SyntaxError> {
    let limits = Limits::for_size(source.text.len(), RepeatedKeys::MustBeEqual);
    let seed = Seed::new(&limits);
    // As it is first: turning tabs into blanks copies the text, and hardly any document has them.
    let read = parse_node(&source.text, seed).or_else(|error| match blank_tabs(&source.text) {
        Some(text) if limits.refusal().is_none() => parse_node(&text, seed),
        Some(_) | None => Err(error),
    });
    let mut node = read.map_err(|error| SyntaxError {
        refusal: error.refusal.or(limits.refusal()),
        ..error
    })?;
    let mut repairs = report_large_numbers(source, &digits::restore_yaml(&mut node, source));
    if limits.has_repeats() {
        repairs.extend(report_repeated_keys(source, Code::RepeatedKey));
    }
    // Last, as positions and digits are those of the tree as it was written.
    merge::expand_merge_keys(&mut node);
    let format = FileFormat::Yaml;
    Ok(Parsed {
        node,
        format,
        repairs,
    })
}

fn report_large_numbers(source: &FileText, bytes: &[usize]) -> Vec<Diagnostic> {
    if bytes.is_empty() {
        return Vec::new();
    }
    let lines = LineIndex::of(&source.text);
    let report = |byte: &usize| report_large_number(source, &lines, *byte);
    let told = bytes.iter().take(MOST_REPAIRS_TOLD).map(report).collect();
    note_untold(told, bytes.len())
}

/// Why the parser must not see a text, if it is nested too deep.
fn too_deep(text: &str) -> Option<SyntaxError> {
    let byte = find_deep_flow(text, MOST_LEVELS_OF_FILE)?;
    Some(SyntaxError {
        position: Some(position_of(text, byte)),
        text: "too deep".to_owned(),
        refusal: Some(Refusal::TooDeep),
    })
}

fn parse_node(text: &str, seed: Seed<'_>) -> Result<Node, SyntaxError> {
    if let Some(error) = too_deep(text) {
        return Err(error);
    }
    seed.deserialize(serde_yaml::Deserializer::from_str(text))
        .map_err(|error| {
            let text = error.to_string();
            SyntaxError {
                position: error
                    .location()
                    .map(|location| (location.line(), location.column())),
                // The parser's own guard against aliases of aliases.
                refusal: text
                    .starts_with("repetition limit")
                    .then_some(Refusal::TooLarge),
                text,
            }
        })
}

/// Turns tabs before comments and in blank lines into blanks: YAML 1.2 allows
/// them (§6.7), the parser is of 1.1 and does not. `None` if there are none.
fn blank_tabs(text: &str) -> Option<String> {
    let mut changed = false;
    let lines = text.split_inclusive('\n').map(|line| {
        let rest = line.trim_start();
        let indent = line.get(..line.len() - rest.len()).unwrap_or_default();
        if indent.contains('\t') && (rest.is_empty() || rest.starts_with('#')) {
            changed = true;
            format!("{}{rest}", indent.replace('\t', " "))
        } else {
            line.to_owned()
        }
    });
    let text = lines.collect();
    changed.then_some(text)
}
