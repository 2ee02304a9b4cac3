//! Points in time as RFC 3339 writes them, with their spelling.

use std::cmp::Ordering;
use std::fmt;
use std::hash::{Hash, Hasher};
use std::str::FromStr;

use jiff::civil::{Date, DateTime, Time};
use jiff::tz;

use crate::json::{Decode, DecodeError, Encode, Reader, Writer};

const EXPECTED: &str = "a time with its offset (2026-01-31T12:00:00Z)";

/// A point in time.
///
/// Keeps how it was written, so that what is read is written back letter for
/// letter: the offset, the digits of the second, `T` and `Z`, a leap second. All
/// else is about the point alone: two timestamps are equal when their points are.
///
/// [`Timestamp::instant`] gives it to jiff, and every `jiff::Timestamp` becomes
/// one by `into()`, written in UTC with `Z` and as many digits as it needs.
#[derive(Debug, Clone, Copy)]
pub struct Timestamp {
    /// On the clock of its offset.
    civil: DateTime,
    spelling: Spelling,
}

/// All in which two RFC 3339 texts of one point can differ (§5.6).
#[derive(Debug, Clone, Copy)]
struct Spelling {
    zone: Zone,
    separator: Separator,
    /// Digits of the second behind its point.
    digits: u8,
    /// Whether the second is a 60th.
    leap: bool,
}

#[derive(Debug, Clone, Copy)]
enum Zone {
    /// `Z`
    Utc,
    /// `z`
    SmallUtc,
    /// `-00:00`: UTC, of a place that is not known (§4.3).
    Nowhere,
    /// Minutes east of UTC.
    Offset(i16),
}

#[derive(Debug, Clone, Copy)]
enum Separator {
    /// `T`
    Capital,
    /// `t`
    Small,
    /// A space, which §5.6 lets applications use.
    Space,
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

    /// Seconds since 1970 and nanoseconds, also beyond jiff's range.
    fn point(self) -> (i64, i32) {
        let moment = self.civil.time();
        let (hour, minute) = (i64::from(moment.hour()), i64::from(moment.minute()));
        let second = hour * 3600 + minute * 60 + i64::from(moment.second());
        let seconds = days(self.civil.date()) * 86_400 + second;
        let offset = i64::from(self.offset().seconds());
        (seconds - offset, moment.subsec_nanosecond())
    }

    /// The offset from UTC with which it was written.
    #[must_use]
    pub fn offset(self) -> tz::Offset {
        let seconds = match self.spelling.zone {
            Zone::Utc | Zone::SmallUtc | Zone::Nowhere => 0,
            Zone::Offset(minutes) => i32::from(minutes) * 60,
        };
        tz::Offset::from_seconds(seconds).unwrap_or(tz::Offset::UTC)
    }
}

/// Days since 1970 in the Gregorian calendar, which repeats every 400 years.
fn days(date: Date) -> i64 {
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
            spelling: Spelling {
                zone: Zone::Utc,
                separator: Separator::Capital,
                digits: u8::try_from(digits).unwrap_or(9),
                leap: false,
            },
        }
    }
}

impl From<Timestamp> for jiff::Timestamp {
    fn from(timestamp: Timestamp) -> Self {
        timestamp.instant()
    }
}

/// Takes `date-time` of RFC 3339 §5.6, and what else jiff knows as a point in
/// time; of the latter only the point is kept.
impl FromStr for Timestamp {
    type Err = jiff::Error;

    fn from_str(text: &str) -> Result<Self, jiff::Error> {
        rfc_3339(text).map_or_else(|| text.parse().map(jiff::Timestamp::into), Ok)
    }
}

fn rfc_3339(text: &str) -> Option<Timestamp> {
    let (date, rest) = text.split_at_checked(10)?;
    let (separator, rest) = rest.split_at_checked(1)?;
    let separator = match separator {
        "T" => Separator::Capital,
        "t" => Separator::Small,
        " " => Separator::Space,
        _ => return None,
    };
    let (time, rest) = rest.split_at_checked(8)?;
    let digits = rest.strip_prefix('.').map_or("", leading_digits);
    let (_, zone) = rest.split_at_checked(digits.len() + usize::from(!digits.is_empty()))?;
    let zone = zone_of(zone)?;
    let (time, leap) = time_of(time, digits)?;
    let spelling = Spelling {
        zone,
        separator,
        digits: u8::try_from(digits.len()).ok()?,
        leap,
    };
    let civil = date_of(date)?.to_datetime(time);
    Some(Timestamp { civil, spelling })
}

/// `2026-01-31`
fn date_of(text: &str) -> Option<Date> {
    let [year, month, day] = numbers(text, '-', [4, 2, 2])?;
    let (month, day) = (i8::try_from(month).ok()?, i8::try_from(day).ok()?);
    Date::new(year, month, day).ok()
}

/// `23:59:60`, and whether its second is a leap second.
fn time_of(text: &str, digits: &str) -> Option<(Time, bool)> {
    let [hour, minute, second] = numbers(text, ':', [2, 2, 2])?;
    let leap = second == 60;
    let small = |number: i16| i8::try_from(number).ok();
    let nanosecond = match digits.len() {
        0 => 0,
        1..=9 => format!("{digits:0<9}").parse().ok()?,
        _ => return None,
    };
    let second = second - i16::from(leap);
    let time = Time::new(small(hour)?, small(minute)?, small(second)?, nanosecond);
    Some((time.ok()?, leap))
}

/// `Z`, `z` or `+01:00`.
fn zone_of(text: &str) -> Option<Zone> {
    match text {
        "Z" => return Some(Zone::Utc),
        "z" => return Some(Zone::SmallUtc),
        "-00:00" => return Some(Zone::Nowhere),
        _ => {}
    }
    let (sign, text) = match text.strip_prefix('+') {
        Some(text) => (1, text),
        None => (-1, text.strip_prefix('-')?),
    };
    let [hours, minutes] = numbers(text, ':', [2, 2])?;
    (hours < 24 && minutes < 60).then_some(Zone::Offset(sign * (hours * 60 + minutes)))
}

/// Numbers of so many digits each, with a mark between them.
fn numbers<const N: usize>(text: &str, mark: char, lengths: [usize; N]) -> Option<[i16; N]> {
    let mut numbers = [0; N];
    let mut rest = text;
    for (place, (number, length)) in numbers.iter_mut().zip(lengths).enumerate() {
        rest = if place == 0 {
            rest
        } else {
            rest.strip_prefix(mark)?
        };
        let (digits, behind) = rest.split_at_checked(length)?;
        *number = digits.bytes().try_fold(0, |number, digit| {
            let is_digit = digit.is_ascii_digit();
            is_digit.then(|| number * 10 + i16::from(digit - b'0'))
        })?;
        rest = behind;
    }
    rest.is_empty().then_some(numbers)
}

fn leading_digits(text: &str) -> &str {
    let length = text.bytes().take_while(u8::is_ascii_digit).count();
    text.get(..length).unwrap_or_default()
}

/// As it was written.
impl fmt::Display for Timestamp {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(&self.text())
    }
}

impl Timestamp {
    /// As RFC 3339 writes it. Lists have one or more for each item, and macros of
    /// `std::fmt` would take most of the time of writing them.
    fn text(&self) -> String {
        let Spelling {
            zone,
            separator,
            digits: fraction,
            leap,
        } = self.spelling;
        let civil = self.civil;
        let mut text = String::with_capacity("2026-01-31T12:00:00.000000000+00:00".len());
        match u32::try_from(civil.year()) {
            Ok(year) => digits(&mut text, year, 4),
            // Before year 0, which RFC 3339 cannot say.
            Err(_) => text.push_str(&format!("{:07}", civil.year())),
        }
        for (before, part) in [
            ('-', civil.month()),
            ('-', civil.day()),
            (separator.char(), civil.hour()),
            (':', civil.minute()),
            (':', civil.second() + i8::from(leap)),
        ] {
            text.push(before);
            digits(&mut text, part.unsigned_abs().into(), 2);
        }
        if fraction > 0 {
            let nanoseconds = civil.subsec_nanosecond().unsigned_abs();
            let unit = 10_u32.pow(9_u32.saturating_sub(fraction.into()));
            text.push('.');
            digits(&mut text, nanoseconds / unit, fraction);
        }
        zone.write(&mut text);
        text
    }
}

impl Separator {
    const fn char(self) -> char {
        match self {
            Self::Capital => 'T',
            Self::Small => 't',
            Self::Space => ' ',
        }
    }
}

impl Zone {
    fn write(self, text: &mut String) {
        match self {
            Self::Utc => text.push('Z'),
            Self::SmallUtc => text.push('z'),
            Self::Nowhere => text.push_str("-00:00"),
            Self::Offset(minutes) => {
                let east = u32::from(minutes.unsigned_abs());
                text.push(if minutes < 0 { '-' } else { '+' });
                digits(text, east / 60, 2);
                text.push(':');
                digits(text, east % 60, 2);
            }
        }
    }
}

/// Writes the last `width` digits of a number.
fn digits(text: &mut String, number: u32, width: u8) {
    for place in (0..u32::from(width)).rev() {
        let digit = number / 10_u32.pow(place) % 10;
        text.extend(char::from_digit(digit, 10));
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

/// Read as RFC 3339 §5.6 has it; without an offset it is no point in time.
impl Decode for Timestamp {
    fn decode(from: &mut Reader<'_>) -> Result<Self, DecodeError> {
        super::time::parsed(from, EXPECTED)
    }
}
