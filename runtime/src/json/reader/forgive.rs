//! Makes do with what does not keep to the document.
//!
//! All of it happens where the reader would give an error, so that reading what is right
//! takes the same way as ever. A text is read so only after it was refused.
//!
//! What is missing is read from an empty text, at which every decoder arrives at a place
//! where it would say that the text has ended; here it gets the empty value of its type
//! instead. So no type needs code of its own for it.

use std::borrow::Cow;

use super::notes::Nothing;
use super::{Kind, Reader};
use crate::json::error::Reason;
use crate::json::{Decode, DecodeError, DriftKind, Field, Presence, Record, RestSlot, Slot};

/// What is to be done about a value that cannot be read.
enum Verdict {
    /// It is to be read again, as an unknown variant.
    Again,
    /// It is a null, which was passed, where none may be.
    Null,
    /// It was passed over, and counts as missing.
    LeftOut,
}

/// Where a value begins, to go back there.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Mark {
    pub(super) at: usize,
    pub(super) depth: u32,
}

impl<'a> Reader<'a> {
    /// This place, before a value.
    #[inline]
    pub(crate) fn before_value(&self) -> Mark {
        Mark {
            at: self.at,
            depth: self.depth,
        }
    }

    /// Another value for one that cannot be read; `None` where it counts as missing.
    #[cold]
    #[inline(never)]
    pub(crate) fn instead<T: Decode>(
        &mut self,
        error: DecodeError,
        before: Mark,
    ) -> Result<Option<T>, DecodeError> {
        match self.judge(error, before, true)? {
            Verdict::Again => T::decode(self).map(Some),
            Verdict::Null => {
                let mut slot = None;
                let read_as = self.fill_with_nothing(&mut slot)?;
                self.note_empty_value(read_as);
                Ok(slot)
            }
            Verdict::LeftOut => Ok(None),
        }
    }

    /// The value of a type of which nothing is there.
    #[cold]
    #[inline(never)]
    pub(super) fn nothing<T: Decode>(&mut self) -> Result<T, DecodeError> {
        let mut slot = None;
        self.fill_with_nothing(&mut slot)?;
        slot.ok_or_else(|| self.error("nothing cannot be read"))
    }

    /// Fills a slot although there is nothing for it, and names the empty value that it
    /// gets.
    #[cold]
    pub(super) fn fill_with_nothing(
        &mut self,
        slot: &mut dyn Slot,
    ) -> Result<Option<&'static str>, DecodeError> {
        let outside = (self.text, self.at, self.depth);
        let before = self.set_nothing(Some(Nothing::default()));
        (self.text, self.at) = ("", 0);
        let read = slot.fill(self);
        let nothing = self.set_nothing(before);
        (self.text, self.at, self.depth) = outside;
        read.map(|()| nothing.and_then(|nothing| nothing.read_as))
    }

    /// Sets whether nothing is read, and gives what was known of it before.
    fn set_nothing(&mut self, nothing: Option<Nothing>) -> Option<Nothing> {
        let notes = self.notes.as_mut()?;
        std::mem::replace(&mut notes.nothing, nothing)
    }

    /// Fills the slots of an object of which nothing is there; else the error that it is
    /// none.
    #[cold]
    pub(super) fn record_of_nothing(
        &mut self,
        error: DecodeError,
        record: &Record,
        slots: &mut [&mut dyn Slot],
    ) -> Result<(), DecodeError> {
        let table = std::ptr::from_ref(record) as usize;
        match &mut self.notes {
            Some(notes) if notes.nothing.is_some() && !notes.made_of_nothing.contains(&table) => {
                notes.made_of_nothing.push(table);
            }
            // Not an object; or one that holds itself, which has no end.
            Some(_) | None => return Err(error),
        }
        let required = record.fields.iter().zip(slots);
        let mut required = required.filter(|(field, _)| field.presence == Presence::Required);
        let filled = required.try_for_each(|(field, slot)| {
            let filled = self.fill_with_nothing(*slot);
            filled
                .map(drop)
                .map_err(|error| error.in_member(field.name))
        });
        if let Some(notes) = &mut self.notes {
            notes.made_of_nothing.pop();
        }
        filled
    }

    /// What is to be done about a value that cannot be read, if anything can. Without an
    /// item some lists are not what they were taken for.
    fn judge(
        &mut self,
        error: DecodeError,
        before: Mark,
        is_item: bool,
    ) -> Result<Verdict, DecodeError> {
        if !self.is_forgiving() || self.is_nothing() || error.is_final() {
            return Err(error);
        }
        (self.at, self.depth) = (before.at, before.depth);
        let start = self.offset();
        if let Some(notes) = &mut self.notes {
            notes.forget_from(start);
            if let Some(table) = notes.chosen.get(&start).copied()
                && notes.taken_back.insert((start, table))
            {
                let (expected, found) = error.differences();
                self.note(DriftKind::UnreadableVariant, start, expected, found);
                return Ok(Verdict::Again);
            }
        }
        let (expected, found) = error.differences();
        if self.null_if_any()? {
            self.note(DriftKind::Null, start, expected, "null");
            return Ok(Verdict::Null);
        }
        if is_item && self.must_stay_whole() {
            return Err(error);
        }
        self.skip()?;
        self.note(DriftKind::Unreadable, start, expected, found);
        Ok(Verdict::LeftOut)
    }

    /// Adds to the note that was made last which empty value stands for what it is about.
    fn note_empty_value(&mut self, read_as: Option<&'static str>) {
        if let Some(notes) = &mut self.notes {
            notes.add_read_as(read_as);
        }
    }

    /// Makes do with a member that cannot be read: `rest` gets it as it came.
    #[cold]
    pub(super) fn field_instead(
        &mut self,
        error: DecodeError,
        before: Mark,
        (record, field): (&Record, &Field),
        slot: &mut dyn Slot,
        rest: &mut dyn RestSlot,
    ) -> Result<(), DecodeError> {
        let error = error.in_member(field.name);
        if record.is_strict || field.is_strict {
            return Err(error.finally());
        }
        let kept = error.clone();
        let verdict = self.judge(error, before, false)?;
        if let Verdict::Again = verdict {
            return slot.fill(self);
        }
        if let Verdict::LeftOut = verdict {
            self.keep_unread(before, field.name, rest)?;
            if field.presence != Presence::Required {
                return Ok(());
            }
        }
        match self.fill_with_nothing(slot) {
            Ok(read_as) => {
                self.note_empty_value(read_as);
                Ok(())
            }
            // Why it could not be read says more than why nothing can stand for it.
            Err(error) if error.is_final() => Err(kept.finally()),
            Err(_) => Err(kept),
        }
    }

    /// Keeps the value of a member that cannot be read, beside those that the document
    /// does not name. Writing leaves it out: no name may stand in an object twice.
    fn keep_unread(
        &mut self,
        before: Mark,
        name: &str,
        rest: &mut dyn RestSlot,
    ) -> Result<(), DecodeError> {
        if rest.is_documented() {
            return Ok(());
        }
        (self.at, self.depth) = (before.at, before.depth);
        rest.fill_unmatched(name, self)
    }

    /// Makes do without the members of an object at `start` that must be there: those
    /// that `is_missing` names.
    #[cold]
    pub(super) fn fields_instead(
        &mut self,
        error: DecodeError,
        start: usize,
        record: &Record,
        slots: &mut [&mut dyn Slot],
        is_missing: impl Fn(usize) -> bool,
    ) -> Result<(), DecodeError> {
        if !self.is_forgiving() {
            return Err(error);
        }
        for (index, (field, slot)) in record.fields.iter().zip(slots).enumerate() {
            if !field.presence.must_be_there() || !is_missing(index) {
                continue;
            }
            let missing = DecodeError::missing(start, field.name);
            if record.is_strict || field.is_strict {
                return Err(missing.finally());
            }
            let mut read_as = Some("null");
            if field.presence == Presence::Required {
                read_as = self.fill_with_nothing(*slot).map_err(|error| {
                    if error.is_final() {
                        missing.finally()
                    } else {
                        missing
                    }
                })?;
            }
            let (kind, expected, found) = (DriftKind::Missing, "a required property", "nothing");
            self.note_member(kind, start, Some(field.name), expected.into(), found.into());
            self.note_empty_value(read_as);
        }
        Ok(())
    }

    /// Refuses an object that has just been read, and began at `start`, if what was
    /// corrected in it belongs to a strict property.
    #[cold]
    pub(super) fn keep_strictness(
        &mut self,
        record: &Record,
        start: usize,
    ) -> Result<(), DecodeError> {
        let Some(first) = self
            .notes
            .as_ref()
            .and_then(|notes| notes.corrected_from(start))
        else {
            return Ok(());
        };
        let error = |offset| {
            let message = "does not keep to the document, which is held to it here";
            DecodeError::new(offset, Reason::Other(message.to_owned())).finally()
        };
        if record.is_strict {
            return Err(error(first));
        }
        for field in record.fields.iter().filter(|field| field.is_strict) {
            let Some((begin, end)) = self.member_span(start, field.name)? else {
                continue;
            };
            let notes = self.notes.as_ref();
            let inside = notes.and_then(|notes| notes.corrected_from(begin));
            if inside.is_some_and(|offset| offset < end) {
                return Err(error(begin).in_member(field.name));
            }
        }
        Ok(())
    }

    /// Where the value of a member begins and ends, in the object at `start`, which has
    /// been read.
    fn member_span(
        &mut self,
        start: usize,
        name: &str,
    ) -> Result<Option<(usize, usize)>, DecodeError> {
        let behind = (self.at, self.depth);
        self.at = start;
        let members = self.object_spans();
        (self.at, self.depth) = behind;
        let found = members?.into_iter().find(|(found, ..)| found == name);
        Ok(found.map(|(_, begin, end)| (begin, end)))
    }

    /// The members of the object that comes, with the places of their values.
    fn object_spans(&mut self) -> Result<Vec<(Cow<'a, str>, usize, usize)>, DecodeError> {
        self.object()?;
        let (mut first, mut members) = (true, Vec::new());
        while self.next_member(&mut first)? {
            let name = self.string()?;
            self.colon()?;
            let begin = self.offset();
            self.skip()?;
            members.push((name, begin, self.at));
        }
        Ok(members)
    }

    /// Makes do with an object that has none of the sets of members whole of which one
    /// must be there.
    #[cold]
    pub(super) fn set_instead(
        &mut self,
        error: DecodeError,
        start: usize,
        record: &Record,
    ) -> Result<(), DecodeError> {
        if !self.is_forgiving() {
            return Err(error);
        }
        if record.is_strict {
            return Err(error.finally());
        }
        let (expected, found) = error.differences();
        self.note(DriftKind::Missing, start, expected, found);
        Ok(())
    }

    /// Whether a union that chooses its variant by `table` need not look for one: of nothing
    /// there is none, and a variant that cannot be read does not count.
    #[cold]
    pub(super) fn is_taken_back<T>(&mut self, table: &[T]) -> bool {
        let choice = (self.offset(), table.as_ptr().addr());
        let notes = self.notes.as_ref();
        self.is_nothing() || notes.is_some_and(|notes| notes.taken_back.contains(&choice))
    }

    /// Remembers that the union whose value comes chose its variant by `table`, so that the
    /// choice can be taken back.
    #[cold]
    pub(super) fn note_choice<T>(&mut self, table: &[T]) {
        let start = self.offset();
        if let Some(notes) = &mut self.notes
            && notes.forgives
        {
            notes.chosen.insert(start, table.as_ptr().addr());
        }
    }

    /// The error that an amount of money is not there: none is ever made up.
    #[inline]
    pub(crate) fn refuses_nothing(&self, expected: &'static str) -> Option<DecodeError> {
        let error = || Self::misfit(self.at, expected, "nothing").finally();
        self.is_nothing().then(error)
    }

    /// A null, or the beginning of an array or an object, that is not there; or the error
    /// that another kind of value comes.
    #[cold]
    pub(super) fn container_instead(&mut self, expected: &'static str) -> Result<(), DecodeError> {
        if self.is_nothing() {
            match expected {
                "an array" => self.name_empty_value("[]"),
                "an object" => self.name_empty_value("{}"),
                _ => {}
            }
            return Ok(());
        }
        Err(self.other_kind(expected))
    }

    /// The end of an array or an object that is not there, or the error that the text
    /// ends.
    #[cold]
    pub(super) fn end_instead(&mut self, expected: &'static str) -> Result<bool, DecodeError> {
        if self.is_nothing() {
            return Ok(false);
        }
        Err(self.syntax(expected))
    }

    /// Nothing counts as null; else the error that no value comes.
    #[cold]
    pub(super) fn kind_instead(&mut self) -> Result<Kind, DecodeError> {
        if self.is_nothing() {
            return Ok(Kind::Null);
        }
        Err(self.syntax("a value"))
    }
}
