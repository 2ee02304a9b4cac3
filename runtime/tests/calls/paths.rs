//! Percent-encoding and path templates.

use bindery_runtime::Body;
use bindery_runtime::contract::{Parameter, Style};

use crate::fake::{self, Fake, request};

fn path(template: &'static str, json: &str) -> String {
    let request = request(template, vec![Parameter::path("a")], &[json]);
    request
        .uri()
        .to_string()
        .replace("https://billing.example/api", "")
}

fn query(parameter: Parameter, json: &str) -> String {
    let request = request("/x", vec![parameter], &[json]);
    request.uri().query().unwrap().to_owned()
}

fn refused(template: &'static str, names: &[&'static str], values: &[&str]) -> Vec<String> {
    let parameters = names.iter().copied().map(Parameter::path).collect();
    let client = Fake::default().client();
    let call = fake::call(
        &client,
        fake::operation(template, parameters),
        values,
        Body::None,
    );
    let error = call.request().unwrap_err();
    error.violations().iter().map(ToString::to_string).collect()
}

#[test]
fn pe_01_only_unreserved_characters_stay() {
    let all: String = (' '..='~').filter(|c| !matches!(c, '"' | '\\')).collect();
    let expected = "/%20%21%23%24%25%26%27%28%29%2A%2B%2C-.%2F0123456789%3A%3B%3C%3D%3E%3F%40ABCDEFGHIJKLMNOPQRSTUVWXYZ%5B%5D%5E_%60abcdefghijklmnopqrstuvwxyz%7B%7C%7D~";
    assert_eq!(path("/{a}", &format!("\"{all}\"")), expected);
}

#[test]
fn pe_02_blank_and_plus_in_a_query() {
    assert_eq!(query(Parameter::query("q"), "\"a b+c\""), "q=a%20b%2Bc");
}

#[test]
fn pe_03_a_path_value_never_ends_its_segment() {
    assert_eq!(path("/x/{a}", "\"a/b?c#d\""), "/x/a%2Fb%3Fc%23d");
    let parameter = Parameter::path("a").allow_reserved();
    let request = request("/x/{a}", vec![parameter], &["\"a/b?c#d[e]:@%41%\""]);
    assert_eq!(request.uri().path(), "/api/x/a%2Fb%3Fc%23d%5Be%5D:@%41%25");
}

#[test]
fn pe_04_dot_segments_are_refused() {
    let message = "`path` makes a segment `.` or `..`, which URLs resolve away";
    assert_eq!(refused("/x/{a}", &["a"], &["\"..\""]), [message]);
    assert_eq!(refused("/x/{a}/y", &["a"], &["\".\""]), [message]);
    assert_eq!(
        refused("/x/{a}.{b}", &["a", "b"], &["\".\"", "\"\""]).len(),
        2
    );
    assert_eq!(path("/x/{a}", "\"...\""), "/x/...");
    assert_eq!(path("/x/v{a}", "\"..\""), "/x/v..");
}

#[test]
fn pe_05_empty_path_values_are_refused() {
    let message = "`path.a` must not be empty, as the path would be another one";
    assert_eq!(refused("/x/{a}/y", &["a"], &["\"\""]), [message]);
    assert_eq!(refused("/x/{a}/y", &["a"], &["[]"]), [message]);
    assert_eq!(
        refused("/x/{a}/y", &["a"], &["null"]),
        ["`path.a` is required"]
    );
}

#[test]
fn pe_06_allow_reserved() {
    let parameter = Parameter::query("q").allow_reserved();
    let text = "\":/?[]@!$&'()*+,;= ^%41%zz 100%\"";
    assert_eq!(
        query(parameter, text),
        "q=:/?[]@!$&'()*+,;=%20%5E%41%25zz%20100%25"
    );
    // A `#` would cut the query off.
    assert_eq!(query(parameter, "\"a#b\""), "q=a%23b");
    let named = Parameter::query("a[b]").allow_reserved();
    assert_eq!(query(named, "\"c\""), "a%5Bb%5D=c");
}

#[test]
fn pe_07_the_worked_example() {
    let formulas = r#"{"a":"x+y","b":"x/y","c":"x^y"}"#;
    let words = r#"["math","is","fun"]"#;
    let plain = vec![
        Parameter::query("formulas"),
        Parameter::query("words").style(Style::Form, false),
    ];
    assert_eq!(
        request("/x", plain, &[formulas, words]).uri().query(),
        Some("a=x%2By&b=x%2Fy&c=x%5Ey&words=math,is,fun")
    );
    let reserved = vec![
        Parameter::query("formulas").allow_reserved(),
        Parameter::query("words").style(Style::SpaceDelimited, false),
    ];
    let formulas = r#"{"a":"x%2By","b":"x/y","c":"x^y"}"#;
    assert_eq!(
        request("/x", reserved, &[formulas, words]).uri().query(),
        Some("a=x%2By&b=x/y&c=x%5Ey&words=math%20is%20fun")
    );
}

#[test]
fn pe_08_headers_and_cookies_as_they_are() {
    let header = vec![Parameter::header("X-Token")];
    let header = request("/x", header, &["[12345678,90099]"]);
    assert_eq!(header.headers()["x-token"], "12345678,90099");
    let parameters = vec![
        Parameter::cookie("greeting").style(Style::Cookie, true),
        Parameter::cookie("code").style(Style::Cookie, true),
    ];
    let request = request("/x", parameters, &["\"Hello, world!\"", "42"]);
    assert_eq!(
        request.headers()["cookie"],
        "greeting=Hello, world!; code=42"
    );
}

#[test]
fn pe_08_cookies_of_style_form_are_encoded() {
    let parameters = vec![Parameter::cookie("greeting"), Parameter::cookie("color")];
    let values = ["\"Hello, world!\"", r#"["a","b"]"#];
    let request = request("/x", parameters, &values);
    // Cookies are joined as cookies are, not by `&`.
    assert_eq!(
        request.headers()["cookie"],
        "greeting=Hello%2C%20world%21; color=a; color=b"
    );
}

#[test]
fn pe_06_allow_reserved_in_cookies() {
    let parameter = Parameter::cookie("greeting").allow_reserved();
    let request = request("/x", vec![parameter], &[r#""Hello, world!; a=b%20""#]);
    let sent = "greeting=Hello%2C%20world!%3B%20a=b%20";
    assert_eq!(request.headers()["cookie"], sent);
}

#[test]
fn pe_08_no_value_makes_a_second_cookie() {
    let client = Fake::default().client();
    let parameter = Parameter::cookie("a").style(Style::Cookie, false);
    let operation = fake::operation("/x", vec![parameter]);
    let call = fake::call(&client, operation, &[r#""b; admin=1""#], Body::None);
    let error = call.request().unwrap_err();
    let found: Vec<String> = error.violations().iter().map(ToString::to_string).collect();
    assert_eq!(found, ["`cookie.a` holds `;`, which ends a cookie"]);
}

#[test]
fn pe_08_control_characters_are_refused() {
    for text in ["\"a\\r\\nb\"", "\"a\\nb\"", "\"a\\u0000b\""] {
        for parameter in [
            Parameter::header("X-A"),
            Parameter::cookie("a").style(Style::Cookie, true),
        ] {
            let client = Fake::default().client();
            let operation = fake::operation("/x", vec![parameter]);
            let call = fake::call(&client, operation, &[text], Body::None);
            assert_eq!(call.request().unwrap_err().violations().len(), 1, "{text}");
        }
    }
}

#[test]
fn pe_09_paths_are_appended_to_the_base() {
    let client = Fake::default().client();
    for (base, expected) in [
        ("https://h/v1/", "https://h/v1/pets"),
        ("https://h/v1", "https://h/v1/pets"),
        ("https://h", "https://h/pets"),
        ("http://localhost:81//", "http://localhost:81/pets"),
        ("http://[::1]:81/a%20b", "http://[::1]:81/a%20b/pets"),
    ] {
        for template in ["/pets", "pets"] {
            let operation = fake::operation(template, vec![]);
            let call = fake::call(&client, operation, &[], Body::None).base_url(base);
            assert_eq!(call.request().unwrap().uri().to_string(), expected);
        }
    }
}

#[test]
fn pe_09_what_is_no_base_is_refused() {
    let client = Fake::default().client();
    for base in [
        "https://h/v1?a=b",
        "https://h#f",
        "/v1",
        "h",
        "ftp://h",
        "https://",
        "https://a b",
    ] {
        let operation = fake::operation("/x", vec![]);
        let call = fake::call(&client, operation, &[], Body::None).base_url(base);
        assert_eq!(
            call.request().unwrap_err().violations()[0].path,
            "url",
            "{base}"
        );
    }
}

#[test]
fn pe_10_expressions_in_segments() {
    let two = || vec![Parameter::path("a"), Parameter::path("b")];
    for (template, expected) in [
        ("/report.{a}", "/report.x"),
        ("/{a}.{b}", "/x.y"),
        ("/Things({a})", "/Things(x)"),
        ("/{a}{b}", "/xy"),
    ] {
        let request = request(template, two(), &["\"x\"", "\"y\""]);
        assert_eq!(request.uri().path(), format!("/api{expected}"));
    }
}

#[test]
fn pe_11_literal_parts_of_templates() {
    assert_eq!(path("/a%2Fb/c d/ü/{a}", "1"), "/a%2Fb/c%20d/%C3%BC/1");
    assert_eq!(
        path("/v1/{a}/messages?beta=true", "1"),
        "/v1/1/messages?beta=true"
    );
    assert_eq!(path("/v1/{a}#Action=Get", "1"), "/v1/1");
    let parameters = vec![Parameter::query("q")];
    let request = request("/m?beta=true", parameters, &["1"]);
    assert_eq!(request.uri().query(), Some("beta=true&q=1"));
}
