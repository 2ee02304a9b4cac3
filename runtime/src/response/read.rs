//! Readers of bodies, as generated code hands them to
//! [`Call::new`](crate::Call::new).

use std::convert::Infallible;

use bytes::Bytes;

use super::Received;
use crate::error::NoFailure;
use crate::json::{Decode, DecodeError};

/// A JSON body.
///
/// # Errors
///
/// When the body is not JSON, or not what `T` is.
pub fn json<T: Decode>(received: &Received) -> Result<T, DecodeError> {
    received.json()
}

/// A text; see [`Received::text`] for its encodings.
///
/// # Errors
///
/// When the body is not text.
pub fn text(received: &Received) -> Result<String, DecodeError> {
    received.text()
}

/// A text that stands for a value, or JSON; see [`Received::plain`].
///
/// # Errors
///
/// When the body is no text, or not what `T` is.
pub fn plain<T: Decode>(received: &Received) -> Result<T, DecodeError> {
    received.plain()
}

/// Bytes.
///
/// # Errors
///
/// Never: it returns a `Result` because all readers have one signature.
pub fn bytes(received: &Received) -> Result<Bytes, DecodeError> {
    received.bytes()
}

/// No body.
///
/// # Errors
///
/// Never: it returns a `Result` because all readers have one signature.
pub fn empty(received: &Received) -> Result<(), DecodeError> {
    received.empty()
}

/// Failures of an operation that documents none.
///
/// # Errors
///
/// Always.
pub fn no_failure(received: &Received) -> Result<NoFailure, DecodeError> {
    Err(received.undocumented())
}

/// As [`no_failure`], for clients of contract 1.
///
/// # Errors
///
/// Always.
pub fn never(received: &Received) -> Result<Infallible, DecodeError> {
    Err(received.undocumented())
}
