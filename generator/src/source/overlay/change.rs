//! Changes a tree, and keeps account of which file each part now comes from.

use std::borrow::Cow;
use std::path::PathBuf;

use super::super::{Node, Origins, Pointer};
use crate::limits::{MOST_BYTES_OF_OVERLAY, MOST_LEVELS_OF_FILE};

/// The tree that one overlay changes.
pub(super) struct OverlayChange<'c> {
    pub root: &'c mut Node,
    pub origins: &'c mut Origins,
    pub room: &'c mut OverlayRoom,
}

/// What an action merges into each of its nodes, and where it is written.
pub(super) struct Merged<'n> {
    node: Cow<'n, Node>,
    file: PathBuf,
    place: Pointer,
    /// Levels of lists and maps in the node.
    levels: usize,
    /// About how many bytes it takes.
    bytes: usize,
}

impl<'n> Merged<'n> {
    /// Measures the node once, however many it is merged into.
    pub(super) fn new(node: Cow<'n, Node>, file: PathBuf, place: Pointer) -> Self {
        let (levels, bytes) = measure_node(&node);
        Self {
            node,
            file,
            place,
            levels,
            bytes,
        }
    }
}

/// What an overlay may still write. Each action may write to every place of the document,
/// what those before it have written among them, so that sizes multiply.
pub(super) struct OverlayRoom {
    bytes: usize,
}

impl Default for OverlayRoom {
    fn default() -> Self {
        Self {
            bytes: MOST_BYTES_OF_OVERLAY,
        }
    }
}

impl OverlayRoom {
    fn take(&mut self, bytes: usize) -> Result<(), String> {
        let left = self.bytes.checked_sub(bytes);
        // Nothing may slip through behind the first refusal because it is small.
        self.bytes = left.unwrap_or_default();
        left.map(drop)
            .ok_or_else(|| "the overlay writes more than can be compiled".to_owned())
    }
}

/// Levels of lists and maps in a node, and about how many bytes it takes.
fn measure_node(node: &Node) -> (usize, usize) {
    /// What a node takes besides its texts.
    const OF_NODE: usize = 64;
    let inside = |(levels, bytes): (usize, usize), (key, node): (&str, &Node)| {
        let (inner_levels, inner_bytes) = measure_node(node);
        (levels.max(inner_levels), bytes + key.len() + inner_bytes)
    };
    let (levels, bytes) = match node {
        Node::Map(map) => {
            let (levels, bytes) = map
                .iter()
                .map(|(key, node)| (&**key, node))
                .fold((0, 0), inside);
            (levels + 1, bytes)
        }
        Node::List(items) => {
            let (levels, bytes) = items.iter().map(|node| ("", node)).fold((0, 0), inside);
            (levels + 1, bytes)
        }
        Node::Number(text) | Node::String(text) => (0, text.len()),
        Node::Null | Node::Bool(_) => (0, 0),
    };
    (levels, bytes + OF_NODE)
}

impl OverlayChange<'_> {
    /// Merges a value into a node (Overlay 1.0 §4.4.3.2).
    ///
    /// What comes of it is no deeper than what can be read from a file: all later stages
    /// rely on that.
    pub(super) fn update(&mut self, pointer: &Pointer, merged: &Merged<'_>) -> Result<(), String> {
        let Merged {
            node: update,
            file,
            place: from,
            levels,
            bytes,
        } = merged;
        let around = pointer.as_str().matches('/').count();
        if around + levels > MOST_LEVELS_OF_FILE {
            return Err(format!(
                "lists and maps would stand inside each other more than {MOST_LEVELS_OF_FILE} levels deep"
            ));
        }
        self.room.take(bytes + pointer.as_str().len())?;
        let Some(node) = self.root.at_mut(pointer) else {
            return Ok(());
        };
        let mismatch = matches!(node, Node::Map(_)) && update.as_map().is_none();
        if mismatch {
            return Err(format!(
                "`update` of a map should be a map, but is {}",
                update.kind()
            ));
        }
        let mut written = Vec::new();
        merge_overlay_value(node, update, pointer, from, &mut written);
        // After the tree has changed, because what is inside of a replaced node no longer comes
        // from where it came from.
        for (here, there) in written {
            self.origins.forget(&here);
            self.origins.record(&here, file.clone(), there);
        }
        Ok(())
    }

    /// Takes a node away.
    pub(super) fn remove(&mut self, pointer: &Pointer) -> Result<(), String> {
        let (Some(parent), Some(last)) = (pointer.parent(), pointer.last()) else {
            return Err("the whole document cannot be removed".to_owned());
        };
        match self.root.at_mut(&parent) {
            Some(Node::Map(map)) => {
                map.shift_remove(last.as_str());
                self.origins.forget(pointer);
            }
            Some(Node::List(items)) => {
                let index = last.parse().unwrap_or(items.len());
                if index < items.len() {
                    items.remove(index);
                    self.origins.close_gap(&parent, index, items.len());
                }
            }
            Some(Node::Null | Node::Bool(_) | Node::Number(_) | Node::String(_)) | None => {}
        }
        Ok(())
    }
}

/// Merges maps key by key, appends to lists and replaces the rest; `written`
/// gathers which node came from where.
fn merge_overlay_value(
    node: &mut Node,
    update: &Node,
    here: &Pointer,
    from: &Pointer,
    written: &mut Vec<(Pointer, Pointer)>,
) {
    match (node, update) {
        (Node::Map(map), Node::Map(updates)) => {
            for (key, update) in updates {
                let (here, from) = (here.join(key), from.join(key));
                match map.get_mut(key) {
                    Some(node) => merge_overlay_value(node, update, &here, &from, written),
                    None => {
                        map.insert(key.clone(), update.clone());
                        written.push((here, from));
                    }
                }
            }
        }
        (Node::List(items), Node::List(updates)) => {
            for (index, update) in updates.iter().enumerate() {
                written.push((here.join(items.len()), from.join(index)));
                items.push(update.clone());
            }
        }
        (Node::List(items), update) => {
            written.push((here.join(items.len()), from.clone()));
            items.push(update.clone());
        }
        (node, update) => {
            *node = update.clone();
            written.push((here.clone(), from.clone()));
        }
    }
}
