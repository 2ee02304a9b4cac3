//! What is said about the values of parameters beside their styles: what is
//! undefined, empty or null, delimiters, `content`, numbers, text beyond ASCII.

use bindery_runtime::contract::{Parameter, Style};
use bindery_runtime::json::Rule;
use bindery_runtime::{Body, OrEmpty};

use crate::fake::{self, Fake, request};
use crate::parameters::{EMPTY, STRING, header_of, path, query, query_of};

/// What is wrong with these values.
fn violations(path: &'static str, parameters: Vec<Parameter>, values: &[&str]) -> Vec<String> {
    let client = Fake::default().client();
    let operation = fake::operation(path, parameters);
    let call = fake::call(&client, operation, values, Body::None);
    let error = call.request().unwrap_err();
    error.violations().iter().map(ToString::to_string).collect()
}

#[test]
fn ps_19_what_is_undefined_is_dropped() {
    for undefined in ["null", "[]", "{}", "[null]", r#"{"a":null}"#] {
        for style in [Style::Form, Style::DeepObject, Style::PipeDelimited] {
            for explode in [true, false] {
                assert_eq!(
                    query(style, explode, undefined),
                    "",
                    "{style:?} {undefined}"
                );
            }
        }
    }
    let parameters = vec![
        Parameter::query("formulas"),
        Parameter::query("words").style(Style::Form, false),
    ];
    let request = request("/x", parameters, &["{}", r#"["hello","world"]"#]);
    assert_eq!(request.uri().query(), Some("words=hello,world"));
}

#[test]
fn ps_19_headers_of_nothing_are_left_out() {
    for undefined in ["[]", "{}", "[null]"] {
        let request = request("/x", vec![Parameter::header("color")], &[undefined]);
        assert!(!request.headers().contains_key("color"), "{undefined}");
    }
}

#[test]
fn ps_20_deep_object_of_lists_and_objects() {
    let stripe = r#"["data","lines"]"#;
    let expected = "color%5B0%5D=data&color%5B1%5D=lines";
    assert_eq!(query(Style::DeepObject, true, stripe), expected);
    let nested = r#"{"a":{"b":[1,null,{"c d":"e&f"}]},"g":null}"#;
    let expected = "color%5Ba%5D%5Bb%5D%5B0%5D=1&color%5Ba%5D%5Bb%5D%5B2%5D%5Bc%20d%5D=e%26f";
    assert_eq!(query(Style::DeepObject, true, nested), expected);
}

#[test]
fn ps_21_delimiters_in_values() {
    assert_eq!(query(Style::Form, false, r#"["a,b","c"]"#), "color=a%2Cb,c");
    assert_eq!(path(Style::Simple, false, r#"["a,b","c"]"#), "a%2Cb,c");
    let pipe = Parameter::query("color").style(Style::PipeDelimited, false);
    assert_eq!(
        violations("/x", vec![pipe], &[r#"["a|b"]"#]),
        ["`query.color` has an item that holds the delimiter of its items"]
    );
    let space = Parameter::query("color").style(Style::SpaceDelimited, false);
    assert_eq!(violations("/x", vec![space], &[r#"{"a b":1}"#]).len(), 1);
}

#[test]
fn ps_22_exploded_objects_lose_their_name() {
    let page = r#"{"page":4,"pageSize":50}"#;
    assert_eq!(query(Style::Form, true, page), "page=4&pageSize=50");
    // The items of a list are pairs of one name; what nobody defines is JSON text.
    for (nested, expected) in [
        (
            r#"{"page":1,"sort":["name,desc","id"]}"#,
            "page=1&sort=name%2Cdesc&sort=id",
        ),
        (r#"{"a":{"b":1},"c":[1,2]}"#, "a=%7B%22b%22%3A1%7D&c=1&c=2"),
        (
            r#"{"a":[],"b":[null,true],"c":[[1],{"d":2}]}"#,
            "b=true&c=%5B1%5D&c=%7B%22d%22%3A2%7D",
        ),
        (r#"{"a b":["c d"]}"#, "a%20b=c%20d"),
    ] {
        assert_eq!(query(Style::Form, true, nested), expected);
    }
    // Not exploded, a list stands inside of one value.
    assert_eq!(
        query(Style::Form, false, r#"{"c":[1,2]}"#),
        "color=c,%5B1%2C2%5D"
    );
}

#[test]
fn ps_23_empty_values() {
    assert_eq!(query(Style::Form, true, EMPTY), "color=");
    assert_eq!(query(Style::DeepObject, true, EMPTY), "color=");
}

#[test]
fn ps_23_or_empty() {
    static RULES: &[Rule] = &[Rule::Minimum("1")];
    let sent = |value: &OrEmpty<i64>| {
        let client = Fake::default().client();
        let parameter = Parameter::query("n").allow_empty().rules(RULES);
        let call = bindery_runtime::Call::<(), ()>::new(
            client.as_ref(),
            fake::operation("/x", vec![parameter]),
            &[value],
            Body::None,
            bindery_runtime::contract::read::empty,
            bindery_runtime::contract::read::empty,
        );
        let request = call.request().map_err(|error| error.to_string());
        request.map(|request| request.uri().query().unwrap_or_default().to_owned())
    };
    assert_eq!(sent(&OrEmpty::from(5)).unwrap(), "n=5");
    assert_eq!(sent(&OrEmpty::Empty).unwrap(), "n=");
    assert!(sent(&OrEmpty::Value(0)).is_err());
}

/// The column "undefined" of the table: what is required and null.
#[test]
fn ps_19_required_and_null() {
    let null = |parameter: Parameter| parameter.required().nullable();
    for style in [Style::Form, Style::Cookie] {
        let parameter = null(Parameter::cookie("color").style(style, true));
        let request = request("/x", vec![parameter], &["null"]);
        assert_eq!(request.headers()["cookie"], "color=");
    }
    assert_eq!(query_of(null(Parameter::query("color")), "null"), "color=");
    assert_eq!(
        query_of(null(Parameter::query("color").json()), "null"),
        "color=null"
    );
    assert_eq!(header_of(null(Parameter::header("color")), "null"), "");
    let matrix = null(Parameter::path("color").style(Style::Matrix, false));
    let sent = request("/x{color}", vec![matrix], &["null"]);
    assert_eq!(sent.uri().path(), "/api/x;color");
    for style in [
        Style::SpaceDelimited,
        Style::PipeDelimited,
        Style::DeepObject,
    ] {
        let parameter = null(Parameter::query("color").style(style, false));
        let found = violations("/x", vec![parameter], &["null"]);
        assert_eq!(found, ["`query.color` is null, which its style cannot say"]);
    }
    let found = violations("/x", vec![Parameter::query("color").required()], &["null"]);
    assert_eq!(found, ["`query.color` is required"]);
}

#[test]
fn ps_24_one_name_in_two_locations() {
    let parameters = vec![Parameter::query("id"), Parameter::header("id")];
    let request = request("/x", parameters, &["1", "2"]);
    assert_eq!(request.uri().query(), Some("id=1"));
    assert_eq!(request.headers()["id"], "2");
}

#[test]
fn ps_25_headers_that_are_no_parameters() {
    let names = ["ACCEPT", "Content-Type", "authorization"];
    let parameters = names.into_iter().map(Parameter::header).collect();
    let request = request("/x", parameters, &[STRING, STRING, STRING]);
    assert_eq!(request.headers()["accept"], "*/*");
    assert_eq!(request.headers()["authorization"], "apikey topsecret$abc");
    assert!(!request.headers().contains_key("content-type"));
}

#[test]
fn ps_26_parameters_with_json_content() {
    let value = r#"{"lat":10,"long":60}"#;
    assert_eq!(
        query_of(Parameter::query("coordinates").json(), value),
        "coordinates=%7B%22lat%22%3A10%2C%22long%22%3A60%7D"
    );
    assert_eq!(header_of(Parameter::header("color").json(), value), value);
    let path = request("/x/{at}", vec![Parameter::path("at").json()], &[value]);
    assert_eq!(
        path.uri().path(),
        "/api/x/%7B%22lat%22%3A10%2C%22long%22%3A60%7D"
    );
    assert_eq!(
        query_of(Parameter::query("a").json(), STRING),
        "a=%22blue%22"
    );
}

#[test]
fn ps_26_parameters_with_other_content() {
    let form = r#"{"foo":"a + b","bar":null,"list":[1,2]}"#;
    let of = |parameter: Parameter, json| query_of(parameter, json);
    assert_eq!(
        of(Parameter::query("f").form(), form),
        "f=foo%3Da%2B%252B%2Bb%26list%3D1%26list%3D2"
    );
    assert_eq!(
        header_of(Parameter::header("color").form(), r#"{"a":"b c"}"#),
        "a=b+c"
    );
    assert_eq!(of(Parameter::query("t").text(), r#""a b""#), "t=a%20b");
    assert_eq!(of(Parameter::query("t").text(), "1.50"), "t=1.50");
    assert_eq!(of(Parameter::query("t").text(), "[1]"), "t=%5B1%5D");
    assert_eq!(
        header_of(Parameter::header("color").text(), r#""a, b""#),
        "a, b"
    );
    let path = request("/x/{at}", vec![Parameter::path("at").text()], &[r#""a/b""#]);
    assert_eq!(path.uri().path(), "/api/x/a%2Fb");
}

#[test]
fn ps_27_the_whole_query() {
    assert_eq!(
        query_of(
            Parameter::query_string("q"),
            r#"{"foo":"a + b","bar":true}"#
        ),
        "foo=a+%2B+b&bar=true"
    );
    assert_eq!(
        query_of(
            Parameter::query_string("q").json(),
            r#"{"numbers":[1,2],"flag":null}"#
        ),
        "%7B%22numbers%22%3A%5B1%2C2%5D%2C%22flag%22%3Anull%7D"
    );
    assert_eq!(
        query_of(Parameter::query_string("q"), r#""$.a.b[1:1]""#),
        "%24.a.b%5B1%3A1%5D"
    );
    let text = Parameter::query_string("q").text();
    assert_eq!(query_of(text, r#""a=b c""#), "a%3Db%20c");
}

#[test]
fn ps_28_numbers_and_booleans_as_text() {
    let request = request(
        "/x",
        ["a", "b", "c", "d", "e", "f"]
            .into_iter()
            .map(Parameter::query)
            .collect(),
        &["9007199254740993", "-0.1", "true", "false", "null", "1.50"],
    );
    assert_eq!(
        request.uri().query(),
        Some("a=9007199254740993&b=-0.1&c=true&d=false&f=1.50")
    );
    let floats = Parameter::query("f");
    let client = Fake::default().client();
    let call = bindery_runtime::Call::<(), ()>::new(
        client.as_ref(),
        fake::operation("/x", vec![floats]),
        &[&vec![0.1, 1e21, 5.0]],
        Body::None,
        bindery_runtime::contract::read::empty,
        bindery_runtime::contract::read::empty,
    );
    assert_eq!(
        call.request().unwrap().uri().query(),
        Some("f=0.1&f=1e21&f=5")
    );
}

#[test]
fn ps_29_text_beyond_ascii() {
    let path = request("/x/{word}", vec![Parameter::path("word")], &["\"diṅnāga\""]);
    assert_eq!(path.uri().path(), "/api/x/di%E1%B9%85n%C4%81ga");
    assert_eq!(
        query_of(
            Parameter::query("thing"),
            r#"["one thing","another thing"]"#
        ),
        "thing=one%20thing&thing=another%20thing"
    );
    assert_eq!(
        query_of(Parameter::query("❤️"), "\"love!\""),
        "%E2%9D%A4%EF%B8%8F=love%21"
    );
}

#[test]
fn required_parameters_must_be_there() {
    let found = violations("/x", vec![Parameter::query("a").required()], &["null"]);
    assert_eq!(found, ["`query.a` is required"]);
}

#[test]
fn rules_are_checked_inside_values() {
    static ITEM: &[Rule] = &[Rule::MaxLength(2)];
    static RULES: &[Rule] = &[Rule::Each(ITEM), Rule::MaxItems(2)];
    let parameter = Parameter::query("ids").rules(RULES);
    let found = violations("/x", vec![parameter], &[r#"["a","bcd","e"]"#]);
    assert_eq!(found.len(), 2, "{found:?}");
    assert!(
        found
            .iter()
            .any(|found| found.starts_with("`query.ids` must")),
        "{found:?}"
    );
    assert!(
        found
            .iter()
            .any(|found| found.starts_with("`query.ids[1]` must")),
        "{found:?}"
    );
}
