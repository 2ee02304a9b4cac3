//! Servers on this machine whose heads have no end, or lie.

use std::io::Write as _;
use std::net::TcpStream;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{Duration, Instant};

use bindery_runtime::{Delivery, ErrorKind};

use crate::api::operations::BreakdownParams;
use crate::api::types::{Metric, ReportRequest};
use crate::trouble::{HEAD, PAGE, client, read, server};

/// Writes the text for as long as anybody reads.
fn flood(stream: &mut TcpStream, text: &str) {
    let text = text.repeat(1 + (1 << 16) / text.len());
    while stream.write_all(text.as_bytes()).is_ok() {}
}

#[tokio::test]
async fn heads_without_an_end() {
    for (start, rest) in [
        ("HTTP/1.1 200 OK\r\n", "x-more: 1\r\n"),
        ("HTTP/1.1 200 OK\r\nx-long: ", "x"),
        ("HTTP/1.1 200 ", "O"),
    ] {
        let base = server(move |mut stream| {
            read(&mut stream);
            let _ = stream.write_all(start.as_bytes());
            flood(&mut stream, rest);
        });
        let begin = Instant::now();
        let call = client(&base).report(&ReportRequest::with_from("x"));
        let error = call.timeout(Duration::from_secs(8)).await.unwrap_err();
        assert_eq!(error.kind(), ErrorKind::Transport, "{start:?}: {error}");
        assert!(begin.elapsed() < Duration::from_secs(5), "{start:?}");
    }
}

#[tokio::test]
async fn answers_before_the_answer_without_an_end() {
    for early in [
        "HTTP/1.1 100 Continue\r\n\r\n",
        "HTTP/1.1 103 Early Hints\r\nlink: </x>\r\n\r\n",
    ] {
        let base = server(move |mut stream| {
            read(&mut stream);
            // No faster: hyper parses all that is there before it lets anybody look at the clock,
            // which takes seconds where it is compiled without optimisation.
            while stream.write_all(early.repeat(50).as_bytes()).is_ok() {
                std::thread::sleep(Duration::from_millis(5));
            }
        });
        let begin = Instant::now();
        let call = client(&base).report(&ReportRequest::with_from("x"));
        let limit = Duration::from_millis(500);
        let error = call.attempt_timeout(limit).await.unwrap_err();
        assert!(error.is_timeout(), "{error}");
        assert_eq!(error.delivery(), Delivery::MaybeApplied);
        assert!(begin.elapsed() < Duration::from_secs(5), "{early:?}");
    }
}

#[tokio::test]
async fn redirects_without_an_end() {
    let sent = Arc::new(AtomicUsize::new(0));
    let counted = Arc::clone(&sent);
    let base = server(move |mut stream| {
        while read(&mut stream) > 0 {
            let number = counted.fetch_add(1, Ordering::Relaxed);
            let head = format!("HTTP/1.1 302 Found\r\nlocation: /{number}\r\n");
            let _ = stream.write_all(format!("{head}content-length: 0\r\n\r\n").as_bytes());
        }
    });
    let call = client(&base).breakdown(&Metric::Domains, &BreakdownParams::with_from("x"));
    let error = call.redirects(5).await.unwrap_err();
    assert_eq!(error.status().unwrap(), 302, "{error}");
    assert_eq!(sent.load(Ordering::Relaxed), 6);
}

#[tokio::test]
async fn lengths_that_lie() {
    // Less than comes: what is behind is no answer to the next call.
    let smuggled = r#"{"count":666,"resources":[]}"#;
    let base = server(move |mut stream| {
        while read(&mut stream) > 0 {
            let mut text = format!("{HEAD}content-length: {}\r\n\r\n{PAGE}", PAGE.len());
            let length = smuggled.len();
            text.push_str(&format!("{HEAD}content-length: {length}\r\n\r\n{smuggled}"));
            let _ = stream.write_all(text.as_bytes());
        }
    });
    let good = client(&base);
    for _ in 0..20 {
        let call = good.report(&ReportRequest::with_from("x")).retries(0);
        // A connection that turns out to be spoilt may fail a call, but never answer it.
        if let Ok(page) = call.await {
            assert_eq!(page.count, 1);
        }
    }
    // More than fits any memory: nothing is set aside for it.
    for length in ["18446744073709551615", "9000000000000000000", "1073741824"] {
        let base = server(move |mut stream| {
            read(&mut stream);
            let head = format!("{HEAD}content-length: {length}\r\n\r\n{PAGE}");
            let _ = stream.write_all(head.as_bytes());
        });
        let call = client(&base).report(&ReportRequest::with_from("x"));
        let error = call.timeout(Duration::from_secs(8)).await.unwrap_err();
        assert_eq!(error.kind(), ErrorKind::Transport, "{length}: {error}");
    }
}
