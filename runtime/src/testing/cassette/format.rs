//! A cassette's lines: one exchange each, as JSON.

use bytes::Bytes;
use http::header::{CONTENT_TYPE, HeaderMap};
use http::{HeaderName, HeaderValue, StatusCode};

use super::redact::Redaction;
use crate::json::{DecodeError, from_json, to_json};
use crate::values::{Base64, Object, Value};

/// A request and its response, as a line holds them.
#[derive(Clone, Default)]
pub(super) struct Exchange {
    method: String,
    url: String,
    /// The request's body.
    sent: Value,
    status: u16,
    headers: Vec<(String, String)>,
    body: Value,
}

impl Exchange {
    /// The request, without secrets.
    pub(super) fn asked(request: &http::Request<Bytes>, redaction: &Redaction) -> Self {
        Self {
            method: request.method().to_string(),
            url: redaction.url(&request.uri().to_string()),
            sent: write_body_value(request.headers(), request.body(), redaction),
            ..Self::default()
        }
    }

    /// Adds the response, without secrets.
    pub(super) fn add_response(&mut self, response: &http::Response<Bytes>, redaction: &Redaction) {
        self.status = response.status().as_u16();
        let headers = response.headers().iter();
        self.headers = headers
            .map(|(name, value)| (name.to_string(), redaction.header(name, value)))
            .collect();
        self.body = write_body_value(response.headers(), response.body(), redaction);
    }

    /// Whether method, URL and body are the same.
    pub(super) fn asks_the_same(&self, other: &Self) -> bool {
        (&self.method, &self.url, &self.sent) == (&other.method, &other.url, &other.sent)
    }

    /// Method and URL.
    pub(super) fn summary(&self) -> String {
        format!("{} {}", self.method, self.url)
    }

    pub(super) fn into_response(self) -> http::Response<Bytes> {
        let mut response = http::Response::new(read_body_value(&self.body));
        *response.status_mut() = StatusCode::from_u16(self.status).unwrap_or_default();
        for (name, value) in &self.headers {
            if let (Ok(name), Ok(value)) = (
                HeaderName::from_bytes(name.as_bytes()),
                HeaderValue::from_str(value),
            ) {
                response.headers_mut().append(name, value);
            }
        }
        response
    }

    pub(super) fn line(&self) -> String {
        let mut line = Object::new();
        line.insert("method", self.method.as_str());
        line.insert("url", self.url.as_str());
        line.insert("sent", self.sent.clone());
        line.insert("status", i64::from(self.status));
        let headers = self
            .headers
            .iter()
            .map(|(name, value)| Value::Array(vec![name.as_str().into(), value.as_str().into()]));
        line.insert("headers", Value::Array(headers.collect()));
        line.insert("body", self.body.clone());
        to_json(&line)
    }

    pub(super) fn read(line: &str) -> Result<Self, DecodeError> {
        let line: Value = from_json(line)?;
        let text = |name: &str| line.get(name).and_then(Value::as_str).unwrap_or_default();
        let status = line.get("status").and_then(Value::as_u64).unwrap_or(0);
        let headers = line.get("headers").and_then(Value::as_array).unwrap_or(&[]);
        Ok(Self {
            method: text("method").to_owned(),
            url: text("url").to_owned(),
            sent: line.get("sent").cloned().unwrap_or(Value::Null),
            status: u16::try_from(status).unwrap_or(0),
            headers: headers.iter().filter_map(read_header_pair).collect(),
            body: line.get("body").cloned().unwrap_or(Value::Null),
        })
    }
}

fn read_header_pair(pair: &Value) -> Option<(String, String)> {
    let text = |index| pair.item(index).and_then(Value::as_str).map(str::to_owned);
    text(0).zip(text(1))
}

/// A body as a line holds it: text, or bytes in Base64.
fn write_body_value(headers: &HeaderMap, body: &Bytes, redaction: &Redaction) -> Value {
    let media_type = headers
        .get(CONTENT_TYPE)
        .and_then(|value| value.to_str().ok());
    match redaction.body(body, media_type.unwrap_or_default()) {
        Ok(text) => text.into(),
        Err(bytes) => {
            let mut object = Object::new();
            let text = to_json(&Base64::from(&*bytes));
            object.insert("base64", text.trim_matches('"'));
            Value::Object(object)
        }
    }
}

fn read_body_value(body: &Value) -> Bytes {
    match body.get("base64") {
        Some(text) => match text.to::<Base64>() {
            Ok(bytes) => Bytes::copy_from_slice(bytes.as_ref()),
            Err(_) => Bytes::new(),
        },
        None => Bytes::from(body.as_str().unwrap_or_default().to_owned()),
    }
}
