//! Where the members of an object go when it is read.

use std::collections::BTreeMap;

use super::{Decode, DecodeError, Reader};
use crate::values::{Extra, Maybe, Object, Value};

/// A place for the value of one property; implemented for `Option<T>` and
/// [`Maybe<T>`]. Starts empty.
pub trait Slot {
    /// Reads a value into the slot.
    ///
    /// # Errors
    ///
    /// When what comes is not such a value.
    fn fill(&mut self, from: &mut Reader<'_>) -> Result<(), DecodeError>;

    /// Takes a `null` that was read where the property may be absent. Says whether it is
    /// kept, and not taken for absence.
    fn fill_null(&mut self) -> bool;
}

impl<T: Decode> Slot for Option<T> {
    #[inline]
    fn fill(&mut self, from: &mut Reader<'_>) -> Result<(), DecodeError> {
        *self = Some(T::decode(from)?);
        Ok(())
    }

    #[inline]
    fn fill_null(&mut self) -> bool {
        *self = T::from_null();
        self.is_some()
    }
}

impl<T: Decode> Slot for Maybe<T> {
    #[inline]
    fn fill(&mut self, from: &mut Reader<'_>) -> Result<(), DecodeError> {
        *self = Self::Value(T::decode(from)?);
        Ok(())
    }

    #[inline]
    fn fill_null(&mut self) -> bool {
        *self = Self::Null;
        true
    }
}

/// A place for the members of an object that its table does not name.
pub trait RestSlot {
    /// Reads one member into the place, or skips it.
    ///
    /// # Errors
    ///
    /// When what comes is not such a value.
    fn fill(&mut self, name: &str, from: &mut Reader<'_>) -> Result<(), DecodeError>;

    /// Reads one member of which the document does not speak.
    ///
    /// # Errors
    ///
    /// As those of [`RestSlot::fill`].
    fn fill_unmatched(&mut self, name: &str, from: &mut Reader<'_>) -> Result<(), DecodeError> {
        self.fill(name, from)
    }

    /// Whether the document says what such members are.
    fn is_documented(&self) -> bool {
        true
    }
}

/// Unknown members are skipped: a newer server may send more than the document
/// says, also where the document says that there is nothing more.
impl RestSlot for () {
    fn fill(&mut self, _name: &str, from: &mut Reader<'_>) -> Result<(), DecodeError> {
        from.drop_value()
    }

    fn is_documented(&self) -> bool {
        false
    }
}

impl RestSlot for Extra {
    fn fill(&mut self, name: &str, from: &mut Reader<'_>) -> Result<(), DecodeError> {
        (**self).fill(name, from)
    }

    fn is_documented(&self) -> bool {
        false
    }
}

impl RestSlot for Object {
    fn fill(&mut self, name: &str, from: &mut Reader<'_>) -> Result<(), DecodeError> {
        // Its place, and in large objects that in the index, which has the name again.
        from.charge(2 * (size_of::<(String, Value)>() + name.len()))?;
        let value: Value = from.read()?;
        self.insert(name, value);
        Ok(())
    }
}

impl<T: Decode> RestSlot for BTreeMap<String, T> {
    fn fill(&mut self, name: &str, from: &mut Reader<'_>) -> Result<(), DecodeError> {
        // Nodes of maps are half full when names come in their order.
        from.charge(2 * size_of::<(String, T)>() + name.len())?;
        let before = from.before_value();
        let value = match T::decode(from) {
            Ok(value) => Some(value),
            Err(error) => from.instead(error, before)?,
        };
        if let Some(value) = value {
            self.insert(name.to_owned(), value);
        }
        Ok(())
    }
}
