//! What the program has of its own.

use std::fmt;
use std::str::FromStr;

use bindery_runtime::json::{Decode, DecodeError, Encode, Reader, Writer};

/// Money as a text: `7.50 EUR`.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Money(pub String);

impl Encode for Money {
    fn encode(&self, to: &mut Writer) {
        to.string(&self.0);
    }
}

impl Decode for Money {
    fn decode(from: &mut Reader<'_>) -> Result<Self, DecodeError> {
        String::decode(from).map(Self)
    }
}

/// A number behind `SKU-`.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Sku(pub u32);

impl fmt::Display for Sku {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "SKU-{}", self.0)
    }
}

impl FromStr for Sku {
    type Err = ();

    fn from_str(text: &str) -> Result<Self, ()> {
        let digits = text.strip_prefix("SKU-").ok_or(())?;
        digits.parse().map(Sku).map_err(|_| ())
    }
}

bindery_runtime::encode_by_text!(Sku, "a SKU (SKU-7)");

/// Knows nothing of bindery.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Version(pub u32, pub u32);

impl fmt::Display for Version {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "{}.{}", self.0, self.1)
    }
}

impl FromStr for Version {
    type Err = ();

    fn from_str(text: &str) -> Result<Self, ()> {
        let (major, minor) = text.split_once('.').ok_or(())?;
        let number = |text: &str| text.parse().map_err(|_| ());
        Ok(Self(number(major)?, number(minor)?))
    }
}
