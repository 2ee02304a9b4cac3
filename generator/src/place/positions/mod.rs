//! Where the nodes of a file stand: text → byte ranges by JSON Pointer.
//!
//! Reads the text a second time with parsers that know positions. Only called
//! when there is something to report or digits to look up, so a document that is
//! fine does not pay for it. Lenient: it stops where the text stops making sense.

pub(crate) mod json;
pub(crate) mod yaml;

use std::ops::Range;

use super::Pointer;
use super::pointer::escape_pointer_step;
use super::text::FileFormat;
use crate::maps::HashMap;

/// Where one node stands; ranges are bytes of the text without its byte order
/// mark.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct NodeSpot {
    /// The key in the map around it, with its quotes.
    pub key: Option<Range<usize>>,
    /// A scalar's text with its quotes, or the start of a list or map.
    pub value: Range<usize>,
    /// Whether the node is neither list nor map.
    pub scalar: bool,
}

impl NodeSpot {
    /// What to underline of a node: a scalar itself, a list or map by its key.
    pub(crate) fn node(&self) -> Range<usize> {
        match &self.key {
            Some(key) if !self.scalar => key.clone(),
            Some(_) | None => self.value.clone(),
        }
    }

    /// What to underline of a key.
    pub(crate) fn key(&self) -> Range<usize> {
        self.key.clone().unwrap_or_else(|| self.value.clone())
    }
}

/// Calls `visit` for every node, parents first, with its pointer's text.
/// A key that stands twice in a map is visited twice.
pub(crate) fn walk_positions(
    text: &str,
    format: FileFormat,
    visit: &mut dyn FnMut(&str, &NodeSpot),
) {
    let mut tracker = Tracker::new(visit);
    match format {
        FileFormat::Json => json::walk_json_tokens(text, &mut tracker),
        FileFormat::Yaml => yaml::walk_yaml_events(text, &mut tracker),
    }
}

/// Turns a stream of opened and closed nodes into pointers.
struct Tracker<'v> {
    path: String,
    frames: Vec<Frame>,
    visit: &'v mut dyn FnMut(&str, &NodeSpot),
}

/// A list or map that is open.
struct Frame {
    /// Length of the path of the list or map itself.
    path_len: usize,
    state: OpenCollection,
}

enum OpenCollection {
    /// In a list, with the index of the next item.
    Item(usize),
    /// In a map, before a key.
    Key,
    /// In a map, after a key.
    Value(Range<usize>),
    /// In a list or map that is itself a key, which no JSON Pointer reaches.
    Unreachable,
}

impl<'v> Tracker<'v> {
    fn new(visit: &'v mut dyn FnMut(&str, &NodeSpot)) -> Self {
        Self {
            path: String::new(),
            frames: Vec::new(),
            visit,
        }
    }

    /// Whether the next scalar is a key.
    fn expects_key(&self) -> bool {
        matches!(
            self.frames.last(),
            Some(Frame {
                state: OpenCollection::Key,
                ..
            })
        )
    }

    /// A scalar: a key where one is due, else a value.
    fn scalar(&mut self, text: &str, range: Range<usize>) {
        if let Some(frame) = self.frames.last_mut()
            && matches!(frame.state, OpenCollection::Key)
        {
            frame.state = OpenCollection::Value(range);
            self.path.push('/');
            self.path.push_str(&escape_pointer_step(text));
            return;
        }
        self.enter(range, true);
        self.leave();
    }

    /// A list or map opens.
    fn open(&mut self, range: Range<usize>, is_map: bool) {
        let unreachable = self.expects_key()
            || self
                .frames
                .last()
                .is_some_and(|frame| matches!(frame.state, OpenCollection::Unreachable));
        if !unreachable {
            self.enter(range, false);
        }
        self.frames.push(Frame {
            path_len: self.path.len(),
            state: match (unreachable, is_map) {
                (true, _) => OpenCollection::Unreachable,
                (false, true) => OpenCollection::Key,
                (false, false) => OpenCollection::Item(0),
            },
        });
    }

    /// The innermost list or map closes.
    fn close(&mut self) {
        let Some(closed) = self.frames.pop() else {
            return;
        };
        // One text for all pointers, cut back where a node ends: a text for each would take the
        // memory of the document several times.
        self.path.truncate(closed.path_len);
        // A list or map that was a key has ended: what follows is its value, under a name that no
        // pointer has.
        if self.expects_key() && matches!(closed.state, OpenCollection::Unreachable) {
            self.scalar("", 0..0);
        } else {
            self.leave();
        }
    }

    /// Completes the path of a value and reports it.
    fn enter(&mut self, value: Range<usize>, scalar: bool) {
        let key = match self.frames.last_mut().map(|frame| &mut frame.state) {
            Some(OpenCollection::Item(index)) => {
                self.path.push('/');
                self.path.push_str(&index.to_string());
                *index += 1;
                None
            }
            Some(OpenCollection::Value(key)) => Some(key.clone()),
            Some(OpenCollection::Unreachable) => return,
            Some(OpenCollection::Key) | None => None,
        };
        (self.visit)(&self.path, &NodeSpot { key, value, scalar });
    }

    /// Goes back from a value to the list or map around it.
    fn leave(&mut self) {
        if let Some(frame) = self.frames.last_mut() {
            self.path.truncate(frame.path_len);
            if matches!(frame.state, OpenCollection::Value(_)) {
                frame.state = OpenCollection::Key;
            }
        }
    }
}

/// The spots of nodes, each that of its nearest ancestor where the node itself
/// is not in the text; in the order of the pointers.
pub(crate) fn locate_nodes(
    text: &str,
    format: FileFormat,
    pointers: &[&Pointer],
) -> Vec<Option<NodeSpot>> {
    let mut spots: HashMap<&str, Option<NodeSpot>> = pointers
        .iter()
        .flat_map(|pointer| list_pointer_ancestors(pointer.as_str()))
        .map(|path| (path, None))
        .collect();
    walk_positions(text, format, &mut |path, spot| {
        if let Some(found) = spots.get_mut(path) {
            *found = Some(spot.clone());
        }
    });
    pointers
        .iter()
        .map(|pointer| {
            list_pointer_ancestors(pointer.as_str())
                .find_map(|path| spots.get(path).cloned().flatten())
        })
        .collect()
}

/// A pointer's text and those of the places around it, from the inside.
pub(crate) fn list_pointer_ancestors(pointer: &str) -> impl Iterator<Item = &str> {
    std::iter::successors(Some(pointer), |path| {
        path.rsplit_once('/').map(|(parent, _)| parent)
    })
}
