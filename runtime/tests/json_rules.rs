//! What breaks the rules of a document is found before it is sent.

#[allow(
    dead_code,
    unreachable_pub,
    unused_imports,
    reason = "tests use a part of what is generated for programs"
)]
#[path = "clients/shapes/mod.rs"]
mod generated;

use bindery_runtime::json::{Encode, Rule, Writer, check};
use generated::types::{ApiError, Query};

fn violations(value: &dyn Encode) -> Vec<String> {
    let mut writer = Writer::new();
    value.encode(&mut writer);
    let (_, violations) = writer.finish();
    violations.iter().map(ToString::to_string).collect()
}

#[test]
fn all_violations_are_told_at_once() {
    let wrong = Query {
        limit: Some(250),
        ratio: Some(1.0),
        price: Some("1.005".parse().unwrap()),
        name: Some("x".to_owned()),
        ids: Some(vec![4, -1, 7, 4]),
        tags: Some(
            [("a", "long"), ("b c", "ok")]
                .map(|(a, b)| (a.into(), b.into()))
                .into(),
        ),
        inner: Some(Box::new(Query {
            limit: Some(0),
            ..Query::default()
        })),
        inners: Some(vec![
            Query::default(),
            Query {
                ratio: Some(f64::NAN),
                ..Query::default()
            },
        ]),
        ..Query::default()
    };
    insta::assert_snapshot!(violations(&wrong).join("\n"), @r"
    `limit` must be at most 100, not 250
    `ratio` must be less than 1.0, not 1
    `price` must be a multiple of 0.01, not 1.005
    `name` must have at least 2 characters, not 1
    `ids` must have at most 3 items, not 4
    `ids` must not repeat an item: 3 is the same as 0
    `ids[1]` must be at least 0, not -1
    `tags` must have at most 1 member, not 2
    `tags.a` must have at most 3 characters, not 4
    `inner.limit` must be at least 1, not 0
    `inners[1].ratio` must be a finite number: JSON has no infinity and no NaN
    ");
}

#[test]
fn what_is_right_is_not_told() {
    let right = Query {
        limit: Some(100),
        ratio: Some(0.5),
        price: Some("1.50".parse().unwrap()),
        name: Some("čtyř".to_owned()),
        ids: Some(vec![0]),
        ..Query::default()
    };
    assert!(violations(&right).is_empty());
}

#[test]
fn one_set_of_properties_must_be_there() {
    // The table always writes `type` and `status`, so only a hand-made record can fail.
    let error: ApiError = bindery_runtime::json::from_json(
        r#"{"type":"t","title":"A title that is too long","status":1,"detail":null}"#,
    )
    .unwrap();
    assert_eq!(
        violations(&error),
        ["`title` must have at most 20 characters, not 24"]
    );
    struct Login(Option<i64>);
    impl Encode for Login {
        fn encode(&self, to: &mut Writer) {
            use bindery_runtime::json::{Field, Record};
            static LOGIN: Record = Record::new("Login", &[Field::optional("session")])
                .any_of(&[&["session"], &["user", "password"]]);
            to.record(&LOGIN, &[&self.0], &());
        }
    }
    assert!(violations(&Login(Some(1))).is_empty());
    assert_eq!(
        violations(&vec![Login(None)]),
        ["`[0]` must have `session`, or `user` and `password`"]
    );
}

/// A constant may be one of several alternatives, of which it says nothing.
#[test]
fn constants_are_compared_with_values_of_their_own_type() {
    let broken = |constant, json| !check(&[Rule::Const(constant)], json).is_empty();
    for (constant, same, other) in [
        ("true", "true", "false"),
        ("2", "2.0", "3"),
        ("\"a\"", "\"\\u0061\"", "\"b\""),
    ] {
        assert!(!broken(constant, same), "{same} is {constant}");
        assert!(broken(constant, other), "{other} is not {constant}");
        for json in ["null", "[1]", "{}"] {
            assert!(!broken(constant, json), "{json} is of another type");
        }
    }
    assert!(!broken("true", "2") && !broken("2", "\"a\""));
}

#[test]
fn numbers_are_compared_exactly() {
    let cases = [
        ("9007199254740993", "9007199254740992", false),
        ("9007199254740992", "9007199254740992", true),
        ("0.1000000000000000000001", "0.1", false),
        ("-5", "-4.9", true),
        ("-4.8", "-4.9", false),
        ("1e400", "1e399", false),
        ("1e-400", "0", false),
        ("-0", "0", true),
        ("100", "1e2", true),
        ("0.00", "-0.0", true),
        ("1e99999999999999999999", "1", false),
    ];
    for (number, maximum, fits) in cases {
        let rules = [Rule::Maximum(maximum)];
        assert_eq!(
            check(&rules, number).is_empty(),
            fits,
            "{number} <= {maximum}"
        );
    }
}

#[test]
fn multiples_are_exact() {
    let cases = [
        ("0.3", "0.1", true),
        ("0.35", "0.1", false),
        ("4.35", "0.01", true),
        ("1e300", "7", false),
        ("7e300", "7", true),
        ("25", "50", false),
        ("100", "50", true),
        ("-6", "3", true),
        ("0", "3", true),
        ("12345678901234567890123456789013", "3", false),
        ("12345678901234567890123456789012", "4", true),
    ];
    for (number, divisor, fits) in cases {
        let rules = [Rule::MultipleOf(divisor)];
        assert_eq!(
            check(&rules, number).is_empty(),
            fits,
            "{number} / {divisor}"
        );
    }
}

#[test]
fn equal_items_are_found_however_they_are_written() {
    let rules = [Rule::UniqueItems];
    let cases = [
        (r#"[1,1.0]"#, false),
        (r#"[{"a":1,"b":[2]},{"b":[2e0],"a":1}]"#, false),
        (r#"["1",1,"\u0061",true,null,[],{},[[]],"e"]"#, true),
        (r#"["a","\u0061"]"#, false),
    ];
    for (json, fits) in cases {
        assert_eq!(check(&rules, json).is_empty(), fits, "{json}");
    }
}

#[test]
fn rules_of_other_types_say_nothing() {
    let rules = [Rule::Minimum("5"), Rule::MinLength(5), Rule::MinItems(5)];
    for json in ["null", "true", "{}", "6", "\"abcde\"", "\"ščřžý\""] {
        assert_eq!(check(&rules, json), [], "{json}");
    }
    assert_eq!(check(&rules, "\"abcd\"").len(), 1);
}
