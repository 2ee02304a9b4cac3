//! What must not reach a file: credentials, tokens, cookies.

use bytes::Bytes;
use http::header::{CONTENT_LOCATION, LOCATION};
use http::{HeaderName, HeaderValue};

use crate::auth::{MASK, mask};
use crate::info::CallInfo;
use crate::json::{from_json, to_json};
use crate::values::{Object, Value};

/// Headers that hold secrets, whoever sent them.
const HEADERS: [&str; 4] = [
    "authorization",
    "proxy-authorization",
    "cookie",
    "set-cookie",
];

/// Members, form fields and query keys that usually hold secrets, as [`bare`]
/// names.
const FIELDS: [&str; 8] = [
    "accesstoken",
    "refreshtoken",
    "idtoken",
    "token",
    "clientsecret",
    "clientassertion",
    "password",
    "apikey",
];

/// What is kept out of a file.
#[derive(Clone, Default)]
pub(super) struct Redaction {
    /// Texts, wherever they stand.
    pub(super) texts: Vec<String>,
    /// Names of members, form fields and query keys.
    pub(super) fields: Vec<String>,
}

impl Redaction {
    /// With the credentials of a request.
    pub(super) fn for_request<B>(&self, request: &http::Request<B>) -> Self {
        let mut all = self.clone();
        let call = request.extensions().get::<CallInfo>();
        for secret in call.iter().flat_map(|call| &call.secrets) {
            let whole = secret.expose();
            all.texts.push(whole.to_owned());
            // Without its prefix (`Bearer …`).
            all.texts
                .extend(whole.rsplit(' ').next().map(str::to_owned));
        }
        // The longest first, so that no part of one stays.
        all.texts.retain(|text| text.len() >= 4);
        all.texts.sort_by_key(|text| std::cmp::Reverse(text.len()));
        all
    }

    pub(super) fn text(&self, text: &str) -> String {
        self.texts
            .iter()
            .fold(text.to_owned(), |text, secret| mask(&text, secret))
    }

    /// A URL; its fragment may hold tokens as well (RFC 6749 §4.2.2).
    pub(super) fn url(&self, url: &str) -> String {
        let (url, fragment) = split(url, '#');
        let (path, query) = split(url, '?');
        let mut masked = path.to_owned();
        for (mark, pairs) in [('?', query), ('#', fragment)] {
            if let Some(pairs) = pairs {
                masked.push(mark);
                masked.push_str(&self.pairs(pairs));
            }
        }
        self.text(&masked)
    }

    pub(super) fn header(&self, name: &HeaderName, value: &HeaderValue) -> String {
        if value.is_sensitive() || HEADERS.contains(&name.as_str()) {
            return MASK.to_owned();
        }
        let text = String::from_utf8_lossy(value.as_bytes());
        if [LOCATION, CONTENT_LOCATION].contains(name) {
            return self.url(&text);
        }
        self.text(&text)
    }

    /// A body that is text; `None` for other bytes.
    pub(super) fn body(&self, body: &Bytes, media_type: &str) -> Option<String> {
        let text = std::str::from_utf8(body).ok()?;
        let form = media_type.starts_with("application/x-www-form-urlencoded");
        let text = match from_json::<Value>(text) {
            _ if form => self.pairs(text),
            Ok(value) if self.has_field(&value) => to_json(&self.value(value)),
            Ok(_) | Err(_) => text.to_owned(),
        };
        Some(self.text(&text))
    }

    fn is_field(&self, name: &str) -> bool {
        let name = bare(name);
        let named = self.fields.iter().any(|known| bare(known) == name);
        named || FIELDS.contains(&name.as_str())
    }

    fn pairs(&self, pairs: &str) -> String {
        let masked = pairs.split('&').map(|pair| match pair.split_once('=') {
            Some((name, _)) if self.is_field(name) => format!("{name}={MASK}"),
            _ => pair.to_owned(),
        });
        masked.collect::<Vec<_>>().join("&")
    }

    /// Whether there is anything to mask: bodies without stay byte for byte.
    fn has_field(&self, value: &Value) -> bool {
        match value {
            Value::Object(members) => members
                .iter()
                .any(|(name, value)| self.is_field(name) || self.has_field(value)),
            Value::Array(items) => items.iter().any(|item| self.has_field(item)),
            Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => false,
        }
    }

    fn value(&self, value: Value) -> Value {
        match value {
            Value::Object(members) => {
                let mut masked = Object::new();
                for (name, value) in members.iter() {
                    let value = if self.is_field(name) {
                        Value::String(MASK.to_owned())
                    } else {
                        self.value(value.clone())
                    };
                    masked.insert(name, value);
                }
                Value::Object(masked)
            }
            Value::Array(items) => {
                Value::Array(items.into_iter().map(|item| self.value(item)).collect())
            }
            Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => value,
        }
    }
}

/// A name without what conventions make of it: `accessToken`, `access_token` and
/// `Access-Token` are the same.
fn bare(name: &str) -> String {
    name.replace(['_', '-'], "").to_ascii_lowercase()
}

/// What stands before the first `mark`, and after it.
fn split(text: &str, mark: char) -> (&str, Option<&str>) {
    match text.split_once(mark) {
        Some((before, after)) => (before, Some(after)),
        None => (text, None),
    }
}
