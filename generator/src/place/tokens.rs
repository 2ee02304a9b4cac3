//! The tokens of JSON, and of texts that are nearly JSON.
//!
//! Nothing is checked here: what is no token of JSON is a word.

use std::ops::Range;

/// What a token is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Token {
    /// `{` or `[`; whether it is a map.
    Open(bool),
    /// `}` or `]`.
    Close,
    /// `,`
    Comma,
    /// `:`
    Colon,
    /// A text in double quotes.
    Text,
    /// A number, `true`, or whatever else stands between all others.
    Word,
    /// `// …` or `/* … */`.
    Comment,
}

/// The tokens of a text, each with its bytes.
pub(crate) fn split_json_tokens(text: &str) -> impl Iterator<Item = (Token, Range<usize>)> {
    let mut at = 0;
    std::iter::from_fn(move || {
        let blanks = text.as_bytes().get(at..)?.iter();
        at += blanks.take_while(|byte| is_blank(**byte)).count();
        let start = at;
        let byte = *text.as_bytes().get(at)?;
        at += 1;
        let token = match byte {
            b'{' | b'[' => Token::Open(byte == b'{'),
            b'}' | b']' => Token::Close,
            b',' => Token::Comma,
            b':' => Token::Colon,
            b'"' => {
                // A text that is not closed ends with the file: repairs of what comes behind a
                // missing quote would be guesses.
                at = end_of_text(text, at);
                Token::Text
            }
            _ => match comment_at(text, start) {
                Some(end) => {
                    at = end;
                    Token::Comment
                }
                None => {
                    at = end_of_word(text, at);
                    Token::Word
                }
            },
        };
        Some((token, start..at))
    })
}

fn is_blank(byte: u8) -> bool {
    matches!(byte, b' ' | b'\t' | b'\n' | b'\r')
}

/// The byte after the quote that ends a text, from the byte after the first.
fn end_of_text(text: &str, mut at: usize) -> usize {
    while let Some(byte) = text.as_bytes().get(at) {
        match byte {
            b'\\' => at += 2,
            b'"' => return at + 1,
            _ => at += 1,
        }
    }
    text.len()
}

/// The byte after the comment that starts at a byte.
fn comment_at(text: &str, start: usize) -> Option<usize> {
    let rest = text.get(start..)?;
    let len = if rest.starts_with("//") {
        rest.find('\n').unwrap_or(rest.len())
    } else if rest.starts_with("/*") {
        let inner = rest.get(2..)?;
        inner.find("*/").map(|end| end + 4)?
    } else {
        return None;
    };
    Some(start + len)
}

/// The byte after a word.
fn end_of_word(text: &str, at: usize) -> usize {
    let rest = text.as_bytes().get(at..).unwrap_or_default();
    let ends = |(index, byte): (usize, &u8)| match byte {
        b',' | b':' | b'{' | b'}' | b'[' | b']' | b'"' => true,
        b'/' => matches!(rest.get(index + 1), Some(b'/' | b'*')),
        byte => is_blank(*byte),
    };
    at + rest.iter().enumerate().position(ends).unwrap_or(rest.len())
}

/// Whether a word is a number of JSON (RFC 8259 §6).
pub(crate) fn is_json_number(word: &str) -> bool {
    let is_digits = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    let (mantissa, exponent) = match word.split_once(['e', 'E']) {
        Some((mantissa, exponent)) => (mantissa, Some(exponent)),
        None => (word, None),
    };
    let mantissa = mantissa.strip_prefix('-').unwrap_or(mantissa);
    let (whole, fraction) = match mantissa.split_once('.') {
        Some((whole, fraction)) => (whole, Some(fraction)),
        None => (mantissa, None),
    };
    is_digits(whole)
        && (whole == "0" || !whole.starts_with('0'))
        && fraction.is_none_or(is_digits)
        && exponent.is_none_or(|text| is_digits(text.strip_prefix(['-', '+']).unwrap_or(text)))
}

/// From here on numbers are infinite as floats, or the parser of JSON takes them for it: its
/// conversion is not exact to the last digit, and Java writes its largest float with all
/// 309 digits.
const TOO_LARGE: f64 = 1.797e308;

/// Whether a number is too large for readers that make floats of numbers.
pub(crate) fn is_too_large(number: &str) -> bool {
    // shorter ones need an exponent
    let may_be = number.len() > 308 || number.contains(['e', 'E']);
    may_be
        && is_json_number(number)
        && number
            .parse::<f64>()
            .is_ok_and(|value| value.abs() >= TOO_LARGE)
}

#[cfg(test)]
mod tests {
    use super::{Token, is_json_number, is_too_large, split_json_tokens};

    #[test]
    fn texts_become_tokens() {
        let text = "{\"a//\\\"\": [1, -2e3 /* x, */], // y\n b: 'c' /x/y }";
        let found: Vec<_> = split_json_tokens(text)
            .map(|(token, range)| (token, text.get(range).unwrap()))
            .collect();
        let expected = [
            (Token::Open(true), "{"),
            (Token::Text, "\"a//\\\"\""),
            (Token::Colon, ":"),
            (Token::Open(false), "["),
            (Token::Word, "1"),
            (Token::Comma, ","),
            (Token::Word, "-2e3"),
            (Token::Comment, "/* x, */"),
            (Token::Close, "]"),
            (Token::Comma, ","),
            (Token::Comment, "// y"),
            (Token::Word, "b"),
            (Token::Colon, ":"),
            (Token::Word, "'c'"),
            (Token::Word, "/x/y"),
            (Token::Close, "}"),
        ];
        assert_eq!(found, expected);
    }

    #[test]
    fn broken_texts_end() {
        for text in [
            "\"",
            "\"\\",
            "/*",
            "/",
            "//",
            "\"ä",
            "ä",
            "/*/",
            "1/",
            "\u{1f600}/*",
        ] {
            for end in (0..=text.len()).filter(|end| text.is_char_boundary(*end)) {
                let part = text.get(..end).unwrap();
                assert!(
                    split_json_tokens(part).all(|(_, range)| part.get(range).is_some()),
                    "{part}"
                );
            }
        }
    }

    #[test]
    fn numbers_are_told_from_words() {
        for number in ["0", "-0", "10", "1.50", "1e400", "-1E+2", "0.1e-3"] {
            assert!(is_json_number(number), "{number}");
        }
        for word in [
            "", "-", "01", "+1", ".5", "1.", "1e", "0x1", "1_000", "NaN", "1e1.5", "--1",
        ] {
            assert!(!is_json_number(word), "{word}");
        }
        let long = "9".repeat(309);
        let largest = format!("17976931348623157{}", "0".repeat(292));
        for number in ["1e309", "-1e400", &long, &format!("{long}.5"), &largest] {
            assert!(is_too_large(number), "{number}");
        }
        for number in ["1e308", "1e-400", &"9".repeat(308), "1e", "e"] {
            assert!(!is_too_large(number), "{number}");
        }
    }
}
