//! The scenarios of a specification, as `export.mjs` writes them.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use serde::Deserialize;
use serde_json::{Map, Value};

/// What stands for the server's address in expected values.
pub(super) const BASE_URL: &str = "http://spector.invalid";

/// Requests that together show something.
#[derive(Debug, Clone, Deserialize)]
pub(super) struct Scenario {
    pub(super) name: String,
    pub(super) requests: Vec<ExpectedRequest>,
}

/// A request that the server waits for.
#[derive(Debug, Clone, Deserialize)]
pub(super) struct ExpectedRequest {
    /// In small letters.
    pub(super) method: String,
    /// The path as Express takes it: `\` before a sign that has a meaning there.
    uri: String,
    pub(super) query: Map<String, Value>,
    headers: Map<String, Value>,
    pub(super) body: Option<ExpectedBody>,
    pub(super) answer: ExpectedAnswer,
}

/// What the server answers.
#[derive(Debug, Clone, Deserialize)]
pub(super) struct ExpectedAnswer {
    pub(super) status: u16,
    pub(super) body: Option<ExpectedBody>,
}

/// A body in one piece or in parts.
#[derive(Debug, Clone, Deserialize)]
pub(super) struct ExpectedBody {
    #[serde(rename = "type")]
    pub(super) media_type: String,
    pub(super) content: Option<ExpectedContent>,
    /// Values of parts by name.
    #[serde(default)]
    pub(super) parts: Map<String, Value>,
    #[serde(default)]
    pub(super) files: Vec<ExpectedFile>,
}

/// A file among parts.
#[derive(Debug, Clone, Deserialize)]
pub(super) struct ExpectedFile {
    pub(super) name: String,
    filename: String,
    #[serde(rename = "type")]
    media_type: String,
    content: ExpectedContent,
}

/// What a body holds.
#[derive(Debug, Clone, Deserialize)]
#[serde(rename_all = "lowercase")]
pub(super) enum ExpectedContent {
    Text(String),
    Base64(String),
}

impl ExpectedRequest {
    /// The path as it travels.
    pub(super) fn path(&self) -> String {
        self.uri.replace('\\', "")
    }

    /// A header, whatever its letters.
    pub(super) fn header(&self, name: &str) -> Option<&Value> {
        let mut all = self.headers.iter();
        let found = all.find(|(key, _)| key.eq_ignore_ascii_case(name));
        found.map(|(_, value)| value)
    }

    /// The media type of the body: what the header says, else what the body does.
    pub(super) fn media_type(&self) -> Option<&str> {
        let header = self.header("content-type").and_then(Value::as_str);
        let body = self.body.as_ref()?;
        Some(header.unwrap_or(&body.media_type))
    }
}

impl ExpectedContent {
    /// Its bytes; `None` if it is no base64.
    pub(super) fn bytes(&self) -> Option<Vec<u8>> {
        match self {
            Self::Text(text) => Some(text.clone().into_bytes()),
            Self::Base64(base64) => decode_base64(base64),
        }
    }
}

impl ExpectedBody {
    /// Its text, if it is one.
    pub(super) fn text(&self) -> Option<String> {
        String::from_utf8(self.content.as_ref()?.bytes()?).ok()
    }

    /// The body for a driver that takes bytes: a `data:` URL, or a text.
    pub(super) fn to_upload(&self) -> Value {
        match &self.content {
            Some(ExpectedContent::Text(text)) => Value::String(text.clone()),
            Some(ExpectedContent::Base64(base64)) => {
                Value::String(format!("data:{};base64,{base64}", self.media_type))
            }
            None => Value::String(String::new()),
        }
    }

    pub(super) fn is_json(&self) -> bool {
        self.media_type.ends_with("json")
    }
}

impl ExpectedFile {
    /// The file for a driver: a `data:` URL with its name.
    pub(super) fn to_upload(&self) -> Value {
        let (media_type, name) = (&self.media_type, &self.filename);
        match &self.content {
            ExpectedContent::Text(text) => Value::String(text.clone()),
            ExpectedContent::Base64(base64) => {
                Value::String(format!("data:{media_type};name={name};base64,{base64}"))
            }
        }
    }
}

/// Bytes of base64 (RFC 4648 §4).
pub(super) fn decode_base64(text: &str) -> Option<Vec<u8>> {
    STANDARD.decode(text).ok()
}
