//! Typed responses, as bytes: from a value to the status, the media type and the
//! body that a server would send.

use std::convert::Infallible;

use bytes::Bytes;
use http::header::CONTENT_TYPE;
use http::{HeaderValue, StatusCode};

use crate::description::{Operation, Outcome, ResponseInfo, Status};
use crate::error::NoFailure;
use crate::json::{Encode, from_json, response_to_json};
use crate::values::Value;

/// A type that a call gives, or that it fails with: everything that can be
/// encoded, and the enums over responses that bindery writes.
pub trait Reply {
    /// What a server would send.
    fn reply(&self) -> Replied;
}

/// A client that knows the examples of its document: one that was generated with
/// `examples = true` in `bindery.toml`.
pub trait Examples {
    /// All examples, in the order of the document.
    const EXAMPLES: &'static [Example];
}

/// A document's example of a response.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Example {
    /// `operationId` of the operation.
    pub operation: &'static str,
    /// Index of the response among those of the operation.
    pub case: usize,
    /// Name of the example; `example` when it has none.
    pub name: &'static str,
    /// The body as JSON text.
    pub json: &'static str,
}

/// A response on its way: which of the operation's, and its body.
#[derive(Debug, Clone)]
pub struct Replied {
    case: Option<usize>,
    body: Payload,
}

#[derive(Debug, Clone)]
enum Payload {
    Json(String),
    Bytes(Bytes),
}

impl Replied {
    /// A value in the operation's response that readers know by this number.
    pub fn value(case: usize, value: &dyn Encode) -> Self {
        Self {
            case: Some(case),
            body: Payload::Json(response_to_json(value)),
        }
    }

    /// Bytes in the operation's response of this number.
    #[must_use]
    pub fn bytes(case: usize, bytes: &Bytes) -> Self {
        Self {
            case: Some(case),
            body: Payload::Bytes(bytes.clone()),
        }
    }

    /// No body in the operation's response of this number.
    #[must_use]
    pub fn empty(case: usize) -> Self {
        Self::bytes(case, &Bytes::new())
    }

    /// The response; `None` when the operation has none of this outcome.
    pub(super) fn response(
        self,
        operation: &Operation,
        outcome: Outcome,
    ) -> Option<http::Response<Bytes>> {
        let mut responses = operation.responses.iter().enumerate();
        let (_, response) = responses.find(|(place, response)| match self.case {
            Some(case) => response.number(*place, outcome) == Some(case),
            None => response.outcome == outcome,
        })?;
        let body = print_payload(self.body, response.media_type);
        Some(make_response(
            choose_status_code(response.status, outcome),
            response.media_type,
            body,
        ))
    }
}

/// The response of an example, which is JSON text.
pub(super) fn make_example_response(response: &ResponseInfo, text: &str) -> http::Response<Bytes> {
    let body = print_payload(Payload::Json(text.to_owned()), response.media_type);
    make_response(
        choose_status_code(response.status, response.outcome),
        response.media_type,
        body,
    )
}

/// JSON where the media type says so, else the text itself.
fn print_payload(payload: Payload, media_type: &str) -> Bytes {
    let text = match payload {
        Payload::Bytes(bytes) => return bytes,
        Payload::Json(text) => text,
    };
    if media_type.is_empty() {
        return Bytes::new();
    }
    match from_json::<Value>(&text) {
        Ok(Value::String(plain)) if !media_type.contains("json") => Bytes::from(plain),
        _ => Bytes::from(text),
    }
}

/// A code that the response is documented for.
pub(super) fn choose_status_code(status: Status, outcome: Outcome) -> u16 {
    match (status, outcome) {
        (Status::Code(code), _) => code,
        (Status::Range(range), _) => range.saturating_mul(100),
        (Status::Default, Outcome::Success) => 200,
        (Status::Default, Outcome::Failure) => 500,
    }
}

/// A response of parts that are texts; without a body it has no media type.
pub(super) fn make_response(status: u16, media_type: &str, body: Bytes) -> http::Response<Bytes> {
    let concrete = if media_type.contains('*') {
        "application/octet-stream"
    } else {
        media_type
    };
    let mut response = http::Response::new(body);
    *response.status_mut() = StatusCode::from_u16(status).unwrap_or_default();
    if let (false, Ok(value)) = (concrete.is_empty(), HeaderValue::from_str(concrete)) {
        response.headers_mut().insert(CONTENT_TYPE, value);
    }
    response
}

impl<T: Encode> Reply for T {
    fn reply(&self) -> Replied {
        Replied {
            case: None,
            body: Payload::Json(response_to_json(self)),
        }
    }
}

/// There is none: for calls without documented failures.
impl Reply for NoFailure {
    fn reply(&self) -> Replied {
        match *self {}
    }
}

/// As [`NoFailure`], for clients of contract 1.
impl Reply for Infallible {
    fn reply(&self) -> Replied {
        match *self {}
    }
}

impl Reply for Bytes {
    fn reply(&self) -> Replied {
        Replied {
            case: None,
            body: Payload::Bytes(self.clone()),
        }
    }
}
