//! Spans and events for `tracing`: one span a call, one event an attempt, one
//! event a retry. Nothing of headers and bodies, and no credentials. Without
//! the feature `tracing`, nothing at all.

use std::future::Future;
use std::time::Duration;

use http::StatusCode;

use crate::error::ErrorKind;
use crate::operation::Operation;
use crate::request::Assembled;

/// Does the work of a call inside its span.
#[cfg(feature = "tracing")]
pub(crate) async fn in_span<T>(
    operation: &Operation,
    assembled: &Assembled,
    work: impl Future<Output = T>,
) -> T {
    use tracing::Instrument as _;

    let span = tracing::info_span!(
        "call",
        operation = operation.id,
        method = assembled.method.as_str(),
        url = assembled.shown.as_str(),
    );
    work.instrument(span).await
}

/// An attempt had an answer.
#[cfg(feature = "tracing")]
pub(crate) fn answered(attempt: u32, status: StatusCode, bytes: usize) {
    tracing::debug!(attempt, status = status.as_u16(), bytes, "answered");
}

/// An attempt had none.
#[cfg(feature = "tracing")]
pub(crate) fn unanswered(attempt: u32, kind: ErrorKind) {
    tracing::debug!(attempt, ?kind, "not answered");
}

/// There will be another attempt.
#[cfg(feature = "tracing")]
pub(crate) fn retry(wait: Duration) {
    tracing::info!(?wait, "trying again");
}

/// Does the work of a call.
#[cfg(not(feature = "tracing"))]
pub(crate) fn in_span<F: Future>(_: &Operation, _: &Assembled, work: F) -> F {
    work
}

#[cfg(not(feature = "tracing"))]
pub(crate) fn answered(_: u32, _: StatusCode, _: usize) {}

#[cfg(not(feature = "tracing"))]
pub(crate) fn unanswered(_: u32, _: ErrorKind) {}

#[cfg(not(feature = "tracing"))]
pub(crate) fn retry(_: Duration) {}
