//! A type of another crate that travels as a text.

use std::fmt;
use std::ops::{Deref, DerefMut};
use std::str::FromStr;

use crate::json::{Decode, DecodeError, Encode, Reader, Writer, read_as_text, write_as_text};

/// A value that travels as a text, by the `Display` and `FromStr` of its type, which need not
/// know of this crate: `types.version = "bindery_runtime::ByText<semver::Version>"` in
/// `bindery.toml` makes it the type of all texts of the format `version`.
///
/// ```
/// use std::net::SocketAddr;
///
/// use bindery_runtime::ByText;
/// use bindery_runtime::json::{from_json, to_json};
///
/// let address: ByText<SocketAddr> = from_json(r#""127.0.0.1:80""#)?;
/// assert_eq!(address.port(), 80);
/// assert_eq!(to_json(&address), r#""127.0.0.1:80""#);
/// # Ok::<(), bindery_runtime::json::DecodeError>(())
/// ```
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct ByText<T>(pub T);

impl<T: fmt::Debug> fmt::Debug for ByText<T> {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(out)
    }
}

impl<T: fmt::Display> fmt::Display for ByText<T> {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(out)
    }
}

impl<T: FromStr> FromStr for ByText<T> {
    type Err = T::Err;

    fn from_str(text: &str) -> Result<Self, T::Err> {
        text.parse().map(Self)
    }
}

impl<T> From<T> for ByText<T> {
    fn from(value: T) -> Self {
        Self(value)
    }
}

impl<T> Deref for ByText<T> {
    type Target = T;

    fn deref(&self) -> &T {
        &self.0
    }
}

impl<T> DerefMut for ByText<T> {
    fn deref_mut(&mut self) -> &mut T {
        &mut self.0
    }
}

impl<T: fmt::Display> Encode for ByText<T> {
    fn encode(&self, to: &mut Writer) {
        write_as_text(&self.0, to);
    }
}

impl<T: FromStr> Decode for ByText<T> {
    fn decode(from: &mut Reader<'_>) -> Result<Self, DecodeError> {
        const EXPECTED: &str = "a text of its format";
        read_as_text(from, EXPECTED, |text| text.parse().ok()).map(Self)
    }
}
