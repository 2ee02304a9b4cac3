//! How long, how often and how much: the settings of a client's limits.

use std::time::Duration;

use super::Builder;
use crate::retry::Retry;

impl<C> Builder<C> {
    /// Limits a whole call, with its retries and the waits between them, to the last byte of its
    /// response, also of one that is read while it comes. None by default. A call whose stream is
    /// to go on for long takes it away by `timeout(None)`.
    pub fn timeout(mut self, limit: impl Into<Option<Duration>>) -> Self {
        self.limits.timeout = limit.into();
        self
    }

    /// Limits one attempt, from its start to the last byte of the response. 120
    /// seconds by default.
    pub fn attempt_timeout(mut self, limit: impl Into<Option<Duration>>) -> Self {
        self.limits.attempt_timeout = limit.into();
        self
    }

    /// Limits the wait for each piece of a response that is read while it comes,
    /// such as a stream of events. None by default, as a stream may have nothing
    /// to tell for long.
    pub fn idle_timeout(mut self, limit: impl Into<Option<Duration>>) -> Self {
        self.limits.idle_timeout = limit.into();
        self
    }

    /// Limits connecting, in the default transport. 5 seconds by default.
    pub fn connect_timeout(mut self, limit: impl Into<Option<Duration>>) -> Self {
        self.connect_timeout = limit.into();
        self
    }

    /// Sets how often a call is tried again. 2 by default.
    pub fn retries(mut self, retries: u32) -> Self {
        self.retry.retries = retries;
        self
    }

    /// Sets what is tried again, how often and when.
    pub fn retry(mut self, policy: Retry) -> Self {
        self.retry = policy;
        self
    }

    /// Sets what all calls of the client and of its clones may spend on retries together.
    /// Each retry costs 5; a success gives back what its own retries cost, or 1. When
    /// nothing is left, failures are not tried again. 500 by default; `None` for no limit.
    pub fn retry_budget(mut self, size: impl Into<Option<u32>>) -> Self {
        self.retry_budget = size.into();
        self
    }

    /// Sets the size in bytes of the largest response that is read. 64 MiB by
    /// default.
    pub fn max_response_size(mut self, bytes: usize) -> Self {
        self.limits.max_body = bytes;
        self
    }

    /// Sets how many bytes of memory a decoded response may take: what its lists, maps,
    /// boxes and values take, about; the characters of its strings do not count. By
    /// default four times [`max_response_size`](Self::max_response_size), and 16 MiB at
    /// least: a list of two bytes an item may become one of a kilobyte an item.
    pub fn max_decoded_size(mut self, bytes: usize) -> Self {
        self.limits.max_decoded = Some(bytes);
        self
    }

    /// Sets how many arrays and objects of a response may stand inside each other. 128 by
    /// default. Fewer are read where they would take more of the stack than
    /// [`max_stack`](Self::max_stack) allows.
    pub fn max_nesting(mut self, levels: u32) -> Self {
        self.limits.max_nesting = levels;
        self
    }

    /// Sets how many bytes of the stack decoding a response may take. 1 MiB by default, and
    /// half of it on Windows and in WebAssembly: threads mostly have 2 MiB, so that as much
    /// is left for everything else. Set more only for threads that have a larger stack.
    pub fn max_stack(mut self, bytes: usize) -> Self {
        self.limits.max_stack = bytes;
        self
    }
}
