//! Numbers: the grammar of RFC 8259 §6, and whole numbers read by hand.

use super::Reader;
use crate::json::{DecodeError, Digits};

/// So many digits always fit into `u64`.
const SAFE_DIGITS: usize = 19;

/// Powers of ten that `f64` holds exactly.
const POWERS: [f64; 23] = [
    1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16,
    1e17, 1e18, 1e19, 1e20, 1e21, 1e22,
];

/// A number without exponent and with few digits, as most are.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Plain {
    /// Whether a minus stands before it.
    pub(crate) negative: bool,
    /// The digits, without the decimal point.
    pub(crate) mantissa: u64,
    /// How many of them stand behind the point.
    pub(crate) decimals: usize,
}

impl Plain {
    /// The nearest `f64`, where one division gives it: both of its operands
    /// are exact, so that IEEE 754 rounds once (Clinger 1990).
    fn to_f64(self) -> Option<f64> {
        let power = POWERS.get(self.decimals)?;
        let number = (self.mantissa < 1 << 53).then(|| self.mantissa as f64 / power)?;
        Some(if self.negative { -number } else { number })
    }
}

/// A whole number of at most 64 bits and its sign.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct WholeNumber {
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
        let start = match self.number_start("a number") {
            Ok(start) => start,
            Err(error) => return self.number_instead(error),
        };
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
    pub(crate) fn whole(&mut self, expected: &'static str) -> Result<WholeNumber, DecodeError> {
        let start = match self.number_start(expected) {
            Ok(start) => start,
            Err(error) => {
                let (negative, magnitude) = self.whole_instead(error)?;
                return Ok(WholeNumber {
                    negative,
                    magnitude,
                });
            }
        };
        if let Some(Plain {
            negative,
            mantissa,
            decimals: 0,
        }) = self.plain()
        {
            let magnitude = mantissa;
            return Ok(WholeNumber {
                negative,
                magnitude,
            });
        }
        self.at = start;
        let text = self.number()?;
        Digits::new(text)
            .whole()
            .map(|(negative, magnitude)| WholeNumber {
                negative,
                magnitude,
            })
            .ok_or_else(|| {
                Self::misfit(
                    start,
                    expected,
                    "a number that is not whole or not in that range",
                )
            })
    }

    /// Reads a number as the nearest `f64`.
    pub(crate) fn float(&mut self) -> Result<f64, DecodeError> {
        let start = match self.number_start("a number") {
            Ok(start) => start,
            Err(error) => {
                let kept = error.clone();
                let number = self.number_instead(error)?.parse().ok();
                return number.filter(|number: &f64| number.is_finite()).ok_or(kept);
            }
        };
        if let Some(number) = self.plain().and_then(Plain::to_f64) {
            return Ok(number);
        }
        self.at = start;
        match self.number()?.parse() {
            Ok(number) if f64::is_finite(number) => Ok(number),
            _ => Err(Self::misfit(
                start,
                "a number that fits into f64",
                "a larger one",
            )),
        }
    }

    /// Reads a number without exponent and with few digits. Where another
    /// comes, or none that JSON has, the position is lost.
    #[inline]
    pub(crate) fn plain(&mut self) -> Option<Plain> {
        let negative = self.peek() == Some(b'-');
        self.at += usize::from(negative);
        let start = self.at;
        let mut mantissa = 0;
        self.add_digits(&mut mantissa);
        let whole = self.at - start;
        let mut decimals = 0;
        if self.peek() == Some(b'.') {
            self.at += 1;
            let point = self.at;
            self.add_digits(&mut mantissa);
            decimals = self.at - point;
            if decimals == 0 {
                return None;
            }
        }
        let leads_zero = whole > 1 && self.text.as_bytes().get(start) == Some(&b'0');
        let has_exponent = matches!(self.peek(), Some(b'e' | b'E'));
        let is_plain = whole > 0 && whole + decimals <= SAFE_DIGITS && !leads_zero && !has_exponent;
        is_plain.then_some(Plain {
            negative,
            mantissa,
            decimals,
        })
    }

    /// Takes digits into a number, which wraps around when there are too many.
    #[inline]
    fn add_digits(&mut self, number: &mut u64) {
        while let Some(digit @ b'0'..=b'9') = self.peek() {
            *number = number
                .wrapping_mul(10)
                .wrapping_add(u64::from(digit - b'0'));
            self.at += 1;
        }
    }

    #[inline]
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
