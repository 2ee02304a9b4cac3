//! Escapes that the texts of JSON should have, and those that mean nothing.

use crate::diagnostics::Code;

/// What has to be done to a text with its quotes, and what becomes of it.
pub(super) fn mend_text(written: &str) -> Option<(Code, String)> {
    let has_control = written.contains(is_bare_control);
    match replace_lone_surrogates(written) {
        // One repair for one text, named after what changes its meaning.
        Some(whole) if has_control => Some((Code::LoneSurrogate, escape_control(&whole))),
        Some(whole) => Some((Code::LoneSurrogate, whole)),
        None => has_control.then(|| (Code::ControlCharacter, escape_control(written))),
    }
}

/// The text with U+FFFD in place of each escape of half a character; `None` if it has none.
fn replace_lone_surrogates(text: &str) -> Option<String> {
    let mut whole = String::new();
    let mut done = 0;
    let mut rest = text.match_indices('\\').map(|(at, _)| at).peekable();
    while let Some(at) = rest.next() {
        let end = match escaped_unit(text, at) {
            None => at + 2,
            Some(0xd800..0xdc00) if matches!(escaped_unit(text, at + 6), Some(0xdc00..0xe000)) => {
                at + 12
            }
            Some(0xd800..0xe000) => {
                whole.push_str(text.get(done..at)?);
                whole.push_str("\\ufffd");
                done = at + 6;
                done
            }
            Some(_) => at + 6,
        };
        while rest.next_if(|next| *next < end).is_some() {}
    }
    whole.push_str(text.get(done..)?);
    (done > 0).then_some(whole)
}

/// The UTF-16 unit whose escape, `\\u` and four digits, starts at a byte.
fn escaped_unit(text: &str, at: usize) -> Option<u16> {
    let digits = text.get(at..at + 6)?.strip_prefix("\\u")?;
    u16::from_str_radix(digits, 16).ok()
}

/// Whether JSON wants a character to be escaped (RFC 8259 §7).
fn is_bare_control(letter: char) -> bool {
    letter < ' '
}

/// A character behind a backslash stays: what a line break means there, readers disagree.
fn escape_control(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    let mut is_behind_backslash = false;
    for letter in text.chars() {
        if is_bare_control(letter) && !is_behind_backslash {
            escaped.push_str(&format!("\\u{:04x}", u32::from(letter)));
        } else {
            escaped.push(letter);
        }
        is_behind_backslash = letter == '\\' && !is_behind_backslash;
    }
    escaped
}
