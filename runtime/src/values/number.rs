//! A number with all its digits.

use std::cmp::Ordering;
use std::fmt;
use std::hash::{Hash, Hasher};
use std::str::FromStr;

use super::Decimal;
use crate::json::{Decode, DecodeError, Digits, Encode, Reader, Writer, from_json, to_json};

/// A number of JSON, kept as it was written: `1.50` stays `1.50`, and no size
/// or precision is lost.
///
/// Numbers are equal when their values are, however they are written.
#[derive(Clone)]
pub struct Number(Repr);

#[derive(Debug, Clone)]
enum Repr {
    /// Whole numbers as they are mostly written, without allocation.
    Whole(i64),
    /// Any other, as the text of JSON.
    Text(Box<str>),
}

impl Number {
    /// The number as `i64`, if it is whole and fits (`1.0` and `1e2` do).
    #[must_use]
    pub fn as_i64(&self) -> Option<i64> {
        self.read()
    }

    /// The number as `u64`, if it is whole and fits.
    #[must_use]
    pub fn as_u64(&self) -> Option<u64> {
        self.read()
    }

    /// The nearest `f64`, if the number is not too large for it.
    #[must_use]
    pub fn as_f64(&self) -> Option<f64> {
        self.read()
    }

    /// The exact decimal number, if it fits.
    #[must_use]
    pub fn as_decimal(&self) -> Option<Decimal> {
        self.read()
    }

    /// Makes a number of `f64`; `None` for infinities and NaN.
    #[must_use]
    pub fn from_f64(number: f64) -> Option<Self> {
        number
            .is_finite()
            .then(|| Self::from_text(&to_json(&number)))
    }

    /// Takes text that is a number of JSON.
    fn from_text(text: &str) -> Self {
        let whole = text.parse().ok().filter(|_| text != "-0");
        Self(whole.map_or_else(|| Repr::Text(text.into()), Repr::Whole))
    }

    fn read<T: Decode>(&self) -> Option<T> {
        from_json(&self.to_string()).ok()
    }
}

impl fmt::Display for Number {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.0 {
            Repr::Whole(number) => fmt::Display::fmt(number, out),
            Repr::Text(text) => out.pad(text),
        }
    }
}

/// The digits.
impl fmt::Debug for Number {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, out)
    }
}

/// Takes the text of a number, as JSON has it.
impl FromStr for Number {
    type Err = DecodeError;

    fn from_str(text: &str) -> Result<Self, DecodeError> {
        from_json(text)
    }
}

impl PartialEq for Number {
    fn eq(&self, other: &Self) -> bool {
        self.cmp(other).is_eq()
    }
}

impl Eq for Number {}

/// Equal numbers are hashed alike, however they are written.
impl Hash for Number {
    fn hash<H: Hasher>(&self, state: &mut H) {
        Digits::new(&self.to_string()).canonical().hash(state);
    }
}

impl PartialOrd for Number {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Number {
    fn cmp(&self, other: &Self) -> Ordering {
        match (&self.0, &other.0) {
            (Repr::Whole(left), Repr::Whole(right)) => left.cmp(right),
            _ => Digits::new(&self.to_string()).compare(Digits::new(&other.to_string())),
        }
    }
}

impl From<i64> for Number {
    fn from(number: i64) -> Self {
        Self(Repr::Whole(number))
    }
}

impl From<i32> for Number {
    fn from(number: i32) -> Self {
        Self::from(i64::from(number))
    }
}

impl From<u32> for Number {
    fn from(number: u32) -> Self {
        Self::from(i64::from(number))
    }
}

impl From<u64> for Number {
    fn from(number: u64) -> Self {
        Self::from_text(&number.to_string())
    }
}

impl From<Decimal> for Number {
    fn from(number: Decimal) -> Self {
        Self::from_text(&number.to_string())
    }
}

impl Encode for Number {
    fn encode(&self, to: &mut Writer) {
        match &self.0 {
            Repr::Whole(number) => to.integer(*number),
            Repr::Text(text) => to.raw(text),
        }
    }
}

impl Decode for Number {
    fn decode(from: &mut Reader<'_>) -> Result<Self, DecodeError> {
        from.number().map(Self::from_text)
    }
}
