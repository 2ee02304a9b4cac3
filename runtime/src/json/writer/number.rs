//! Numbers: whole ones by hand, others as the shortest text that reads back.

use std::io::Write;

use super::Writer;

/// From here on, and below [`SMALL`], numbers are written with an exponent.
const LARGE: f64 = 1e16;
const SMALL: f64 = 1e-5;

impl Writer {
    /// Writes a whole number.
    pub fn integer(&mut self, number: i64) {
        if number < 0 {
            self.out.push(b'-');
        }
        self.unsigned(number.unsigned_abs());
    }

    /// Writes a whole number that is not negative.
    pub fn unsigned(&mut self, number: u64) {
        let mut buffer = [0; 20];
        let (mut left, mut length) = (number, 0);
        for digit in buffer.iter_mut().rev() {
            *digit = b'0' + (left % 10) as u8;
            left /= 10;
            length += 1;
            if left == 0 {
                break;
            }
        }
        let digits = buffer.get(buffer.len() - length..).unwrap_or_default();
        self.out.extend_from_slice(digits);
    }

    /// Writes the shortest number that reads back as the same. JSON has no
    /// infinity and no NaN: these become `null` and a violation.
    pub fn float(&mut self, number: f64) {
        let size = number.abs();
        // Writing to a `Vec` cannot fail.
        let _ = if !number.is_finite() {
            self.violation("must be a finite number: JSON has no infinity and no NaN");
            self.out.write_all(b"null")
        } else if size == 0.0 || (SMALL..LARGE).contains(&size) {
            write!(self.out, "{number}")
        } else {
            write!(self.out, "{number:e}")
        };
    }
}
