//! Numbers: whole ones digit by digit, others as the shortest text that reads back.

use std::fmt::Write;

use super::Writer;

/// From here on, and below [`SMALL`], numbers are written with an exponent.
const LARGE: f64 = 1e16;
const SMALL: f64 = 1e-5;

/// Prices and quantities mostly have no more.
const MOST_DECIMALS: usize = 6;

impl Writer {
    /// Writes a whole number.
    pub fn integer(&mut self, number: i64) {
        if number < 0 {
            self.out.push('-');
        }
        self.unsigned(number.unsigned_abs());
    }

    /// Writes a whole number that is not negative.
    pub fn unsigned(&mut self, number: u64) {
        self.raw(itoa::Buffer::new().format(number));
    }

    /// Writes the shortest number that reads back as the same. JSON has no
    /// infinity and no NaN: these become `null` and a violation.
    pub fn float(&mut self, number: f64) {
        let size = number.abs();
        // Writing to a `String` cannot fail.
        let _ = if !number.is_finite() {
            self.violation("must be a finite number: JSON has no infinity and no NaN");
            self.out.write_str("null")
        } else if let Some((mantissa, decimals)) = find_short_digits(size) {
            if number.is_sign_negative() {
                self.out.push('-');
            }
            self.decimal(mantissa, decimals);
            Ok(())
        } else if (SMALL..LARGE).contains(&size) {
            write!(self.out, "{number}")
        } else {
            write!(self.out, "{number:e}")
        };
    }

    /// Writes digits with a decimal point before the last `decimals` of them.
    fn decimal(&mut self, mantissa: u64, decimals: usize) {
        let power = (0..decimals).fold(1, |power, _| power * 10);
        self.unsigned(mantissa / power);
        if decimals > 0 {
            // with a digit before the fraction its zeros are not lost
            let fraction = mantissa % power + power;
            let mut buffer = itoa::Buffer::new();
            self.out.push('.');
            self.raw(buffer.format(fraction).get(1..).unwrap_or_default());
        }
    }
}

/// A number as digits and how many of them stand behind the point, where it
/// has at most 15 digits and few decimals. Any two such numbers are different
/// as `f64`, so the first that gives it back is the shortest.
fn find_short_digits(size: f64) -> Option<(u64, usize)> {
    let mut power = 1.0;
    for decimals in 0..=MOST_DECIMALS {
        let nearest = size * power + 0.5;
        if nearest >= 1e15 {
            return None;
        }
        let mantissa = nearest as u64;
        if mantissa as f64 / power == size {
            return Some((mantissa, decimals));
        }
        power *= 10.0;
    }
    None
}
