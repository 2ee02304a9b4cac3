//! Values that generated types are made of and that Rust itself does not have.
//!
//! Plain data with [`Encode`](crate::json::Encode) and
//! [`Decode`](crate::json::Decode). Knows nothing of HTTP.

mod base64;
#[cfg(feature = "serde_json")]
mod by_serde;
mod by_text;
#[cfg(feature = "chrono")]
mod chrono;
mod decimal;
mod extra;
mod jiff;
mod maybe;
mod net;
mod number;
mod object;
mod pattern_properties;
#[cfg(feature = "serde")]
mod serde;
#[cfg(feature = "serde_json")]
mod serde_json;
mod spelling;
mod time;
#[cfg(feature = "time")]
mod time_crate;
mod timestamp;
mod unit;
#[cfg(feature = "url")]
mod url;
#[cfg(feature = "uuid")]
mod uuid;
mod value;

pub use ::jiff::civil::Date;
pub use base64::{Base64, Base64Url};
#[cfg(feature = "serde_json")]
pub use by_serde::BySerde;
pub use by_text::ByText;
pub use extra::Extra;
pub use maybe::{IntoMaybe, Maybe};
pub use number::Number;
pub use object::Object;
pub use pattern_properties::PatternProperties;
pub use rust_decimal::Decimal;
pub use timestamp::Timestamp;
pub use unit::{Never, Null};
pub use value::Value;
