//! Dates as RFC 3339 writes them.

use super::Date;
use crate::json::{Decode, DecodeError, Encode, Reader, Writer};

impl Encode for Date {
    fn encode(&self, to: &mut Writer) {
        to.string(&self.to_string());
    }
}

/// Read as `full-date` of RFC 3339 §5.6.
impl Decode for Date {
    fn decode(from: &mut Reader<'_>) -> Result<Self, DecodeError> {
        const EXPECTED: &str = "a date (2026-01-31)";
        let offset = from.offset();
        let text = from.string_or(EXPECTED)?;
        match text.parse() {
            Ok(date) => Ok(date),
            Err(_) if from.is_nothing() => {
                from.name_empty_value("1970-01-01");
                Ok(Self::constant(1970, 1, 1))
            }
            Err(_) => Err(Reader::misfit(offset, EXPECTED, "another text")),
        }
    }
}
