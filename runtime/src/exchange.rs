//! One attempt: a request out, a whole response in, within a limit of time and
//! of size.

use std::future::poll_fn;
use std::pin::{Pin, pin};
use std::time::Duration;

use bytes::{Bytes, BytesMut};
use futures_core::Stream as _;
use http::header::CONTENT_LENGTH;
use http::{HeaderMap, Method, StatusCode};

use crate::error::{FailureCause, Head, Limit};
use crate::info::CallInfo;
use crate::matching::{is_bodiless_response, is_streamed_response};
use crate::plan::{Assembled, Plan};
use crate::timeout::{RunningLimit, run_within};
use crate::transport::{ResponseBody, Transport, TransportError, TransportErrorKind};

/// A response with all of its body, or with a body that is yet to be read.
pub(crate) struct RawResponse {
    pub(crate) status: StatusCode,
    pub(crate) headers: HeaderMap,
    pub(crate) body: Bytes,
    /// The body itself, when it is read while it comes.
    pub(crate) live: Option<ResponseBody>,
    /// What is left of the time for the whole call, where the body is yet to be read.
    pub(crate) limit: Option<RunningLimit>,
}

impl RawResponse {
    /// The response as others know it.
    pub(crate) fn into_response(self) -> http::Response<Bytes> {
        let mut response = http::Response::new(self.body);
        *response.status_mut() = self.status;
        *response.headers_mut() = self.headers;
        response
    }
}

/// An attempt without a response, or with half of one.
pub(crate) struct BrokenAttempt {
    pub(crate) trouble: FailureCause,
    pub(crate) head: Option<Head>,
}

/// What has come of a response so far: it outlives the attempt, should a time
/// limit end it.
#[derive(Default)]
pub(crate) struct PartialResponse {
    head: Option<(StatusCode, HeaderMap)>,
    body: BodyPieces,
}

impl PartialResponse {
    /// What is there, for an error about the rest.
    pub(crate) fn take(&mut self) -> Option<Head> {
        let Self { head, body } = std::mem::take(self);
        head.map(|(status, headers)| Head::new(status, headers, &body.whole()))
    }

    /// Takes the head of a response and gives its body.
    fn begin(&mut self, response: http::Response<ResponseBody>) -> ResponseBody {
        let (parts, body) = response.into_parts();
        self.head = Some((parts.status, parts.headers));
        body
    }

    /// The whole response, or its head and a body that is yet to be read.
    fn end(&mut self, live: Option<ResponseBody>) -> RawResponse {
        let Self { head, body } = std::mem::take(self);
        let (status, headers) = head.unwrap_or_default();
        RawResponse {
            status,
            headers,
            body: body.whole(),
            live,
            limit: None,
        }
    }

    fn is_streamed(&self, plan: &Plan) -> bool {
        self.head.as_ref().is_some_and(|(status, headers)| {
            is_streamed_response(plan.operation, plan.reading, *status, headers)
        })
    }

    fn has_no_body(&self, method: &Method) -> bool {
        let head = self.head.as_ref();
        head.is_some_and(|(status, _)| is_bodiless_response(method, *status))
    }

    /// The length that the head tells.
    fn announced(&self) -> Option<usize> {
        let (_, headers) = self.head.as_ref()?;
        headers.get(CONTENT_LENGTH)?.to_str().ok()?.parse().ok()
    }
}

/// The pieces of a body: most bodies are one, which is not copied.
#[derive(Default)]
struct BodyPieces {
    only: Bytes,
    joined: BytesMut,
}

impl BodyPieces {
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

/// Sends the request and reads the whole response, within the limits. `partial` is
/// empty after it, unless it is dropped on its way.
pub(crate) async fn make_attempt(
    transport: &dyn Transport,
    assembled: &Assembled,
    plan: &Plan,
    partial: &mut PartialResponse,
) -> Result<RawResponse, Box<BrokenAttempt>> {
    let limit = plan.limits.attempt_timeout;
    let mut limit = limit.map(|limit| RunningLimit::begin(transport, limit, Duration::ZERO));
    let work = exchange_messages(transport, assembled, plan, partial);
    let result = run_within(&mut limit, pin!(work)).await;
    result.unwrap_or_else(|limit| {
        let trouble = FailureCause::Timeout(Limit::Attempt, limit);
        Err(break_attempt(trouble, partial.take()))
    })
}

pub(crate) fn break_attempt(trouble: FailureCause, head: Option<Head>) -> Box<BrokenAttempt> {
    Box::new(BrokenAttempt { trouble, head })
}

async fn exchange_messages(
    transport: &dyn Transport,
    assembled: &Assembled,
    plan: &Plan,
    partial: &mut PartialResponse,
) -> Result<RawResponse, Box<BrokenAttempt>> {
    let mut request = assembled.request(assembled.body.open());
    if let Some(change) = &plan.client.shared().hooks.headers
        && let Some(call) = request.extensions().get::<CallInfo>().cloned()
    {
        change(&call, request.headers_mut());
    }
    let response = transport
        .send(request)
        .await
        .map_err(break_unsent_attempt)?;
    let body = partial.begin(response);
    if partial.is_streamed(plan) {
        return Ok(partial.end(Some(body)));
    }
    if !partial.has_no_body(&assembled.method) {
        let read = read_response_body(body, plan.limits.max_body, partial).await;
        read.map_err(|trouble| break_attempt(trouble, partial.take()))?;
    }
    Ok(partial.end(None))
}

fn break_unsent_attempt(error: TransportError) -> Box<BrokenAttempt> {
    let trouble = match error.kind() {
        TransportErrorKind::Connect
        | TransportErrorKind::ConnectTimeout
        | TransportErrorKind::Unsupported => FailureCause::Connect(error),
        TransportErrorKind::Broken => FailureCause::Transport(error),
    };
    break_attempt(trouble, None)
}

/// Reads a body to its end; what came before an error stays in `partial`.
async fn read_response_body(
    mut body: ResponseBody,
    max_body: usize,
    partial: &mut PartialResponse,
) -> Result<(), FailureCause> {
    if partial.announced().is_some_and(|length| length > max_body) {
        return Err(FailureCause::TooLarge(max_body));
    }
    while let Some(piece) = poll_fn(|cx| Pin::new(&mut body).poll_next(cx)).await {
        let piece = piece.map_err(FailureCause::Transport)?;
        if partial.body.len().saturating_add(piece.len()) > max_body {
            return Err(FailureCause::TooLarge(max_body));
        }
        partial.body.push(piece);
    }
    Ok(())
}
