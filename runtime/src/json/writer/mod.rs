//! Writes values as compact JSON and collects what breaks the document's rules.
//!
//! Takes what [`Encode`] says and gives text that is always valid JSON. Rules
//! are checked on the bytes just written, so that generated code has no part
//! in it.

mod number;
mod record;
mod text;

use super::path::Segment;
use super::{Encode, Violation};

pub use record::{Members, Rest};

/// Writes values as compact JSON.
#[derive(Debug, Default)]
pub struct Writer {
    out: String,
    violations: Vec<Violation>,
    /// Whether closed objects are written with what they kept when they were read.
    is_response: bool,
}

impl Writer {
    /// Starts with nothing.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// Starts with nothing, to write what a server answers.
    #[cfg(feature = "testing")]
    pub(crate) fn for_responses() -> Self {
        Self {
            is_response: true,
            ..Self::default()
        }
    }

    /// The text, and what in it breaks the document's rules.
    #[must_use]
    pub fn finish(self) -> (String, Vec<Violation>) {
        (self.out, self.violations)
    }

    /// Writes `null`.
    pub fn null(&mut self) {
        self.raw("null");
    }

    /// Writes `true` or `false`.
    pub fn boolean(&mut self, value: bool) {
        self.raw(if value { "true" } else { "false" });
    }

    /// Writes an array.
    pub fn array<'v>(&mut self, items: impl IntoIterator<Item = &'v dyn Encode>) {
        self.out.push('[');
        for (index, item) in items.into_iter().enumerate() {
            if index > 0 {
                self.out.push(',');
            }
            let mark = self.violations.len();
            item.encode(self);
            self.move_violations(mark, || Segment::Index(index));
        }
        self.out.push(']');
    }

    /// Writes text that is JSON already, such as the digits of a number.
    pub(crate) fn raw(&mut self, json: &str) {
        self.out.push_str(json);
    }

    /// Notes that the value just written breaks a rule.
    pub fn violation(&mut self, message: impl Into<String>) {
        self.violations.push(Violation::here(message.into()));
    }

    /// Moves violations that came after `mark` into the member or item from
    /// which they come.
    #[inline]
    fn move_violations(&mut self, mark: usize, segment: impl FnOnce() -> Segment) {
        if self.violations.len() > mark {
            let segment = segment();
            for violation in self.violations.iter_mut().skip(mark) {
                violation.move_into(&segment);
            }
        }
    }

    /// The text written since `start`.
    fn written(&self, start: usize) -> &str {
        self.out.get(start..).unwrap_or_default()
    }
}
