//! Strings: borrowed from the text, copied only when they have escapes.

use std::borrow::Cow;

use super::Reader;
use crate::json::DecodeError;
use crate::json::error::Reason;
use crate::json::scan::measure_plain_text;

impl<'a> Reader<'a> {
    /// Reads a string; borrowed from the text unless it has escapes.
    ///
    /// # Errors
    ///
    /// When something else comes, or when an escape is wrong (RFC 8259 §7);
    /// half a surrogate pair is refused.
    pub fn string(&mut self) -> Result<Cow<'a, str>, DecodeError> {
        self.string_or("a string")
    }

    /// Reads a string that is kept.
    pub(crate) fn owned_string(&mut self) -> Result<String, DecodeError> {
        if self.peek_value() != Some(b'"') {
            return self.string_instead("a string").map(str::to_owned);
        }
        self.at += 1;
        let run = self.run();
        if self.peek() == Some(b'"') {
            self.at += 1;
            return Ok(run.to_owned());
        }
        self.unescape(run)
    }

    /// Reads a string; `expected` says what is expected where something else
    /// comes.
    #[inline]
    pub(crate) fn string_or(
        &mut self,
        expected: &'static str,
    ) -> Result<Cow<'a, str>, DecodeError> {
        if self.peek_value() != Some(b'"') {
            return self.string_instead(expected).map(Cow::Borrowed);
        }
        self.at += 1;
        let run = self.run();
        if self.peek() == Some(b'"') {
            self.at += 1;
            return Ok(Cow::Borrowed(run));
        }
        self.unescape(run).map(Cow::Owned)
    }

    /// Skips a string that begins here.
    #[inline]
    pub(super) fn skip_string(&mut self) -> Result<(), DecodeError> {
        self.at += 1;
        loop {
            self.at += measure_plain_text(self.rest());
            if self.peek() == Some(b'"') {
                self.at += 1;
                return Ok(());
            }
            self.escape()?;
        }
    }

    /// Goes on with a string that has escapes, after its first run.
    #[cold]
    fn unescape(&mut self, run: &str) -> Result<String, DecodeError> {
        let mut text = run.to_owned();
        loop {
            text.push(self.escape()?);
            text.push_str(self.run());
            if self.peek() == Some(b'"') {
                self.at += 1;
                return Ok(text);
            }
        }
    }

    /// Passes over the characters up to a quote, a backslash, a control
    /// character or the end.
    #[inline]
    fn run(&mut self) -> &'a str {
        let start = self.at;
        self.at += measure_plain_text(self.rest());
        self.text_from(start)
    }

    /// Reads an escape. Called where a run has ended and no quote stands.
    #[cold]
    fn escape(&mut self) -> Result<char, DecodeError> {
        match self.peek() {
            Some(b'\\') => self.at += 1,
            Some(_) => return Err(self.syntax("control characters as escapes")),
            None => return Err(self.syntax("`\"`")),
        }
        let escaped = match self.peek() {
            Some(byte @ (b'"' | b'\\' | b'/')) => char::from(byte),
            Some(b'b') => '\u{8}',
            Some(b'f') => '\u{c}',
            Some(b'n') => '\n',
            Some(b'r') => '\r',
            Some(b't') => '\t',
            Some(b'u') => return self.unicode_escape(),
            _ => return Err(self.syntax("an escape that JSON has")),
        };
        self.at += 1;
        Ok(escaped)
    }

    /// Reads `u1F600` or the like, and the second half of a surrogate pair.
    fn unicode_escape(&mut self) -> Result<char, DecodeError> {
        let start = self.at;
        let first = self.code_unit()?;
        let units = match first {
            0xd800..0xdc00 if self.rest().starts_with(b"\\u") => {
                self.at += 1;
                [first, self.code_unit()?]
            }
            _ => [first, 0],
        };
        let is_pair = self.at - start > 5;
        let mut decoded = char::decode_utf16(units.into_iter().take(1 + usize::from(is_pair)));
        match (decoded.next(), decoded.next()) {
            (Some(Ok(character)), None) => Ok(character),
            _ => Err(DecodeError::new(
                start,
                Reason::Syntax("both halves of a surrogate pair"),
            )),
        }
    }

    /// Reads `u` and four hexadecimal digits.
    fn code_unit(&mut self) -> Result<u16, DecodeError> {
        let digits = self.rest().get(1..5).and_then(|digits| {
            digits.iter().try_fold(0, |unit, &digit| {
                let digit = char::from(digit).to_digit(16)?;
                Some(unit << 4 | digit as u16)
            })
        });
        let unit = digits.ok_or_else(|| self.syntax("four hexadecimal digits after `\\u`"))?;
        self.at += 5;
        Ok(unit)
    }
}
