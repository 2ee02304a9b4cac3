//! Reading what does not keep to its document: what is made of it, and what is told.

mod amounts;
#[allow(
    dead_code,
    unreachable_pub,
    unused_imports,
    reason = "tests use a part of what is generated for programs"
)]
#[path = "../clients/shapes/mod.rs"]
mod generated;
mod strict;
mod unions;

use std::collections::BTreeMap;
use std::fmt::Debug;

use bindery_runtime::json::{Decode, DecodeError, Encode, Reader, from_json};
use bindery_runtime::json::{from_json_forgiving, to_json};
use bindery_runtime::{Base64, Date, Decimal, Timestamp, Value};
use generated::types::{
    ApiError, Level, Metric, Open, PlatformDateTime, Presences, Scalar, Shape, Square,
};

/// What is read, and what is told of it; or why it cannot be read.
fn read<T: Decode + Debug>(json: &str) -> String {
    assert!(from_json::<T>(json).is_err(), "{json} keeps to its type");
    match from_json_forgiving::<T>(json) {
        Ok((value, corrections)) => {
            let told: Vec<String> = corrections.iter().map(ToString::to_string).collect();
            format!("{value:?} ({})", told.join("; "))
        }
        Err(error) => format!("refused: {error}"),
    }
}

#[test]
fn what_is_right_is_read_as_ever() {
    let json = r#"{"required":1,"nullable":null,"optionalNullable":null}"#;
    let (value, corrections) = from_json_forgiving::<Presences>(json).unwrap();
    assert_eq!(value, from_json(json).unwrap());
    assert_eq!(corrections, []);
}

#[test]
fn values_in_another_form_say_the_same() {
    let cases = [
        (
            read::<String>("7.50"),
            r#""7.50" ($: expected a string, found a number)"#,
        ),
        (
            read::<String>("true"),
            r#""true" ($: expected a string, found a boolean)"#,
        ),
        (
            read::<i64>(r#""-12""#),
            "-12 ($: expected a number, found a string)",
        ),
        (
            read::<i32>(r#"" 7 ""#),
            "7 ($: expected a number, found a string)",
        ),
        (
            read::<f64>(r#""1.5e3""#),
            "1500.0 ($: expected a number, found a string)",
        ),
        (
            read::<Decimal>(r#""12.50""#),
            "12.50 ($: expected a number, found a string)",
        ),
        (
            read::<bool>("0"),
            "false ($: expected a boolean, found a number)",
        ),
        (
            read::<bool>("1"),
            "true ($: expected a boolean, found a number)",
        ),
        (
            read::<bool>(r#""true""#),
            "true ($: expected a boolean, found a string)",
        ),
        (
            read::<Metric>("5"),
            r#"Unknown("5") ($: expected a string, found a number)"#,
        ),
        (
            read::<Level>(r#""2""#),
            "High ($: expected a number, found a string)",
        ),
    ];
    for (found, expected) in cases {
        assert_eq!(found, expected);
    }
    for refused in [
        read::<String>("[]"),
        read::<i64>(r#""twelve""#),
        read::<i64>(r#""1.5""#),
        read::<i64>("1.5"),
        read::<f64>(r#""""#),
        read::<bool>("2"),
        read::<Vec<i64>>("7"),
        read::<BTreeMap<String, i64>>("[]"),
        read::<Presences>("[]"),
    ] {
        assert!(refused.starts_with("refused: $: expected "), "{refused}");
    }
}

#[test]
fn what_is_missing_or_null_gets_the_empty_value() {
    assert_eq!(
        read::<ApiError>(r#"{"type":null,"new":1}"#),
        "ApiError { type: \"\", title: \"\", status: 0, detail: None, metric: None, hint: Absent, \
         extra: {\"new\": 1} } ($.title: expected a required property, found \
         nothing, read as \"\"; $.status: expected a required property, found nothing, read as 0; \
         $.detail: expected a required property, found nothing, read as null; $.type: expected a \
         string, found null, read as \"\")"
    );
    assert_eq!(
        read::<Square>(r#"{"kind":"square","side":1}"#),
        "Square { kind: \"square\", side: 1.0, inner: [], extra: {} } ($.inner: expected a required property, \
         found nothing, read as [])"
    );
    // The empty value of every type.
    assert_eq!(
        read::<(String, i64, bool, f64, Vec<i64>, BTreeMap<String, i64>)>("[]"),
        r#"("", 0, false, 0.0, [], {}) ($: expected an array of 6 items, found fewer)"#
    );
    assert_eq!(
        read::<(Metric, Shape, Scalar, Value, Option<i64>, Square)>("[]"),
        "(Unknown(\"\"), Unknown(null), Unknown(null), null, None, Square { kind: \"\", side: 0.0, \
         inner: [], extra: {} }) ($: expected an array of 6 items, found fewer)"
    );
    let times = "(1970-01-01T00:00:00Z, 1970-01-01, PlatformDateTime(1970-01-01T00:00:00)";
    let found = read::<(Shown<Timestamp>, Date, PlatformDateTime, Base64)>("[]");
    assert!(found.starts_with(times), "{found}");
    for whole in ["null", " null "] {
        assert_eq!(
            read::<Vec<i64>>(whole),
            "[] ($: expected an array, found null, read as [])"
        );
    }
}

/// Shows a time as it is written.
struct Shown<T>(T);

impl<T: Decode> Decode for Shown<T> {
    fn decode(from: &mut Reader<'_>) -> Result<Self, DecodeError> {
        from.read().map(Self)
    }
}

impl<T: Encode> Debug for Shown<T> {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        out.write_str(to_json(&self.0).trim_matches('"'))
    }
}

#[test]
fn what_cannot_be_read_counts_as_missing() {
    assert_eq!(
        read::<Presences>(r#"{"required":[1],"nullable":{},"optional":"x","optionalNullable":[]}"#),
        "Presences { required: 0, nullable: None, optional: None, optional_nullable: Absent, \
         extra: {\"required\": [1], \"nullable\": {}, \"optional\": \"x\", \"optionalNullable\": []} } \
         ($.required: expected a whole number from -9223372036854775808 to 9223372036854775807, \
         found an array, read as 0; $.nullable: expected a whole number from -9223372036854775808 to \
         9223372036854775807, found an object; $.optional: expected a whole number from \
         -9223372036854775808 to 9223372036854775807, found a string; $.optionalNullable: expected \
         a whole number from -9223372036854775808 to 9223372036854775807, found an array)"
    );
    // Lists and maps keep their other items.
    assert_eq!(
        read::<Vec<bool>>(r#"[true, {"a":[]}, false, null, 1]"#),
        "[true, false, false, true] ($[1]: expected a boolean, found an object; $[3]: expected a \
         boolean, found null, read as false; $[4]: expected a boolean, found a number)"
    );
    assert_eq!(
        read::<BTreeMap<String, Vec<i64>>>(r#"{"a":[1],"b":7,"c":null,"d":[2,"x"]}"#),
        "{\"a\": [1], \"c\": [], \"d\": [2]} ($.b: expected an array, found a number; $.c: \
         expected an array, found null, read as []; $.d[1]: expected a whole number from -9223372036854775808 \
         to 9223372036854775807, found a string)"
    );
    assert_eq!(
        read::<Open>(r#"{"must":1,"a":2,"b":"x","c":"3"}"#),
        "Open { must: Some(1), may: None, extra: {\"a\": 2, \"c\": 3} } ($.b: \
         expected a whole number from -9223372036854775808 to 9223372036854775807, found a string; \
         $.c: expected a number, found a string)"
    );
    assert_eq!(
        read::<Vec<(i64, i64)>>("[[1],[1,2,3],[1,2]]"),
        "[(1, 0), (1, 2), (1, 2)] ($[0]: expected an array of 2 items, found fewer; $[1]: expected \
         an array of 2 items, found more)"
    );
}

#[test]
fn what_cannot_be_read_of_properties_is_kept_beside_them() {
    let json = r#"{"type":["a"],"title":"t","status":1,"detail":{"b":2},"metric":[3],"new":4}"#;
    let (error, corrections) = from_json_forgiving::<ApiError>(json).unwrap();
    assert_eq!(corrections.len(), 3);
    assert_eq!(
        to_json(&error.extra),
        r#"{"type":["a"],"detail":{"b":2},"metric":[3],"new":4}"#
    );
    // What is sent has each name once.
    assert_eq!(
        to_json(&error),
        r#"{"type":"","title":"t","status":1,"detail":null,"new":4}"#
    );
    // A null says nothing.
    let (error, _) = from_json_forgiving::<ApiError>(r#"{"type":null}"#).unwrap();
    assert!(error.extra.is_empty());
}

/// An enum of which zero is a value.
#[derive(Debug, Clone, Copy, PartialEq)]
enum Switch {
    Off,
    On,
    Unknown(i64),
}

bindery_runtime::open_integer_enum!(Switch { Off = 0, On = 1 });

#[derive(Debug, Clone, Copy, PartialEq)]
enum Sign {
    Less,
    Same,
    Unknown(i64),
}

bindery_runtime::open_integer_enum!(Sign { Less = -1, Same = 0 });

#[test]
fn missing_enums_are_no_value_of_the_document() {
    for (found, value, told) in [
        (read::<Level>("null"), "Unknown(0)", "0"),
        (read::<Switch>("null"), "Unknown(-1)", "-1"),
        (
            read::<Sign>("null"),
            "Unknown(-9223372036854775807)",
            "a number that the document does not have",
        ),
    ] {
        assert!(found.starts_with(value), "{found}");
        assert!(found.ends_with(&format!(", read as {told})")), "{found}");
    }
}

#[test]
fn corrections_tell_what_is_made_up() {
    for (found, made) in [
        (read::<Date>("null"), "1970-01-01"),
        (read::<Timestamp>("null"), "1970-01-01T00:00:00Z"),
        (read::<PlatformDateTime>("null"), "1970-01-01T00:00:00"),
        (read::<bool>("null"), "false"),
        (read::<BTreeMap<String, i64>>("null"), "{}"),
        (read::<Metric>("null"), "\"\""),
    ] {
        let told = format!(", found null, read as {made})");
        assert!(found.ends_with(&told), "{found}");
    }
}
