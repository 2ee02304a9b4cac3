//! What errors say.

use std::error::Error as _;
use std::time::Duration;

use bindery_runtime::transport::TransportErrorKind;

use crate::api::Client;
use crate::api::operations::BreakdownParams;
use crate::api::types::{HistoryRequest, HistoryRequestRequired, Metric, ReportRequest};
use crate::fake::{Fake, Step};

/// The text of the error of an idempotent call without retries.
async fn get(step: Step) -> String {
    let fake = Fake::new([step]);
    let call = fake
        .client()
        .breakdown(&Metric::Domains, &BreakdownParams::with_from("x"));
    call.retries(0).await.unwrap_err().to_string()
}

/// The same for one that is not idempotent.
async fn post(step: Step) -> String {
    let fake = Fake::new([step]);
    fake.client()
        .report(&ReportRequest::with_from("x"))
        .await
        .unwrap_err()
        .to_string()
}

#[test]
fn invalid() {
    let client = Fake::default().client();
    let params = BreakdownParams::with_from("x").limit(500);
    let call = client.breakdown(&Metric::Unknown(String::new()), &params);
    insta::assert_snapshot!(call.request().unwrap_err());
    let call = client.report(&ReportRequest::with_from("x").limit(0));
    insta::assert_snapshot!(call.request().unwrap_err());
}

#[test]
fn auth() {
    let builder = Client::builder().transport(Fake::default());
    let call = builder
        .build()
        .unwrap()
        .report(&ReportRequest::with_from("x"));
    insta::assert_snapshot!(call.request().unwrap_err());
}

#[tokio::test]
async fn connect() {
    insta::assert_snapshot!(get(Step::Fail(TransportErrorKind::Connect)).await);
}

#[tokio::test]
async fn timeouts() {
    let fake = Fake::new([Step::Hang, Step::Hang, Step::Hang, Step::Hang]);
    let call = fake.client().report(&ReportRequest::with_from("x"));
    insta::assert_snapshot!(
        "timeout_post",
        call.attempt_timeout(Duration::from_secs(3))
            .await
            .unwrap_err()
    );
    let params = BreakdownParams::with_from("x");
    let call = fake.client().breakdown(&Metric::Domains, &params);
    insta::assert_snapshot!(
        "timeout_get",
        call.attempt_timeout(Duration::from_secs(3))
            .await
            .unwrap_err()
    );
}

#[tokio::test]
async fn transport() {
    insta::assert_snapshot!(
        "broken_get",
        get(Step::Fail(TransportErrorKind::Broken)).await
    );
    insta::assert_snapshot!(
        "broken_post",
        post(Step::Fail(TransportErrorKind::Broken)).await
    );
    insta::assert_snapshot!(
        "broken_off_post",
        post(Step::BreakOff(200, Vec::new())).await
    );
}

#[tokio::test]
async fn api() {
    let problem = r#"{"title":"Not Found","status":404,"detail":"The resource is not found","type":"http-not-found"}"#;
    let step = Step::typed(404, "application/problem+json", problem).with("x-request-id", "r-17");
    insta::assert_snapshot!("not_found", get(step).await);
    insta::assert_snapshot!(
        "conflict",
        get(Step::Answer(409, vec![], String::new())).await
    );
}

#[tokio::test]
async fn embedded() {
    let body = r#"{"result":702,"error":"session/token not valid","source":"JEL"}"#;
    let fake = Fake::new([Step::json(200, body)]);
    let call = fake
        .client()
        .history(&HistoryRequest::new(HistoryRequestRequired {
            session: "s".into(),
            starttime: "t".into(),
        }));
    insta::assert_snapshot!(call.await.unwrap_err());
}

#[tokio::test]
async fn undocumented() {
    let unauthorized = r#"{"detail":"Authentication credentials were not provided."}"#;
    insta::assert_snapshot!("unauthorized", get(Step::json(401, unauthorized)).await);
    let html = "<html>\r\n<head><title>502 Bad Gateway</title></head>\r\n<body>\u{1b}[31mnginx</body></html>";
    insta::assert_snapshot!(
        "bad_gateway",
        get(Step::typed(502, "text/html", html)).await
    );
    insta::assert_snapshot!(
        "login",
        get(Step::typed(200, "text/html; charset=utf-8", html)).await
    );
    insta::assert_snapshot!(
        "redirect",
        get(Step::Answer(301, vec![], String::new())).await
    );
}

#[tokio::test]
async fn decode() {
    let body = r#"{"count": 3, "resources": [{"name": "a"}, {"nam": "b"}]}"#;
    let fake = Fake::new([Step::json(200, body)]);
    let call = fake.client().report(&ReportRequest::with_from("x"));
    let error = call.strict(true).await.unwrap_err();
    assert!(
        error
            .source()
            .unwrap()
            .to_string()
            .contains("$.resources[1]")
    );
    insta::assert_snapshot!(error);
}

#[tokio::test]
async fn long_bodies_are_cut() {
    let text = get(Step::json(418, &format!("\"{}\"", "é".repeat(100_000)))).await;
    assert!(text.chars().count() < 500, "{text}");
    let fake = Fake::new([Step::json(418, &"x".repeat(100_000))]);
    let call = fake.client().report(&ReportRequest::with_from("x"));
    assert_eq!(call.await.unwrap_err().body().len(), 16 << 10);
}

#[tokio::test]
async fn secrets_that_a_server_repeats_are_not_shown() {
    // The client's key is `topsecret$abc`.
    for token in [
        "topsecret$abc",
        "topsecret%24abc",
        r"topsecret\u0024abc",
        // Cut, and with letters inside that nobody sees.
        "topsecret$ab",
        "opsecret$abc",
        "top\u{200b}secret$abc",
        r"top\u00adsecret\u202e$abc",
    ] {
        let body = format!(r#"{{"detail":"Bad token: {token} (apikey {token})"}}"#);
        let text = get(Step::json(401, &body)).await;
        assert!(!text.contains("secret"), "{text}");
        assert!(text.contains("Bad token: [redacted] ("), "{text}");
    }
}

#[tokio::test]
async fn debug_shows_no_secrets() {
    let fake = Fake::new([Step::json(400, "{}")]);
    let error = fake
        .client()
        .report(&ReportRequest::with_from("x"))
        .await
        .unwrap_err();
    let shown = format!("{error:?} {error:#?}");
    assert!(!shown.contains("topsecret"), "{shown}");
    assert!(shown.contains("create_report"), "{shown}");
}

#[tokio::test]
async fn codes_and_messages_that_many_apis_use() {
    for (body, code, message) in [
        (
            r#"{"exception_class":"NotFound","message":"no"}"#,
            Some("NotFound"),
            Some("no"),
        ),
        (
            r#"{"error":{"code":7,"message":"no"}}"#,
            Some("7"),
            Some("no"),
        ),
        (r#"{"error":"no","code":""}"#, None, Some("no")),
        (r#"{"errors":["no"]}"#, None, Some("no")),
        // RFC 9457, JSON:API, RFC 6749, and what frameworks write.
        (
            r#"{"type":"about:blank","title":"t","status":400,"detail":"d"}"#,
            Some("about:blank"),
            Some("d"),
        ),
        (r#"{"title":"t","status":400}"#, None, Some("t")),
        (
            r#"{"errors":[{"status":"422","code":"c","title":"t","detail":"d"},{"title":"u"}]}"#,
            Some("c"),
            Some("d; u"),
        ),
        (
            r#"{"error":"invalid_grant","error_description":"d"}"#,
            None,
            Some("d"),
        ),
        (r#"{"error":{"errorDescription":"d"}}"#, None, Some("d")),
        (
            r#"{"message":["a","b"],"error":"Bad Request"}"#,
            None,
            Some("a; b"),
        ),
        (
            r#"{"detail":[{"loc":["body"],"msg":"field required","type":"x"}]}"#,
            None,
            Some("field required"),
        ),
        (
            r#"{"errors":{"name":["is short","is odd"],"age":"is old"}}"#,
            None,
            Some("name: is short; is odd; age: is old"),
        ),
        (r#"{"Message":"no"}"#, None, Some("no")),
        (r#"{"error_message":"no"}"#, None, Some("no")),
        (
            r#"{"error":{"root_cause":[],"reason":"no"}}"#,
            None,
            Some("no"),
        ),
        (r#"[{"message":"a"},{"message":"b"}]"#, None, Some("a; b")),
        (r#""no""#, None, Some("no")),
        (r#"{"message":"  ","detail":"d"}"#, None, Some("d")),
        // OData, ASP.NET, Django REST framework.
        (
            r#"{"error":{"code":"9","message":{"lang":"en","value":"no"}}}"#,
            Some("9"),
            Some("no"),
        ),
        (
            r#"{"title":"Several errors occurred.","errors":{"Name":["is missing"]}}"#,
            None,
            Some("Name: is missing"),
        ),
        (
            r#"{"title":"Several errors occurred.","errors":{}}"#,
            None,
            Some("Several errors occurred."),
        ),
        (
            r#"{"errors":{"base":"no","address":{"city":["is odd"]}}}"#,
            None,
            Some("base: no; address: city: is odd"),
        ),
        (r#"{"non_field_errors":["no"]}"#, None, Some("no")),
        (
            r#"{"name":["is short"],"non_field_errors":["no"]}"#,
            None,
            Some("name: is short; no"),
        ),
        (
            r#"{"name":["is short","is odd"]}"#,
            None,
            Some("name: is short; is odd"),
        ),
        (
            r#"{"title":["is missing"],"reason":["is odd"]}"#,
            None,
            Some("title: is missing; reason: is odd"),
        ),
        (
            r#"{"items":[{},{"name":["is odd"]}],"address":{"city":["is odd"]}}"#,
            None,
            Some("items: name: is odd; address: city: is odd"),
        ),
        (r#"{"errors":["no"],"warnings":["old"]}"#, None, Some("no")),
        (r#"{"msg":"no"}"#, None, Some("no")),
        (r#"{"reason":"no"}"#, None, Some("no")),
        (r#"{"fault":{"faultstring":"no"}}"#, None, Some("no")),
        // What is no text about a failure is none.
        (r#"{"user":{"name":"Tim"}}"#, None, None),
        (r#"{"id":7,"tags":["a"]}"#, None, None),
        (r#"{"message":{"lang":"en"}}"#, None, None),
        (r#"{"message":null,"errors":[]}"#, None, None),
        (r#"{"error":true}"#, None, None),
        ("[]", None, None),
        ("oops", None, None),
    ] {
        let fake = Fake::new([Step::json(418, body)]);
        let error = fake
            .client()
            .report(&ReportRequest::with_from("x"))
            .await
            .unwrap_err();
        assert_eq!(error.code().as_deref(), code, "{body}");
        assert_eq!(error.message().as_deref(), message, "{body}");
    }
}

/// One short line says why; pages, traces and what came with a success do not.
#[tokio::test]
async fn plain_text_says_why_where_it_is_a_line() {
    let long = "x".repeat(301);
    for (status, media_type, body, message) in [
        (
            503,
            "text/plain; charset=utf-8",
            " upstream is gone\n",
            Some("upstream is gone"),
        ),
        (404, "", "no such host", Some("no such host")),
        (503, "text/plain", "one\ntwo", None),
        (503, "text/plain", "<html>no</html>", None),
        (503, "text/plain", "{no", None),
        (503, "text/plain", long.as_str(), None),
        (503, "text/plain", "", None),
        (503, "text/html", "no", None),
        (200, "text/plain", "no", None),
    ] {
        let fake = Fake::new([Step::typed(status, media_type, body)]);
        let call = fake.client().report(&ReportRequest::with_from("x"));
        let error = call.retries(0).await.unwrap_err();
        assert_eq!(
            error.message().as_deref(),
            message,
            "{status} {media_type} {body}"
        );
    }
}
