//! Unions without a tag.
//!
//! Where the properties or the JSON type of a value do not tell its variant, all variants
//! are tried, and the one is taken that keeps most of the value: that loses the fewest
//! members and nulls, then that leaves the fewest members unnamed, then that stands first
//! in the document. One that loses and leaves nothing is taken at once.

use super::notes::NoteMark;
use super::{Kind, Reader};
use crate::json::error::Reason;
use crate::json::{Decode, DecodeError, DriftKind};
use crate::limits::{MOST_READ_AGAIN, MOST_READ_FOR_CHOICE};
use crate::values::Value;

/// What has been tried for a union, from [`Reader::tries`].
#[derive(Debug)]
pub struct Tries {
    union: &'static str,
    start: usize,
    depth: u32,
    memory: usize,
    /// What had been lost before the variant that is being tried.
    before: Losses,
    round: Round,
    branches: Vec<DecodeError>,
    /// Whether values are read that do not keep to the document.
    forgives: bool,
    /// The notes before the variant that is being tried.
    mark: NoteMark,
    /// The variant that is tried next, in this round.
    place: usize,
    /// Whether the variant that is tried takes whatever comes.
    takes_any: bool,
    /// The variant that keeps most of the value, so far.
    best: Option<(Cost, usize)>,
    /// The variants that come into question, where something has told: then the first that
    /// can be read is the value.
    among: Option<Vec<usize>>,
}

/// How far the trying has come.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Round {
    /// Nothing has been tried.
    None,
    /// Which variant keeps most of a value that keeps to the document is found out.
    Strict,
    /// None fits; which of them has to correct least is found out.
    Forgiving,
    /// The best variant is taken.
    Chosen { forgives: bool },
}

/// Parts of the text for which what is read has no place of their own.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Losses {
    /// Members that are skipped or that the document rules out, and nulls that count as
    /// absent.
    pub(super) lost: usize,
    /// Members that are kept, but that the document does not name.
    pub(super) unnamed: usize,
}

/// What taking a variant costs, the worst first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct Cost {
    corrections: usize,
    losses: Losses,
}

impl Cost {
    const NOTHING: Self = Self {
        corrections: 0,
        losses: Losses {
            lost: 0,
            unnamed: 0,
        },
    };
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
            before: self.losses,
            round: Round::None,
            branches: Vec::new(),
            forgives: self.is_forgiving(),
            mark: NoteMark::default(),
            place: 0,
            takes_any: false,
            best: None,
            among: None,
        }
    }

    /// Begins to try these variants, by their places.
    pub(super) fn tries_among(&mut self, union: &'static str, places: Vec<usize>) -> Tries {
        Tries {
            among: Some(places),
            ..self.tries(union)
        }
    }

    /// Tries none, for this reason.
    #[cold]
    pub(super) fn tries_of_none(&mut self, union: &'static str, why: DecodeError) -> Tries {
        Tries {
            branches: vec![why],
            ..self.tries_among(union, Vec::new())
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

    /// As [`Reader::attempt`], for a variant that takes whatever comes, or any object:
    /// others that fit come before it. It is tried after them.
    pub fn attempt_any<T: Decode>(&mut self, tries: &mut Tries) -> Option<T> {
        tries.takes_any = true;
        let read = self.attempt(tries);
        tries.takes_any = false;
        read
    }

    /// Whether the next variant is to be tried in this round.
    fn begins_attempt(&mut self, tries: &mut Tries) -> bool {
        let place = tries.place;
        tries.place += 1;
        if let Round::Chosen { .. } = tries.round
            && tries.best.is_none_or(|(_, best)| best != place)
        {
            return false;
        }
        if self.is_nothing() || !tries.asks_for(place) {
            return false;
        }
        if self.has_wasted(MOST_READ_AGAIN) {
            let error = DecodeError::new(self.at, Reason::Effort);
            tries.branches.push(error);
            return false;
        }
        tries.before = self.losses;
        if let Some(notes) = &mut self.notes {
            tries.mark = notes.mark();
            let (Round::Forgiving | Round::Chosen { forgives: true }) = tries.round else {
                notes.forgives = false;
                return true;
            };
            notes.forgives = true;
            notes.whole.begin_alternative(tries.start);
        }
        true
    }

    /// Whether what was read is the value. Else goes back, and keeps why.
    fn ends_attempt(&mut self, tries: &mut Tries, error: Option<&DecodeError>) -> bool {
        let notes = self.notes.as_deref_mut();
        let corrections = notes.map_or(0, |notes| {
            if notes.forgives {
                notes.whole.end_alternative();
            }
            notes.forgives = tries.forgives;
            notes.corrections_since(tries.mark)
        });
        match error {
            None => {
                let losses = self.losses.since(tries.before, tries.takes_any);
                let cost = Cost {
                    corrections,
                    losses,
                };
                if tries.takes(cost) || self.has_wasted(MOST_READ_FOR_CHOICE) {
                    return true;
                }
            }
            Some(error) => tries.branches.push(error.clone()),
        }
        self.losses = tries.before;
        if let Some(notes) = &mut self.notes {
            notes.forget_since(tries.mark, tries.start);
        }
        self.go_back(tries);
        false
    }

    /// The value as it came, where no variant fits and what does not keep to the document
    /// is read as far as it goes.
    ///
    /// # Errors
    ///
    /// Why none fits, where the document is held to.
    #[cold]
    pub fn unknown(&mut self, tries: Tries) -> Result<Value, DecodeError> {
        self.keep_unknown(tries.failed())?;
        self.read()
    }

    /// Notes that the value that comes is kept as it is, for the reason that `error`
    /// gives; or gives the error.
    #[cold]
    pub(super) fn keep_unknown(&mut self, error: DecodeError) -> Result<(), DecodeError> {
        if self.is_nothing() {
            return Ok(());
        }
        if !self.is_forgiving() || error.is_final() {
            return Err(error);
        }
        let start = self.offset();
        let (expected, found) = error.differences();
        let kind = match self.kind()? {
            Kind::Null => DriftKind::Null,
            _ => DriftKind::UnreadableVariant,
        };
        self.note(kind, start, expected, found);
        Ok(())
    }

    /// The kind of the next value if it is one of `kinds`, which tell the variants of a
    /// union apart; [`Kind::Null`] where it is to be kept as it came. Consumes nothing.
    ///
    /// # Errors
    ///
    /// When another kind comes, and the document is held to.
    #[inline]
    pub fn kind_of(&mut self, kinds: &'static [Kind]) -> Result<Kind, DecodeError> {
        let found = self.kind()?;
        if self.notes.is_none() && kinds.contains(&found) {
            return Ok(found);
        }
        self.kind_of_instead(found, kinds)
    }

    /// As [`Reader::kind_of`], where more is to be done than to look.
    #[cold]
    fn kind_of_instead(
        &mut self,
        found: Kind,
        kinds: &'static [Kind],
    ) -> Result<Kind, DecodeError> {
        if self.notes.is_some() && self.is_taken_back(kinds) {
            return Ok(Kind::Null);
        }
        if kinds.contains(&found) {
            self.note_choice(kinds);
            return Ok(found);
        }
        if let Some(kind) = self.kind_that_says_the_same(found, kinds) {
            self.note_choice(kinds);
            return Ok(kind);
        }
        let error = self.unexpected(found, list_kinds(kinds));
        self.keep_unknown(error).map(|()| Kind::Null)
    }

    /// Of kinds the one in which the next value, which is of another one, says the same: a
    /// number as a text, a number that stands in a text.
    fn kind_that_says_the_same(&self, found: Kind, kinds: &[Kind]) -> Option<Kind> {
        if !self.is_forgiving() {
            return None;
        }
        let mut ahead = Self::new(self.rest_text());
        let text = ahead.raw().unwrap_or_default();
        let inside = text.trim_matches('"').trim();
        let fits = |kind: &Kind| match (found, kind) {
            (Kind::Number | Kind::Bool, Kind::String) => true,
            (Kind::Number | Kind::String, Kind::Bool) => {
                matches!(inside, "0" | "1" | "true" | "false")
            }
            (Kind::String, Kind::Number) => {
                let mut number = Self::new(inside);
                number.number().and_then(|_| number.finish()).is_ok()
            }
            _ => false,
        };
        let wanted = [Kind::String, Kind::Number, Kind::Bool].into_iter();
        let mut wanted = wanted.filter(|kind| kinds.contains(kind));
        wanted.find(fits)
    }

    /// Passes over a value that nothing holds.
    pub(crate) fn drop_value(&mut self) -> Result<(), DecodeError> {
        self.losses.lost += 1;
        self.skip()
    }

    /// Whether more than so many times the text has been read in vain.
    fn has_wasted(&self, times: usize) -> bool {
        // What does not keep to the document takes two rounds more.
        let rounds = if self.is_forgiving() { 4 } else { 1 };
        self.wasted > self.text.len().saturating_mul(times * rounds)
    }

    #[cold]
    fn go_back(&mut self, tries: &Tries) {
        self.wasted += self.at - tries.start + 1;
        self.at = tries.start;
        self.depth = tries.depth;
        self.memory = tries.memory;
    }
}

impl Losses {
    /// What has been lost since; of a variant that takes whatever comes, nothing has a
    /// name.
    fn since(self, before: Self, takes_any: bool) -> Self {
        let unnamed = self.unnamed.saturating_sub(before.unnamed);
        Self {
            lost: self.lost.saturating_sub(before.lost),
            unnamed: if takes_any { usize::MAX } else { unnamed },
        }
    }
}

impl Tries {
    /// Whether there is another round: the best variant that fits is read again, and
    /// where none does, and such values are read, all are tried as far as they go.
    pub fn go_on(&mut self) -> bool {
        self.place = 0;
        if self.among.as_ref().is_some_and(Vec::is_empty) {
            return false;
        }
        let forgives = self.round == Round::Forgiving;
        self.round = match self.round {
            Round::None => Round::Strict,
            Round::Strict | Round::Forgiving if self.best.is_some() => Round::Chosen { forgives },
            Round::Strict if self.forgives => {
                self.branches.clear();
                Round::Forgiving
            }
            Round::Strict | Round::Forgiving | Round::Chosen { .. } => return false,
        };
        true
    }

    /// Whether the variant at this place comes into question.
    fn asks_for(&self, place: usize) -> bool {
        let among = self.among.as_ref();
        among.is_none_or(|places| places.contains(&place))
    }

    /// Whether the variant just tried, which fits at this cost, is taken at once. Else
    /// it is remembered, if it is the best so far.
    fn takes(&mut self, cost: Cost) -> bool {
        // What takes whatever comes is tried last.
        let is_last_resort = self.takes_any && self.best.is_none();
        if let Round::Chosen { .. } = self.round {
            return true;
        }
        let is_told = self.among.is_some();
        if self.round == Round::Strict && (cost == Cost::NOTHING || is_last_resort || is_told) {
            return true;
        }
        if self.best.is_none_or(|(least, _)| cost < least) {
            // The place was counted up when the variant's turn came.
            self.best = Some((cost, self.place.saturating_sub(1)));
        }
        false
    }

    /// The error when no variant fits, with the reason of each; or that of one for
    /// which there was no room.
    #[cold]
    fn failed(self) -> DecodeError {
        let Self {
            union,
            start,
            mut branches,
            among,
            ..
        } = self;
        // The only one that came into question says best what is wrong with it.
        if among.is_some() && branches.len() == 1 {
            return branches.swap_remove(0);
        }
        // What needs too much room fits no variant, and that is why.
        if let Some(found) = branches.iter().position(DecodeError::is_room) {
            return branches.swap_remove(found);
        }
        DecodeError::no_variant(start, union, branches)
    }
}

/// "a string, a number or an array".
fn list_kinds(kinds: &[Kind]) -> String {
    let words: Vec<String> = kinds.iter().map(ToString::to_string).collect();
    match words.as_slice() {
        [] => "nothing".to_owned(),
        [only] => only.clone(),
        [first @ .., last] => format!("{} or {last}", first.join(", ")),
    }
}
