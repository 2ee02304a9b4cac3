//! Times of chrono, written as RFC 3339 has them.

use ::chrono::{DateTime, FixedOffset, NaiveDate, NaiveDateTime, NaiveTime, SecondsFormat, Utc};

use crate::encode_by_text;
use crate::json::{Decode, DecodeError, Encode, Reader, Writer, read_as_text};

const TIME: &str = "a time with its offset (2026-01-31T12:00:00Z)";

encode_by_text!(NaiveDate, "a date (2026-01-31)");
encode_by_text!(NaiveTime, "a time of day (12:00:00)");

impl Encode for DateTime<Utc> {
    fn encode(&self, to: &mut Writer) {
        to.string(&self.to_rfc3339_opts(SecondsFormat::AutoSi, true));
    }
}

impl Decode for DateTime<Utc> {
    fn decode(from: &mut Reader<'_>) -> Result<Self, DecodeError> {
        DateTime::<FixedOffset>::decode(from).map(|time| time.to_utc())
    }
}

impl Encode for DateTime<FixedOffset> {
    fn encode(&self, to: &mut Writer) {
        to.string(&self.to_rfc3339_opts(SecondsFormat::AutoSi, true));
    }
}

impl Decode for DateTime<FixedOffset> {
    fn decode(from: &mut Reader<'_>) -> Result<Self, DecodeError> {
        read_as_text(from, TIME, |text| Self::parse_from_rfc3339(text).ok())
    }
}

impl Encode for NaiveDateTime {
    fn encode(&self, to: &mut Writer) {
        to.string(&self.format("%Y-%m-%dT%H:%M:%S%.f").to_string());
    }
}

impl Decode for NaiveDateTime {
    fn decode(from: &mut Reader<'_>) -> Result<Self, DecodeError> {
        let expected = "a date and time (2026-01-31T12:00:00)";
        read_as_text(from, expected, |text| text.parse().ok())
    }
}
