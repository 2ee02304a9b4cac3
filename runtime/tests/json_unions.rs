//! Unions: how variants are told apart, and what is said when none fits.

#[allow(
    dead_code,
    unreachable_pub,
    unused_imports,
    reason = "tests use a part of what is generated for programs"
)]
#[path = "clients/shapes/mod.rs"]
mod generated;

use bindery_runtime::json::{Decode, DecodeError, Field, Kind, Reader, Record, from_json};
use bindery_runtime::{Extra, Maybe, Value};
use generated::types::{ByKeys, First, Scalar, Shape};

/// What a text becomes, in short.
fn read<T: Decode + std::fmt::Debug>(json: &str) -> String {
    match from_json::<T>(json) {
        Ok(value) => format!("{value:?}").chars().take(24).collect(),
        Err(error) => error.to_string(),
    }
}

#[test]
fn by_tag() {
    let cases = [
        (
            r#"{"kind":"circle","radius":1}"#,
            "Circle(Circle { kind: \"c",
        ),
        (
            r#" { "radius" : 1 , "kind" : "circle" } "#,
            "Circle(Circle { kind: \"c",
        ),
        (
            r#"{"\u006bind":"c\u0069rcle","radius":1}"#,
            "Circle(Circle { kind: \"c",
        ),
        (
            r#"{"a":{"kind":"square"},"kind":"circle","radius":1}"#,
            "Circle(Circle { kind: \"c",
        ),
        (r#"{"kind":"line"}"#, r#"Unknown({"kind": "line"}"#),
        (
            r#"{"kind":"line","kind":"circle","radius":1}"#,
            "$: the property `kind` stands here twice (at byte 22)",
        ),
        (
            r#"{"a":[{}],"kind":"line","b":1,"k\u0069nd":"line"}"#,
            "$: the property `kind` stands here twice (at byte 42)",
        ),
        (
            r#"{"kind":"circle","kind":"line","radius":1}"#,
            "$: the property `kind` stands here twice (at byte 24)",
        ),
        (
            r#"{"kind":7}"#,
            "$.kind: expected a string, found a number (at byte 8)",
        ),
        (
            r#"{"kind":null}"#,
            "$.kind: expected a string, found null (at byte 8)",
        ),
        (
            r#"{}"#,
            "$: the required property `kind` is missing (at byte 0)",
        ),
        (
            r#""circle""#,
            "$: expected an object, found a string (at byte 0)",
        ),
        (
            r#"{"kind":"circle"}"#,
            "$: the required property `radius` is missing (at byte 0)",
        ),
        (
            r#"{"side":1,"inner":[{"radius":[],"kind":"circle"}],"kind":"square"}"#,
            "$.inner[0].radius: expected a number, found an array (at byte 29)",
        ),
        (
            r#"{"side":tru,"kind":"square"}"#,
            "$.side: this is not JSON: expected true (at byte 8)",
        ),
        (
            r#"{"side":1"#,
            "$: the text ends too early: expected `,` or `}` (at byte 9)",
        ),
    ];
    for (json, expected) in cases {
        assert_eq!(read::<Shape>(json), expected, "{json}");
    }
}

#[test]
fn a_tag_of_any_type_is_what_it_is() {
    let found = |json| Reader::new(json).tag("kind", &["circle", "7"]);
    for (json, index) in [
        (r#"{"a":7,"kind":"circle"}"#, Some(0)),
        (r#"{"kind":7}"#, Some(1)),
        (r#"{"kind":8}"#, None),
        (r#"{"kind":null}"#, None),
        (r#"{"kind":[]}"#, None),
        ("{}", None),
    ] {
        assert_eq!(found(json), Ok(index), "{json}");
    }
}

/// The index of a tag that is a text where it is there.
fn tag_if(json: &str) -> String {
    let found = Reader::new(json).tag_if(Kind::String, "kind", &["circle", "7"]);
    found.map_or_else(|error| error.to_string(), |found| format!("{found:?}"))
}

#[test]
fn a_tag_that_may_be_absent_has_no_other_type() {
    let cases = [
        (r#"{"a":7,"kind":"circle"}"#, "Some(0)"),
        (r#"{"kind":"line"}"#, "None"),
        (r#"{"kind":null}"#, "None"),
        (r#"{"a":1}"#, "None"),
        (
            r#"{"kind":true}"#,
            "$.kind: expected a string, found a boolean (at byte 8)",
        ),
        (
            r#"{"a":{"kind":1},"kind":[]}"#,
            "$.kind: expected a string, found an array (at byte 23)",
        ),
        (r#"7"#, "$: expected an object, found a number (at byte 0)"),
    ];
    for (json, expected) in cases {
        assert_eq!(tag_if(json), expected, "{json}");
    }
}

/// Reads without ever guessing where a tag stands.
fn carefully<T: Decode>(json: &str) -> Result<T, DecodeError> {
    let mut reader = Reader::new(json);
    let value = reader.read()?;
    reader.finish()?;
    Ok(value)
}

/// Objects whose members look like tags where there are none, in every order.
fn misleading() -> Vec<String> {
    let members = [
        r#""kind":"square""#,
        r#""kind" : "circle""#,
        r#""side":1"#,
        r#""radius":2"#,
        r#""inner":[{"side":1,"kind":"square"}]"#,
        r#""inner":[{"radius":3,"kind":"circle"},{"inner":[],"side":7}]"#,
        r#""note":{"kind":"square"}"#,
        r#""note":"\"kind\":\"circle\"""#,
        r#""x\"kind":"circle""#,
        r#""k\u0069nd":"circle""#,
        r#""kind":7"#,
        r#""kind":"line""#,
        r#""side":tru"#,
    ];
    let mut texts = Vec::new();
    for one in members {
        for two in members {
            texts.push(format!("{{{one},{two}}}"));
            for three in members {
                texts.push(format!("{{{one},{two} , {three}}}"));
            }
        }
    }
    texts
}

#[test]
fn guesses_change_nothing() {
    let texts = misleading();
    for text in &texts {
        assert_eq!(from_json::<Shape>(text), carefully(text), "{text}");
        assert_eq!(from_json::<First>(text), carefully(text), "{text}");
    }
    let right = |text: &&String| from_json::<Shape>(text.as_str()).is_ok();
    let some: Vec<String> = texts.iter().filter(right).step_by(5).cloned().collect();
    assert!(some.len() > 40, "{} texts fit", some.len());
    let list = format!("[{}]", some.join(","));
    assert_eq!(from_json::<Vec<Shape>>(&list), carefully(&list));
}

#[test]
fn by_json_type() {
    assert_eq!(read::<Scalar>("\"a\""), "Text(\"a\")");
    assert_eq!(read::<Scalar>("[1,\"b\"]"), "List([Number(1.0), Text(");
    assert_eq!(
        read::<Scalar>("[[],null]"),
        "$[1]: expected a string, a number or an array, found null (at byte 4)"
    );
}

#[test]
fn by_keys() {
    assert_eq!(
        read::<ByKeys>(r#"{"kind":"","radius":2}"#),
        "Circle(Circle { kind: \"\""
    );
    assert_eq!(
        read::<ByKeys>(r#"{"kind":"","inner":[],"side":2}"#),
        "Square(Square { kind: \"\""
    );
    assert_eq!(
        read::<ByKeys>(r#"{"side":2}"#),
        "$: no variant of `ByKeys` fits: `Square` needs `inner`; `Circle` needs `radius` (at byte 0)"
    );
    assert_eq!(
        read::<ByKeys>("{}"),
        "$: no variant of `ByKeys` fits: `Square` needs `side` and `inner`; `Circle` needs `radius` \
         (at byte 0)"
    );
    assert_eq!(
        read::<ByKeys>("1"),
        "$: expected an object, found a number (at byte 0)"
    );
}

#[test]
fn by_trying() {
    assert_eq!(read::<First>("[7,[]]"), "Nested([Level(7), Nested");
    insta::assert_snapshot!(read::<First>(r#"[7,{"kind":"circle","radius":"1"}]"#), @r"
    $: no variant of `First` fits (at byte 0)
      - $: expected an object, found an array (at byte 0)
      - $[1]: no variant of `First` fits (at byte 3)
        - $[1].radius: expected a number, found a string (at byte 29)
        - $[1]: expected an array, found an object (at byte 3)
        - $[1]: expected a whole number from -9223372036854775808 to 9223372036854775807, found an object (at byte 3)
        - $[1]: expected an array, found an object (at byte 3)
      - $: expected a whole number from -9223372036854775808 to 9223372036854775807, found an array (at byte 0)
      - $[0]: expected a string, found a number (at byte 1)
    ");
}

/// Alternatives that multiply with their depth.
#[derive(Debug)]
#[allow(dead_code, reason = "only shown")]
enum Bomb {
    Left(Box<Bomb>),
    Right(Box<Bomb>),
    End(bool),
    Unknown(Value),
}

impl Decode for Bomb {
    fn decode(
        from: &mut bindery_runtime::json::Reader<'_>,
    ) -> Result<Self, bindery_runtime::json::DecodeError> {
        let mut tries = from.tries("Bomb");
        while tries.go_on() {
            if let Some((inner,)) = from.attempt(&mut tries) {
                return Ok(Self::Left(inner));
            }
            if let Some((inner,)) = from.attempt(&mut tries) {
                return Ok(Self::Right(inner));
            }
            if let Some(end) = from.attempt(&mut tries) {
                return Ok(Self::End(end));
            }
        }
        from.unknown(tries).map(Self::Unknown)
    }
}

#[test]
fn alternatives_do_not_explode() {
    let text = |end: &str| format!("{}{end}{}", "[".repeat(120), "]".repeat(120));
    assert!(from_json::<Bomb>(&text("true")).is_ok());
    // Else this would take 2^120 steps.
    let error = from_json::<Bomb>(&text("1")).unwrap_err();
    // Reasons are kept of a few levels only: the message stays readable.
    assert!(error.to_string().lines().count() < 100, "{error}");
}

/// An API that grows makes no alternative fail.
#[test]
fn something_that_fits_always_wins() {
    let grown = r#"{"kind":"circle","radius":1,"new":2}"#;
    assert_eq!(read::<First>(grown), "Circle(Circle { kind: \"c");
}

/// Alternatives that nothing tells apart: of each what it names, in a table of its own.
#[derive(Debug)]
#[allow(dead_code, reason = "only shown")]
enum Overlap {
    Plain(Plain),
    Line(Line),
    Any(Value),
    Unknown(Value),
}

#[derive(Debug, Default)]
#[allow(dead_code, reason = "only shown")]
struct Plain {
    id: Option<i64>,
    line: Option<i64>,
    extra: Extra,
}

#[derive(Debug, Default)]
#[allow(dead_code, reason = "only shown")]
struct Line {
    id: Option<i64>,
    line: Maybe<i64>,
    side: Option<i64>,
    extra: Extra,
}

static PLAIN: Record = Record::new("Plain", &[Field::optional("id"), Field::optional("line")]);
static LINE: Record = Record::new(
    "Line",
    &[
        Field::optional("id"),
        Field::optional_nullable("line"),
        Field::optional("side"),
    ],
);

impl Decode for Plain {
    fn decode(from: &mut Reader<'_>) -> Result<Self, DecodeError> {
        let mut new = Self::default();
        let slots: &mut [&mut dyn bindery_runtime::json::Slot] = &mut [&mut new.id, &mut new.line];
        from.record(&PLAIN, slots, &mut new.extra)?;
        Ok(new)
    }
}

impl Decode for Line {
    fn decode(from: &mut Reader<'_>) -> Result<Self, DecodeError> {
        let mut new = Self::default();
        let slots: &mut [&mut dyn bindery_runtime::json::Slot] =
            &mut [&mut new.id, &mut new.line, &mut new.side];
        from.record(&LINE, slots, &mut new.extra)?;
        Ok(new)
    }
}

impl Decode for Overlap {
    fn decode(from: &mut Reader<'_>) -> Result<Self, DecodeError> {
        let mut tries = from.tries("Overlap");
        while tries.go_on() {
            if let Some(value) = from.attempt(&mut tries) {
                return Ok(Self::Plain(value));
            }
            if let Some(value) = from.attempt(&mut tries) {
                return Ok(Self::Line(value));
            }
            if let Some(value) = from.attempt_any(&mut tries) {
                return Ok(Self::Any(value));
            }
        }
        from.unknown(tries).map(Self::Unknown)
    }
}

#[test]
fn of_alternatives_the_one_that_keeps_most_is_taken() {
    let cases = [
        // The first in the document of equals.
        (r#"{"id":1}"#, "Plain"),
        // No null is lost.
        (r#"{"id":1,"line":null}"#, "Line"),
        // Fewer members are left unnamed, also where some are in any case.
        (r#"{"id":1,"side":2}"#, "Line"),
        (r#"{"id":1,"side":2,"new":3}"#, "Line"),
        (r#"{"id":1,"new":3}"#, "Plain"),
        // A null that is lost is worse than a member without a name.
        (r#"{"line":null,"new":[{}]}"#, "Line"),
        // What takes anything takes what nothing else does.
        (r#"{"id":"x"}"#, "Any"),
        ("7", "Any"),
    ];
    for (json, expected) in cases {
        let found = read::<Overlap>(json);
        assert!(found.starts_with(expected), "{json}: {found}");
        let nested = read::<Vec<Overlap>>(&format!("[{json},{json}]"));
        assert!(
            nested.starts_with(&format!("[{expected}")),
            "{json}: {nested}"
        );
    }
}

/// Lists inside lists, in which every level has a member that no alternative names.
#[derive(Debug)]
#[allow(dead_code, reason = "only shown")]
enum Deep {
    One(Level),
    Two(Level),
    Unknown(Value),
}

#[derive(Debug, Default)]
#[allow(dead_code, reason = "only shown")]
struct Level {
    inner: Option<Box<Deep>>,
    extra: Extra,
}

static LEVEL: Record = Record::new("Level", &[Field::optional("inner")]);

impl Decode for Level {
    fn decode(from: &mut Reader<'_>) -> Result<Self, DecodeError> {
        let mut new = Self::default();
        from.record(&LEVEL, &mut [&mut new.inner], &mut new.extra)?;
        Ok(new)
    }
}

impl Decode for Deep {
    fn decode(from: &mut Reader<'_>) -> Result<Self, DecodeError> {
        let mut tries = from.tries("Deep");
        while tries.go_on() {
            if let Some(value) = from.attempt(&mut tries) {
                return Ok(Self::One(value));
            }
            if let Some(value) = from.attempt(&mut tries) {
                return Ok(Self::Two(value));
            }
        }
        from.unknown(tries).map(Self::Unknown)
    }
}

/// Looking for a better alternative never makes a text too costly to be read at all.
#[test]
fn what_fits_is_read_however_deep_it_is() {
    let text = format!(
        "{}{{}}{}",
        r#"{"new":1,"inner":"#.repeat(60),
        "}".repeat(60)
    );
    assert!(from_json::<Deep>(&text).is_ok());
}
