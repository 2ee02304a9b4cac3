//! Connections that servers end early, answers that come before their time, and
//! heads and codings that nobody should send.

use std::io::{Read as _, Write as _};
use std::net::TcpStream;
use std::sync::mpsc;
use std::thread;
use std::time::Duration;

use bindery_runtime::{Body, Bytes, Delivery, ErrorKind, Method, Upload, Value};
use flate2::Compression;
use flate2::write::GzEncoder;

use crate::api::operations::BreakdownParams;
use crate::api::types::{HistoryRequest, HistoryRequestRequired, Metric, ReportRequest};
use crate::trouble::{HEAD, PAGE, client, read, server};

fn good() -> String {
    format!("{HEAD}content-length: {}\r\n\r\n{PAGE}", PAGE.len())
}

fn send(stream: &mut TcpStream, text: impl AsRef<[u8]>) {
    let _ = stream.write_all(text.as_ref());
}

#[tokio::test]
async fn a_kept_connection_that_the_server_has_closed() {
    let (tell, told) = mpsc::channel();
    let base = server(move |mut stream| {
        if read(&mut stream) > 0 {
            let _ = tell.send(());
            let answer =
                "HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: 2\r\n\r\n{}";
            send(&mut stream, answer);
        }
    });
    let client = client(&base);
    for _ in 0..3 {
        // A POST that must not be repeated finds its way all the same.
        let call = client.history(&HistoryRequest::new(HistoryRequestRequired {
            session: "s".into(),
            starttime: "t".into(),
        }));
        assert_eq!(call.raw().await.unwrap().status(), 200);
        tokio::time::sleep(Duration::from_millis(100)).await;
    }
    assert_eq!(told.try_iter().count(), 3);
}

/// So many pieces of 64 kB, and no end.
struct Unending(u32);

impl futures_core::Stream for Unending {
    type Item = Result<Bytes, std::io::Error>;

    fn poll_next(
        mut self: std::pin::Pin<&mut Self>,
        _: &mut std::task::Context<'_>,
    ) -> std::task::Poll<Option<Self::Item>> {
        if self.0 == 0 {
            return std::task::Poll::Pending;
        }
        self.0 -= 1;
        std::task::Poll::Ready(Some(Ok(Bytes::from(vec![b'x'; 1 << 16]))))
    }
}

#[tokio::test]
async fn an_answer_before_the_body_is_sent() {
    let base = server(|mut stream| {
        read(&mut stream);
        let answer = "HTTP/1.1 413 Content Too Large\r\ncontent-type: application/json\r\ncontent-length: 13\r\nconnection: close\r\n\r\n{\"max\": 1024}";
        send(&mut stream, answer);
        // Whoever closes with unread bytes takes its answer back.
        let mut rest = [0; 1 << 16];
        while stream.read(&mut rest).is_ok_and(|read| read > 0) {}
    });
    let client = client(&base);
    let upload = Body::bytes("application/octet-stream", Upload::stream(Unending(16)));
    let call = client.as_ref().call::<Value>(Method::POST, "/files");
    let limit = Duration::from_secs(10);
    let error = call.body(upload).timeout(limit).await.unwrap_err();
    assert_eq!(error.status().unwrap(), 413, "{error}");
    assert_eq!(error.delivery(), Delivery::Refused);
    assert_eq!(error.body(), r#"{"max": 1024}"#);
}

#[tokio::test]
async fn gzip_that_is_none_or_ends_too_early() {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::fast());
    encoder.write_all(PAGE.as_bytes()).unwrap();
    let whole = encoder.finish().unwrap();
    let half = whole[..whole.len() / 2].to_vec();
    for body in [half, PAGE.as_bytes().to_vec()] {
        let base = server(move |mut stream| {
            read(&mut stream);
            let length = body.len();
            send(
                &mut stream,
                format!("{HEAD}content-encoding: gzip\r\ncontent-length: {length}\r\n\r\n"),
            );
            send(&mut stream, &body);
        });
        let call = client(&base).report(&ReportRequest::with_from("x"));
        let error = call.await.unwrap_err();
        assert_eq!(error.kind(), ErrorKind::Transport, "{error}");
        // Its head is there, and says so.
        assert_eq!(error.delivery(), Delivery::Applied);
        assert_eq!(error.attempts(), 1);
    }
}

#[tokio::test]
async fn a_dropped_stream_closes_its_connection() {
    let (tell, told) = mpsc::channel();
    let base = server(move |mut stream| {
        read(&mut stream);
        send(&mut stream, format!("{HEAD}content-length: 900\r\n\r\n{{"));
        let limit = Some(Duration::from_secs(10));
        stream.set_read_timeout(limit).unwrap();
        let _ = tell.send(matches!(stream.read(&mut [0; 1]), Ok(0)));
    });
    let client = client(&base);
    let call = client.report(&ReportRequest::with_from("x"));
    let mut pieces = call.stream().await.unwrap().value;
    assert_eq!(pieces.next().await.unwrap().unwrap(), "{");
    drop(pieces);
    let closed = tokio::task::spawn_blocking(move || told.recv());
    assert!(closed.await.unwrap().unwrap(), "the connection stays open");
}

#[tokio::test]
async fn a_dropped_walk_closes_its_connection() {
    let (tell, told) = mpsc::channel();
    let base = server(move |mut stream| {
        read(&mut stream);
        let limit = Some(Duration::from_secs(10));
        stream.set_read_timeout(limit).unwrap();
        let _ = tell.send(matches!(stream.read(&mut [0; 1]), Ok(0)));
    });
    let mut items = client(&base).report_items(&ReportRequest::with_from("x"));
    let begun = tokio::time::timeout(Duration::from_millis(200), items.next());
    assert!(begun.await.is_err());
    drop(items);
    let closed = tokio::task::spawn_blocking(move || told.recv());
    assert!(closed.await.unwrap().unwrap(), "the connection stays open");
}

#[tokio::test]
async fn answers_before_the_answer() {
    // RFC 9110 §15.2: any number of them may come.
    let early = "HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 103 Early Hints\r\nlink: </x>\r\n\r\n";
    let base = server(move |mut stream| {
        read(&mut stream);
        send(&mut stream, format!("{early}{}", good()));
    });
    let call = client(&base).report(&ReportRequest::with_from("x"));
    assert_eq!(call.await.unwrap().count, 1);
}

#[tokio::test]
async fn heads_that_nobody_should_send() {
    let many: String = (0..200).map(|n| format!("x-{n}: 1\r\n")).collect();
    let large = format!("x-large: {}\r\n", "x".repeat(1 << 20));
    for more in [
        many.as_str(),
        &large,
        "content-length: 1\r\n",
        "no colon\r\n",
        "x\0y: 1\r\n",
    ] {
        let head = format!("{HEAD}{more}content-length: {}\r\n\r\n{PAGE}", PAGE.len());
        let base = server(move |mut stream| {
            read(&mut stream);
            send(&mut stream, &head);
            thread::sleep(Duration::from_millis(200));
        });
        let call = client(&base).report(&ReportRequest::with_from("x"));
        let error = call.timeout(Duration::from_secs(10)).await.unwrap_err();
        assert_eq!(error.kind(), ErrorKind::Transport, "{error}");
        assert_eq!(error.delivery(), Delivery::MaybeApplied);
        let shown = format!("{error} {error:?}");
        assert!(!shown.contains("topsecret"), "{shown}");
    }
}

#[tokio::test]
async fn headers_that_are_no_text() {
    let base = server(|mut stream| {
        while read(&mut stream) > 0 {
            send(
                &mut stream,
                b"HTTP/1.1 503 \xE9\r\nretry-after: \xE9\r\nx-request-id: \xE9\r\n",
            );
            send(
                &mut stream,
                b"content-type: \xE9\r\nlocation: \xE9\r\ncontent-length: 2\r\n\r\n{}",
            );
        }
    });
    let call = client(&base).breakdown(&Metric::Domains, &BreakdownParams::with_from("x"));
    let error = call.retries(1).redirects(3).await.unwrap_err();
    assert_eq!(error.status().unwrap(), 503);
    assert_eq!((error.attempts(), error.request_id()), (2, None));
}
