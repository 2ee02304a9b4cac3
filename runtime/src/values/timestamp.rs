//! Points in time as RFC 3339 writes them, with their spelling.

use std::cmp::Ordering;
use std::fmt;
use std::hash::{Hash, Hasher};
use std::str::FromStr;
use std::time::SystemTime;

use jiff::civil::{Date, DateTime};
use jiff::tz;

use super::spelling::{Spelling, Zone};
use crate::json::{Decode, DecodeError, DriftKind, Encode, Reader, Writer};

const EXPECTED: &str = "a time with its offset (2026-01-31T12:00:00Z)";

/// A point in time.
///
/// Keeps how it was written, so that what is read is written back letter for
/// letter: the offset, the digits of the second, `T` and `Z`, a leap second. All
/// else is about the point alone: two timestamps are equal when their points are.
///
/// Responses may hold times without an offset, or dates alone, although their document
/// promises better. Where responses are read as far as they go, these are taken for UTC,
/// and written back as they were; [`Timestamp::has_offset`] tells them.
///
/// [`Timestamp::instant`] gives it to jiff, and every `jiff::Timestamp` becomes
/// one by `into()`, written in UTC with `Z` and as many digits as it needs.
///
/// ```
/// use bindery_runtime::Timestamp;
///
/// let noon: Timestamp = "2026-06-30T12:00:00.000+02:00".parse()?;
/// let same: Timestamp = "2026-06-30T10:00:00Z".parse()?;
/// assert_eq!(noon, same);
/// assert_eq!(noon.to_string(), "2026-06-30T12:00:00.000+02:00");
/// assert_eq!(noon.instant().as_second(), 1_782_813_600);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Copy)]
pub struct Timestamp {
    /// On the clock of its offset.
    civil: DateTime,
    spelling: Spelling,
}

impl Timestamp {
    /// This moment.
    #[must_use]
    pub fn now() -> Self {
        jiff::Timestamp::now().into()
    }

    /// The point in time. The last hours of the year 9999, which many APIs take
    /// for "never", are beyond jiff's range: its last moment stands for them.
    #[must_use]
    pub fn instant(self) -> jiff::Timestamp {
        let beyond = if self.civil.year() > 0 {
            jiff::Timestamp::MAX
        } else {
            jiff::Timestamp::MIN
        };
        self.offset().to_timestamp(self.civil).unwrap_or(beyond)
    }

    /// Seconds since 1970, nanoseconds, and what digits there are beyond these; also
    /// beyond jiff's range.
    fn point(self) -> (i64, i32, u32) {
        let moment = self.civil.time();
        let (hour, minute) = (i64::from(moment.hour()), i64::from(moment.minute()));
        let second = hour * 3600 + minute * 60 + i64::from(moment.second());
        let seconds = count_days(self.civil.date()) * 86_400 + second;
        let offset = i64::from(self.offset().seconds());
        let beyond = self.spelling.beyond_nanoseconds();
        (seconds - offset, moment.subsec_nanosecond(), beyond)
    }

    /// Whether it was written with an offset. One that was not is no point in time by
    /// itself, and is taken for UTC.
    #[must_use]
    pub fn has_offset(self) -> bool {
        self.spelling.zone != Zone::None
    }

    /// The offset from UTC with which it was written; UTC if it has none.
    #[must_use]
    pub fn offset(self) -> tz::Offset {
        let seconds = match self.spelling.zone {
            Zone::None | Zone::Utc | Zone::SmallUtc | Zone::Nowhere => 0,
            Zone::Offset(minutes) | Zone::Basic(minutes) | Zone::Hours(minutes) => {
                i32::from(minutes) * 60
            }
        };
        tz::Offset::from_seconds(seconds).unwrap_or(tz::Offset::UTC)
    }
}

/// Days since 1970 in the Gregorian calendar, which repeats every 400 years.
fn count_days(date: Date) -> i64 {
    let year = i64::from(date.year());
    let before = year - 1;
    let leaps = before.div_euclid(4) - before.div_euclid(100) + before.div_euclid(400);
    365 * (year - 1970) + leaps - 477 + i64::from(date.day_of_year()) - 1
}

impl From<jiff::Timestamp> for Timestamp {
    fn from(instant: jiff::Timestamp) -> Self {
        let civil = tz::Offset::UTC.to_datetime(instant);
        let nanoseconds = format!("{:09}", civil.subsec_nanosecond());
        let digits = nanoseconds.trim_end_matches('0').len();
        Self {
            civil,
            spelling: Spelling::utc(u8::try_from(digits).unwrap_or(9)),
        }
    }
}

impl From<Timestamp> for jiff::Timestamp {
    fn from(timestamp: Timestamp) -> Self {
        timestamp.instant()
    }
}

/// Takes `date-time` of RFC 3339 §5.6, the same with an offset without its colon or minutes, and what
/// else jiff knows as a point in time; of the latter only the point is kept.
impl FromStr for Timestamp {
    type Err = jiff::Error;

    fn from_str(text: &str) -> Result<Self, jiff::Error> {
        let spelled = Self::spelled(text).filter(|time| time.spelling.is_a_point());
        spelled.map_or_else(|| text.parse().map(jiff::Timestamp::into), Ok)
    }
}

/// As it was written.
impl fmt::Display for Timestamp {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(&self.text())
    }
}

/// As it was written.
impl fmt::Debug for Timestamp {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(&self.text())
    }
}

impl From<SystemTime> for Timestamp {
    /// Written in UTC. The range of jiff, the years from -9999 to 9999, ends a time beyond it.
    fn from(time: SystemTime) -> Self {
        let beyond = if time > SystemTime::UNIX_EPOCH {
            jiff::Timestamp::MAX
        } else {
            jiff::Timestamp::MIN
        };
        jiff::Timestamp::try_from(time).unwrap_or(beyond).into()
    }
}

impl PartialEq for Timestamp {
    fn eq(&self, other: &Self) -> bool {
        self.cmp(other).is_eq()
    }
}

impl Eq for Timestamp {}

impl PartialOrd for Timestamp {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Timestamp {
    fn cmp(&self, other: &Self) -> Ordering {
        self.point().cmp(&other.point())
    }
}

impl Hash for Timestamp {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.point().hash(state);
    }
}

impl Encode for Timestamp {
    fn encode(&self, to: &mut Writer) {
        to.string(&self.text());
    }
}

/// Read as RFC 3339 §5.6 has it, also with the offsets `+0200` and `+02`; without an offset it
/// is no point in time. Where responses are read as far as they go, other forms are read as
/// well.
impl Decode for Timestamp {
    fn decode(from: &mut Reader<'_>) -> Result<Self, DecodeError> {
        let offset = from.offset();
        let text = from.string_or(EXPECTED)?;
        match Self::spelled(&text).filter(|time| time.spelling.is_a_point()) {
            Some(time) => Ok(time),
            None => Self::instead(from, offset, &text),
        }
    }
}

impl Timestamp {
    /// A time in any form that can be written back.
    fn spelled(text: &str) -> Option<Self> {
        let (civil, spelling) = Spelling::of(text)?;
        Some(Self { civil, spelling })
    }

    fn text(&self) -> String {
        self.spelling.write(self.civil)
    }

    /// A time for a text that is not one by RFC 3339.
    #[cold]
    fn instead(from: &mut Reader<'_>, offset: usize, text: &str) -> Result<Self, DecodeError> {
        if from.is_nothing() {
            from.name_empty_value("1970-01-01T00:00:00Z");
            return Ok(jiff::Timestamp::UNIX_EPOCH.into());
        }
        // What else jiff knows as a point in time is written back otherwise than it came.
        let other = || text.parse().map(jiff::Timestamp::into).ok();
        match Self::spelled(text).or_else(other) {
            Some(time) if from.is_forgiving() => {
                let found = "a time of another form";
                from.note(DriftKind::OtherForm, offset, EXPECTED, found);
                Ok(time)
            }
            Some(_) | None => Err(Reader::misfit(offset, EXPECTED, "another text")),
        }
    }
}
