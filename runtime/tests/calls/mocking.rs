//! The transports for tests: answers by rules, and recorded ones.

use std::time::Duration;

use bindery_runtime::testing::{Cassette, Mock};
use bindery_runtime::transport::TransportErrorKind;
use bindery_runtime::{Auth, Body, ClientCredentials, Delivery, ErrorKind, Method, Value};

use crate::api::Client;
use crate::api::operations::{BreakdownError, BreakdownParams, ExportOk};
use crate::api::types::{
    ApiError, HistoryRequest, HistoryRequestRequired, Metric, Page, ReportRequest,
};
use crate::fake::{Fake, Step};

const PAGE: &str = r#"{"count": 1, "resources": [{"name": "a"}]}"#;

fn client(mock: &Mock) -> Client {
    let builder = Client::builder().api_key("topsecret$abc");
    builder.transport(mock.clone()).build().unwrap()
}

fn page(count: i64) -> Page {
    let text = PAGE.replace("\"count\": 1", &format!("\"count\": {count}"));
    bindery_runtime::json::from_json(&text).unwrap()
}

fn api_error() -> ApiError {
    bindery_runtime::json::from_json(r#"{"title": "no", "status": 404}"#).unwrap()
}

#[tokio::test]
async fn typed_answers_step_by_step() {
    let mock = Mock::new();
    let client = client(&mock);
    let params = BreakdownParams::with_from("2026-01-01");
    let call = || client.breakdown(&Metric::Domains, &params);
    mock.on(&call())
        .fail(TransportErrorKind::Connect)
        .answer(&page(1))
        .refuse(&BreakdownError::NotFound(api_error()))
        .respond(302, "text/html", "<html>")
        .answer(&page(2));
    assert_eq!(call().await.unwrap().count, 1);
    let error = call().await.unwrap_err();
    assert_eq!(error.status().unwrap(), 404);
    assert_eq!(error.api(), Some(&BreakdownError::NotFound(api_error())));
    assert_eq!(call().await.unwrap_err().kind(), ErrorKind::Undocumented);
    assert_eq!(mock.untouched(), ["get_breakdown"]);
    // The last step stays.
    for _ in 0..3 {
        assert_eq!(call().await.unwrap().count, 2);
    }
    assert!(mock.untouched().is_empty());
    let sent = mock.sent();
    assert_eq!(sent.len(), 7);
    assert_eq!(sent[0].operation(), "get_breakdown");
    assert_eq!(sent[0].method(), "GET");
    assert_eq!(sent[0].uri().path(), "/api/v1/breakdown/domains");
    assert_eq!(sent[0].header("authorization"), "apikey topsecret$abc");
    assert_eq!(mock.waits().len(), 1);
    assert!(!format!("{mock:?}").contains("topsecret"), "{mock:?}");
}

#[tokio::test]
async fn enums_over_answers() {
    let mock = Mock::new();
    let client = client(&mock);
    mock.on(&client.export())
        .answer(&ExportOk::Csv("a,b\n".to_owned()))
        .answer(&ExportOk::Json(page(3)));
    assert_eq!(
        client.export().await.unwrap(),
        ExportOk::Csv("a,b\n".to_owned())
    );
    assert_eq!(client.export().await.unwrap(), ExportOk::Json(page(3)));
    let params = BreakdownParams::with_from("x");
    let call = client.breakdown(&Metric::Domains, &params);
    mock.on(&call)
        .refuse(&BreakdownError::Conflict)
        .refuse(&BreakdownError::ServerError(api_error()));
    let error = call.retries(0).await.unwrap_err();
    assert_eq!(error.into_api().unwrap(), BreakdownError::Conflict);
    let call = client.breakdown(&Metric::Domains, &params);
    assert_eq!(call.retries(0).await.unwrap_err().status().unwrap(), 500);
}

#[tokio::test]
async fn rules_for_the_same_request() {
    let mock = Mock::new();
    let client = client(&mock);
    let [one, two] = ["2026-01-01", "2026-02-01"].map(ReportRequest::with_from);
    mock.on(&client.report(&one)).answer(&page(1));
    mock.on_same(&client.report(&two)).answer(&page(2));
    assert_eq!(client.report(&two).await.unwrap().count, 2);
    assert_eq!(client.report(&one).await.unwrap().count, 1);
    let sent: ReportRequest = mock.sent()[1].json().unwrap();
    assert_eq!(sent, one);
}

#[tokio::test]
async fn no_rule_and_no_example() {
    let mock = Mock::new();
    let client = client(&mock);
    let error = client.export().await.unwrap_err();
    assert_eq!(error.delivery(), Delivery::NotSent);
    assert!(
        error.to_string().ends_with(
            "was not sent: the mock has no rule for `export` (GET /api/v1/export); \
             `mock.on(&call)` makes one."
        ),
        "{error}"
    );
    mock.on(&client.export()).example();
    let error = client.export().await.unwrap_err();
    assert!(error.to_string().contains("no example"), "{error}");
}

#[tokio::test]
async fn examples_of_the_document() {
    let mock = Mock::with_examples::<Client>();
    let client = client(&mock);
    mock.on(&client.export()).example().example_named("csv");
    let ExportOk::Json(page) = client.export().await.unwrap() else {
        panic!("the first example is JSON");
    };
    assert_eq!(page.count, 9);
    assert_eq!(
        client.export().await.unwrap(),
        ExportOk::Csv("a,b\n".to_owned())
    );
    let params = BreakdownParams::with_from("x");
    let call = client.breakdown(&Metric::Domains, &params);
    mock.on(&call).example_for(404);
    assert!(matches!(
        call.await.unwrap_err().into_api(),
        Ok(BreakdownError::NotFound(error)) if error.title == "gone"
    ));
}

#[tokio::test]
async fn answers_that_break_off_or_hang() {
    let mock = Mock::new();
    let client = client(&mock);
    let request = ReportRequest::with_from("x");
    mock.on(&client.report(&request))
        .break_off(200, "application/json", "{\"count\":")
        .hang();
    let error = client.report(&request).await.unwrap_err();
    assert_eq!(error.delivery(), Delivery::Applied);
    assert_eq!(error.body(), "{\"count\":");
    let error = client.report(&request).await.unwrap_err();
    assert!(error.is_timeout());
}

#[tokio::test]
async fn what_the_document_does_not_have() {
    let mock = Mock::new();
    let client = client(&mock);
    let call = || client.as_ref().call::<Value>(Method::GET, "/v9/new");
    mock.on(&call()).answer(&"hello".into());
    assert_eq!(call().await.unwrap().as_str(), Some("hello"));
}

struct Folder(std::path::PathBuf);

impl Folder {
    fn new(name: &str) -> Self {
        let path = std::env::temp_dir().join(format!("bindery-{}-{name}", std::process::id()));
        let _ = std::fs::remove_dir_all(&path);
        Self(path)
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(&self.0);
    }
}

fn recorded(cassette: &Cassette) -> Client {
    let builder = Client::builder().api_key("topsecret$abc");
    builder.transport(cassette.clone()).build().unwrap()
}

#[tokio::test]
async fn a_cassette_is_recorded_once_and_played() {
    let folder = Folder::new("recorded");
    let path = folder.0.join("deep/bills.jsonl");
    let fake = Fake::new([
        Step::json(
            200,
            r#"{"result": 0, "session": "s3ssion", "password": "pw-in-answer"}"#,
        )
        .with("set-cookie", "sid=cookie-secret"),
        Step::json(200, PAGE),
        Step::typed(200, "text/csv", "topsecret$abc,b\n"),
    ]);
    let calls = async |cassette: Cassette| {
        let cassette = cassette.redact_field("session").redact("hush-hush");
        let client = recorded(&cassette);
        let history = client
            .history(&HistoryRequest::new(HistoryRequestRequired {
                session: "s3ssion".into(),
                starttime: "2024".into(),
            }))
            .await
            .unwrap();
        assert_eq!(history.result, 0);
        let page = client
            .report(&ReportRequest::with_from("x"))
            .query("token", "hush-hush")
            .await
            .unwrap();
        assert_eq!(page.count, 1);
        client.export().await.unwrap()
    };
    calls(Cassette::open(&path, fake.clone()).unwrap()).await;
    let text = std::fs::read_to_string(&path).unwrap();
    for secret in [
        "topsecret",
        "s3ssion",
        "hush",
        "cookie-secret",
        "pw-in-answer",
    ] {
        assert!(!text.contains(secret), "{secret}: {text}");
    }
    assert_eq!(text.lines().count(), 3);
    // The second time, nobody is asked.
    let played = Cassette::open(&path, Fake::default()).unwrap();
    let export = calls(played.clone()).await;
    assert_eq!(export, ExportOk::Csv("[redacted],b\n".to_owned()));
    assert_eq!(played.left(), 0);
    let error = recorded(&played).export().await.unwrap_err();
    assert!(error.to_string().contains("no more answers"), "{error}");
}

/// A secret that every encoding changes.
const HARD: &str = "s$3 cr+e/t=\"\\é&";

#[tokio::test]
async fn se_04_a_cassette_knows_secrets_in_every_spelling() {
    let folder = Folder::new("spelled");
    let path = folder.0.join("spelled.jsonl");
    let whole = Value::from(HARD);
    let escaped = "s$3 cr+e\\/t=\\u0022\\u005C\\u00e9\\u0026";
    let echo = format!(
        r#"{{"said": {}, "again": "{escaped}", "accessToken": "t1-hush", "TOKEN": "t2-hush"}}"#,
        bindery_runtime::json::to_json(&whole)
    );
    let back = "/back?k=s%243%20cr%2be%2Ft%3D%22%5C%C3%A9%26&refresh-token=t3-hush#idToken=t4-hush";
    let fake = Fake::new([Step::json(200, &echo).with("location", back)]);
    let call = async |cassette: Cassette| {
        let client = recorded(&cassette);
        let form = bindery_runtime::json::from_json::<Value>(&format!(
            r#"{{"x": {}, "clientSecret": "t5-hush"}}"#,
            bindery_runtime::json::to_json(&whole)
        ));
        client
            .as_ref()
            .call::<Value>(Method::POST, "/v9/echo")
            .query("weird", HARD)
            .body(Body::form(&form.unwrap(), &[]))
            .hide(HARD)
            .await
            .unwrap()
    };
    let first = call(Cassette::record(&path, fake.clone())).await;
    assert_eq!(first.get("again").unwrap().as_str(), Some(HARD));
    assert!(fake.sent()[0].uri().to_string().contains("weird=s%243%20"));
    let text = std::fs::read_to_string(&path).unwrap();
    for part in ["3 cr", "3+cr", "3%20cr", "cr%2", "hush"] {
        assert!(!text.contains(part), "{part}: {text}");
    }
    assert_eq!(text.matches("=[redacted]").count(), 6, "{text}");
    // It is still found.
    call(Cassette::play(&path).unwrap()).await;
}

#[tokio::test]
async fn a_cassette_keeps_bytes_and_tokens() {
    let folder = Folder::new("tokens");
    let path = folder.0.join("tokens.jsonl");
    let fake = Fake::new([
        Step::json(
            200,
            r#"{"access_token": "very-secret-token", "expires_in": 60}"#,
        ),
        Step::json(200, PAGE),
    ]);
    let credentials = || -> Auth {
        let credentials = ClientCredentials::new("id", "client-s3cret").in_body();
        credentials.token_url("https://login.example/token").into()
    };
    let call = async |cassette: Cassette| {
        let builder = Client::builder().auth(credentials());
        let client: Client = builder.transport(cassette).build().unwrap();
        client.report(&ReportRequest::with_from("x")).await.unwrap()
    };
    let first = call(Cassette::record(&path, fake)).await;
    let text = std::fs::read_to_string(&path).unwrap();
    assert!(
        !text.contains("s3cret") && !text.contains("very-secret"),
        "{text}"
    );
    assert_eq!(call(Cassette::play(&path).unwrap()).await, first);
    assert!(Cassette::play(folder.0.join("none")).is_err());
    std::fs::write(&path, "nonsense").unwrap();
    assert!(Cassette::play(&path).is_err());
}

#[tokio::test]
async fn time_does_not_pass() {
    let mock = Mock::new();
    let client = client(&mock);
    let request = ReportRequest::with_from("x");
    let call = || client.report(&request).idempotent().retries(5);
    mock.on(&call())
        .status(503)
        .status(503)
        .status(429)
        .answer(&page(1));
    let begin = std::time::Instant::now();
    call().await.unwrap();
    assert!(begin.elapsed() < Duration::from_secs(1));
    assert_eq!(mock.waits().len(), 3);
}
