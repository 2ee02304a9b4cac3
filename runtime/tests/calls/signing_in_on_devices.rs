//! Users who sign in on another device (RFC 8628), and the URLs that a document names for all ways
//! of signing in.

use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use bindery_runtime::testing;
use bindery_runtime::{Auth, Builder, Client, Method, OAuthApp, Value};
use wiremock::matchers::{body_string_contains, method, path};
use wiremock::{Mock, MockServer, Request, ResponseTemplate};

use crate::paged;
use crate::signing_in::{API, client, query_value, sent_paths};

const DEVICE: &str = r#"{"device_code":"d3vice","user_code":"WDJB-MJHT","verification_uri":"https://login.example/device","verification_uri_complete":"https://login.example/device?c=WDJB-MJHT","expires_in":1800,"interval":2}"#;

/// A mock that answers requests for tokens with these, one after the other.
fn device_mock(answers: &[(u16, &str)]) -> (testing::Mock, Client) {
    let mock = testing::Mock::new();
    let builder = Builder::new(&API).base_url("https://api.example");
    let client: Client = builder.transport(mock.clone()).build().unwrap();
    let any = client.call::<Value>(Method::GET, "/");
    let answers = answers.iter();
    answers.fold(mock.on(&any), |rule, (status, body)| {
        rule.respond(*status, "application/json", (*body).to_owned())
    });
    (mock, client)
}

#[tokio::test]
async fn signing_in_on_another_device() {
    let (mock, client) = device_mock(&[
        (200, DEVICE),
        (400, r#"{"error":"authorization_pending"}"#),
        (400, r#"{"error":"slow_down"}"#),
        // As GitHub refuses.
        (200, r#"{"error":"authorization_pending"}"#),
        (200, r#"{"access_token":"t1","refresh_token":"r1"}"#),
    ]);
    let app = OAuthApp::new("tv").scope("watch");
    let begun = app.start_device_sign_in(&client).await.unwrap();
    assert_eq!(begun.user_code(), "WDJB-MJHT");
    assert_eq!(begun.url(), "https://login.example/device");
    assert_eq!(
        begun.complete_url(),
        Some("https://login.example/device?c=WDJB-MJHT")
    );
    assert_eq!(begun.lifetime(), Duration::from_secs(1800));
    let tokens = app.finish_device_sign_in(&client, &begun).await.unwrap();
    assert_eq!(tokens.refresh_token().unwrap().expose(), "r1");
    let bodies: Vec<_> = mock
        .sent()
        .iter()
        .map(|sent| String::from_utf8_lossy(sent.body()).into_owned())
        .collect();
    assert_eq!(bodies[0], "scope=watch&client_id=tv");
    let poll = "grant_type=urn%3Aietf%3Aparams%3Aoauth%3Agrant-type%3Adevice_code&device_code=d3vice&client_id=tv";
    assert_eq!(bodies[1..], [poll; 4]);
    assert_eq!(mock.waits().len(), 4);
}

#[tokio::test]
async fn the_server_is_asked_as_seldom_as_it_wants() {
    let pending = (400, r#"{"error":"authorization_pending"}"#);
    let slow = (400, r#"{"error":"slow_down"}"#);
    let (mock, client) = device_mock(&[
        (200, DEVICE),
        pending,
        slow,
        pending,
        slow,
        (200, r#"{"access_token":"t"}"#),
    ]);
    let app = OAuthApp::new("tv");
    let begun = app.start_device_sign_in(&client).await.unwrap();
    app.finish_device_sign_in(&client, &begun).await.unwrap();
    let seconds: Vec<_> = mock.waits().iter().map(Duration::as_secs).collect();
    assert_eq!(seconds, [2, 2, 7, 7, 12]);
}

#[tokio::test]
async fn devices_on_which_nobody_signs_in() {
    let short = r#"{"device_code":"d3vice","user_code":"u","verification_url":"https://h","expires_in":"20"}"#;
    let pending = r#"{"error":"authorization_pending"}"#;
    let (mock, client) = device_mock(&[
        (200, short),
        (400, pending),
        (400, pending),
        (400, pending),
        (400, pending),
        (400, pending),
    ]);
    let app = OAuthApp::new("tv");
    let begun = app.start_device_sign_in(&client).await.unwrap();
    let error = app
        .finish_device_sign_in(&client, &begun)
        .await
        .unwrap_err();
    assert_eq!(error.code(), Some("expired_token"), "{error}");
    // Five seconds where the server says nothing.
    assert_eq!(mock.sent().len(), 5);

    let (_, client) = device_mock(&[(200, short), (400, r#"{"error":"access_denied"}"#)]);
    let begun = app.start_device_sign_in(&client).await.unwrap();
    let error = app
        .finish_device_sign_in(&client, &begun)
        .await
        .unwrap_err();
    assert_eq!(error.code(), Some("access_denied"));

    let evil = r#"{"device_code":"d3vice","user_code":"\u001b[2J","verification_uri":"https://h"}"#;
    let (_, client) = device_mock(&[(200, evil)]);
    let error = app.start_device_sign_in(&client).await.unwrap_err();
    insta::assert_snapshot!(error, @"the answer holds no usable `user_code`");
}

#[tokio::test]
async fn a_server_of_tokens_that_is_not_reached_for_a_while() {
    let server = MockServer::start().await;
    let device = DEVICE.replace("\"interval\":2", "\"interval\":0");
    Mock::given(path("/oauth/device"))
        .respond_with(ResponseTemplate::new(200).set_body_raw(device, "application/json"))
        .mount(&server)
        .await;
    let asked = AtomicUsize::new(0);
    let answer = move |_: &Request| match asked.fetch_add(1, Ordering::SeqCst) {
        0 => ResponseTemplate::new(502).set_body_string("<html>"),
        _ => {
            ResponseTemplate::new(200).set_body_raw(r#"{"access_token":"t1"}"#, "application/json")
        }
    };
    Mock::given(path("/oauth/token"))
        .and(body_string_contains("device_code=d3vice"))
        .respond_with(answer)
        .mount(&server)
        .await;
    let client = client(&server, Auth::anonymous());
    let app = OAuthApp::new("tv");
    let begun = app.start_device_sign_in(&client).await.unwrap();
    let tokens = app.finish_device_sign_in(&client, &begun).await.unwrap();
    assert_eq!(tokens.access_token().unwrap().expose(), "t1");
    let paths = sent_paths(&server).await;
    assert_eq!(paths, ["/oauth/device", "/oauth/token", "/oauth/token"]);
}

#[tokio::test]
async fn urls_of_the_document_serve_a_generated_client() {
    let server = MockServer::start().await;
    let device = DEVICE.replace("\"interval\":2", "\"interval\":0");
    for (at, body) in [
        ("/device", device.as_str()),
        (
            "/device-token",
            r#"{"access_token":"t1","refresh_token":"r1","expires_in":0}"#,
        ),
        ("/refresh", r#"{"access_token":"t2","expires_in":3600}"#),
        ("/code-token", r#"{"access_token":"t3"}"#),
    ] {
        let answer = ResponseTemplate::new(200).set_body_raw(body, "application/json");
        let mock = Mock::given(method("POST")).and(path(at));
        mock.respond_with(answer).mount(&server).await;
    }
    let app = OAuthApp::new("tv");
    let kept = Arc::new(Mutex::new(None));
    let builder = paged::Client::builder().base_url(format!("{}/v1", server.uri()));
    let client = builder.anonymous().build().unwrap();
    let begun = app.start_device_sign_in(&client).await.unwrap();
    let tokens = app.finish_device_sign_in(&client, &begun).await.unwrap();
    *kept.lock().unwrap() = Some(tokens);

    let sign_in = app.start_sign_in(&client).unwrap();
    let begins = format!("{}/authorize?response_type=code", server.uri());
    assert!(sign_in.url().starts_with(&begins), "{}", sign_in.url());
    let query = format!(
        "code=c&state={}",
        query_value(sign_in.url(), "state").unwrap()
    );
    app.finish_sign_in(&client, &sign_in, &query).await.unwrap();

    let (load, save) = (Arc::clone(&kept), Arc::clone(&kept));
    let auth = app.stored_by(
        move || Ok(load.lock().unwrap().clone()),
        move |tokens| {
            *save.lock().unwrap() = Some(tokens.clone());
            Ok(())
        },
    );
    let builder = paged::Client::builder().base_url(format!("{}/v1", server.uri()));
    let client = builder.auth(auth).build().unwrap();
    let _ = client.by_number().await;
    let expected = [
        "/device",
        "/device-token",
        "/code-token",
        "/refresh",
        "/v1/number",
    ];
    assert_eq!(sent_paths(&server).await, expected);
    let sent = server.received_requests().await.unwrap();
    assert_eq!(sent[4].headers["authorization"], "Bearer t2");
}
