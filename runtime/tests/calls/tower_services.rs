//! Services of tower as transports, against a server on this machine.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{Duration, Instant};

use bindery_runtime::http::{HeaderValue, Request};
use bindery_runtime::transport::{
    BoxFuture, RequestBody, ReqwestTransport, TowerTransport, Transport, TransportErrorKind,
    TransportService,
};
use bindery_runtime::{Body, Client as Engine, Delivery, ErrorKind, Method, Upload, Value};
use hyper_util::client::legacy;
use hyper_util::rt::TokioExecutor;
use tower::ServiceExt as _;
use wiremock::matchers::{body_string, header, path};
use wiremock::{Mock, MockServer, ResponseTemplate};

use crate::api::Client;

fn sleep(wait: Duration) -> BoxFuture<'static, ()> {
    Box::pin(tokio::time::sleep(wait))
}

fn client(base: &str, transport: impl Transport) -> Engine {
    let builder = Client::builder().base_url(base).api_key("k");
    let client = builder.transport(transport).build().unwrap();
    client.as_ref().clone()
}

async fn server() -> MockServer {
    let server = MockServer::start().await;
    Mock::given(path("/v1/info"))
        .and(header("x-tenant", "t1"))
        .respond_with(ResponseTemplate::new(200).set_body_json(7))
        .mount(&server)
        .await;
    Mock::given(path("/v1/upload"))
        .and(body_string("one two"))
        .respond_with(ResponseTemplate::new(200).set_body_json(8))
        .mount(&server)
        .await;
    server
}

/// Layers around the default transport.
#[tokio::test]
async fn layers_see_every_attempt() {
    let server = server().await;
    let attempts = Arc::new(AtomicUsize::new(0));
    let counted = Arc::clone(&attempts);
    let service = TransportService::new(ReqwestTransport::new().unwrap());
    let service = service.map_request(move |mut request: Request<RequestBody>| {
        // The first attempt is refused by the server's mock, as it has no tenant.
        if counted.fetch_add(1, Ordering::SeqCst) > 0 {
            let tenant = HeaderValue::from_static("t1");
            request.headers_mut().insert("x-tenant", tenant);
        }
        request
    });
    Mock::given(path("/v1/info"))
        .respond_with(ResponseTemplate::new(503))
        .with_priority(9)
        .mount(&server)
        .await;
    let client = client(&server.uri(), TowerTransport::new(service, sleep));
    let info: Value = client
        .call(Method::GET, "/v1/info")
        .idempotent()
        .await
        .unwrap();
    assert_eq!(info.as_i64(), Some(7));
    assert_eq!(attempts.load(Ordering::SeqCst), 2);
}

/// A client of hyper, which knows nothing of this crate.
#[tokio::test]
async fn a_client_of_hyper_sends_and_streams() {
    let server = server().await;
    let hyper = legacy::Client::builder(TokioExecutor::new()).build_http::<RequestBody>();
    let client = client(&server.uri(), TowerTransport::new(hyper, sleep));
    let pieces = ["one ", "two"].map(|piece| Ok::<_, std::io::Error>(piece.into()));
    let upload = Upload::stream(Pieces(pieces.into_iter().collect()));
    let answer: Value = client
        .call(Method::POST, "/v1/upload")
        .body(Body::bytes("text/plain", upload))
        .await
        .unwrap();
    assert_eq!(answer.as_i64(), Some(8));
    let sent = server.received_requests().await.unwrap();
    assert_eq!(sent[0].headers["transfer-encoding"], "chunked");
}

struct Pieces(std::collections::VecDeque<Result<bindery_runtime::Bytes, std::io::Error>>);

impl futures_core::Stream for Pieces {
    type Item = Result<bindery_runtime::Bytes, std::io::Error>;

    fn poll_next(
        mut self: std::pin::Pin<&mut Self>,
        _: &mut std::task::Context<'_>,
    ) -> std::task::Poll<Option<Self::Item>> {
        std::task::Poll::Ready(self.0.pop_front())
    }
}

#[tokio::test]
async fn errors_say_how_far_a_request_came() {
    let nobody = "http://127.0.0.1:1";
    let call = |client: Engine| async move {
        let call = client.call::<Value>(Method::POST, "/v1/info").retries(0);
        call.await.unwrap_err()
    };
    // The default transport's own error, through a layer.
    let service = TransportService::new(ReqwestTransport::new().unwrap());
    let service = service.map_request(|request: Request<RequestBody>| request);
    let error = call(client(nobody, TowerTransport::new(service, sleep))).await;
    assert_eq!(error.kind(), ErrorKind::Connect);
    assert_eq!(error.delivery(), Delivery::NotSent);
    // Nobody knows of a foreign one, unless the program does.
    let hyper = || legacy::Client::builder(TokioExecutor::new()).build_http::<RequestBody>();
    let error = call(client(nobody, TowerTransport::new(hyper(), sleep))).await;
    assert_eq!(error.delivery(), Delivery::MaybeApplied);
    let told = TowerTransport::new(hyper(), sleep).error_kind(|error| {
        match error.downcast_ref::<legacy::Error>() {
            Some(error) if error.is_connect() => TransportErrorKind::Connect,
            _ => TransportErrorKind::Broken,
        }
    });
    let error = call(client(nobody, told)).await;
    assert_eq!(error.delivery(), Delivery::NotSent);
}

/// The client's time limit ends a service that never answers.
#[tokio::test]
async fn time_limits_hold_for_services() {
    let server = MockServer::start().await;
    let answer = ResponseTemplate::new(200).set_delay(Duration::from_secs(30));
    Mock::given(path("/v1/info"))
        .respond_with(answer)
        .mount(&server)
        .await;
    let hyper = legacy::Client::builder(TokioExecutor::new()).build_http::<RequestBody>();
    let client = client(&server.uri(), TowerTransport::new(hyper, sleep));
    let begun = Instant::now();
    let call = client.call::<Value>(Method::GET, "/v1/info");
    let error = call.timeout(Duration::from_millis(200)).await.unwrap_err();
    assert!(error.is_timeout());
    assert!(begun.elapsed() < Duration::from_secs(5));
}
