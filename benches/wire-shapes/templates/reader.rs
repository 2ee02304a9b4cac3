// For the experiment only: objects read without `dyn`, one arm a field.

use super::*;
use crate::json::Decode;

/// The way through an object.
pub struct Walk {
    start: usize,
    first: bool,
    next: usize,
    seen: Seen,
}

#[allow(missing_docs)]
impl Reader<'_> {
    pub fn walk(&mut self, record: &Record) -> Result<Walk, DecodeError> {
        let start = self.offset();
        self.object()?;
        Ok(Walk {
            start,
            first: true,
            next: 0,
            seen: Seen::new(record.fields.len()),
        })
    }

    pub fn next_field(
        &mut self,
        walk: &mut Walk,
        record: &Record,
        rest: &mut dyn RestSlot,
    ) -> Result<Option<usize>, DecodeError> {
        loop {
            let index = if self.pass_field(record, walk.next, walk.first) {
                walk.first = false;
                walk.next
            } else if !self.next_member(&mut walk.first)? {
                break;
            } else if let Some(index) = self.other_field(record, walk.next, rest)? {
                index
            } else {
                continue;
            };
            walk.next = index + 1;
            if walk.seen.replace(index) {
                return Err(DecodeError::new(
                    self.at,
                    Reason::Twice(record.fields[index].name),
                ));
            }
            return Ok(Some(index));
        }
        match walk.seen.first_missing(record) {
            None => Ok(None),
            Some(name) => Err(DecodeError::new(walk.start, Reason::Missing(name))),
        }
    }

    #[inline]
    pub fn into<T: Decode>(
        &mut self,
        record: &Record,
        index: usize,
        slot: &mut Option<T>,
    ) -> Result<(), DecodeError> {
        let field = &record.fields[index];
        if field.presence != Presence::Required && self.null_if_any()? {
            return Ok(());
        }
        match T::decode(self) {
            Ok(value) => *slot = Some(value),
            Err(error) => return Err(error.in_member(field.name)),
        }
        Ok(())
    }
}
