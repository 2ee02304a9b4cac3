//! How times are written: all that RFC 3339 allows, and what servers write besides.

use jiff::civil::{Date, DateTime, Time};

/// Digits of a second that a time holds.
const NANOSECONDS: usize = 9;

/// Most digits of a second that can be written back.
const MOST_DIGITS: usize = 18;

/// All in which two texts of one point in time can differ (RFC 3339 §5.6), and in which
/// times are written otherwise.
#[derive(Debug, Clone, Copy)]
pub(super) struct Spelling {
    pub(super) zone: Zone,
    clock: ClockPrecision,
    separator: Separator,
    /// Digits of the second behind its point.
    digits: u8,
    /// The number that those make which are beyond nanoseconds.
    beyond: u32,
    /// Whether the second is a 60th.
    leap: bool,
}

/// The offset behind a time.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Zone {
    /// None, which is no point in time.
    None,
    /// `Z`
    Utc,
    /// `z`
    SmallUtc,
    /// `-00:00`: UTC, of a place that is not known (§4.3).
    Nowhere,
    /// Minutes east of UTC: `+02:00`.
    Offset(i16),
    /// Minutes east of UTC without a colon: `+0200`.
    Basic(i16),
    /// Minutes east of UTC of which only hours are written: `+02`, as PostgreSQL does.
    Hours(i16),
}

/// How much of the time of day is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum ClockPrecision {
    /// Nothing: a date alone.
    None,
    /// Hours and minutes.
    Minutes,
    /// Seconds, too.
    Seconds,
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

impl Spelling {
    /// As RFC 3339 has it, in UTC and with so many digits.
    pub(super) fn utc(digits: u8) -> Self {
        Self {
            zone: Zone::Utc,
            clock: ClockPrecision::Seconds,
            separator: Separator::Capital,
            digits,
            beyond: 0,
            leap: false,
        }
    }

    /// Whether it says which point in time is meant, as far as jiff knows it.
    pub(super) fn is_a_point(self) -> bool {
        self.zone != Zone::None && usize::from(self.digits) <= NANOSECONDS
    }

    /// What the digits beyond nanoseconds say, in 10⁻¹⁸ seconds.
    pub(super) fn beyond_nanoseconds(self) -> u32 {
        match usize::from(self.digits).checked_sub(NANOSECONDS) {
            None | Some(0) => 0,
            Some(digits) => {
                let unused = NANOSECONDS.saturating_sub(digits);
                self.beyond * 10_u32.pow(u32::try_from(unused).unwrap_or(0))
            }
        }
    }

    /// Takes a text apart: a date, a time of day if there is one, and its offset if there
    /// is one.
    pub(super) fn of(text: &str) -> Option<(DateTime, Self)> {
        let (date, rest) = text.split_at_checked(10)?;
        let date = read_civil_date(date)?;
        let plain = Self {
            zone: Zone::None,
            clock: ClockPrecision::None,
            ..Self::utc(0)
        };
        if rest.is_empty() {
            return Some((date.at(0, 0, 0, 0), plain));
        }
        let (separator, rest) = rest.split_at_checked(1)?;
        let separator = match separator {
            "T" => Separator::Capital,
            "t" => Separator::Small,
            " " => Separator::Space,
            _ => return None,
        };
        let (clock, rest) = split_clock(rest)?;
        let digits = rest.strip_prefix('.').map_or("", count_leading_digits);
        let (_, zone) = rest.split_at_checked(digits.len() + usize::from(!digits.is_empty()))?;
        let (nanosecond, beyond) = read_fraction(digits)?;
        let (time, leap) = read_time(clock, nanosecond)?;
        let is_whole = clock.len() == HOURS_TO_SECONDS;
        let spelling = Self {
            zone: read_zone(zone)?,
            clock: if is_whole {
                ClockPrecision::Seconds
            } else {
                ClockPrecision::Minutes
            },
            separator,
            digits: u8::try_from(digits.len()).ok()?,
            beyond,
            leap,
        };
        Some((date.to_datetime(time), spelling))
    }

    /// Writes a time. Lists have one or more for each item, and macros of `std::fmt` would
    /// take most of the time of writing them.
    pub(super) fn write(self, civil: DateTime) -> String {
        let mut text = String::with_capacity("2026-01-31T12:00:00.000000000+00:00".len());
        match u32::try_from(civil.year()) {
            Ok(year) => push_digits(&mut text, year, 4),
            // Before year 0, which RFC 3339 cannot say.
            Err(_) => text.push_str(&format!("{:07}", civil.year())),
        }
        let second = civil.second() + i8::from(self.leap);
        let parts = [
            ('-', civil.month()),
            ('-', civil.day()),
            (self.separator.char(), civil.hour()),
            (':', civil.minute()),
            (':', second),
        ];
        let written = match self.clock {
            ClockPrecision::None => 2,
            ClockPrecision::Minutes => 4,
            ClockPrecision::Seconds => 5,
        };
        for (before, part) in parts.into_iter().take(written) {
            text.push(before);
            push_digits(&mut text, part.unsigned_abs().into(), 2);
        }
        if self.digits > 0 {
            let nanoseconds = civil.subsec_nanosecond().unsigned_abs();
            let short = self.digits.min(9);
            let unit = 10_u32.pow(9_u32.saturating_sub(short.into()));
            text.push('.');
            push_digits(&mut text, nanoseconds / unit, short);
            push_digits(&mut text, self.beyond, self.digits - short);
        }
        self.zone.write(&mut text);
        text
    }
}

/// Length of `23:59:60`.
const HOURS_TO_SECONDS: usize = 8;

/// Hours and minutes, and seconds where they follow; and what is behind them.
fn split_clock(text: &str) -> Option<(&str, &str)> {
    let has_seconds = text.as_bytes().get(5) == Some(&b':');
    text.split_at_checked(if has_seconds { HOURS_TO_SECONDS } else { 5 })
}

/// `2026-01-31`
fn read_civil_date(text: &str) -> Option<Date> {
    let [year, month, day] = read_numbers(text, '-', [4, 2, 2])?;
    let (month, day) = (i8::try_from(month).ok()?, i8::try_from(day).ok()?);
    Date::new(year, month, day).ok()
}

/// The nanoseconds that the digits of a second make, and those beyond them as a number.
fn read_fraction(digits: &str) -> Option<(i32, u32)> {
    match digits.len() {
        0 => Some((0, 0)),
        1..=NANOSECONDS => Some((format!("{digits:0<9}").parse().ok()?, 0)),
        10..=MOST_DIGITS => {
            let (nanoseconds, beyond) = digits.split_at_checked(NANOSECONDS)?;
            Some((nanoseconds.parse().ok()?, beyond.parse().ok()?))
        }
        _ => None,
    }
}

/// `23:59:60` or `23:59`, and whether its second is a leap second.
fn read_time(text: &str, nanosecond: i32) -> Option<(Time, bool)> {
    let [hour, minute, second] = if text.len() == HOURS_TO_SECONDS {
        read_numbers(text, ':', [2, 2, 2])?
    } else {
        let [hour, minute] = read_numbers(text, ':', [2, 2])?;
        [hour, minute, 0]
    };
    let leap = second == 60;
    let small = |number: i16| i8::try_from(number).ok();
    let second = second - i16::from(leap);
    let time = Time::new(small(hour)?, small(minute)?, small(second)?, nanosecond);
    Some((time.ok()?, leap))
}

/// `Z`, `z`, `+01:00`, `+0100`, `+01` or nothing.
fn read_zone(text: &str) -> Option<Zone> {
    match text {
        "" => return Some(Zone::None),
        "Z" => return Some(Zone::Utc),
        "z" => return Some(Zone::SmallUtc),
        "-00:00" => return Some(Zone::Nowhere),
        _ => {}
    }
    let (sign, text) = match text.strip_prefix('+') {
        Some(text) => (1, text),
        None => (-1, text.strip_prefix('-')?),
    };
    if text.len() == 2 {
        let [hours] = read_numbers(text, ':', [2])?;
        // `-00` cannot be told from `+00`, so it is left to others.
        let is_right = hours < 24 && (hours != 0 || sign > 0);
        return is_right.then_some(Zone::Hours(sign * hours * 60));
    }
    let basic = text.len() == 4;
    let [hours, minutes] = match text.split_at_checked(2) {
        Some((hours, minutes)) if basic => {
            let ([hours], [minutes]) = (
                read_numbers(hours, ':', [2])?,
                read_numbers(minutes, ':', [2])?,
            );
            [hours, minutes]
        }
        Some(_) | None => read_numbers(text, ':', [2, 2])?,
    };
    let east = sign * (hours * 60 + minutes);
    let is_right = hours < 24 && minutes < 60;
    // `-0000` cannot be told from `+0000`, so it is left to others.
    match basic {
        true => (is_right && (east != 0 || sign > 0)).then_some(Zone::Basic(east)),
        false => is_right.then_some(Zone::Offset(east)),
    }
}

/// Numbers of so many digits each, with a mark between them.
fn read_numbers<const N: usize>(text: &str, mark: char, lengths: [usize; N]) -> Option<[i16; N]> {
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

fn count_leading_digits(text: &str) -> &str {
    let length = text.bytes().take_while(u8::is_ascii_digit).count();
    text.get(..length).unwrap_or_default()
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
            Self::None => {}
            Self::Utc => text.push('Z'),
            Self::SmallUtc => text.push('z'),
            Self::Nowhere => text.push_str("-00:00"),
            Self::Offset(minutes) | Self::Basic(minutes) | Self::Hours(minutes) => {
                let east = u32::from(minutes.unsigned_abs());
                text.push(if minutes < 0 { '-' } else { '+' });
                push_digits(text, east / 60, 2);
                if let Self::Offset(_) = self {
                    text.push(':');
                }
                if !matches!(self, Self::Hours(_)) {
                    push_digits(text, east % 60, 2);
                }
            }
        }
    }
}

/// Writes the last `width` digits of a number.
fn push_digits(text: &mut String, number: u32, width: u8) {
    for place in (0..u32::from(width)).rev() {
        let digit = number / 10_u32.pow(place) % 10;
        text.extend(char::from_digit(digit, 10));
    }
}
