//! Server-sent events from bytes (WHATWG HTML §9.2.6, "Interpreting an event
//! stream"). No input, no output, no types.

use std::sync::Arc;
use std::time::Duration;

use bytes::{Buf as _, Bytes};

use crate::limits::LONGEST_RECONNECT_WAIT;

/// An event before its data is read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct RawEvent {
    /// `None` when the server names none.
    pub(super) event: Option<String>,
    pub(super) data: String,
    /// Shared by all events of an id.
    pub(super) id: Arc<str>,
}

impl RawEvent {
    /// Bytes that it holds.
    pub(super) fn size(&self) -> usize {
        let event = self.event.as_ref().map_or(0, String::len);
        event + self.data.len() + self.id.len()
    }
}

/// Takes pieces of a stream apart. A piece may end anywhere.
#[derive(Debug, Default)]
pub(super) struct Parser {
    /// Bytes of the line that has not ended yet.
    line: Vec<u8>,
    /// Whether the last line ended with CR, to which an LF may belong.
    after_cr: bool,
    /// Whether a line was read, so that no byte order mark follows.
    begun: bool,
    event: String,
    data: String,
    /// Stays until another one comes.
    id: Arc<str>,
    /// The id at the last blank line.
    last_id: Arc<str>,
    retry: Option<Duration>,
}

impl Parser {
    /// Takes bytes from the start of a piece up to the end of an event; `None` when
    /// the piece is used up before. One event at a time, as thousands may stand in one
    /// piece.
    pub(super) fn next(&mut self, piece: &mut Bytes) -> Option<RawEvent> {
        let bytes = piece.clone();
        for (place, &byte) in bytes.iter().enumerate() {
            let follows_cr = std::mem::take(&mut self.after_cr);
            let event = match byte {
                b'\n' if follows_cr => None,
                b'\n' => self.end_line(),
                b'\r' => {
                    self.after_cr = true;
                    self.end_line()
                }
                byte => {
                    self.line.push(byte);
                    None
                }
            };
            if event.is_some() {
                piece.advance(place + 1);
                return event;
            }
        }
        piece.clear();
        None
    }

    /// Bytes that are held.
    pub(super) fn held(&self) -> usize {
        self.line.len() + self.data.len() + self.event.len() + self.id.len()
    }

    /// The id of the last event that has ended, with data or without; empty when
    /// none had one.
    pub(super) fn last_id(&self) -> &str {
        &self.last_id
    }

    /// How long to wait before connecting again, if the server has said so.
    pub(super) fn retry(&self) -> Option<Duration> {
        self.retry
    }

    /// Begins a new connection: what is incomplete is dropped, the last id stays.
    pub(super) fn restart(&mut self) {
        let last_id = std::mem::take(&mut self.last_id);
        *self = Self {
            id: Arc::clone(&last_id),
            last_id,
            retry: self.retry,
            ..Self::default()
        };
    }

    fn end_line(&mut self) -> Option<RawEvent> {
        let bytes = std::mem::take(&mut self.line);
        let mut line = bytes.as_slice();
        if !std::mem::replace(&mut self.begun, true) {
            line = line.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(line);
        }
        let line = String::from_utf8_lossy(line);
        if line.is_empty() {
            return self.dispatch();
        }
        let (field, value) = line.split_once(':').unwrap_or((&line, ""));
        let value = value.strip_prefix(' ').unwrap_or(value);
        self.field(field, value);
        None
    }

    /// A comment has the empty name; unknown names are ignored.
    fn field(&mut self, name: &str, value: &str) {
        match name {
            "event" => value.clone_into(&mut self.event),
            "data" => {
                self.data.push_str(value);
                self.data.push('\n');
            }
            "id" if !value.contains('\0') => self.id = value.into(),
            "retry" if !value.is_empty() && value.bytes().all(|one| one.is_ascii_digit()) => {
                // Digits that are no `u64` are more than that.
                let asked = Duration::from_millis(value.parse().unwrap_or(u64::MAX));
                self.retry = Some(asked.min(LONGEST_RECONNECT_WAIT));
            }
            _ => {}
        }
    }

    /// The event that a blank line ends, unless it has no data.
    fn dispatch(&mut self) -> Option<RawEvent> {
        self.last_id = Arc::clone(&self.id);
        let event = std::mem::take(&mut self.event);
        let mut data = std::mem::take(&mut self.data);
        data.pop()?;
        Some(RawEvent {
            event: (!event.is_empty()).then_some(event),
            data,
            id: Arc::clone(&self.id),
        })
    }
}
