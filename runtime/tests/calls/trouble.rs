//! Servers that misbehave on purpose, beyond what `loopback` has: resets,
//! trickles, bombs, and what a client must not leave behind.

use std::future::IntoFuture as _;
use std::io::{Read as _, Write as _};
use std::net::{Shutdown, TcpListener, TcpStream};
use std::sync::mpsc;
use std::thread;
use std::time::{Duration, Instant};

use bindery_runtime::{Delivery, ErrorKind};
use flate2::Compression;
use flate2::write::GzEncoder;

use crate::api::Client;
use crate::api::operations::BreakdownParams;
use crate::api::types::{Metric, ReportRequest};

pub const PAGE: &str = r#"{"count":1,"resources":[]}"#;
pub const HEAD: &str = "HTTP/1.1 200 OK\r\ncontent-type: application/json\r\n";

pub fn client(base: &str) -> Client {
    let builder = Client::builder().base_url(base).api_key("topsecret$abc");
    builder.build().unwrap()
}

/// A server that hands every connection to the function, and its address.
pub fn server(connection: impl Fn(TcpStream) + Send + Sync + Clone + 'static) -> String {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = listener.local_addr().unwrap();
    thread::spawn(move || {
        for stream in listener.incoming() {
            let connection = connection.clone();
            thread::spawn(move || connection(stream.unwrap()));
        }
    });
    format!("http://{address}")
}

/// Reads what a small request has.
pub fn read(stream: &mut TcpStream) -> usize {
    stream.read(&mut [0; 8192]).unwrap_or(0)
}

/// Writes byte by byte, for as long as anybody listens.
pub fn trickle(stream: &mut TcpStream, text: &str) {
    for byte in text.as_bytes() {
        if stream.write_all(&[*byte]).is_err() {
            return;
        }
        thread::sleep(Duration::from_millis(20));
    }
}

#[tokio::test]
async fn a_reset_in_the_middle() {
    // A socket that is closed with unread bytes resets its connection.
    let base = server(|mut stream| {
        let _ = stream.read(&mut [0; 1]);
        let _ = stream.write_all(format!("{HEAD}content-length: 26\r\n\r\n{{\"count").as_bytes());
        thread::sleep(Duration::from_millis(50));
    });
    let call = client(&base).report(&ReportRequest::with_from("x"));
    let error = call.await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Transport, "{error}");
    assert_ne!(error.delivery(), Delivery::NotSent);
    assert_eq!(error.attempts(), 1);
}

#[tokio::test]
async fn heads_and_bodies_that_trickle() {
    let slow_head = server(|mut stream| {
        read(&mut stream);
        trickle(
            &mut stream,
            &format!("{HEAD}content-length: 26\r\n\r\n{PAGE}"),
        );
    });
    let slow_body = server(|mut stream| {
        read(&mut stream);
        let _ = stream.write_all(format!("{HEAD}content-length: 900\r\n\r\n").as_bytes());
        trickle(&mut stream, &" ".repeat(900));
    });
    for (base, delivery) in [
        (slow_head, Delivery::MaybeApplied),
        // Its head is there, and says so.
        (slow_body, Delivery::Applied),
    ] {
        let begin = Instant::now();
        let call = client(&base).report(&ReportRequest::with_from("x"));
        let error = call
            .attempt_timeout(Duration::from_millis(300))
            .await
            .unwrap_err();
        assert!(error.is_timeout(), "{error}");
        assert_eq!(error.delivery(), delivery);
        // Bytes that come do not prolong the limit.
        assert!(begin.elapsed() < Duration::from_secs(3));
    }
}

#[tokio::test]
async fn streams_that_fall_silent() {
    let base = server(|mut stream| {
        read(&mut stream);
        let _ = stream.write_all(format!("{HEAD}content-length: 900\r\n\r\n").as_bytes());
        trickle(&mut stream, "    ");
        thread::sleep(Duration::from_secs(20));
    });
    let call = || client(&base).report(&ReportRequest::with_from("x"));
    let limit = Duration::from_secs(1);
    let mut pieces = call().idle_timeout(limit).stream().await.unwrap().value;
    let begin = Instant::now();
    let mut read = 0;
    let error = loop {
        match pieces.next().await.unwrap() {
            Ok(piece) => read += piece.len(),
            Err(error) => break error,
        }
    };
    assert_eq!(read, 4);
    assert!(begin.elapsed() < Duration::from_secs(10));
    assert_eq!(error.delivery(), Delivery::Applied);
    let told = error.to_string();
    let expected =
        "was answered 200 OK, but not to the end within the 1s that the next piece may take";
    assert!(error.is_timeout() && told.contains(expected), "{told}");
    assert!(pieces.next().await.is_none());
    // Without, it waits.
    let mut pieces = call().stream().await.unwrap().value;
    let wait = tokio::time::timeout(2 * limit, async {
        while pieces.next().await.unwrap().is_ok() {}
    });
    assert!(wait.await.is_err());
}

/// 200 MB of blanks, which are 200 kB of gzip.
fn bomb() -> Vec<u8> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::best());
    let blanks = vec![b' '; 1 << 20];
    for _ in 0..200 {
        encoder.write_all(&blanks).unwrap();
    }
    encoder.finish().unwrap()
}

#[tokio::test]
async fn gzip_bombs_are_not_unpacked() {
    let bomb = bomb();
    assert!(bomb.len() < 1 << 20);
    let base = server(move |mut stream| {
        read(&mut stream);
        let head = format!(
            "{HEAD}content-encoding: gzip\r\ncontent-length: {}\r\n\r\n",
            bomb.len()
        );
        let _ = stream.write_all(head.as_bytes());
        let _ = stream.write_all(&bomb);
    });
    let begin = Instant::now();
    let call = client(&base).report(&ReportRequest::with_from("x"));
    let error = call.max_response_size(1 << 20).await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Transport);
    assert!(error.to_string().contains("1048576 bytes"), "{error}");
    assert_eq!(error.body().len(), 16 << 10);
    assert!(begin.elapsed() < Duration::from_secs(10));
}

#[tokio::test]
async fn gzip_is_unpacked() {
    let base = server(|mut stream| {
        read(&mut stream);
        let mut encoder = GzEncoder::new(Vec::new(), Compression::fast());
        encoder.write_all(PAGE.as_bytes()).unwrap();
        let body = encoder.finish().unwrap();
        let head = format!(
            "{HEAD}content-encoding: gzip\r\ncontent-length: {}\r\n\r\n",
            body.len()
        );
        let _ = stream.write_all(head.as_bytes());
        let _ = stream.write_all(&body);
    });
    let call = client(&base).report(&ReportRequest::with_from("x"));
    assert_eq!(call.await.unwrap().count, 1);
}

#[tokio::test]
async fn a_dropped_call_closes_its_connection() {
    for head in [
        "",
        "HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: 900\r\n\r\n{",
    ] {
        let (tell, told) = mpsc::channel();
        let base = server(move |mut stream| {
            read(&mut stream);
            let _ = stream.write_all(head.as_bytes());
            stream
                .set_read_timeout(Some(Duration::from_secs(10)))
                .unwrap();
            let closed = matches!(stream.read(&mut [0; 1]), Ok(0));
            let _ = tell.send(closed);
        });
        let call = client(&base).report(&ReportRequest::with_from("x"));
        let begun = tokio::time::timeout(Duration::from_millis(200), call.into_future());
        assert!(begun.await.is_err());
        let closed = tokio::task::spawn_blocking(move || told.recv())
            .await
            .unwrap();
        assert!(closed.unwrap(), "the connection stays open");
    }
}

#[tokio::test]
async fn connections_are_used_again() {
    let (tell, told) = mpsc::channel();
    let base = server(move |mut stream| {
        let _ = tell.send(());
        while read(&mut stream) > 0 {
            let _ = stream.write_all(format!("{HEAD}content-length: 26\r\n\r\n{PAGE}").as_bytes());
        }
        let _ = stream.shutdown(Shutdown::Both);
    });
    let client = client(&base);
    for _ in 0..30 {
        client.report(&ReportRequest::with_from("x")).await.unwrap();
    }
    assert_eq!(told.try_iter().count(), 1);
}

#[tokio::test]
async fn nothing_runs_on_after_a_client() {
    let base = server(|mut stream| {
        while read(&mut stream) > 0 {
            let _ = stream.write_all(format!("{HEAD}content-length: 26\r\n\r\n{PAGE}").as_bytes());
        }
    });
    let metrics = tokio::runtime::Handle::current().metrics();
    let before = metrics.num_alive_tasks();
    let client = client(&base);
    for _ in 0..10 {
        client.report(&ReportRequest::with_from("x")).await.unwrap();
        let call = client.breakdown(&Metric::Domains, &BreakdownParams::with_from("x"));
        drop(call.into_future());
    }
    drop(client);
    for _ in 0..100 {
        if metrics.num_alive_tasks() == before {
            return;
        }
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
    panic!("{} tasks run on", metrics.num_alive_tasks() - before);
}

#[tokio::test]
async fn pages_that_repeat_themselves_have_an_end() {
    let full = r#"{"count":90,"resources":[{"name":"a"}]}"#;
    let base = server(move |mut stream| {
        while read(&mut stream) > 0 {
            let length = full.len();
            let answer = format!("{HEAD}content-length: {length}\r\n\r\n{full}");
            let _ = stream.write_all(answer.as_bytes());
        }
    });
    let items = client(&base).report_items(&ReportRequest::with_from("x"));
    let error = items.all().await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Pagination);
    let expected = "the page at 1 is the one before it again";
    assert!(error.to_string().contains(expected), "{error}");
}
