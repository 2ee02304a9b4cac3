//! The surface as users and generated code see it.

use std::sync::Arc;
use std::time::Duration;

use bindery_runtime::http::Response;
use bindery_runtime::{Auth, Bytes, Call, Client as Engine, Error, Secret, Transport};

use crate::api::operations::{BreakdownParams, ExportOk};
use crate::api::types::{HistoryRequest, HistoryRequestRequired, Metric, ReportRequest};
use crate::fake::{Fake, Step};

/// A client says its crate and version; generated code that stands in tests has those of theirs.
const USER_AGENT: &str = concat!("billing-client/", env!("CARGO_PKG_VERSION"));

const PAGE: &str = r#"{"count": 1, "resources": [{"name": "a", "size": 3}]}"#;

#[tokio::test]
async fn a_call_gives_its_value() {
    let fake = Fake::new([Step::json(200, PAGE)]);
    let params = BreakdownParams::with_from("2026-01-01")
        .client_ids(vec![1, 2])
        .limit(10)
        .x_tenant("blue");
    let page = fake
        .client()
        .breakdown(&Metric::Domains, &params)
        .await
        .unwrap();
    assert_eq!(page.resources[0].name, "a");
    assert_eq!(
        page.resources[0].extra.get("size").unwrap().as_i64(),
        Some(3)
    );
    let sent = &fake.sent()[0];
    assert_eq!(sent.method(), "GET");
    assert_eq!(
        sent.uri().to_string(),
        "https://billing.example/api/v1/breakdown/domains?client_ids=1&client_ids=2&from=2026-01-01&limit=10"
    );
    let headers = sent.headers();
    assert_eq!(headers["authorization"], "apikey topsecret$abc");
    assert_eq!(headers["x-tenant"], "blue");
    assert_eq!(headers["user-agent"], USER_AGENT);
    assert_eq!(
        headers["accept"],
        "application/json, application/problem+json;q=0.9"
    );
    assert!(!headers.contains_key("content-type"));
}

#[tokio::test]
async fn a_json_body_is_sent() {
    let fake = Fake::new([Step::json(200, PAGE)]);
    let body = ReportRequest::with_from("2026-01-01").limit(5);
    fake.client().report(&body).await.unwrap();
    let sent = &fake.sent()[0];
    assert_eq!(sent.headers()["content-type"], "application/json");
    assert_eq!(sent.body(), r#"{"from":"2026-01-01","limit":5}"#);
}

#[tokio::test]
async fn a_form_is_sent() {
    let fake = Fake::new([Step::json(200, r#"{"result": 0}"#)]);
    let body = HistoryRequest::new(HistoryRequestRequired {
        session: "582e7dd".into(),
        starttime: "2024-04-01 20:23:55".into(),
    });
    fake.client().history(&body).await.unwrap();
    let sent = &fake.sent()[0];
    assert_eq!(
        sent.headers()["content-type"],
        "application/x-www-form-urlencoded"
    );
    assert_eq!(
        sent.body(),
        "session=582e7dd&starttime=2024-04-01+20%3A23%3A55"
    );
}

#[tokio::test]
async fn several_media_types_are_told_apart() {
    let fake = Fake::new([
        Step::typed(200, "text/csv; charset=utf-8", "a,b\n"),
        Step::json(200, PAGE),
    ]);
    let client = fake.client();
    assert_eq!(
        client.export().await.unwrap(),
        ExportOk::Csv("a,b\n".into())
    );
    assert!(matches!(client.export().await.unwrap(), ExportOk::Json(_)));
}

#[tokio::test]
async fn a_response_has_status_headers_and_request_id() {
    let step = Step::json(200, PAGE)
        .with("x-request-id", "r-1")
        .with("etag", "e");
    let fake = Fake::new([step]);
    let call = fake.client().report(&ReportRequest::with_from("x"));
    let response = call.request_id("mine").with_response().await.unwrap();
    assert_eq!(response.status, 200);
    assert_eq!(response.headers["etag"], "e");
    assert_eq!(response.request_id.as_deref(), Some("r-1"));
    assert_eq!(response.value.count, 1);
    assert_eq!(fake.sent()[0].headers()["x-request-id"], "mine");
}

#[test]
fn the_settings_of_a_call_change_its_request() {
    let client = Fake::default().client();
    let request = client
        .export()
        .header("X-One", "1")
        .header("Accept", "text/csv")
        .query("a b", "c&d")
        .base_url("http://localhost:8080/prefix/")
        .auth(Auth::bearer("jwt"))
        .timeout(Duration::from_secs(1))
        .attempt_timeout(None)
        .retries(0)
        .request()
        .unwrap();
    assert_eq!(
        request.uri().to_string(),
        "http://localhost:8080/prefix/v1/export?a%20b=c%26d"
    );
    assert_eq!(request.headers()["x-one"], "1");
    assert_eq!(request.headers()["accept"], "text/csv");
    assert_eq!(request.headers()["authorization"], "Bearer jwt");
    assert!(request.headers()["authorization"].is_sensitive());
}

#[test]
fn all_that_is_wrong_with_a_call_is_told_at_once() {
    let params = BreakdownParams::with_from("x")
        .limit(500)
        .x_tenant("a\r\nEvil: b");
    let call = Fake::default()
        .client()
        .breakdown(&Metric::Unknown(String::new()), &params)
        .header("bad name", "x")
        .base_url("nowhere");
    let error = call.request().unwrap_err();
    let found: Vec<_> = error
        .violations()
        .iter()
        .map(|found| found.path.as_str())
        .collect();
    assert_eq!(
        found,
        [
            "query.limit",
            "header.X-Tenant",
            "path.metric",
            "header.bad name",
            "url"
        ]
    );
    assert!(!format!("{error} {error:?}").contains("Evil"));
}

#[test]
fn client_and_call_can_go_anywhere() {
    fn anywhere<T: Send + 'static>() {}
    fn shared<T: Send + Sync + Clone + 'static>() {}
    anywhere::<Call<i64, i64>>();
    anywhere::<Error<i64>>();
    shared::<Engine>();
    shared::<Secret>();
    assert!(size_of::<Error<[u8; 500]>>() <= 16);
}

#[test]
fn calls_without_input_and_output() {
    let call = Fake::default()
        .client()
        .report(&ReportRequest::with_from("x"));
    let request = call.request().unwrap();
    assert_eq!(request.body(), r#"{"from":"x"}"#);
    let answer = |status: u16, body: &'static str| {
        Response::builder()
            .status(status)
            .header("content-type", "application/json")
            .body(Bytes::from_static(body.as_bytes()))
            .unwrap()
    };
    assert_eq!(call.read(answer(200, PAGE)).unwrap().value.count, 1);
    let error = call.read(answer(418, "{}")).unwrap_err();
    assert_eq!(error.status().unwrap(), 418);
    assert_eq!(error.url(), "https://billing.example/api/v1/report");
}

#[tokio::test]
async fn a_transport_can_be_shared() {
    let fake = Fake::new([Step::json(200, PAGE)]);
    let shared: Arc<dyn Transport> = Arc::new(fake.clone());
    let builder = crate::api::Client::builder().api_key("k").transport(shared);
    builder
        .build()
        .unwrap()
        .report(&ReportRequest::with_from("x"))
        .await
        .unwrap();
    assert_eq!(fake.sent().len(), 1);
}
