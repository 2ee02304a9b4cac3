//! Any text as an answer that does not keep to its document: what is right is read as ever,
//! what is not JSON is refused, every correction is told within its bounds, no amount is made
//! up, and what was made of it can be written and read again.

#![no_main]

#[allow(
    dead_code,
    unreachable_pub,
    unused_imports,
    reason = "targets use a part of what is generated for programs"
)]
#[path = "../../runtime/tests/clients/shapes/mod.rs"]
mod generated;

use std::fmt::Debug;

use bindery_runtime::json::{Decode, Encode, from_json, from_json_forgiving, to_json};
use bindery_runtime::{Date, Decimal, Timestamp, Value};
use generated::types::{ApiError, ByKeys, First, Level, Metric, Open, Presences, Scalar, Shape};
use libfuzzer_sys::fuzz_target;

/// So many places are told, as the documentation of the function says.
const TOLD: usize = 64;

/// Longer than what is told of one place may be: a path and a few words.
const LONGEST: usize = 4096;

fuzz_target!(|text: &str| {
    check_forgiving::<ApiError>(text);
    check_forgiving::<Shape>(text);
    check_forgiving::<Presences>(text);
    check_forgiving::<Open>(text);
    let _ = read_forgivingly::<ByKeys>(text);
    let _ = read_forgivingly::<First>(text);
    let _ = read_forgivingly::<Scalar>(text);
    check_forgiving::<Vec<Level>>(text);
    check_forgiving::<Vec<Metric>>(text);
    check_forgiving::<Vec<Timestamp>>(text);
    check_forgiving::<Vec<Date>>(text);
    check_amount(text);
});

/// What was made of a text can be written and read again. It need not be equal: a value that does
/// not fit its property is kept among what the document does not name, and is not written over
/// what stands in its place.
fn check_forgiving<T: Decode + Encode + PartialEq + Debug>(text: &str) {
    if let Some(value) = read_forgivingly::<T>(text) {
        let written = to_json(&value);
        let again = from_json_forgiving::<T>(&written);
        assert!(again.is_ok(), "written as {written}");
    }
}

/// What is made of a text, and whether it is told.
fn read_forgivingly<T: Decode + PartialEq + Debug>(text: &str) -> Option<T> {
    let strictly = from_json::<T>(text);
    let Ok((value, corrections)) = from_json_forgiving::<T>(text) else {
        assert!(strictly.is_err(), "refused, although it is right");
        return None;
    };
    assert!(from_json::<Value>(text).is_ok(), "no JSON was read");
    assert!(corrections.len() <= TOLD);
    for correction in &corrections {
        assert!(correction.path.starts_with('$'), "{correction}");
        assert!(correction.to_string().len() <= LONGEST);
    }
    match strictly {
        Ok(strict) => {
            assert_eq!(value, strict);
            assert!(corrections.is_empty(), "{corrections:?}");
        }
        Err(error) => assert!(!corrections.is_empty(), "in silence: {error}"),
    }
    Some(value)
}

/// An amount has the digits of the text, or there is none.
fn check_amount(text: &str) {
    if let Ok((amount, _)) = from_json_forgiving::<Decimal>(text) {
        let digits = |text: &str| text.bytes().any(|byte| byte.is_ascii_digit());
        assert!(digits(text), "{amount} was made up");
    }
}
