//! Changes a tree, and keeps account of which file each part now comes from.

use std::path::Path;

use super::super::{Node, Origins, Pointer};

/// The tree that one overlay changes.
pub(super) struct OverlayChange<'c> {
    pub root: &'c mut Node,
    pub origins: &'c mut Origins,
    pub overlay: &'c Path,
}

impl OverlayChange<'_> {
    /// Merges a value, which stands at `from` in the overlay, into a node
    /// (Overlay 1.0 §4.4.3.2).
    pub(super) fn update(
        &mut self,
        pointer: &Pointer,
        update: &Node,
        from: &Pointer,
    ) -> Result<(), String> {
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
            self.origins.record(&here, self.overlay.to_owned(), there);
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
