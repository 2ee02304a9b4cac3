//! `multipart/*` bodies (RFC 2046 §5.1, RFC 7578): parts between boundaries,
//! written one after the other and never held as a whole when one of them is a
//! stream.

mod boundary;
mod entry;
mod header;
mod part;

pub(super) use boundary::read_boundary;
pub use entry::Entry;
pub(super) use entry::encode_multipart_form;
pub use header::PartHeader;
pub use part::Part;

use std::hash::{BuildHasher as _, RandomState};

use super::content::Content;
use super::upload::Upload;
use crate::json::Violation;
use crate::values::Object;

/// What forms with files are (RFC 7578).
pub(super) const FORM_DATA: &str = "multipart/form-data";

/// Parts that make a body, put together by hand: for bodies of which the
/// document does not say what they hold.
///
/// ```
/// use bindery_runtime::{Multipart, Part};
///
/// let form = Multipart::new()
///     .part("purpose", Part::text("backup"))
///     .part("file", Part::new(vec![1, 2, 3]).file_name("a.bin"));
/// let related = Multipart::of_type("multipart/related")
///     .attach(Part::text("<img src=\"cid:1\">").content_type("text/html"))
///     .attach(Part::new(vec![4, 5, 6]).header("Content-ID", "<1>"));
/// ```
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Multipart {
    media_type: Option<String>,
    boundary: Option<String>,
    parts: Vec<Part>,
}

impl Multipart {
    /// No parts yet, in the media type of the operation.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// No parts yet, in this media type, which may have parameters.
    pub fn of_type(media_type: impl Into<String>) -> Self {
        Self {
            media_type: Some(media_type.into()),
            ..Self::default()
        }
    }

    /// Sets the line between the parts: 1 to 70 characters of RFC 2046 §5.1.1. By
    /// default it is random.
    ///
    /// No part may hold it: parts that are bytes are checked, and such a body is not
    /// sent; streams are not, as they are read only when they are sent.
    #[must_use]
    pub fn boundary(mut self, boundary: impl Into<String>) -> Self {
        self.boundary = Some(boundary.into());
        self
    }

    /// Adds a part with a name, as `multipart/form-data` wants it.
    #[must_use]
    pub fn part(mut self, name: impl Into<String>, part: impl Into<Part>) -> Self {
        self.parts.push(part.into().named(name));
        self
    }

    /// Adds a part without a name, as all others want it.
    #[must_use]
    pub fn attach(mut self, part: impl Into<Part>) -> Self {
        self.parts.push(part.into());
        self
    }

    /// The properties of an object as parts, by their types.
    pub(super) fn of_fields(fields: &Object) -> Self {
        encode_multipart_form(&[Entry::rest(fields)])
    }

    /// The media type with its boundary, the body, and what is wrong with it.
    pub(super) fn encode(&self, declared: &str) -> Encoded {
        let media_type = self.media_type.as_deref().unwrap_or(declared);
        let media_type = match media_type {
            // A range names no type (RFC 9110 §12.5.1).
            "multipart/*" => FORM_DATA,
            concrete => concrete,
        };
        let boundary = self.boundary.clone().unwrap_or_else(draw_boundary);
        let is_form = media_type.trim_start().starts_with(FORM_DATA);
        let mut content = Content::default();
        let mut violations: Vec<Violation> = boundary::check_boundary(&boundary, media_type)
            .err()
            .map(|message| make_part_violation("$", message))
            .into_iter()
            .collect();
        // Text that goes before the next upload.
        let mut text = String::new();
        for part in &self.parts {
            text.push_str(&format!("--{boundary}\r\n"));
            let head = text.len();
            part.head(is_form, &mut text, &mut violations);
            let head = text.get(head..).unwrap_or_default();
            // Nobody guesses 128 random bits.
            if self.boundary.is_some() && part.holds(head, &boundary) {
                violations.push(part.holds_boundary());
            }
            text.push_str("\r\n");
            content.push(Upload::from(std::mem::take(&mut text)));
            content.push(part.content().clone());
            text.push_str("\r\n");
        }
        text.push_str(&print_closing_line(&boundary));
        content.push(Upload::from(text));
        let parameter = boundary::print_boundary_parameter(&boundary);
        Encoded {
            media_type: format!("{media_type}{}; {parameter}", self.root(media_type)),
            content,
            violations,
        }
    }
}

impl Multipart {
    /// The parameter `type` that `multipart/related` must have: the media type of
    /// its first part (RFC 2387 §3.1), unless the caller has named a root.
    fn root(&self, media_type: &str) -> String {
        let media_type = media_type.to_ascii_lowercase();
        let mut pieces = media_type.split(';').map(str::trim);
        let is_related = pieces.next() == Some("multipart/related");
        let named = pieces.any(|piece| piece.starts_with("type=") || piece.starts_with("start="));
        match self.parts.first() {
            Some(first) if is_related && !named => format!("; type=\"{}\"", first.essence()),
            Some(_) | None => String::new(),
        }
    }
}

/// The line after the last part.
pub(super) fn print_closing_line(boundary: &str) -> String {
    format!("--{boundary}--\r\n")
}

/// A body with its boundary.
pub(super) struct Encoded {
    pub(super) media_type: String,
    pub(super) content: Content,
    pub(super) violations: Vec<Violation>,
}

fn make_part_violation(path: impl Into<String>, message: impl Into<String>) -> Violation {
    Violation {
        path: path.into(),
        message: message.into(),
    }
}

/// A boundary of 128 random bits; the standard library's hashers are seeded
/// anew each time.
fn draw_boundary() -> String {
    let bits = || RandomState::new().hash_one(0u8);
    format!("{:016x}{:016x}", bits(), bits())
}
