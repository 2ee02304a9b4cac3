//! Any text as JSON: what serde_json takes is taken and means the same, what it refuses
//! is refused, and types read the same with guesses about tags as without.

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

use bindery_runtime::Value;
use bindery_runtime::json::{Decode, DecodeError, Encode, Reader, from_json, to_json};
use generated::types::{ApiError, ByKeys, First, Open, Presences, Scalar, Shape};
use libfuzzer_sys::fuzz_target;

/// Both readers limit how deep values nest, each in its own way: up to here they agree.
const DEPTH: usize = 40;

fuzz_target!(|text: &str| {
    compare_with_serde_json(text);
    check_type::<Value>(text);
    check_type::<ApiError>(text);
    check_type::<Shape>(text);
    check_type::<Presences>(text);
    check_type::<Open>(text);
    let _ = read_both_ways::<ByKeys>(text);
    let _ = read_both_ways::<First>(text);
    let _ = read_both_ways::<Scalar>(text);
});

fn compare_with_serde_json(text: &str) {
    let ours = from_json::<Value>(text);
    if nesting(text) > DEPTH {
        return;
    }
    // RFC 8259 §8.1 lets readers pass over a byte order mark; serde_json does not.
    let unmarked = text.strip_prefix('\u{feff}').unwrap_or(text);
    match serde_json::from_str::<serde_json::Value>(unmarked) {
        Ok(theirs) => {
            let ours = to_json(&ours.expect("serde_json reads it"));
            let again: serde_json::Value = serde_json::from_str(&ours).expect("it is JSON");
            assert_eq!(again, theirs);
        }
        // Ours keeps a number's digits, whatever its size.
        Err(error) if error.to_string().contains("number out of range") => {}
        Err(error) => assert!(ours.is_err(), "serde_json refuses it: {error}"),
    }
}

/// What is read can be written, and read again as the same.
fn check_type<T: Decode + Encode + PartialEq + Debug>(text: &str) {
    if let Ok(value) = read_both_ways::<T>(text) {
        let written = to_json(&value);
        assert_eq!(from_json::<T>(&written), Ok(value), "written as {written}");
    }
}

fn read_both_ways<T: Decode + PartialEq + Debug>(text: &str) -> Result<T, DecodeError> {
    let guessing = from_json::<T>(text);
    let mut reader = Reader::new(text);
    let value = reader.read::<T>();
    let certain = value.and_then(|value| reader.finish().map(|()| value));
    assert_eq!(guessing, certain);
    if let Err(error) = &guessing {
        assert!(!error.to_string().is_empty() && error.offset() <= text.len());
    }
    guessing
}

/// At most so many arrays and objects stand inside each other.
fn nesting(text: &str) -> usize {
    let (mut depth, mut deepest) = (0_usize, 0);
    for byte in text.bytes() {
        match byte {
            b'[' | b'{' => depth += 1,
            b']' | b'}' => depth = depth.saturating_sub(1),
            _ => {}
        }
        deepest = deepest.max(depth);
    }
    deepest
}
