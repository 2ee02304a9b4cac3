//! Any value as a parameter of any style: what is sent is a sound URL with sound headers,
//! in which the value stands where it belongs and ends nothing that is not its own.

#![no_main]

use std::sync::LazyLock;

use bindery_fuzz::{AnyValue, Failure, Scripted, describe_operation};
use bindery_runtime::contract::{Operation, Parameter, Style, read};
use bindery_runtime::{Body, Bytes, Call, Client, ErrorKind, Value, http};
use libfuzzer_sys::fuzz_target;
use percent_encoding::percent_decode_str;
use url::Url;

/// What the name of a parameter may hold as well.
const NAME: &str = "a[b] c;d=é";

/// One parameter, and what its values become.
struct Case {
    operation: &'static Operation,
    parameter: &'static str,
    place: Place,
    /// Whether reserved characters may stand there as they are.
    reserved: bool,
    /// Whether a text is all that stands there.
    plain: bool,
}

#[derive(Clone, Copy, PartialEq)]
enum Place {
    Path,
    Query,
    QueryString,
    Header,
    Cookie,
}

static CLIENT: LazyLock<Client> = LazyLock::new(|| {
    let transport = Scripted::new(|_| http::Response::new(Vec::new()));
    transport.builder().build().expect("a sound client")
});

static CASES: LazyLock<Vec<Case>> = LazyLock::new(|| {
    let mut cases = Vec::new();
    let mut add = |place, parameter: Parameter, name, reserved, plain| {
        let last = match place {
            Place::Cookie => Parameter::cookie("last"),
            Place::Header => Parameter::header("last"),
            Place::Path | Place::Query | Place::QueryString => Parameter::query("last"),
        };
        let path = if place == Place::Path {
            "/before/{p}/after"
        } else {
            "/before/after"
        };
        let parameters = match place {
            Place::QueryString => vec![parameter],
            _ => vec![parameter, last],
        };
        let operation = describe_operation(path, parameters.leak(), &[]);
        cases.push(Case {
            operation: Box::leak(Box::new(operation)),
            parameter: name,
            place,
            reserved,
            plain,
        });
    };
    for explode in [false, true] {
        for style in [Style::Simple, Style::Label, Style::Matrix] {
            let path = Parameter::path("p").style(style, explode);
            let plain = style == Style::Simple;
            add(Place::Path, path, "p", false, plain);
            add(Place::Path, path.allow_reserved(), "p", true, false);
        }
        for name in ["p", NAME] {
            for style in [
                Style::Form,
                Style::SpaceDelimited,
                Style::PipeDelimited,
                Style::DeepObject,
            ] {
                let query = Parameter::query(name).style(style, explode);
                add(Place::Query, query, name, false, true);
                add(Place::Query, query.allow_reserved(), name, true, false);
            }
            let cookie = Parameter::cookie(name).style(Style::Form, explode);
            add(Place::Cookie, cookie, name, false, false);
            add(Place::Cookie, cookie.allow_reserved(), name, true, false);
        }
        let cookie = Parameter::cookie("p").style(Style::Cookie, explode);
        add(Place::Cookie, cookie, "p", true, false);
        let header = Parameter::header("p").style(Style::Simple, explode);
        add(Place::Header, header, "p", true, true);
    }
    add(Place::Path, Parameter::path("p").json(), "p", false, false);
    add(Place::Path, Parameter::path("p").text(), "p", false, true);
    add(
        Place::Query,
        Parameter::query("p").json(),
        "p",
        false,
        false,
    );
    add(Place::Query, Parameter::query("p").text(), "p", false, true);
    add(
        Place::Query,
        Parameter::query("p").form(),
        "p",
        false,
        false,
    );
    add(
        Place::Header,
        Parameter::header("p").json(),
        "p",
        true,
        false,
    );
    add(
        Place::Cookie,
        Parameter::cookie("p").json(),
        "p",
        false,
        false,
    );
    for query in [
        Parameter::query_string("p"),
        Parameter::query_string("p").json(),
        Parameter::query_string("p").text(),
    ] {
        add(Place::QueryString, query, "p", true, false);
    }
    cases
});

fuzz_target!(|value: AnyValue| {
    let (ours, last) = (value.to_value(), Value::from("last"));
    for case in CASES.iter() {
        let values: [&dyn bindery_runtime::json::Encode; 2] = [&ours, &last];
        // The whole query is nobody else's.
        let count = if case.place == Place::QueryString {
            1
        } else {
            2
        };
        let call: Call<(), Failure> = Call::new(
            &CLIENT,
            case.operation,
            &values[..count],
            Body::None,
            read::empty,
            read::never,
        );
        match call.request() {
            Ok(request) => check_request(case, &request.into(), &value.0),
            Err(error) => assert_eq!(error.kind(), ErrorKind::Invalid, "{error}"),
        }
    }
});

fn check_request(case: &Case, request: &http::Request<Bytes>, value: &serde_json::Value) {
    let sent = request.uri().to_string();
    let url = Url::parse(&sent).expect("it is a URL");
    // Of reserved characters, WHATWG's URLs escape an apostrophe in a query.
    let read = url.as_str().replace("%27", "'");
    assert_eq!(read, sent.replace("%27", "'"), "nothing is left to resolve");
    assert!(sent.starts_with("https://api.example/v1/before/"), "{sent}");
    assert!(sent.bytes().all(is_uri_byte), "{sent}");
    assert_eq!(url.fragment(), None);
    let segments: Vec<&str> = url.path().split('/').skip(2).collect();
    match (case.place, segments.as_slice()) {
        (Place::Path, ["before", own, "after"]) => check_segment(case, own, value),
        (Place::Path, other) => panic!("other segments: {other:?}"),
        (_, others) => assert_eq!(others, ["before", "after"]),
    }
    match case.place {
        Place::Query => check_query(case, url.query().unwrap_or_default(), value),
        Place::QueryString => {}
        Place::Path => assert_eq!(url.query(), Some("last=last")),
        Place::Header | Place::Cookie => assert_eq!(url.query(), None),
    }
    check_headers(case, request.headers(), value);
}

/// The characters of RFC 3986 and the percent sign.
fn is_uri_byte(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || b"-._~:/?[]@!$&'()*+,;=%".contains(&byte)
}

fn check_segment(case: &Case, segment: &str, value: &serde_json::Value) {
    // What a value has percent-encoded itself stays, whatever it is.
    if case.reserved {
        return;
    }
    let text = percent_decode_str(segment)
        .decode_utf8()
        .expect("UTF-8 was encoded");
    if let (true, serde_json::Value::String(expected)) = (case.plain, value) {
        assert_eq!(text, *expected);
    }
}

fn check_query(case: &Case, query: &str, value: &serde_json::Value) {
    assert!(
        query == "last=last" || query.ends_with("&last=last"),
        "{query}"
    );
    // Reserved characters that stay as they are may mean anything to a server.
    if case.reserved {
        return;
    }
    let pairs: Vec<(String, String)> = form_urlencoded::parse(query.as_bytes())
        .into_owned()
        .collect();
    let members = value.as_object();
    let is_own = |name: &str| {
        let below = name.strip_prefix(case.parameter);
        below.is_some_and(|below| below.is_empty() || below.starts_with('['))
            || members.is_some_and(|members| members.contains_key(name))
    };
    let (last, own) = pairs.split_last().expect("the last one is there");
    assert_eq!(last.0, "last");
    assert!(own.iter().all(|(name, _)| is_own(name)), "{pairs:?}");
    if let (true, serde_json::Value::String(expected)) = (case.plain, value) {
        assert_eq!(own, [(case.parameter.to_owned(), expected.clone())]);
    }
}

fn check_headers(case: &Case, headers: &http::HeaderMap, value: &serde_json::Value) {
    let expected = match case.place {
        Place::Header => ["user-agent", "accept", "p", "last"].as_slice(),
        Place::Cookie => &["user-agent", "accept", "cookie"],
        _ => &["user-agent", "accept"],
    };
    let mut names = headers.keys().map(http::HeaderName::as_str);
    assert!(names.all(|name| expected.contains(&name)), "{headers:?}");
    assert_eq!(headers.len(), headers.keys_len());
    if let (Place::Header, true, serde_json::Value::String(expected)) =
        (case.place, case.plain, value)
    {
        let sent = headers.get("p").map(http::HeaderValue::as_bytes);
        assert_eq!(sent, Some(expected.as_bytes()));
    }
    if let Some(cookies) = headers.get("cookie") {
        let cookies = cookies.as_bytes();
        let own = match cookies.strip_suffix(b"last=last") {
            Some(own) => own.strip_suffix(b"; ").unwrap_or(own),
            None => panic!("the last cookie is lost: {cookies:?}"),
        };
        let several = value.is_array() || value.is_object();
        assert!(several || !own.contains(&b';'), "{cookies:?}");
        assert!(!own.iter().any(u8::is_ascii_control), "{cookies:?}");
    }
}
