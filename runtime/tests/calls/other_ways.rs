//! Other ways in: what the document does not have, and answers as they came.

use bindery_runtime::{Body, Bytes, ErrorKind, Method, Value};

use crate::api::types::{HistoryRequest, HistoryRequestRequired, ReportRequest};
use crate::fake::{Fake, Step};

#[tokio::test]
async fn what_the_document_does_not_have() {
    let fake = Fake::new([Step::json(201, r#"{"id": 7}"#), Step::json(204, "")]);
    let client = fake.client();
    let body = Body::json("application/json", &vec![1i64, 2]);
    let made: Value = client
        .as_ref()
        .call(Method::POST, "/v2/things?full=a%20b")
        .query("more", "1")
        .body(body)
        .await
        .unwrap();
    assert_eq!(made.get("id").unwrap().as_i64(), Some(7));
    let gone: Option<Value> = client
        .as_ref()
        .call(Method::DELETE, "/v2/things/7")
        .await
        .unwrap();
    assert_eq!(gone, None);
    let sent = fake.sent();
    assert_eq!(
        sent[0].uri(),
        "https://billing.example/api/v2/things?full=a%20b&more=1"
    );
    assert_eq!(sent[0].method(), "POST");
    assert_eq!(sent[0].body(), "[1,2]");
    assert_eq!(sent[0].headers()["content-type"], "application/json");
    assert_eq!(sent[0].headers()["authorization"], "apikey topsecret$abc");
    assert_eq!(sent[0].headers()["accept"], "application/json, */*;q=0.5");
    assert_eq!(sent[1].method(), "DELETE");
}

#[tokio::test]
async fn what_the_document_does_not_have_fails_as_well() {
    let fake = Fake::new([
        Step::typed(404, "text/plain", "no such thing"),
        Step::json(503, "{}"),
        Step::json(200, "1"),
    ]);
    let client = fake.client();
    let call = client.as_ref().call::<Value>(Method::POST, "/v2/things");
    let error = call.await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Api);
    assert_eq!(error.api().unwrap(), "no such thing");
    // What is harmless to repeat is repeated.
    let call = client.as_ref().call::<i64>(Method::PUT, "/v2/things/1");
    assert_eq!(call.await.unwrap(), 1);
    for path in ["v2", "", "/a b", "/a#b", "https://elsewhere.example/"] {
        let call = client.as_ref().call::<Value>(Method::GET, path);
        let error = call.request().unwrap_err();
        assert_eq!(error.violations()[0].path, "path", "{path}");
    }
}

#[test]
fn one_call_may_send_more() {
    let client = Fake::default().client();
    let body = |call: Result<_, bindery_runtime::Error<_>>| {
        let request: bindery_runtime::PreparedRequest = call.unwrap();
        String::from_utf8(request.body().to_vec()).unwrap()
    };
    let report = || client.report(&ReportRequest::with_from("x").limit(5));
    let more = report()
        .body_field("new", &vec![1i64, 2])
        .body_field("limit", &7i64)
        .header("X-New", "h")
        .query("q", "1");
    let request = more.request().unwrap();
    assert_eq!(request.headers()["x-new"], "h");
    assert_eq!(request.uri().query(), Some("q=1"));
    assert_eq!(request.body(), r#"{"from":"x","limit":7,"new":[1,2]}"#);
    let history = client.history(&HistoryRequest::new(HistoryRequestRequired {
        session: "s".into(),
        starttime: "t".into(),
    }));
    assert_eq!(
        body(history.body_field("a b", &"c&d".to_owned()).request()),
        "session=s&starttime=t&a+b=c%26d"
    );
    for other in [
        Body::text("text/plain", "{}"),
        Body::json("application/json", &vec![1i64]),
        Body::None,
    ] {
        let error = report().body(other).body_field("new", &1i64).request();
        assert_eq!(error.unwrap_err().violations()[0].path, "body.new");
    }
}

#[tokio::test]
async fn an_answer_as_it_came() {
    let fake = Fake::new([Step::typed(418, "text/plain", "teapot").with("x-a", "b")]);
    let call = fake.client().report(&ReportRequest::with_from("x"));
    let answer: bindery_runtime::http::Response<Bytes> = call.raw().await.unwrap();
    assert_eq!(answer.status(), 418);
    assert_eq!(answer.headers()["x-a"], "b");
    assert_eq!(answer.body(), "teapot");
}

#[tokio::test]
async fn hidden_texts_are_not_shown() {
    let fake = Fake::new([Step::typed(400, "text/plain", "no session 582e7dd")]);
    let call = fake.client().report(&ReportRequest::with_from("x"));
    let error = call.hide("582e7dd").await.unwrap_err();
    assert!(!format!("{error} {error:?}").contains("582e7dd"), "{error}");
}
