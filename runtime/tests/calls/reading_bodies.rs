//! How bodies of responses are read, and what becomes of those that cannot be.

use std::convert::Infallible;

use bindery_runtime::contract::{Operation, ResponseInfo, Status, read};
use bindery_runtime::testing::Mock;
use bindery_runtime::{Body, Call, Delivery, Error, ErrorKind, Method};

use crate::api::Client;
use crate::api::operations::{BreakdownError, BreakdownParams, HistoryError};
use crate::api::types::{HistoryRequest, HistoryRequestRequired, Metric, ReportRequest};
use crate::fake::{Fake, Step};

const JSON: &str = "application/json";

/// A call of an operation with these answers, whose values are JSON.
async fn read_as<T: bindery_runtime::json::Decode>(
    answers: &[ResponseInfo],
    step: Step,
) -> Result<bindery_runtime::Response<T>, Error<bindery_runtime::Object>> {
    let operation = Box::leak(Box::new(
        Operation::new("probe", Method::POST, "/x")
            .responses(Box::leak(answers.to_vec().into_boxed_slice())),
    ));
    let client = Fake::new([step]).client();
    let call = Call::new(
        client.as_ref(),
        operation,
        &[],
        Body::None,
        read::json,
        read::json,
    );
    call.with_response().await
}

#[tokio::test]
async fn rs_04_a_success_without_a_body() {
    use bindery_runtime::{Object, Value};
    let answers = [ResponseInfo::success(Status::Range(2), JSON)];
    let nothing = |status| Step::Answer(status, vec![], String::new());
    for status in [200, 201, 202, 204, 205] {
        let response = read_as::<Value>(&answers, nothing(status)).await.unwrap();
        assert_eq!(
            (response.status.as_u16(), response.value),
            (status, Value::Null)
        );
        let optional = read_as::<Option<i64>>(&answers, nothing(status)).await;
        assert_eq!(optional.unwrap().value, None);
    }
    for body in ["", " ", "\r\n"] {
        let read = read_as::<Value>(&answers, Step::json(201, body)).await;
        assert_eq!(read.unwrap().value, Value::Null, "{body:?}");
    }
    // These never have a body, so that an object or a list has no members.
    for status in [204, 205] {
        let object = read_as::<Object>(&answers, nothing(status)).await.unwrap();
        assert!(object.value.is_empty());
        let list = read_as::<Vec<i64>>(&answers, nothing(status))
            .await
            .unwrap();
        assert!(list.value.is_empty());
        let number = read_as::<i64>(&answers, nothing(status)).await.unwrap_err();
        assert_eq!(number.kind(), ErrorKind::Decode);
        assert_eq!(number.delivery(), Delivery::Applied);
    }
    // An object that should be there and is not is not invented.
    let error = read_as::<Object>(&answers, nothing(200)).await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Decode);
    let error = read_as::<Value>(&answers, Step::json(200, "{")).await;
    assert_eq!(error.unwrap_err().kind(), ErrorKind::Decode);
}

#[tokio::test]
async fn rs_06_a_documented_failure_of_another_form() {
    let answers = |status| {
        [
            ResponseInfo::success(Status::Code(200), JSON),
            ResponseInfo::failure(status, JSON),
        ]
    };
    let html = "<!DOCTYPE html><p>slow down";
    for (documented, step, told) in [
        (
            Status::Code(429),
            Step::Answer(429, vec![], String::new()),
            "It came without the body that the document describes.",
        ),
        (
            Status::Code(429),
            Step::json(429, ""),
            "It came without the body",
        ),
        (
            Status::Range(4),
            Step::Answer(404, vec![], String::new()),
            "It came without the body",
        ),
        (
            Status::Default,
            Step::Answer(503, vec![], String::new()),
            "It came without the body",
        ),
        (
            Status::Code(404),
            Step::json(404, "[]"),
            "Its body does not fit the document: ",
        ),
        (
            Status::Code(404),
            Step::json(404, "\"gone\""),
            "Its body does not fit the document: ",
        ),
        (
            Status::Code(404),
            Step::json(404, "gone"),
            "Its body does not fit the document: ",
        ),
        (
            Status::Code(500),
            Step::typed(500, "text/plain", "gone"),
            "It came with the content type `text/plain` where the document has `application/json`.",
        ),
        (
            Status::Code(429),
            Step::typed(429, "text/html", html),
            "`text/html` where the document has `application/json`; perhaps a proxy",
        ),
        (
            Status::Range(5),
            Step::typed(502, "text/html", html),
            "perhaps a proxy or a gateway answered",
        ),
        (
            Status::Default,
            Step::typed(400, "text/plain", "gone"),
            "`text/plain`",
        ),
    ] {
        let error = read_as::<i64>(&answers(documented), step)
            .await
            .unwrap_err();
        assert_eq!(
            (error.kind(), error.api()),
            (ErrorKind::Api, None),
            "{error}"
        );
        let shown = error.to_string();
        assert!(shown.contains(told), "{shown}");
        assert!(!shown.contains("report it to the provider"), "{shown}");
        assert!(error.into_api().is_err());
    }
    // Where only a default is documented, a page comes from somebody else.
    let page = Step::typed(502, "text/html", html);
    let error = read_as::<i64>(&answers(Status::Default), page)
        .await
        .unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Undocumented);
    // What is documented nowhere is as ever.
    let step = Step::json(404, "");
    let error = read_as::<i64>(&answers(Status::Code(429)), step)
        .await
        .unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Undocumented);
    let step = Step::json(404, r#"{"message":"gone"}"#);
    let error = read_as::<i64>(&answers(Status::Code(404)), step)
        .await
        .unwrap_err();
    assert!(error.api().is_some());
}

#[tokio::test]
async fn failures_have_their_types() {
    let problem = r#"{"title":"Not Found","status":404,"detail":"no such metric"}"#;
    let fake = Fake::new([
        Step::typed(404, "application/problem+json", problem),
        Step::Answer(409, vec![], String::new()),
    ]);
    let client = fake.client();
    let call = || {
        client
            .breakdown(&Metric::Domains, &BreakdownParams::with_from("x"))
            .retries(0)
    };
    let error = call().await.unwrap_err();
    let Some(BreakdownError::NotFound(api)) = error.api() else {
        panic!("{error}");
    };
    assert_eq!(api.detail.as_deref(), Some("no such metric"));
    assert_eq!(error.kind(), ErrorKind::Api);
    assert_eq!(error.delivery(), Delivery::Refused);
    assert_eq!(error.message().as_deref(), Some("no such metric"));
    assert_eq!(
        call().await.unwrap_err().into_api().unwrap(),
        BreakdownError::Conflict
    );
}

#[tokio::test]
async fn a_failure_that_does_not_decode() {
    let fake = Fake::new([Step::typed(
        404,
        "application/problem+json",
        r#"{"title":1}"#,
    )]);
    let call = fake
        .client()
        .breakdown(&Metric::Domains, &BreakdownParams::with_from("x"));
    let error = call.await.unwrap_err();
    assert_eq!((error.kind(), error.api()), (ErrorKind::Api, None));
    assert!(std::error::Error::source(&error).is_some(), "{error}");
    assert_eq!(error.status().unwrap(), 404);
    assert_eq!(error.delivery(), Delivery::Refused);
}

#[tokio::test]
async fn a_failure_inside_a_success() {
    let failed = r#"{"result":702,"error":"session not valid","source":"JEL"}"#;
    let fake = Fake::new([
        Step::json(200, failed),
        Step::json(200, r#"{"result":0,"array":[]}"#),
        Step::json(200, "{}"),
    ]);
    let client = fake.client();
    let body = HistoryRequest::new(HistoryRequestRequired {
        session: "s".into(),
        starttime: "t".into(),
    });
    let error = client.history(&body).await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Api);
    assert_eq!(error.delivery(), Delivery::Refused);
    assert_eq!(error.code().as_deref(), Some("702"));
    assert_eq!(error.message().as_deref(), Some("session not valid"));
    assert!(matches!(error.api(), Some(HistoryError::Failure(history)) if history.result == 702));
    assert_eq!(client.history(&body).await.unwrap().array, Some(vec![]));
    // What is not there is no success either.
    let error = client.history(&body).await.unwrap_err();
    assert_eq!((error.kind(), error.api()), (ErrorKind::Api, None));
}

#[tokio::test]
async fn malformed_json() {
    let fake = Fake::new([
        Step::json(200, r#"{"count": 1, "resources": [{"#),
        Step::json(200, r#"{"count": "1", "resources": []}"#),
        Step::json(200, ""),
    ]);
    let client = fake.client();
    for expected in ["ends too early", "$.count: expected", "ends too early"] {
        let call = client.report(&ReportRequest::with_from("x")).strict(true);
        let error = call.await.unwrap_err();
        assert_eq!(error.kind(), ErrorKind::Decode);
        assert_eq!(error.delivery(), Delivery::Applied);
        assert!(error.to_string().contains(expected), "{error}");
    }
}

#[tokio::test]
async fn texts_and_their_encodings() {
    static TEXT: Operation = Operation::new("text", Method::GET, "/x")
        .responses(&[ResponseInfo::success(Status::Code(200), "text/plain")]);
    let mock = Mock::new();
    let builder = Client::builder().api_key("k");
    let client = builder.transport(mock.clone()).build().unwrap();
    let call = || -> Call<String, Infallible> {
        let read = (read::text, read::never);
        Call::new(client.as_ref(), &TEXT, &[], Body::None, read.0, read.1)
    };
    for (media_type, body, expected) in [
        ("text/plain", "grün".as_bytes(), "grün"),
        ("text/plain; charset=\"UTF-8\"", "grün".as_bytes(), "grün"),
        // Two bytes of UTF-8 are two characters of Latin-1.
        ("text/plain; charset=ISO-8859-1", "é".as_bytes(), "Ã©"),
        (
            "text/plain;charset=iso-8859-1",
            b"gr\xFCn \x93a\x94 \x80",
            "grün “a” €",
        ),
        ("text/plain;charset=windows-1252", b"\x9F\x81", "Ÿ\u{81}"),
        ("text/plain;charset=us-ascii", b"plain", "plain"),
        ("text/plain;charset=gb18030", b"plain", "plain"),
    ] {
        mock.on(&call()).respond(200, media_type, body);
        assert_eq!(call().await.unwrap(), expected, "{media_type}");
    }
    // What cannot be read is kept.
    for (media_type, body, why) in [
        ("text/plain", &b"gr\xFCn"[..], "not text in UTF-8"),
        ("text/plain;charset=utf-8", b"gr\xFCn", "not text in UTF-8"),
        (
            "text/plain;charset=us-ascii",
            "grün".as_bytes(),
            "`us-ascii`",
        ),
        ("text/plain;charset=GBK", "联通".as_bytes(), "`gbk`"),
        ("text/plain;charset=utf-16le", b"n\0o\0", "`utf-16le`"),
        (
            "text/plain;charset=iso-2022-jp",
            b"\x1B$B;z\x1B(B",
            "`iso-2022-jp`",
        ),
    ] {
        mock.on(&call()).respond(200, media_type, body);
        let error = call().await.unwrap_err();
        assert_eq!(error.kind(), ErrorKind::Decode);
        assert_eq!(error.body(), body, "{media_type}");
        assert!(error.to_string().contains(why), "{error}");
        assert_eq!(call().raw().await.unwrap().body(), body);
    }
}
