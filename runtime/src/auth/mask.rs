//! Secrets inside of other texts, as they are and as URLs, forms and JSON spell
//! them. Takes a text, gives it with a mask in their place; does not know where
//! either comes from.

use std::fmt::Write as _;

/// What stands in place of a secret.
pub(crate) const MASK: &str = "[redacted]";

/// Puts the mask wherever the secret stands in the text: as it is, with any of
/// its characters percent-encoded (RFC 3986 §2.1) or as in a form, or escaped as
/// in a JSON string (RFC 8259 §7).
pub(crate) fn mask(text: &str, secret: &str) -> String {
    let mut masked = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(first) = rest.chars().next() {
        let after = match after_secret(rest, secret) {
            Some(after) if !secret.is_empty() => {
                masked.push_str(MASK);
                Some(after)
            }
            Some(_) | None => {
                masked.push(first);
                rest.get(first.len_utf8()..)
            }
        };
        rest = after.unwrap_or_default();
    }
    masked
}

/// What follows the secret, if the text begins with it.
fn after_secret<'a>(text: &'a str, secret: &str) -> Option<&'a str> {
    text.strip_prefix(secret)
        .or_else(|| secret.bytes().try_fold(text, after_percent))
        .or_else(|| secret.chars().try_fold(text, after_json))
}

/// What follows a byte that may be percent-encoded, or `+` for a blank.
fn after_percent(text: &str, byte: u8) -> Option<&str> {
    let is = |digit: u8, value: u8| char::from(digit).to_digit(16) == Some(value.into());
    let length = match *text.as_bytes() {
        [b'%', high, low, ..] if is(high, byte / 16) && is(low, byte % 16) => 3,
        [b'+', ..] if byte == b' ' => 1,
        [first, ..] if first == byte => 1,
        _ => return None,
    };
    text.get(length..)
}

/// What follows a character that may be escaped.
fn after_json(text: &str, wanted: char) -> Option<&str> {
    let Some(escape) = text.strip_prefix('\\') else {
        return text.strip_prefix(wanted);
    };
    let short = match wanted {
        '\n' => 'n',
        '\r' => 'r',
        '\t' => 't',
        '"' | '\\' | '/' => wanted,
        // Only the long escape: no text holds this.
        _ => '\0',
    };
    escape.strip_prefix(short).or_else(|| {
        let mut long = String::new();
        for unit in wanted.encode_utf16(&mut [0; 2]) {
            // Writing to a `String` cannot fail.
            let _ = write!(long, "\\u{unit:04x}");
        }
        let (found, after) = text.split_at_checked(long.len())?;
        found.eq_ignore_ascii_case(&long).then_some(after)
    })
}
