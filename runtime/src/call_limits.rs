//! What one call may take: time, and room for what it is answered.

use std::time::Duration;

use crate::json::{ReadLimits, choose_memory_limit};
use crate::limits::{ATTEMPT_TIMEOUT, MAX_BODY};

/// How long a call may try, and what it reads.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct CallLimits {
    /// For the whole call, with its retries and the waits between them.
    pub(crate) timeout: Option<Duration>,
    /// For one attempt, from sending to the last byte of the body.
    pub(crate) attempt_timeout: Option<Duration>,
    /// For each piece of a response that is read while it comes.
    pub(crate) idle_timeout: Option<Duration>,
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

impl CallLimits {
    /// What holds when nobody says otherwise.
    pub(crate) const DEFAULT: Self = Self {
        timeout: None,
        attempt_timeout: Some(ATTEMPT_TIMEOUT),
        idle_timeout: None,
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
