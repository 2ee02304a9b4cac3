//! Finds the lines and columns of findings.
//!
//! Reads the files again, each once, unless they are texts in memory; only findings that are
//! shown pay for it.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::{Diagnostics, Focus, Place};
use crate::limits::LONGEST_QUOTED_WORD;
use crate::place::Pointer;
use crate::place::lines::LineIndex;
use crate::place::positions;
use crate::place::text::{FileFormat, FileText};

/// The files that findings speak of.
#[derive(Default)]
pub(super) struct Sources {
    texts: BTreeMap<PathBuf, Option<Arc<FileText>>>,
    /// Files of which nothing but lines and columns may be told.
    withheld: BTreeSet<PathBuf>,
    /// What files are called that go by another name.
    names: BTreeMap<PathBuf, PathBuf>,
    nodes: BTreeMap<(PathBuf, Pointer), UnderlineMarks>,
    positions: BTreeMap<(PathBuf, usize, usize), Mark>,
}

/// What can be underlined of a node.
#[derive(Debug, Clone)]
struct UnderlineMarks {
    node: Mark,
    key: Mark,
}

/// Bytes, and line and column of their start.
#[derive(Debug, Clone)]
struct Mark {
    range: Range<usize>,
    line: usize,
    column: usize,
}

/// A place with everything that is known about it.
#[derive(Debug, Clone)]
pub(super) struct Located<'s> {
    /// The file, if one is known.
    pub path: Option<&'s Path>,
    /// The pointer, where the place is a node.
    pub pointer: Option<&'s Pointer>,
    /// Line and column, both from 1; the column in characters.
    pub position: Option<(usize, usize)>,
    /// The spot in the file, if it may be shown.
    pub spot: Option<TextRange<'s>>,
}

/// A range of a text.
#[derive(Debug, Clone)]
pub(super) struct TextRange<'s> {
    /// The whole file.
    pub text: &'s str,
    /// The bytes that matter, within one line.
    pub range: Range<usize>,
    /// Line of the start, from 1.
    pub line: usize,
    /// Column of the start in characters, from 1.
    pub column: usize,
}

impl Sources {
    /// Reads the files of the places of findings, and looks up all their nodes at once.
    pub(super) fn read<'p>(
        diagnostics: &Diagnostics,
        places: impl Iterator<Item = &'p Place>,
    ) -> Self {
        let withheld = diagnostics.withheld();
        let mut sources = Self {
            withheld: withheld.into_iter().map(Path::to_owned).collect(),
            names: diagnostics.names.clone(),
            ..Self::default()
        };
        let mut wanted: BTreeMap<&Path, Wanted<'_>> = BTreeMap::new();
        for place in places {
            match place {
                Place::Node(_) | Place::File(_) => {}
                Place::NodeIn(path, pointer) => {
                    wanted.entry(path).or_default().pointers.push(pointer);
                }
                Place::Position(path, line, column) => {
                    let wanted = wanted.entry(path).or_default();
                    wanted.positions.push((*line, *column));
                }
            }
        }
        for (path, wanted) in wanted {
            let kept = diagnostics.texts.get(path).cloned();
            let text = kept.or_else(|| FileText::read(path).ok().map(Arc::new));
            let origins = diagnostics.origins.as_ref();
            let format = origins.and_then(|origins| origins.find_format(path));
            sources.mark_file(path, text, format, &wanted);
        }
        sources
    }

    /// Marks what is wanted of a file, which was read in a format where it was read at all.
    fn mark_file(
        &mut self,
        path: &Path,
        text: Option<Arc<FileText>>,
        format: Option<FileFormat>,
        wanted: &Wanted<'_>,
    ) {
        if let Some(text) = &text {
            let lines = LineIndex::of(&text.text);
            let format = format.unwrap_or(text.format);
            self.mark_nodes(path, (text, format), &lines, &wanted.pointers);
            for (line, column) in &wanted.positions {
                // Parsers told the line and the column of what they could not read, and nothing of
                // where it ends: a word is underlined.
                let start = lines.byte(*line, *column);
                let rest = text.text.get(start..).unwrap_or_default();
                let mark = Mark {
                    range: start..start + measure_word(rest),
                    line: *line,
                    column: *column,
                };
                let key = (path.to_owned(), *line, *column);
                self.positions.insert(key, mark);
            }
        }
        self.texts.insert(path.to_owned(), text);
    }

    fn mark_nodes(
        &mut self,
        path: &Path,
        (text, format): (&FileText, FileFormat),
        lines: &LineIndex<'_>,
        pointers: &[&Pointer],
    ) {
        if pointers.is_empty() {
            return;
        }
        let spots = positions::locate_nodes(&text.text, format, pointers);
        for (pointer, spot) in pointers.iter().zip(spots) {
            if let Some(spot) = spot {
                let key = (path.to_owned(), (*pointer).clone());
                let marks = UnderlineMarks {
                    node: Mark::of(lines, spot.node()),
                    key: Mark::of(lines, spot.key()),
                };
                self.nodes.insert(key, marks);
            }
        }
    }

    /// Finds a place.
    pub(super) fn locate<'s>(&'s self, place: &'s Place, focus: Focus) -> Located<'s> {
        let pointer = match place {
            Place::Node(pointer) | Place::NodeIn(_, pointer) => Some(pointer),
            Place::Position(..) | Place::File(_) => None,
        };
        let found = match place {
            Place::Node(_) | Place::File(_) => None,
            Place::NodeIn(path, pointer) => self.node(path, pointer, focus),
            Place::Position(path, line, column) => self.position(path, *line, *column),
        };
        let path = place.file();
        let is_shown = path.is_some_and(|path| !self.withheld.contains(path));
        let name = |path: &'s Path| self.names.get(path).map_or(path, PathBuf::as_path);
        Located {
            path: path.map(name),
            pointer,
            position: found.as_ref().map(|spot| (spot.line, spot.column)),
            // Line and column are told all the same, so that whoever may see the file finds the
            // place.
            spot: found.filter(|_| is_shown),
        }
    }

    fn text(&self, path: &Path) -> Option<&FileText> {
        self.texts.get(path)?.as_deref()
    }

    fn node(&self, path: &Path, pointer: &Pointer, focus: Focus) -> Option<TextRange<'_>> {
        let text = self.text(path)?;
        let marks = self.nodes.get(&(path.to_owned(), pointer.clone()))?;
        let mark = match focus {
            Focus::Node => &marks.node,
            Focus::Key => &marks.key,
        };
        Some(mark.spot(text))
    }

    fn position(&self, path: &Path, line: usize, column: usize) -> Option<TextRange<'_>> {
        let text = self.text(path)?;
        let mark = self.positions.get(&(path.to_owned(), line, column))?;
        Some(mark.spot(text))
    }
}

/// What is to be found in one file.
#[derive(Default)]
struct Wanted<'p> {
    pointers: Vec<&'p Pointer>,
    /// Lines and columns.
    positions: Vec<(usize, usize)>,
}

impl Mark {
    fn of(lines: &LineIndex<'_>, range: Range<usize>) -> Self {
        let (line, column) = lines.line_and_column(range.start);
        Self {
            range,
            line,
            column,
        }
    }

    fn spot<'s>(&self, text: &'s FileText) -> TextRange<'s> {
        TextRange {
            text: &text.text,
            range: clip_first_line(&text.text, self.range.clone()),
            line: self.line,
            column: self.column,
        }
    }
}

/// Where nodes of the document stand that a run was about: `file:line:column`, or as much of
/// it as is known.
pub fn locate_pointers(diagnostics: &Diagnostics, pointers: &[&Pointer]) -> Vec<String> {
    let places = pointers
        .iter()
        .map(|pointer| find_pointer_origin(diagnostics, pointer));
    let places: Vec<Place> = places.collect();
    let sources = Sources::read(diagnostics, places.iter());
    let places = places.iter();
    places
        .map(|place| sources.locate(place, Focus::Key).heading())
        .collect()
}

/// The place that a pointer into the document of a run came from.
fn find_pointer_origin(diagnostics: &Diagnostics, pointer: &Pointer) -> Place {
    match &diagnostics.origins {
        Some(origins) => {
            let (file, pointer) = origins.find(pointer);
            Place::NodeIn(file, pointer)
        }
        None => Place::Node(pointer.clone()),
    }
}

/// What an editor underlines of a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TextSpan {
    /// The file.
    pub file: PathBuf,
    /// Bytes of the file's text without its byte order mark; within one line, and never empty
    /// where there is a character.
    pub bytes: Range<usize>,
    /// Line of the start, from 1.
    pub line: usize,
    /// Column of the start in characters, from 1.
    pub column: usize,
}

/// What is to be underlined of places, of each the part that is meant; `None` where no text is
/// known or none may be shown.
///
/// Pointers ([`Place::Node`]) are those of the document that the run was about.
pub fn find_text_spans(
    diagnostics: &Diagnostics,
    places: &[(&Place, Focus)],
) -> Vec<Option<TextSpan>> {
    let settle = |(place, focus): &(&Place, Focus)| match place {
        Place::Node(pointer) => (find_pointer_origin(diagnostics, pointer), *focus),
        other => ((*other).clone(), *focus),
    };
    let places: Vec<(Place, Focus)> = places.iter().map(settle).collect();
    let sources = Sources::read(diagnostics, places.iter().map(|(place, _)| place));
    let span = |(place, focus): &(Place, Focus)| {
        let located = sources.locate(place, *focus);
        let spot = located.spot?;
        Some(TextSpan {
            file: located.path?.to_owned(),
            bytes: spot.range,
            line: spot.line,
            column: spot.column,
        })
    };
    places.iter().map(span).collect()
}

/// Where places of findings are: `file:line:column`, or as much of it as is known.
pub fn locate_places(diagnostics: &Diagnostics, places: &[&Place]) -> Vec<String> {
    let sources = Sources::read(diagnostics, places.iter().copied());
    let places = places.iter();
    places
        .map(|place| sources.locate(place, Focus::Key).heading())
        .collect()
}

/// Length of the word or quoted text at the start of a text, at least of its
/// first character.
fn measure_word(text: &str) -> usize {
    let text = text.get(..boundary_before(text, LONGEST_QUOTED_WORD));
    let text = text.unwrap_or_default();
    let quoted = text
        .strip_prefix(['"', '\''])
        .and_then(|rest| rest.find(text.get(..1)?))
        .map(|len| len + 2);
    let first = text.chars().next().map_or(0, char::len_utf8);
    let plain = || {
        text.find(|c: char| c.is_whitespace() || "[]{},:\"'".contains(c))
            .unwrap_or(text.len())
    };
    quoted.unwrap_or_else(plain).max(first)
}

/// The last start of a character at or before a byte.
pub(super) fn boundary_before(text: &str, byte: usize) -> usize {
    let mut boundaries = (0..=byte.min(text.len())).rev();
    boundaries
        .find(|byte| text.is_char_boundary(*byte))
        .unwrap_or_default()
}

/// The part of a range before its first line break.
fn clip_first_line(text: &str, range: Range<usize>) -> Range<usize> {
    let len = text
        .get(range.clone())
        .and_then(|part| part.find(['\r', '\n']));
    range.start..len.map_or(range.end, |len| range.start + len)
}

impl Located<'_> {
    /// `file:line:column`, as much of it as is known.
    pub(super) fn heading(&self) -> String {
        match (self.path, self.position, self.pointer) {
            (Some(path), Some((line, column)), _) => {
                format!("{}:{line}:{column}", path.display())
            }
            (Some(path), None, Some(pointer)) if *pointer != Pointer::root() => {
                format!("{}#{pointer}", path.display())
            }
            (Some(path), None, _) => path.display().to_string(),
            (None, _, Some(pointer)) => format!("#{pointer}"),
            (None, _, None) => String::new(),
        }
    }
}
