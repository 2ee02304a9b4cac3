//! The default transport against servers on this machine: one that behaves,
//! and one that does as it is told.

use std::io::{Read as _, Write as _};
use std::net::{SocketAddr, TcpListener, TcpStream};
use std::sync::mpsc;
use std::thread;
use std::time::{Duration, Instant};

use std::future::IntoFuture as _;

use bindery_runtime::{Delivery, ErrorKind, Items};
use tokio::net::TcpSocket;
use wiremock::matchers::{body_json_string, body_string, header, method, path, query_param};
use wiremock::{Mock, MockServer, ResponseTemplate};

use crate::api::Client;
use crate::api::operations::BreakdownParams;
use crate::api::types::{HistoryRequest, HistoryRequestRequired, Metric, ReportRequest};

const PAGE: &str = r#"{"count":1,"resources":[{"name":"a"}]}"#;

fn client(base: impl Into<String>) -> Client {
    let builder = Client::builder().base_url(base).api_key("topsecret$abc");
    builder.build().unwrap()
}

/// A server that hands each connection, in order, to one of the functions, and
/// tells what it has read.
fn server(connections: Vec<fn(TcpStream)>) -> (String, mpsc::Receiver<String>) {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = listener.local_addr().unwrap();
    let (tell, told) = mpsc::channel();
    thread::spawn(move || {
        for connection in connections {
            let (mut stream, _) = listener.accept().unwrap();
            let _ = tell.send(read_request(&mut stream));
            thread::spawn(move || connection(stream));
        }
    });
    (format!("http://{address}"), told)
}

/// Reads a head and as much of a body as it announces.
fn read_request(stream: &mut TcpStream) -> String {
    let mut read = String::new();
    let mut buffer = [0; 4096];
    loop {
        let length = stream.read(&mut buffer).unwrap_or(0);
        read.push_str(std::str::from_utf8(&buffer[..length]).unwrap());
        let Some((head, body)) = read.split_once("\r\n\r\n") else {
            if length == 0 {
                return read;
            }
            continue;
        };
        let announced = head
            .lines()
            .find_map(|line| line.strip_prefix("content-length: "));
        if body.len() >= announced.map_or(0, |length| length.parse().unwrap()) {
            return read;
        }
    }
}

fn write(mut stream: TcpStream, answer: &str) {
    let _ = stream.write_all(answer.as_bytes());
}

fn good(stream: TcpStream) {
    let length = PAGE.len();
    write(
        stream,
        &format!(
            "HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: {length}\r\nconnection: close\r\n\r\n{PAGE}"
        ),
    );
}

/// More is announced than comes.
fn truncated(stream: TcpStream) {
    write(
        stream,
        "HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: 500\r\n\r\n{\"count\":1,",
    );
}

/// Hangs up without a word.
fn silent(stream: TcpStream) {
    drop(stream);
}

/// Never answers.
fn hanging(stream: TcpStream) {
    thread::sleep(Duration::from_secs(20));
    drop(stream);
}

/// Sends the head and then nothing more.
fn stalling(stream: TcpStream) {
    let mut stream = stream;
    let _ = stream.write_all(
        b"HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: 500\r\n\r\n{",
    );
    thread::sleep(Duration::from_secs(20));
}

fn garbage(stream: TcpStream) {
    write(stream, "SSH-2.0-OpenSSH_9.6\r\n");
}

fn busy(stream: TcpStream) {
    write(
        stream,
        "HTTP/1.1 429 Too Many Requests\r\nretry-after: 0.2\r\ncontent-length: 0\r\nconnection: close\r\n\r\n",
    );
}

fn unavailable(stream: TcpStream) {
    write(
        stream,
        "HTTP/1.1 503 Service Unavailable\r\ndate: Sun, 06 Nov 1994 08:49:37 GMT\r\nretry-after: Sun, 06 Nov 1994 08:49:38 GMT\r\ncontent-length: 0\r\nconnection: close\r\n\r\n",
    );
}

fn html(stream: TcpStream) {
    write(
        stream,
        "HTTP/1.1 200 OK\r\ncontent-type: text/html\r\nx-request-id: proxy-1\r\nconnection: close\r\n\r\n<html>sign in</html>",
    );
}

fn moved(stream: TcpStream) {
    write(
        stream,
        "HTTP/1.1 302 Found\r\nlocation: http://127.0.0.1:1/\r\ncontent-length: 0\r\nconnection: close\r\n\r\n",
    );
}

fn endless(mut stream: TcpStream) {
    let _ = stream.write_all(
        b"HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ntransfer-encoding: chunked\r\n\r\n",
    );
    while stream.write_all(b"8\r\n        \r\n").is_ok() {}
}

/// An address at which nobody listens, as long as the value lives: a port that is given back
/// may be the next server's.
fn nobody() -> (TcpSocket, SocketAddr) {
    let socket = TcpSocket::new_v4().unwrap();
    socket.bind("127.0.0.1:0".parse().unwrap()).unwrap();
    let address = socket.local_addr().unwrap();
    (socket, address)
}

#[tokio::test]
async fn a_server_that_behaves() {
    let server = MockServer::start().await;
    Mock::given(method("GET"))
        .and(path("/v1/breakdown/a%20b"))
        .and(query_param("from", "2026-01-01"))
        .and(header("authorization", "apikey topsecret$abc"))
        .respond_with(ResponseTemplate::new(200).set_body_raw(PAGE, "application/json"))
        .expect(1)
        .mount(&server)
        .await;
    Mock::given(method("POST"))
        .and(path("/v1/history"))
        .and(header("content-type", "application/x-www-form-urlencoded"))
        .and(body_string("session=s&starttime=2024-04-01+20%3A23%3A55"))
        .respond_with(ResponseTemplate::new(200).set_body_raw("{\"result\":0}", "application/json"))
        .expect(1)
        .mount(&server)
        .await;
    let client = client(server.uri());
    let metric = Metric::from("a b");
    let page = client
        .breakdown(&metric, &BreakdownParams::with_from("2026-01-01"))
        .await
        .unwrap();
    assert_eq!(page.resources[0].name, "a");
    let body = HistoryRequest::new(HistoryRequestRequired {
        session: "s".into(),
        starttime: "2024-04-01 20:23:55".into(),
    });
    assert_eq!(client.history(&body).await.unwrap().result, 0);
}

#[tokio::test]
async fn pages_over_the_wire() {
    let server = MockServer::start().await;
    for (offset, name) in [(0, "a"), (1, "b"), (2, "c")] {
        let page = format!("{{\"count\":3,\"resources\":[{{\"name\":\"{name}\"}}]}}");
        Mock::given(body_json_string(format!(
            "{{\"from\":\"x\",\"offset\":{offset}}}"
        )))
        .respond_with(ResponseTemplate::new(200).set_body_raw(page, "application/json"))
        .expect(1)
        .mount(&server)
        .await;
    }
    let items: Items<_, _, _> = client(server.uri()).report_items(&ReportRequest::with_from("x"));
    let names: Vec<_> = items
        .all()
        .await
        .unwrap()
        .into_iter()
        .map(|item| item.name)
        .collect();
    assert_eq!(names, ["a", "b", "c"]);
}

#[tokio::test]
async fn the_bytes_of_a_request() {
    let (base, told) = server(vec![good]);
    let body = ReportRequest::with_from("2026-01-01").limit(5);
    client(format!("{base}/api")).report(&body).await.unwrap();
    let sent = told
        .recv()
        .unwrap()
        .replace(&base.replace("http://", ""), "HOST")
        .replace(env!("CARGO_PKG_VERSION"), "VERSION");
    insta::assert_snapshot!(sent.replace("\r\n", "\n"), @r#"
    POST /api/v1/report HTTP/1.1
    user-agent: billing-client/VERSION
    accept: application/json
    content-type: application/json
    authorization: apikey topsecret$abc
    accept-encoding: gzip
    host: HOST
    content-length: 31

    {"from":"2026-01-01","limit":5}
    "#);
}

#[tokio::test]
async fn the_url_is_sent_as_it_was_made() {
    let (base, told) = server(vec![good]);
    let metric = Metric::from("a/b|c^d`{}%41 ü;,'");
    let params = BreakdownParams::with_from("x'|^`{}[]");
    client(base).breakdown(&metric, &params).await.unwrap();
    let sent = told.recv().unwrap();
    assert_eq!(
        sent.lines().next().unwrap(),
        "GET /v1/breakdown/a%2Fb%7Cc%5Ed%60%7B%7D%2541%20%C3%BC%3B%2C%27?from=x%27%7C%5E%60%7B%7D%5B%5D HTTP/1.1"
    );
    // Nothing about a body that is not there.
    assert!(
        !sent.contains("content-length") && !sent.contains("content-type"),
        "{sent}"
    );
}

#[tokio::test]
async fn a_connection_that_is_refused() {
    let (_bound, address) = nobody();
    let base = format!("http://{address}");
    let error = client(base)
        .report(&ReportRequest::with_from("x"))
        .retries(1)
        .await
        .unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Connect);
    assert_eq!(error.delivery(), Delivery::NotSent);
    assert_eq!(error.attempts(), 2);
    assert!(
        error
            .to_string()
            .to_lowercase()
            .contains("connection refused"),
        "{error}"
    );
}

#[tokio::test]
async fn a_host_that_does_not_exist() {
    let base = "http://nowhere.invalid";
    let builder = Client::builder().base_url(base).api_key("topsecret$abc");
    let client = builder.allow_secrets_over_http().build().unwrap();
    let error = client
        .report(&ReportRequest::with_from("x"))
        .retries(0)
        .await
        .unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Connect, "{error}");
    assert_eq!(error.delivery(), Delivery::NotSent);
}

#[tokio::test]
async fn a_body_that_breaks_off() {
    let (base, _told) = server(vec![truncated, truncated, good]);
    let client = client(base);
    let error = client
        .report(&ReportRequest::with_from("x"))
        .await
        .unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Transport);
    assert_eq!(error.delivery(), Delivery::Applied);
    assert_eq!(error.status().unwrap(), 200);
    assert_eq!(error.body(), "{\"count\":1,");
    // A GET is tried again.
    let call = client.breakdown(&Metric::Domains, &BreakdownParams::with_from("x"));
    assert_eq!(call.await.unwrap().count, 1);
}

#[tokio::test]
async fn a_post_that_may_have_been_carried_out_is_never_sent_twice() {
    for connection in [silent, truncated, garbage] {
        let (base, told) = server(vec![connection, good]);
        let error = client(base)
            .report(&ReportRequest::with_from("x"))
            .await
            .unwrap_err();
        assert_eq!(error.attempts(), 1, "{error}");
        assert!(told.recv().unwrap().starts_with("POST "));
        assert!(told.try_recv().is_err());
        assert_ne!(error.delivery(), Delivery::NotSent, "{error}");
    }
}

#[tokio::test]
async fn a_post_that_was_put_off_is_sent_again() {
    for connection in [busy, unavailable] {
        let (base, told) = server(vec![connection, good]);
        let page = client(base).report(&ReportRequest::with_from("x")).await;
        assert_eq!(page.unwrap().count, 1);
        assert!(told.recv().unwrap().starts_with("POST "));
        assert!(told.recv().unwrap().starts_with("POST "));
    }
}

#[tokio::test]
async fn a_get_is_sent_until_it_is_answered() {
    for connection in [silent, busy, unavailable, garbage] {
        let (base, _told) = server(vec![connection, good]);
        let call = client(base).breakdown(&Metric::Domains, &BreakdownParams::with_from("x"));
        assert_eq!(call.await.unwrap().count, 1);
    }
}

#[tokio::test]
async fn the_wait_that_the_server_asks_for() {
    for (connection, least) in [(busy as fn(TcpStream), 200), (unavailable, 1000)] {
        let (base, _told) = server(vec![connection, good]);
        let begin = Instant::now();
        let call = client(base).breakdown(&Metric::Domains, &BreakdownParams::with_from("x"));
        call.await.unwrap();
        assert!(begin.elapsed() >= Duration::from_millis(least));
    }
}

#[tokio::test]
async fn servers_that_take_too_long() {
    let limit = Duration::from_millis(500);
    for (connection, delivery, status) in [
        (hanging as fn(TcpStream), Delivery::MaybeApplied, None),
        (stalling, Delivery::Applied, Some(200)),
    ] {
        for whole in [false, true] {
            let (base, _told) = server(vec![connection]);
            let call = client(base).report(&ReportRequest::with_from("x"));
            let call = if whole {
                call.timeout(limit)
            } else {
                call.attempt_timeout(limit)
            };
            let error = call.await.unwrap_err();
            assert!(error.is_timeout(), "{error}");
            assert_eq!(error.delivery(), delivery);
            assert_eq!(error.status().map(|status| status.as_u16()), status);
            let body = if status.is_some() { "{" } else { "" };
            assert_eq!(error.body(), body, "{error}");
        }
    }
}

#[tokio::test]
async fn a_proxy_that_answers_instead() {
    let (base, _told) = server(vec![html]);
    let error = client(base)
        .report(&ReportRequest::with_from("x"))
        .await
        .unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Undocumented);
    assert_eq!(error.request_id(), Some("proxy-1"));
    assert_eq!(error.body(), "<html>sign in</html>");
}

#[tokio::test]
async fn redirects_are_not_followed() {
    let (base, _told) = server(vec![moved]);
    let error = client(base)
        .report(&ReportRequest::with_from("x"))
        .await
        .unwrap_err();
    assert_eq!(error.status().unwrap(), 302);
    assert_eq!(error.delivery(), Delivery::MaybeApplied);
}

#[tokio::test]
async fn an_answer_without_end() {
    let (base, _told) = server(vec![endless]);
    let call = client(base).report(&ReportRequest::with_from("x"));
    let error = call.max_response_size(100_000).await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Transport);
    assert!(error.to_string().contains("100000 bytes"), "{error}");
}

#[tokio::test]
async fn clients_can_be_shared_by_tasks() {
    let server = MockServer::start().await;
    Mock::given(method("POST"))
        .respond_with(ResponseTemplate::new(200).set_body_raw(PAGE, "application/json"))
        .expect(20)
        .mount(&server)
        .await;
    let client = client(server.uri());
    let tasks: Vec<_> = (0..20)
        .map(|_| {
            let client = client.clone();
            tokio::spawn(async move { client.report(&ReportRequest::with_from("x")).await })
        })
        .collect();
    for task in tasks {
        assert_eq!(task.await.unwrap().unwrap().count, 1);
    }
}

#[tokio::test]
async fn a_dropped_call_sends_nothing_more() {
    let (base, told) = server(vec![silent, good]);
    let call = client(base).breakdown(&Metric::Domains, &BreakdownParams::with_from("x"));
    let begun = tokio::time::timeout(Duration::from_millis(200), call.into_future());
    assert!(begun.await.is_err());
    tokio::time::sleep(Duration::from_secs(1)).await;
    assert!(told.recv().is_ok());
    assert!(told.try_recv().is_err());
}
