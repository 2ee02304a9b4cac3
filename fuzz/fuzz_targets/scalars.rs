//! Any text as a scalar: what can be read is written in a form that reads as the same
//! value, and is then written the same.

#![no_main]

use std::fmt::Debug;

use bindery_runtime::json::{Decode, DecodeError, Encode, from_json, to_json};
use bindery_runtime::json::{Reader, Writer, decode_civil, encode_civil};
use bindery_runtime::{Base64, Base64Url, Date, Decimal, Number, Timestamp, jiff};
use libfuzzer_sys::fuzz_target;

/// A time in a form of its own, as `x-bindery-format` gives it.
#[derive(Debug, PartialEq)]
struct OwnTime(jiff::civil::DateTime);

const OWN_FORM: &str = "%Y-%m-%d %H:%M:%S";

impl Encode for OwnTime {
    fn encode(&self, to: &mut Writer) {
        encode_civil(&self.0, OWN_FORM, to);
    }
}

impl Decode for OwnTime {
    fn decode(from: &mut Reader<'_>) -> Result<Self, DecodeError> {
        decode_civil(OWN_FORM, from).map(Self)
    }
}

fuzz_target!(|text: &str| {
    let quoted = to_json(&text.to_owned());
    for json in [text, &quoted] {
        check_scalar::<Timestamp>(json);
        check_scalar::<Date>(json);
        check_scalar::<OwnTime>(json);
        check_scalar::<Base64>(json);
        check_scalar::<Base64Url>(json);
        check_scalar::<Decimal>(json);
        check_scalar::<Number>(json);
        check_scalar::<String>(json);
        check_scalar::<f64>(json);
        check_scalar::<i64>(json);
        check_scalar::<u64>(json);
        check_scalar::<i32>(json);
        check_scalar::<u32>(json);
        check_scalar::<bool>(json);
    }
    check_digits(text);
});

fn check_scalar<T: Decode + Encode + PartialEq + Debug>(json: &str) {
    let Ok(value) = from_json::<T>(json) else {
        return;
    };
    let written = to_json(&value);
    let again = from_json::<T>(&written);
    assert_eq!(again.as_ref(), Ok(&value), "written as {written}");
    assert_eq!(again.map(|again| to_json(&again)), Ok(written));
}

/// A decimal is the number that stands there, to the last digit.
fn check_digits(json: &str) {
    if let (Ok(decimal), Ok(number)) = (from_json::<Decimal>(json), from_json::<Number>(json)) {
        assert_eq!(from_json::<Number>(&to_json(&decimal)), Ok(number));
    }
}
