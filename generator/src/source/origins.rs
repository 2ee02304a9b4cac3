//! Which file a node of the document came from.

use std::path::PathBuf;

use super::Pointer;
use crate::maps::HashMap;

/// Where the parts of a document stand that are not where its own file has
/// them: moved in from another file, written by an overlay, or shifted.
#[derive(Debug, Clone, Default)]
pub struct Origins {
    file: PathBuf,
    /// By the place in the document: the file and the place it came from.
    moved: HashMap<String, (PathBuf, Pointer)>,
}

impl Origins {
    /// A document that is what its file says.
    pub(crate) fn new(file: PathBuf) -> Self {
        Self {
            file,
            moved: HashMap::default(),
        }
    }

    /// Notes that the node at `here` came from another place. What is noted
    /// later counts.
    pub(crate) fn record(&mut self, here: &Pointer, file: PathBuf, there: Pointer) {
        self.moved.insert(here.as_str().to_owned(), (file, there));
    }

    /// Forgets what was noted at a place and inside it.
    pub(crate) fn forget(&mut self, place: &Pointer) {
        self.moved
            .retain(|here, _| Pointer::from_text(here).below(place.as_str()).is_none());
    }

    /// The file of a place, and the place in that file.
    pub(crate) fn find(&self, place: &Pointer) -> (PathBuf, Pointer) {
        let mut around = place.as_str();
        loop {
            if let Some((file, there)) = self.moved.get(around) {
                let rest = place.below(around).unwrap_or_default();
                let there = format!("{}{rest}", there.as_str());
                return (file.clone(), Pointer::from_text(there));
            }
            match around.rfind('/').and_then(|end| around.get(..end)) {
                Some(outer) => around = outer,
                None => return (self.file.clone(), place.clone()),
            }
        }
    }
}
