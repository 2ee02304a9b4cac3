//! Which failures are tried again, as users say it.

use std::sync::Arc;
use std::time::Duration;

use crate::limits::{FIRST_RETRY_WAIT, LONGEST_RETRY_AFTER, LONGEST_RETRY_WAIT, RETRIES};

/// Which failures of calls are tried again, how often, and after which waits.
///
/// A call is tried again if that is harmless: if it is idempotent by their method, by their
/// document or by an idempotency key. Every call is tried again that was not carried out: if
/// there was no connection, or if the server answers 429 or 503 and says by `Retry-After`
/// when to come back.
///
/// ```
/// use std::time::Duration;
///
/// use bindery_runtime::Retry;
/// # use bindery_runtime::contract::Api;
/// # use bindery_runtime::{Builder, Client};
/// # static API: Api = Api::new("", "", "");
///
/// let retry = Retry::new(5)
///     .statuses(&[429, 502, 503])
///     .waits(Duration::from_millis(200), Duration::from_secs(20))
///     .longest_retry_after(Duration::from_secs(300));
/// let client = Builder::<Client>::new(&API).retry(retry);
/// # let _ = client;
/// ```
/// A policy is cheap to clone. Two of them are equal if they say the same and have the same rule,
/// or none: one is a clone of the other.
#[derive(Debug, Clone, PartialEq, Eq)]
#[must_use = "a policy does nothing until a client or a call gets it"]
pub struct Retry {
    pub(crate) retries: u32,
    pub(crate) statuses: Option<&'static [u16]>,
    pub(crate) first_wait: Duration,
    pub(crate) longest_wait: Duration,
    pub(crate) longest_retry_after: Duration,
    pub(crate) rule: Option<RetryRule>,
}

/// What a program says of failures: whether to try again, or nothing.
#[derive(Clone)]
pub(crate) struct RetryRule(Arc<JudgeAttempt>);

type JudgeAttempt = dyn Fn(&FailedAttempt<'_>) -> Option<bool> + Send + Sync;

impl RetryRule {
    pub(crate) fn judge(&self, failed: &FailedAttempt<'_>) -> Option<bool> {
        (self.0)(failed)
    }
}

impl PartialEq for RetryRule {
    fn eq(&self, other: &Self) -> bool {
        Arc::ptr_eq(&self.0, &other.0)
    }
}

impl Eq for RetryRule {}

impl std::fmt::Debug for RetryRule {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        out.write_str("RetryRule(..)")
    }
}

/// A response that is not a success: what the function of [`Retry::rule`] decides about.
#[derive(Debug, Clone, Copy)]
#[non_exhaustive]
pub struct FailedAttempt<'a> {
    /// The status.
    pub status: http::StatusCode,
    /// The headers.
    pub headers: &'a http::HeaderMap,
    /// The body, which is empty where it is read while it comes.
    pub body: &'a [u8],
    /// Whether sending the call again is harmless.
    pub idempotent: bool,
}

impl Retry {
    /// Allows so many attempts after the first; everything else is the default.
    pub const fn new(retries: u32) -> Self {
        Self {
            retries,
            statuses: None,
            first_wait: FIRST_RETRY_WAIT,
            longest_wait: LONGEST_RETRY_WAIT,
            longest_retry_after: LONGEST_RETRY_AFTER,
            rule: None,
        }
    }

    /// Lets a function decide which responses are tried again, also of calls that are not
    /// idempotent. Where it gives `None`, the other settings decide; they always say how
    /// often and when. It may hold what it needs: settings that change, a counter.
    ///
    /// ```
    /// use bindery_runtime::Retry;
    ///
    /// // An API that says by a code that it has not begun.
    /// let retry = Retry::default().rule(|failed| {
    ///     let is_locked = failed.body.windows(6).any(|code| code == b"LOCKED");
    ///     (failed.status == 409 && is_locked).then_some(true)
    /// });
    /// # let _ = retry;
    /// ```
    pub fn rule(
        mut self,
        rule: impl Fn(&FailedAttempt<'_>) -> Option<bool> + Send + Sync + 'static,
    ) -> Self {
        self.rule = Some(RetryRule(Arc::new(rule)));
        self
    }

    /// Sets the statuses that are tried again; by default 408, 409, 429 and all of 500
    /// and more but 501 and 505. A response that says `x-should-retry` decides itself.
    pub const fn statuses(mut self, statuses: &'static [u16]) -> Self {
        self.statuses = Some(statuses);
        self
    }

    /// Sets the wait after the first attempt, half a second by default, and the longest
    /// wait, 8 seconds by default. Waits double after each attempt, and up to a quarter
    /// is taken off by chance.
    pub const fn waits(mut self, first: Duration, longest: Duration) -> Self {
        self.first_wait = first;
        self.longest_wait = longest;
        self
    }

    /// Sets the longest wait that is kept when a server asks for it by `Retry-After`, a
    /// minute by default. If it asks for more, the call ends.
    pub const fn longest_retry_after(mut self, longest: Duration) -> Self {
        self.longest_retry_after = longest;
        self
    }
}

impl Default for Retry {
    fn default() -> Self {
        Self::new(RETRIES)
    }
}
