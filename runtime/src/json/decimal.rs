//! Decimal numbers as their text: compared and divided exactly, whatever
//! their size, never through binary floating point.

use std::cmp::Ordering;

/// A number of JSON taken apart. Its value is the digits, with the decimal
/// point before the first of them, times ten to the power of `magnitude`.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Digits<'a> {
    negative: bool,
    /// Digits before and after the point, without zeros at the two ends.
    whole: &'a str,
    fraction: &'a str,
    magnitude: i64,
}

impl<'a> Digits<'a> {
    /// Takes a number of JSON apart.
    pub(crate) fn new(text: &'a str) -> Self {
        let (negative, text) = match text.strip_prefix('-') {
            Some(rest) => (true, rest),
            None => (false, text),
        };
        let (text, exponent) = match text.split_once(['e', 'E']) {
            Some((text, exponent)) => (text, read_exponent(exponent)),
            None => (text, 0),
        };
        let (whole, fraction) = text.split_once('.').unwrap_or((text, ""));
        let (whole, fraction) = (
            whole.trim_start_matches('0'),
            fraction.trim_end_matches('0'),
        );
        let leading = fraction.len() - fraction.trim_start_matches('0').len();
        let (fraction, shift) = match whole.len() {
            0 => (
                fraction.get(leading..).unwrap_or_default(),
                -convert_length(leading),
            ),
            length => (fraction, convert_length(length)),
        };
        let whole = if fraction.is_empty() {
            whole.trim_end_matches('0')
        } else {
            whole
        };
        Self {
            negative,
            whole,
            fraction,
            magnitude: exponent.saturating_add(shift),
        }
    }

    /// The number as sign and magnitude, when it is whole and fits.
    pub(crate) fn whole(self) -> Option<(bool, u64)> {
        let (mantissa, exponent) = (self.mantissa()?, self.exponent());
        let magnitude = if mantissa == 0 {
            0
        } else {
            let power = 10_u128.checked_pow(u32::try_from(exponent).ok()?)?;
            u64::try_from(mantissa.checked_mul(power)?).ok()?
        };
        Some((self.negative, magnitude))
    }

    /// Whether the number is negative; zero may be, as `-0`.
    pub(crate) fn is_negative(self) -> bool {
        self.negative
    }

    /// The digits as a whole number, if they fit.
    pub(crate) fn mantissa(self) -> Option<u128> {
        self.digits().try_fold(0_u128, |mantissa, digit| {
            mantissa.checked_mul(10)?.checked_add(u128::from(digit))
        })
    }

    /// The power of ten by which the mantissa is multiplied.
    pub(crate) fn exponent(self) -> i64 {
        self.magnitude.saturating_sub(convert_length(self.length()))
    }

    /// Which of two numbers is larger.
    pub(crate) fn compare(self, other: Digits<'_>) -> Ordering {
        match (self.sign(), other.sign()) {
            (-1, -1) => other.compare_size(self),
            (1, 1) => self.compare_size(other),
            (left, right) => left.cmp(&right),
        }
    }

    /// Whether the number divided by `divisor` is whole. A divisor of more
    /// than 19 digits cannot be tested: then `true`.
    pub(crate) fn is_multiple_of(self, divisor: Digits<'_>) -> bool {
        let Some(modulus) = divisor
            .mantissa()
            .filter(|size| (1..1 << 64).contains(size))
        else {
            return true;
        };
        if self.is_zero() {
            return true;
        }
        // Neither mantissa ends in a zero, so none but a number with the
        // larger exponent can be a multiple.
        let Ok(zeros) = u64::try_from(self.exponent().saturating_sub(divisor.exponent())) else {
            return false;
        };
        let remainder = self
            .digits()
            .fold(0, |rest, digit| (rest * 10 + u128::from(digit)) % modulus);
        (remainder * find_power_of_ten(zeros, modulus)).is_multiple_of(modulus)
    }

    /// A text that is the same for equal numbers and for no others.
    pub(crate) fn canonical(self) -> String {
        if self.is_zero() {
            return "0".to_owned();
        }
        let sign = if self.negative { "-" } else { "" };
        format!("{sign}{}{}e{}", self.whole, self.fraction, self.exponent())
    }

    fn is_zero(self) -> bool {
        self.length() == 0
    }

    fn sign(self) -> i8 {
        match (self.is_zero(), self.negative) {
            (true, _) => 0,
            (false, true) => -1,
            (false, false) => 1,
        }
    }

    fn length(self) -> usize {
        self.whole.len() + self.fraction.len()
    }

    fn digits(self) -> impl Iterator<Item = u8> + use<'a> {
        let digits = self.whole.bytes().chain(self.fraction.bytes());
        digits.map(|digit| digit.wrapping_sub(b'0'))
    }

    /// Compares without signs; neither is zero. As no digits begin with zero,
    /// the larger magnitude wins, and then the first digit that differs.
    fn compare_size(self, other: Digits<'_>) -> Ordering {
        let magnitudes = self.magnitude.cmp(&other.magnitude);
        magnitudes.then_with(|| self.digits().cmp(other.digits()))
    }
}

/// Lengths of texts are far below the limit.
fn convert_length(length: usize) -> i64 {
    i64::try_from(length).unwrap_or(i64::MAX)
}

/// An exponent; beyond all measure it stays at the limit.
fn read_exponent(exponent: &str) -> i64 {
    exponent
        .parse()
        .unwrap_or(match exponent.strip_prefix('-') {
            Some(_) => i64::MIN / 2,
            None => i64::MAX / 2,
        })
}

/// Ten to a power, modulo a number below 2^64.
fn find_power_of_ten(mut exponent: u64, modulus: u128) -> u128 {
    let (mut power, mut base) = (1, 10 % modulus);
    while exponent > 0 {
        if exponent & 1 == 1 {
            power = power * base % modulus;
        }
        base = base * base % modulus;
        exponent >>= 1;
    }
    power % modulus
}
