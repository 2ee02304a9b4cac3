//! Which file a node of the document came from.

use std::path::PathBuf;

use super::Pointer;

/// Where the parts of a document stand that are not where its own file has
/// them: moved in from another file, written by an overlay, or shifted.
#[derive(Debug, Clone, Default)]
pub struct Origins {
    file: PathBuf,
    moved: Vec<Moved>,
}

#[derive(Debug, Clone)]
struct Moved {
    /// Place in the document.
    here: Pointer,
    /// File and place it came from.
    file: PathBuf,
    there: Pointer,
}

impl Origins {
    /// A document that is what its file says.
    pub(crate) fn new(file: PathBuf) -> Self {
        Self {
            file,
            moved: Vec::new(),
        }
    }

    /// Notes that the node at `here` came from another place. What is noted
    /// later counts more.
    pub(crate) fn record(&mut self, here: Pointer, file: PathBuf, there: Pointer) {
        self.moved.push(Moved { here, file, there });
    }

    /// Forgets what was noted at a place and inside it.
    pub(crate) fn forget(&mut self, place: &Pointer) {
        self.moved
            .retain(|moved| !moved.here.starts_with(place.as_str()));
    }

    /// The file of a place, and the place in that file.
    pub(crate) fn find(&self, place: &Pointer) -> (PathBuf, Pointer) {
        let nearest = self
            .moved
            .iter()
            .enumerate()
            .filter_map(|(order, moved)| {
                let rest = place.below(moved.here.as_str())?;
                Some((moved.here.as_str().len(), order, moved, rest))
            })
            .max_by_key(|(len, order, ..)| (*len, *order));
        match nearest {
            Some((_, _, moved, rest)) => {
                let there = format!("{}{rest}", moved.there.as_str());
                (moved.file.clone(), Pointer::from_text(there))
            }
            None => (self.file.clone(), place.clone()),
        }
    }
}
