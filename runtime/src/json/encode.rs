//! What can be written as JSON: the trait and the types of the standard library.

use std::collections::BTreeMap;

use super::Writer;

/// A type that can be written as JSON. Object safe.
///
/// ```
/// use bindery_runtime::json::{Encode, Writer, to_json};
///
/// struct Cents(i64);
///
/// impl Encode for Cents {
///     fn encode(&self, to: &mut Writer) {
///         self.0.encode(to);
///     }
/// }
///
/// assert_eq!(to_json(&Cents(250)), "250");
/// ```
pub trait Encode {
    /// Writes one value.
    fn encode(&self, to: &mut Writer);

    /// Whether there is no value at all: `None` and
    /// [`Maybe::Absent`](crate::Maybe::Absent). Where something must stand,
    /// these are written as `null`.
    #[inline]
    fn is_absent(&self) -> bool {
        false
    }
}

/// Writes a value as compact JSON, whether or not it breaks rules.
#[must_use]
pub fn to_json(value: &dyn Encode) -> String {
    let mut writer = Writer::new();
    value.encode(&mut writer);
    writer.finish().0
}

/// Writes a response as a server would that knows more than the document: with the members
/// that closed objects kept.
#[cfg(feature = "testing")]
pub(crate) fn response_to_json(value: &dyn Encode) -> String {
    let mut writer = Writer::for_responses();
    value.encode(&mut writer);
    writer.finish().0
}

impl Encode for bool {
    fn encode(&self, to: &mut Writer) {
        to.boolean(*self);
    }
}

impl Encode for i32 {
    fn encode(&self, to: &mut Writer) {
        to.integer(i64::from(*self));
    }
}

impl Encode for i64 {
    fn encode(&self, to: &mut Writer) {
        to.integer(*self);
    }
}

impl Encode for u32 {
    fn encode(&self, to: &mut Writer) {
        to.unsigned(u64::from(*self));
    }
}

impl Encode for u64 {
    fn encode(&self, to: &mut Writer) {
        to.unsigned(*self);
    }
}

impl Encode for f64 {
    fn encode(&self, to: &mut Writer) {
        to.float(*self);
    }
}

impl Encode for str {
    fn encode(&self, to: &mut Writer) {
        to.string(self);
    }
}

impl Encode for String {
    fn encode(&self, to: &mut Writer) {
        to.string(self);
    }
}

impl<T: Encode + ?Sized> Encode for &T {
    #[inline]
    fn encode(&self, to: &mut Writer) {
        (**self).encode(to);
    }

    #[inline]
    fn is_absent(&self) -> bool {
        (**self).is_absent()
    }
}

impl<T: Encode + ?Sized> Encode for Box<T> {
    #[inline]
    fn encode(&self, to: &mut Writer) {
        (**self).encode(to);
    }

    #[inline]
    fn is_absent(&self) -> bool {
        (**self).is_absent()
    }
}

impl<T: Encode> Encode for Option<T> {
    #[inline]
    fn encode(&self, to: &mut Writer) {
        match self {
            Some(value) => value.encode(to),
            None => to.null(),
        }
    }

    #[inline]
    fn is_absent(&self) -> bool {
        self.is_none()
    }
}

impl<T: Encode> Encode for [T] {
    fn encode(&self, to: &mut Writer) {
        to.array(self.iter().map(|item| item as &dyn Encode));
    }
}

impl<T: Encode> Encode for Vec<T> {
    fn encode(&self, to: &mut Writer) {
        self.as_slice().encode(to);
    }
}

impl<T: Encode> Encode for BTreeMap<String, T> {
    fn encode(&self, to: &mut Writer) {
        to.map(self);
    }
}

/// Tuples: arrays of exactly so many items.
macro_rules! tuple {
    ($($item:ident)+) => {
        impl<$($item: Encode),+> Encode for ($($item,)+) {
            #[allow(non_snake_case, reason = "items are named after their types")]
            fn encode(&self, to: &mut Writer) {
                let ($($item,)+) = self;
                to.array([$($item as &dyn Encode),+]);
            }
        }
    };
}

tuple!(A);
tuple!(A B);
tuple!(A B C);
tuple!(A B C D);
tuple!(A B C D E);
tuple!(A B C D E F);
