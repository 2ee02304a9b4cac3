//! Unions without a tag: alternatives are tried in order, and the reason of
//! each that fails is kept.

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
    branches: Vec<DecodeError>,
}

impl Reader<'_> {
    /// Begins to try the variants of `union` (its Rust name) on the next value.
    #[must_use]
    pub fn tries(&mut self, union: &'static str) -> Tries {
        Tries {
            union,
            start: self.offset(),
            depth: self.depth,
            branches: Vec::new(),
        }
    }

    /// Tries one variant. When it does not fit, keeps why and goes back.
    #[inline]
    pub fn attempt<T: Decode>(&mut self, tries: &mut Tries) -> Option<T> {
        if self.is_impatient() {
            tries
                .branches
                .push(DecodeError::new(self.at, Reason::Effort));
            return None;
        }
        match T::decode(self) {
            Ok(value) => Some(value),
            Err(error) => {
                self.go_back(tries, error);
                None
            }
        }
    }

    /// The error when no variant of `union` (its Rust name) fits the next value.
    #[cold]
    #[must_use]
    pub fn no_variant(&self, union: &'static str) -> DecodeError {
        DecodeError::no_variant(self.at, union, Vec::new())
    }

    fn is_impatient(&self) -> bool {
        self.wasted > self.text.len().saturating_mul(PATIENCE)
    }

    #[cold]
    fn go_back(&mut self, tries: &mut Tries, error: DecodeError) {
        self.wasted += self.at - tries.start + 1;
        self.at = tries.start;
        self.depth = tries.depth;
        tries.branches.push(error);
    }
}

impl Tries {
    /// The error when no variant fits, with the reason of each.
    #[cold]
    #[must_use]
    pub fn failed(self) -> DecodeError {
        let Self {
            union,
            start,
            branches,
            ..
        } = self;
        DecodeError::no_variant(start, union, branches)
    }
}
