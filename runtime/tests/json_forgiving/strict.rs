//! What is never forgiven, and what is strict by its table.

use bindery_runtime::Value;
use bindery_runtime::json::from_json_forgiving;
use bindery_runtime::json::{Decode, DecodeError, Field, Reader, Record};

use crate::generated::types::Presences;
use crate::read;

#[test]
fn some_things_are_never_forgiven() {
    for json in [
        "",
        "{",
        r#"{"required":1"#,
        "<html>",
        r#"{"required":1,"required":2}"#,
        r#"{"required":tru}"#,
        r#"{"required":1} x"#,
    ] {
        let refused = read::<Presences>(json);
        assert!(refused.starts_with("refused"), "{json}: {refused}");
    }
    let deep = format!("{}{}", "[".repeat(200), "]".repeat(200));
    assert!(read::<Vec<Value>>(&deep).contains("128 levels"));
}

static STRICT: Record = Record::new("Strict", &[Field::required("a")]).strict();
static PARTLY: Record = Record::new(
    "Partly",
    &[Field::required("a").strict(), Field::required("b")],
);

/// Objects of one or two numbers, which are strict by their tables.
#[derive(Debug)]
struct Strict;

#[derive(Debug)]
struct Partly;

impl Decode for Strict {
    fn decode(from: &mut Reader<'_>) -> Result<Self, DecodeError> {
        from.record(&STRICT, &mut [&mut None::<i64>], &mut ())
            .map(|()| Self)
    }
}

impl Decode for Partly {
    fn decode(from: &mut Reader<'_>) -> Result<Self, DecodeError> {
        let (a, b) = (&mut None::<i64>, &mut None::<i64>);
        from.record(&PARTLY, &mut [a, b], &mut ()).map(|()| Self)
    }
}

#[test]
fn types_and_properties_may_be_strict() {
    for json in [
        r#"[{}]"#,
        r#"[{"a":null}]"#,
        r#"[{"a":"1"}]"#,
        r#"[{"a":[]}]"#,
    ] {
        let refused = read::<Vec<Strict>>(json);
        assert!(refused.starts_with("refused: $"), "{json}: {refused}");
    }
    for json in [
        r#"[{"b":1}]"#,
        r#"[{"a":null,"b":1}]"#,
        r#"[{"a":[],"b":1}]"#,
    ] {
        let refused = read::<Vec<Partly>>(json);
        assert!(refused.starts_with("refused: $"), "{json}: {refused}");
    }
    assert!(read::<Vec<Partly>>(r#"[{"a":1,"b":null}]"#).starts_with("[Partly]"));
}

#[test]
fn what_is_told_has_a_limit() {
    let json = format!("[{}]", vec!["null"; 1000].join(","));
    let (value, corrections) = from_json_forgiving::<Vec<i64>>(&json).unwrap();
    assert_eq!((value.len(), corrections.len()), (1000, 64));
}

/// An object that cannot be without another of its kind.
#[derive(Debug)]
#[allow(dead_code, reason = "only shown")]
struct Endless {
    next: Box<Endless>,
}

static ENDLESS: Record = Record::new("Endless", &[Field::required("next")]);

impl Decode for Endless {
    fn decode(from: &mut Reader<'_>) -> Result<Self, DecodeError> {
        let mut next = None;
        from.record(&ENDLESS, &mut [&mut next], &mut ())?;
        let Some(next) = next else {
            return Err(from.incomplete(&ENDLESS));
        };
        Ok(Self { next })
    }
}

#[test]
fn what_has_no_end_is_not_made_of_nothing() {
    for json in ["{}", r#"{"next":null}"#, r#"{"next":{"next":{}}}"#] {
        assert!(read::<Endless>(json).starts_with("refused"), "{json}");
    }
}
