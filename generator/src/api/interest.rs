//! Where findings may stand when only some operations are wanted.

use crate::http_methods::METHODS;
use crate::maps::HashSet;
use crate::source::Pointer;

/// The keys of a path item with operations that the model has no field for.
const BEYOND: [&str; 2] = ["query", "additionalOperations"];

/// The wanted operations, and the components that they refer to.
#[derive(Debug)]
pub(crate) struct Interest {
    /// The places of operations.
    pub(super) operations: HashSet<String>,
    /// The places of their path items.
    pub(super) items: HashSet<String>,
    /// The places of components.
    pub(super) components: HashSet<String>,
}

impl Interest {
    /// Whether a finding may stand at a place. What belongs to no operation is of interest
    /// to all.
    pub(crate) fn covers(&self, at: &Pointer) -> bool {
        let text = at.as_str();
        let starts = || list_enclosing_places(text);
        if starts().any(|start| self.operations.contains(start)) {
            return true;
        }
        // In a path item, what belongs to another method is not of interest; parameters and
        // servers that all methods share are.
        if let Some(item) = starts().find(|start| self.items.contains(*start)) {
            let rest = text.get(item.len()..).unwrap_or_default();
            let key = rest.trim_start_matches('/').split('/').next();
            return !key.is_some_and(|key| METHODS.contains(&key) || BEYOND.contains(&key));
        }
        if text.starts_with("/components/") {
            return starts().any(|start| self.components.contains(start));
        }
        !text.starts_with("/paths/")
    }
}

/// A place and all that it stands in.
fn list_enclosing_places(at: &str) -> impl Iterator<Item = &str> {
    let ends = at.match_indices('/').map(|(end, _)| end).skip(1);
    let starts = ends.filter_map(|end| at.get(..end));
    starts.chain([at])
}
