//! Finds the lines and columns of findings.
//!
//! Reads the files again, each once; only findings that are shown pay for it.

use std::collections::BTreeMap;
use std::ops::Range;
use std::path::{Path, PathBuf};

use super::{Focus, Place};
use crate::source::Pointer;
use crate::source::parse::Text;
use crate::source::positions;

/// The files that findings speak of.
#[derive(Default)]
pub(super) struct Sources {
    texts: BTreeMap<PathBuf, Option<Text>>,
    nodes: BTreeMap<(PathBuf, Pointer), Marks>,
}

/// What can be underlined of a node.
#[derive(Debug, Clone)]
struct Marks {
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
    /// The spot in the file.
    pub spot: Option<Spot<'s>>,
}

/// A range of a text.
#[derive(Debug, Clone)]
pub(super) struct Spot<'s> {
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
    /// Reads the files of the places, and looks up all their nodes at once.
    pub(super) fn read<'p>(places: impl Iterator<Item = &'p Place>) -> Self {
        let mut sources = Self::default();
        let mut wanted: BTreeMap<&Path, Vec<&Pointer>> = BTreeMap::new();
        for place in places {
            match place {
                Place::Node(_) | Place::File(_) => {}
                Place::NodeIn(path, pointer) => wanted.entry(path).or_default().push(pointer),
                Place::Position(path, ..) => {
                    wanted.entry(path).or_default();
                }
            }
        }
        for (path, pointers) in wanted {
            sources.read_file(path, &pointers);
        }
        sources
    }

    fn read_file(&mut self, path: &Path, pointers: &[&Pointer]) {
        let text = Text::read(path).ok();
        if let Some(text) = text.as_ref().filter(|_| !pointers.is_empty()) {
            let spots = positions::locate(&text.text, text.format, pointers);
            let lines = Lines::of(&text.text);
            for (pointer, spot) in pointers.iter().zip(spots) {
                if let Some(spot) = spot {
                    let key = (path.to_owned(), (*pointer).clone());
                    let marks = Marks {
                        node: lines.mark(spot.node()),
                        key: lines.mark(spot.key()),
                    };
                    self.nodes.insert(key, marks);
                }
            }
        }
        self.texts.insert(path.to_owned(), text);
    }

    /// Finds a place.
    pub(super) fn locate<'s>(&'s self, place: &'s Place, focus: Focus) -> Located<'s> {
        match place {
            Place::Node(pointer) => Located {
                path: None,
                pointer: Some(pointer),
                spot: None,
            },
            Place::NodeIn(path, pointer) => Located {
                path: Some(path),
                pointer: Some(pointer),
                spot: self.node(path, pointer, focus),
            },
            Place::Position(path, line, column) => Located {
                path: Some(path),
                pointer: None,
                spot: self.position(path, *line, *column),
            },
            Place::File(path) => Located {
                path: Some(path),
                pointer: None,
                spot: None,
            },
        }
    }

    fn text(&self, path: &Path) -> Option<&Text> {
        self.texts.get(path)?.as_ref()
    }

    fn node(&self, path: &Path, pointer: &Pointer, focus: Focus) -> Option<Spot<'_>> {
        let text = self.text(path)?;
        let marks = self.nodes.get(&(path.to_owned(), pointer.clone()))?;
        let mark = match focus {
            Focus::Node => &marks.node,
            Focus::Key => &marks.key,
        };
        Some(Spot {
            text: &text.text,
            range: first_line(&text.text, mark.range.clone()),
            line: mark.line,
            column: mark.column,
        })
    }

    fn position(&self, path: &Path, line: usize, column: usize) -> Option<Spot<'_>> {
        let text = self.text(path)?;
        let start = text.byte(line, column);
        let rest = text.text.get(start..).unwrap_or_default();
        Some(Spot {
            text: &text.text,
            range: first_line(&text.text, start..start + word(rest)),
            line,
            column,
        })
    }
}

/// Length of the word or quoted text at the start of a text, at least of its
/// first character.
fn word(text: &str) -> usize {
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

/// The starts of the lines of a text.
struct Lines<'t> {
    text: &'t str,
    starts: Vec<usize>,
}

impl<'t> Lines<'t> {
    fn of(text: &'t str) -> Self {
        let ends = text.match_indices('\n').map(|(at, _)| at + 1);
        Self {
            text,
            starts: std::iter::once(0).chain(ends).collect(),
        }
    }

    fn mark(&self, range: Range<usize>) -> Mark {
        let line = self.starts.partition_point(|start| *start <= range.start);
        let start = self.starts.get(line.saturating_sub(1)).copied();
        let before = self.text.get(start.unwrap_or(0)..range.start);
        Mark {
            range,
            line,
            column: before.map_or(0, |before| before.chars().count()) + 1,
        }
    }
}

/// The part of a range before its first line break.
fn first_line(text: &str, range: Range<usize>) -> Range<usize> {
    let len = text
        .get(range.clone())
        .and_then(|part| part.find(['\r', '\n']));
    range.start..len.map_or(range.end, |len| range.start + len)
}

impl Located<'_> {
    /// `file:line:column`, as much of it as is known.
    pub(super) fn heading(&self) -> String {
        match (self.path, &self.spot, self.pointer) {
            (Some(path), Some(spot), _) => {
                format!("{}:{}:{}", path.display(), spot.line, spot.column)
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
