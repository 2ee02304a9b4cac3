//! Values that generated types are made of and that Rust itself does not have.
//!
//! Plain data with [`Encode`](crate::json::Encode) and
//! [`Decode`](crate::json::Decode). Knows nothing of HTTP.

mod base64;
mod decimal;
mod extra;
mod maybe;
mod number;
mod object;
#[cfg(feature = "serde")]
mod serde;
#[cfg(feature = "serde_json")]
mod serde_json;
mod spelling;
mod time;
mod timestamp;
mod unit;
mod value;

pub use base64::{Base64, Base64Url};
pub use extra::Extra;
pub use jiff::civil::Date;
pub use maybe::Maybe;
pub use number::Number;
pub use object::Object;
pub use rust_decimal::Decimal;
pub use timestamp::Timestamp;
pub use unit::{Never, Null};
pub use value::Value;
