//! A server on this machine that breaks some of the calls, and knows how often it has seen
//! each of them.

use std::io;
use std::sync::Arc;
use std::sync::atomic::{AtomicU8, Ordering};
use std::time::Duration;

use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::{TcpListener, TcpStream};

use crate::faults::{Fault, choose_fault};

/// Between the pieces of a slow answer.
const PAUSE: Duration = Duration::from_millis(10);

/// How often each call was seen.
#[derive(Debug)]
pub(crate) struct Seen(Vec<AtomicU8>);

impl Seen {
    pub(crate) fn of(calls: u64) -> Self {
        Self((0..calls).map(|_| AtomicU8::new(0)).collect())
    }

    /// How often a call was seen; 0 for calls that do not exist.
    pub(crate) fn count(&self, id: u64) -> u8 {
        self.counter(id)
            .map_or(0, |count| count.load(Ordering::Acquire))
    }

    /// Counts an attempt; `None` for calls that do not exist.
    fn add(&self, id: u64) -> Option<u8> {
        let before = self.counter(id)?.fetch_add(1, Ordering::AcqRel);
        Some(before.saturating_add(1))
    }

    fn counter(&self, id: u64) -> Option<&AtomicU8> {
        self.0.get(usize::try_from(id).ok()?)
    }
}

/// Starts the server; gives its URL. It runs as long as Tokio does.
pub(crate) async fn start_server(seen: Arc<Seen>) -> io::Result<String> {
    let listener = TcpListener::bind("127.0.0.1:0").await?;
    let url = format!("http://{}", listener.local_addr()?);
    tokio::spawn(async move {
        while let Ok((connection, _)) = listener.accept().await {
            let seen = Arc::clone(&seen);
            tokio::spawn(async move {
                // A client that goes away is no trouble of the server.
                let _ = serve_connection(connection, &seen).await;
            });
        }
    });
    Ok(url)
}

/// Answers requests until a fault or the client ends the connection.
async fn serve_connection(mut connection: TcpStream, seen: &Seen) -> io::Result<()> {
    connection.set_nodelay(true)?;
    let mut buffer = Vec::new();
    while let Some(id) = read_request(&mut connection, &mut buffer).await? {
        let Some(attempt) = seen.add(id) else {
            return connection
                .write_all(b"HTTP/1.1 404 Not Found\r\n\r\n")
                .await;
        };
        match choose_fault(id, attempt) {
            None => connection.write_all(write_answer(id).as_bytes()).await?,
            Some(fault) => {
                if !carry_out(fault, id, &mut connection).await? {
                    return Ok(());
                }
            }
        }
    }
    Ok(())
}

/// The next request's id, once all of the request is there; `None` after the last one.
/// Both kinds of requests have a target that ends with `/<id>`.
async fn read_request(connection: &mut TcpStream, buffer: &mut Vec<u8>) -> io::Result<Option<u64>> {
    loop {
        if let Some((id, length)) = parse_request(buffer) {
            buffer.drain(..length);
            return id.map(Some).ok_or(io::ErrorKind::InvalidData.into());
        }
        if connection.read_buf(buffer).await? == 0 {
            return Ok(None);
        }
    }
}

/// The id of the request at the start, and the request's length, if it is all there.
fn parse_request(buffer: &[u8]) -> Option<(Option<u64>, usize)> {
    let text = std::str::from_utf8(buffer).ok()?;
    let (head, body) = text.split_once("\r\n\r\n")?;
    let length = head
        .lines()
        .find_map(|line| line.strip_prefix("content-length: "))
        .map_or(Some(0), |length| length.parse().ok())?;
    let id = head
        .split(' ')
        .nth(1)
        .and_then(|target| target.rsplit('/').next()?.parse().ok());
    (body.len() >= length).then_some((id, head.len() + 4 + length))
}

fn write_answer(id: u64) -> String {
    let body = format!("{{\"id\":{id}}}");
    let length = body.len();
    format!(
        "HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: {length}\r\n\r\n{body}"
    )
}

/// Breaks a call. Tells whether the connection goes on.
async fn carry_out(fault: Fault, id: u64, connection: &mut TcpStream) -> io::Result<bool> {
    let answer = write_answer(id);
    match fault {
        Fault::Reset => {
            // With no time to linger, closing resets (RFC 9293 §3.6, SO_LINGER of POSIX).
            connection.set_zero_linger()?;
            Ok(false)
        }
        Fault::Close => Ok(false),
        Fault::Truncate => {
            let half = answer
                .as_bytes()
                .split_last()
                .map_or(&[][..], |(_, half)| half);
            connection.write_all(half).await.map(|()| false)
        }
        Fault::Refuse => {
            let refusal = b"HTTP/1.1 503 Service Unavailable\r\ncontent-length: 0\r\n\r\n";
            connection.write_all(refusal).await.map(|()| true)
        }
        Fault::Slow => {
            for piece in answer.as_bytes().chunks(40) {
                connection.write_all(piece).await?;
                tokio::time::sleep(PAUSE).await;
            }
            Ok(true)
        }
        Fault::CloseAfter => connection
            .write_all(answer.as_bytes())
            .await
            .map(|()| false),
        Fault::Garbage => {
            let garbage = b"SSH-2.0-OpenSSH_9.6\r\n";
            connection.write_all(garbage).await.map(|()| false)
        }
    }
}
