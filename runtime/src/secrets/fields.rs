//! Secrets that nobody told of, known by the names beside them: members of
//! JSON, elements of XML, pairs of forms and queries. Takes text of any kind,
//! also the start of one, several documents in a row, or none; what is not
//! masked stays byte for byte.

use std::borrow::Cow;

use percent_encoding::percent_decode_str;

use super::mask::MASK;
use super::names::SecretName;
use crate::json::from_json;

/// Whether a name is that of a secret.
pub(crate) type Names<'n> = &'n dyn Fn(&str) -> Option<SecretName>;

/// Masks the values of members, elements and query keys that are named like
/// secrets.
///
/// A text becomes the mask, and a number 0, so that it is still read as one;
/// `true`, `false` and null say little and stay. Of lists and objects all texts
/// become masks, but for times.
pub(crate) fn mask_fields(text: &str, names: Names<'_>) -> String {
    let mut scan = Scan {
        rest: text,
        masked: String::with_capacity(text.len()),
        open: Vec::new(),
        awaited: None,
        names,
    };
    while let Some(first) = scan.rest.chars().next() {
        scan.step(first);
    }
    scan.masked
}

/// Masks the pairs of a form or a query that are named like secrets.
pub(crate) fn mask_pairs(pairs: &str, names: Names<'_>) -> String {
    let masked = pairs.split('&').map(|pair| match pair.split_once('=') {
        Some((name, value)) if !value.is_empty() && is_secret_field(name, names) => {
            Cow::Owned(format!("{name}={MASK}"))
        }
        Some(_) | None => Cow::Borrowed(pair),
    });
    masked.collect::<Vec<_>>().join("&")
}

/// Masks what is named like a secret in a body of this media type.
pub(crate) fn mask_body_fields(text: &str, media_type: &str, names: Names<'_>) -> String {
    let media_type = media_type.trim_start().to_ascii_lowercase();
    if media_type.starts_with("application/x-www-form-urlencoded") {
        mask_pairs(text, names)
    } else {
        mask_fields(text, names)
    }
}

fn is_secret_field(name: &str, names: Names<'_>) -> bool {
    names(&percent_decode_str(name).decode_utf8_lossy()).is_some()
}

/// A walk through a text.
struct Scan<'t> {
    rest: &'t str,
    masked: String,
    /// The lists and objects around this place: whether they are secret.
    open: Vec<bool>,
    /// The name of the value that comes next, if it is a secret's.
    awaited: Option<SecretName>,
    names: Names<'t>,
}

impl Scan<'_> {
    fn step(&mut self, first: char) {
        match first {
            '"' => self.string(),
            '<' => self.element(),
            '{' | '[' => {
                let secret = self.awaited.take().is_some() || self.is_inside();
                self.open.push(secret);
                self.copy(1);
            }
            '}' | ']' => {
                self.open.pop();
                self.awaited = None;
                self.copy(1);
            }
            ',' => {
                self.awaited = None;
                self.copy(1);
            }
            '-' | '0'..='9' if self.awaited == Some(SecretName::One) => {
                self.awaited = None;
                self.skip(self.length(|c| !(c.is_ascii_digit() || "+-.eE".contains(c))));
                self.masked.push('0');
            }
            _ => {
                let marks = "\"<{}[],-0123456789";
                let first = first.len_utf8();
                let rest = self.rest.get(first..).unwrap_or_default();
                let length = rest.find(|c| marks.contains(c)).unwrap_or(rest.len());
                self.copy(first + length);
            }
        }
    }

    fn is_inside(&self) -> bool {
        self.open.last().copied().unwrap_or_default()
    }

    /// Bytes up to the first character that ends it.
    fn length(&self, ends: impl Fn(char) -> bool) -> usize {
        self.rest.find(ends).unwrap_or(self.rest.len())
    }

    fn copy(&mut self, length: usize) {
        let (copied, rest) = self
            .rest
            .split_at_checked(length)
            .unwrap_or((self.rest, ""));
        self.masked.push_str(copied);
        self.rest = rest;
    }

    fn skip(&mut self, length: usize) {
        self.rest = self.rest.get(length..).unwrap_or_default();
    }

    /// A name, or a value that is a text.
    fn string(&mut self) {
        let whole = measure_string(self.rest);
        let quoted = self.rest.get(..whole).unwrap_or(self.rest);
        let after = self.rest.get(whole..).unwrap_or_default();
        if after.trim_start().starts_with(':') {
            let name = from_json::<String>(quoted).unwrap_or_else(|_| quoted.to_owned());
            self.awaited = (self.names)(&name);
            self.copy(whole);
            return;
        }
        let text = quoted.trim_matches('"');
        let is_secret = match self.awaited.take() {
            Some(_) => true,
            None => self.is_inside() && !is_time_field(text),
        };
        if is_secret && !text.is_empty() {
            self.masked.push('"');
            self.masked.push_str(MASK);
            self.masked.push('"');
        } else {
            let masked = mask_queries(quoted, self.names);
            self.masked.push_str(&masked);
        }
        self.skip(whole);
    }

    /// A tag of XML, with the text behind it if that is a secret.
    fn element(&mut self) {
        let inside = self.rest.get(1..).unwrap_or_default();
        let ends = |c: char| !(c.is_alphanumeric() || "_-.:".contains(c));
        let name = inside.get(..inside.find(ends).unwrap_or(0));
        let local = name.and_then(|name| name.rsplit(':').next());
        let is_secret = local.is_some_and(|name| (self.names)(name).is_some());
        let Some(end) = self.rest.find('>').filter(|_| is_secret) else {
            self.copy(1);
            return;
        };
        self.copy(end + 1);
        let text = self.length(|c| c == '<');
        let is_empty = self
            .rest
            .get(..text)
            .is_none_or(|text| text.trim().is_empty());
        if is_empty || self.masked.ends_with("/>") {
            return;
        }
        self.skip(text);
        self.masked.push_str(MASK);
    }
}

/// Bytes of the text in quotes that this begins with; all of it where the last
/// quote is missing.
fn measure_string(text: &str) -> usize {
    let mut escaped = true; // The first quote ends nothing.
    for (at, byte) in text.bytes().enumerate() {
        match byte {
            _ if escaped => escaped = false,
            b'\\' => escaped = true,
            b'"' => return at + 1,
            _ => {}
        }
    }
    text.len()
}

/// Whether a text is a date or a time (RFC 3339): `2026-01-31…`.
fn is_time_field(text: &str) -> bool {
    let is_date = |(at, byte): (usize, &u8)| match at {
        4 | 7 => *byte == b'-',
        _ => byte.is_ascii_digit(),
    };
    let start = text.as_bytes().get(..10);
    start.is_some_and(|start| start.iter().enumerate().all(is_date)) && text.len() <= 40
}

/// Masks query keys in a text that is a URL or holds some.
pub(crate) fn mask_queries<'t>(text: &'t str, names: Names<'_>) -> Cow<'t, str> {
    const ESCAPED: &str = "\\u0026";
    if !text.contains('=') {
        return Cow::Borrowed(text);
    }
    let mut masked = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(mark) = rest.find(['?', '&', '#', '\\']) {
        let is_escaped = rest.get(mark..).is_some_and(|at| at.starts_with(ESCAPED));
        let begin = mark + if is_escaped { ESCAPED.len() } else { 1 };
        let (before, pair) = rest.split_at_checked(begin).unwrap_or((rest, ""));
        masked.push_str(before);
        rest = pair;
        let Some((name, value)) = pair.split_once('=') else {
            continue;
        };
        let unfit = |c: char| !(c.is_alphanumeric() || "_-.[]%$".contains(c));
        if name.contains(unfit) || !is_secret_field(name, names) {
            continue;
        }
        let ends = |c: char| c.is_whitespace() || "&#\"'<>\\".contains(c);
        masked.push_str(name);
        masked.push('=');
        masked.push_str(MASK);
        let end = value.find(ends).unwrap_or(value.len());
        rest = value.get(end..).unwrap_or_default();
    }
    masked.push_str(rest);
    Cow::Owned(masked)
}

#[cfg(test)]
mod tests {
    use super::super::is_secret_name;
    use super::*;

    #[test]
    fn values_by_their_names() {
        for (text, masked) in [
            (
                r#"{"a":1,"token" : "x\"y","b":[]}"#,
                r#"{"a":1,"token" : "[redacted]","b":[]}"#,
            ),
            (r#"{"otp":123456,"n":-1}"#, r#"{"otp":0,"n":-1}"#),
            (
                r#"{"max_tokens":17,"tokens":["x"]}"#,
                r#"{"max_tokens":17,"tokens":["[redacted]"]}"#,
            ),
            (
                r#"{"password":null,"has_secret":true}"#,
                r#"{"password":null,"has_secret":true}"#,
            ),
            (
                r#"{"session":{"v":"x","at":"2026-01-01T00:00:00Z","n":[1,"y"]},"v":"x"}"#,
                r#"{"session":{"v":"[redacted]","at":"2026-01-01T00:00:00Z","n":[1,"[redacted]"]},"v":"x"}"#,
            ),
            (r#"{"\u0074oken":"x"}"#, r#"{"\u0074oken":"[redacted]"}"#),
            // Cut off, several documents, events.
            (
                r#"{"a":"b","secret":"abc"#,
                r#"{"a":"b","secret":"[redacted]""#,
            ),
            ("{\"otp\":1}\n{\"otp\":2}", "{\"otp\":0}\n{\"otp\":0}"),
            (
                "data: {\"api_key\":\"x\"}\n\n",
                "data: {\"api_key\":\"[redacted]\"}\n\n",
            ),
            // Links.
            (
                r#"{"next":"https://x/?page=2&access_token=abc\u0026sig=x#k"}"#,
                r#"{"next":"https://x/?page=2&access_token=[redacted]\u0026sig=[redacted]#k"}"#,
            ),
            // XML.
            (
                "<a><Password kind=\"x\">p</Password><key/><n:Token>t</n:Token><k>v</k></a>",
                "<a><Password kind=\"x\">[redacted]</Password><key/><n:Token>[redacted]</n:Token><k>v</k></a>",
            ),
            ("no \"json\": at < all, 1 \\", "no \"json\": at < all, 1 \\"),
        ] {
            assert_eq!(mask_fields(text, &is_secret_name), masked);
        }
    }

    #[test]
    fn pairs_by_their_names() {
        let pairs = "a=1&user%5Bpassword%5D=x&token=&b&apiKey=y=z";
        let masked = "a=1&user%5Bpassword%5D=[redacted]&token=&b&apiKey=[redacted]";
        assert_eq!(mask_pairs(pairs, &is_secret_name), masked);
    }
}
