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
        parsed(from, "a date (2026-01-31)")
    }
}

/// Reads a string and parses it.
pub(super) fn parsed<T: std::str::FromStr>(
    from: &mut Reader<'_>,
    expected: &'static str,
) -> Result<T, DecodeError> {
    let offset = from.offset();
    let text = from.string_or(expected)?;
    text.parse()
        .map_err(|_| Reader::misfit(offset, expected, "another text"))
}
