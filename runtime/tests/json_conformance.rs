//! RFC 8259, case by case: texts that must be read, and texts that must not.

use bindery_runtime::Value;
use bindery_runtime::json::{Reader, from_json, to_json};

/// Each text and what it is as compact JSON.
const GOOD: &[(&str, &str)] = &[
    ("null", "null"),
    (" \t\r\n true \n", "true"),
    ("[false]", "[false]"),
    ("{}", "{}"),
    ("{ }", "{}"),
    ("[]", "[]"),
    ("[ [ ] , { } ]", "[[],{}]"),
    ("[1 , 2]", "[1,2]"),
    ("\u{feff}1", "1"),
    (r#"{"":0}"#, r#"{"":0}"#),
    (r#"{"a":1,"b":{"c":[]}}"#, r#"{"a":1,"b":{"c":[]}}"#),
    (r#"{"b":1,"a":2}"#, r#"{"b":1,"a":2}"#),
    (r#"{"a":1,"b":2,"a":3}"#, r#"{"a":3,"b":2}"#),
    ("0", "0"),
    ("-0", "-0"),
    ("-0.0", "-0.0"),
    ("1.50", "1.50"),
    ("1E400", "1E400"),
    ("1e-7", "1e-7"),
    ("0e+1", "0e+1"),
    (
        "123456789012345678901234567890.123",
        "123456789012345678901234567890.123",
    ),
    ("-9223372036854775808", "-9223372036854775808"),
    ("9223372036854775808", "9223372036854775808"),
    (r#""""#, r#""""#),
    (r#""\"\\\/\b\f\n\r\t""#, r#""\"\\/\b\f\n\r\t""#),
    (r#""\u0000\u001f\u0020\u007F""#, "\"\\u0000\\u001f \u{7f}\""),
    (r#""\u00e9\u20AC\ud83d\ude00""#, "\"é€😀\""),
    (
        "\"é€😀\u{2028}\u{ffff}\u{10ffff}\"",
        "\"é€😀\u{2028}\u{ffff}\u{10ffff}\"",
    ),
    ("\"1234567\\n9\"", "\"1234567\\n9\""),
    ("\"12345678\\n\"", "\"12345678\\n\""),
    ("\"1234567é890123456é\"", "\"1234567é890123456é\""),
];

const BAD: &[&str] = &[
    "",
    " ",
    "nul",
    "nulll",
    "NULL",
    "True",
    "tru",
    "truth",
    "undefined",
    "NaN",
    "-NaN",
    "Infinity",
    "-Infinity",
    "[",
    "]",
    "{",
    "}",
    "[1",
    "[1,",
    "[1,]",
    "[,1]",
    "[1,,2]",
    "[1 2]",
    "[1}",
    "{]",
    "[1]]",
    "1 2",
    "{} {}",
    "[]a",
    "{\"a\"}",
    "{\"a\":}",
    "{\"a\":1,}",
    "{,}",
    "{\"a\" 1}",
    "{\"a\":1 \"b\":2}",
    "{a:1}",
    "{'a':1}",
    "{1:1}",
    "{null:1}",
    "{\"a\"::1}",
    "{\"a\":1",
    "{\"a\":",
    "{\"a\"",
    "{\"a",
    "{\"a\":1}}",
    "00",
    "01",
    "-01",
    "-",
    "+1",
    "--1",
    "1.",
    ".5",
    "-.5",
    "1.e5",
    "1e",
    "1e+",
    "1E-",
    "1e5.5",
    "0x10",
    "1_000",
    "1a",
    "0b1",
    "1.2.3",
    "1 .5",
    "- 1",
    "\"",
    "\"a",
    "\"a\\",
    "\"\\",
    "\"\\\"",
    "'a'",
    "\"\\a\"",
    "\"\\x41\"",
    "\"\\'\"",
    "\"\\U0041\"",
    "\"\\u\"",
    "\"\\u12\"",
    "\"\\u123\"",
    "\"\\u12G4\"",
    "\"\\u+123\"",
    "\"\\ud800\"",
    "\"\\udc00\"",
    "\"\\ud800\\u0041\"",
    "\"\\ud800\\ud800\"",
    "\"\\ud800x\"",
    "\"\\ude00\\ud83d\"",
    "\"\\ud800\\n\"",
    "\"\u{0}\"",
    "\"\n\"",
    "\"\t\"",
    "\"1234567\u{1f}\"",
    "\"12345678\u{1f}\"",
    "// comment\n1",
    "1 // comment",
    "/* */1",
    "[1] #",
    "\u{a0}1",
    "\u{c}1",
    "1\u{0}",
    "\u{feff}\u{feff}1",
];

#[test]
fn what_is_json_is_read() {
    for (json, expected) in GOOD {
        let value: Value = from_json(json).unwrap_or_else(|error| panic!("{json:?}: {error}"));
        assert_eq!(to_json(&value), *expected, "{json:?}");
        assert_eq!(from_json::<Value>(*expected), Ok(value), "{json:?}");
        let mut reader = Reader::new(json);
        assert_eq!(
            reader.skip().and_then(|()| reader.finish()),
            Ok(()),
            "skipping {json:?}"
        );
    }
}

#[test]
fn what_is_not_json_is_refused() {
    for json in BAD {
        let error = from_json::<Value>(json).expect_err(json);
        assert!(
            error.is_syntax() && error.offset() <= json.len(),
            "{json:?}: {error}"
        );
        let mut reader = Reader::new(json);
        let skipped = reader.skip().and_then(|()| reader.finish());
        assert_eq!(
            skipped.map_err(|error| error.offset()),
            Err(error.offset()),
            "skipping {json:?}"
        );
    }
}

#[test]
fn bytes_must_be_utf8() {
    for bytes in [
        &b"\"\xff\""[..],
        b"\"\xc0\xaf\"",
        b"\"\xed\xa0\x80\"",
        b"\xff\xfe1\0",
        b"\"\xe2\x82\"",
    ] {
        let error = from_json::<Value>(bytes).unwrap_err();
        assert!(error.is_syntax(), "{error}");
    }
}

#[test]
fn depth_has_a_limit() {
    let nested = |depth: usize| format!("{}{}", "[".repeat(depth), "]".repeat(depth));
    assert!(from_json::<Value>(&nested(128)).is_ok());
    let error = from_json::<Value>(&nested(129)).unwrap_err();
    assert_eq!(error.reason(), "more than 128 levels inside each other");
    assert!(from_json::<Value>(&nested(1_000_000)).is_err());
    assert!(from_json::<()>(&nested(1_000_000)).is_err());
    assert!(from_json::<Value>(&"{\"a\":".repeat(1_000_000)).is_err());
    // Depth counts what is open, not what there is.
    assert!(from_json::<Value>(&format!("[{}]", vec!["[[]]"; 1000].join(","))).is_ok());
}
