//! The responses that generated code reads as streams.

use super::{EventStream, JsonLines, Live, StreamSource};
use crate::json::{Decode, DecodeError};
use crate::response::Received;

impl Received {
    /// The body, to be read while it comes. Taken once: whoever asks again reads
    /// nothing.
    pub(crate) fn live(&self) -> Live {
        let (body, limit, plan) = self.take_live();
        let (origin, status, headers, manner) = self.to_parts();
        let source = StreamSource::new(body, origin, status, headers, manner);
        let source = source.failing(self.embedded());
        Live {
            source: source.limited(limit, plan.as_deref()),
            plan,
        }
    }

    /// Server-sent events with JSON as their data.
    ///
    /// # Errors
    ///
    /// Never: it returns a `Result` because all readers have one signature.
    pub fn events<T: Decode>(&self) -> Result<EventStream<T>, DecodeError> {
        let Live { source, plan } = self.live();
        Ok(EventStream::json(source, plan))
    }

    /// Server-sent events that are JSON as a whole: objects of `data`, `event` and
    /// `id`.
    ///
    /// # Errors
    ///
    /// Never: it returns a `Result` because all readers have one signature.
    pub fn whole_events<T: Decode>(&self) -> Result<EventStream<T>, DecodeError> {
        let Live { source, plan } = self.live();
        Ok(EventStream::whole(source, plan))
    }

    /// Server-sent events with text as their data.
    ///
    /// # Errors
    ///
    /// Never: it returns a `Result` because all readers have one signature.
    pub fn text_events(&self) -> Result<EventStream<String>, DecodeError> {
        let Live { source, plan } = self.live();
        Ok(EventStream::text(source, plan))
    }

    /// Lines of JSON.
    ///
    /// # Errors
    ///
    /// Never: it returns a `Result` because all readers have one signature.
    pub fn lines<T: Decode>(&self) -> Result<JsonLines<T>, DecodeError> {
        Ok(JsonLines::new(self.live().source))
    }
}
