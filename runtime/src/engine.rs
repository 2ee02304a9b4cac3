//! Sends calls: attempts, time limits, retries. The one place that waits; not
//! generic, so it is compiled once for all operations.

use std::future::poll_fn;
use std::hash::{BuildHasher as _, RandomState};
use std::pin::Pin;
use std::time::{SystemTime, UNIX_EPOCH};

use bytes::{Bytes, BytesMut};
use futures_core::Stream as _;
use http::header::CONTENT_LENGTH;
use http::{HeaderMap, StatusCode};

use crate::call::Plan;
use crate::client::Limits;
use crate::error::{Failure, Head, Limit, Trouble};
use crate::request::{Assembled, assemble};
use crate::response::{Received, Trace, choose, has_no_body};
use crate::retry;
use crate::timeout::within;
use crate::trace;
use crate::transport::{
    BoxFuture, RequestBody, ResponseBody, Transport, TransportError, TransportErrorKind,
};

/// An answer with all of its body.
struct Whole {
    status: StatusCode,
    headers: HeaderMap,
    body: Bytes,
}

/// An attempt without an answer, or with half of one.
struct Broken {
    trouble: Trouble,
    head: Option<Head>,
}

/// Sends a call until there is an answer that counts.
pub(crate) fn send(plan: Box<Plan>) -> BoxFuture<'static, Result<Received, Box<Failure>>> {
    Box::pin(async move {
        match assemble(&plan) {
            Ok(assembled) => {
                let work = limited(&plan, &assembled);
                trace::in_span(plan.operation, &assembled, work).await
            }
            Err(trouble) => Err(Failure::unsent(plan.operation, trouble)),
        }
    })
}

/// All attempts, within the limit of the whole call.
async fn limited(plan: &Plan, assembled: &Assembled) -> Result<Received, Box<Failure>> {
    let mut made = 0;
    let limit = plan.limits.timeout;
    let timer = limit.map(|limit| plan.client.shared().transport.sleep(limit));
    let result = within(timer, attempts(plan, assembled, &mut made)).await;
    let result = result.unwrap_or_else(|| {
        let limit = limit.unwrap_or_default();
        Err(broken(Trouble::Timeout(Limit::Call, limit), None))
    });
    let trace = Trace {
        url: assembled.shown.clone(),
        attempts: made,
        idempotent: plan.idempotent,
        secrets: assembled.secrets.clone(),
    };
    match result {
        Ok(whole) => received(plan, whole, trace),
        Err(broken) => Err(failure(plan, broken.trouble, broken.head, trace)),
    }
}

/// Attempts until one counts; `made` is how many there were.
async fn attempts(
    plan: &Plan,
    assembled: &Assembled,
    made: &mut u32,
) -> Result<Whole, Box<Broken>> {
    let transport = &*plan.client.shared().transport;
    loop {
        *made += 1;
        let result = attempt(transport, assembled, plan.limits).await;
        tell(*made, &result);
        if *made > plan.limits.retries || !is_retried(&result, plan.idempotent) {
            return result;
        }
        let wait = retry::wait(headers(&result), *made, now(), random());
        trace::retry(wait);
        transport.sleep(wait).await;
    }
}

fn tell(made: u32, result: &Result<Whole, Box<Broken>>) {
    match result {
        Ok(whole) => trace::answered(made, whole.status, whole.body.len()),
        Err(broken) => trace::unanswered(made, broken.trouble.kind()),
    }
}

/// One attempt, within its limit.
async fn attempt(
    transport: &dyn Transport,
    assembled: &Assembled,
    limits: Limits,
) -> Result<Whole, Box<Broken>> {
    let timer = limits.attempt_timeout.map(|limit| transport.sleep(limit));
    let work = exchange(transport, assembled, limits.max_body);
    within(timer, work).await.unwrap_or_else(|| {
        let limit = limits.attempt_timeout.unwrap_or_default();
        Err(broken(Trouble::Timeout(Limit::Attempt, limit), None))
    })
}

/// Sends the request and reads the whole answer.
async fn exchange(
    transport: &dyn Transport,
    assembled: &Assembled,
    max_body: usize,
) -> Result<Whole, Box<Broken>> {
    let request = assembled.request(RequestBody::Bytes);
    let answer = transport.send(request).await.map_err(unanswered)?;
    let (parts, body) = answer.into_parts();
    let (status, headers) = (parts.status, parts.headers);
    if has_no_body(&assembled.method, status) {
        let body = Bytes::new();
        return Ok(Whole {
            status,
            headers,
            body,
        });
    }
    let mut read = BytesMut::new();
    let result = match announced(&headers) {
        Some(length) if length > max_body => Err(Trouble::TooLarge(max_body)),
        _ => read_body(body, max_body, &mut read).await,
    };
    let body = read.freeze();
    match result {
        Ok(()) => Ok(Whole {
            status,
            headers,
            body,
        }),
        Err(trouble) => {
            let head = Head::new(status, headers, &body);
            Err(broken(trouble, Some(head)))
        }
    }
}

/// Reads a body to its end; what came before an error stays in `read`.
async fn read_body(
    mut body: ResponseBody,
    max_body: usize,
    read: &mut BytesMut,
) -> Result<(), Trouble> {
    while let Some(piece) = poll_fn(|cx| Pin::new(&mut body).poll_next(cx)).await {
        let piece = piece.map_err(Trouble::Transport)?;
        if read.len().saturating_add(piece.len()) > max_body {
            return Err(Trouble::TooLarge(max_body));
        }
        read.extend_from_slice(&piece);
    }
    Ok(())
}

fn announced(headers: &HeaderMap) -> Option<usize> {
    headers.get(CONTENT_LENGTH)?.to_str().ok()?.parse().ok()
}

fn unanswered(error: TransportError) -> Box<Broken> {
    let trouble = match error.kind() {
        TransportErrorKind::Connect | TransportErrorKind::ConnectTimeout => Trouble::Connect(error),
        TransportErrorKind::Broken => Trouble::Transport(error),
    };
    broken(trouble, None)
}

fn broken(trouble: Trouble, head: Option<Head>) -> Box<Broken> {
    Box::new(Broken { trouble, head })
}

/// Only what nobody received, or what is harmless to repeat, is repeated.
fn is_retried(result: &Result<Whole, Box<Broken>>, idempotent: bool) -> bool {
    match result {
        Ok(whole) => idempotent && retry::is_wanted(whole.status, &whole.headers),
        Err(broken) => match broken.trouble {
            Trouble::Connect(_) => true,
            Trouble::Timeout(Limit::Attempt, _) | Trouble::Transport(_) => idempotent,
            _ => false,
        },
    }
}

fn headers(result: &Result<Whole, Box<Broken>>) -> Option<&HeaderMap> {
    result.as_ref().ok().map(|whole| &whole.headers)
}

/// Seconds since 1970.
fn now() -> i64 {
    let since = SystemTime::now().duration_since(UNIX_EPOCH);
    since.map_or(0, |since| i64::try_from(since.as_secs()).unwrap_or(0))
}

/// A number between 0 and 1; the standard library's hashers are seeded anew
/// each time, which is random enough to spread retries.
fn random() -> f64 {
    let bits = RandomState::new().hash_one(0u8);
    f64::from((bits >> 32) as u32) / f64::from(u32::MAX)
}

fn received(plan: &Plan, whole: Whole, trace: Trace) -> Result<Received, Box<Failure>> {
    let Whole {
        status,
        headers,
        body,
    } = whole;
    match choose(plan.operation, status, &headers, &body) {
        Ok(chosen) => Ok(Received {
            operation: plan.operation,
            status,
            headers,
            body,
            chosen,
            trace,
        }),
        Err(why) => {
            let head = Head::new(status, headers, &body);
            Err(failure(plan, Trouble::Undocumented(why), Some(head), trace))
        }
    }
}

fn failure(plan: &Plan, trouble: Trouble, head: Option<Head>, trace: Trace) -> Box<Failure> {
    Box::new(Failure {
        trouble,
        operation: plan.operation,
        url: trace.url,
        attempts: trace.attempts,
        idempotent: trace.idempotent,
        head,
        secrets: trace.secrets,
    })
}
