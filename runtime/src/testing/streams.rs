//! Rules for operations that answer with streams: from typed events and items to
//! the bytes that a server would send.

use std::sync::Arc;

use bytes::Bytes;

use super::mock::MockStep;
use super::reply::{choose_status_code, make_response};
use super::rule::MockRule;
use crate::call_limits::CallLimits;
use crate::description::{Operation, Outcome, Reading, ResponseInfo};
use crate::drift::Manner;
use crate::error::{ErrorSettings, Origin};
use crate::exchange::RawResponse;
use crate::json::{Encode, from_json, to_json};
use crate::request::Body;
use crate::response::Received;
use crate::secrets::{Secrets, ShownUrl};
use crate::streaming::{Event, EventForm, EventStream, JsonLines, MESSAGE};
use crate::values::{Object, Value};

impl<T: Encode, E> MockRule<EventStream<T>, E> {
    /// Then: server-sent events, each from its data or a whole [`Event`], and the
    /// end of the stream; see [`cut_off`](Self::cut_off) and
    /// [`stall`](Self::stall) for others.
    pub fn events<V: Into<Event<T>>>(self, events: impl IntoIterator<Item = V>) -> Self {
        let read = self.read;
        let probe = find_stream_response(self.operation)
            .and_then(|response| make_probe(self.operation, response));
        let stream = probe.and_then(|probe| read(&probe).ok());
        let form = stream.map_or(EventForm::Json, |stream| stream.form());
        let events = events
            .into_iter()
            .map(|event| print_event(&event.into(), form));
        let body: String = events.collect();
        self.streamed(|_| Bytes::from(body))
    }
}

impl<T: Encode, E> MockRule<JsonLines<T>, E> {
    /// Then: lines of JSON, and the end of the stream; see
    /// [`cut_off`](Self::cut_off) and [`stall`](Self::stall) for others.
    pub fn items(self, items: impl IntoIterator<Item = T>) -> Self {
        let items: Vec<T> = items.into_iter().collect();
        self.streamed(|media_type| {
            let body = Body::json_lines(media_type, &items);
            body.at_hand().unwrap_or_default()
        })
    }
}

impl<T, E> MockRule<T, E> {
    /// The stream that the document describes.
    fn streamed(self, body: impl FnOnce(&str) -> Bytes) -> Self {
        let step = match find_stream_response(self.operation) {
            Some(response) => {
                MockStep::ResponseInfo(make_stream_head(response, body(response.media_type)))
            }
            None => MockStep::Impossible(format!("`{}` documents no stream", self.operation.id)),
        };
        self.step(step)
    }
}

/// The documented stream.
fn find_stream_response(operation: &Operation) -> Option<&ResponseInfo> {
    let mut responses = operation.responses.iter();
    responses.find(|response| response.streamed && response.outcome == Outcome::Success)
}

fn make_stream_head(response: &ResponseInfo, body: Bytes) -> http::Response<Bytes> {
    let code = choose_status_code(response.status, Outcome::Success);
    make_response(code, response.media_type, body)
}

/// A stream without events, to see how a call reads it.
fn make_probe(operation: &'static Operation, response: &ResponseInfo) -> Option<Received> {
    let (parts, body) = make_stream_head(response, Bytes::new()).into_parts();
    let whole = RawResponse {
        status: parts.status,
        headers: parts.headers,
        body,
        live: None,
        limit: None,
    };
    let origin = Origin {
        operation,
        url: ShownUrl::default(),
        attempts: 1,
        unsure: false,
        idempotent: false,
        safe: false,
        secrets: Secrets::default(),
        settings: ErrorSettings::default(),
    };
    let manner = Manner {
        limits: CallLimits::DEFAULT,
        strict: true,
        drift: Arc::default(),
    };
    Received::new(origin, whole, Reading::Streamed, manner).ok()
}

/// An event as it travels (WHATWG HTML §9.2.5).
fn print_event<T: Encode>(event: &Event<T>, form: EventForm) -> String {
    let json = to_json(&event.data);
    let named = if event.event == MESSAGE {
        ""
    } else {
        &event.event
    };
    match (form, from_json::<Value>(&json)) {
        (EventForm::Text, Ok(Value::String(text))) => print_event_lines(named, &event.id, &text),
        (EventForm::Whole, Ok(Value::Object(members))) if members.get("data").is_some() => {
            print_whole_event(named, &event.id, &members)
        }
        _ => print_event_lines(named, &event.id, &json),
    }
}

/// An event that is JSON as a whole, whose members come first.
fn print_whole_event(named: &str, id: &str, members: &Object) -> String {
    let member = |name: &str| members.get(name).map(print_event_data);
    let named = member("event").unwrap_or_else(|| named.to_owned());
    let id = member("id").unwrap_or_else(|| id.to_owned());
    print_event_lines(&named, &id, &member("data").unwrap_or_default())
}

/// A string as it is, all else as JSON.
fn print_event_data(value: &Value) -> String {
    match value {
        Value::String(text) => text.clone(),
        other => to_json(other),
    }
}

fn print_event_lines(named: &str, id: &str, data: &str) -> String {
    let data = data.replace("\r\n", "\n").replace('\r', "\n");
    let mut lines = String::new();
    let fields = [("event", named), ("id", id)].into_iter();
    let fields = fields.filter(|(_, value)| !value.is_empty());
    for (name, value) in fields.chain(data.split('\n').map(|line| ("data", line))) {
        lines.push_str(&format!("{name}: {value}\n"));
    }
    lines + "\n"
}
