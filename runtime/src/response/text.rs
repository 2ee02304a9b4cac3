//! Bodies that are text: from bytes and the content type's `charset` to a `String`
//! (RFC 9110 §8.3.2). No table of characters is as large as those of East Asia.
//!
//! Without a `charset` text is UTF-8: HTTP has no default of its own any more (RFC
//! 9110 §8.3.2, RFC 6657 §3), and whatever is no UTF-8 is an error rather than a
//! guess. ISO 8859-1 is read as Windows-1252, as WHATWG Encoding §4.2 has it: it is the
//! same but for the bytes 0x80 to 0x9F, which are control characters that no text holds.
//! Of other encodings ASCII alone is read.

use crate::media_type::find_charset;

/// The text of a body. The error is one for the user.
pub(super) fn decode_text(body: &[u8], content_type: &str) -> Result<String, String> {
    let charset = find_charset(content_type).unwrap_or_default();
    match charset.as_str() {
        "" | "utf-8" | "utf8" => decode_utf8(body)
            .ok_or_else(|| "the body is not text in UTF-8; `Call::raw` gives its bytes".to_owned()),
        "iso-8859-1" | "iso8859-1" | "iso_8859-1" | "latin1" | "latin-1" | "l1"
        | "windows-1252" | "cp1252" | "x-cp1252" => {
            Ok(body.iter().copied().map(decode_windows_1252).collect())
        }
        other => decode_utf8(body)
            .filter(|text| is_ascii_alike(text))
            .ok_or_else(|| {
                format!(
                    "the body is text in `{other}`, which is not read; `Call::raw` gives its bytes"
                )
            }),
    }
}

fn decode_utf8(body: &[u8]) -> Option<String> {
    std::str::from_utf8(body).ok().map(str::to_owned)
}

/// Whether a text means the same in every encoding that is a superset of ASCII: those
/// that are none hold NUL or switch by ESC.
fn is_ascii_alike(text: &str) -> bool {
    text.is_ascii() && !text.contains(['\0', '\x1B'])
}

/// WHATWG Encoding, index windows-1252.
fn decode_windows_1252(byte: u8) -> char {
    let place = usize::from(byte.wrapping_sub(0x80));
    let special = HIGH_CONTROLS.get(place).copied();
    special.unwrap_or(char::from(byte))
}

/// What stands at 0x80 to 0x9F; bytes that stand for nothing stay control characters.
const HIGH_CONTROLS: [char; 32] = [
    '€', '\u{81}', '‚', 'ƒ', '„', '…', '†', '‡', 'ˆ', '‰', 'Š', '‹', 'Œ', '\u{8D}', 'Ž', '\u{8F}',
    '\u{90}', '‘', '’', '“', '”', '•', '–', '—', '˜', '™', 'š', '›', 'œ', '\u{9D}', 'ž', 'Ÿ',
];
