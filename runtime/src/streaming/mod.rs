//! Responses that are read while they come: bytes, server-sent events, lines of
//! JSON. What they hold is decoded one by one, and never held as a whole.

mod byte_stream;
mod events;
mod lines;
pub(crate) mod read;
mod received;
mod source;
mod sse;
#[cfg(test)]
mod tests;
mod whole;

pub use byte_stream::ByteStream;
pub use events::{Event, EventStream};
#[cfg(feature = "testing")]
pub(crate) use events::{EventForm, MESSAGE};
pub use lines::JsonLines;
pub(crate) use source::StreamSource;

use crate::plan::Plan;

/// A body that has not been read, and the call that it answers.
#[derive(Debug)]
pub(crate) struct Live {
    pub(crate) source: StreamSource,
    /// To make the call again; `None` when it was not made by this crate.
    pub(crate) plan: Option<Box<Plan>>,
}
