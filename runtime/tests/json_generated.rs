//! Types as the compiler writes them, read and written.

#[allow(
    dead_code,
    unreachable_pub,
    unused_imports,
    reason = "tests use a part of what is generated for programs"
)]
#[path = "clients/shapes/mod.rs"]
mod generated;

use bindery_runtime::json::{from_json, to_json};
use bindery_runtime::{Maybe, Value};
use generated::types;

const WHOLE: &str = r#"{"type":"t","title":"T","status":404,"detail":null,"metric":"requests","hint":null,"new":{"a":[1.50]}}"#;

#[test]
fn a_struct_keeps_everything() {
    let error: types::ApiError = from_json(WHOLE).unwrap();
    assert_eq!(
        error.metric,
        Some(types::Metric::Unknown("requests".into()))
    );
    assert_eq!(error.hint, Maybe::Null);
    assert_eq!(
        error
            .extra
            .get("new")
            .unwrap()
            .pointer("/a/0")
            .unwrap()
            .to_string(),
        "1.50"
    );
    assert_eq!(to_json(&error), WHOLE);
}

#[test]
fn serde_goes_the_same_way() {
    let error: types::ApiError = serde_json::from_str(WHOLE).unwrap();
    assert_eq!(error, from_json(WHOLE).unwrap());
    assert_eq!(
        serde_json::to_string(&error).unwrap(),
        WHOLE.replace("1.50", "1.5")
    );
    let wrong = serde_json::from_str::<types::Shape>(r#"[{"kind":"circle"}]"#).unwrap_err();
    assert!(
        wrong
            .to_string()
            .contains("expected an object, found an array"),
        "{wrong}"
    );
}

#[test]
fn a_union_keeps_what_it_does_not_know() {
    for json in [
        r#"{"kind":"circle","radius":1.5}"#,
        r#"{"kind":"square","side":2,"inner":[{"kind":"circle","radius":3}]}"#,
        r#"{"kind":"line","from":[0,1.0]}"#,
    ] {
        let shape: types::Shape = from_json(json).unwrap();
        assert_eq!(to_json(&shape), json);
    }
    let last = r#"{"inner":[{"radius":3,"kind":"circle"}],"side":2,"kind":"square"}"#;
    assert!(matches!(from_json(last), Ok(types::Shape::Square(_))));
}

#[test]
fn enums_are_open() {
    assert_eq!("volume".parse(), Ok(types::Metric::Volume));
    assert_eq!(types::Metric::from("x").to_string(), "x");
    assert_eq!(from_json("\"domains\""), Ok(types::Metric::Domains));
    assert_eq!(from_json("-1"), Ok(types::Level::Low));
    assert_eq!(from_json("7"), Ok(types::Level::Unknown(7)));
    assert_eq!(types::Level::High.value(), 2);
    assert_eq!(to_json(&types::Level::High), "2");
}

#[test]
fn a_time_has_its_own_format() {
    let json = "\"2026-01-31 23:59:58\"";
    let time: types::PlatformDateTime = from_json(json).unwrap();
    assert_eq!(to_json(&time), json);
    assert_eq!(time.to_string(), "2026-01-31 23:59:58");
    let wrong = from_json::<types::PlatformDateTime>("\"2026-01-31\"").unwrap_err();
    assert_eq!(
        wrong.to_string(),
        "$: expected a time as `%Y-%m-%d %H:%M:%S`, found another text (at byte 0)"
    );
}

#[test]
fn null_values_stay() {
    assert_eq!(from_json::<Option<Value>>("null"), Ok(None));
    assert_eq!(from_json::<Vec<Value>>("[null]"), Ok(vec![Value::Null]));
}
