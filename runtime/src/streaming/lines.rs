//! JSON Lines and their like as typed streams: `application/jsonl`,
//! `application/x-ndjson`, `application/json-seq` (RFC 7464).

use std::convert::Infallible;
use std::fmt;
use std::future::poll_fn;
use std::pin::Pin;
use std::task::{Context, Poll};

use bytes::{Buf as _, Bytes};
use futures_core::Stream;

use super::StreamSource;
use crate::error::Error;
use crate::json::{Decode, DecodeError};

/// The items of a response, each decoded when its line has come.
///
/// An item that cannot be read is an error, after which the next one follows, and so is one
/// that tells of a failure where the document says how (`x-bindery-failure`); a
/// broken connection is the last. [`timeout`](crate::Call::timeout) is for the whole stream,
/// [`idle_timeout`](crate::Call::idle_timeout) for each piece of it, and
/// [`attempt_timeout`](crate::Call::attempt_timeout) ends with the head of the response;
/// [`max_response_size`](crate::Call::max_response_size) limits a line.
#[must_use = "nothing is read until an item is asked for"]
pub struct JsonLines<T> {
    inner: Lines,
    decode: fn(&str, &StreamSource) -> Result<T, DecodeError>,
}

impl<T: Decode> JsonLines<T> {
    pub(crate) fn new(source: StreamSource) -> Self {
        Self {
            inner: Lines::new(source),
            decode: |line, source| source.read(line),
        }
    }
}

impl JsonLines<String> {
    /// Lines of any text.
    pub(crate) fn text(source: StreamSource) -> Self {
        Self {
            inner: Lines::new(source),
            decode: |line, _| Ok(line.to_owned()),
        }
    }
}

impl<T> JsonLines<T> {
    /// The next item; `None` after the last one.
    pub async fn next(&mut self) -> Option<Result<T, Error<Infallible>>> {
        poll_fn(|cx| self.poll(cx)).await
    }

    fn poll(&mut self, cx: &mut Context<'_>) -> Poll<Option<Result<T, Error<Infallible>>>> {
        self.inner.poll(cx).map(|line| {
            line.map(|line| {
                let line = line?;
                let source = &self.inner.source;
                if let Some(error) = source.find_failure(&line) {
                    return Err(error);
                }
                (self.decode)(&line, source).map_err(|error| source.undecoded(error, &line))
            })
        })
    }
}

impl<T> Stream for JsonLines<T> {
    type Item = Result<T, Error<Infallible>>;

    fn poll_next(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        self.poll(cx)
    }
}

/// Lines that hold anything, and texts of `json-seq`.
struct Lines {
    source: StreamSource,
    /// The line or text that has not ended yet.
    line: Vec<u8>,
    /// Where a text that began with RS stands; `None` in a line.
    nesting: Option<Nesting>,
    /// What has come and is not read yet.
    piece: Bytes,
    ended: bool,
}

impl Lines {
    fn new(source: StreamSource) -> Self {
        Self {
            source,
            line: Vec::new(),
            nesting: None,
            piece: Bytes::new(),
            ended: false,
        }
    }

    fn poll(&mut self, cx: &mut Context<'_>) -> Poll<Option<Result<String, Error<Infallible>>>> {
        loop {
            let line = self.next_line();
            let held = line.as_ref().map_or(self.line.len(), String::len);
            if let Err(error) = self.source.check(held) {
                self.ended = true;
                self.line.clear();
                self.piece.clear();
                return Poll::Ready(Some(Err(error)));
            }
            if let Some(line) = line {
                return Poll::Ready(Some(Ok(line)));
            }
            if self.ended {
                return Poll::Ready(None);
            }
            match self.source.poll(cx) {
                Poll::Pending => return Poll::Pending,
                Poll::Ready(Some(Ok(piece))) => self.piece = piece,
                Poll::Ready(Some(Err(error))) => {
                    self.ended = true;
                    return Poll::Ready(Some(Err(error)));
                }
                Poll::Ready(None) => {
                    self.ended = true;
                    if let Some(line) = self.end_line() {
                        return Poll::Ready(Some(Ok(line)));
                    }
                }
            }
        }
    }

    /// Lines end with LF. Texts of `json-seq` begin with RS and may hold line ends
    /// themselves, so they end with the LF after a whole value, or where the next
    /// one begins (RFC 7464 §2.1).
    ///
    /// One at a time, as thousands may stand in one piece; `None` when it is used up.
    fn next_line(&mut self) -> Option<String> {
        let bytes = self.piece.clone();
        for (place, &byte) in bytes.iter().enumerate() {
            let line = if byte == 0x1E {
                let line = self.end_line();
                self.nesting = Some(Nesting::default());
                line
            } else if byte == b'\n' && self.nesting.is_none_or(Nesting::is_whole) {
                self.end_line()
            } else {
                self.line.push(byte);
                self.nesting = self.nesting.map(|nesting| nesting.after(byte));
                None
            };
            if line.is_some() {
                self.piece.advance(place + 1);
                return line;
            }
        }
        self.piece.clear();
        None
    }

    /// The line that ends here, unless it is blank.
    fn end_line(&mut self) -> Option<String> {
        self.nesting = None;
        let line = std::mem::take(&mut self.line);
        let line = String::from_utf8_lossy(&line);
        let line = line.trim_start_matches('\u{FEFF}').trim();
        (!line.is_empty()).then(|| line.to_owned())
    }
}

/// How far a JSON text has come.
#[derive(Clone, Copy, Default)]
struct Nesting {
    begun: bool,
    /// Arrays and objects that are open.
    depth: usize,
    in_string: bool,
    after_backslash: bool,
}

impl Nesting {
    fn is_whole(self) -> bool {
        self.begun && self.depth == 0 && !self.in_string
    }

    /// With one byte more.
    fn after(mut self, byte: u8) -> Self {
        self.begun |= !byte.is_ascii_whitespace();
        let escaped = std::mem::take(&mut self.after_backslash);
        match byte {
            _ if escaped => {}
            b'"' => self.in_string = !self.in_string,
            b'\\' => self.after_backslash = self.in_string,
            b'{' | b'[' if !self.in_string => self.depth += 1,
            b'}' | b']' if !self.in_string => self.depth = self.depth.saturating_sub(1),
            _ => {}
        }
        self
    }
}

impl<T> fmt::Debug for JsonLines<T> {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.debug_tuple("JsonLines")
            .field(&self.inner.source)
            .finish()
    }
}
