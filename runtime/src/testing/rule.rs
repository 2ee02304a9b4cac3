//! Rules: what an operation is answered, step by step.

use std::fmt;
use std::marker::PhantomData;

use bytes::Bytes;

use super::mock::{Ending, Mock, MockStep};
use super::reply::{self, Example, Reply, make_response};
use crate::description::{Operation, Outcome, ResponseInfo, Status};
use crate::json::DecodeError;
use crate::response::Received;
use crate::transport::TransportErrorKind;

/// What an operation is answered: its steps in their order, the last one for
/// ever. Made by [`Mock::on`].
///
/// `T` is what a call gives, `E` what it fails with.
pub struct MockRule<T, E> {
    pub(super) mock: Mock,
    /// Which of the mock's rules.
    pub(super) index: usize,
    pub(super) operation: &'static Operation,
    /// How the success of a call is read.
    pub(super) read: fn(&Received) -> Result<T, DecodeError>,
    pub(super) failure: PhantomData<fn(E)>,
}

impl<T, E> MockRule<T, E> {
    /// Then: this value.
    pub fn answer(self, value: &T) -> Self
    where
        T: Reply,
    {
        self.reply(value, Outcome::Success)
    }

    /// Then: this documented failure.
    pub fn refuse(self, failure: &E) -> Self
    where
        E: Reply,
    {
        self.reply(failure, Outcome::Failure)
    }

    /// Then: the document's first example of a success. The mock must have
    /// been made [`with_examples`](Mock::with_examples).
    pub fn example(self) -> Self {
        self.example_where("", |response, _| response.outcome == Outcome::Success)
    }

    /// Then: the document's example of this name, of a success or a failure.
    pub fn example_named(self, name: &str) -> Self {
        self.example_where(name, |_, example| example.name == name)
    }

    /// Then: the document's first example for this status.
    pub fn example_for(self, status: u16) -> Self {
        let wanted = |response: &ResponseInfo, _: &Example| response.status == Status::Code(status);
        self.example_where(&status.to_string(), wanted)
    }

    /// Then: this status without a body.
    pub fn status(self, status: u16) -> Self {
        self.respond(status, "", Bytes::new())
    }

    /// Then: this response, documented or not.
    pub fn respond(self, status: u16, media_type: &str, body: impl Into<Bytes>) -> Self {
        self.step(MockStep::ResponseInfo(make_response(
            status,
            media_type,
            body.into(),
        )))
    }

    /// Then: this response with all its headers.
    pub fn response(self, response: http::Response<Bytes>) -> Self {
        self.step(MockStep::ResponseInfo(response))
    }

    /// Then: no response.
    pub fn fail(self, kind: TransportErrorKind) -> Self {
        self.step(MockStep::Fail(kind))
    }

    /// Then: the head of a response with the start of a body, and a broken
    /// connection.
    pub fn break_off(self, status: u16, media_type: &str, start: impl Into<Bytes>) -> Self {
        self.respond(status, media_type, start).cut_off()
    }

    /// The response before this breaks off when all of its body has been sent: of a
    /// stream, after its last item.
    pub fn cut_off(self) -> Self {
        self.end(Ending::Breaks)
    }

    /// The response before this never ends: nothing comes after its body, and time
    /// limits pass at once.
    pub fn stall(self) -> Self {
        self.end(Ending::Stalls)
    }

    /// Then: a response that never comes. Time limits pass at once.
    pub fn hang(self) -> Self {
        self.step(MockStep::Hang)
    }

    fn reply(self, value: &dyn Reply, outcome: Outcome) -> Self {
        let step = match value.reply().response(self.operation, outcome) {
            Some(response) => MockStep::ResponseInfo(response),
            None => {
                MockStep::Impossible(format!("`{}` documents no such answer", self.operation.id))
            }
        };
        self.step(step)
    }

    fn example_where(self, name: &str, wanted: impl Fn(&ResponseInfo, &Example) -> bool) -> Self {
        let (id, responses) = (self.operation.id, self.operation.responses);
        let of_operation = |example: &&Example| example.operation == id;
        let mut all = self.mock.examples().iter().filter(of_operation);
        let found = all.find_map(|example| {
            let response = responses.get(example.case)?;
            wanted(response, example).then(|| reply::make_example_response(response, example.json))
        });
        let step = found.map(MockStep::ResponseInfo).unwrap_or_else(|| {
            MockStep::Impossible(format!(
                "the mock knows no example {name} of `{id}`; make it with `Mock::with_examples`, and generate the client with `examples = true`"
            ))
        });
        self.step(step)
    }

    fn end(self, ending: Ending) -> Self {
        self.mock.end(self.index, ending);
        self
    }

    pub(super) fn step(self, step: MockStep) -> Self {
        self.mock.add(self.index, step);
        self
    }
}

impl<T, E> fmt::Debug for MockRule<T, E> {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "MockRule({})", self.operation.id)
    }
}
