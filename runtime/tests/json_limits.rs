//! How much a text may ask of its reader: levels, memory, and what errors keep of it.

#[allow(
    dead_code,
    unreachable_pub,
    unused_imports,
    reason = "tests use a part of what is generated for programs"
)]
#[path = "clients/shapes/mod.rs"]
mod generated;

use std::collections::BTreeMap;

use bindery_runtime::json::{Decode, ReadLimits, from_json, from_json_within};
use bindery_runtime::{Object, Value};
use generated::types::{ApiError, First, Presences, Shape};

/// Bytes that decoding may take here.
const MEMORY: usize = 100_000;

/// Reads a list of items that are written `item`.
fn many<T: Decode>(item: &str, count: usize) -> Result<Vec<T>, String> {
    let text = format!("[{}]", vec![item; count].join(","));
    let limits = ReadLimits {
        memory: MEMORY,
        ..ReadLimits::DEFAULT
    };
    from_json_within(&text, limits).map_err(|error| {
        assert!(error.is_limit(), "{error}");
        error.reason()
    })
}

/// That a list of few items is read, and one of many is too large.
fn is_limited<T: Decode>(item: &str) {
    assert!(many::<T>(item, 50).is_ok(), "{item}");
    let reason = many::<T>(item, 10_000).err();
    let expected = "the value takes more than the 100000 bytes of memory that are allowed";
    assert_eq!(reason.as_deref(), Some(expected), "{item}");
}

#[test]
fn what_takes_far_more_room_than_its_text_is_refused() {
    is_limited::<Presences>(r#"{"required":1,"nullable":null}"#);
    is_limited::<Option<ApiError>>("null");
    is_limited::<Vec<Presences>>(r#"[{"required":1,"nullable":null}]"#);
    is_limited::<BTreeMap<String, i64>>(r#"{"a":1}"#);
    is_limited::<Box<(i64, i64)>>("[1,2]");
    is_limited::<Shape>(r#"{"kind":"circle","radius":1}"#);
    is_limited::<Shape>(r#"{"kind":"line"}"#);
    is_limited::<First>(r#"{"kind":"circle","radius":1}"#);
    is_limited::<Value>("1");
    is_limited::<Value>("[1]");
    is_limited::<Object>(r#"{"a":1}"#);
}

#[test]
fn looking_ahead_is_counted_too() {
    // Each pair of brackets is noted while the tag is searched for, up to the end.
    let list = vec!["[]"; 10_000].join(",");
    let text = format!(r#"[{{"a":[{list}],"kind":1}}]"#);
    let limits = ReadLimits {
        memory: MEMORY,
        ..ReadLimits::DEFAULT
    };
    let error = from_json_within::<Vec<Shape>>(&text, limits).unwrap_err();
    assert!(error.is_limit(), "{error}");
}

#[test]
fn what_was_tried_in_vain_takes_no_room() {
    // The first variant of `First` that is tried is a circle, the second a list.
    let nested = format!("[{}]", vec!["[1]"; 200].join(","));
    assert!(many::<First>(&nested, 1).is_ok());
}

#[test]
fn the_default_follows_the_text() {
    let text = format!("[{}]", vec!["{}"; 1_500_000].join(","));
    // 4.5 MB that would become 1 GB: a large struct in a list.
    let error = from_json::<Vec<Wider>>(&text).unwrap_err();
    assert!(error.is_limit(), "{error}");
}

/// As wide as a struct of forty optional strings.
#[derive(Debug)]
struct Wider(#[allow(dead_code, reason = "it is its size that counts")] [u64; 120]);

impl Decode for Wider {
    fn decode(
        from: &mut bindery_runtime::json::Reader<'_>,
    ) -> Result<Self, bindery_runtime::json::DecodeError> {
        from.skip().map(|()| Self([0; 120]))
    }
}

#[test]
fn levels_can_be_set() {
    let nested = |depth: usize| format!("{}{}", "[".repeat(depth), "]".repeat(depth));
    for nesting in [0, 1, 7, 500] {
        let limits = ReadLimits {
            nesting,
            ..ReadLimits::DEFAULT
        };
        let depth = nesting as usize;
        assert!(
            from_json_within::<Vec<Value>>(&nested(depth.max(1)), limits).is_ok() == (depth > 0)
        );
        let error = from_json_within::<Value>(&nested(depth + 1), limits).unwrap_err();
        assert_eq!(
            error.reason(),
            format!("more than {nesting} levels inside each other")
        );
    }
}

#[test]
fn no_level_is_read_for_which_there_is_no_stack() {
    let text = format!("{}{}", "[".repeat(100_000), "]".repeat(100_000));
    let limits = |stack| ReadLimits {
        nesting: 1_000_000,
        stack,
        ..ReadLimits::DEFAULT
    };
    let error = from_json_within::<Value>(&text, limits(200_000)).unwrap_err();
    let expected = "so many levels inside each other that reading them takes more than 200000 \
                    bytes of the stack";
    assert_eq!(error.reason(), expected);
    assert!(error.offset() > 100, "{error}");
    // What is skipped takes stack as well.
    assert!(
        from_json_within::<()>(&text, limits(200_000))
            .unwrap_err()
            .is_limit()
    );
    // More is read on a thread that has more.
    let work = move || from_json_within::<()>(&text, limits(250 << 20)).is_ok();
    let thread = std::thread::Builder::new()
        .stack_size(256 << 20)
        .spawn(work);
    assert!(thread.unwrap().join().unwrap());
}

#[test]
fn errors_keep_little_of_what_they_are_about() {
    let name = "n".repeat(1_000_000);
    let long = format!(r#"{{"{name}":"x"}}"#);
    let error = from_json::<BTreeMap<String, i64>>(&long).unwrap_err();
    assert!(error.to_string().len() < 300, "{}", error.to_string().len());
    assert!(error.path().ends_with("nnn…\"]"), "{}", error.path());
    assert!(format!("{error:?}").len() < 1000);
    let odd = format!(r#"{{"{}":"x"}}"#, "\u{e4}\\\"".repeat(1_000_000));
    let error = from_json::<BTreeMap<String, i64>>(&odd).unwrap_err();
    assert!(
        error.to_string().len() < 1000,
        "{}",
        error.to_string().len()
    );
    let deep = r#"{"nnnnnnnnnnnnnnnnnnnn":["#.repeat(60) + "tru";
    let error = from_json::<Value>(&deep).unwrap_err();
    assert!(
        error.to_string().len() < 1500,
        "{}",
        error.to_string().len()
    );
}
