//! A transport that answers from a list, records what it is sent, and does
//! not wait.

use std::collections::VecDeque;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use bindery_runtime::contract::{Operation, Parameter, ResponseInfo, read};
use bindery_runtime::http::{self, HeaderValue};
use bindery_runtime::transport::{
    BoxFuture, RequestBody, ResponseBody, Transport, TransportError, TransportErrorKind,
    collect_request_body,
};
use bindery_runtime::{Body, Builder, Bytes, Call, Method, Value};

use crate::api::Client;

/// What happens when a request is sent.
#[derive(Clone)]
pub enum Step {
    /// An answer: status, headers, body.
    Answer(u16, Vec<(&'static str, String)>, String),
    /// No answer.
    Fail(TransportErrorKind),
    /// The head of an answer with this status, then a broken connection.
    BreakOff(u16, Vec<(&'static str, String)>),
    /// No answer for ever.
    Hang,
}

impl Step {
    pub fn json(status: u16, body: &str) -> Self {
        Self::typed(status, "application/json", body)
    }

    pub fn typed(status: u16, media_type: &str, body: &str) -> Self {
        let headers = vec![("content-type", media_type.to_owned())];
        Self::Answer(status, headers, body.to_owned())
    }

    pub fn with(self, name: &'static str, value: &str) -> Self {
        match self {
            Self::Answer(status, mut headers, body) => {
                headers.push((name, value.to_owned()));
                Self::Answer(status, headers, body)
            }
            Self::BreakOff(status, mut headers) => {
                headers.push((name, value.to_owned()));
                Self::BreakOff(status, headers)
            }
            Self::Fail(_) | Self::Hang => self,
        }
    }
}

/// The transport. Clones share what they record.
#[derive(Clone, Default)]
pub struct Fake(Arc<Mutex<State>>);

#[derive(Default)]
struct State {
    steps: VecDeque<Step>,
    sent: Vec<http::Request<Bytes>>,
    waits: Vec<Duration>,
}

/// Waits that are longer than this never end by themselves, as no test lasts
/// so long; they are time limits.
const LIMIT: Duration = Duration::from_secs(100);

impl Fake {
    pub fn new(steps: impl IntoIterator<Item = Step>) -> Self {
        let fake = Self::default();
        fake.0.lock().unwrap().steps = steps.into_iter().collect();
        fake
    }

    /// A client with a credential that sends through this.
    pub fn client(&self) -> Client {
        self.builder().build().unwrap()
    }

    /// The builder of that client.
    pub fn builder(&self) -> Builder<Client> {
        let builder = Client::builder().api_key("topsecret$abc");
        builder.transport(self.clone())
    }

    /// What was sent.
    pub fn sent(&self) -> Vec<http::Request<Bytes>> {
        self.0.lock().unwrap().sent.clone()
    }

    /// How long was waited between attempts.
    pub fn waits(&self) -> Vec<Duration> {
        self.0.lock().unwrap().waits.clone()
    }
}

impl std::fmt::Debug for Fake {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        out.write_str("Fake")
    }
}

impl Transport for Fake {
    fn send(
        &self,
        request: http::Request<RequestBody>,
    ) -> BoxFuture<'_, Result<http::Response<ResponseBody>, TransportError>> {
        Box::pin(async move {
            let request = collect_request_body(request).await?;
            let step = {
                let mut state = self.0.lock().unwrap();
                state.sent.push(request);
                state.steps.pop_front().expect("no more answers")
            };
            match step {
                Step::Answer(status, headers, body) => Ok(answer(status, &headers, body)),
                Step::Fail(kind) => Err(TransportError::new(kind, "it broke")),
                Step::BreakOff(status, headers) => Ok(broken_off(status, &headers)),
                Step::Hang => std::future::pending().await,
            }
        })
    }

    fn sleep(&self, duration: Duration) -> BoxFuture<'static, ()> {
        if duration >= LIMIT {
            return Box::pin(std::future::pending());
        }
        self.0.lock().unwrap().waits.push(duration);
        Box::pin(std::future::ready(()))
    }
}

fn answer(
    status: u16,
    headers: &[(&'static str, String)],
    body: String,
) -> http::Response<ResponseBody> {
    let mut answer = http::Response::new(ResponseBody::from(body));
    *answer.status_mut() = status.try_into().unwrap();
    for (name, value) in headers {
        let value = HeaderValue::from_str(value).unwrap();
        answer.headers_mut().append(*name, value);
    }
    answer
}

fn broken_off(status: u16, headers: &[(&'static str, String)]) -> http::Response<ResponseBody> {
    struct Half(u8);
    impl futures_core::Stream for Half {
        type Item = Result<Bytes, TransportError>;
        fn poll_next(
            mut self: std::pin::Pin<&mut Self>,
            _: &mut std::task::Context<'_>,
        ) -> std::task::Poll<Option<Self::Item>> {
            self.0 += 1;
            std::task::Poll::Ready(match self.0 {
                1 => Some(Ok(Bytes::from_static(b"{\"count\": 1, "))),
                2 => Some(Err(TransportError::new(
                    TransportErrorKind::Broken,
                    "connection reset",
                ))),
                _ => None,
            })
        }
    }
    let mut answer = http::Response::new(ResponseBody::new(Half(0)));
    *answer.status_mut() = status.try_into().unwrap();
    for (name, value) in headers {
        let value = HeaderValue::from_str(value).unwrap();
        answer.headers_mut().append(*name, value);
    }
    answer
}

static ANSWERS: &[ResponseInfo] = &[ResponseInfo::success(
    bindery_runtime::contract::Status::Code(200),
    "",
)];

/// An operation with this path and these parameters.
pub fn operation(path: &'static str, parameters: Vec<Parameter>) -> &'static Operation {
    Box::leak(Box::new(
        Operation::new("probe", Method::GET, path)
            .parameters(Box::leak(parameters.into_boxed_slice()))
            .responses(ANSWERS)
            .idempotent(),
    ))
}

/// A call of any operation with JSON texts as the values of its parameters.
pub fn call(
    client: &Client,
    operation: &'static Operation,
    values: &[&str],
    body: Body,
) -> Call<(), std::convert::Infallible> {
    let values: Vec<Value> = values.iter().map(|json| value(json)).collect();
    let values: Vec<&dyn bindery_runtime::json::Encode> =
        values.iter().map(|value| value as _).collect();
    Call::new(
        client.as_ref(),
        operation,
        &values,
        body,
        read::empty,
        read::never,
    )
}

pub fn value(json: &str) -> Value {
    bindery_runtime::json::from_json(json).unwrap()
}

/// The request of such a call.
pub fn request(
    path: &'static str,
    parameters: Vec<Parameter>,
    values: &[&str],
) -> http::Request<Bytes> {
    let client = Fake::default().client();
    let call = call(&client, operation(path, parameters), values, Body::None);
    let request = call.request().unwrap_or_else(|error| panic!("{error}"));
    request.into_http()
}
