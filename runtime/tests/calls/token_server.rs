//! A server of tokens on this machine, as small as one can be that checks what it has to: codes
//! serve once and belong to a challenge (RFC 7636), refresh tokens are replaced by each use
//! (RFC 9700 §4.14.2), and devices ask as seldom as they were told (RFC 8628 §3.5).

use std::collections::HashMap;
use std::fmt;
use std::io::{Read as _, Write as _};
use std::net::{TcpListener, TcpStream};
use std::sync::{Arc, Mutex, MutexGuard};
use std::thread;
use std::time::{Duration, Instant};

use bindery_runtime::transport::{
    BoxFuture, RequestBody, ReqwestTransport, ResponseBody, Transport, TransportError,
};
use bindery_runtime::{Base64Url, http};
use sha2::Digest as _;

/// A second of the server and of [`Hasty`]: tests have no time for real ones.
pub const SECOND: Duration = Duration::from_millis(100);

/// The default transport, whose waits are shorter than they are asked to be.
#[derive(Debug)]
pub struct Hasty(ReqwestTransport);

impl Hasty {
    pub fn new() -> Self {
        Self(ReqwestTransport::new().unwrap())
    }
}

impl Transport for Hasty {
    fn send(
        &self,
        request: http::Request<RequestBody>,
    ) -> BoxFuture<'_, Result<http::Response<ResponseBody>, TransportError>> {
        self.0.send(request)
    }

    fn sleep(&self, duration: Duration) -> BoxFuture<'static, ()> {
        self.0.sleep(duration.mul_f64(SECOND.as_secs_f64()))
    }

    fn time_limit(&self, limit: Duration) -> BoxFuture<'static, ()> {
        self.0.time_limit(limit)
    }
}

/// What the user of the other device does.
#[derive(Clone, Copy, Default, PartialEq)]
pub enum Deed {
    /// Nothing.
    #[default]
    Nothing,
    Agrees,
    Refuses,
    /// Lets the code become too old.
    Dawdles,
}

/// What the server knows.
#[derive(Default)]
pub struct Books {
    /// Codes that were not used yet: the challenge and the URL that they belong to.
    codes: HashMap<String, (String, String)>,
    /// The refresh token that is good, and the access token that came with it.
    pub refresh_token: String,
    pub access_token: String,
    /// Tokens so far.
    number: u32,
    /// Requests by their kind, with what came of them: `refresh_token 200`.
    pub told: Vec<String>,
    /// What the user does at which request of the device, from 1.
    pub deeds: Vec<Deed>,
    /// Seconds between requests of the device, whatever it was told.
    pub wanted_interval: u32,
    polled: Option<Instant>,
}

impl Books {
    fn give_tokens(&mut self) -> (u16, String) {
        self.number += 1;
        let number = self.number;
        self.access_token = format!("access-token-{number}");
        self.refresh_token = format!("refresh-token-{number}");
        let (access, refresh) = (&self.access_token, &self.refresh_token);
        let body = format!(
            r#"{{"access_token":"{access}","refresh_token":"{refresh}","token_type":"bearer","expires_in":3600}}"#
        );
        (200, body)
    }

    /// `/login`: the user agrees at once, and is sent back with a code.
    fn sign_in(&mut self, query: &HashMap<String, String>) -> String {
        assert_eq!(query["code_challenge_method"], "S256");
        let code = format!("code-{}", self.codes.len());
        let belongs = (
            query["code_challenge"].clone(),
            query["redirect_uri"].clone(),
        );
        self.codes.insert(code.clone(), belongs);
        let (redirect, state) = (&query["redirect_uri"], &query["state"]);
        let mark = if redirect.contains('?') { '&' } else { '?' };
        format!("{redirect}{mark}code={code}&state={state}")
    }

    fn exchange_code(&mut self, form: &HashMap<String, String>) -> (u16, String) {
        let Some((challenge, redirect)) = self.codes.remove(&form["code"]) else {
            return refuse("invalid_grant");
        };
        let hash = sha2::Sha256::digest(form["code_verifier"].as_bytes());
        let proved = Base64Url::from(hash.to_vec()).to_string() == challenge;
        if !proved || form["redirect_uri"] != redirect {
            return refuse("invalid_grant");
        }
        self.give_tokens()
    }

    fn refresh(&mut self, form: &HashMap<String, String>) -> (u16, String) {
        if form["refresh_token"] != self.refresh_token {
            return refuse("invalid_grant");
        }
        self.give_tokens()
    }

    fn poll_device(&mut self, form: &HashMap<String, String>) -> (u16, String) {
        assert_eq!(form["device_code"], "device-code");
        let last = self.polled.replace(Instant::now());
        let deed = self.deeds.first().copied().unwrap_or_default();
        if last.is_some_and(|last| last.elapsed() < SECOND * self.wanted_interval) {
            return refuse("slow_down");
        }
        if self.deeds.len() > 1 {
            self.deeds.remove(0);
        }
        match deed {
            Deed::Nothing => refuse("authorization_pending"),
            Deed::Agrees => self.give_tokens(),
            Deed::Refuses => refuse("access_denied"),
            Deed::Dawdles => refuse("expired_token"),
        }
    }
}

fn refuse(code: &str) -> (u16, String) {
    (400, format!(r#"{{"error":"{code}"}}"#))
}

/// The server. It ends with the process.
pub struct TokenServer {
    pub url: String,
    books: Arc<Mutex<Books>>,
}

impl TokenServer {
    pub fn start() -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let url = format!("http://{}", listener.local_addr().unwrap());
        let books = Arc::new(Mutex::new(Books::default()));
        let shared = Arc::clone(&books);
        thread::spawn(move || {
            for stream in listener.incoming() {
                let (books, stream) = (Arc::clone(&shared), stream.unwrap());
                thread::spawn(move || serve_connection(stream, &books));
            }
        });
        Self { url, books }
    }

    pub fn books(&self) -> MutexGuard<'_, Books> {
        self.books.lock().unwrap()
    }

    /// What a browser does with a URL: the URL at which it ends.
    pub fn browse(&self, url: &str) -> String {
        let path = url.strip_prefix(&self.url).unwrap();
        let address = self.url.strip_prefix("http://").unwrap();
        let mut stream = TcpStream::connect(address).unwrap();
        let request =
            format!("GET {path} HTTP/1.1\r\nhost: {address}\r\nconnection: close\r\n\r\n");
        stream.write_all(request.as_bytes()).unwrap();
        let mut answer = String::new();
        stream.read_to_string(&mut answer).unwrap();
        let location = answer
            .lines()
            .find_map(|line| line.strip_prefix("location: "));
        location.expect(&answer).to_owned()
    }
}

impl fmt::Debug for TokenServer {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(&self.url)
    }
}

/// Answers requests until the client goes, or wants no more.
fn serve_connection(mut stream: TcpStream, books: &Mutex<Books>) {
    while let Some((head, body)) = read_message(&mut stream) {
        let path = head.split(' ').nth(1).unwrap();
        let (path, query) = path.split_once('?').unwrap_or((path, ""));
        let (status, more, body) = match path {
            "/login" => {
                let location = books.lock().unwrap().sign_in(&read_pairs(query));
                (302, format!("location: {location}\r\n"), String::new())
            }
            "/oauth/device" => (200, String::new(), DEVICE.to_owned()),
            "/oauth/token" => {
                let (status, body) = answer_token_request(books, &read_pairs(&body));
                (status, String::new(), body)
            }
            _ => {
                let books = books.lock().unwrap();
                let bearer = format!("authorization: Bearer {}\r\n", books.access_token);
                let status = if head.contains(&bearer) { 200 } else { 401 };
                (status, String::new(), String::new())
            }
        };
        let length = body.len();
        let head = format!(
            "HTTP/1.1 {status} X\r\ncontent-type: application/json\r\n{more}content-length: {length}\r\n\r\n"
        );
        let _ = stream.write_all((head + &body).as_bytes());
        if path == "/login" {
            return;
        }
    }
}

const DEVICE: &str = r#"{"device_code":"device-code","user_code":"WDJB-MJHT","verification_uri":"https://login.example/device","expires_in":60,"interval":1}"#;

fn answer_token_request(books: &Mutex<Books>, form: &HashMap<String, String>) -> (u16, String) {
    let grant = form["grant_type"].rsplit(':').next().unwrap();
    let (status, body) = {
        let mut books = books.lock().unwrap();
        let answer = match grant {
            "authorization_code" => books.exchange_code(form),
            "refresh_token" => books.refresh(form),
            "device_code" => books.poll_device(form),
            _ => refuse("unsupported_grant_type"),
        };
        books.told.push(format!("{grant} {}", answer.0));
        answer
    };
    // Long enough for others to ask meanwhile; refusals come at once.
    if status == 200 {
        thread::sleep(SECOND);
    }
    (status, body)
}

/// The head and the body of a request.
fn read_message(stream: &mut TcpStream) -> Option<(String, String)> {
    let mut read = String::new();
    let mut buffer = [0; 4096];
    loop {
        let length = stream.read(&mut buffer).ok().filter(|length| *length > 0)?;
        read.push_str(std::str::from_utf8(&buffer[..length]).unwrap());
        let Some((head, body)) = read.split_once("\r\n\r\n") else {
            continue;
        };
        let mut lines = head.lines();
        let announced = lines.find_map(|line| line.strip_prefix("content-length: "));
        if body.len() >= announced.map_or(0, |length| length.parse().unwrap()) {
            return Some((format!("{head}\r\n"), body.to_owned()));
        }
    }
}

/// The pairs of a query or a form.
fn read_pairs(text: &str) -> HashMap<String, String> {
    let url = bindery_runtime::url::Url::parse(&format!("http://h/?{text}")).unwrap();
    url.query_pairs().into_owned().collect()
}
