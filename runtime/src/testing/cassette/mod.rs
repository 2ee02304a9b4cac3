//! Recorded responses: a transport that writes down what a real server answers,
//! and one that plays it back.

mod format;
mod parts;
mod redact;

use std::fmt;
use std::fs::{self, OpenOptions};
use std::future::poll_fn;
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};
use std::pin::Pin;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use bytes::{Bytes, BytesMut};
use futures_core::Stream as _;

use self::format::Exchange;
use self::redact::Redaction;
use super::clock::MockClock;
use crate::secrets::Secret;
use crate::transport::{
    BoxFuture, RequestBody, ResponseBody, Transport, TransportError, TransportErrorKind,
    collect_request_body,
};

/// A transport that records what a server answers into a file, once, and plays
/// it back ever after.
///
/// The file has one exchange a line, in JSON, and is for its owner alone (mode
/// 0600 on Unix). What follows never reaches it:
///
/// - the credentials of calls, wherever they stand and however they are spelled,
///   and what [`Call::hide`](crate::Call::hide) and [`redact`](Self::redact) name;
/// - values whose names have a word for a secret in them (`apiKey`,
///   `session_token`, `X-Auth-Token`, `private-key`; not `monkey`): members,
///   elements of XML, form fields, query keys, headers, parts of paths by the
///   names that the document has for them, and cookies.
///
/// A text becomes `[redacted]`, a number 0. A secret that nobody knows and that
/// stands under a name like `data` is recorded: look at a recording before it is
/// published.
///
/// Playing back, a request is answered by the first exchange that was not
/// played yet and whose method, URL and body are the same.
///
/// ```no_run
/// use bindery_runtime::testing::Cassette;
/// use bindery_runtime::transport::ReqwestTransport;
///
/// # fn main() -> Result<(), Box<dyn std::error::Error>> {
/// let real = ReqwestTransport::new()?;
/// let cassette = Cassette::open("tests/cassettes/bills.jsonl", real)?.redact_field("session");
/// # Ok(())
/// # }
/// ```
#[derive(Clone)]
pub struct Cassette {
    mode: Mode,
    redaction: Redaction,
}

#[derive(Clone)]
enum Mode {
    Play(Arc<Playback>),
    Record(Arc<PathBuf>, Arc<dyn Transport>),
}

/// Exchanges that were not played yet.
struct Playback {
    path: PathBuf,
    left: Mutex<Vec<Exchange>>,
    clock: MockClock,
}

impl Cassette {
    /// Plays the file if it is there, else records into it what `real` answers.
    ///
    /// # Errors
    ///
    /// When the file cannot be read, or is no cassette.
    pub fn open(path: impl AsRef<Path>, real: impl Transport) -> io::Result<Self> {
        if path.as_ref().exists() {
            Self::play(path)
        } else {
            Ok(Self::record(path, real))
        }
    }

    /// Plays a file.
    ///
    /// # Errors
    ///
    /// When the file cannot be read, or is no cassette.
    pub fn play(path: impl AsRef<Path>) -> io::Result<Self> {
        let path = path.as_ref().to_owned();
        let text = fs::read_to_string(&path)?;
        let lines = text.lines().filter(|line| !line.trim().is_empty());
        let left: Result<Vec<_>, _> = lines.map(Exchange::read).collect();
        let left = left.map_err(|error| io::Error::new(io::ErrorKind::InvalidData, error))?;
        Ok(Self::new(Mode::Play(Arc::new(Playback {
            path,
            left: Mutex::new(left),
            clock: MockClock::default(),
        }))))
    }

    /// Records what `real` answers, at the end of the file.
    pub fn record(path: impl AsRef<Path>, real: impl Transport) -> Self {
        let path = Arc::new(path.as_ref().to_owned());
        Self::new(Mode::Record(path, Arc::new(real)))
    }

    /// Keeps a text out of the file, wherever it stands, also as URLs, forms and
    /// JSON spell it.
    #[must_use]
    pub fn redact(mut self, secret: impl Into<String>) -> Self {
        self.redaction.texts.push(Secret::new(secret));
        self
    }

    /// Keeps the values of members, form fields and query keys of this name out
    /// of the file; case, `_` and `-` do not matter.
    #[must_use]
    pub fn redact_field(mut self, name: impl Into<String>) -> Self {
        self.redaction.fields.push(name.into());
        self
    }

    /// Exchanges that were not played yet; 0 while it records.
    #[must_use]
    pub fn left(&self) -> usize {
        match &self.mode {
            Mode::Play(playback) => playback.left().len(),
            Mode::Record(..) => 0,
        }
    }

    fn new(mode: Mode) -> Self {
        let redaction = Redaction::default();
        Self { mode, redaction }
    }
}

impl Playback {
    fn left(&self) -> MutexGuard<'_, Vec<Exchange>> {
        self.left.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn play_back(&self, asked: &Exchange) -> Result<http::Response<Bytes>, TransportError> {
        let mut left = self.left();
        match left.iter().position(|known| known.asks_the_same(asked)) {
            Some(at) => Ok(left.remove(at).into_response()),
            None => Err(reject_exchange(format!(
                "the cassette {} has no more answers for {}; remove it to record anew",
                self.path.display(),
                asked.summary()
            ))),
        }
    }
}

/// Sends, reads the whole response, and writes both down.
async fn record_exchange(
    path: &Path,
    real: &dyn Transport,
    redaction: &Redaction,
    request: http::Request<Bytes>,
) -> Result<http::Response<Bytes>, TransportError> {
    let redaction = redaction.for_request(&request);
    let mut exchange = Exchange::asked(&request, &redaction);
    let (head, body) = real
        .send(request.map(RequestBody::Bytes))
        .await?
        .into_parts();
    let response = http::Response::from_parts(head, collect_response_body(body).await?);
    exchange.add_response(&response, &redaction);
    append_line(path, &exchange.line()).map_err(|error| {
        reject_exchange(format!(
            "the cassette {} cannot be written: {error}",
            path.display()
        ))
    })?;
    Ok(response)
}

async fn collect_response_body(mut body: ResponseBody) -> Result<Bytes, TransportError> {
    let mut all = BytesMut::new();
    while let Some(piece) = poll_fn(|cx| Pin::new(&mut body).poll_next(cx)).await {
        all.extend_from_slice(&piece?);
    }
    Ok(all.freeze())
}

fn append_line(path: &Path, line: &str) -> io::Result<()> {
    if let Some(folder) = path.parent() {
        fs::create_dir_all(folder)?;
    }
    let mut options = OpenOptions::new();
    options.create(true).append(true);
    // What is masked is what is known to be secret; the rest is nobody else's either.
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    let mut file = options.open(path)?;
    // One write, so that lines of calls at the same time do not mix.
    file.write_all(format!("{line}\n").as_bytes())
}

fn reject_exchange(why: String) -> TransportError {
    TransportError::new(TransportErrorKind::Unsupported, why)
}

impl Transport for Cassette {
    fn send(
        &self,
        request: http::Request<RequestBody>,
    ) -> BoxFuture<'_, Result<http::Response<ResponseBody>, TransportError>> {
        Box::pin(async move {
            let request = collect_request_body(request).await?;
            let response = match &self.mode {
                Mode::Record(path, real) => {
                    record_exchange(path, real.as_ref(), &self.redaction, request).await?
                }
                Mode::Play(playback) => {
                    let redaction = self.redaction.for_request(&request);
                    playback.play_back(&Exchange::asked(&request, &redaction))?
                }
            };
            Ok(response.map(ResponseBody::from))
        })
    }

    fn sleep(&self, duration: Duration) -> BoxFuture<'static, ()> {
        match &self.mode {
            Mode::Record(_, real) => real.sleep(duration),
            Mode::Play(playback) => Box::pin(playback.clock.sleep(duration)),
        }
    }

    fn time_limit(&self, limit: Duration) -> BoxFuture<'static, ()> {
        match &self.mode {
            Mode::Record(_, real) => real.time_limit(limit),
            Mode::Play(playback) => Box::pin(playback.clock.limit(limit)),
        }
    }
}

impl fmt::Debug for Cassette {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.mode {
            Mode::Play(playback) => write!(out, "Cassette(plays {})", playback.path.display()),
            Mode::Record(path, _) => write!(out, "Cassette(records {})", path.display()),
        }
    }
}
