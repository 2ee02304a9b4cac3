//! Unions without a tag: alternatives are tried in order, and the reason of
//! each that fails is kept.
//!
//! Objects that may hold no more than what is described keep or drop what comes
//! besides, because an API may grow. So that such an alternative does not win over a
//! later one that knows all of the value, the first round takes only what has a place
//! for everything; a second one takes what there is.

use super::Reader;
use super::notes::NoteMark;
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
    dropped: usize,
    round: Round,
    branches: Vec<DecodeError>,
    /// Whether values are read that do not keep to the document.
    forgives: bool,
    /// The notes before the variant that is being tried.
    mark: NoteMark,
    /// The variant that is tried next, in this round.
    place: usize,
    /// The variant that departs least from the document: in how many places, and which.
    nearest: Option<(usize, usize)>,
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
    /// None fits; which of them departs least from the document is found out.
    Weighing,
    /// That one is taken.
    Nearest,
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
            dropped: self.dropped,
            round: Round::None,
            branches: Vec::new(),
            forgives: self.is_forgiving(),
            mark: NoteMark::default(),
            place: 0,
            nearest: None,
        }
    }

    /// Tries one variant. When it does not fit, keeps why and goes back.
    // A frame of its own: else that of a union would hold those of all its variants.
    #[inline(never)]
    pub fn attempt<T: Decode>(&mut self, tries: &mut Tries) -> Option<T> {
        if !self.begins_attempt(tries) {
            return None;
        }
        self.trying += 1;
        let read = T::decode(self);
        self.trying -= 1;
        match self.ends_attempt(tries, read.as_ref().err()) {
            true => read.ok(),
            false => None,
        }
    }

    /// Whether the next variant is to be tried in this round.
    fn begins_attempt(&mut self, tries: &mut Tries) -> bool {
        if self.is_impatient() {
            let error = DecodeError::new(self.at, Reason::Effort);
            tries.branches.push(error);
            return false;
        }
        tries.dropped = self.dropped;
        if let Some(notes) = &mut self.notes {
            tries.mark = notes.mark();
            notes.forgives = matches!(tries.round, Round::Weighing | Round::Nearest);
            let place = tries.place;
            tries.place += 1;
            return tries.round != Round::Nearest || tries.nearest_is(place);
        }
        true
    }

    /// Whether what was read is the value. Else goes back, and keeps why.
    fn ends_attempt(&mut self, tries: &mut Tries, error: Option<&DecodeError>) -> bool {
        let notes = self.notes.as_deref_mut();
        let cost = notes.map_or(0, |notes| {
            notes.forgives = tries.forgives;
            notes.since(tries.mark)
        });
        match error {
            None => match tries.round {
                Round::Any | Round::Nearest => return true,
                Round::Weighing => tries.weigh(cost),
                Round::None | Round::Whole | Round::Dropping if self.dropped == tries.dropped => {
                    return true;
                }
                Round::None | Round::Whole | Round::Dropping => tries.round = Round::Dropping,
            },
            Some(error) => tries.branches.push(error.clone()),
        }
        self.dropped = tries.dropped;
        if let Some(notes) = &mut self.notes {
            notes.forget_since(tries.mark);
        }
        self.go_back(tries);
        false
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
        // Weighing takes two rounds more.
        let rounds = if self.is_forgiving() { 4 } else { 1 };
        self.wasted > self.text.len().saturating_mul(PATIENCE * rounds)
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
    /// fit that drops a part of the value, and where such are read, that does not keep to
    /// the document.
    pub fn go_on(&mut self) -> bool {
        self.place = 0;
        self.round = match self.round {
            Round::None => Round::Whole,
            Round::Dropping => Round::Any,
            Round::Whole if self.forgives => {
                self.branches.clear();
                Round::Weighing
            }
            Round::Weighing if self.nearest.is_some() => Round::Nearest,
            Round::Whole | Round::Any | Round::Weighing | Round::Nearest => return false,
        };
        true
    }

    /// Notes in how many places the variant just tried departs from the document.
    #[cold]
    fn weigh(&mut self, cost: usize) {
        if self.nearest.is_none_or(|(least, _)| cost < least) {
            self.nearest = Some((cost, self.place));
        }
    }

    /// Whether the variant at `place` departs least from the document.
    fn nearest_is(&self, place: usize) -> bool {
        // The place was counted up before it was weighed.
        matches!(self.nearest, Some((_, nearest)) if nearest == place + 1)
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
