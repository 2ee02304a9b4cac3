//! One part of a `multipart/*` body.

use super::boundary::is_boundary_in;
use super::make_part_violation;
use crate::json::{Encode, Violation};
use crate::request::body::write_json_value;
use crate::request::headers::parse_header;
use crate::request::upload::Upload;

/// A file, or any other part of a `multipart/*` body: what it holds, and what
/// its headers say.
///
/// Bytes, texts and [`Upload`]s convert into it. A file of a form that has no
/// file name gets that of its property, as many servers take only parts with a
/// file name for files.
///
/// ```
/// use bindery_runtime::{Multipart, Part};
///
/// let report = Part::new(vec![0x25, 0x50, 0x44, 0x46])
///     .file_name("report.pdf")
///     .content_type("application/pdf");
/// let form = Multipart::new().part("title", "June").part("file", report);
/// ```
#[derive(Debug, Clone, PartialEq)]
pub struct Part {
    content: Upload,
    name: Option<String>,
    file_name: Option<String>,
    /// Whether forms give it a file name if it has none.
    is_file: bool,
    content_type: Option<String>,
    headers: Vec<(String, String)>,
    violations: Vec<Violation>,
}

impl Part {
    /// A part that holds bytes or a stream.
    pub fn new(content: impl Into<Upload>) -> Self {
        Self {
            content: content.into(),
            name: None,
            file_name: None,
            is_file: false,
            content_type: None,
            headers: Vec::new(),
            violations: Vec::new(),
        }
    }

    /// A part that is a file, with its name and the media type of that; see
    /// [`Upload::file`].
    ///
    /// # Errors
    ///
    /// When there is no such file.
    #[cfg(not(all(target_arch = "wasm32", target_os = "unknown")))]
    pub fn file(path: impl AsRef<std::path::Path>) -> std::io::Result<Self> {
        let path = path.as_ref();
        let part = Self::new(Upload::file(path)?);
        let name = path.file_name().map(|name| name.to_string_lossy());
        Ok(match name {
            Some(name) => part.file_name(name),
            None => part,
        })
    }

    /// A part that is text. Without a content type it counts as `text/plain`
    /// (RFC 7578 §4.4).
    pub fn text(text: impl Into<String>) -> Self {
        Self::new(text.into())
    }

    /// A part that is a value as JSON.
    pub fn json(value: &dyn Encode) -> Self {
        let (text, violations) = write_json_value(value);
        let mut part = Self::text(text).content_type("application/json");
        part.violations = violations;
        part
    }

    /// Sets the name of the file.
    #[must_use]
    pub fn file_name(mut self, name: impl Into<String>) -> Self {
        self.file_name = Some(name.into());
        self
    }

    /// Sets the content type.
    #[must_use]
    pub fn content_type(mut self, media_type: impl Into<String>) -> Self {
        self.content_type = Some(media_type.into());
        self
    }

    /// Adds a header, after `Content-Disposition` and `Content-Type`.
    #[must_use]
    pub fn header(mut self, name: impl Into<String>, value: impl Into<String>) -> Self {
        self.add_header(&name.into(), &value.into());
        self
    }

    pub(super) fn named(mut self, name: impl Into<String>) -> Self {
        self.name = Some(name.into());
        self
    }

    /// Makes it a file of a form: what the caller has not said is filled in.
    pub(super) fn into_file(mut self, name: &str, content_type: &str) -> Self {
        self.is_file = true;
        let own = self.content_type.take();
        let own = own.or_else(|| self.guess_type(content_type).map(str::to_owned));
        self.content_type = Some(own.unwrap_or_else(|| content_type.to_owned()));
        self.named(name)
    }

    /// The media type of the file's name, where the form allows several or any.
    fn guess_type(&self, allowed: &str) -> Option<&'static str> {
        let guessed = self.content.guessed?;
        let is_open = allowed.contains('*') || allowed == "application/octet-stream";
        let mut listed = allowed.split(',').map(str::trim);
        (is_open || listed.any(|one| one == guessed)).then_some(guessed)
    }

    pub(super) fn violate(&mut self, violations: impl IntoIterator<Item = Violation>) {
        self.violations.extend(violations);
    }

    pub(super) fn has_header(&self, name: &str) -> bool {
        let mut headers = self.headers.iter();
        headers.any(|(known, _)| known.eq_ignore_ascii_case(name))
    }

    pub(super) fn add_header(&mut self, name: &str, value: &str) {
        self.headers.push((name.to_owned(), value.to_owned()));
    }

    /// Type and subtype, which are `text/plain` where nobody says otherwise (RFC
    /// 2046 §5.1).
    pub(super) fn essence(&self) -> &str {
        let media_type = self.content_type.as_deref().unwrap_or("text/plain");
        media_type.split(';').next().unwrap_or_default().trim()
    }

    pub(super) fn content(&self) -> &Upload {
        &self.content
    }

    /// Writes the headers, each with its line end, and what is wrong with them.
    pub(super) fn head(&self, is_form: bool, to: &mut String, violations: &mut Vec<Violation>) {
        violations.extend(self.violations.iter().map(|found| self.below(found)));
        let disposition = self.disposition(is_form);
        let disposition = disposition.iter().map(|text| ("Content-Disposition", text));
        let guessed = self.content.guessed.map(str::to_owned);
        let own = self.content_type.as_ref().or(guessed.as_ref());
        let own = own.into_iter().map(|text| ("Content-Type", text));
        let more = self.headers.iter();
        let more = more.map(|(name, value)| (name.as_str(), value));
        for (name, value) in disposition.chain(own).chain(more) {
            match parse_header(name, value) {
                Ok(_) => to.push_str(&format!("{name}: {value}\r\n")),
                Err(message) => {
                    violations.push(make_part_violation(
                        format!("{}.{name}", self.place()),
                        message,
                    ));
                }
            }
        }
    }

    /// Whether its headers or what is known of its content hold the boundary.
    pub(super) fn holds(&self, head: &str, boundary: &str) -> bool {
        let content = self
            .content
            .bytes()
            .is_some_and(|bytes| is_boundary_in(bytes, boundary));
        content || is_boundary_in(head.as_bytes(), boundary)
    }

    pub(super) fn holds_boundary(&self) -> Violation {
        let message =
            "holds the boundary, which would end it; choose another one, or leave it to chance";
        make_part_violation(self.place(), message)
    }

    /// `form-data` with a name (RFC 7578 §4.2); elsewhere only files have one
    /// (RFC 2183).
    fn disposition(&self, is_form: bool) -> Option<String> {
        let name = self.name.as_deref().unwrap_or_default();
        let usual = (is_form && self.is_file).then_some(name);
        let file_name = self.file_name.as_deref().or(usual);
        let mut text = match (is_form, file_name) {
            (true, _) => format!("form-data; name=\"{}\"", escape_part_name(name)),
            (false, Some(_)) => "attachment".to_owned(),
            (false, None) => return None,
        };
        if let Some(file_name) = file_name {
            text.push_str(&format!("; filename=\"{}\"", escape_part_name(file_name)));
        }
        Some(text)
    }

    fn place(&self) -> String {
        let name = self.name.as_ref();
        name.map_or_else(|| "$".to_owned(), |name| format!("$.{name}"))
    }

    fn below(&self, found: &Violation) -> Violation {
        let inside = found.path.strip_prefix('$').unwrap_or(&found.path);
        make_part_violation(format!("{}{inside}", self.place()), &*found.message)
    }
}

/// As browsers escape names (WHATWG HTML, "multipart/form-data encoding
/// algorithm"); other characters travel in UTF-8 (RFC 7578 §5.1).
fn escape_part_name(name: &str) -> String {
    name.replace('"', "%22")
        .replace('\r', "%0D")
        .replace('\n', "%0A")
}

impl<U: Into<Upload>> From<U> for Part {
    fn from(content: U) -> Self {
        Self::new(content)
    }
}
