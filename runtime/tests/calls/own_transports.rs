//! Transports that programs configure, against servers on this machine.

use std::time::{Duration, Instant};

use bindery_runtime::transport::ReqwestTransport;
use bindery_runtime::{Client as Engine, Method, Value};
use wiremock::matchers::any;
use wiremock::{Mock, MockServer, ResponseTemplate};

use crate::api::Client;

async fn server() -> MockServer {
    let server = MockServer::start().await;
    let answer = ResponseTemplate::new(200).set_body_json(7);
    Mock::given(any()).respond_with(answer).mount(&server).await;
    server
}

fn client(base: &str, transport: ReqwestTransport) -> Engine {
    let builder = Client::builder().base_url(base).api_key("k");
    builder
        .transport(transport)
        .build()
        .unwrap()
        .as_ref()
        .clone()
}

/// A server behind a Unix socket, as that of Docker.
#[cfg(unix)]
#[tokio::test]
async fn a_unix_socket_needs_no_more_than_its_path() {
    use std::io::{Read as _, Write as _};
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("docker.sock");
    let listener = std::os::unix::net::UnixListener::bind(&path).unwrap();
    std::thread::spawn(move || {
        for _ in 0..2 {
            let (mut stream, _) = listener.accept().unwrap();
            let mut buffer = [0; 4096];
            let length = stream.read(&mut buffer).unwrap();
            assert!(buffer[..length].starts_with(b"GET /v1/info HTTP/1.1"));
            let answer = b"HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: 1\r\nconnection: close\r\n\r\n7";
            stream.write_all(answer).unwrap();
        }
    });
    let transport = ReqwestTransport::builder(move |builder| builder.unix_socket(path.as_path()));
    let client = client("http://localhost", transport.unwrap());
    let info: Value = client.call(Method::GET, "/v1/info").await.unwrap();
    assert_eq!(info.as_i64(), Some(7));
    // Calls that block have connections of their own, made the same way.
    let info: Value = client
        .call(Method::GET, "/v1/info")
        .send_blocking()
        .unwrap();
    assert_eq!(info.as_i64(), Some(7));
}

/// The runtime of this test has one thread, which waits in the second call.
#[tokio::test]
async fn calls_that_block_do_not_wait_for_connections_of_those_that_did_not() {
    let server = server().await;
    let given = ReqwestTransport::from(reqwest_client());
    let built = ReqwestTransport::builder(|builder| builder.user_agent("own")).unwrap();
    for transport in [given, built, ReqwestTransport::new().unwrap()] {
        let client = client(&server.uri(), transport);
        let call = || client.call::<Value>(Method::GET, "/v1").retries(0);
        let begun = Instant::now();
        for _ in 0..2 {
            assert_eq!(call().await.unwrap().as_i64(), Some(7));
            assert_eq!(call().send_blocking().unwrap().as_i64(), Some(7));
        }
        assert!(
            begun.elapsed() < Duration::from_secs(3),
            "{:?}",
            begun.elapsed()
        );
    }
}

/// A client that the program has made for itself.
fn reqwest_client() -> reqwest::Client {
    let _ = rustls::crypto::ring::default_provider().install_default();
    reqwest::Client::builder().build().unwrap()
}

#[tokio::test]
async fn what_cannot_be_configured_is_an_error_and_no_panic() {
    let transport = ReqwestTransport::builder(|builder| builder.user_agent("a\nb"));
    assert!(transport.is_err());
}
