//! Bodies of requests: encoded at once, so that a call owns what it sends and
//! every attempt sends the same.

use std::fmt;

use super::content::Content;
use super::form::{self, FormField};
use super::multipart::{self, Entry, Multipart};
use super::upload::Upload;
use crate::json::{Encode, Rule, Segment, Violation, Writer, check, from_json, to_json};
use crate::media_type::find_essence;
use crate::values::Value;

/// The body of a request.
///
/// Encoded when it is made; only streams are read when they are sent.
#[derive(Clone, Default)]
#[non_exhaustive]
pub enum Body {
    /// No body.
    #[default]
    None,
    /// A body that is ready to be sent.
    Encoded(EncodedBody),
}

/// A content and its media type.
#[derive(Clone)]
pub struct EncodedBody {
    pub(super) media_type: String,
    pub(super) content: Content,
    pub(super) violations: Vec<Violation>,
}

impl Body {
    /// A value as JSON.
    pub fn json(media_type: &str, value: &dyn Encode) -> Self {
        let (text, violations) = write_json_value(value);
        Self::encoded(media_type, Upload::from(text), violations)
    }

    /// A value as plain text: a date, a word of an enum, bytes in Base64. A value that is not
    /// a text is sent as JSON.
    pub fn plain(media_type: &str, value: &dyn Encode) -> Self {
        let (text, violations) = write_json_value(value);
        let text = match from_json::<Value>(&text) {
            Ok(Value::String(plain)) => plain,
            Ok(_) | Err(_) => text,
        };
        Self::encoded(media_type, Upload::from(text), violations)
    }

    /// Items as JSON, each on a line of its own: JSON Lines, or JSON text sequences
    /// (RFC 7464) where the media type says so.
    #[must_use]
    pub fn json_lines<T: Encode>(media_type: &str, items: &[T]) -> Self {
        let before = if media_type.contains("json-seq") {
            RECORD_SEPARATOR
        } else {
            ""
        };
        let (mut text, mut violations) = (String::new(), Vec::new());
        for (index, item) in items.iter().enumerate() {
            let (line, found) = write_json_value(item);
            text.push_str(&format!("{before}{line}\n"));
            violations.extend(
                found
                    .into_iter()
                    .map(|found| nest_item_violation(index, found)),
            );
        }
        Self::encoded(media_type, Upload::from(text), violations)
    }

    /// An object as JSON, with one of its properties set to a JSON text instead of
    /// what it was.
    #[must_use]
    pub fn json_with(media_type: &str, value: &dyn Encode, name: &str, json: &str) -> Self {
        let (text, violations) = write_json_value(value);
        let text = match (from_json::<Value>(&text), from_json::<Value>(json)) {
            (Ok(Value::Object(mut members)), Ok(set)) => {
                members.insert(name, set);
                to_json(&members)
            }
            _ => text,
        };
        Self::encoded(media_type, Upload::from(text), violations)
    }

    /// A value as `application/x-www-form-urlencoded`: each property by its
    /// entry in `fields`, else by its content type (OAS 3.1 §4.8.15.1.1).
    pub fn form(value: &dyn Encode, fields: &[FormField]) -> Self {
        let (text, violations) = write_json_value(value);
        let bytes = Upload::from(form::encode_form(&text, fields));
        Self::encoded(form::MEDIA_TYPE, bytes, violations)
    }

    /// The properties of an object as the parts of a form, each by its entry.
    #[must_use]
    pub fn form_parts(media_type: &str, entries: &[Entry<'_>]) -> Self {
        Self::multipart(media_type, &multipart::encode_multipart_form(entries))
    }

    /// Parts that the caller has put together. `media_type` is that of the
    /// operation.
    #[must_use]
    pub fn multipart(media_type: &str, parts: &Multipart) -> Self {
        let encoded = parts.encode(media_type);
        Self::Encoded(EncodedBody {
            media_type: encoded.media_type,
            content: encoded.content,
            violations: encoded.violations,
        })
    }

    /// Bytes or a stream, as they are, with their own media type if they have one; a file
    /// has that of its name where the document gives a range (RFC 9110 §12.5.1). A range
    /// such as `image/*` that nothing narrows is told before anything is sent.
    pub fn bytes(media_type: &str, bytes: impl Into<Upload>) -> Self {
        let mut upload = bytes.into();
        let is_range = media_type.contains('*');
        let guessed = upload.guessed.filter(|_| is_range);
        let own = upload.media_type.take().or(guessed.map(str::to_owned));
        match own {
            Some(own) => Self::encoded(&own, upload, Vec::new()),
            None if is_range => match find_plainest_media_type(media_type) {
                Some(plainest) => Self::encoded(plainest, upload, Vec::new()),
                None => {
                    let message = format!(
                        "is of no media type, where the document has `{media_type}`: \
                         `Upload::with_media_type` says which one it is"
                    );
                    Self::encoded(media_type, upload, vec![Violation::here(message)])
                }
            },
            None => Self::encoded(media_type, upload, Vec::new()),
        }
    }

    /// Text as it is, in UTF-8.
    pub fn text(media_type: &str, text: impl Into<String>) -> Self {
        Self::encoded(media_type, Upload::from(text.into()), Vec::new())
    }

    /// Adds what the document demands of a body in JSON or of a text, besides what its type
    /// demands by itself: limits of a list, a map, a number or a text.
    #[must_use]
    pub fn rules(self, rules: &'static [Rule]) -> Self {
        self.checked(|text| check(rules, text))
    }

    /// Adds what the document demands of a value that is sent as plain text.
    ///
    /// What `5` is, a text or a number, only the rules know: those of numbers look at it as
    /// JSON, those of texts at the whole text.
    #[must_use]
    pub fn text_rules(self, rules: &'static [Rule]) -> Self {
        self.checked(|text| {
            let mut broken = check(rules, &to_json(&text));
            if !text.starts_with('"') {
                broken.extend(check(rules, text));
            }
            broken
        })
    }

    /// Adds what the document demands of each item of a body in JSON Lines.
    #[must_use]
    pub fn item_rules(self, rules: &'static [Rule]) -> Self {
        let check_line = |(index, line): (usize, &str)| {
            let broken = check(rules, line.trim_start_matches(RECORD_SEPARATOR));
            broken
                .into_iter()
                .map(move |found| nest_item_violation(index, found))
        };
        self.checked(|text| text.lines().enumerate().flat_map(check_line).collect())
    }

    /// Adds what is wrong with a text that is at hand; JSON always is.
    fn checked(mut self, find: impl FnOnce(&str) -> Vec<Violation>) -> Self {
        if let Self::Encoded(body) = &mut self
            && let Some(bytes) = body.content.bytes()
            && let Ok(text) = std::str::from_utf8(&bytes)
        {
            body.violations.extend(find(text));
        }
        self
    }

    /// The bytes, unless a part of it is a stream.
    #[cfg(feature = "testing")]
    pub(crate) fn at_hand(&self) -> Option<bytes::Bytes> {
        match self {
            Self::None => None,
            Self::Encoded(body) => body.content.bytes(),
        }
    }

    fn encoded(media_type: &str, content: Upload, violations: Vec<Violation>) -> Self {
        Self::Encoded(EncodedBody {
            media_type: media_type.to_owned(),
            content: content.into(),
            violations,
        })
    }
}

/// The media type of a range that says nothing of what a body is; an image is of one
/// kind or another.
fn find_plainest_media_type(range: &str) -> Option<&'static str> {
    match find_essence(range).as_str() {
        "*/*" | "*" | "application/*" => Some("application/octet-stream"),
        "text/*" => Some("text/plain"),
        _ => None,
    }
}

/// What begins an item of a JSON text sequence (RFC 7464 §2.1).
const RECORD_SEPARATOR: &str = "\u{1E}";

fn nest_item_violation(index: usize, mut found: Violation) -> Violation {
    found.move_into(&Segment::Index(index));
    found
}

/// A value as JSON text, and what is wrong with it.
pub(super) fn write_json_value(value: &dyn Encode) -> (String, Vec<Violation>) {
    let mut writer = Writer::new();
    value.encode(&mut writer);
    writer.finish()
}

impl fmt::Debug for Body {
    /// Shows media type and length, as bodies may hold secrets.
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::None => out.write_str("None"),
            Self::Encoded(body) => body.fmt(out),
        }
    }
}

impl fmt::Debug for EncodedBody {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.content.length() {
            Some(length) => write!(out, "{} ({length} bytes)", self.media_type),
            None => write!(out, "{} (a stream)", self.media_type),
        }
    }
}
