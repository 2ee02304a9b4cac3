//! Any text as an answer that does not keep to its document: what is right is read as ever,
//! what is not JSON is refused, every correction is told within its bounds, no amount is made
//! up, and what was made of it reads as the same once it is written.

#![no_main]

#[path = "../../runtime/tests/generated/mod.rs"]
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
    check_forgiving::<ByKeys>(text);
    check_forgiving::<First>(text);
    check_forgiving::<Scalar>(text);
    check_forgiving::<Vec<Level>>(text);
    check_forgiving::<Vec<Metric>>(text);
    check_forgiving::<Vec<Timestamp>>(text);
    check_forgiving::<Vec<Date>>(text);
    check_amount(text);
});

fn check_forgiving<T: Decode + Encode + PartialEq + Debug>(text: &str) {
    let strictly = from_json::<T>(text);
    let Ok((value, corrections)) = from_json_forgiving::<T>(text) else {
        assert!(strictly.is_err(), "refused, although it is right");
        return;
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
    let written = to_json(&value);
    let again = from_json_forgiving::<T>(&written).map(|(again, _)| again);
    assert_eq!(again, Ok(value), "written as {written}");
}

/// An amount has the digits of the text, or there is none.
fn check_amount(text: &str) {
    if let Ok((amount, _)) = from_json_forgiving::<Decimal>(text) {
        let digits = |text: &str| text.bytes().any(|byte| byte.is_ascii_digit());
        assert!(digits(text), "{amount} was made up");
    }
}
