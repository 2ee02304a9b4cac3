//! What one call may be told that differs from its client.

use std::time::Duration;

use super::Call;
use crate::auth::Auth;
use crate::json::Encode;
use crate::request::Body;
use crate::retry::Retry;
use crate::secrets::Secret;

impl<T, E, P> Call<T, E, P> {
    /// Limits the whole call, with its retries and the waits between them, to the last byte of
    /// its response, also of one that is read while it comes. For a stream that is to go on for
    /// long, `None` takes the client's limit away, and [`idle_timeout`](Self::idle_timeout)
    /// tells one that has fallen silent.
    pub fn timeout(mut self, limit: impl Into<Option<Duration>>) -> Self {
        self.plan.limits.timeout = limit.into();
        self
    }

    /// Limits each attempt.
    pub fn attempt_timeout(mut self, limit: impl Into<Option<Duration>>) -> Self {
        self.plan.limits.attempt_timeout = limit.into();
        self
    }

    /// Limits the wait for each piece of a response that is read while it comes:
    /// of events, lines of JSON, and [`stream`](Self::stream).
    pub fn idle_timeout(mut self, limit: impl Into<Option<Duration>>) -> Self {
        self.plan.limits.idle_timeout = limit.into();
        self
    }

    /// Sets how often the call is tried again.
    pub fn retries(mut self, retries: u32) -> Self {
        self.plan.retry.retries = retries;
        self
    }

    /// Sets what is tried again, how often and when.
    pub fn retry(mut self, policy: Retry) -> Self {
        self.plan.retry = policy;
        self
    }

    /// The idempotency key that all attempts of this call are sent with: the caller's,
    /// else one of its own. To be stored before the call is sent, where it is to be made
    /// again should the program end; [`header`](Self::header) sets a stored one.
    ///
    /// `None` where neither the document nor
    /// [`Builder::idempotency_key`](crate::Builder::idempotency_key) names a header for it.
    #[must_use]
    pub fn idempotency_key(&self) -> Option<&str> {
        self.plan.idempotency_key()
    }

    /// Sets the size in bytes of the largest response that is read.
    pub fn max_response_size(mut self, bytes: usize) -> Self {
        self.plan.limits.max_body = bytes;
        self
    }

    /// Sets how many bytes a decoded response may take; see
    /// [`Builder::max_decoded_size`](crate::Builder::max_decoded_size).
    pub fn max_decoded_size(mut self, bytes: usize) -> Self {
        self.plan.limits.max_decoded = Some(bytes);
        self
    }

    /// Sets how many arrays and objects of a response may stand inside each other; see
    /// [`Builder::max_nesting`](crate::Builder::max_nesting).
    pub fn max_nesting(mut self, levels: u32) -> Self {
        self.plan.limits.max_nesting = levels;
        self
    }

    /// Sets whether a response that departs from the document is an error; see
    /// [`Builder::strict`](crate::Builder::strict).
    pub fn strict(mut self, strict: bool) -> Self {
        self.plan.strict = strict;
        self
    }

    /// Sets how many redirects are followed; see
    /// [`Builder::redirects`](crate::Builder::redirects).
    pub fn redirects(mut self, redirects: u32) -> Self {
        self.plan.limits.redirects = redirects;
        self
    }

    /// Says that sending this call twice is harmless, so that it is tried
    /// again also where the document does not allow it.
    pub fn idempotent(mut self) -> Self {
        self.plan.idempotent = true;
        self
    }

    /// Sets a header, instead of any other of this name.
    pub fn header(mut self, name: &str, value: &str) -> Self {
        self.plan.set_header(name, value);
        self
    }

    /// Adds a pair to the query.
    pub fn query(mut self, name: &str, value: &str) -> Self {
        self.plan.add_query(name, value);
        self
    }

    /// Adds a field to the body: a member of its JSON object, where it replaces
    /// one of the same name, or what forms send for such a property: pairs, or
    /// parts of `multipart/form-data`.
    pub fn body_field(mut self, name: &str, value: &dyn Encode) -> Self {
        self.plan.draft.add_field(name, value);
        self
    }

    /// Sends this body, whatever the document says.
    pub fn body(mut self, body: Body) -> Self {
        self.plan.draft.replace_body(body);
        self
    }

    /// Keeps a secret out of errors, URLs that are shown, spans and recordings: one
    /// that stands in the body or in a parameter, in every spelling, also should
    /// the response repeat it. Credentials never show.
    pub fn hide(mut self, secret: impl Into<Secret>) -> Self {
        self.plan.hidden.push(secret.into());
        self
    }

    /// Sends the call to another base URL.
    pub fn base_url(mut self, url: impl Into<String>) -> Self {
        self.plan.base_url = Some(url.into());
        self
    }

    /// Uses this credential and none of the client's.
    pub fn auth(mut self, auth: impl Into<Auth>) -> Self {
        self.plan.auth = Some(auth.into());
        self
    }

    /// Sends this as `X-Request-Id`.
    pub fn request_id(self, id: &str) -> Self {
        self.header("x-request-id", id)
    }
}
