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

/// How long and how often a call may try.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Limits {
    /// For the whole call, with its retries and the waits between them.
    pub(crate) timeout: Option<Duration>,
    /// For one attempt, from sending to the last byte of the body.
    pub(crate) attempt_timeout: Option<Duration>,
    /// For each piece of a response that is read while it comes.
    pub(crate) idle_timeout: Option<Duration>,
    /// Attempts after the first.
    pub(crate) retries: u32,
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
        retries: RETRIES,
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
