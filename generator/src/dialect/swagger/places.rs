//! The account of what stands elsewhere in the raised document than in the user's file.

use std::collections::BTreeMap;
use std::path::PathBuf;

use crate::source::{Origins, Pointer};

/// What has moved: both ways, so that findings lead to the user's file and references of that
/// file lead to where things stand now.
#[derive(Debug, Default)]
pub(super) struct Moves {
    /// By the place in the raised document: the file, if it is another one, and the place there.
    from: BTreeMap<String, (Option<PathBuf>, Pointer)>,
    /// By the place in the user's file. What is copied to several places, such as a body that
    /// is sent in two media types, is the first of them.
    to: BTreeMap<String, Pointer>,
}

impl Moves {
    /// Notes that what stands at `here` stood at `there` in the user's file.
    pub(super) fn note_move(&mut self, there: &Pointer, here: &Pointer) {
        self.from
            .insert(here.as_str().to_owned(), (None, there.clone()));
        self.to
            .entry(there.as_str().to_owned())
            .or_insert_with(|| here.clone());
    }

    /// Notes that what stands at `here` is a copy of what stands at `there`, in another file
    /// if there is one: references go on to lead to the original.
    pub(super) fn note_copy(&mut self, file: Option<PathBuf>, there: &Pointer, here: &Pointer) {
        self.from
            .insert(here.as_str().to_owned(), (file, there.clone()));
    }

    /// Where a place of the user's file stands now. The innermost note counts, as parts of what
    /// has moved may have moved once more.
    pub(super) fn find_new_place(&self, there: &str) -> Option<String> {
        let mut around = there;
        loop {
            if let Some(here) = self.to.get(around) {
                let rest = there.get(around.len()..).unwrap_or_default();
                return Some(format!("{}{rest}", here.as_str()));
            }
            around = around.get(..around.rfind('/')?)?;
        }
    }

    /// The origins of the raised document, made of those of the document as it was read.
    pub(super) fn into_origins(self, before: Origins) -> Origins {
        before.raised(self.from)
    }
}
