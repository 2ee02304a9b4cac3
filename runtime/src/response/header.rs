//! Documented headers of answers, decoded (OAS 3.1 §4.8.21, style `simple`).

use http::HeaderMap;
use http::header::SET_COOKIE;

use super::unreadable;
use crate::json::{Decode, DecodeError, from_json, to_json};
use crate::values::Value;

/// A header that the document describes: its name and its type. Generated
/// clients have one for each as a constant.
///
/// ```
/// use bindery_runtime::http::HeaderMap;
/// use bindery_runtime::{Header, HeaderForm};
///
/// const REMAINING: Header<i64> = Header::new("x-ratelimit-remaining", HeaderForm::Bare);
///
/// let mut headers = HeaderMap::new();
/// assert_eq!(REMAINING.read(&headers).unwrap(), None);
/// headers.insert("x-ratelimit-remaining", "42".parse().unwrap());
/// assert_eq!(REMAINING.read(&headers).unwrap(), Some(42));
/// ```
#[derive(Debug)]
pub struct Header<T> {
    name: &'static str,
    form: HeaderForm,
    decode: fn(&str) -> Result<T, DecodeError>,
}

/// How the text of a header becomes JSON.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum HeaderForm {
    /// A text, as it is.
    Text,
    /// A number or a truth.
    Bare,
    /// Texts behind commas. Each `Set-Cookie` is one, whatever it holds.
    Texts,
    /// Numbers or truths behind commas.
    Bares,
    /// JSON: `content` with a JSON media type.
    Json,
}

impl<T: Decode> Header<T> {
    /// Describes a header.
    #[must_use]
    pub const fn new(name: &'static str, form: HeaderForm) -> Self {
        Self {
            name,
            form,
            decode: |text| from_json(text),
        }
    }
}

impl<T> Header<T> {
    /// Name; compared without case.
    #[must_use]
    pub fn name(&self) -> &'static str {
        self.name
    }

    /// The value among these headers, if it is there.
    ///
    /// # Errors
    ///
    /// When it is there, and is not what the document says.
    pub fn read(&self, headers: &HeaderMap) -> Result<Option<T>, DecodeError> {
        let mut values = Vec::new();
        for value in headers.get_all(self.name) {
            let text = value.to_str();
            let text = text.map_err(|_| unreadable("the header is not text in ASCII"))?;
            values.push(text.trim());
        }
        if values.is_empty() {
            return Ok(None);
        }
        (self.decode)(&self.json(&values)).map(Some)
    }

    /// The values as JSON. Several lines count as one (RFC 9110 §5.3).
    fn json(&self, values: &[&str]) -> String {
        let whole = values.join(", ");
        let is_cookies = self.name.eq_ignore_ascii_case(SET_COOKIE.as_str());
        let items = || {
            whole
                .split(',')
                .map(str::trim)
                .filter(|one| !one.is_empty())
        };
        match self.form {
            HeaderForm::Text => quoted(&whole),
            HeaderForm::Bare | HeaderForm::Json => whole,
            HeaderForm::Texts if is_cookies => list(values.iter().map(|one| quoted(one))),
            HeaderForm::Texts => list(items().map(quoted)),
            HeaderForm::Bares => list(items().map(str::to_owned)),
        }
    }
}

fn quoted(text: &str) -> String {
    to_json(&Value::from(text))
}

fn list(items: impl Iterator<Item = String>) -> String {
    format!("[{}]", items.collect::<Vec<_>>().join(","))
}
