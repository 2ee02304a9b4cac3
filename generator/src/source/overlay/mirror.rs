//! The tree as JSONPath looks at it.
//!
//! Made once for an overlay and kept in step with the tree: made anew for each
//! action, large documents with many corrections took time by the product of both.

use serde::Deserialize;
use serde_json::Value;
use serde_json_path::JsonPath;

use super::super::{Node, Pointer};

/// A copy of the tree.
pub(super) struct Mirror(Value);

impl Mirror {
    /// Copies the tree.
    pub(super) fn of(root: &Node) -> Self {
        Self(copy_as_json(root))
    }

    /// The copy itself.
    pub(super) fn value(&self) -> &Value {
        &self.0
    }

    /// What a target selects, in the order of the document.
    pub(super) fn select(&self, target: &JsonPath) -> Vec<Pointer> {
        let found = target.query_located(&self.0).dedup();
        found
            .locations()
            .map(|location| Pointer::from_text(location.to_json_pointer()))
            .collect()
    }

    /// Takes nodes away, from the last; what is inside of another one of them is gone
    /// already, or goes with it.
    pub(super) fn remove(&mut self, removed: &[Pointer]) {
        for pointer in removed.iter().rev() {
            let (Some(parent), Some(last)) = (pointer.parent(), pointer.last()) else {
                continue;
            };
            match self.0.pointer_mut(parent.as_str()) {
                Some(Value::Object(map)) => {
                    map.shift_remove(&last);
                }
                Some(Value::Array(items)) => {
                    let index = last.parse().unwrap_or(items.len());
                    if index < items.len() {
                        items.remove(index);
                    }
                }
                Some(Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_)) | None => {
                }
            }
        }
    }

    /// Copies these nodes again, which have changed.
    pub(super) fn renew(&mut self, root: &Node, changed: &[Pointer]) {
        for pointer in changed {
            let old = self.0.pointer_mut(pointer.as_str());
            if let (Some(node), Some(old)) = (root.at(pointer), old) {
                *old = copy_as_json(node);
            }
        }
    }
}

/// What cannot be copied is null, so that a target inside matches nothing and is
/// reported.
fn copy_as_json(node: &Node) -> Value {
    Value::deserialize(node).unwrap_or_default()
}
