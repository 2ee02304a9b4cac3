//! A server that has one answer and allocates nothing to give it.

use std::thread;

use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};
use tokio::runtime::Builder;

/// Starts a server on a thread of its own; gives its URL.
pub(crate) fn start(body: String) -> String {
    let listener = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    listener.set_nonblocking(true).unwrap();
    let url = format!("http://{}", listener.local_addr().unwrap());
    let length = body.len();
    let head = "HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: ";
    let answer: &'static str = format!("{head}{length}\r\n\r\n{body}").leak();
    thread::spawn(move || {
        let runtime = Builder::new_current_thread().enable_all().build().unwrap();
        runtime.block_on(async {
            let listener = TcpListener::from_std(listener).unwrap();
            loop {
                let (connection, _) = listener.accept().await.unwrap();
                tokio::spawn(serve(connection, answer.as_bytes()));
            }
        });
    });
    url
}

/// Answers each request without a body: it ends with an empty line.
async fn serve(mut connection: TcpStream, answer: &'static [u8]) {
    let mut buffer = [0; 4096];
    let mut filled = 0;
    while let Some(space) = buffer.get_mut(filled..) {
        match connection.read(space).await {
            Ok(read @ 1..) => filled += read,
            Ok(0) | Err(_) => return,
        }
        let request = buffer.get(..filled).unwrap_or_default();
        if request.ends_with(b"\r\n\r\n") {
            filled = 0;
            if connection.write_all(answer).await.is_err() {
                return;
            }
        }
    }
}
