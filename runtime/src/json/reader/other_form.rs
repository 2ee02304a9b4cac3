//! Makes do with values of another JSON type that say the same: a number for a text, a text
//! for a number, 0 and 1 for booleans.

use super::{Kind, Reader};
use crate::json::{DecodeError, Digits, DriftKind};

impl<'a> Reader<'a> {
    /// A text for something else.
    #[cold]
    pub(super) fn string_instead(
        &mut self,
        expected: &'static str,
    ) -> Result<&'a str, DecodeError> {
        if self.is_nothing() {
            self.name_empty_value("\"\"");
            return Ok("");
        }
        let start = self.offset();
        match self.kind() {
            Ok(found @ (Kind::Number | Kind::Bool)) if self.is_forgiving() => {
                let text = self.raw()?;
                self.note(DriftKind::OtherForm, start, expected, found.to_string());
                Ok(text)
            }
            _ => Err(self.other_kind(expected)),
        }
    }

    /// A boolean for something else.
    #[cold]
    pub(super) fn boolean_instead(&mut self) -> Result<bool, DecodeError> {
        const EXPECTED: &str = "a boolean";
        if self.is_nothing() {
            self.name_empty_value("false");
            return Ok(false);
        }
        let before = self.before_value();
        let error = self.other_kind(EXPECTED);
        if !self.is_forgiving() || error.is_syntax() {
            return Err(error);
        }
        let start = self.offset();
        let (found, text) = (self.kind()?, self.raw()?);
        let value = match text.trim_matches('"') {
            "0" | "false" => false,
            "1" | "true" => true,
            _ => {
                (self.at, self.depth) = (before.at, before.depth);
                return Err(error);
            }
        };
        self.note(DriftKind::OtherForm, start, EXPECTED, found.to_string());
        Ok(value)
    }

    /// The text of a number for something else: one that stands in a text.
    #[cold]
    pub(super) fn number_instead(&mut self, error: DecodeError) -> Result<&'a str, DecodeError> {
        if self.is_nothing() {
            self.name_empty_value("0");
            return Ok("0");
        }
        if !self.is_forgiving() || self.peek_value() != Some(b'"') {
            return Err(error);
        }
        let before = self.before_value();
        let raw = self.raw()?;
        let text = raw.trim_matches('"').trim();
        let mut inside = Self::new(text);
        if inside.number().and_then(|_| inside.finish()).is_err() {
            (self.at, self.depth) = (before.at, before.depth);
            return Err(error);
        }
        let start = self.at - raw.len();
        self.note(
            DriftKind::OtherForm,
            start,
            "a number",
            Kind::String.to_string(),
        );
        Ok(text)
    }

    /// A whole number for something else.
    #[cold]
    pub(super) fn whole_instead(&mut self, error: DecodeError) -> Result<(bool, u64), DecodeError> {
        let kept = error.clone();
        let text = self.number_instead(error)?;
        Digits::new(text).whole().ok_or(kept)
    }
}
