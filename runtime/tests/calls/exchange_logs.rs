//! Attempts as text: what is told of them, and what is not.

use std::sync::{Arc, Mutex};

use bindery_runtime::testing::Mock;
use bindery_runtime::transport::TransportErrorKind;
use bindery_runtime::{Body, Client as Engine, ClientCredentials, Method, OAuthApp, Upload, Value};

use crate::api::Client;
use crate::api::operations::BreakdownParams;
use crate::api::types::Metric;
use crate::fake::{Fake, Step};

type Told = Arc<Mutex<Vec<String>>>;

/// What is told, without durations.
fn shown(told: &Told) -> String {
    let text = told.lock().unwrap().join("\n\n");
    let mut plain = String::new();
    for line in text.lines() {
        let end = line.rfind(['(', ',']).filter(|_| line.ends_with(" ms)"));
        plain.push_str(end.map_or(line, |end| line[..end].trim_end()));
        plain.push('\n');
    }
    plain
}

fn telling(told: &Told) -> impl Fn(&str) + Send + Sync + use<> {
    let told = Arc::clone(told);
    move |text: &str| told.lock().unwrap().push(text.to_owned())
}

#[tokio::test]
async fn each_attempt_is_told_without_secrets() {
    let told = Told::default();
    let answer = r#"{"count":1,"resources":[],"accessToken":"hush1","echo":"topsecret$abc"}"#;
    let fake = Fake::new([
        Step::Fail(TransportErrorKind::Broken),
        Step::json(503, "{}").with("set-cookie", "sid=hush2"),
        Step::json(200, answer).with("location", "https://h/x?token=hush3"),
    ]);
    let builder = fake.builder().log_exchanges(telling(&told));
    let client = builder.build().unwrap();
    let params = BreakdownParams::with_from("x");
    let call = client.breakdown(&Metric::Domains, &params);
    call.header("x-session-token", "hush4").await.unwrap();
    let text = shown(&told);
    assert!(
        !text.contains("hush") && !text.contains("topsecret"),
        "{text}"
    );
    insta::assert_snapshot!(text, @r#"
    get_breakdown, attempt 1
    > GET https://billing.example/api/v1/breakdown/domains?from=x
    > user-agent: billing-client/0.1.0
    > accept: application/json, application/problem+json;q=0.9
    > authorization: [redacted]
    > x-session-token: [redacted]
    < no response (Transport)

    get_breakdown, attempt 2
    > GET https://billing.example/api/v1/breakdown/domains?from=x
    > user-agent: billing-client/0.1.0
    > accept: application/json, application/problem+json;q=0.9
    > authorization: [redacted]
    > x-session-token: [redacted]
    < 503 Service Unavailable
    < content-type: application/json
    < set-cookie: [redacted]
    <
    < {}

    get_breakdown, attempt 3
    > GET https://billing.example/api/v1/breakdown/domains?from=x
    > user-agent: billing-client/0.1.0
    > accept: application/json, application/problem+json;q=0.9
    > authorization: [redacted]
    > x-session-token: [redacted]
    < 200 OK
    < content-type: application/json
    < location: https://h/x?[redacted]
    <
    < {"count":1,"resources":[],"accessToken":"[redacted]","echo":"[redacted]"}
    "#);
}

fn engine(mock: &Mock, told: &Told) -> Engine {
    let builder = Client::builder()
        .base_url("https://h")
        .api_key("k3y-0f-mine");
    let builder = builder.transport(mock.clone()).log_exchanges(telling(told));
    builder.build().unwrap().as_ref().clone()
}

#[tokio::test]
async fn bodies_that_nobody_reads_are_counted() {
    let (mock, told) = (Mock::new(), Told::default());
    let client = engine(&mock, &told);
    let any = client.call::<Value>(Method::POST, "/");
    mock.on(&any).respond(200, "application/json", "7");
    let call = |body| client.call::<Value>(Method::POST, "/x").body(body);
    call(Body::bytes("image/png", Upload::new("\u{1}\u{2}")))
        .await
        .unwrap();
    let pair = Value::Object(
        [("password".to_owned(), Value::from("hush"))]
            .into_iter()
            .collect(),
    );
    call(Body::form(&pair, &[])).await.unwrap();
    // A line end or an escape of a terminal changes nothing of what is shown around it.
    call(Body::text("text/plain", "a\u{1b}[2Jb\r\n< 200 OK"))
        .await
        .unwrap();
    call(Body::text("text/plain", "long ".repeat(10_000)))
        .await
        .unwrap();
    let text = shown(&told);
    for line in [
        "> (2 bytes)",
        "> password=[redacted]",
        "> a\u{fffd}[2Jb",
        "> < 200 OK",
        "> … (50000 bytes)",
    ] {
        assert!(
            text.lines()
                .any(|one| one.trim_end_matches('\u{fffd}') == line),
            "{line}: {text}"
        );
    }
    assert!(text.len() < 40_000);
}

#[tokio::test]
async fn nothing_is_told_of_what_brings_tokens() {
    let (mock, told) = (Mock::new(), Told::default());
    let client = engine(&mock, &told);
    let any = client.call::<Value>(Method::GET, "/");
    let device = r#"{"device_code":"hush1","user_code":"hush2","verification_uri":"https://h"}"#;
    mock.on(&any)
        .respond(200, "application/json", device)
        .respond(200, "application/json", r#"{"access_token":"hush3"}"#)
        .respond(200, "application/json", "7");
    let app = OAuthApp::new("tv")
        .device_url("/device")
        .token_url("/token");
    let begun = app.start_device_sign_in(&client).await.unwrap();
    let tokens = app.finish_device_sign_in(&client, &begun).await.unwrap();
    let credentials = ClientCredentials::new("id", "hush4").token_url("/token");
    let call = client.call::<Value>(Method::GET, "/x").auth(credentials);
    let _ = call.await;
    assert_eq!(tokens.access_token().unwrap().expose(), "hush3");
    let text = shown(&told);
    assert!(
        text.contains("token, attempt 1") && !text.contains("hush"),
        "{text}"
    );
}
