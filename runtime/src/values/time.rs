//! Dates as RFC 3339 writes them.

use super::Date;
use crate::json::{Decode, DecodeError, DriftKind, Encode, Reader, Writer};

impl Encode for Date {
    fn encode(&self, to: &mut Writer) {
        to.string(&self.to_string());
    }
}

/// Read as `full-date` of RFC 3339 §5.6. Where responses are read as far as they go, what
/// else jiff knows as a date is read as well: it would not be written back as it came.
impl Decode for Date {
    fn decode(from: &mut Reader<'_>) -> Result<Self, DecodeError> {
        const EXPECTED: &str = "a date (2026-01-31)";
        let offset = from.offset();
        let text = from.string_or(EXPECTED)?;
        match text.parse() {
            Ok(date) if is_full_date(&text) => Ok(date),
            Ok(date) if from.is_forgiving() => {
                from.note(
                    DriftKind::OtherForm,
                    offset,
                    EXPECTED,
                    "a date of another form",
                );
                Ok(date)
            }
            Err(_) if from.is_nothing() => {
                from.name_empty_value("1970-01-01");
                Ok(Self::constant(1970, 1, 1))
            }
            Ok(_) | Err(_) => Err(Reader::misfit(offset, EXPECTED, "another text")),
        }
    }
}

/// Whether a text that is a date is written as `2026-01-31`; years before 0, which RFC 3339
/// cannot say, have a sign.
fn is_full_date(text: &str) -> bool {
    text.starts_with('-')
        || text.len() == "2026-01-31".len() && text.as_bytes().get(4) == Some(&b'-')
}
