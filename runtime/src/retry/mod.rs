//! Whether and when to try again. Takes what happened, gives how long to
//! wait; the clock and the dice are its caller's.

use std::sync::atomic::{AtomicU32, Ordering};
use std::time::Duration;

use http::StatusCode;
use http::header::{DATE, HeaderMap, RETRY_AFTER};

use crate::limits::COST_OF_RETRY;

mod policy;

pub use policy::{FailedAttempt, Retry};

/// Whether a response asks to be tried again: `x-should-retry` decides, else
/// the status. A success never does, nor does a server that cannot do what is asked
/// (501) or does not speak this version of HTTP (505): it will not learn it.
pub(crate) fn is_retry_wanted(policy: &Retry, status: StatusCode, headers: &HeaderMap) -> bool {
    if status.is_success() {
        return false;
    }
    match find_header_text(headers, "x-should-retry") {
        Some("true") => true,
        Some("false") => false,
        Some(_) | None => match policy.statuses {
            Some(statuses) => statuses.contains(&status.as_u16()),
            None => matches!(status.as_u16(), 408 | 409 | 429 | 500 | 502..=504 | 506..),
        },
    }
}

/// Whether a response says that the server has not begun with the request and when to
/// come back (RFC 6585 §4, RFC 9110 §15.6.4): such a request may be repeated whatever it
/// does.
pub(crate) fn is_put_off(status: StatusCode, headers: &HeaderMap, now: i64) -> bool {
    matches!(status.as_u16(), 429 | 503) && find_retry_after(headers, now).is_some()
}

/// What a client may spend on retries: a bucket that each retry takes from and each
/// success adds to, so that many clients do not keep a server down that is down.
#[derive(Debug)]
pub(crate) struct RetryBudget {
    left: AtomicU32,
    size: Option<u32>,
}

impl RetryBudget {
    /// A full bucket; `None` has no bottom.
    pub(crate) const fn new(size: Option<u32>) -> Self {
        let left = match size {
            Some(size) => size,
            None => 0,
        };
        Self {
            left: AtomicU32::new(left),
            size,
        }
    }

    /// Takes what a retry costs, if it is there.
    pub(crate) fn take(&self) -> bool {
        let take = |left: u32| left.checked_sub(COST_OF_RETRY);
        let taken = || {
            self.left
                .fetch_update(Ordering::Relaxed, Ordering::Relaxed, take)
        };
        self.size.is_none() || taken().is_ok()
    }

    /// Gives back what the retries of a call have cost that succeeded with them, and one
    /// for a call that needed none.
    pub(crate) fn refund(&self, retries: u32) {
        let Some(size) = self.size else {
            return;
        };
        let back = retries.saturating_mul(COST_OF_RETRY).max(1);
        let add = |left: u32| (left < size).then(|| left.saturating_add(back).min(size));
        // A full bucket stays as it is, without a write that all calls would wait for.
        let _ = self
            .left
            .fetch_update(Ordering::Relaxed, Ordering::Relaxed, add);
    }
}

/// How long to wait before the next attempt: exponentially longer with a random part
/// taken off, or what the server asks for if that is longer. A server that says `0`
/// to all of its clients would otherwise have all of them back at one moment. `None`
/// when it asks for more than the policy allows: to come back earlier would be of no use.
///
/// `made` is the number of attempts so far, `now` the seconds since 1970, and
/// `random` between 0 and 1.
pub(crate) fn compute_retry_wait(
    policy: &Retry,
    headers: Option<&HeaderMap>,
    made: u32,
    now: i64,
    random: f64,
) -> Option<Duration> {
    let own = compute_backoff(policy, made, random);
    match headers.and_then(|headers| find_retry_after(headers, now)) {
        Some(asked) => (asked <= policy.longest_retry_after).then_some(asked.max(own)),
        None => Some(own),
    }
}

fn compute_backoff(policy: &Retry, made: u32, random: f64) -> Duration {
    let doubled = 2u32.saturating_pow(made.saturating_sub(1));
    let longest = policy
        .first_wait
        .saturating_mul(doubled)
        .min(policy.longest_wait);
    longest.mul_f64(1.0 - 0.25 * random.clamp(0.0, 1.0))
}

/// `Retry-After-Ms`, else `Retry-After` in seconds or as a date, which counts
/// from the server's own clock when it tells it. [`Duration::MAX`] is longer than can
/// be told.
pub(crate) fn find_retry_after(headers: &HeaderMap, now: i64) -> Option<Duration> {
    if let Some(wait) = read_duration(find_header_text(headers, "retry-after-ms"), 1e-3) {
        return Some(wait);
    }
    let value = find_header_text(headers, RETRY_AFTER.as_str());
    read_duration(value, 1.0).or_else(|| {
        let at = read_http_date(value?)?;
        let now = find_header_text(headers, DATE.as_str())
            .and_then(read_http_date)
            .unwrap_or(now);
        let wait = at.saturating_sub(now).max(0);
        Some(Duration::from_secs(wait.unsigned_abs()))
    })
}

fn find_header_text<'a>(headers: &'a HeaderMap, name: &str) -> Option<&'a str> {
    headers.get(name)?.to_str().ok().map(str::trim)
}

/// A number of digits; `-5`, `inf` and `NaN` are none.
fn read_duration(text: Option<&str>, unit: f64) -> Option<Duration> {
    let text = text?;
    let number = text.parse::<f64>().ok()?;
    let is_told = text.starts_with(|c: char| c.is_ascii_digit() || c == '.');
    is_told.then(|| Duration::try_from_secs_f64(number * unit).unwrap_or(Duration::MAX))
}

/// An HTTP date in seconds since 1970, also in its obsolete forms (RFC 9110
/// §5.6.7): `Sunday, 06-Nov-94 08:49:37 GMT`, `Sun Nov  6 08:49:37 1994`. A date
/// beyond those that can be told, as servers write for "never", is the last one.
pub(crate) fn read_http_date(date: &str) -> Option<i64> {
    let words: Vec<&str> = date.split_whitespace().collect();
    let usual = match *words.as_slice() {
        [_, day, time, zone] => format!("{} {time} {zone}", day.replace('-', " ")),
        [_, month, day, time, year] => format!("{day} {month} {year} {time} GMT"),
        _ => date.to_owned(),
    };
    let date = jiff::fmt::rfc2822::DateTimeParser::new().parse_timestamp(&usual);
    let date = date.map(|date| date.as_second());
    date.ok()
        .or_else(|| is_far_away(&usual).then_some(i64::MAX))
}

/// Whether a date is in the year 9999 or later: the day, the month and the year stand
/// behind the day of the week.
fn is_far_away(date: &str) -> bool {
    let mut words = date.split_whitespace().filter(|word| !word.ends_with(','));
    let year = words.nth(2).unwrap_or_default();
    let is_number = !year.is_empty() && year.chars().all(|c| c.is_ascii_digit());
    // What does not fit a `u32` is far as well.
    is_number && year.parse::<u32>().ok().is_none_or(|year| year >= 9999)
}
