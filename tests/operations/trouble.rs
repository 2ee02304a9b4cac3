//! Answers that nobody documented, and servers in trouble.

use std::time::{Duration, Instant};

use cloud_billing::bindery_runtime::ErrorKind;
use cloud_billing::bindery_runtime::jiff::civil::date;
use cloud_billing::gcore::waap::operations::{
    PrebillingBreakdownParams, PrebillingBreakdownParamsRequired,
};
use cloud_billing::gcore::waap::{Client, types};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpSocket};
use wiremock::matchers::any;
use wiremock::{Mock, MockServer, ResponseTemplate};

use crate::support::{answering, with_body};

const SECRET: &str = "very-secret-token";
const METRIC: types::PrebillingBreakdownMetric = types::PrebillingBreakdownMetric::Domains;
const PAGE: &str = r#"{"limit":1,"offset":0,"count":0,"results":{"clients":{}}}"#;

fn client(url: &str) -> Client {
    Client::builder()
        .bearer(SECRET)
        .base_url(url)
        .retries(0)
        .build()
        .unwrap()
}

fn params() -> PrebillingBreakdownParams {
    PrebillingBreakdownParams::new(PrebillingBreakdownParamsRequired {
        from: date(2026, 1, 1),
        to: date(2026, 2, 1),
    })
}

/// What a call to this server ends with.
async fn failure(url: &str) -> (ErrorKind, String) {
    let error = client(url)
        .prebilling_breakdown(&METRIC, &params())
        .await
        .unwrap_err();
    let shown = format!("{error} {error:?}");
    assert!(!shown.contains(SECRET), "{shown}");
    (error.kind(), error.to_string())
}

#[tokio::test]
async fn malformed_json_names_its_place() {
    let broken = r#"{"limit":1,"offset":0,"count":0,"results":{"clients":{"7":[{"date":"d","amount":"x"}]}}}"#;
    let server = with_body(200, "application/json", broken).await;
    let (kind, text) = failure(&server.uri()).await;
    assert_eq!(kind, ErrorKind::Decode);
    assert!(
        text.contains("amount") && text.contains("clients"),
        "{text}"
    );

    let server = with_body(200, "application/json", r#"{"limit":1,"#).await;
    assert_eq!(failure(&server.uri()).await.0, ErrorKind::Decode);
}

#[tokio::test]
async fn html_of_a_proxy_is_shown() {
    let server = with_body(502, "text/html", "<html><h1>Bad Gateway</h1></html>").await;
    let (kind, text) = failure(&server.uri()).await;
    assert_eq!(kind, ErrorKind::Undocumented);
    assert!(
        text.contains("502") && text.contains("<h1>Bad Gateway</h1>"),
        "{text}"
    );

    let server = with_body(200, "text/html", "<html>Sign in</html>").await;
    assert_eq!(failure(&server.uri()).await.0, ErrorKind::Undocumented);
}

#[tokio::test]
async fn a_truncated_body_is_told() {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let url = format!("http://{}", listener.local_addr().unwrap());
    tokio::spawn(async move {
        let (mut stream, _) = listener.accept().await.unwrap();
        let _ = stream.read(&mut [0; 4096]).await;
        let head =
            "HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: 500\r\n\r\n";
        stream
            .write_all(format!("{head}{{\"limit\":1").as_bytes())
            .await
            .unwrap();
    });
    let (kind, text) = failure(&url).await;
    assert_eq!(kind, ErrorKind::Transport, "{text}");
}

#[tokio::test]
async fn a_slow_server_times_out() {
    let slow = ResponseTemplate::new(200).set_delay(Duration::from_secs(30));
    let server = answering(slow).await;
    let start = Instant::now();
    let call = client(&server.uri()).prebilling_breakdown(&METRIC, &params());
    let error = call
        .attempt_timeout(Duration::from_millis(200))
        .await
        .unwrap_err();
    assert!(error.is_timeout(), "{error}");
    assert!(start.elapsed() < Duration::from_secs(20));
}

#[tokio::test]
async fn nobody_listens() {
    // bound and not listening: a port that is given back may be the next server's
    let socket = TcpSocket::new_v4().unwrap();
    socket.bind("127.0.0.1:0".parse().unwrap()).unwrap();
    let url = format!("http://{}", socket.local_addr().unwrap());
    assert_eq!(failure(&url).await.0, ErrorKind::Connect);
}

#[tokio::test]
async fn retry_after_is_honoured() {
    let server = MockServer::start().await;
    let busy = ResponseTemplate::new(429).insert_header("retry-after", "1");
    Mock::given(any())
        .respond_with(busy)
        .up_to_n_times(1)
        .mount(&server)
        .await;
    let page = ResponseTemplate::new(200).set_body_raw(PAGE, "application/json");
    Mock::given(any()).respond_with(page).mount(&server).await;
    let start = Instant::now();
    let call = client(&server.uri()).prebilling_breakdown(&METRIC, &params());
    call.retries(1).await.unwrap();
    assert!(
        start.elapsed() >= Duration::from_millis(950),
        "{:?}",
        start.elapsed()
    );
    assert_eq!(server.received_requests().await.unwrap().len(), 2);
}
