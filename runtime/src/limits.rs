//! How long, how often and how large: the limits of calls, with their reasons.
//!
//! What a JSON text may ask of its reader stands in `json/limits.rs`. How much of a text
//! messages show stands where they are written, as nothing else depends on it.

use std::time::Duration;

use crate::json::{ReadLimits, choose_memory_limit};

/// How long connecting may take when nobody says: a first packet that is lost twice is
/// sent again after one second and after two more (RFC 6298 §2), so five seconds let
/// both repetitions through.
#[cfg(all(
    feature = "reqwest",
    not(all(target_arch = "wasm32", target_os = "unknown"))
))]
pub(crate) const CONNECT_TIMEOUT: Duration = Duration::from_secs(5);

/// How long one attempt may take when nobody says: twice the minute after which gateways
/// commonly end a request (nginx's `proxy_read_timeout`), so that their response comes
/// first and says more than a time limit does.
const ATTEMPT_TIMEOUT: Duration = Duration::from_secs(120);

/// Attempts after the first when nobody says: two help over a moment's overload or a
/// connection that broke; more would add to an overload that lasts.
const RETRIES: u32 = 2;

/// Bytes of the largest body that is read when nobody says: more than any page of a
/// list has, and little enough that some of them fit into a small container. Larger
/// things are downloads, which [`Call::stream`](crate::Call::stream) reads without a
/// limit.
const MAX_BODY: usize = 64 << 20;

/// Bytes of a body that an error shows: failures are short, and errors are kept in logs.
pub(crate) const SHOWN_BODY: usize = 16 << 10;

/// Bytes of a body that an error keeps: more than it shows, so that a secret at the end
/// of what is shown is recognised.
pub(crate) const KEPT_BODY: usize = SHOWN_BODY + (8 << 10);

/// The wait after the first attempt; doubled after each.
pub(crate) const FIRST_RETRY_WAIT: Duration = Duration::from_millis(500);

/// The longest wait before a retry that nobody asked for.
pub(crate) const LONGEST_RETRY_WAIT: Duration = Duration::from_secs(8);

/// The longest wait before a retry that is kept when a server asks for it: whoever made
/// the call waits for it, and may decide better what to do in so long a time.
pub(crate) const LONGEST_RETRY_AFTER: Duration = Duration::from_secs(60);

/// Pages that are read when nobody says otherwise: a server whose pages never end is
/// found out, and no list that is read by pages is meant to be longer.
pub(crate) const MOST_PAGES: u64 = 10_000;

/// How many places of a client's responses are told as drift: then it is known that the
/// document is another, and what is remembered of them does not grow for ever.
pub(crate) const MOST_DRIFT_PLACES: usize = 10_000;

/// How long a stream of events waits before it connects again when the server says
/// nothing: "a few seconds", says WHATWG HTML §9.2.3, and browsers take three.
pub(crate) const RECONNECT_WAIT: Duration = Duration::from_secs(3);

/// How long it waits at least, as a client may (WHATWG HTML §9.2.3): a server that ends
/// each connection and asks for no wait would be called without a pause.
pub(crate) const LEAST_RECONNECT_WAIT: Duration = Duration::from_millis(50);

/// The longest wait before connecting again that a server may ask for: what is longer
/// would be silence without an error.
pub(crate) const LONGEST_RECONNECT_WAIT: Duration = Duration::from_secs(3600);

/// The longest time before its end at which a token is replaced: calls that were sent
/// with it may still be on their way, and clocks differ.
pub(crate) const TOKEN_MARGIN: Duration = Duration::from_secs(60);

/// Which failures of calls are tried again, how often, and after which waits.
///
/// Tried again is what is harmless to repeat: calls that are idempotent by their method,
/// by their document or by an idempotency key. Every call is tried again where it was not
/// carried out: when no connection came about, and when the server answers 429 or 503
/// and says by `Retry-After` when to come back.
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
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
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
#[derive(Clone, Copy)]
pub(crate) struct RetryRule(pub(crate) fn(&FailedAttempt<'_>) -> Option<bool>);

impl PartialEq for RetryRule {
    fn eq(&self, other: &Self) -> bool {
        std::ptr::fn_addr_eq(self.0, other.0)
    }
}

impl Eq for RetryRule {}

impl std::fmt::Debug for RetryRule {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        out.write_str("RetryRule(..)")
    }
}

/// A response that is no success: what a rule of [`Retry::rule`] judges.
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
    /// So many attempts after the first, and for the rest what clients do by default.
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

    /// Lets a rule of one's own say which responses are tried again, also of calls that are
    /// not idempotent. Where it says nothing, all else counts; how often and when is as
    /// always.
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
    pub const fn rule(mut self, rule: fn(&FailedAttempt<'_>) -> Option<bool>) -> Self {
        self.rule = Some(RetryRule(rule));
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

/// How long and how often a call may try.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Limits {
    /// For the whole call, with its retries and the waits between them.
    pub(crate) timeout: Option<Duration>,
    /// For one attempt, from sending to the last byte of the body.
    pub(crate) attempt_timeout: Option<Duration>,
    /// For each piece of a response that is read while it comes.
    pub(crate) idle_timeout: Option<Duration>,
    /// What is tried again.
    pub(crate) retry: Retry,
    /// Bytes of the largest body that is read.
    pub(crate) max_body: usize,
    /// Bytes that what is decoded may take; `None` to follow `max_body`.
    pub(crate) max_decoded: Option<usize>,
    /// Arrays and objects that may stand inside each other.
    pub(crate) max_nesting: u32,
    /// Bytes of the stack that decoding may take.
    pub(crate) max_stack: usize,
    /// Redirects that are followed.
    pub(crate) redirects: u32,
}

impl Limits {
    /// What holds when nobody says otherwise.
    pub(crate) const DEFAULT: Self = Self {
        timeout: None,
        attempt_timeout: Some(ATTEMPT_TIMEOUT),
        idle_timeout: None,
        retry: Retry::new(RETRIES),
        max_body: MAX_BODY,
        max_decoded: None,
        max_nesting: ReadLimits::DEFAULT.nesting,
        max_stack: ReadLimits::DEFAULT.stack,
        redirects: 0,
    };

    /// Those of reading a response.
    pub(crate) fn of_reading(&self) -> ReadLimits {
        let followed = || choose_memory_limit(self.max_body);
        ReadLimits {
            nesting: self.max_nesting,
            stack: self.max_stack,
            memory: self.max_decoded.unwrap_or_else(followed),
        }
    }
}
