//! Sends calls: attempts, retries, the limit of the whole call. The one place
//! that waits; not generic, so it is compiled once for all operations.

use std::hash::{BuildHasher as _, RandomState};
use std::time::{SystemTime, UNIX_EPOCH};

use http::HeaderMap;

use crate::error::{Failure, Limit, Trouble};
use crate::exchange::{Broken, Whole, attempt, broken};
use crate::plan::Plan;
use crate::request::{Assembled, assemble};
use crate::response::{Origin, Received};
use crate::retry;
use crate::timeout::within;
use crate::trace;
use crate::transport::{BoxFuture, TransportErrorKind};

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
    let origin = Origin {
        operation: plan.operation,
        url: assembled.shown.clone(),
        attempts: made,
        idempotent: plan.idempotent,
        secrets: assembled.secrets.clone(),
    };
    match result {
        Ok(whole) => Received::new(origin, whole.status, whole.headers, whole.body),
        Err(broken) => Err(origin.failure(broken.trouble, broken.head)),
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
        let again = assembled.body.is_repeatable() && is_retried(&result, plan.idempotent);
        if *made > plan.limits.retries || !again {
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

/// Only what nobody received, or what is harmless to repeat, is repeated.
fn is_retried(result: &Result<Whole, Box<Broken>>, idempotent: bool) -> bool {
    match result {
        Ok(whole) => idempotent && retry::is_wanted(whole.status, &whole.headers),
        Err(broken) => match &broken.trouble {
            Trouble::Connect(error) => error.kind() != TransportErrorKind::Unsupported,
            Trouble::Timeout(Limit::Attempt, _) | Trouble::Transport(_) => idempotent,
            Trouble::Timeout(Limit::Call, _)
            | Trouble::Invalid(_)
            | Trouble::Auth(_)
            | Trouble::TooLarge(_)
            | Trouble::Api(_)
            | Trouble::Undocumented(_)
            | Trouble::Decode(_)
            | Trouble::Pages(_) => false,
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
