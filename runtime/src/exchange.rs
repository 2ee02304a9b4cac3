//! One attempt: a request out, a whole answer in, within a limit of time and
//! of size.

use std::future::poll_fn;
use std::pin::{Pin, pin};

use bytes::{Bytes, BytesMut};
use futures_core::Stream as _;
use http::header::CONTENT_LENGTH;
use http::{HeaderMap, Method, StatusCode};

use crate::error::{Head, Limit, Trouble};
use crate::plan::Plan;
use crate::request::Assembled;
use crate::response::{has_no_body, is_streamed};
use crate::timeout::within;
use crate::transport::{ResponseBody, Transport, TransportError, TransportErrorKind};

/// An answer with all of its body, or with a body that is yet to be read.
pub(crate) struct Whole {
    pub(crate) status: StatusCode,
    pub(crate) headers: HeaderMap,
    pub(crate) body: Bytes,
    /// The body itself, when it is read while it comes.
    pub(crate) live: Option<ResponseBody>,
}

impl Whole {
    /// The answer as others know it.
    pub(crate) fn into_response(self) -> http::Response<Bytes> {
        let mut response = http::Response::new(self.body);
        *response.status_mut() = self.status;
        *response.headers_mut() = self.headers;
        response
    }
}

/// An attempt without an answer, or with half of one.
pub(crate) struct Broken {
    pub(crate) trouble: Trouble,
    pub(crate) head: Option<Head>,
}

/// What has come of an answer so far: it outlives the attempt, should a time
/// limit end it.
#[derive(Default)]
pub(crate) struct Partial {
    head: Option<(StatusCode, HeaderMap)>,
    body: Pieces,
}

impl Partial {
    /// What is there, for an error about the rest.
    pub(crate) fn take(&mut self) -> Option<Head> {
        let Self { head, body } = std::mem::take(self);
        head.map(|(status, headers)| Head::new(status, headers, &body.whole()))
    }

    /// Takes the head of an answer and gives its body.
    fn begin(&mut self, answer: http::Response<ResponseBody>) -> ResponseBody {
        let (parts, body) = answer.into_parts();
        self.head = Some((parts.status, parts.headers));
        body
    }

    /// The whole answer, or its head and a body that is yet to be read.
    fn end(&mut self, live: Option<ResponseBody>) -> Whole {
        let Self { head, body } = std::mem::take(self);
        let (status, headers) = head.unwrap_or_default();
        Whole {
            status,
            headers,
            body: body.whole(),
            live,
        }
    }

    fn is_streamed(&self, plan: &Plan) -> bool {
        self.head.as_ref().is_some_and(|(status, headers)| {
            is_streamed(plan.operation, plan.reading, *status, headers)
        })
    }

    fn has_no_body(&self, method: &Method) -> bool {
        let head = self.head.as_ref();
        head.is_some_and(|(status, _)| has_no_body(method, *status))
    }

    /// The length that the head tells.
    fn announced(&self) -> Option<usize> {
        let (_, headers) = self.head.as_ref()?;
        headers.get(CONTENT_LENGTH)?.to_str().ok()?.parse().ok()
    }
}

/// The pieces of a body: most bodies are one, which is not copied.
#[derive(Default)]
struct Pieces {
    only: Bytes,
    joined: BytesMut,
}

impl Pieces {
    fn len(&self) -> usize {
        self.only.len() + self.joined.len()
    }

    fn push(&mut self, piece: Bytes) {
        if self.len() == 0 {
            self.only = piece;
        } else {
            self.joined
                .extend_from_slice(&std::mem::take(&mut self.only));
            self.joined.extend_from_slice(&piece);
        }
    }

    fn whole(self) -> Bytes {
        if self.joined.is_empty() {
            self.only
        } else {
            self.joined.freeze()
        }
    }
}

/// Sends the request and reads the whole answer, within the limits. `partial` is
/// empty after it, unless it is dropped on its way.
pub(crate) async fn attempt(
    transport: &dyn Transport,
    assembled: &Assembled,
    plan: &Plan,
    partial: &mut Partial,
) -> Result<Whole, Box<Broken>> {
    let limit = plan.limits.attempt_timeout;
    let timer = limit.map(|limit| transport.time_limit(limit));
    let work = exchange(transport, assembled, plan, partial);
    let result = within(timer, pin!(work)).await;
    result.unwrap_or_else(|| {
        let trouble = Trouble::Timeout(Limit::Attempt, limit.unwrap_or_default());
        Err(broken(trouble, partial.take()))
    })
}

pub(crate) fn broken(trouble: Trouble, head: Option<Head>) -> Box<Broken> {
    Box::new(Broken { trouble, head })
}

async fn exchange(
    transport: &dyn Transport,
    assembled: &Assembled,
    plan: &Plan,
    partial: &mut Partial,
) -> Result<Whole, Box<Broken>> {
    let request = assembled.request(assembled.body.open());
    let answer = transport.send(request).await.map_err(unanswered)?;
    let body = partial.begin(answer);
    if partial.is_streamed(plan) {
        return Ok(partial.end(Some(body)));
    }
    if !partial.has_no_body(&assembled.method) {
        let read = read_body(body, plan.limits.max_body, partial).await;
        read.map_err(|trouble| broken(trouble, partial.take()))?;
    }
    Ok(partial.end(None))
}

fn unanswered(error: TransportError) -> Box<Broken> {
    let trouble = match error.kind() {
        TransportErrorKind::Connect
        | TransportErrorKind::ConnectTimeout
        | TransportErrorKind::Unsupported => Trouble::Connect(error),
        TransportErrorKind::Broken => Trouble::Transport(error),
    };
    broken(trouble, None)
}

/// Reads a body to its end; what came before an error stays in `partial`.
async fn read_body(
    mut body: ResponseBody,
    max_body: usize,
    partial: &mut Partial,
) -> Result<(), Trouble> {
    if partial.announced().is_some_and(|length| length > max_body) {
        return Err(Trouble::TooLarge(max_body));
    }
    while let Some(piece) = poll_fn(|cx| Pin::new(&mut body).poll_next(cx)).await {
        let piece = piece.map_err(Trouble::Transport)?;
        if partial.body.len().saturating_add(piece.len()) > max_body {
            return Err(Trouble::TooLarge(max_body));
        }
        partial.body.push(piece);
    }
    Ok(())
}
