//! Spans and events for `tracing`: one span a call, one event an attempt, one
//! event a retry. Names and attributes are those of OpenTelemetry for HTTP clients
//! (<https://opentelemetry.io/docs/specs/semconv/http/http-spans/>). Nothing of headers and bodies, and no credentials. Without
//! the feature `tracing`, nothing at all.

use std::future::Future;
use std::time::Duration;

use http::{Method, StatusCode};

use crate::description::Operation;
use crate::error::ErrorKind;
use crate::json::Correction;
use crate::secrets::ShownUrl;

/// The span of a call.
#[cfg(feature = "tracing")]
pub(crate) type CallSpan = tracing::Span;

/// What stands for the span of a call.
#[cfg(not(feature = "tracing"))]
#[derive(Clone)]
pub(crate) struct CallSpan;

/// Opens the span of a call.
#[cfg(feature = "tracing")]
pub(crate) fn open_call_span(operation: &Operation, method: &Method, url: &ShownUrl) -> CallSpan {
    tracing::info_span!(
        "call",
        otel.name = %format_args!("{method} {}", operation.path),
        otel.kind = "client",
        operation = operation.id,
        http.request.method = method.as_str(),
        url.template = operation.path,
        url.full = url.as_str(),
        http.response.status_code = tracing::field::Empty,
        http.request.resend_count = tracing::field::Empty,
        "error.type" = tracing::field::Empty,
    )
}

/// Does the work of a call inside its span.
#[cfg(feature = "tracing")]
pub(crate) fn run_in_span<F: Future>(span: CallSpan, work: F) -> impl Future<Output = F::Output> {
    tracing::Instrument::instrument(work, span)
}

/// An attempt had a response.
#[cfg(feature = "tracing")]
pub(crate) fn trace_response(attempt: u32, status: StatusCode, bytes: usize) {
    tracing::debug!(attempt, status = status.as_u16(), bytes, "answered");
}

/// An attempt had none.
#[cfg(feature = "tracing")]
pub(crate) fn trace_missing_response(attempt: u32, kind: ErrorKind) {
    tracing::debug!(attempt, ?kind, "not answered");
}

/// A call has ended: what its span tells of it.
#[cfg(feature = "tracing")]
pub(crate) fn trace_call_end(
    span: &CallSpan,
    attempts: u32,
    status: Option<StatusCode>,
    error: Option<ErrorKind>,
) {
    if attempts > 1 {
        span.record("http.request.resend_count", attempts - 1);
    }
    if let Some(status) = status {
        span.record("http.response.status_code", status.as_u16());
    }
    match (error, status) {
        (Some(kind), _) => {
            span.record("error.type", tracing::field::debug(kind));
        }
        (None, Some(status)) if status.as_u16() >= 400 => {
            span.record("error.type", status.as_str());
        }
        (None, _) => {}
    }
}

#[cfg(not(feature = "tracing"))]
pub(crate) fn trace_call_end(_: &CallSpan, _: u32, _: Option<StatusCode>, _: Option<ErrorKind>) {}

/// There will be another attempt.
#[cfg(feature = "tracing")]
pub(crate) fn trace_retry(wait: Duration) {
    tracing::info!(?wait, "trying again");
}

/// A response departs from its document, and was read all the same.
#[cfg(feature = "tracing")]
pub(crate) fn trace_corrections(operation: &Operation, corrections: &[Correction]) {
    if let Some(first) = corrections.first() {
        let number = corrections.len();
        tracing::warn!(operation = operation.id, corrections = number, %first, "corrected");
    }
}

#[cfg(not(feature = "tracing"))]
pub(crate) fn trace_corrections(_: &Operation, _: &[Correction]) {}

#[cfg(not(feature = "tracing"))]
pub(crate) fn open_call_span(_: &Operation, _: &Method, _: &ShownUrl) -> CallSpan {
    CallSpan
}

#[cfg(not(feature = "tracing"))]
pub(crate) fn run_in_span<F: Future>(_: CallSpan, work: F) -> F {
    work
}

#[cfg(not(feature = "tracing"))]
pub(crate) fn trace_response(_: u32, _: StatusCode, _: usize) {}

#[cfg(not(feature = "tracing"))]
pub(crate) fn trace_missing_response(_: u32, _: ErrorKind) {}

#[cfg(not(feature = "tracing"))]
pub(crate) fn trace_retry(_: Duration) {}
