//! Objects with known properties: members find their slots by the table.

use super::Reader;
use super::guess::NOWHERE;
use crate::json::decimal::Digits;
use crate::json::error::Reason;
use crate::json::{DecodeError, DriftKind, Field, Presence, Record, RestSlot, Slot};

impl Reader<'_> {
    /// Reads an object into `slots`, one for each field of `record`, and what
    /// the table does not name into `rest`.
    ///
    /// # Errors
    ///
    /// When something else comes, a member does not fit its slot, a property
    /// of the table stands there twice, or one that must be there is missing.
    pub fn record(
        &mut self,
        record: &Record,
        slots: &mut [&mut dyn Slot],
        rest: &mut dyn RestSlot,
    ) -> Result<(), DecodeError> {
        let start = self.offset();
        let mut promised = self.promised(start);
        if let Err(error) = self.object() {
            return self.record_of_nothing(error, record, slots);
        }
        let mut seen = Seen::new(record.fields.len());
        let (mut first, mut next) = (true, 0);
        loop {
            let behind_comma = self.at + usize::from(!first);
            let index = if self.pass_field(record, next, first) {
                self.keep_promise(&mut promised, behind_comma);
                first = false;
                next
            } else if !self.next_member(&mut first)? {
                break;
            } else {
                self.keep_promise(&mut promised, self.at);
                match self.other_field(record, next, rest)? {
                    Some(index) => index,
                    None => continue,
                }
            };
            next = index + 1;
            if let (Some(field), Some(slot)) = (record.fields.get(index), slots.get_mut(index)) {
                if seen.replace(index) {
                    return Err(DecodeError::new(self.at, Reason::Twice(field.name)));
                }
                let before = self.before_value();
                if let Err(error) = self.field(field, *slot) {
                    self.field_instead(error, before, (record, field), *slot, rest)?;
                }
            }
        }
        if promised != NOWHERE {
            return Err(self.wrong_guess());
        }
        let read = match seen.first_missing(record) {
            None => match Self::one_set(record, &seen, start) {
                Ok(()) => Ok(()),
                Err(error) => self.set_instead(error, start, record),
            },
            Some(name) => {
                let error = DecodeError::missing(start, name);
                self.fields_instead(error, start, record, slots, |index| !seen.has(index))
            }
        };
        let read = read.and_then(|()| self.constants(record, start));
        match (&read, &self.notes) {
            (Ok(()), Some(_)) => self.keep_strictness(record, start),
            _ => read,
        }
    }

    /// Makes sure that one of the sets of properties is there whole.
    #[inline]
    fn one_set(record: &Record, seen: &Seen, start: usize) -> Result<(), DecodeError> {
        let has = |name: &&str| record.find(name, 0).is_some_and(|index| seen.has(index));
        let whole = |set: &&[&str]| set.iter().all(has);
        if record.any_of.is_empty() || record.any_of.iter().any(whole) {
            return Ok(());
        }
        let expected = record.alternatives();
        Err(Self::misfit(start, expected, "none of these"))
    }

    /// Makes sure that what never varies has not.
    #[inline]
    fn constants(&mut self, record: &Record, start: usize) -> Result<(), DecodeError> {
        if record.constants.is_empty() {
            return Ok(());
        }
        self.hold_constants(record, start)
    }

    /// Looks at the object once more: few tables have constants, and these should cost
    /// the others nothing.
    #[cold]
    fn hold_constants(&mut self, record: &Record, start: usize) -> Result<(), DecodeError> {
        // A response as a whole, and an alternative, is then another one. What else stands
        // inside of a response that is read as far as it goes is kept as it came.
        let is_kept = self.is_forgiving() && self.depth > 0 && self.trying == 0;
        let object = self.text.get(start..self.at).unwrap_or_default();
        for (name, value) in Reader::new(object).raw_members()? {
            let constant = record.constants.iter().find(|(known, _)| *known == name);
            let found = value.trim();
            if let Some((name, expected)) = constant
                && found != "null"
                && !are_same_value(found, expected)
            {
                if is_kept && !record.is_strict {
                    let (kind, expected) = (DriftKind::OtherForm, format!("`{expected}`"));
                    let found = "another value".into();
                    self.note_member(kind, start, Some(name), expected.into(), found);
                    continue;
                }
                let reason = Reason::Constant(expected);
                return Err(DecodeError::new(start, reason).in_member(*name));
            }
        }
        Ok(())
    }

    /// The error when a slot is still empty after [`Reader::record`]. That
    /// function has then said so itself, so this is never seen in practice.
    #[cold]
    #[must_use]
    pub fn incomplete(&self, record: &Record) -> DecodeError {
        self.error(format!(
            "a required property of `{}` is missing",
            record.name
        ))
    }

    /// Passes over the name of the field that is next in the table, if it
    /// comes, in compact JSON and without escapes: the way of most members.
    #[inline]
    fn pass_field(&mut self, record: &Record, next: usize, first: bool) -> bool {
        let Some(field) = record.fields.get(next) else {
            return false;
        };
        let start = self.at + usize::from(!first);
        let end = start + field.name.len() + 3;
        let comes = match self.text.as_bytes().get(start..end) {
            Some([b'"', name @ .., b'"', b':']) => name == field.name.as_bytes(),
            _ => false,
        };
        let comes = comes && (first || self.peek() == Some(b','));
        if comes {
            self.at = end;
        }
        comes
    }

    /// Reads the name of a member up to its value. `None` when the table does
    /// not have it: then `rest` has taken the member whole.
    fn other_field(
        &mut self,
        record: &Record,
        next: usize,
        rest: &mut dyn RestSlot,
    ) -> Result<Option<usize>, DecodeError> {
        let name = self.string()?;
        self.colon()?;
        let found = record.find(&name, next);
        if found.is_none() {
            let has_place = record.has_place_for(&name, rest);
            if let Some(notes) = &self.notes
                && notes.watches
                && !has_place
            {
                let offset = self.offset();
                self.note_unknown(DriftKind::UnknownMember, offset, &name);
            }
            let filled = match has_place {
                true => rest.fill(&name, self),
                false => rest.fill_unmatched(&name, self),
            };
            filled.map_err(|error| error.in_member(name.into_owned()))?;
            // Another alternative may have a place of its own for it.
            match (has_place, record.is_closed) {
                (true, _) => {}
                (false, true) => self.losses.lost += 1,
                (false, false) => self.losses.unnamed += 1,
            }
        }
        Ok(found)
    }

    #[inline]
    fn field(&mut self, field: &Field, slot: &mut dyn Slot) -> Result<(), DecodeError> {
        match field.presence {
            Presence::Required => slot.fill(self),
            Presence::Nullable | Presence::Optional | Presence::OptionalNullable => {
                self.null_or_value(field.presence, slot)
            }
        }
    }

    fn null_or_value(
        &mut self,
        presence: Presence,
        slot: &mut dyn Slot,
    ) -> Result<(), DecodeError> {
        if !self.null_if_any()? {
            return slot.fill(self);
        }
        if presence != Presence::Nullable && !slot.fill_null() {
            self.losses.lost += 1;
        }
        Ok(())
    }
}

/// Which properties of a table have been there.
enum Seen {
    /// One bit each.
    Few(u64),
    /// For tables with more than 64 properties.
    Many(Vec<bool>),
}

impl Seen {
    fn new(fields: usize) -> Self {
        if fields <= 64 {
            Self::Few(0)
        } else {
            Self::Many(vec![false; fields])
        }
    }

    /// Notes a property; says whether it had been there before.
    #[inline]
    fn replace(&mut self, index: usize) -> bool {
        match self {
            Self::Few(bits) => {
                let before = *bits;
                *bits |= 1 << index;
                before == *bits
            }
            Self::Many(flags) => flags
                .get_mut(index)
                .is_some_and(|flag| std::mem::replace(flag, true)),
        }
    }

    #[inline]
    fn has(&self, index: usize) -> bool {
        match self {
            Self::Few(bits) => bits >> index & 1 == 1,
            Self::Many(flags) => flags.get(index).copied().unwrap_or_default(),
        }
    }

    /// The first property that must be there and has not been.
    #[inline]
    fn first_missing(&self, record: &Record) -> Option<&'static str> {
        let fields = record.fields.iter().enumerate();
        fields
            .filter(|(_, field)| field.presence.must_be_there())
            .find(|(index, _)| !self.has(*index))
            .map(|(_, field)| field.name)
    }
}

/// Whether two compact JSON values are the same; of numbers, whether they are equal.
fn are_same_value(one: &str, other: &str) -> bool {
    let is_number =
        |text: &str| text.starts_with(|first: char| first == '-' || first.is_ascii_digit());
    one == other
        || is_number(one)
            && is_number(other)
            && Digits::new(one).canonical() == Digits::new(other).canonical()
}
