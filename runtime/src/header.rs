//! Documented headers of responses, decoded (OAS 3.1 §4.8.21, style `simple`).

use std::borrow::Cow;
use std::marker::PhantomData;

use http::header::SET_COOKIE;
use http::{HeaderMap, HeaderValue};

use crate::json::{Decode, DecodeError, from_json, to_json};
use crate::values::Value;

/// A header that the document describes: its name and its type. Generated
/// clients have one for each as a constant.
///
/// ```
/// use bindery_runtime::http::HeaderMap;
/// use bindery_runtime::contract::HeaderForm;
/// use bindery_runtime::Header;
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
    // not a decoder, which would compile in the library whether it is called or not
    of: PhantomData<fn() -> T>,
}

/// How the text of a header becomes JSON.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum HeaderForm {
    /// A text, as it is.
    Text,
    /// A number or a boolean.
    Bare,
    /// Texts, separated by commas. Each `Set-Cookie` is one, whatever it holds.
    Texts,
    /// Numbers or booleans, separated by commas.
    Bares,
    /// An object: names and values in turn behind commas (`R,100,G,200`), or pairs
    /// (`R=100,G=200`) with `explode`.
    Object {
        /// Whether it is pairs.
        explode: bool,
        /// The members that are numbers or booleans, and not texts.
        bare: &'static [&'static str],
    },
    /// An object in the same form, all of whose members are numbers or booleans.
    BareObject {
        /// Whether it is pairs.
        explode: bool,
    },
    /// JSON: `content` with a JSON media type.
    Json,
}

impl<T> Header<T> {
    /// Describes a header.
    #[must_use]
    pub const fn new(name: &'static str, form: HeaderForm) -> Self {
        Self {
            name,
            form,
            of: PhantomData,
        }
    }

    /// Name; compared without case.
    #[must_use]
    pub fn name(&self) -> &'static str {
        self.name
    }

    /// The value among these headers, if it is there. What is not UTF-8 is Latin-1, as
    /// HTTP had it before (RFC 9110 §5.5).
    ///
    /// # Errors
    ///
    /// When it is there, and is not what the document says.
    pub fn read(&self, headers: &HeaderMap) -> Result<Option<T>, DecodeError>
    where
        T: Decode,
    {
        let values: Vec<Cow<'_, str>> = headers
            .get_all(self.name)
            .iter()
            .map(read_header_value)
            .collect();
        if values.is_empty() {
            return Ok(None);
        }
        let values: Vec<&str> = values.iter().map(|value| value.trim()).collect();
        from_json(&self.json(&values)).map(Some)
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
            HeaderForm::Text => quote_json_text(&whole),
            HeaderForm::Bare | HeaderForm::Json => whole,
            HeaderForm::Texts if is_cookies => {
                join_json_list(values.iter().map(|one| quote_json_text(one)))
            }
            HeaderForm::Texts => join_json_list(items().map(quote_json_text)),
            HeaderForm::Bares => join_json_list(items().map(str::to_owned)),
            HeaderForm::Object { explode, bare } => {
                print_header_object(&whole, explode, |name| bare.contains(&name))
            }
            HeaderForm::BareObject { explode } => print_header_object(&whole, explode, |_| true),
        }
    }
}

/// The text of a header.
fn read_header_value(value: &HeaderValue) -> Cow<'_, str> {
    match std::str::from_utf8(value.as_bytes()) {
        Ok(text) => Cow::Borrowed(text),
        Err(_) => value.as_bytes().iter().copied().map(char::from).collect(),
    }
}

/// Names and values of an object; a name without a value has an empty one.
fn split_header_members(text: &str, explode: bool) -> Vec<(&str, &str)> {
    let items: Vec<&str> = text.split(',').map(str::trim).collect();
    if explode {
        let pairs = items.into_iter();
        return pairs
            .map(|item| item.split_once('=').unwrap_or((item, "")))
            .collect();
    }
    let pairs = items.chunks(2).filter_map(<[&str]>::split_first);
    pairs
        .map(|(name, value)| (*name, value.first().copied().unwrap_or_default()))
        .collect()
}

fn print_header_object(text: &str, explode: bool, is_bare: impl Fn(&str) -> bool) -> String {
    let members = split_header_members(text, explode).into_iter();
    let members = members.filter(|(name, _)| !name.is_empty());
    let members = members.map(|(name, value)| match is_bare(name) {
        true => format!("{}:{value}", quote_json_text(name)),
        false => format!("{}:{}", quote_json_text(name), quote_json_text(value)),
    });
    format!("{{{}}}", members.collect::<Vec<_>>().join(","))
}

fn quote_json_text(text: &str) -> String {
    to_json(&Value::from(text))
}

fn join_json_list(items: impl Iterator<Item = String>) -> String {
    format!("[{}]", items.collect::<Vec<_>>().join(","))
}
