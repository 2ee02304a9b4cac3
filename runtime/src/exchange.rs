//! One attempt: a request out, a whole answer in, within a limit of time and
//! of size.

use std::future::poll_fn;
use std::pin::{Pin, pin};

use bytes::{Bytes, BytesMut};
use futures_core::Stream as _;
use http::header::CONTENT_LENGTH;
use http::{HeaderMap, StatusCode};

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
    let limits = plan.limits;
    let timer = limits.attempt_timeout.map(|limit| transport.sleep(limit));
    let work = exchange(transport, assembled, plan, partial);
    let result = within(timer, pin!(work)).await;
    result.unwrap_or_else(|| {
        let limit = limits.attempt_timeout.unwrap_or_default();
        let trouble = Trouble::Timeout(Limit::Attempt, limit);
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
    let (parts, body) = answer.into_parts();
    let (status, headers) = (parts.status, parts.headers);
    if is_streamed(plan.operation, plan.reading, status, &headers) {
        return Ok(Whole {
            status,
            headers,
            body: Bytes::new(),
            live: Some(body),
        });
    }
    let announced = announced(&headers);
    partial.head = Some((status, headers));
    if !has_no_body(&assembled.method, status) {
        let read = read_body(announced, body, plan.limits.max_body, &mut partial.body).await;
        read.map_err(|trouble| broken(trouble, partial.take()))?;
    }
    let Partial { head, body } = std::mem::take(partial);
    let (status, headers) = head.unwrap_or_default();
    Ok(Whole {
        status,
        headers,
        body: body.whole(),
        live: None,
    })
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

/// Reads a body to its end; what came before an error stays in `read`.
async fn read_body(
    announced: Option<usize>,
    mut body: ResponseBody,
    max_body: usize,
    read: &mut Pieces,
) -> Result<(), Trouble> {
    if announced.is_some_and(|length| length > max_body) {
        return Err(Trouble::TooLarge(max_body));
    }
    while let Some(piece) = poll_fn(|cx| Pin::new(&mut body).poll_next(cx)).await {
        let piece = piece.map_err(Trouble::Transport)?;
        if read.len().saturating_add(piece.len()) > max_body {
            return Err(Trouble::TooLarge(max_body));
        }
        read.push(piece);
    }
    Ok(())
}

fn announced(headers: &HeaderMap) -> Option<usize> {
    headers.get(CONTENT_LENGTH)?.to_str().ok()?.parse().ok()
}
