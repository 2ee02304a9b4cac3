//! Reads one file: path → text → [`Node`].
//!
//! Decides between JSON and YAML, and turns what the two parsers say into
//! findings. Knows nothing of references and overlays.

use std::collections::HashMap;
use std::path::{Path, PathBuf};

use serde::de::{DeserializeSeed, IgnoredAny};

use super::positions::{self, Spot};
use super::visitor::{Limits, MAX_DEPTH, Refusal, Seed};
use super::{Node, Pointer, digits, merge};
use crate::diagnostics::{Code, Diagnostic, Place};

/// How a file is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Format {
    /// RFC 8259.
    Json,
    /// YAML 1.2, of which the part that JSON can say.
    Yaml,
}

/// The text of a file.
#[derive(Debug, Clone)]
pub(crate) struct Text {
    /// Its path, as it is shown.
    pub path: PathBuf,
    /// Its text without the byte order mark.
    pub text: String,
    /// How it is written.
    pub format: Format,
}

impl Text {
    /// Reads a file.
    pub(crate) fn read(path: &Path) -> Result<Self, String> {
        // Devices and pipes may never end.
        let metadata = std::fs::metadata(path).map_err(|error| error.to_string())?;
        if !metadata.is_file() {
            return Err("it is not a file".to_owned());
        }
        let bytes = std::fs::read(path).map_err(|error| error.to_string())?;
        let text = String::from_utf8(bytes).map_err(|_| "it is not UTF-8".to_owned())?;
        let text = match text.strip_prefix('\u{feff}') {
            Some(rest) => rest.to_owned(),
            None => text,
        };
        Ok(Self {
            path: path.to_owned(),
            format: format(path, &text),
            text,
        })
    }

    /// The place of a byte.
    fn place(&self, byte: usize) -> Place {
        let before = self.text.get(..byte).unwrap_or(&self.text);
        let line_start = before.rfind('\n').map_or(0, |at| at + 1);
        let column = before.get(line_start..).unwrap_or_default().chars().count() + 1;
        let line = before.matches('\n').count() + 1;
        Place::Position(self.path.clone(), line, column)
    }
}

/// Decides by the file's extension, and by its content where that says nothing
/// or YAML: JSON is read as JSON under any name.
fn format(path: &Path, text: &str) -> Format {
    let json_name = path
        .extension()
        .is_some_and(|extension| extension.eq_ignore_ascii_case("json"));
    let json_text = || {
        text.trim_start().starts_with(['{', '['])
            && serde_json::from_str::<IgnoredAny>(text).is_ok()
    };
    if json_name || json_text() {
        Format::Json
    } else {
        Format::Yaml
    }
}

/// Reads a file's tree; aliases and merge keys are expanded.
pub(crate) fn file(path: &Path) -> Result<Node, Vec<Diagnostic>> {
    let text = Text::read(path).map_err(|why| {
        let message = format!("`{}` cannot be read: {why}", path.display());
        vec![Diagnostic::new(
            Code::FileNotFound,
            Place::File(path.to_owned()),
            message,
        )]
    })?;
    tree(&text)
}

/// Reads a text's tree.
pub(crate) fn tree(source: &Text) -> Result<Node, Vec<Diagnostic>> {
    let limits = Limits::for_size(source.text.len());
    let parsed = match source.format {
        Format::Json => json(&source.text, Seed::new(&limits)),
        Format::Yaml => yaml(&source.text, Seed::new(&limits)),
    };
    let mut node = parsed.map_err(|error| match limits.refusal() {
        Some(refusal) => refused(source, refusal, &error),
        None => vec![error.report(source)],
    })?;
    digits::restore(&mut node, source);
    if source.format == Format::Yaml {
        merge::expand(&mut node);
    }
    Ok(node)
}

fn json(text: &str, seed: Seed<'_>) -> Result<Node, SyntaxError> {
    let mut deserializer = serde_json::Deserializer::from_str(text);
    seed.deserialize(&mut deserializer)
        .and_then(|node| deserializer.end().map(|()| node))
        .map_err(|error| SyntaxError {
            position: Some((error.line(), error.column().max(1))),
            text: error.to_string(),
        })
}

fn yaml(text: &str, seed: Seed<'_>) -> Result<Node, SyntaxError> {
    seed.deserialize(serde_yaml::Deserializer::from_str(text))
        .map_err(|error| SyntaxError {
            position: error
                .location()
                .map(|location| (location.line(), location.column())),
            text: error.to_string(),
        })
}

/// What a parser says.
struct SyntaxError {
    /// Line and column, from 1.
    position: Option<(usize, usize)>,
    /// Its own words, which repeat the position.
    text: String,
}

impl SyntaxError {
    fn place(&self, source: &Text) -> Place {
        match self.position {
            Some((line, column)) => Place::Position(source.path.clone(), line, column),
            None => Place::File(source.path.clone()),
        }
    }

    fn report(&self, source: &Text) -> Diagnostic {
        let (code, name) = match source.format {
            Format::Json => (Code::InvalidJson, "JSON"),
            Format::Yaml => (Code::InvalidYaml, "YAML"),
        };
        let (what, context) = match self.text.split_once(" at line ") {
            Some((what, rest)) => (what, rest.split_once(", ").map(|(_, context)| context)),
            None => (self.text.as_str(), None),
        };
        let mut finding = Diagnostic::new(
            code,
            self.place(source),
            format!("the file is not valid {name}: {what}"),
        );
        if let Some(context) = context {
            finding = finding.note(context);
        }
        if what.contains("cannot start any token") {
            finding = finding.help(
                "indent with blanks, not tabs; quote text that starts with `@`, `` ` `` or `%`",
            );
        }
        finding
    }
}

/// The findings for a text that is valid but refused.
fn refused(source: &Text, refusal: Refusal, error: &SyntaxError) -> Vec<Diagnostic> {
    match refusal {
        Refusal::DuplicateKey => duplicates(source),
        Refusal::TooDeep => vec![Diagnostic::new(
            Code::TooDeep,
            error.place(source),
            format!("lists and maps are nested more than {MAX_DEPTH} levels deep"),
        )],
        Refusal::TooLarge => vec![
            Diagnostic::new(
                Code::TooLarge,
                Place::File(source.path.clone()),
                "the aliases of this file expand to more than a million nodes",
            )
            .help("use `$ref` instead of aliases of aliases"),
        ],
    }
}

/// Every key that stands twice, with both places.
fn duplicates(source: &Text) -> Vec<Diagnostic> {
    let mut seen: HashMap<String, Spot> = HashMap::new();
    let mut found: Vec<(Pointer, Spot, Spot)> = Vec::new();
    positions::walk(&source.text, source.format, &mut |path, spot| {
        let pointer = Pointer::from_text(path);
        let inside = |(outer, ..): &(Pointer, Spot, Spot)| pointer.starts_with(outer.as_str());
        match seen.insert(path.to_owned(), spot.clone()) {
            Some(first) if !found.iter().any(inside) => {
                found.push((pointer, first, spot.clone()));
            }
            Some(_) | None => {}
        }
    });
    found
        .iter()
        .map(|(pointer, first, second)| duplicate(source, pointer, first, second))
        .collect()
}

fn duplicate(source: &Text, pointer: &Pointer, first: &Spot, second: &Spot) -> Diagnostic {
    let place = |spot: &Spot| source.place(spot.key.as_ref().unwrap_or(&spot.value).start);
    let key = pointer.last().unwrap_or_default();
    Diagnostic::new(
        Code::DuplicateKey,
        place(second),
        format!("the key `{key}` stands twice in one map"),
    )
    .label(place(first), "first here")
    .help("remove or rename one of the two; which one counts is not defined")
}
