//! A transport that answers by rules.

use std::fmt;
use std::future::pending;
use std::marker::PhantomData;
use std::pin::Pin;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::task::{Context, Poll};
use std::time::Duration;

use bytes::Bytes;
use futures_core::Stream;

use super::clock::{Hanging, MockClock};
use super::reply::{Example, Examples};
use super::rule::MockRule;
use super::sent::Sent;
use crate::call::Call;
use crate::description::Operation;
use crate::info::CallInfo;
use crate::transport::{
    BoxFuture, RequestBody, ResponseBody, Transport, TransportError, TransportErrorKind,
    collect_request_body,
};
use crate::undocumented::is_rule_for;

/// A transport that answers by rules and keeps what it was sent. Clones are
/// the same mock.
///
/// A request for which there is no rule is an error that says so. Time does not
/// pass by itself: waits between attempts end at once and count as passed, and while
/// a response [hangs](MockRule::hang), the time limit that would pass first passes.
#[derive(Clone, Default)]
pub struct Mock(Arc<MockParts>);

#[derive(Default)]
struct MockParts {
    examples: &'static [Example],
    clock: MockClock,
    state: Mutex<MockState>,
}

#[derive(Default)]
struct MockState {
    rules: Vec<Steps>,
    sent: Vec<Sent>,
}

/// The steps of a rule, and how many of them were taken.
struct Steps {
    operation: &'static Operation,
    /// URL and body that the rule is for; any when there are none.
    only: Option<(String, Bytes)>,
    steps: Vec<MockStep>,
    taken: usize,
}

/// What happens to a request.
#[derive(Clone)]
pub(super) enum MockStep {
    ResponseInfo(http::Response<Bytes>),
    /// The head of a response and the start of its body.
    Begin(http::Response<Bytes>, Ending),
    Fail(TransportErrorKind),
    Hang,
    /// The rule asks for what there is not.
    Impossible(String),
}

/// How a body ends that has begun.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Ending {
    Breaks,
    Stalls,
}

impl Mock {
    /// A mock without rules.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// A mock without rules, which knows the examples of a client's document.
    #[must_use]
    pub fn with_examples<C: Examples>() -> Self {
        Self(Arc::new(MockParts {
            examples: C::EXAMPLES,
            ..MockParts::default()
        }))
    }

    /// A rule for the operation of this call, whatever its values are. A later
    /// rule comes before an earlier one.
    pub fn on<T, E, P>(&self, call: &Call<T, E, P>) -> MockRule<T, E> {
        self.rule(call, None)
    }

    /// A rule for calls that send the same URL and body as this call.
    pub fn on_same<T, E, P>(&self, call: &Call<T, E, P>) -> MockRule<T, E> {
        let request = call.request().ok();
        let only = request.map(|request| (request.uri().to_string(), request.into_body()));
        self.rule(call, only)
    }

    /// What was sent, in its order.
    #[must_use]
    pub fn sent(&self) -> Vec<Sent> {
        self.state().sent.clone()
    }

    /// The waits between attempts, which took no time here.
    #[must_use]
    pub fn waits(&self) -> Vec<Duration> {
        self.0.clock.waits()
    }

    /// Operations with steps that were never taken, for a test to end with:
    /// `assert!(mock.untouched().is_empty())`.
    #[must_use]
    pub fn untouched(&self) -> Vec<&'static str> {
        let state = self.state();
        let left = state
            .rules
            .iter()
            .filter(|rule| rule.taken < rule.steps.len());
        left.map(|rule| rule.operation.id).collect()
    }

    pub(super) fn examples(&self) -> &'static [Example] {
        self.0.examples
    }

    pub(super) fn add(&self, rule: usize, step: MockStep) {
        if let Some(rule) = self.state().rules.get_mut(rule) {
            rule.steps.push(step);
        }
    }

    /// Lets the response that the rule gave last end in this way.
    pub(super) fn end(&self, rule: usize, ending: Ending) {
        let mut state = self.state();
        let steps = state.rules.get_mut(rule).map(|rule| &mut rule.steps);
        if let Some(step) = steps.and_then(|steps| steps.last_mut())
            && let MockStep::ResponseInfo(response) = step
        {
            *step = MockStep::Begin(std::mem::take(response), ending);
        }
    }

    fn rule<T, E, P>(&self, call: &Call<T, E, P>, only: Option<(String, Bytes)>) -> MockRule<T, E> {
        let operation = call.plan().operation;
        let mut state = self.state();
        state.rules.push(Steps {
            operation,
            only,
            steps: Vec::new(),
            taken: 0,
        });
        MockRule {
            mock: self.clone(),
            index: state.rules.len() - 1,
            operation,
            read: call.reader(),
            failure: PhantomData,
        }
    }

    fn state(&self) -> MutexGuard<'_, MockState> {
        self.0.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Keeps the request and finds its step.
    fn step(&self, request: http::Request<Bytes>) -> MockStep {
        let call = request.extensions().get::<CallInfo>().cloned();
        let sent = Sent { call, request };
        let mut state = self.state();
        let mut rules = state.rules.iter_mut().rev();
        let rule = rules.find(|rule| rule.is_for(&sent));
        let step = rule.and_then(Steps::next).unwrap_or_else(|| {
            let (method, path) = (sent.method(), sent.uri().path());
            let operation = sent.operation();
            MockStep::Impossible(format!(
                "the mock has no rule for `{operation}` ({method} {path}); `mock.on(&call)` makes one"
            ))
        });
        state.sent.push(sent);
        step
    }
}

impl Steps {
    fn is_for(&self, sent: &Sent) -> bool {
        let same = sent
            .call
            .as_ref()
            .is_some_and(|call| is_rule_for(self.operation, call.operation));
        let only = self.only.as_ref();
        same && only.is_none_or(|(url, body)| *url == sent.uri().to_string() && body == sent.body())
    }

    /// The next step; the last one stays.
    fn next(&mut self) -> Option<MockStep> {
        let step = self.steps.get(self.taken).or(self.steps.last()).cloned();
        self.taken = (self.taken + 1).min(self.steps.len());
        step
    }
}

impl Transport for Mock {
    fn send(
        &self,
        request: http::Request<RequestBody>,
    ) -> BoxFuture<'_, Result<http::Response<ResponseBody>, TransportError>> {
        Box::pin(async move {
            match self.step(collect_request_body(request).await?) {
                MockStep::ResponseInfo(response) => Ok(response.map(ResponseBody::from)),
                MockStep::Begin(response, ending) => Ok(response.map(|body| {
                    ResponseBody::new(Begun {
                        start: Some(body),
                        ending: Some(ending),
                        clock: self.0.clock.clone(),
                        hanging: None,
                    })
                })),
                MockStep::Fail(kind) => Err(TransportError::new(kind, "the mock fails here")),
                MockStep::Impossible(why) => {
                    Err(TransportError::new(TransportErrorKind::Unsupported, why))
                }
                MockStep::Hang => {
                    let _hanging = self.0.clock.hang();
                    pending().await
                }
            }
        })
    }

    fn sleep(&self, duration: Duration) -> BoxFuture<'static, ()> {
        Box::pin(self.0.clock.sleep(duration))
    }

    fn time_limit(&self, limit: Duration) -> BoxFuture<'static, ()> {
        Box::pin(self.0.clock.limit(limit))
    }
}

/// The start of a body, then an error or nothing.
struct Begun {
    start: Option<Bytes>,
    /// `None` after an error.
    ending: Option<Ending>,
    clock: MockClock,
    /// While nothing comes.
    hanging: Option<Hanging>,
}

impl Stream for Begun {
    type Item = Result<Bytes, TransportError>;

    fn poll_next(mut self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        if let Some(start) = self.start.take() {
            return Poll::Ready(Some(Ok(start)));
        }
        match self.ending {
            Some(Ending::Stalls) => {
                if self.hanging.is_none() {
                    self.hanging = Some(self.clock.hang());
                }
                Poll::Pending
            }
            Some(Ending::Breaks) => {
                self.ending = None;
                let broken = TransportErrorKind::Broken;
                let error = TransportError::new(broken, "the mock breaks off here");
                Poll::Ready(Some(Err(error)))
            }
            None => Poll::Ready(None),
        }
    }
}

impl fmt::Debug for Mock {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        let state = self.state();
        out.debug_struct("Mock")
            .field("rules", &state.rules.len())
            .field("sent", &state.sent)
            .finish()
    }
}
