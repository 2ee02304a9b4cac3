//! Values of each kind: what is read, what is refused and why, what is written.

use std::collections::BTreeMap;

use bindery_runtime::json::{Decode, Encode, from_json, from_json_forgiving, to_json};
use bindery_runtime::{
    Base64, Base64Url, Date, Decimal, Extra, Never, Null, Number, Object, Timestamp, Value,
};

/// Reads and writes; an error as its text.
fn trip<T: Decode + Encode>(json: &str) -> String {
    match from_json::<T>(json) {
        Ok(value) => to_json(&value),
        Err(error) => error.to_string(),
    }
}

#[test]
fn whole_numbers() {
    for (json, expected) in [
        ("7", "7"),
        ("-2147483648", "-2147483648"),
        ("1.0", "1"),
        ("1e2", "100"),
        ("150e-1", "15"),
        ("-0", "0"),
        ("-0.0e5", "0"),
        ("0.00000e99999999999", "0"),
    ] {
        assert_eq!(trip::<i32>(json), expected);
        assert_eq!(trip::<i64>(json), expected);
    }
    let range = "a whole number from -2147483648 to 2147483647";
    for json in [
        "2147483648",
        "-2147483649",
        "1.5",
        "1e-1",
        "1e10",
        "99999999999999999999",
        "1e99999999999",
    ] {
        let error = trip::<i32>(json);
        assert!(
            error.starts_with(&format!("$: expected {range}, found a number that is not")),
            "{error}"
        );
    }
    assert_eq!(trip::<i64>("-9223372036854775808"), "-9223372036854775808");
    assert_eq!(trip::<u64>("18446744073709551615"), "18446744073709551615");
    assert_eq!(trip::<u32>("4294967295.000"), "4294967295");
    assert!(from_json::<i64>("9223372036854775808").is_err());
    assert!(from_json::<u64>("18446744073709551616").is_err());
    assert!(from_json::<u32>("-1").is_err());
    assert_eq!(
        trip::<i32>("\"1\""),
        format!("$: expected {range}, found a string (at byte 0)")
    );
}

#[test]
fn floats() {
    for (json, expected) in [
        ("1", "1"),
        ("1.50", "1.5"),
        ("-0", "-0"),
        ("0.1", "0.1"),
        ("1e21", "1e21"),
        ("1e16", "1e16"),
        ("123456789012345680", "1.2345678901234568e17"),
        ("0.00001", "0.00001"),
        ("0.000001", "0.000001"),
        ("0.0000001", "1e-7"),
        ("5e-324", "5e-324"),
        ("0.30000000000000004", "0.30000000000000004"),
        (
            "1e400",
            "$: expected a number that fits into f64, found a larger one (at byte 0)",
        ),
    ] {
        assert_eq!(trip::<f64>(json), expected);
    }
    assert_eq!(to_json(&f64::NEG_INFINITY), "null");
}

#[test]
fn decimals_keep_their_digits() {
    for (json, expected) in [
        ("1.50", "1.50"),
        ("-0.10", "-0.10"),
        ("1e2", "100"),
        ("1.5e-3", "0.0015"),
        (
            "12345678901234567890.12345678",
            "12345678901234567890.12345678",
        ),
        (
            "0.0000000000000000000000000001",
            "0.0000000000000000000000000001",
        ),
        ("1.00000000000000000000000000000000000000", "1"),
        ("0e999999", "0"),
    ] {
        assert_eq!(trip::<Decimal>(json), expected, "{json}");
    }
    for json in [
        "79228162514264337593543950336",
        "0.00000000000000000000000000001",
        "1e29",
        "1e-9999999999",
    ] {
        assert_eq!(
            trip::<Decimal>(json),
            "$: expected a number of at most 28 digits, found one that does not fit exactly (at byte 0)",
            "{json}"
        );
    }
    assert_eq!(
        trip::<Decimal>("\"1.5\""),
        "$: expected a number, found a string (at byte 0)"
    );
}

#[test]
fn times_keep_their_spelling() {
    for json in [
        r#""2026-01-31T23:59:58Z""#,
        r#""2026-01-31T23:59:58.123456789+02:00""#,
        r#""2026-01-31T23:59:58.000Z""#,
        r#""2026-01-31T23:59:58.10+00:00""#,
        r#""2026-01-31t23:59:58.5z""#,
        r#""2026-01-31 23:59:58-00:00""#,
        r#""0001-01-01T00:00:00-23:59""#,
        r#""1990-12-31T15:59:60.9-08:00""#,
        r#""1969-12-31T23:59:59.25Z""#,
        r#""9999-12-31T23:59:59.999999999Z""#,
    ] {
        assert_eq!(trip::<Timestamp>(json), json);
    }
}

#[test]
fn times_are_points() {
    let read = |json: &str| from_json::<Timestamp>(&format!("{json:?}")).unwrap();
    let (utc, berlin) = (
        read("2026-01-31T22:00:00.5Z"),
        read("2026-01-31T23:00:00.500+01:00"),
    );
    assert_eq!(utc, berlin);
    assert!(utc < read("2026-01-31T22:00:00.51Z"));
    assert_eq!(berlin.instant().to_string(), "2026-01-31T22:00:00.5Z");
    assert_eq!(berlin.offset().seconds(), 3600);
    assert_eq!(
        Timestamp::from(berlin.instant()).to_string(),
        utc.to_string()
    );
    let before: Timestamp = bindery_runtime::jiff::Timestamp::new(-1, -500_000_000)
        .unwrap()
        .into();
    assert_eq!(before.to_string(), "1969-12-31T23:59:58.5Z");
    assert_eq!(
        read("9999-12-31T23:59:59Z").instant(),
        bindery_runtime::jiff::Timestamp::MAX
    );
    assert!(read("9999-12-31T23:59:59Z") > read("9999-12-31T23:59:59+00:01"));
    for text in [
        "1970-01-01T00:00:00Z",
        "0001-02-28T23:59:59Z",
        "2000-02-29T12:00:00-03:30",
        "1900-03-01T00:00:00Z",
    ] {
        let (left, right) = (read(text), Timestamp::from(read(text).instant()));
        assert_eq!(left, right);
        let next =
            Timestamp::from(left.instant() + bindery_runtime::jiff::SignedDuration::from_secs(1));
        assert!(left < next);
    }
    // What PostgreSQL writes is kept; of what else jiff knows, only the point is.
    for (text, written) in [
        ("2026-01-31 23:00:00.5+01", "2026-01-31 23:00:00.5+01"),
        ("2026-01-31T23:00+01", "2026-01-31T23:00+01"),
        ("20260131T230000Z", "2026-01-31T23:00:00Z"),
    ] {
        let time: Timestamp = text.parse().unwrap();
        assert_eq!(time.to_string(), written);
    }
}

#[test]
fn what_would_not_be_written_back_is_told() {
    for json in [
        r#""20260101T000000Z""#,
        r#""2026-01-01T00:00:00Z[UTC]""#,
        r#""2026-01-01T00:00:00+25:00""#,
    ] {
        from_json::<Timestamp>(json).unwrap_err();
        let (_, told) = from_json_forgiving::<Timestamp>(json).unwrap();
        assert_eq!(told.len(), 1, "{json}");
    }
    for json in [r#""20260101""#, r#""2026-01-01T00:00:00+02""#] {
        from_json::<Date>(json).unwrap_err();
        let (_, told) = from_json_forgiving::<Date>(json).unwrap();
        assert_eq!(told.len(), 1, "{json}");
    }
}

#[test]
fn points_of_jiff_are_written_as_jiff_does() {
    use bindery_runtime::jiff::Timestamp as Instant;
    let seconds = [-377_705_023_201, -62_200_000_000, -1, 0, 1_767_225_600];
    for (second, nanosecond) in seconds
        .into_iter()
        .flat_map(|second| [(second, 0), (second, 120_000_000)])
    {
        let instant = Instant::new(second, nanosecond).unwrap();
        assert_eq!(Timestamp::from(instant).to_string(), instant.to_string());
    }
}

#[test]
fn other_texts_are_no_times() {
    for json in [
        r#""2026-01-31T23:59:58""#,
        r#""2026-02-30T23:59:58Z""#,
        r#""2026-01-31T24:00:00Z""#,
        r#""2026-01-31T23:59:58.Z""#,
        r#""2026-01-31T23:59:58+30:00""#,
        r#""2026-01-31T23:59:+1Z""#,
        r#""""#,
    ] {
        assert_eq!(
            trip::<Timestamp>(json),
            "$: expected a time with its offset (2026-01-31T12:00:00Z), found another text (at byte 0)",
            "{json}"
        );
    }
    assert_eq!(
        trip::<Timestamp>("5"),
        "$: expected a time with its offset (2026-01-31T12:00:00Z), found a number (at byte 0)"
    );
    assert_eq!(trip::<Date>(r#""2024-02-29""#), r#""2024-02-29""#);
    assert_eq!(
        trip::<Vec<Date>>(r#"["2024-02-29", "2023-02-29"]"#),
        "$[1]: expected a date (2026-01-31), found another text (at byte 15)"
    );
}

#[test]
fn bytes() {
    for (text, bytes) in [
        ("", &b""[..]),
        ("Zg==", b"f"),
        ("Zm8=", b"fo"),
        ("Zm9v", b"foo"),
        ("+/8=", b"\xfb\xff"),
    ] {
        let json = format!("\"{text}\"");
        assert_eq!(from_json(&json), Ok(Base64(bytes.to_vec())));
        assert_eq!(to_json(&Base64::from(bytes)), json);
        let url = json.replace('=', "").replace('+', "-").replace('/', "_");
        assert_eq!(from_json(&url), Ok(Base64Url(bytes.to_vec())));
        assert_eq!(to_json(&Base64Url::from(bytes)), url);
    }
    for wrong in ["\"Z\"", "\"Zm9v=\\u003d==\"", "\"Zm 9\"", "\"Zg=a\"", "1"] {
        assert!(from_json::<Base64>(wrong).is_err(), "{wrong}");
    }
}

#[test]
fn tuples_have_their_length() {
    assert_eq!(trip::<(i64, String)>(r#"[1,"a"]"#), r#"[1,"a"]"#);
    assert_eq!(trip::<(bool,)>("[true]"), "[true]");
    let pair = trip::<(i64, i64)>;
    assert_eq!(
        pair("[1]"),
        "$: expected an array of 2 items, found fewer (at byte 0)"
    );
    assert_eq!(
        pair("[1,2,3]"),
        "$: expected an array of 2 items, found more (at byte 0)"
    );
    assert!(pair("[1,null]").starts_with("$[1]: expected a whole number"));
    assert!(pair("[1,]").contains("this is not JSON"));
}

#[test]
fn units() {
    assert_eq!(trip::<Null>("null"), "null");
    assert_eq!(
        trip::<Null>("0"),
        "$: expected null, found a number (at byte 0)"
    );
    assert_eq!(trip::<()>("[1]"), "null");
    assert_eq!(
        trip::<Never>("1"),
        "$: expected nothing, because the document allows no value, found a number (at byte 0)"
    );
}

#[test]
fn maps_name_their_members_in_errors() {
    assert_eq!(
        trip::<BTreeMap<String, i64>>(r#"{"b":1,"a":2}"#),
        r#"{"a":2,"b":1}"#
    );
    let error = trip::<BTreeMap<String, Vec<bool>>>(r#"{"odd name":[true,0]}"#);
    assert_eq!(
        error,
        r#"$["odd name"][1]: expected a boolean, found a number (at byte 18)"#
    );
}

#[test]
fn values_are_walked_and_made() {
    let value: Value = r#"{"items":[{"id":1.50,"a/b":"x","~":null}],"ok":true}"#
        .parse()
        .unwrap();
    assert_eq!(
        value.pointer("/items/0/id").unwrap().as_decimal(),
        Some("1.50".parse().unwrap())
    );
    assert_eq!(value.pointer("/items/0/a~1b").unwrap().as_str(), Some("x"));
    assert!(value.pointer("/items/0/~0").unwrap().is_null());
    assert_eq!(value.pointer(""), Some(&value));
    for nowhere in [
        "items",
        "/items/1",
        "/items/00",
        "/items/-",
        "/ok/0",
        "/none",
    ] {
        assert_eq!(value.pointer(nowhere), None, "{nowhere}");
    }
    assert_eq!(
        value
            .get("items")
            .and_then(|items| items.item(0))
            .unwrap()
            .get("id")
            .unwrap()
            .as_f64(),
        Some(1.5)
    );
    let made = Object::from_iter([
        ("n", Value::from(1.0)),
        ("s", "x".into()),
        ("l", vec![1, 2].into()),
    ]);
    assert_eq!(
        Value::from(made).to_string(),
        r#"{"n":1,"s":"x","l":[1,2]}"#
    );
    assert_eq!(Value::from(u64::MAX).as_u64(), Some(u64::MAX));
    assert_eq!(Value::from(f64::NAN), Value::Null);
    assert_eq!(value.pointer("/items/0/id").unwrap().to::<f64>(), Ok(1.5));
}

#[test]
fn numbers_are_equal_by_value() {
    let number = |text: &str| text.parse::<Number>().unwrap();
    assert_eq!(number("1.50"), number("15e-1"));
    assert_ne!(number("9007199254740993"), number("9007199254740992.0"));
    assert!(number("-1e400") < number("1") && number("10") > number("9.99"));
    assert!("1 ".parse::<Number>().is_ok() && "one".parse::<Number>().is_err());
}

#[test]
fn objects_keep_order_and_find_names() {
    let mut object: Object = (0..100)
        .map(|number| (format!("n{number}"), number))
        .collect();
    assert_eq!(object.len(), 100);
    assert_eq!(object.insert("n50", "new"), Some(Value::from(50)));
    assert_eq!(object.remove("n3"), Some(Value::from(3)));
    assert_eq!(object.get("n99"), Some(&Value::from(99)));
    assert_eq!(object.insert("n3", 3), None);
    assert_eq!(object.names().last(), Some("n3"));
    assert!(!object.contains("n100"));
    let mut reversed: Vec<_> = object.clone().into_iter().collect();
    reversed.reverse();
    assert_eq!(Object::from_iter(reversed), object);
    let read: Object = from_json(&to_json(&object)).unwrap();
    assert_eq!(read, object);
}

#[test]
fn many_unknown_members_take_linear_time() {
    let members: Vec<String> = (0..200_000)
        .map(|number| format!("\"n{number}\":0"))
        .collect();
    let extra: Extra = from_json(&format!("{{{}}}", members.join(","))).unwrap();
    assert_eq!(extra.len(), 200_000);
    assert_eq!(size_of::<Extra>(), size_of::<usize>());
    assert_eq!(Extra::new(), Extra::from(Object::new()));
}

#[cfg(feature = "serde_json")]
#[test]
fn serde_json_values_go_both_ways() {
    let theirs = serde_json::json!({"a": [1, -2.5, true, null, "x"]});
    let ours = Value::from(theirs.clone());
    assert_eq!(serde_json::Value::try_from(ours).unwrap(), theirs);
    let large: Value = "1e400".parse().unwrap();
    assert!(serde_json::Value::try_from(large).is_err());
}
