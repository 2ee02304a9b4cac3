//! What the clients written by bindery share.

pub mod json;
pub mod values;

pub use jiff;
pub use serde;
pub use values::{
    Base64, Base64Url, Date, Decimal, Extra, Maybe, Never, Null, Number, Object, Timestamp, Value,
};
