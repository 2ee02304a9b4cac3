//! Reads one file: path → text → [`Node`].
//!
//! Decides between JSON and YAML, and turns what the two parsers say into
//! findings. Knows nothing of references and overlays.

use std::fs::File;
use std::io::{ErrorKind, Read};
use std::path::{Path, PathBuf};

use serde::de::{DeserializeSeed, IgnoredAny};

use super::lines::LineIndex;
use super::positions::{self, Spot};
use super::visitor::{Limits, MAX_DEPTH, Refusal, Seed};
use super::{Node, Pointer, digits, merge};
use crate::diagnostics::{Code, Diagnostic, Place};
use crate::maps::{HashMap, IndexMap};

/// How a file is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Format {
    /// RFC 8259.
    Json,
    /// YAML 1.2, of which the part that JSON can say.
    Yaml,
}

/// Bytes of the largest file that is read. The largest real documents have 40 MB.
const LARGEST_FILE: u64 = 512 << 20;

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
        Self::read_at(path, path)
    }

    /// Reads the file `place`, which goes by `path`.
    fn read_at(place: &Path, path: &Path) -> Result<Self, String> {
        // Devices and pipes may never end, and opening a pipe waits for its writer.
        let metadata = std::fs::metadata(place).map_err(reason)?;
        if !metadata.is_file() {
            return Err("it is not a file".to_owned());
        }
        if metadata.len() > LARGEST_FILE {
            return Err(format!("it is larger than {} MiB", LARGEST_FILE >> 20));
        }
        let mut bytes = Vec::new();
        // What has no size of its own, such as the files of `/proc`, holds nothing;
        // what grows while it is read ends where it ended at first.
        let file = File::open(place).map_err(reason)?;
        file.take(metadata.len())
            .read_to_end(&mut bytes)
            .map_err(reason)?;
        let text = String::from_utf8(bytes).map_err(|_| "it is not UTF-8".to_owned())?;
        Ok(Self::new(path.to_owned(), text))
    }

    /// A text that goes by a path.
    pub(crate) fn new(path: PathBuf, text: String) -> Self {
        let text = match text.strip_prefix('\u{feff}') {
            Some(rest) => rest.to_owned(),
            None => text,
        };
        Self {
            format: format(&path, &text),
            path,
            text,
        }
    }
}

/// Why a file cannot be read, in words that are the same on every system.
fn reason(error: std::io::Error) -> String {
    match error.kind() {
        ErrorKind::NotFound => "there is no such file".to_owned(),
        ErrorKind::PermissionDenied => "permission is denied".to_owned(),
        ErrorKind::InvalidInput => "this is no path".to_owned(),
        _ => error.to_string(),
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
    file_at(path, path)
}

/// Reads the tree of the file `place`, which goes by `path` in findings.
pub(super) fn file_at(place: &Path, path: &Path) -> Result<Node, Vec<Diagnostic>> {
    tree(&Text::read_at(place, path).map_err(|why| vec![not_found(path, &why)])?)
}

/// The finding for a file that the system does not give.
pub(super) fn unreadable(path: &Path, error: std::io::Error) -> Vec<Diagnostic> {
    vec![not_found(path, &reason(error))]
}

fn not_found(path: &Path, why: &str) -> Diagnostic {
    let message = format!("`{}` cannot be read: {why}", path.display());
    Diagnostic::new(Code::FileNotFound, Place::File(path.to_owned()), message)
        .help("give the path of a file, from the folder that bindery runs in")
}

/// Reads a text's tree.
pub(crate) fn tree(source: &Text) -> Result<Node, Vec<Diagnostic>> {
    let limits = Limits::for_size(source.text.len());
    let seed = Seed::new(&limits);
    let parsed = match source.format {
        Format::Json => json(&source.text, seed),
        Format::Yaml => yaml(&source.text, seed).or_else(|error| match blank_tabs(&source.text) {
            Some(text) if limits.refusal().is_none() => yaml(&text, seed),
            Some(_) | None => Err(error),
        }),
    };
    let mut node = parsed.map_err(|error| match error.refusal.or(limits.refusal()) {
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
            refusal: None,
        })
}

/// Brackets and braces that a YAML text may have before its depth is looked at. The
/// parser reads all of a text before it gives anything, and takes for each token as long
/// as flow style is deep there: a hundred thousand `[` took it twenty seconds.
const MANY_BRACKETS: usize = 2_000;

/// Where a YAML text becomes too deep, if it has so many brackets that the parser must
/// not see them otherwise.
fn too_deep(text: &str) -> Option<SyntaxError> {
    let brackets = text.bytes().filter(|byte| matches!(byte, b'[' | b'{'));
    if brackets.take(MANY_BRACKETS).count() < MANY_BRACKETS {
        return None;
    }
    let byte = positions::yaml::deeper_than(text, MAX_DEPTH)?;
    Some(SyntaxError {
        position: Some(LineIndex::of(text).line_and_column(byte)),
        text: "too deep".to_owned(),
        refusal: Some(Refusal::TooDeep),
    })
}

fn yaml(text: &str, seed: Seed<'_>) -> Result<Node, SyntaxError> {
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

/// What a parser says.
struct SyntaxError {
    /// Line and column, from 1.
    position: Option<(usize, usize)>,
    /// Its own words, which repeat the position.
    text: String,
    /// Set if the syntax is fine, but the parser refuses it.
    refusal: Option<Refusal>,
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
        finding.help(syntax_help(source.format, what))
    }
}

/// What to look for where a parser stopped.
fn syntax_help(format: Format, what: &str) -> &'static str {
    match format {
        Format::Json => "look for a comma, quote or bracket too many or too few, here or before",
        Format::Yaml if what.contains("cannot start any token") => {
            "indent with blanks, not tabs; quote text that starts with `@`, `` ` `` or `%`"
        }
        Format::Yaml if what.contains("mapping values are not allowed") => {
            "look at the indentation of this line and the one before; quote text that holds `: `"
        }
        Format::Yaml => "look at the indentation, quotes and brackets, here and before",
    }
}

/// The findings for a text that is valid but refused.
fn refused(source: &Text, refusal: Refusal, error: &SyntaxError) -> Vec<Diagnostic> {
    match refusal {
        Refusal::DuplicateKey => {
            let found = duplicates(source);
            if found.is_empty() {
                vec![somewhere_twice(source, error)]
            } else {
                found
            }
        }
        Refusal::TooDeep => vec![
            Diagnostic::new(
                Code::TooDeep,
                error.place(source),
                format!("lists and maps are nested more than {MAX_DEPTH} levels deep"),
            )
            .help("move the inner parts to `components` and refer to them with `$ref`"),
        ],
        Refusal::TooLarge => vec![
            Diagnostic::new(
                Code::TooLarge,
                Place::File(source.path.clone()),
                "the aliases of this file expand to far more than it holds",
            )
            .help("use `$ref` instead of aliases of aliases"),
        ],
        Refusal::LongPaths => vec![
            Diagnostic::new(
                Code::LongPaths,
                error.place(source),
                "the keys around here are too long for all that stands below them",
            )
            .help("give paths and names a length that people can read"),
        ],
    }
}

/// A key that stands twice where the positions of a broken text end before it.
fn somewhere_twice(source: &Text, error: &SyntaxError) -> Diagnostic {
    let message = "a key stands twice in the map that ends here, or the text is broken before";
    Diagnostic::new(Code::DuplicateKey, error.place(source), message)
        .help("look at the brackets and quotes here and before, and for a key that is there twice")
}

/// Every key that stands twice, with both places.
fn duplicates(source: &Text) -> Vec<Diagnostic> {
    let mut seen: HashMap<String, Spot> = HashMap::default();
    let mut found: IndexMap<String, (Spot, Spot)> = IndexMap::default();
    positions::walk(&source.text, source.format, &mut |path, spot| {
        if let Some(first) = seen.insert(path.to_owned(), spot.clone())
            && !positions::ancestors(path).any(|outer| found.contains_key(outer))
        {
            found.insert(path.to_owned(), (first, spot.clone()));
        }
    });
    let lines = LineIndex::of(&source.text);
    found
        .into_iter()
        .map(|(path, spots)| duplicate(source, &lines, &Pointer::from_text(path), &spots))
        .collect()
}

fn duplicate(
    source: &Text,
    lines: &LineIndex<'_>,
    pointer: &Pointer,
    (first, second): &(Spot, Spot),
) -> Diagnostic {
    let place = |spot: &Spot| {
        let start = spot.key.as_ref().unwrap_or(&spot.value).start;
        let (line, column) = lines.line_and_column(start);
        Place::Position(source.path.clone(), line, column)
    };
    let key = pointer.last().unwrap_or_default();
    Diagnostic::new(
        Code::DuplicateKey,
        place(second),
        format!("the key `{key}` stands twice in one map"),
    )
    .label(place(first), "first here")
    .help("remove or rename one of the two; which one counts is not defined")
}
