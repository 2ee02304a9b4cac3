//! JSON: what generated types are read from and written to.
//!
//! Takes UTF-8 text and gives values, or the other way round, exactly as
//! RFC 8259 says. Generated code holds tables ([`Record`]) and one short
//! `encode` and `decode` a type; all the work is done here, once, through
//! `&[&dyn Encode]` and `&mut [&mut dyn Slot]`, so that a type costs little to
//! compile. Knows nothing of HTTP.
//!
//! ```
//! use bindery_runtime::json::{Decode, DecodeError, Encode, Field, Reader, Record, Writer};
//! use bindery_runtime::json::{from_json, to_json};
//!
//! #[derive(Debug, PartialEq)]
//! struct Pet {
//!     name: String,
//!     tag: Option<String>,
//! }
//!
//! static PET: Record = Record::new("Pet", &[Field::required("name"), Field::optional("tag")]);
//!
//! impl Encode for Pet {
//!     fn encode(&self, to: &mut Writer) {
//!         to.record(&PET, &[&self.name, &self.tag], &());
//!     }
//! }
//!
//! impl Decode for Pet {
//!     fn decode(from: &mut Reader<'_>) -> Result<Self, DecodeError> {
//!         let (mut name, mut tag) = (None, None);
//!         from.record(&PET, &mut [&mut name, &mut tag], &mut ())?;
//!         let Some(name) = name else {
//!             return Err(from.incomplete(&PET));
//!         };
//!         Ok(Self { name, tag })
//!     }
//! }
//!
//! let pets: Vec<Pet> = from_json(r#"[{"name": "Rex"}]"#)?;
//! assert_eq!(to_json(&pets), r#"[{"name":"Rex"}]"#);
//!
//! let error = from_json::<Vec<Pet>>(r#"[{"name": 7}]"#).unwrap_err();
//! assert_eq!(
//!     error.to_string(),
//!     "$[0].name: expected a string, found a number (at byte 10)"
//! );
//! # Ok::<(), DecodeError>(())
//! ```

#[cfg(feature = "serde")]
mod bridge;
mod by_text;
mod check;
mod correction;
mod decimal;
mod decode;
mod encode;
mod enums;
mod error;
mod forgiving;
mod hidden;
mod limits;
mod macros;
mod newtypes;
mod path;
mod pattern;
mod place;
mod reader;
mod record;
mod rules;
mod scan;
mod slot;
mod writer;

#[cfg(feature = "serde")]
pub use bridge::{deserialize, deserialize_members, read_member, serialize, serialize_members};
pub use by_text::{read_as_text, write_as_text};
pub use check::check;
pub use correction::{Correction, DriftKind};
pub(crate) use decimal::Digits;
pub use decode::{Decode, from_json, from_json_within};
#[cfg(feature = "testing")]
pub(crate) use encode::response_to_json;
pub use encode::{Encode, to_json};
pub use enums::{
    OpenEnum, decode_open_enum, decode_open_integer_enum, parse_open_integer_enum,
    write_unknown_value,
};
pub use error::DecodeError;
pub use forgiving::from_json_forgiving;
pub(crate) use forgiving::{DriftReport, ReadOptions, read_json};
pub use hidden::HiddenField;
pub use limits::ReadLimits;
pub(crate) use limits::choose_memory_limit;
pub use macros::{decode_civil, encode_civil};
pub(crate) use path::Segment;
#[cfg(feature = "client")]
pub(crate) use pattern::find_name_violation;
pub use reader::{Kind, Reader, Tries};
pub use record::{Field, Presence, Record};
pub use rules::{Rule, Violation};
pub use slot::{RestSlot, Slot};
pub use writer::{Members, Rest, Writer};
