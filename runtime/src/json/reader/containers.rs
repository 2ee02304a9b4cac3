//! Arrays and objects: brackets, commas, colons and the depth limit.

use std::borrow::Cow;

use super::Reader;
use crate::json::{Decode, DecodeError, DriftKind, RestSlot};

impl<'a> Reader<'a> {
    /// Reads the beginning of an array. [`Reader::next_item`] leads through it.
    ///
    /// # Errors
    ///
    /// When something else comes, or when it stands too deep.
    #[inline]
    pub fn array(&mut self) -> Result<(), DecodeError> {
        match self.peek_value() {
            Some(b'[') => self.enter(),
            _ => self.container_instead("an array"),
        }
    }

    /// Goes to the next item, or past the end of the array: then `false`.
    /// `first` must be true before the first item and is kept up to date.
    ///
    /// # Errors
    ///
    /// When neither a comma nor the end comes.
    #[inline]
    pub fn next_item(&mut self, first: &mut bool) -> Result<bool, DecodeError> {
        self.step(b']', first, "`,` or `]`")
    }

    /// Reads the beginning of an object.
    #[inline]
    pub(super) fn object(&mut self) -> Result<(), DecodeError> {
        match self.peek_value() {
            Some(b'{') => self.enter(),
            _ => Err(self.other_kind("an object")),
        }
    }

    /// Goes to the name of the next member, or past the end of the object.
    #[inline]
    pub(super) fn next_member(&mut self, first: &mut bool) -> Result<bool, DecodeError> {
        let more = self.step(b'}', first, "`,` or `}`")?;
        if more && self.peek() != Some(b'"') {
            return Err(self.syntax("the name of a property"));
        }
        Ok(more)
    }

    /// Reads an object of which no property is known into `rest`.
    pub(crate) fn members(&mut self, rest: &mut dyn RestSlot) -> Result<(), DecodeError> {
        if self.object().is_err() {
            return self.container_instead("an object");
        }
        if self.notes.is_some() {
            self.note_container();
        }
        let mut first = true;
        while self.next_member(&mut first)? {
            let name = self.string()?;
            self.colon()?;
            rest.fill(&name, self)
                .map_err(|error| error.in_member(name.into_owned()))?;
        }
        Ok(())
    }

    /// Reads an object as names and the texts of their values.
    pub(crate) fn raw_members(&mut self) -> Result<Vec<(Cow<'a, str>, &'a str)>, DecodeError> {
        let mut members = Vec::new();
        self.object()?;
        let mut first = true;
        while self.next_member(&mut first)? {
            let name = self.string()?;
            self.colon()?;
            self.charge(2 * size_of::<(Cow<'_, str>, &str)>())?;
            members.push((name, self.raw()?));
        }
        Ok(members)
    }

    /// Reads the beginning of an array that has a certain number of items.
    pub(crate) fn tuple(&mut self, expected: &'static str) -> Result<TupleWalk, DecodeError> {
        let offset = self.offset();
        self.array()?;
        if self.notes.is_some() {
            self.note_container();
        }
        Ok(TupleWalk {
            expected,
            offset,
            index: 0,
            is_over: false,
        })
    }

    /// Reads an array as the texts of its items.
    pub(crate) fn raw_items(&mut self) -> Result<Vec<&'a str>, DecodeError> {
        let mut items = Vec::new();
        self.array()?;
        let mut first = true;
        while self.next_item(&mut first)? {
            self.charge(2 * size_of::<&str>())?;
            items.push(self.raw()?);
        }
        Ok(items)
    }

    /// Reads the colon between a name and its value.
    #[inline]
    pub(super) fn colon(&mut self) -> Result<(), DecodeError> {
        match self.peek_value() {
            Some(b':') => {
                self.at += 1;
                Ok(())
            }
            _ => Err(self.syntax("`:`")),
        }
    }

    /// Skips an array or object that begins here.
    pub(super) fn skip_container(&mut self) -> Result<(), DecodeError> {
        if let Some(end) = self.spans.end_of(self.at) {
            self.at = end;
            return Ok(());
        }
        let span = self.note_span()?;
        match self.peek() {
            Some(b'[') => self.skip_array()?,
            _ => self.skip_object()?,
        }
        self.spans.close(span, self.at);
        Ok(())
    }

    fn skip_array(&mut self) -> Result<(), DecodeError> {
        self.enter()?;
        let (mut first, mut index) = (true, 0);
        while self.next_item(&mut first)? {
            self.skip().map_err(|error| error.in_item(index))?;
            index += 1;
        }
        Ok(())
    }

    fn skip_object(&mut self) -> Result<(), DecodeError> {
        self.enter()?;
        let mut first = true;
        while self.next_member(&mut first)? {
            self.skip_string()?;
            self.colon()?;
            self.skip()?;
        }
        Ok(())
    }

    #[inline]
    fn step(
        &mut self,
        close: u8,
        first: &mut bool,
        expected: &'static str,
    ) -> Result<bool, DecodeError> {
        match self.peek_value() {
            Some(byte) if byte == close => {
                self.at += 1;
                self.depth -= 1;
                return Ok(false);
            }
            Some(_) if *first => *first = false,
            Some(b',') => {
                self.at += 1;
                self.skip_space();
            }
            _ => return self.end_instead(expected),
        }
        Ok(true)
    }
}

/// The way through an array that has a certain number of items.
pub(crate) struct TupleWalk {
    expected: &'static str,
    offset: usize,
    index: usize,
    /// Whether the array has ended before its last item.
    is_over: bool,
}

impl TupleWalk {
    /// Reads the next item, which must be there.
    pub(crate) fn item<T: Decode>(&mut self, from: &mut Reader<'_>) -> Result<T, DecodeError> {
        if self.is_over || !from.next_item(&mut (self.index == 0))? {
            return self.item_instead(from);
        }
        let (index, before) = (self.index, from.before_value());
        self.index += 1;
        match T::decode(from) {
            Ok(item) => Ok(item),
            Err(error) => {
                let error = error.in_item(index);
                let kept = error.clone();
                from.instead(error, before)?.ok_or(kept)
            }
        }
    }

    /// An item that is not there.
    #[cold]
    fn item_instead<T: Decode>(&mut self, from: &mut Reader<'_>) -> Result<T, DecodeError> {
        let is_first = !std::mem::replace(&mut self.is_over, true);
        let error = Reader::misfit(self.offset, self.expected, "fewer");
        if !from.is_forgiving() {
            return Err(error);
        }
        if is_first {
            from.note(DriftKind::Missing, self.offset, self.expected, "fewer");
        }
        from.nothing()
    }

    /// Makes sure that the array ends here.
    pub(crate) fn end(&self, from: &mut Reader<'_>) -> Result<(), DecodeError> {
        if self.is_over || !from.next_item(&mut false)? {
            return Ok(());
        }
        if !from.is_forgiving() || from.must_stay_whole() {
            return Err(Reader::misfit(self.offset, self.expected, "more"));
        }
        from.note(DriftKind::Unreadable, self.offset, self.expected, "more");
        from.skip()?;
        while from.next_item(&mut false)? {
            from.skip()?;
        }
        Ok(())
    }
}
