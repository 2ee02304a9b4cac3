//! Types of other crates: how they travel, what is refused, and what serde makes of the
//! runtime's own values.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on has to fail")]

use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};

use bindery_runtime::json::{Decode, Encode, from_json, to_json};
use bindery_runtime::{
    Base64, BySerde, ByText, Date, Decimal, Extra, Maybe, Null, Number, Object, OrEmpty, Timestamp,
    Value, chrono, jiff, time, url, uuid,
};
use serde::Serialize;
use serde::de::DeserializeOwned;

/// Reads and writes; an error as its text.
fn trip<T: Decode + Encode>(json: &str) -> String {
    match from_json::<T>(json) {
        Ok(value) => to_json(&value),
        Err(error) => error.to_string(),
    }
}

#[test]
fn types_of_other_crates_travel_as_texts() {
    let same = [
        trip::<uuid::Uuid>,
        trip::<url::Url>,
        trip::<chrono::DateTime<chrono::Utc>>,
        trip::<chrono::DateTime<chrono::FixedOffset>>,
        trip::<chrono::NaiveDate>,
        trip::<chrono::NaiveTime>,
        trip::<chrono::NaiveDateTime>,
        trip::<time::OffsetDateTime>,
        trip::<time::Date>,
        trip::<time::Time>,
        trip::<jiff::Timestamp>,
        trip::<jiff::civil::Time>,
        trip::<jiff::civil::DateTime>,
        trip::<jiff::SignedDuration>,
        trip::<jiff::Span>,
        trip::<Ipv4Addr>,
        trip::<Ipv6Addr>,
        trip::<IpAddr>,
        trip::<ByText<Decimal>>,
    ];
    let texts = [
        "67e55044-10b1-426f-9247-bb680e5fe0c8",
        "https://a.example/b?c",
        "2026-01-31T12:00:00.500Z",
        "2026-01-31T12:00:00+01:00",
        "2026-01-31",
        "12:00:01",
        "2026-01-31T12:00:00",
        "2026-01-31T12:00:00+01:00",
        "2026-01-31",
        "12:00:01.5",
        "2026-01-31T12:00:00.5Z",
        "12:00:01",
        "2026-01-31T12:00:00",
        "PT1H30M",
        "P1DT12H",
        "10.0.0.1",
        "::1",
        "::1",
        "1.50",
    ];
    for (trip, text) in same.iter().zip(texts) {
        let json = format!("{text:?}");
        assert_eq!(trip(&json), json);
        for wrong in ["\"never\"", "true", "{}"] {
            assert!(
                trip(wrong).starts_with("$: expected a"),
                "{text}: {}",
                trip(wrong)
            );
        }
    }
}

#[test]
fn a_type_of_serde_travels_as_serde_has_it() {
    assert_eq!(
        trip::<BySerde<Vec<(u8, Option<bool>)>>>("[[1, true], [2, null]]"),
        "[[1,true],[2,null]]"
    );
    let wrong = trip::<BySerde<u8>>("256");
    assert_eq!(
        wrong,
        "$: expected a value of its type, found another value (at byte 0)"
    );
}

/// By serde and back.
fn through_serde<T: Serialize + DeserializeOwned>(json: &str) -> String {
    match serde_json::from_str::<T>(json) {
        Ok(value) => serde_json::to_string(&value).unwrap(),
        Err(error) => error.to_string(),
    }
}

#[test]
fn serde_knows_all_values() {
    assert_eq!(through_serde::<Maybe<i64>>("7"), "7");
    assert_eq!(through_serde::<Maybe<i64>>("null"), "null");
    assert_eq!(
        through_serde::<Timestamp>(r#""2026-01-31T12:00:00.50+01:00""#),
        r#""2026-01-31T12:00:00.50+01:00""#
    );
    assert_eq!(through_serde::<Date>(r#""2026-01-31""#), r#""2026-01-31""#);
    assert_eq!(through_serde::<Base64>(r#""AQI=""#), r#""AQI=""#);
    assert_eq!(through_serde::<Decimal>(r#""1.50""#), r#""1.50""#);
    assert_eq!(through_serde::<Number>("7"), "7");
    assert_eq!(through_serde::<Object>(r#"{"a":1}"#), r#"{"a":1}"#);
    assert_eq!(through_serde::<Extra>(r#"{"a":1}"#), r#"{"a":1}"#);
    assert_eq!(through_serde::<Null>("null"), "null");
    assert_eq!(through_serde::<OrEmpty<i64>>(r#""""#), r#""""#);
    assert_eq!(through_serde::<OrEmpty<i64>>("7"), "7");
    assert_eq!(through_serde::<ByText<Decimal>>(r#""1.50""#), r#""1.50""#);
    assert_eq!(through_serde::<BySerde<Vec<u8>>>("[1]"), "[1]");
}

#[test]
fn values_show_themselves_as_what_they_are() {
    let value: Value = r#"{"a": [1.50, true, null, "b"]}"#.parse().unwrap();
    assert_eq!(format!("{value:?}"), r#"{"a": [1.50, true, null, "b"]}"#);
    let time: Timestamp = "2026-01-31T12:00:00Z".parse().unwrap();
    assert_eq!(format!("{time:?}"), "2026-01-31T12:00:00Z");
    assert_eq!(Base64::from(vec![1, 2]).to_string(), "AQI=");
    let epoch = Timestamp::from(std::time::SystemTime::UNIX_EPOCH);
    assert_eq!(epoch.to_string(), "1970-01-01T00:00:00Z");
}
