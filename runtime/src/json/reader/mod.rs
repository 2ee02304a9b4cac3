//! Reads JSON text value by value, without a tree in between.
//!
//! Takes UTF-8 text and gives what [`Decode`] asks for, in one pass; strings
//! are borrowed as long as possible and names of properties are never copied.
//! Looking ahead (for unions) consumes nothing.

mod ahead;
mod containers;
mod forgive;
mod guess;
mod notes;
mod number;
mod other_form;
mod record;
mod room;
mod string;
mod union;
mod whole;

use std::borrow::Cow;
use std::fmt;

use self::ahead::Spans;
use self::guess::Guesses;
use self::room::find_stack_place;
use super::error::Reason;
use super::{Decode, DecodeError, ReadLimits};

pub(super) use notes::{Note, Notes};
use union::Losses;
pub use union::Tries;

/// Reads values from JSON text.
///
/// Each method begins at the next value, past white space. After an error the
/// position is somewhere inside the value.
#[derive(Debug)]
pub struct Reader<'a> {
    text: &'a str,
    /// Next byte; always at a character boundary between two methods.
    at: usize,
    /// Arrays and objects around this place.
    depth: u32,
    limits: ReadLimits,
    /// The address below which the stack may not grow.
    floor: usize,
    /// Bytes that values may still take of the heap.
    memory: usize,
    spans: Spans,
    guesses: Guesses,
    /// Bytes that were read in vain by alternatives of unions.
    wasted: usize,
    /// What was read without a place of its own.
    losses: Losses,
    /// Alternatives inside each other that are being tried.
    trying: u32,
    /// What it does besides reading; mostly nothing.
    notes: Option<Box<Notes>>,
}

/// The six kinds of JSON values.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Kind {
    /// `null`.
    Null,
    /// `true` or `false`.
    Bool,
    /// A number.
    Number,
    /// A string.
    String,
    /// An array.
    Array,
    /// An object.
    Object,
}

impl fmt::Display for Kind {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(match self {
            Self::Null => "null",
            Self::Bool => "a boolean",
            Self::Number => "a number",
            Self::String => "a string",
            Self::Array => "an array",
            Self::Object => "an object",
        })
    }
}

impl<'a> Reader<'a> {
    /// Starts at the beginning of `text`; a byte order mark is passed over
    /// (RFC 8259 §8.1).
    #[must_use]
    pub fn new(text: &'a str) -> Self {
        Self::within(text, ReadLimits::of_text(text.len()))
    }

    /// Starts at the beginning of `text`, with limits of the caller's.
    #[must_use]
    pub fn within(text: &'a str, limits: ReadLimits) -> Self {
        Self {
            text,
            at: if text.starts_with('\u{feff}') { 3 } else { 0 },
            depth: 0,
            limits,
            floor: find_stack_place().saturating_sub(limits.stack),
            memory: limits.memory,
            spans: Spans::default(),
            guesses: Guesses::default(),
            wasted: 0,
            losses: Losses::default(),
            trying: 0,
            notes: None,
        }
    }

    /// Starts at the beginning of `bytes`.
    ///
    /// # Errors
    ///
    /// When they are not UTF-8 (RFC 8259 §8.1).
    pub fn from_bytes(bytes: &'a [u8]) -> Result<Self, DecodeError> {
        Self::from_bytes_within(bytes, ReadLimits::of_text(bytes.len()))
    }

    /// As [`Reader::from_bytes`], with limits of the caller's.
    pub(crate) fn from_bytes_within(
        bytes: &'a [u8],
        limits: ReadLimits,
    ) -> Result<Self, DecodeError> {
        std::str::from_utf8(bytes)
            .map(|text| Self::within(text, limits))
            .map_err(|error| DecodeError::new(error.valid_up_to(), Reason::Syntax("UTF-8")))
    }

    /// Reads one value.
    ///
    /// # Errors
    ///
    /// When what comes is not such a value.
    #[inline]
    pub fn read<T: Decode>(&mut self) -> Result<T, DecodeError> {
        T::decode(self)
    }

    /// Makes sure that nothing but white space is left.
    ///
    /// # Errors
    ///
    /// When something is left.
    pub fn finish(&mut self) -> Result<(), DecodeError> {
        match self.peek_value() {
            None => Ok(()),
            Some(_) => Err(self.syntax("the end of the text")),
        }
    }

    /// The kind of the next value; consumes nothing.
    ///
    /// # Errors
    ///
    /// When no value begins here.
    pub fn kind(&mut self) -> Result<Kind, DecodeError> {
        match self.peek_value() {
            Some(b'"') => Ok(Kind::String),
            Some(b'{') => Ok(Kind::Object),
            Some(b'[') => Ok(Kind::Array),
            Some(b'-' | b'0'..=b'9') => Ok(Kind::Number),
            Some(b't' | b'f') => Ok(Kind::Bool),
            Some(b'n') => Ok(Kind::Null),
            _ => self.kind_instead(),
        }
    }

    /// Reads a boolean.
    ///
    /// # Errors
    ///
    /// When something else comes.
    pub fn boolean(&mut self) -> Result<bool, DecodeError> {
        match self.peek_value() {
            Some(b't') => self.literal("true").map(|()| true),
            Some(b'f') => self.literal("false").map(|()| false),
            _ => self.boolean_instead(),
        }
    }

    /// Reads a null.
    ///
    /// # Errors
    ///
    /// When something else comes.
    pub fn null(&mut self) -> Result<(), DecodeError> {
        match self.peek_value() {
            Some(b'n') => self.literal("null"),
            _ => self.container_instead("null"),
        }
    }

    /// Reads a null if one comes; else consumes nothing.
    ///
    /// # Errors
    ///
    /// When something begins like a null and is none.
    pub fn null_if_any(&mut self) -> Result<bool, DecodeError> {
        match self.peek_value() {
            Some(b'n') => self.literal("null").map(|()| true),
            Some(_) => Ok(false),
            None => Ok(self.is_nothing()),
        }
    }

    /// Skips one value, whatever it is, and checks that it is JSON.
    ///
    /// # Errors
    ///
    /// When it is not.
    pub fn skip(&mut self) -> Result<(), DecodeError> {
        match self.peek_value() {
            Some(b'"') => self.skip_string(),
            Some(b'{' | b'[') => self.skip_container(),
            Some(b'-' | b'0'..=b'9') => self.number().map(|_| ()),
            Some(b't') => self.literal("true"),
            Some(b'f') => self.literal("false"),
            Some(b'n') => self.literal("null"),
            _ => self.kind_instead().map(|_| ()),
        }
    }

    /// Skips one value and gives its text.
    ///
    /// # Errors
    ///
    /// When it is not JSON.
    pub fn raw(&mut self) -> Result<&'a str, DecodeError> {
        self.skip_space();
        let start = self.at;
        self.skip()?;
        Ok(self.text_from(start))
    }

    /// An error at this place: a value of a kind that is not expected.
    #[cold]
    #[must_use]
    pub fn unexpected(&self, found: Kind, expected: impl Into<Cow<'static, str>>) -> DecodeError {
        let expected = expected.into();
        DecodeError::new(self.at, Reason::Kind { expected, found })
    }

    /// An error at this place, in the words of a hand-written [`Decode`].
    /// Messages should not contain values, which may be secret.
    #[cold]
    #[must_use]
    pub fn error(&self, message: impl Into<String>) -> DecodeError {
        DecodeError::new(self.at, Reason::Other(message.into()))
    }

    /// An error at `offset`: a value of the right kind that does not fit.
    #[cold]
    pub(crate) fn misfit(
        offset: usize,
        expected: impl Into<Cow<'static, str>>,
        found: &'static str,
    ) -> DecodeError {
        let expected = expected.into();
        DecodeError::new(offset, Reason::Value { expected, found })
    }

    /// Byte of the text at which the next value begins.
    pub(crate) fn offset(&mut self) -> usize {
        self.skip_space();
        self.at
    }

    /// An error at this place: the text is not JSON.
    #[cold]
    fn syntax(&self, expected: &'static str) -> DecodeError {
        let reason = match self.peek() {
            Some(_) => Reason::Syntax(expected),
            None => Reason::End(expected),
        };
        DecodeError::new(self.at, reason)
    }

    /// An error at this place: some other kind of value comes, or none at all.
    #[cold]
    fn other_kind(&mut self, expected: impl Into<Cow<'static, str>>) -> DecodeError {
        match self.kind() {
            Ok(found) => self.unexpected(found, expected),
            Err(error) => error,
        }
    }

    #[inline]
    fn peek(&self) -> Option<u8> {
        self.text.as_bytes().get(self.at).copied()
    }

    /// First byte of the next value.
    #[inline]
    fn peek_value(&mut self) -> Option<u8> {
        self.skip_space();
        self.peek()
    }

    #[inline]
    fn skip_space(&mut self) {
        while let Some(b' ' | b'\n' | b'\r' | b'\t') = self.peek() {
            self.at += 1;
        }
    }

    /// The bytes that are left.
    #[inline]
    fn rest(&self) -> &'a [u8] {
        self.text.as_bytes().get(self.at..).unwrap_or_default()
    }

    /// The text that is left.
    fn rest_text(&self) -> &'a str {
        self.text.get(self.at..).unwrap_or_default()
    }

    /// The text between `start` and this place.
    #[inline]
    fn text_from(&self, start: usize) -> &'a str {
        self.text.get(start..self.at).unwrap_or_default()
    }

    fn literal(&mut self, literal: &'static str) -> Result<(), DecodeError> {
        if self.rest().starts_with(literal.as_bytes()) {
            self.at += literal.len();
            Ok(())
        } else {
            Err(self.syntax(literal))
        }
    }
}
