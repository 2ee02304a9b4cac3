//! Servers on this machine whose bodies are larger or deeper than anybody wants: of answers, of
//! failures, of single lines and events, also where they are small on their way.

use std::io::Write as _;
use std::net::TcpStream;
use std::time::{Duration, Instant};

use bindery_runtime::{AnyError, ErrorKind};
use flate2::Compression;
use flate2::write::GzEncoder;

use crate::api::operations::BreakdownParams;
use crate::api::types::Metric;
use crate::streamed::Client;
use crate::trouble::{self, read, server};

/// What a call may read at once in these tests.
const MOST: usize = 1 << 20;

fn client(base: &str) -> Client {
    let builder = Client::builder().base_url(base);
    builder.max_response_size(MOST).build().unwrap()
}

fn head(status: &str, more: &str) -> String {
    typed_head(status, "application/json", more)
}

fn typed_head(status: &str, media_type: &str, more: &str) -> String {
    format!("HTTP/1.1 {status}\r\ncontent-type: {media_type}\r\n{more}\r\n")
}

/// A server whose body begins with one text and goes on with another for ever.
fn endless(status: &'static str, start: &'static str, rest: &'static str) -> String {
    server(move |mut stream| {
        read(&mut stream);
        let head = head(status, "transfer-encoding: chunked\r\n");
        let _ = stream.write_all(head.as_bytes());
        if !start.is_empty() {
            write_chunk(&mut stream, start.as_bytes());
        }
        let piece = rest.repeat((1 << 16) / rest.len());
        while write_chunk(&mut stream, piece.as_bytes()) {}
    })
}

fn write_chunk(stream: &mut TcpStream, piece: &[u8]) -> bool {
    let size = format!("{:x}\r\n", piece.len());
    let chunk = [size.as_bytes(), piece, b"\r\n"].concat();
    stream.write_all(&chunk).is_ok()
}

/// A server that sends 64 MB of `x` behind a start, as some kB of gzip.
fn bomb(media_type: &'static str, start: &'static str) -> String {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::best());
    encoder.write_all(start.as_bytes()).unwrap();
    let piece = vec![b'x'; MOST];
    for _ in 0..64 {
        encoder.write_all(&piece).unwrap();
    }
    let body = encoder.finish().unwrap();
    assert!(body.len() < MOST / 8);
    server(move |mut stream| {
        read(&mut stream);
        let length = body.len();
        let more = format!("content-encoding: gzip\r\ncontent-length: {length}\r\n");
        let _ = stream.write_all(typed_head("200 OK", media_type, &more).as_bytes());
        let _ = stream.write_all(&body);
    })
}

fn assert_too_large(name: &str, error: &AnyError, begin: Instant) {
    assert_eq!(error.kind(), ErrorKind::Transport, "{name}: {error}");
    let told = error.to_string();
    assert!(told.contains("1048576 bytes"), "{name}: {told}");
    assert!(begin.elapsed() < Duration::from_secs(10), "{name}");
}

#[tokio::test]
async fn a_line_or_event_without_an_end() {
    for (name, base) in [
        ("endless", endless("200 OK", "{\"what\":\"", "x")),
        ("blanks", endless("200 OK", "", " ")),
        ("gzip", bomb("application/json", "{\"what\":\"")),
    ] {
        let begin = Instant::now();
        let mut lines = client(&base).events().await.unwrap();
        let error = lines.next().await.unwrap().unwrap_err();
        assert_too_large(name, &error.into(), begin);
        assert!(lines.next().await.is_none());
    }
    for (name, base) in [
        ("one line", endless("200 OK", "data: ", "x")),
        ("many lines", endless("200 OK", "", "data: x\n")),
        ("an id", endless("200 OK", "id: ", "x")),
        ("a name", endless("200 OK", "event: ", "x")),
        ("a field", endless("200 OK", "", "x")),
        ("a comment", endless("200 OK", ":", "x")),
        ("gzip", bomb("application/json", "data: ")),
    ] {
        let begin = Instant::now();
        let mut events = client(&base).said().await.unwrap();
        let error = events.next().await.unwrap().unwrap_err();
        assert_too_large(name, &error.into(), begin);
        assert!(events.next().await.is_none());
    }
}

#[tokio::test]
async fn a_stream_of_nothing_has_an_end_by_time() {
    // No line and no event ever comes, and nothing is held either.
    for (lines, rest) in [(true, "\n"), (false, ":\n"), (false, "data\n\n")] {
        let base = endless("200 OK", "", rest);
        let client = client(&base);
        let limit = Duration::from_millis(500);
        let read = async {
            if lines {
                let mut lines = client.events().timeout(limit).await?;
                lines.next().await.unwrap()?;
            } else {
                let mut events = client.said().timeout(limit).await?;
                events.next().await.unwrap()?;
            }
            Ok::<(), AnyError>(())
        };
        let begin = Instant::now();
        let within = tokio::time::timeout(Duration::from_secs(5), read).await;
        let error = within.unwrap().unwrap_err();
        assert_eq!(error.kind(), ErrorKind::Timeout, "{rest:?}: {error}");
        assert!(begin.elapsed() < Duration::from_secs(5), "{rest:?}");
    }
}

#[tokio::test]
async fn a_failure_without_an_end() {
    for status in ["400 Bad Request", "500 Internal Server Error", "302 Found"] {
        let base = endless(status, "{\"error\":\"", "x");
        let begin = Instant::now();
        let call = client(&base).log().retries(0);
        let error = AnyError::from(call.stream().await.unwrap_err());
        assert_eq!(error.status().unwrap().as_str(), &status[..3], "{error}");
        assert_too_large(status, &error, begin);
        assert!(error.body().len() <= 16 << 10);
    }
}

#[tokio::test]
async fn a_line_of_nothing_but_brackets() {
    let deep = "[".repeat(1 << 19);
    let deeper = "{\"what\":".repeat(1 << 16);
    let body =
        format!("{deep}\n{deeper}\n{{\"more\":{deep},\"what\":\"x\"}}\n{{\"what\":\"end\"}}\n");
    let base = server(move |mut stream| {
        read(&mut stream);
        let more = format!("content-length: {}\r\n", body.len());
        let _ = stream.write_all(head("200 OK", &more).as_bytes());
        let _ = stream.write_all(body.as_bytes());
    });
    let mut lines = client(&base).events().await.unwrap();
    for _ in 0..3 {
        let error = lines.next().await.unwrap().unwrap_err();
        assert_eq!(error.kind(), ErrorKind::Decode, "{error}");
    }
    // The next line is read as if nothing had been.
    assert_eq!(lines.next().await.unwrap().unwrap().what, "end");
}

#[tokio::test]
async fn codings_that_nobody_asked_for_are_not_undone() {
    for coding in ["br", "zstd", "gzip, gzip", "deflate"] {
        let base = server(move |mut stream| {
            read(&mut stream);
            let more = format!("content-encoding: {coding}\r\ncontent-length: 4\r\n");
            let _ = stream.write_all(head("200 OK", &more).as_bytes());
            let _ = stream.write_all(b"\x28\xb5\x2f\xfd");
        });
        let call = trouble::client(&base)
            .breakdown(&Metric::Domains, &BreakdownParams::with_from("x"))
            .retries(0);
        let error = call.await.unwrap_err();
        let told = [
            ErrorKind::Decode,
            ErrorKind::Transport,
            ErrorKind::Undocumented,
        ];
        assert!(told.contains(&error.kind()), "{coding}: {error}");
    }
}

#[tokio::test]
async fn bytes_of_a_bomb_come_piece_by_piece() {
    let base = bomb("text/plain", "");
    let mut pieces = client(&base).log().stream().await.unwrap().value;
    let (mut all, mut largest) = (0, 0);
    while let Some(piece) = pieces.next().await {
        let piece = piece.unwrap();
        (all, largest) = (all + piece.len(), largest.max(piece.len()));
    }
    assert_eq!(all, 64 * MOST);
    assert!(largest <= MOST, "{largest}");
}
