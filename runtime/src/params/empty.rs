//! Parameters of any type that may be sent without a value.

use crate::json::{Encode, Writer};

/// A value, or the empty one that a document allows instead (`allowEmptyValue`, OAS
/// 3.1 §4.8.12.2.1): `flag=` instead of `flag=true`. Texts need none, as they may be
/// empty themselves.
///
/// ```
/// use bindery_runtime::OrEmpty;
///
/// assert_eq!(OrEmpty::from(true), OrEmpty::Value(true));
/// assert_ne!(OrEmpty::from(true), OrEmpty::Empty);
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum OrEmpty<T> {
    /// The empty value.
    Empty,
    /// A value.
    Value(T),
}

impl<T> From<T> for OrEmpty<T> {
    fn from(value: T) -> Self {
        Self::Value(value)
    }
}

impl<T: Encode> Encode for OrEmpty<T> {
    #[inline]
    fn encode(&self, to: &mut Writer) {
        match self {
            Self::Empty => "".encode(to),
            Self::Value(value) => value.encode(to),
        }
    }
}
