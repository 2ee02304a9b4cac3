//! Documented headers of answers.

use bindery_runtime::contract::{HeaderForm, read};
use bindery_runtime::http::{HeaderMap, HeaderValue};
use bindery_runtime::json::Decode;
use bindery_runtime::{Header, Timestamp, Value};

use crate::fake::{self, Fake, Step};

/// What these lines of one header are read as.
fn read<T: Decode>(form: HeaderForm, lines: &[&'static str]) -> Result<Option<T>, String> {
    let mut headers = HeaderMap::new();
    for line in lines {
        headers.append("x-one", HeaderValue::from_static(line));
    }
    let header = Header::new("X-One", form);
    header.read(&headers).map_err(|error| error.to_string())
}

#[test]
fn rs_07_headers_are_typed() {
    assert_eq!(read::<i64>(HeaderForm::Bare, &[]), Ok(None));
    assert_eq!(read(HeaderForm::Bare, &[" 42 "]), Ok(Some(42)));
    assert_eq!(read(HeaderForm::Bare, &["true"]), Ok(Some(true)));
    assert_eq!(read(HeaderForm::Bare, &["1.50"]), Ok(Some(1.5)));
    assert_eq!(
        read(HeaderForm::Text, &["a, \"b\""]),
        Ok(Some("a, \"b\"".to_owned()))
    );
    let time: Timestamp = "2026-01-02T03:04:05Z".parse().unwrap();
    assert_eq!(
        read(HeaderForm::Text, &["2026-01-02T03:04:05Z"]),
        Ok(Some(time))
    );
    assert_eq!(
        read(HeaderForm::Json, &[r#"{"a": [1]}"#]),
        Ok(Some(fake::value(r#"{"a":[1]}"#)))
    );
    let error = read::<i64>(HeaderForm::Bare, &["many"]).unwrap_err();
    assert!(!error.is_empty());
}

#[test]
fn rs_07_lists_are_split_at_commas() {
    let texts = |lines: &[&'static str]| read::<Vec<String>>(HeaderForm::Texts, lines);
    let list = |items: &[&str]| Ok(Some(items.iter().map(ToString::to_string).collect()));
    assert_eq!(texts(&["a,b , c"]), list(&["a", "b", "c"]));
    assert_eq!(texts(&["a", "b, c"]), list(&["a", "b", "c"]));
    assert_eq!(texts(&[""]), list(&[]));
    assert_eq!(read(HeaderForm::Bares, &["1, 2"]), Ok(Some(vec![1, 2])));
}

#[test]
fn rs_07_objects() {
    let form = |explode| HeaderForm::Object {
        explode,
        bare: &["G"],
    };
    let object = Ok(Some(fake::value(r#"{"R":"100","G":200}"#)));
    assert_eq!(read(form(false), &["R,100,G,200"]), object);
    assert_eq!(read(form(false), &["R, 100", "G, 200"]), object);
    assert_eq!(read(form(true), &["R=100, G=200"]), object);
    let odd = Ok(Some(fake::value(r#"{"R":"a=b","x":""}"#)));
    assert_eq!(read(form(true), &["R=a=b,x"]), odd);
    assert_eq!(read(form(false), &["R,a=b,x"]), odd);
    assert_eq!(read(form(false), &[""]), Ok(Some(fake::value("{}"))));
    let numbers = HeaderForm::BareObject { explode: false };
    assert_eq!(
        read(numbers, &["a,1,b,true"]),
        Ok(Some(fake::value(r#"{"a":1,"b":true}"#)))
    );
}

/// What is not ASCII is UTF-8, or else Latin-1 (RFC 9110 §5.5).
#[test]
fn rs_07_headers_beyond_ascii() {
    let header: Header<String> = Header::new("X-One", HeaderForm::Text);
    for (bytes, text) in [("grün".as_bytes(), "grün"), (b"gr\xFCn", "grün")] {
        let mut headers = HeaderMap::new();
        headers.append("x-one", HeaderValue::from_bytes(bytes).unwrap());
        assert_eq!(header.read(&headers).unwrap().as_deref(), Some(text));
    }
}

#[test]
fn rs_07_cookies_are_never_split() {
    let mut headers = HeaderMap::new();
    for cookie in ["a=1; Expires=Sun, 06 Nov 1994 08:49:37 GMT", "b=2"] {
        headers.append("set-cookie", HeaderValue::from_static(cookie));
    }
    let header: Header<Vec<String>> = Header::new("Set-Cookie", HeaderForm::Texts);
    let cookies = header.read(&headers).unwrap().unwrap();
    assert_eq!(
        cookies,
        ["a=1; Expires=Sun, 06 Nov 1994 08:49:37 GMT", "b=2"]
    );
}

#[tokio::test]
async fn headers_of_answers_and_of_errors() {
    const LEFT: Header<i64> = Header::new("X-Left", HeaderForm::Bare);
    let fake = Fake::new([
        Step::json(200, "1").with("x-left", "7"),
        Step::json(429, "1").with("x-left", "0"),
    ]);
    let client = fake.client();
    let call = || {
        let call: bindery_runtime::Call<Value, Value> = bindery_runtime::Call::new(
            client.as_ref(),
            fake::operation("/x", vec![]),
            &[],
            bindery_runtime::Body::None,
            read::json,
            read::json,
        );
        call.retries(0)
    };
    let response = call().with_response().await.unwrap();
    assert_eq!(response.header(&LEFT).unwrap(), Some(7));
    let error = call().with_response().await.unwrap_err();
    assert_eq!(error.header(&LEFT).unwrap(), Some(0));
}
