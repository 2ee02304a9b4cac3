//! Exact decimal numbers, read from the digits and written as digits.

use super::Decimal;
use crate::json::{Decode, DecodeError, Digits, Encode, Reader, Writer};

const EXPECTED: &str = "a number of at most 28 digits";

impl Encode for Decimal {
    fn encode(&self, to: &mut Writer) {
        to.raw(&self.to_string());
    }
}

/// Never made up: a response in which an amount is missing cannot be read.
impl Decode for Decimal {
    fn decode(from: &mut Reader<'_>) -> Result<Self, DecodeError> {
        if let Some(error) = from.refuses_nothing(EXPECTED) {
            return Err(error);
        }
        let offset = from.offset();
        let text = match from.number() {
            Ok(text) => text,
            Err(error) => return Err(error.finally()),
        };
        // The first keeps zeros at the end (`1.50`), the second knows exponents
        // and numbers with more zeros than fit.
        Self::from_str_exact(text)
            .ok()
            .or_else(|| convert_exact_decimal(Digits::new(text)))
            .ok_or_else(|| {
                Reader::misfit(offset, EXPECTED, "one that does not fit exactly").finally()
            })
    }
}

/// The number, if it can be had without rounding.
fn convert_exact_decimal(digits: Digits<'_>) -> Option<Decimal> {
    let mantissa = i128::try_from(digits.mantissa()?).ok()?;
    let mantissa = if digits.is_negative() {
        -mantissa
    } else {
        mantissa
    };
    let (power, scale) = match digits.exponent() {
        _ if mantissa == 0 => (0, 0),
        exponent @ 0.. => (u32::try_from(exponent).ok()?, 0),
        exponent => (0, u32::try_from(exponent.unsigned_abs()).ok()?),
    };
    let mantissa = mantissa.checked_mul(10_i128.checked_pow(power)?)?;
    Decimal::try_from_i128_with_scale(mantissa, scale).ok()
}
