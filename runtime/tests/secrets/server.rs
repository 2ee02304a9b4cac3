//! A server that repeats what it is sent.

use std::io::{Read as _, Write as _};
use std::net::{TcpListener, TcpStream};
use std::thread;
use std::time::Duration;

use bindery_runtime::json::to_json;

/// How the server answers.
#[derive(Debug, Clone, Copy)]
pub enum Behaviour {
    /// No HTTP, and before anything was read.
    Garbage,
    Hang,
    Silent,
    BreakOff,
    Json(u16),
    Text(u16),
    Html(u16),
    MediaType,
    NoJson,
    Member,
    /// After so much that the name is cut inside of the secret.
    CutMember,
    Redirect,
    Token(u16),
    TokenForm(u16),
}

/// An address at which nobody listens. The socket is bound until the process ends, without
/// listening: a port that is given back may be the next server's, which then answers.
pub fn nobody() -> String {
    let socket = tokio::net::TcpSocket::new_v4().unwrap();
    socket.bind("127.0.0.1:0".parse().unwrap()).unwrap();
    let address = socket.local_addr().unwrap();
    std::mem::forget(socket);
    format!("http://{address}")
}

/// Starts one that knows this secret. Under `/token` it gives a token.
pub fn repeating_server(behaviour: Behaviour, secret: String) -> String {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = listener.local_addr().unwrap();
    thread::spawn(move || {
        for stream in listener.incoming() {
            let secret = secret.clone();
            thread::spawn(move || answer(stream.unwrap(), behaviour, &secret));
        }
    });
    format!("http://{address}")
}

fn answer(mut stream: TcpStream, behaviour: Behaviour, secret: &str) {
    if matches!(behaviour, Behaviour::Garbage) {
        let _ = stream.write_all(format!("SSH-2.0-{secret}\r\n\r\n").as_bytes());
        thread::sleep(Duration::from_millis(100));
        return;
    }
    let request = read_request(&mut stream);
    if request.starts_with("POST /token ") {
        let body = r#"{"access_token":"t0ken-of-the-answer","token_type":"Bearer"}"#;
        write_whole(stream, 200, "application/json", "x: y", body.as_bytes());
    } else {
        write_answer(stream, behaviour, secret, &request);
    }
}

fn write_answer(mut stream: TcpStream, behaviour: Behaviour, secret: &str, request: &str) {
    let said = said(secret, request);
    let json = to_json(&said);
    let header = visible(&said);
    let id = format!("x-request-id: {header}");
    let write = |status: u16, media_type: &str, body: &str| {
        let stream = stream.try_clone().unwrap();
        write_whole(stream, status, media_type, &id, body.as_bytes());
    };
    match behaviour {
        Behaviour::Hang => thread::sleep(Duration::from_secs(3)),
        Behaviour::Garbage | Behaviour::Silent => {}
        Behaviour::BreakOff => {
            let head =
                "HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: 90000\r\n";
            let _ = stream.write_all(format!("{head}{id}\r\n\r\n{{{json}:{json},").as_bytes());
        }
        Behaviour::Json(status) => {
            let body = format!(
                r#"{{"message":{json},"code":{json},{json}:{json},"key":{json},"list":[{json}]}}"#
            );
            write(status, "application/json", &body);
        }
        Behaviour::Text(status) => write(status, "text/plain", &said),
        Behaviour::Html(status) => {
            let html = said.replace('&', "&amp;").replace('"', "&quot;");
            write(status, "text/html", &format!("<html>{html}</html>"));
        }
        Behaviour::NoJson => write(200, "application/json", &said),
        Behaviour::MediaType => write(200, &format!("text/plain; x={header}"), &said),
        Behaviour::Member => write(200, "application/json", &format!("{{{json}:\"x\"}}")),
        Behaviour::CutMember => {
            let name = to_json(&format!("{}{said}", "x".repeat(72)));
            write(200, "application/json", &format!("{{{name}:\"x\"}}"));
        }
        Behaviour::Redirect => {
            let path: String = percent(secret);
            let location = format!("location: /{path}?x={path}&y={path}");
            let id = format!("{id}\r\n{location}");
            write_whole(stream, 307, "text/plain", &id, said.as_bytes());
        }
        Behaviour::Token(status) => {
            let body = format!(
                r#"{{"error":{json},"access_token":"t0ken-of-the-answer","refresh_token":"t0ken-of-the-answer"}}"#
            );
            write(status, "application/json", &body);
        }
        Behaviour::TokenForm(status) => {
            let body = format!("error={}&access_token=t0ken-of-the-answer", percent(secret));
            write(status, "application/x-www-form-urlencoded", &body);
        }
    }
}

/// The secret in many spellings, and the whole request.
fn said(secret: &str, request: &str) -> String {
    let json = to_json(&secret.to_owned());
    let html = secret.replace('&', "&amp;").replace('"', "&quot;");
    let percent = percent(secret);
    let all_percent: String = secret.bytes().map(|byte| format!("%{byte:02x}")).collect();
    format!("{secret} {json} {secret:?} {html} {percent} {all_percent} token:{secret} {request}")
}

fn percent(text: &str) -> String {
    let escape = |byte: u8| match byte {
        b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'-' => char::from(byte).to_string(),
        _ => format!("%{byte:02X}"),
    };
    text.bytes().map(escape).collect()
}

/// The text with escapes for what may not stand in a header.
fn visible(text: &str) -> String {
    let visible = |c: char| match c {
        ' ' => " ".to_owned(),
        c if c.is_ascii_graphic() => c.to_string(),
        c => percent(&c.to_string()),
    };
    text.chars().map(visible).collect()
}

fn write_whole(mut stream: TcpStream, status: u16, media_type: &str, header: &str, body: &[u8]) {
    let length = body.len();
    let head = format!(
        "HTTP/1.1 {status} Any\r\ncontent-type: {media_type}\r\n{header}\r\ncontent-length: {length}\r\nconnection: close\r\n\r\n"
    );
    let _ = stream.write_all(head.as_bytes());
    let _ = stream.write_all(body);
}

fn read_request(stream: &mut TcpStream) -> String {
    let mut read = Vec::new();
    let mut buffer = [0; 4096];
    loop {
        let length = stream.read(&mut buffer).unwrap_or(0);
        read.extend_from_slice(buffer.get(..length).unwrap());
        let text = String::from_utf8_lossy(&read).into_owned();
        let Some((head, body)) = text.split_once("\r\n\r\n") else {
            if length == 0 {
                return text;
            }
            continue;
        };
        let announced = head
            .lines()
            .find_map(|line| line.strip_prefix("content-length: "));
        if length == 0 || body.len() >= announced.map_or(0, |length| length.parse().unwrap()) {
            return text;
        }
    }
}
