//! Sends calls: attempts, retries, the limit of the whole call. The one place
//! that waits; not generic, so it is compiled once for all operations.
//!
//! The phases of a call, in this order:
//!
//! 1. The request is put together without tokens, so that what cannot be sent asks
//!    nobody for a token.
//! 2. The limit of the whole call begins, before tokens are asked for: that may take
//!    time, too.
//! 3. Tokens are asked for, and the request is put together again with them.
//! 4. An attempt: the request goes out, a response comes in, within the limits of an
//!    attempt.
//! 5. A redirect is followed. It comes before all that follows, as its response says
//!    nothing of the operation.
//! 6. A token that was refused (401) is renewed, once, and the attempt made again. It
//!    does not count as a retry, as the server did nothing.
//! 7. A retry, after a wait, if the failure may be repeated and attempts are left.
//!
//! Which of the documented responses it is, is found above (`receive`).

use std::hash::{BuildHasher as _, RandomState};
use std::pin::pin;
use std::time::Duration;

use http::{HeaderMap, StatusCode};

use crate::auth::Tokens;
use crate::clock::{Instant, read_unix_seconds};
use crate::error::{
    Delivery, ErrorKind, Failure, FailureCause, Head, Limit, Origin, judge_delivery,
};
use crate::exchange::{BrokenAttempt, PartialResponse, RawResponse, break_attempt, make_attempt};
use crate::exchange_log::log_attempt;
use crate::hooks::{AttemptReport, CallReport};
use crate::plan::{Assembled, Plan, assemble_request, choose_call_credentials};
use crate::redirect;
use crate::retry;
use crate::retry::{FailedAttempt, Retry};
use crate::timeout::{RunningLimit, run_within};
use crate::trace;
use crate::transport::TransportErrorKind;

/// Sends a call until there is a response that counts.
pub(crate) async fn send_until_response(
    plan: &Plan,
) -> Result<(Origin, RawResponse), Box<Failure>> {
    let mut course = AttemptLoop::new(plan)?;
    let span = trace::open_call_span(
        plan.operation,
        &course.assembled.method,
        &course.assembled.shown,
    );
    let begun = plan
        .client
        .shared()
        .hooks
        .call
        .as_ref()
        .map(|_| Instant::now());
    let result = trace::run_in_span(span.clone(), course.limited()).await;
    let (status, error, _) = describe_result(&result);
    trace::trace_call_end(&span, course.made, status, error);
    if let Some(begun) = begun {
        course.report_call(&result, begun.elapsed());
    }
    course.end(result)
}

/// A call on its way.
struct AttemptLoop<'a> {
    plan: &'a Plan,
    assembled: Assembled,
    tokens: Tokens,
    /// Attempts so far.
    made: u32,
    /// Redirects so far.
    followed: u32,
    /// Whether an earlier attempt may have been carried out.
    unsure: bool,
    /// What has come of the response to the attempt that is being made.
    partial: PartialResponse,
}

impl<'a> AttemptLoop<'a> {
    /// Puts the request together, without tokens at first: what cannot be sent asks
    /// for none. No part of `send_until_response`, whose future would keep the request twice.
    fn new(plan: &'a Plan) -> Result<Self, Box<Failure>> {
        let assembled = assemble_request(plan, &Tokens::default());
        Ok(Self {
            plan,
            assembled: assembled.map_err(|trouble| plan.unsent(trouble))?,
            tokens: Tokens::default(),
            made: 0,
            followed: 0,
            unsure: false,
            partial: PartialResponse::default(),
        })
    }

    /// All attempts, within the limit of the whole call.
    async fn limited(&mut self) -> Result<RawResponse, Box<BrokenAttempt>> {
        let transport = &*self.plan.client.shared().transport;
        let spent = self
            .plan
            .begun
            .map_or(Duration::ZERO, |begun| begun.elapsed());
        let limit = self.plan.limits.timeout;
        let mut limit = limit.map(|limit| RunningLimit::begin(transport, limit, spent));
        let result = run_within(&mut limit, pin!(self.attempts())).await;
        match result {
            Ok(Ok(whole)) => {
                let limit = limit.filter(|_| whole.live.is_some());
                Ok(RawResponse { limit, ..whole })
            }
            Ok(broken) => broken,
            Err(limit) => {
                let trouble = FailureCause::Timeout(Limit::Call, limit);
                Err(break_attempt(trouble, self.partial.take()))
            }
        }
    }

    /// What came of it, and where it comes from.
    fn end(
        self,
        result: Result<RawResponse, Box<BrokenAttempt>>,
    ) -> Result<(Origin, RawResponse), Box<Failure>> {
        let origin = Origin {
            operation: self.plan.operation,
            url: self.assembled.shown,
            attempts: self.made,
            unsure: self.unsure,
            idempotent: self.plan.idempotent,
            safe: self.plan.method.is_safe(),
            secrets: self.assembled.secrets,
            settings: self.plan.client.shared().errors.clone(),
        };
        match result {
            Ok(whole) => Ok((origin, whole)),
            Err(broken) => Err(origin.failure(broken.trouble, broken.head)),
        }
    }

    /// Attempts until one counts.
    async fn attempts(&mut self) -> Result<RawResponse, Box<BrokenAttempt>> {
        let transport = &*self.plan.client.shared().transport;
        let authorized = self.authorize().await;
        authorized.map_err(|trouble| break_attempt(trouble, None))?;
        let (mut retried, mut renewed) = (0, false);
        loop {
            self.made += 1;
            let hooks = &self.plan.client.shared().hooks;
            let hears = hooks.attempt.is_some() || hooks.log.is_some();
            let begun = hears.then(Instant::now);
            let sent_bytes = begun.and_then(|_| self.assembled.body.length());
            let result =
                make_attempt(transport, &self.assembled, self.plan, &mut self.partial).await;
            trace_attempt(self.made, &result);
            let duration = begun.map(|begun| begun.elapsed());
            if let (Some(log), Some(duration)) = (&hooks.log, duration) {
                let sent = (self.plan, &self.assembled);
                log_attempt(log, sent, &result, (self.made, duration));
            }
            let is_redirected = self.redirect(&result);
            if let Some(duration) = duration {
                self.report_attempt(&result, duration, (sent_bytes, is_redirected));
            }
            if is_redirected {
                continue;
            }
            let repeatable = self.assembled.body.is_repeatable();
            if repeatable && !renewed && is_unauthorized(&result) && self.tokens.refused() {
                renewed = true;
                let authorized = self.authorize().await;
                authorized.map_err(|trouble| {
                    break_attempt(trouble, result.ok().map(keep_response_head))
                })?;
                continue;
            }
            let policy = &self.plan.retry;
            let budget = &self.plan.client.shared().retry_budget;
            if result.as_ref().is_ok_and(|whole| whole.status.is_success()) {
                budget.refund(retried);
            }
            let again = repeatable
                && retried < policy.retries
                && is_retried(policy, &result, self.plan.idempotent);
            let wait = || {
                retry::compute_retry_wait(
                    policy,
                    find_response_headers(&result),
                    retried + 1,
                    read_unix_seconds(),
                    draw_fraction(),
                )
            };
            let Some(wait) = again.then(wait).flatten().filter(|_| budget.take()) else {
                return result;
            };
            retried += 1;
            self.unsure |= may_be_applied(&result, self.plan.method.is_safe());
            trace::trace_retry(wait);
            transport.sleep(wait).await;
        }
    }

    /// Tells of an attempt.
    fn report_attempt(
        &self,
        result: &Result<RawResponse, Box<BrokenAttempt>>,
        duration: Duration,
        (sent_bytes, is_redirected): (Option<u64>, bool),
    ) {
        if let Some(hear) = &self.plan.client.shared().hooks.attempt {
            let (status, error, received_bytes) = describe_result(result);
            hear(&AttemptReport {
                operation: self.plan.operation.id,
                path_template: self.plan.operation.path,
                method: self.plan.method.clone(),
                number: self.made,
                status,
                error,
                duration,
                sent_bytes,
                received_bytes,
                is_redirected,
            });
        }
    }

    /// Tells of the call.
    fn report_call(&self, result: &Result<RawResponse, Box<BrokenAttempt>>, duration: Duration) {
        if let Some(hear) = &self.plan.client.shared().hooks.call {
            let (status, error, received_bytes) = describe_result(result);
            hear(&CallReport {
                operation: self.plan.operation.id,
                path_template: self.plan.operation.path,
                method: self.plan.method.clone(),
                attempts: self.made,
                status,
                error,
                duration,
                received_bytes,
            });
        }
    }

    /// Goes on where a redirect leads, if it may be followed.
    fn redirect(&mut self, result: &Result<RawResponse, Box<BrokenAttempt>>) -> bool {
        let Ok(whole) = result else {
            return false;
        };
        let may = self.followed < self.plan.limits.redirects && self.assembled.body.is_repeatable();
        let next =
            may.then(|| redirect::follow_redirect(&self.assembled, whole.status, &whole.headers));
        let Some(next) = next.flatten() else {
            return false;
        };
        self.assembled = next;
        self.followed += 1;
        true
    }

    /// Asks for the tokens that the call needs, if it needs some.
    async fn authorize(&mut self) -> Result<(), FailureCause> {
        let Ok(choices) = choose_call_credentials(self.plan) else {
            return Ok(());
        };
        let tokens = Tokens::get(&self.plan.client, &choices).await;
        let tokens = tokens.map_err(FailureCause::Token)?;
        if !tokens.is_empty() {
            self.assembled = assemble_request(self.plan, &tokens)?;
            self.tokens = tokens;
        }
        Ok(())
    }
}

/// Whether the server may have carried out what it did not confirm.
fn may_be_applied(result: &Result<RawResponse, Box<BrokenAttempt>>, safe: bool) -> bool {
    match result {
        Ok(whole) if is_response_put_off(whole) => false,
        Ok(whole) => match judge_delivery(whole.status, safe) {
            Delivery::MaybeApplied | Delivery::Applied => true,
            Delivery::Refused | Delivery::NotSent => false,
        },
        Err(broken) => !matches!(broken.trouble, FailureCause::Connect(_)),
    }
}

/// Status, error and bytes of what came.
fn describe_result(
    result: &Result<RawResponse, Box<BrokenAttempt>>,
) -> (Option<StatusCode>, Option<ErrorKind>, Option<u64>) {
    match result {
        Ok(whole) => {
            let bytes = u64::try_from(whole.body.len()).ok();
            (
                Some(whole.status),
                None,
                bytes.filter(|_| whole.live.is_none()),
            )
        }
        Err(broken) => {
            let status = broken.head.as_ref().map(|head| head.status);
            (status, Some(broken.trouble.kind()), None)
        }
    }
}

fn is_response_put_off(whole: &RawResponse) -> bool {
    retry::is_put_off(whole.status, &whole.headers, read_unix_seconds())
}

fn keep_response_head(whole: RawResponse) -> Head {
    Head::new(whole.status, whole.headers, &whole.body)
}

fn is_unauthorized(result: &Result<RawResponse, Box<BrokenAttempt>>) -> bool {
    matches!(result, Ok(whole) if whole.status == StatusCode::UNAUTHORIZED)
}

fn trace_attempt(made: u32, result: &Result<RawResponse, Box<BrokenAttempt>>) {
    match result {
        Ok(whole) => trace::trace_response(made, whole.status, whole.body.len()),
        Err(broken) => trace::trace_missing_response(made, broken.trouble.kind()),
    }
}

/// Only what nobody received or carried out, or what is harmless to repeat, is repeated.
fn is_retried(
    policy: &Retry,
    result: &Result<RawResponse, Box<BrokenAttempt>>,
    idempotent: bool,
) -> bool {
    match result {
        Ok(whole) if whole.status.is_success() => false,
        Ok(whole) => {
            let told = policy.rule.as_ref().and_then(|rule| {
                rule.judge(&FailedAttempt {
                    status: whole.status,
                    headers: &whole.headers,
                    body: &whole.body,
                    idempotent,
                })
            });
            if let Some(told) = told {
                return told;
            }
            (idempotent || is_response_put_off(whole))
                && retry::is_retry_wanted(policy, whole.status, &whole.headers)
        }
        Err(broken) => match &broken.trouble {
            FailureCause::Connect(error) => error.kind() != TransportErrorKind::Unsupported,
            FailureCause::Timeout(Limit::Attempt, _) | FailureCause::Transport(_) => idempotent,
            FailureCause::Timeout(Limit::Call | Limit::Piece | Limit::Walk, _)
            | FailureCause::Invalid(_)
            | FailureCause::Auth(_)
            | FailureCause::Token(_)
            | FailureCause::TooLarge(_)
            | FailureCause::Api(..)
            | FailureCause::Undocumented(_)
            | FailureCause::Decode(_)
            | FailureCause::Pages(_)
            | FailureCause::InStream(_)
            | FailureCause::File(_) => false,
        },
    }
}

fn find_response_headers(result: &Result<RawResponse, Box<BrokenAttempt>>) -> Option<&HeaderMap> {
    result.as_ref().ok().map(|whole| &whole.headers)
}

/// A number between 0 and 1; the standard library's hashers are seeded anew
/// each time, which is random enough to spread retries.
fn draw_fraction() -> f64 {
    let bits = RandomState::new().hash_one(0u8);
    f64::from((bits >> 32) as u32) / f64::from(u32::MAX)
}
