//! The place of the walker: a path on the stack that costs nothing until
//! somebody asks for it.

use std::path::{Path, PathBuf};

use crate::diagnostics::Place;
use crate::source::Pointer;

/// A place in the document or in a file that it refers to.
#[derive(Debug, Clone, Copy)]
pub(super) struct DocumentPlace<'p> {
    base: &'p WalkStart,
    up: Option<&'p DocumentPlace<'p>>,
    step: WalkStep<'p>,
}

/// Where a walk starts.
#[derive(Debug, Clone)]
pub(super) struct WalkStart {
    /// Another file than the document's own.
    pub file: Option<PathBuf>,
    /// The place in that file.
    pub pointer: Pointer,
    /// The place in the normalised document.
    pub here: Pointer,
}

#[derive(Debug, Clone, Copy)]
enum WalkStep<'p> {
    None,
    Key(&'p str),
    Index(usize),
}

impl<'p> DocumentPlace<'p> {
    /// The start of a walk.
    pub(super) fn start(base: &'p WalkStart) -> Self {
        Self {
            base,
            up: None,
            step: WalkStep::None,
        }
    }

    /// The place of a key.
    pub(super) fn key<'q>(&'q self, key: &'q str) -> DocumentPlace<'q>
    where
        'p: 'q,
    {
        DocumentPlace {
            base: self.base,
            up: Some(self),
            step: WalkStep::Key(key),
        }
    }

    /// The place of an item.
    pub(super) fn index<'q>(&'q self, index: usize) -> DocumentPlace<'q>
    where
        'p: 'q,
    {
        DocumentPlace {
            base: self.base,
            up: Some(self),
            step: WalkStep::Index(index),
        }
    }

    /// The place of an item that has another index in the normalised document.
    pub(super) fn renumbered(&self, index: usize) -> Pointer {
        // Items before it were left out, so that it has another place in the normalised document
        // than in its file.
        let list = self.here().parent().unwrap_or_default();
        list.join(index)
    }

    /// The last step, for messages.
    pub(super) fn name(&self) -> &str {
        match (self.step, self.up) {
            (WalkStep::Key(key), _) => key,
            (WalkStep::Index(_), Some(up)) => up.name(),
            (WalkStep::None | WalkStep::Index(_), _) => "the document",
        }
    }

    /// Whether it stands directly under a key.
    pub(super) fn is_below(&self, key: &str) -> bool {
        let up = self.up.map(|up| up.step);
        matches!(up, Some(WalkStep::Key(found)) if found == key)
    }

    /// Whether it is a component, whose name is nobody's but the document's.
    pub(super) fn is_component(&self) -> bool {
        let here = self.here();
        here.starts_with("/components") && here.segments().count() == 3
    }

    /// The file, if it is not the document's own.
    pub(super) fn file(&self) -> Option<&'p Path> {
        self.base.file.as_deref()
    }

    /// The place in its file.
    pub(super) fn pointer(&self) -> Pointer {
        self.path_from(&self.base.pointer)
    }

    /// The place in the normalised document.
    pub(super) fn here(&self) -> Pointer {
        self.path_from(&self.base.here)
    }

    fn path_from(&self, start: &Pointer) -> Pointer {
        match (self.up, self.step) {
            (Some(up), WalkStep::Key(key)) => up.path_from(start).join(key),
            (Some(up), WalkStep::Index(index)) => up.path_from(start).join(index),
            (Some(_) | None, WalkStep::None) | (None, WalkStep::Key(_) | WalkStep::Index(_)) => {
                start.clone()
            }
        }
    }

    /// The place, for a finding.
    pub(super) fn place(&self) -> Place {
        match &self.base.file {
            Some(file) => Place::NodeIn(file.clone(), self.pointer()),
            None => Place::Node(self.pointer()),
        }
    }
}
