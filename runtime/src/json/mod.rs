//! JSON: what generated types are read from and written to.
//!
//! Takes UTF-8 text and gives values, or the other way round, exactly as
//! RFC 8259 says. Generated code holds tables ([`Record`]) and one short
//! `encode` and `decode` a type; all the work is done here, once, through
//! `&[&dyn Encode]` and `&mut [&mut dyn Slot]`, so that a type costs little to
//! compile. Knows nothing of HTTP.

mod bridge;
mod check;
mod decimal;
mod decode;
mod encode;
mod error;
mod macros;
mod path;
mod reader;
mod record;
mod rules;
mod scan;
mod slot;
mod writer;

pub use bridge::{deserialize, serialize};
pub use check::check;
pub(crate) use decimal::Digits;
pub use decode::{Decode, from_json};
pub use encode::{Encode, to_json};
pub use error::DecodeError;
pub use macros::{OpenEnum, decode_civil, encode_civil};
pub use reader::{Kind, Reader, Tries};
pub use record::{Field, Presence, Record};
pub use rules::{Rules, Violation};
pub use slot::{RestSlot, Slot};
pub use writer::{Members, Rest, Writer};
