//! Server-sent events from bytes (WHATWG HTML §9.2.6, "Interpreting an event
//! stream"). No input, no output, no types.

use std::time::Duration;

/// An event before its data is read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct RawEvent {
    /// `None` when the server names none.
    pub(super) event: Option<String>,
    pub(super) data: String,
    pub(super) id: String,
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
    id: String,
    /// The id at the last blank line.
    last_id: String,
    retry: Option<Duration>,
}

impl Parser {
    /// Takes a piece, and adds the events that end in it.
    pub(super) fn push(&mut self, piece: &[u8], events: &mut Vec<RawEvent>) {
        for &byte in piece {
            let follows_cr = std::mem::take(&mut self.after_cr);
            match byte {
                b'\n' if follows_cr => {}
                b'\n' => self.end_line(events),
                b'\r' => {
                    self.after_cr = true;
                    self.end_line(events);
                }
                byte => self.line.push(byte),
            }
        }
    }

    /// Bytes that are held.
    pub(super) fn held(&self) -> usize {
        self.line.len().saturating_add(self.data.len())
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
            id: last_id.clone(),
            last_id,
            retry: self.retry,
            ..Self::default()
        };
    }

    fn end_line(&mut self, events: &mut Vec<RawEvent>) {
        let bytes = std::mem::take(&mut self.line);
        let mut line = bytes.as_slice();
        if !std::mem::replace(&mut self.begun, true) {
            line = line.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(line);
        }
        let line = String::from_utf8_lossy(line);
        if line.is_empty() {
            events.extend(self.dispatch());
            return;
        }
        let (field, value) = line.split_once(':').unwrap_or((&line, ""));
        let value = value.strip_prefix(' ').unwrap_or(value);
        self.field(field, value);
    }

    /// A comment has the empty name; unknown names are ignored.
    fn field(&mut self, name: &str, value: &str) {
        match name {
            "event" => value.clone_into(&mut self.event),
            "data" => {
                self.data.push_str(value);
                self.data.push('\n');
            }
            "id" if !value.contains('\0') => value.clone_into(&mut self.id),
            "retry" if !value.is_empty() && value.bytes().all(|one| one.is_ascii_digit()) => {
                self.retry = value.parse().ok().map(Duration::from_millis);
            }
            _ => {}
        }
    }

    /// The event that a blank line ends, unless it has no data.
    fn dispatch(&mut self) -> Option<RawEvent> {
        self.last_id.clone_from(&self.id);
        let event = std::mem::take(&mut self.event);
        let mut data = std::mem::take(&mut self.data);
        data.pop()?;
        Some(RawEvent {
            event: (!event.is_empty()).then_some(event),
            data,
            id: self.id.clone(),
        })
    }
}
