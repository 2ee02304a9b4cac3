//! `text/event-stream` as a typed stream (WHATWG HTML §9.2).

use std::convert::Infallible;
use std::fmt;
use std::future::poll_fn;
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll};

use bytes::Bytes;
use futures_core::Stream;
use http::StatusCode;

use super::sse::{Parser, RawEvent};
use super::{Live, StreamSource, whole};
use crate::error::{Error, Failure};
use crate::json::{Decode, DecodeError};
use crate::limits::{LEAST_RECONNECT_WAIT, RECONNECT_WAIT};
use crate::plan::Plan;
use crate::receive::send_call;
use crate::response::Received;
use crate::transport::BoxFuture;

/// The type of events for which the server names none.
pub(crate) const MESSAGE: &str = "message";

/// The type of events that tell of a failure, by a convention of many APIs.
const ERROR: &str = "error";

/// What ends a stream of JSON although it is none: a convention of many APIs.
const DONE: &str = "[DONE]";

/// An event of a stream.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct Event<T> {
    /// What the event tells.
    pub data: T,
    /// Its type: `message` when the server names none.
    pub event: String,
    /// The last id that the server has sent; empty when it has sent none. Shared by all
    /// events that have it.
    pub id: Arc<str>,
}

impl<T> Event<T> {
    /// An event of the type `message` without an id, as tests send it.
    pub fn new(data: T) -> Self {
        Self {
            data,
            event: MESSAGE.to_owned(),
            id: Arc::default(),
        }
    }

    /// Sets its type.
    #[must_use]
    pub fn named(mut self, event: impl Into<String>) -> Self {
        self.event = event.into();
        self
    }

    /// Sets its id.
    #[must_use]
    pub fn with_id(mut self, id: impl Into<Arc<str>>) -> Self {
        self.id = id.into();
        self
    }
}

impl<T> From<T> for Event<T> {
    fn from(data: T) -> Self {
        Self::new(data)
    }
}

/// What an event holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum EventForm {
    /// Its data is any text.
    Text,
    /// Its data is JSON.
    Json,
    /// It is JSON as a whole.
    Whole,
}

/// The events of a response, each decoded when it has come.
///
/// The stream ends with the connection, or with `data: [DONE]` where data is
/// JSON. An event that cannot be read is an error, after which the next one
/// follows, and so is one of the type `error`, and one that tells of a failure where the
/// document says how (`x-bindery-failure`); a broken connection is the last, unless the stream is
/// [`reconnecting`](Self::reconnecting), and then each connection has the time limits of a call.
/// [`timeout`](crate::Call::timeout) is for the whole stream,
/// [`idle_timeout`](crate::Call::idle_timeout) for each piece of it, and
/// [`attempt_timeout`](crate::Call::attempt_timeout) ends with the head of the response;
/// [`max_response_size`](crate::Call::max_response_size) limits an event.
///
/// ```
/// use bindery_runtime::{EventStream, Value};
///
/// async fn print(mut events: EventStream<Value>) {
///     while let Some(event) = events.next().await {
///         match event {
///             Ok(event) => println!("{}: {}", event.event, event.data),
///             Err(error) => eprintln!("{error}"),
///         }
///     }
/// }
/// ```
#[must_use = "nothing is read until an event is asked for"]
pub struct EventStream<T> {
    inner: Events,
    decode: fn(&RawEvent, &StreamSource) -> Result<T, DecodeError>,
}

impl<T: Decode> EventStream<T> {
    /// Events with JSON as their data.
    pub(crate) fn json(source: StreamSource, plan: Option<Box<Plan>>) -> Self {
        Self {
            inner: Events::new(source, plan, EventForm::Json),
            decode: |raw, source| source.read(&raw.data),
        }
    }

    /// Events that are JSON as a whole.
    pub(crate) fn whole(source: StreamSource, plan: Option<Box<Plan>>) -> Self {
        Self {
            inner: Events::new(source, plan, EventForm::Whole),
            decode: whole::decode_whole_event,
        }
    }
}

impl EventStream<String> {
    /// Events with any text as their data.
    pub(crate) fn text(source: StreamSource, plan: Option<Box<Plan>>) -> Self {
        Self {
            inner: Events::new(source, plan, EventForm::Text),
            decode: |raw, _| Ok(raw.data.clone()),
        }
    }
}

impl<T> EventStream<T> {
    /// Connects again whenever the connection ends or breaks, as browsers do:
    /// after the time that the server has asked for, else three seconds, and with
    /// `Last-Event-ID`. Ends when the server answers 204, and with the error of a
    /// call that fails.
    ///
    /// The same request is sent each time, whatever its method.
    pub fn reconnecting(mut self) -> Self {
        self.inner.reconnects = true;
        self
    }

    /// What its events hold.
    #[cfg(feature = "testing")]
    pub(crate) fn form(&self) -> EventForm {
        self.inner.form
    }

    /// The id of the last event that was handed out; empty when none had one.
    #[must_use]
    pub fn last_event_id(&self) -> &str {
        self.inner.parser.last_id()
    }

    /// The next event; `None` after the last one.
    pub async fn next(&mut self) -> Option<Result<Event<T>, Error<Infallible>>> {
        poll_fn(|cx| self.poll(cx)).await
    }

    fn poll(&mut self, cx: &mut Context<'_>) -> Poll<Option<Result<Event<T>, Error<Infallible>>>> {
        let raw = self.inner.poll(cx);
        raw.map(|raw| raw.map(|raw| self.decoded(raw?)))
    }

    fn decoded(&self, raw: RawEvent) -> Result<Event<T>, Error<Infallible>> {
        let source = &self.inner.source;
        // Of whole events the document says what those of this type hold.
        if self.inner.form != EventForm::Whole && raw.event.as_deref() == Some(ERROR) {
            return Err(source.failed(None, &raw.data));
        }
        if let Some(error) = source.find_failure(&raw.data) {
            return Err(error);
        }
        match (self.decode)(&raw, &self.inner.source) {
            Ok(data) => Ok(Event {
                data,
                event: raw.event.unwrap_or_else(|| MESSAGE.to_owned()),
                id: raw.id,
            }),
            Err(error) => Err(self.inner.source.undecoded(error, &raw.data)),
        }
    }
}

impl<T> Stream for EventStream<T> {
    type Item = Result<Event<T>, Error<Infallible>>;

    fn poll_next(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        self.poll(cx)
    }
}

/// Events that hold any data: all that does not depend on their type.
struct Events {
    source: StreamSource,
    parser: Parser,
    /// What has come and is not read yet.
    piece: Bytes,
    /// The call, to make it again.
    plan: Option<Box<Plan>>,
    reconnects: bool,
    form: EventForm,
    state: EventStreamState,
}

/// What is being waited for.
enum EventStreamState {
    /// The next piece.
    Reading,
    /// The time to connect again.
    Waiting(BoxFuture<'static, ()>),
    /// The head of the next response.
    Connecting(BoxFuture<'static, Result<Received, Box<Failure>>>),
    /// Nothing any more.
    Over,
}

impl Events {
    fn new(source: StreamSource, plan: Option<Box<Plan>>, form: EventForm) -> Self {
        Self {
            source,
            parser: Parser::default(),
            piece: Bytes::new(),
            plan,
            reconnects: false,
            form,
            state: EventStreamState::Reading,
        }
    }

    fn poll(&mut self, cx: &mut Context<'_>) -> Poll<Option<Result<RawEvent, Error<Infallible>>>> {
        loop {
            if let EventStreamState::Over = self.state {
                return Poll::Ready(None);
            }
            let event = self.parser.next(&mut self.piece);
            let held = event.as_ref().map_or(self.parser.held(), RawEvent::size);
            if let Err(error) = self.source.check(held) {
                self.over();
                return Poll::Ready(Some(Err(error)));
            }
            if let Some(event) = event {
                // Only of text may blank data be meant.
                let is_text = self.form == EventForm::Text;
                match event.data.trim() {
                    "" if !is_text => continue,
                    DONE if !is_text => {
                        self.over();
                        return Poll::Ready(None);
                    }
                    _ => return Poll::Ready(Some(Ok(event))),
                }
            }
            let result = match &mut self.state {
                EventStreamState::Over => return Poll::Ready(None),
                EventStreamState::Reading => match self.source.poll(cx) {
                    Poll::Pending => return Poll::Pending,
                    Poll::Ready(piece) => self.read(piece),
                },
                EventStreamState::Waiting(timer) => match timer.as_mut().poll(cx) {
                    Poll::Pending => return Poll::Pending,
                    Poll::Ready(()) => self.connect(),
                },
                EventStreamState::Connecting(call) => match call.as_mut().poll(cx) {
                    Poll::Pending => return Poll::Pending,
                    Poll::Ready(response) => self.take_response(response),
                },
            };
            if let Err(error) = result {
                self.over();
                return Poll::Ready(Some(Err(error)));
            }
        }
    }

    /// Takes a piece, or the end of the connection.
    fn read(
        &mut self,
        piece: Option<Result<Bytes, Error<Infallible>>>,
    ) -> Result<(), Error<Infallible>> {
        match piece {
            Some(Ok(piece)) => {
                self.piece = piece;
                Ok(())
            }
            Some(Err(error)) if !self.can_reconnect() => Err(error),
            Some(Err(_)) | None => {
                self.wait();
                Ok(())
            }
        }
    }

    fn can_reconnect(&self) -> bool {
        let plan = self.plan.as_ref();
        self.reconnects && plan.is_some_and(|plan| plan.draft.body.is_repeatable())
    }

    fn wait(&mut self) {
        self.parser.restart();
        let timer = match &self.plan {
            Some(plan) if self.can_reconnect() => {
                let wait = self
                    .parser
                    .retry()
                    .unwrap_or(RECONNECT_WAIT)
                    .max(LEAST_RECONNECT_WAIT);
                plan.client.shared().transport.sleep(wait)
            }
            _ => return self.over(),
        };
        self.state = EventStreamState::Waiting(timer);
    }

    fn connect(&mut self) -> Result<(), Error<Infallible>> {
        self.state = match self.plan.take() {
            Some(mut plan) => {
                let id = self.parser.last_id();
                if !id.is_empty() {
                    plan.set_header("last-event-id", id);
                }
                EventStreamState::Connecting(send_call(plan))
            }
            None => EventStreamState::Over,
        };
        Ok(())
    }

    fn take_response(
        &mut self,
        response: Result<Received, Box<Failure>>,
    ) -> Result<(), Error<Infallible>> {
        let gone = |failure: &Failure| {
            let head = failure.head.as_ref();
            head.is_some_and(|head| head.status == StatusCode::NO_CONTENT)
        };
        let received = match response {
            Ok(received) if received.is_success() => received,
            Ok(received) => return Err(Error::new(received.refused(), None)),
            Err(failure) if gone(&failure) => {
                self.over();
                return Ok(());
            }
            Err(failure) => return Err(Error::new(failure, None)),
        };
        if received.status() == StatusCode::NO_CONTENT {
            self.over();
            return Ok(());
        }
        let Live { source, plan } = received.live();
        (self.source, self.plan) = (source, plan);
        self.state = EventStreamState::Reading;
        Ok(())
    }

    fn over(&mut self) {
        self.source.end();
        self.piece.clear();
        self.state = EventStreamState::Over;
    }
}

impl<T> fmt::Debug for EventStream<T> {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.debug_struct("EventStream")
            .field("source", &self.inner.source)
            // Not the id itself: a server chooses it, its length and whether it is a secret.
            .finish_non_exhaustive()
    }
}
