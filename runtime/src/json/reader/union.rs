//! Unions without a tag: alternatives are tried in order, and the reason of
//! each that fails is kept.
//!
//! Objects that may hold no more than what is described drop what comes besides,
//! because an API may grow. So that such an alternative does not win over a later
//! one that knows all of the value, the first round takes only what keeps
//! everything; a second one takes what there is.

use super::Reader;
use crate::json::error::Reason;
use crate::json::{Decode, DecodeError};

/// How many bytes may be read in vain for each byte of the text, before
/// alternatives inside alternatives are given up: else a text could make them
/// multiply with its depth.
const PATIENCE: usize = 64;

/// What has been tried for a union, from [`Reader::tries`].
#[derive(Debug)]
pub struct Tries {
    union: &'static str,
    start: usize,
    depth: u32,
    memory: usize,
    round: Round,
    branches: Vec<DecodeError>,
}

/// How far the trying has come.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Round {
    /// Nothing has been tried.
    None,
    /// What keeps everything is taken.
    Whole,
    /// As before, and something would fit if it might drop a part.
    Dropping,
    /// The first that fits is taken.
    Any,
}

impl Reader<'_> {
    /// Begins to try the variants of `union` (its Rust name) on the next value.
    #[must_use]
    pub fn tries(&mut self, union: &'static str) -> Tries {
        Tries {
            union,
            start: self.offset(),
            depth: self.depth,
            memory: self.memory,
            round: Round::None,
            branches: Vec::new(),
        }
    }

    /// Tries one variant. When it does not fit, keeps why and goes back.
    // A frame of its own: else that of a union would hold those of all its variants.
    #[inline(never)]
    pub fn attempt<T: Decode>(&mut self, tries: &mut Tries) -> Option<T> {
        if self.is_impatient() {
            tries
                .branches
                .push(DecodeError::new(self.at, Reason::Effort));
            return None;
        }
        let dropped = self.dropped;
        match T::decode(self) {
            Ok(value) if tries.round == Round::Any || self.dropped == dropped => {
                return Some(value);
            }
            Ok(_) => tries.round = Round::Dropping,
            Err(error) => tries.branches.push(error),
        }
        self.dropped = dropped;
        self.go_back(tries);
        None
    }

    /// The error when no variant of `union` (its Rust name) fits the next value.
    #[cold]
    #[must_use]
    pub fn no_variant(&self, union: &'static str) -> DecodeError {
        DecodeError::no_variant(self.at, union, Vec::new())
    }

    /// Passes over a value that nothing holds.
    pub(crate) fn drop_value(&mut self) -> Result<(), DecodeError> {
        self.dropped += 1;
        self.skip()
    }

    fn is_impatient(&self) -> bool {
        self.wasted > self.text.len().saturating_mul(PATIENCE)
    }

    #[cold]
    fn go_back(&mut self, tries: &Tries) {
        self.wasted += self.at - tries.start + 1;
        self.at = tries.start;
        self.depth = tries.depth;
        self.memory = tries.memory;
    }
}

impl Tries {
    /// Whether there is another round: all variants are tried again when one would
    /// fit that drops a part of the value.
    pub fn go_on(&mut self) -> bool {
        self.round = match self.round {
            Round::None => Round::Whole,
            Round::Dropping => Round::Any,
            Round::Whole | Round::Any => return false,
        };
        true
    }

    /// The error when no variant fits, with the reason of each; or that of one for
    /// which there was no room.
    #[cold]
    #[must_use]
    pub fn failed(self) -> DecodeError {
        let Self {
            union,
            start,
            mut branches,
            ..
        } = self;
        // What needs too much room fits no variant, and that is why.
        if let Some(found) = branches.iter().position(DecodeError::is_room) {
            return branches.swap_remove(found);
        }
        DecodeError::no_variant(start, union, branches)
    }
}
