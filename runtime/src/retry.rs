//! Whether and when to try again. Takes what happened, gives how long to
//! wait; the clock and the dice are its caller's.

use std::time::Duration;

use http::StatusCode;
use http::header::{DATE, HeaderMap, RETRY_AFTER};

/// The longest wait that is kept when a server asks for it.
const LONGEST_ASKED: Duration = Duration::from_secs(60);

/// The wait after the first attempt; doubled after each.
const FIRST: Duration = Duration::from_millis(500);

/// The longest wait that nobody asked for.
const LONGEST: Duration = Duration::from_secs(8);

/// Whether an answer asks to be tried again: `x-should-retry` decides, else
/// the status. A success never does.
pub(crate) fn is_wanted(status: StatusCode, headers: &HeaderMap) -> bool {
    if status.is_success() {
        return false;
    }
    match text(headers, "x-should-retry") {
        Some("true") => true,
        Some("false") => false,
        Some(_) | None => matches!(status.as_u16(), 408 | 409 | 429 | 500..),
    }
}

/// How long to wait before the next attempt: what the server asks for, else
/// exponentially longer with a random part taken off. `None` when it asks for
/// more than a minute: to come back earlier would be of no use.
///
/// `made` is the number of attempts so far, `now` the seconds since 1970, and
/// `random` between 0 and 1.
pub(crate) fn wait(
    headers: Option<&HeaderMap>,
    made: u32,
    now: i64,
    random: f64,
) -> Option<Duration> {
    match headers.and_then(|headers| asked(headers, now)) {
        Some(asked) => (asked <= LONGEST_ASKED).then_some(asked),
        None => Some(backoff(made, random)),
    }
}

fn backoff(made: u32, random: f64) -> Duration {
    let doubled = 2u32.saturating_pow(made.saturating_sub(1));
    let longest = FIRST.saturating_mul(doubled).min(LONGEST);
    longest.mul_f64(1.0 - 0.25 * random.clamp(0.0, 1.0))
}

/// `Retry-After-Ms`, else `Retry-After` in seconds or as a date, which counts
/// from the server's own clock when it tells it.
pub(crate) fn asked(headers: &HeaderMap, now: i64) -> Option<Duration> {
    if let Some(wait) = number(text(headers, "retry-after-ms"), 1e-3) {
        return Some(wait);
    }
    let value = text(headers, RETRY_AFTER.as_str());
    number(value, 1.0).or_else(|| {
        let at = seconds(value?)?;
        let now = text(headers, DATE.as_str())
            .and_then(seconds)
            .unwrap_or(now);
        let wait = at.checked_sub(now)?.max(0);
        Some(Duration::from_secs(wait.unsigned_abs()))
    })
}

fn text<'a>(headers: &'a HeaderMap, name: &str) -> Option<&'a str> {
    headers.get(name)?.to_str().ok().map(str::trim)
}

fn number(text: Option<&str>, unit: f64) -> Option<Duration> {
    let number = text?.parse::<f64>().ok()?;
    Duration::try_from_secs_f64(number * unit).ok()
}

/// An HTTP date in seconds since 1970, also in its obsolete forms (RFC 9110
/// §5.6.7): `Sunday, 06-Nov-94 08:49:37 GMT`, `Sun Nov  6 08:49:37 1994`.
fn seconds(date: &str) -> Option<i64> {
    let words: Vec<&str> = date.split_whitespace().collect();
    let usual = match *words.as_slice() {
        [_, day, time, zone] => format!("{} {time} {zone}", day.replace('-', " ")),
        [_, month, day, time, year] => format!("{day} {month} {year} {time} GMT"),
        _ => date.to_owned(),
    };
    let date = jiff::fmt::rfc2822::DateTimeParser::new().parse_timestamp(&usual);
    date.ok().map(|date| date.as_second())
}
