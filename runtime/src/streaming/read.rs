//! Readers of bodies that are read while they come, as generated code hands them to
//! [`Call::new`](crate::Call::new).

use super::{EventStream, JsonLines};
use crate::json::{Decode, DecodeError};
use crate::response::Received;

/// Server-sent events with JSON as their data.
///
/// # Errors
///
/// Never: it returns a `Result` because all readers have one signature.
pub fn events<T: Decode>(received: &Received) -> Result<EventStream<T>, DecodeError> {
    received.events()
}

/// Server-sent events that are JSON as a whole: objects of `data`, `event` and `id`.
///
/// # Errors
///
/// Never: it returns a `Result` because all readers have one signature.
pub fn whole_events<T: Decode>(received: &Received) -> Result<EventStream<T>, DecodeError> {
    received.whole_events()
}

/// Server-sent events with text as their data.
///
/// # Errors
///
/// Never: it returns a `Result` because all readers have one signature.
pub fn text_events(received: &Received) -> Result<EventStream<String>, DecodeError> {
    received.text_events()
}

/// Lines of JSON.
///
/// # Errors
///
/// Never: it returns a `Result` because all readers have one signature.
pub fn lines<T: Decode>(received: &Received) -> Result<JsonLines<T>, DecodeError> {
    received.lines()
}
