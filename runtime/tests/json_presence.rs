//! Absent, null and there are three things: all of them, in all four presences.

#[allow(
    dead_code,
    unreachable_pub,
    unused_imports,
    reason = "tests use a part of what is generated for programs"
)]
#[path = "clients/shapes/mod.rs"]
mod generated;

use bindery_runtime::json::{Field, Reader, Record, Slot, from_json, to_json};
use bindery_runtime::{IntoMaybe, Maybe, Value};
use generated::types::{Open, Presences};

/// The rest of an object in which one property is looked at.
const OTHERS: [(&str, &str); 4] = [
    ("required", r#""required":1"#),
    ("nullable", r#""nullable":1"#),
    ("optional", ""),
    ("optionalNullable", ""),
];

fn object(property: &str, text: Option<&str>) -> String {
    let members = OTHERS.iter().map(|(name, default)| match text {
        _ if *name != property => (*default).to_owned(),
        Some(value) => format!("\"{name}\":{value}"),
        None => String::new(),
    });
    let members: Vec<String> = members.filter(|member| !member.is_empty()).collect();
    format!("{{{}}}", members.join(","))
}

/// What comes back after reading and writing; an error as its text.
fn round_trip(property: &str, text: Option<&str>) -> String {
    match from_json::<Presences>(&object(property, text)) {
        Ok(read) => to_json(&read),
        Err(error) => error.to_string(),
    }
}

#[test]
fn each_state_of_each_presence() {
    let missing = |name: &str| format!("$: the required property `{name}` is missing (at byte 0)");
    let same = |property: &str, text: Option<&str>| object(property, text);
    let cases = [
        ("required", None, missing("required")),
        (
            "required",
            Some("null"),
            "$.required: expected a whole number from -9223372036854775808 to \
             9223372036854775807, found null (at byte 12)"
                .to_owned(),
        ),
        ("required", Some("5"), same("required", Some("5"))),
        ("nullable", None, missing("nullable")),
        ("nullable", Some("null"), same("nullable", Some("null"))),
        ("nullable", Some("5"), same("nullable", Some("5"))),
        ("optional", None, same("optional", None)),
        ("optional", Some("null"), same("optional", None)),
        ("optional", Some("5"), same("optional", Some("5"))),
        ("optionalNullable", None, same("optionalNullable", None)),
        (
            "optionalNullable",
            Some("null"),
            same("optionalNullable", Some("null")),
        ),
        (
            "optionalNullable",
            Some("5"),
            same("optionalNullable", Some("5")),
        ),
    ];
    for (property, text, expected) in cases {
        assert_eq!(round_trip(property, text), expected, "{property} {text:?}");
    }
}

#[test]
fn any_value_may_be_null() {
    for json in [
        r#"{"must":null,"may":null,"a":1}"#,
        r#"{"must":[1.0],"b":2}"#,
    ] {
        assert_eq!(to_json(&from_json::<Open>(json).unwrap()), json);
    }
    let missing = from_json::<Open>("{}").unwrap_err();
    assert_eq!(missing.reason(), "the required property `must` is missing");
}

#[test]
fn the_rest_never_repeats_a_property() {
    let mut open: Open = from_json(r#"{"must":1,"c":3}"#).unwrap();
    open.extra.insert("must".to_owned(), 2);
    assert_eq!(to_json(&open), r#"{"must":1,"c":3}"#);
}

#[test]
fn null_is_absent_in_parameters() {
    assert_eq!(to_json(&None::<i64>), "null");
    assert_eq!(to_json(&Maybe::<i64>::Absent), "null");
    assert_eq!(to_json(&Maybe::or_null(None::<i64>)), "null");
    assert_eq!(from_json::<Maybe<Value>>("null"), Ok(Maybe::Null));
}

#[test]
fn tables_may_have_many_properties() {
    const FIELDS: usize = 70;
    let names = (0..FIELDS).map(|number| &*format!("p{number}").leak());
    let fields: Vec<Field> = names.map(Field::required).collect();
    let record = Record::new("Many", fields.leak());
    let read = |json: &str| {
        let mut slots = [None::<i64>; FIELDS];
        let mut slots: Vec<&mut dyn Slot> = slots.iter_mut().map(|slot| slot as _).collect();
        let read = Reader::new(json).record(&record, &mut slots, &mut ());
        read.map_err(|error| error.reason())
    };
    let members = |from: usize| {
        (from..FIELDS)
            .rev()
            .map(|number| format!("\"p{number}\":1"))
    };
    let object = |members: Vec<String>| format!("{{{}}}", members.join(","));
    assert_eq!(read(&object(members(0).collect())), Ok(()));
    assert_eq!(
        read(&object(members(1).collect())),
        Err("the required property `p0` is missing".to_owned())
    );
    assert_eq!(
        read(&object(members(0).chain(members(69)).collect())),
        Err("the property `p69` stands here twice".to_owned())
    );
}

/// What a setter takes for a property that may be absent, null or there.
fn set<How>(value: impl IntoMaybe<String, How>) -> Maybe<String> {
    value.into_maybe()
}

#[test]
fn an_option_says_what_its_none_means() {
    let given = Some("a".to_owned());
    assert_eq!(set("a"), Maybe::Value("a".to_owned()));
    assert_eq!(set(Maybe::Null), Maybe::Null);
    assert_eq!(set(Maybe::or_absent(None)), Maybe::Absent);
    assert_eq!(set(Maybe::or_null(None)), Maybe::Null);
    assert_eq!(
        set(Maybe::or_absent(given.clone())),
        set(Maybe::or_null(given))
    );
}

#[test]
fn a_maybe_is_read_like_an_option() {
    let mut title = Maybe::Value("a".to_owned());
    assert_eq!(title.as_deref().unwrap_or("b"), "a");
    assert_eq!(Maybe::<String>::Null.as_deref().unwrap_or("b"), "b");
    assert_eq!(Maybe::<i64>::Absent.unwrap_or_default(), 0);
    assert_eq!(Maybe::Value(1).unwrap_or_else(|| 2), 1);
    assert!(title.is_value() && title.as_ref().is_value_and(|text| text == "a"));
    if let Maybe::Value(text) = title.as_mut() {
        text.push('b');
    }
    assert_eq!(title.as_ref().cloned(), Maybe::Value("ab".to_owned()));
    assert_eq!(Maybe::Value(&7).copied(), Maybe::Value(7));
    assert_eq!(Option::from(title.take()), Some("ab".to_owned()));
    assert_eq!(title, Maybe::Absent);
    assert_eq!(
        format!("{:?}", [Maybe::Value(1), Maybe::Null, Maybe::Absent]),
        "[1, Null, Absent]"
    );
}
