//! Redirects: followed only when that is wanted, never as another method, and
//! never with secrets to another origin.

use bindery_runtime::testing::Mock;
use bindery_runtime::{Body, Bytes, Delivery, Method, Value, http};

use crate::api::Client;
use crate::api::operations::BreakdownParams;
use crate::api::types::{Metric, ReportRequest};

const PAGE: &str = r#"{"count": 1, "resources": []}"#;

fn client(mock: &Mock) -> Client {
    let builder = Client::builder().api_key("topsecret$abc").redirects(3);
    let builder = builder.header("Cookie", "sid=1").header("X-Api-Key", "k");
    let builder = builder.header("Range", "bytes=5-");
    builder.transport(mock.clone()).build().unwrap()
}

fn to(status: u16, location: &str) -> http::Response<Bytes> {
    let response = http::Response::builder().status(status);
    response
        .header("location", location)
        .body(Bytes::new())
        .unwrap()
}

/// Status at the end, and the URLs that were asked.
async fn get(first: http::Response<Bytes>) -> (u16, Vec<String>, Mock) {
    let mock = Mock::new();
    let client = client(&mock);
    let call = client.breakdown(&Metric::Domains, &BreakdownParams::with_from("x"));
    mock.on(&call)
        .response(first)
        .respond(200, "application/json", PAGE);
    let status = call.raw().await.unwrap().status().as_u16();
    let urls = mock
        .sent()
        .iter()
        .map(|sent| sent.uri().to_string())
        .collect();
    (status, urls, mock)
}

#[tokio::test]
async fn rs_09_where_a_redirect_leads() {
    for (location, expected) in [
        (
            "https://billing.example/new?a=b#c",
            "https://billing.example/new?a=b",
        ),
        ("//billing.example/new", "https://billing.example/new"),
        ("/new", "https://billing.example/new"),
        ("new?x", "https://billing.example/api/v1/breakdown/new?x"),
        (
            "/login?next=https://elsewhere.example/",
            "https://billing.example/login?next=https://elsewhere.example/",
        ),
        (
            "?next=https://elsewhere.example",
            "https://billing.example/api/v1/breakdown/domains?next=https://elsewhere.example",
        ),
        (
            "a/x:y://z",
            "https://billing.example/api/v1/breakdown/a/x:y://z",
        ),
        (
            "?page=2",
            "https://billing.example/api/v1/breakdown/domains?page=2",
        ),
    ] {
        for code in [301, 302, 303, 307, 308] {
            let (status, urls, mock) = get(to(code, location)).await;
            assert_eq!((status, urls[1].as_str()), (200, expected), "{location}");
            let sent = &mock.sent()[1];
            assert_eq!(sent.method(), "GET");
            assert_eq!(sent.header("authorization"), "apikey topsecret$abc");
            assert_eq!(sent.header("cookie"), "sid=1");
        }
    }
}

#[tokio::test]
async fn rs_09_no_secrets_for_another_origin() {
    for location in [
        "https://elsewhere.example/new",
        "https://billing.example:8443/new",
        "//billing.example.evil.example/",
    ] {
        let (status, _, mock) = get(to(302, location)).await;
        let sent = &mock.sent()[1];
        assert_eq!(status, 200);
        let names: Vec<_> = sent.headers().keys().map(|name| name.as_str()).collect();
        assert_eq!(names, ["user-agent", "accept", "range"], "{location}");
    }
}

#[tokio::test]
async fn rs_09_a_body_stays_with_its_origin() {
    let mock = Mock::new();
    let client = client(&mock);
    let call = || {
        let call = client.as_ref().call::<Value>(Method::GET, "/search");
        call.body(Body::text("text/plain", "secret question"))
    };
    mock.on(&call())
        .response(to(307, "/new"))
        .response(to(307, "https://elsewhere.example/"));
    let error = call().await.unwrap_err();
    assert_eq!(
        (error.status().unwrap().as_u16(), error.attempts()),
        (307, 2)
    );
    assert_eq!(mock.sent()[1].body(), "secret question");
}

#[tokio::test]
async fn rs_09_what_is_not_followed() {
    // To a connection that everybody can read; to nowhere.
    for location in [
        "http://billing.example/new",
        "https://",
        "mailto:a@billing.example",
        "\u{7f}",
    ] {
        if let Ok(location) = http::HeaderValue::from_str(location) {
            let mut answer = to(302, "/");
            answer.headers_mut().insert("location", location);
            let (status, urls, _) = get(answer).await;
            assert_eq!((status, urls.len()), (302, 1), "{urls:?}");
        }
    }
    for code in [300, 304, 305, 306] {
        assert_eq!(get(to(code, "/new")).await.0, code);
    }
}

#[tokio::test]
async fn rs_09_a_post_stays_a_post() {
    let mock = Mock::new();
    let client = client(&mock);
    let call = || client.report(&ReportRequest::with_from("x"));
    for (code, location, followed) in [
        (307, "/new", true),
        (308, "/new", true),
        (301, "/new", false),
        (302, "/new", false),
        (303, "/new", false),
        // With its body, to somebody else.
        (307, "https://elsewhere.example/", false),
    ] {
        mock.on(&call())
            .response(to(code, location))
            .respond(200, "application/json", PAGE);
        let before = mock.sent().len();
        let result = call().await;
        let sent = mock.sent().split_off(before);
        assert_eq!(result.is_ok(), followed, "{code}");
        assert!(sent.iter().all(|sent| sent.method() == "POST"));
        if followed {
            assert_eq!(sent[0].body(), sent[1].body());
        } else {
            let error = result.unwrap_err();
            let expected = match code {
                307 => Delivery::Refused,
                // Often "done, see there".
                _ => Delivery::MaybeApplied,
            };
            assert_eq!(error.delivery(), expected, "{code}");
            assert_eq!(error.status().unwrap(), code);
            assert_eq!(sent.len(), 1);
        }
    }
}

#[tokio::test]
async fn rs_09_redirects_have_an_end() {
    let mock = Mock::new();
    let client = client(&mock);
    let call = || client.as_ref().call::<Value>(Method::GET, "/loop");
    mock.on(&call()).response(to(302, "/loop?signature=hush"));
    let error = call().await.unwrap_err();
    assert_eq!(error.attempts(), 4);
    assert_eq!(error.url(), "https://billing.example/loop?[redacted]");
    // One call may want none.
    assert_eq!(call().redirects(0).await.unwrap_err().attempts(), 1);
    let none = Client::builder()
        .api_key("k")
        .transport(mock.clone())
        .build()
        .unwrap();
    let error = none.export().await.unwrap_err();
    assert_eq!(error.attempts(), 1);
}

/// An operation for a file, with these answers.
fn file(
    answers: &[bindery_runtime::contract::ResponseInfo],
) -> &'static bindery_runtime::contract::Operation {
    Box::leak(Box::new(
        bindery_runtime::contract::Operation::new("download", Method::GET, "/file")
            .responses(Box::leak(answers.to_vec().into_boxed_slice()))
            .idempotent(),
    ))
}

fn download(
    mock: &Mock,
    operation: &'static bindery_runtime::contract::Operation,
) -> bindery_runtime::Call<(), Value> {
    let client = client(mock);
    bindery_runtime::Call::new(
        client.as_ref(),
        operation,
        &[],
        Body::None,
        bindery_runtime::contract::read::empty,
        bindery_runtime::contract::read::json,
    )
}

async fn bytes(call: bindery_runtime::Call<(), Value>) -> Result<(u16, String), String> {
    let mut response = call.stream().await.map_err(|error| error.to_string())?;
    let mut all = Vec::new();
    while let Some(piece) = response.value.next().await {
        all.extend_from_slice(&piece.unwrap());
    }
    Ok((response.status.as_u16(), String::from_utf8(all).unwrap()))
}

#[tokio::test]
async fn rs_09_documented_redirects_are_followed() {
    use bindery_runtime::contract::{ResponseInfo, Status};
    let redirect = |status| ResponseInfo::success(status, "");
    for answers in [
        vec![redirect(Status::Code(302))],
        vec![redirect(Status::Range(3))],
        vec![ResponseInfo::failure(Status::Code(302), "")],
        vec![
            ResponseInfo::success(Status::Code(200), "application/zip"),
            redirect(Status::Code(302)),
        ],
        vec![
            ResponseInfo::success(Status::Code(200), "application/zip"),
            ResponseInfo::failure(Status::Code(302), "application/json"),
        ],
    ] {
        let (mock, operation) = (Mock::new(), file(&answers));
        let is_told = answers
            .iter()
            .any(|answer| format!("{answer:?}").contains("Success"));
        mock.on(&download(&mock, operation))
            .response(to(302, "https://files.example/a?sig=1"))
            .respond(200, "application/zip", "zip");
        let result = bytes(download(&mock, operation)).await;
        assert_eq!(mock.sent().len(), 2);
        if is_told {
            assert_eq!(result, Ok((200, "zip".to_owned())));
        } else {
            assert!(result.is_err());
        }
    }
}

#[tokio::test]
async fn rs_09_no_empty_file_for_a_redirect_or_for_nothing() {
    use bindery_runtime::contract::{ResponseInfo, Status};
    let empty = |status: u16, length: Option<&str>, media_type: Option<&str>| {
        let mut response = http::Response::builder().status(status);
        for (name, value) in [("content-length", length), ("content-type", media_type)] {
            if let Some(value) = value {
                response = response.header(name, value);
            }
        }
        response.body(Bytes::new()).unwrap()
    };
    let zip = ResponseInfo::success(Status::Code(200), "application/zip");
    for (answers, response, told) in [
        (
            vec![ResponseInfo::success(Status::Code(302), "")],
            to(302, "/a"),
            "is a redirect",
        ),
        (
            vec![zip, ResponseInfo::success(Status::Code(302), "")],
            to(302, "/a"),
            "is a redirect",
        ),
        (
            vec![zip, ResponseInfo::success(Status::Range(3), "")],
            to(307, "/a"),
            "is a redirect",
        ),
        (
            vec![zip, ResponseInfo::success(Status::Code(204), "")],
            empty(204, None, None),
            "has no body to read",
        ),
        (
            vec![zip, ResponseInfo::success(Status::Code(202), "")],
            empty(202, Some("0"), None),
            "has no body to read",
        ),
        (
            vec![zip, ResponseInfo::success(Status::Code(202), "")],
            empty(202, Some("0"), Some("text/plain")),
            "has no body to read",
        ),
        (vec![zip], empty(204, None, None), "has no body to read"),
        (
            vec![zip],
            empty(200, Some("0"), None),
            "has no body to read",
        ),
    ] {
        let (mock, operation) = (Mock::new(), file(&answers));
        mock.on(&download(&mock, operation)).response(response);
        let error = bytes(download(&mock, operation).redirects(0))
            .await
            .unwrap_err();
        assert!(error.contains(told), "{error}");
    }
    // A file of no bytes is one.
    let (mock, operation) = (Mock::new(), file(&[zip]));
    let response = empty(200, Some("0"), Some("application/zip"));
    mock.on(&download(&mock, operation)).response(response);
    let result = bytes(download(&mock, operation)).await;
    assert_eq!(result, Ok((200, String::new())));
}
