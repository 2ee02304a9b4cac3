//! What can be read from JSON: the trait and the types of the standard library.

use std::collections::BTreeMap;

use super::{DecodeError, ReadLimits, Reader};

/// A type that can be read from JSON. Generated types are; a type of your own reads what
/// is there and makes the rest of it.
///
/// ```
/// use bindery_runtime::json::{Decode, DecodeError, Reader, from_json};
///
/// struct Cents(i64);
///
/// impl Decode for Cents {
///     fn decode(from: &mut Reader<'_>) -> Result<Self, DecodeError> {
///         i64::decode(from).map(Self)
///     }
/// }
///
/// assert_eq!(from_json::<Cents>("250")?.0, 250);
/// # Ok::<(), DecodeError>(())
/// ```
pub trait Decode: Sized {
    /// Reads one value.
    ///
    /// # Errors
    ///
    /// When what comes is not such a value. The position is then somewhere
    /// inside it.
    fn decode(from: &mut Reader<'_>) -> Result<Self, DecodeError>;

    /// What a `null` means where the value may also be absent. `None`: nothing;
    /// types that have a null of their own keep it.
    #[inline]
    #[must_use]
    fn from_null() -> Option<Self> {
        None
    }
}

/// Reads a value from JSON text (`&str`, `String`, `&[u8]`, `Vec<u8>` …).
///
/// # Errors
///
/// When the text is not UTF-8, is not JSON, does not fit `T`, when anything but white
/// space follows the value, or when it goes beyond [`ReadLimits::DEFAULT`]; of a text of
/// more than 64 MiB a value may take four times as many bytes.
pub fn from_json<T: Decode>(json: &(impl AsRef<[u8]> + ?Sized)) -> Result<T, DecodeError> {
    let json = json.as_ref();
    from_json_within(json, ReadLimits::of_text(json.len()))
}

/// Reads a value from JSON text that may ask for so much.
///
/// # Errors
///
/// As [`from_json`], with these limits.
pub fn from_json_within<T: Decode>(
    json: &(impl AsRef<[u8]> + ?Sized),
    limits: ReadLimits,
) -> Result<T, DecodeError> {
    Reader::from_bytes_within(json.as_ref(), limits)?.strictly(false)
}

impl Decode for bool {
    fn decode(from: &mut Reader<'_>) -> Result<Self, DecodeError> {
        from.boolean()
    }
}

impl Decode for String {
    fn decode(from: &mut Reader<'_>) -> Result<Self, DecodeError> {
        from.owned_string()
    }
}

impl Decode for f64 {
    fn decode(from: &mut Reader<'_>) -> Result<Self, DecodeError> {
        from.float()
    }
}

/// Whole numbers: what the range is called, and how sign and magnitude become one.
macro_rules! whole {
    ($($type:ty, $range:literal;)+) => { $(
        impl Decode for $type {
            fn decode(from: &mut Reader<'_>) -> Result<Self, DecodeError> {
                let offset = from.offset();
                let whole = from.whole($range)?;
                let number = i128::from(whole.magnitude) * if whole.negative { -1 } else { 1 };
                Self::try_from(number)
                    .map_err(|_| Reader::misfit(offset, $range, "a number that is not in that range"))
            }
        }
    )+ };
}

whole! {
    i32, "a whole number from -2147483648 to 2147483647";
    i64, "a whole number from -9223372036854775808 to 9223372036854775807";
    u32, "a whole number from 0 to 4294967295";
    u64, "a whole number from 0 to 18446744073709551615";
}

impl<T: Decode> Decode for Box<T> {
    // A frame of its own: else that of a union would hold those of all its variants.
    #[inline(never)]
    fn decode(from: &mut Reader<'_>) -> Result<Self, DecodeError> {
        from.charge(size_of::<T>())?;
        // Not by `map`: without optimisation each closure takes the room of a value.
        match T::decode(from) {
            Ok(value) => Ok(Self::new(value)),
            Err(error) => Err(error),
        }
    }

    fn from_null() -> Option<Self> {
        T::from_null().map(Self::new)
    }
}

/// Null is `None`.
impl<T: Decode> Decode for Option<T> {
    fn decode(from: &mut Reader<'_>) -> Result<Self, DecodeError> {
        if from.null_if_any()? {
            return Ok(None);
        }
        T::decode(from).map(Some)
    }

    fn from_null() -> Option<Self> {
        Some(None)
    }
}

impl<T: Decode> Decode for Vec<T> {
    // A frame of its own, as that of a box.
    #[inline(never)]
    fn decode(from: &mut Reader<'_>) -> Result<Self, DecodeError> {
        let mut items = Self::new();
        from.array()?;
        let (mut first, mut room) = (true, 0);
        while from.next_item(&mut first)? {
            if room == 0 {
                match from.charge_items(items.len(), const { size_of::<T>() }) {
                    Ok(more) => room = more,
                    Err(error) => return Err(error),
                }
            }
            let before = from.before_value();
            match T::decode(from) {
                Ok(item) => items.push(item),
                Err(error) => match from.instead(error.in_item(items.len()), before)? {
                    Some(item) => items.push(item),
                    None => continue,
                },
            }
            room -= 1;
        }
        Ok(items)
    }
}

/// A name that stands there twice keeps its last value.
impl<T: Decode> Decode for BTreeMap<String, T> {
    #[inline(never)]
    fn decode(from: &mut Reader<'_>) -> Result<Self, DecodeError> {
        let mut map = Self::new();
        from.members(&mut map)?;
        Ok(map)
    }
}

/// Tuples: arrays of exactly so many items.
macro_rules! tuple {
    ($expected:literal: $($item:ident)+) => {
        impl<$($item: Decode),+> Decode for ($($item,)+) {
            fn decode(from: &mut Reader<'_>) -> Result<Self, DecodeError> {
                let mut walk = from.tuple($expected)?;
                let tuple = ($(walk.item::<$item>(from)?,)+);
                walk.end(from)?;
                Ok(tuple)
            }
        }
    };
}

tuple!("an array of 1 item": A);
tuple!("an array of 2 items": A B);
tuple!("an array of 3 items": A B C);
tuple!("an array of 4 items": A B C D);
tuple!("an array of 5 items": A B C D E);
tuple!("an array of 6 items": A B C D E F);
