//! Times of the crate `time`, written as RFC 3339 has them.

use ::jiff::civil;
use ::time::format_description::well_known::Rfc3339;
use ::time::{Date, OffsetDateTime, Time};

use crate::json::{Decode, DecodeError, Encode, Reader, Writer, read_as_text};

impl Encode for OffsetDateTime {
    fn encode(&self, to: &mut Writer) {
        match self.format(&Rfc3339) {
            Ok(text) => to.string(&text),
            // A year beyond 9999, or an offset with seconds.
            Err(_) => {
                to.violation("cannot be written as RFC 3339 has it".to_owned());
                to.null();
            }
        }
    }
}

impl Decode for OffsetDateTime {
    fn decode(from: &mut Reader<'_>) -> Result<Self, DecodeError> {
        let expected = "a time with its offset (2026-01-31T12:00:00Z)";
        read_as_text(from, expected, |text| Self::parse(text, &Rfc3339).ok())
    }
}

// By jiff, as the crate's own forms are made by macros that are not turned on.
impl Encode for Date {
    fn encode(&self, to: &mut Writer) {
        let (year, month, day) = self.to_calendar_date();
        to.string(&format!("{year:04}-{:02}-{day:02}", u8::from(month)));
    }
}

impl Decode for Date {
    fn decode(from: &mut Reader<'_>) -> Result<Self, DecodeError> {
        read_as_text(from, "a date (2026-01-31)", |text| {
            let date: civil::Date = text.parse().ok()?;
            let day = u16::try_from(date.day_of_year()).ok()?;
            Self::from_ordinal_date(date.year().into(), day).ok()
        })
    }
}

impl Encode for Time {
    fn encode(&self, to: &mut Writer) {
        let (hour, minute, second, nanosecond) = self.as_hms_nano();
        let part = |number: u8| i8::try_from(number).unwrap_or_default();
        let nanosecond = i32::try_from(nanosecond).unwrap_or_default();
        let time = civil::Time::new(part(hour), part(minute), part(second), nanosecond);
        to.string(&time.unwrap_or_default().to_string());
    }
}

impl Decode for Time {
    fn decode(from: &mut Reader<'_>) -> Result<Self, DecodeError> {
        read_as_text(from, "a time of day (12:00:00)", |text| {
            let time: civil::Time = text.parse().ok()?;
            let part = |number: i8| u8::try_from(number).ok();
            let nanosecond = u32::try_from(time.subsec_nanosecond()).ok()?;
            let (hour, minute) = (part(time.hour())?, part(time.minute())?);
            Self::from_hms_nano(hour, minute, part(time.second())?, nanosecond).ok()
        })
    }
}
