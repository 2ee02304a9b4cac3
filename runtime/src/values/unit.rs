//! Types with one value or none.

use crate::json::{Decode, DecodeError, Encode, Reader, Writer};

/// A value that the document says cannot exist (the schema `false`).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Never {}

/// A value that is always null.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct Null;

impl Encode for Never {
    fn encode(&self, _to: &mut Writer) {
        match *self {}
    }
}

impl Decode for Never {
    fn decode(from: &mut Reader<'_>) -> Result<Self, DecodeError> {
        let found = from.kind()?;
        Err(from.unexpected(found, "nothing, because the document allows no value"))
    }
}

impl Encode for Null {
    fn encode(&self, to: &mut Writer) {
        to.null();
    }
}

impl Decode for Null {
    fn decode(from: &mut Reader<'_>) -> Result<Self, DecodeError> {
        from.null().map(|()| Self)
    }

    fn from_null() -> Option<Self> {
        Some(Self)
    }
}

/// Written as null; any value that is read is skipped.
impl Encode for () {
    fn encode(&self, to: &mut Writer) {
        to.null();
    }
}

impl Decode for () {
    fn decode(from: &mut Reader<'_>) -> Result<Self, DecodeError> {
        from.skip()
    }
}
