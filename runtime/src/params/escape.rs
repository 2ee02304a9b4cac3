//! Which characters are percent-encoded where (RFC 3986, WHATWG URL).

use std::borrow::Cow;
use std::fmt::Write as _;

use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};

/// All but the unreserved characters of RFC 3986 §2.3.
const UNRESERVED: &AsciiSet = &NON_ALPHANUMERIC
    .remove(b'-')
    .remove(b'.')
    .remove(b'_')
    .remove(b'~');

/// `UNRESERVED` less the reserved characters. `#` stays encoded: it would end
/// the query (OAS 3.1 §4.8.12.4 leaves that to the caller).
const RESERVED: &AsciiSet = &UNRESERVED
    .remove(b':')
    .remove(b'/')
    .remove(b'?')
    .remove(b'[')
    .remove(b']')
    .remove(b'@')
    .remove(b'!')
    .remove(b'$')
    .remove(b'&')
    .remove(b'\'')
    .remove(b'(')
    .remove(b')')
    .remove(b'*')
    .remove(b'+')
    .remove(b',')
    .remove(b';')
    .remove(b'=');

/// In forms `~` is encoded as well (OAS 3.1 Appendix E).
const FORM: &AsciiSet = &UNRESERVED.add(b'~');

/// What `allowReserved` leaves in a form: not what separates its pairs.
const FORM_RESERVED: &AsciiSet = &RESERVED.add(b'~').add(b'&').add(b'=').add(b'+');

/// The set of WHATWG's `application/x-www-form-urlencoded`, less the blank.
const URLENCODED: &AsciiSet = &NON_ALPHANUMERIC
    .remove(b'*')
    .remove(b'-')
    .remove(b'.')
    .remove(b'_')
    .remove(b' ');

/// What a path template may not hold as it is: all that is neither `pchar` nor
/// `/` (RFC 3986 §3.3).
const TEMPLATE: &AsciiSet = &RESERVED.add(b'?').add(b'[').add(b']');

/// What `allowReserved` leaves in a path (OAS 3.2): not what ends a segment.
const PATH_RESERVED: &AsciiSet = &TEMPLATE.add(b'/');

/// What `allowReserved` leaves in a cookie (OAS 3.2): not what RFC 6265 §4.1.1
/// forbids in its value.
const COOKIE_RESERVED: &AsciiSet = &RESERVED.add(b',').add(b';');

/// How data is escaped.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum EscapeSet {
    /// All but unreserved characters.
    Unreserved,
    /// All but unreserved and reserved characters and percent-triples.
    Reserved,
    /// As `Unreserved`, for a pair of a form that has a style.
    Form,
    /// As `Reserved`, for a pair of a form that has a style.
    FormReserved,
    /// As `Reserved`, for a value in a path.
    PathReserved,
    /// As `Reserved`, for a value in a cookie.
    CookieReserved,
    /// WHATWG's `application/x-www-form-urlencoded`: blanks are `+`.
    UrlEncoded,
    /// The literal parts of a path template: percent-triples stay.
    Template,
    /// Not at all.
    None,
}

impl EscapeSet {
    /// Escapes a text.
    pub(crate) fn apply(self, text: &str) -> Cow<'_, str> {
        match self {
            Self::Unreserved => utf8_percent_encode(text, UNRESERVED).into(),
            Self::Form => utf8_percent_encode(text, FORM).into(),
            Self::Reserved => escape_keeping_triples(text, RESERVED),
            Self::PathReserved => escape_keeping_triples(text, PATH_RESERVED),
            Self::CookieReserved => escape_keeping_triples(text, COOKIE_RESERVED),
            Self::FormReserved => escape_keeping_triples(text, FORM_RESERVED),
            Self::Template => escape_keeping_triples(text, TEMPLATE),
            Self::UrlEncoded => utf8_percent_encode(text, URLENCODED)
                .to_string()
                .replace(' ', "+")
                .into(),
            Self::None => text.into(),
        }
    }
}

/// Encodes what is in `set`, and each `%` that begins no percent-triple.
fn escape_keeping_triples<'t>(text: &'t str, set: &'static AsciiSet) -> Cow<'t, str> {
    if !text.contains('%') {
        return utf8_percent_encode(text, set).into();
    }
    let mut escaped = String::with_capacity(text.len());
    let mut pieces = text.split('%');
    if let Some(first) = pieces.next() {
        push_escaped(&mut escaped, first, set);
    }
    for piece in pieces {
        escaped.push_str(if starts_with_hex(piece) { "%" } else { "%25" });
        push_escaped(&mut escaped, piece, set);
    }
    escaped.into()
}

fn push_escaped(to: &mut String, text: &str, set: &'static AsciiSet) {
    // Writing to a `String` cannot fail.
    let _ = write!(to, "{}", utf8_percent_encode(text, set));
}

fn starts_with_hex(text: &str) -> bool {
    matches!(text.as_bytes(), [high, low, ..] if high.is_ascii_hexdigit() && low.is_ascii_hexdigit())
}
