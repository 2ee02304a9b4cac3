//! Numbers: the grammar of RFC 8259 §6, and whole numbers read by hand.

use super::Reader;
use crate::json::{DecodeError, Digits};

/// Digits of which any number fits into `u64`.
const SAFE_DIGITS: usize = 19;

/// A whole number of at most 64 bits and its sign.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Whole {
    /// Whether a minus stands before it.
    pub(crate) negative: bool,
    /// Without the sign.
    pub(crate) magnitude: u64,
}

impl<'a> Reader<'a> {
    /// Reads a number and gives its text, digit for digit.
    ///
    /// # Errors
    ///
    /// When something else comes.
    pub fn number(&mut self) -> Result<&'a str, DecodeError> {
        let start = self.number_start("a number")?;
        if self.peek() == Some(b'-') {
            self.at += 1;
        }
        match self.peek() {
            Some(b'0') => self.at += 1,
            _ => self.digits()?,
        }
        if self.peek() == Some(b'.') {
            self.at += 1;
            self.digits()?;
        }
        if let Some(b'e' | b'E') = self.peek() {
            self.at += 1;
            if let Some(b'+' | b'-') = self.peek() {
                self.at += 1;
            }
            self.digits()?;
        }
        Ok(self.text_from(start))
    }

    /// Reads a whole number; `1.0` and `1e2` are whole (JSON Schema 2020-12
    /// §4.2.3). `expected` names the range for errors.
    pub(crate) fn whole(&mut self, expected: &'static str) -> Result<Whole, DecodeError> {
        let start = self.number_start(expected)?;
        if let Some(whole) = self.plain_whole() {
            return Ok(whole);
        }
        self.at = start;
        let text = self.number()?;
        Digits::new(text)
            .whole()
            .map(|(negative, magnitude)| Whole {
                negative,
                magnitude,
            })
            .ok_or_else(|| {
                Self::misfit(
                    start,
                    expected,
                    "a number that is not in that range or not whole",
                )
            })
    }

    /// The fast path: digits only, few enough. Otherwise the position is lost.
    #[inline]
    fn plain_whole(&mut self) -> Option<Whole> {
        let negative = self.peek() == Some(b'-');
        self.at += usize::from(negative);
        let start = self.at;
        let mut magnitude = 0;
        while let Some(digit @ b'0'..=b'9') = self.peek() {
            magnitude =
                u64::wrapping_add(u64::wrapping_mul(magnitude, 10), u64::from(digit - b'0'));
            self.at += 1;
        }
        let length = self.at - start;
        let has_fraction = matches!(self.peek(), Some(b'.' | b'e' | b'E'));
        let is_safe = (1..=SAFE_DIGITS).contains(&length);
        let leads_zero = length > 1 && self.text.as_bytes().get(start) == Some(&b'0');
        (is_safe && !has_fraction && !leads_zero).then_some(Whole {
            negative,
            magnitude,
        })
    }

    fn number_start(&mut self, expected: &'static str) -> Result<usize, DecodeError> {
        match self.peek_value() {
            Some(b'-' | b'0'..=b'9') => Ok(self.at),
            _ => Err(self.other_kind(expected)),
        }
    }

    /// Passes over one or more digits.
    #[inline]
    fn digits(&mut self) -> Result<(), DecodeError> {
        let start = self.at;
        while let Some(b'0'..=b'9') = self.peek() {
            self.at += 1;
        }
        if self.at == start {
            return Err(self.syntax("a digit"));
        }
        Ok(())
    }
}
