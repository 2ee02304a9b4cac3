//! Turns texts that are nearly JSON into JSON, and says what had to be done.
//!
//! What is mended has one meaning that its authors' own tools give it: commas before a
//! closing bracket, comments, line breaks and other control characters inside of texts,
//! escapes of half a character,
//! numbers too large for floats, and the words `NaN` and `Infinity`, which Python writes.

use std::ops::Range;

use super::escapes::mend_text;
use crate::diagnostics::{Code, Diagnostic, Place};
use crate::place::lines::LineIndex;
use crate::place::text::FileText;
use crate::place::tokens::{Token, is_json_number, is_too_large, split_json_tokens};

/// What stands for a number that is too large until its digits are restored: a number
/// with an exponent, so that they are.
const STAND_IN: &str = "1e1";

/// One thing that had to be done.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Repair {
    /// What kind of repair it is.
    pub code: Code,
    /// The bytes of the original text.
    pub range: Range<usize>,
    /// What stands there instead.
    instead: String,
}

impl Repair {
    /// What is said about it: the same about all of its kind, so that they are shown once.
    pub(super) fn report(&self, source: &FileText, lines: &LineIndex<'_>) -> Diagnostic {
        let (message, help) = match self.code {
            Code::TrailingComma => (
                "a comma stands before a closing bracket; it does not count",
                "remove the comma: JSON has none there",
            ),
            Code::JsonComment => (
                "JSON has no comments; this one does not count",
                "remove it, or move it to a `description` or to a key that starts with `x-`",
            ),
            Code::ControlCharacter => (
                "this text holds a line break, a tab or another control character as it is; \
                 it is kept",
                "write the character as an escape: `\\n`, `\\t`, `\\u0001`",
            ),
            Code::LoneSurrogate => (
                "this text holds half of a character; it is read as U+FFFD",
                "write both halves of the escape, or leave it out",
            ),
            _ if self.instead == STAND_IN => {
                return report_large_number(source, lines, self.range.start);
            }
            _ => (
                "JSON has numbers only; this word is read as text",
                "leave the limit out if it means that there is none",
            ),
        };
        let place = place_of(source, lines, self.range.start);
        Diagnostic::new(self.code, place, message).help(help)
    }
}

/// Says with the first finding how many there are in all, if not all are told.
pub(super) fn note_untold(mut told: Vec<Diagnostic>, all: usize) -> Vec<Diagnostic> {
    if all > told.len()
        && let Some(first) = told.first_mut()
    {
        let note = format!("there are {all} of them in this file, of which the first are told");
        first.notes.push(note);
    }
    told
}

/// The finding for a number that is too large for floats.
pub(super) fn report_large_number(
    source: &FileText,
    lines: &LineIndex<'_>,
    byte: usize,
) -> Diagnostic {
    let message = "few programs can hold this number; it is kept with all of its digits";
    Diagnostic::new(Code::UnusualNumber, place_of(source, lines, byte), message)
        .help("leave the limit out if it means that there is none")
}

fn place_of(source: &FileText, lines: &LineIndex<'_>, byte: usize) -> Place {
    let (line, column) = lines.line_and_column(byte);
    Place::Position(source.path.clone(), line, column)
}

/// A text that is nearly JSON, as JSON.
pub(super) struct Mended {
    /// The JSON text.
    pub json: String,
    /// What had to be done, in the order of the text.
    pub repairs: Vec<Repair>,
    /// Pieces of the JSON text: where each starts, and where it starts in the original.
    pieces: Vec<(usize, usize)>,
}

impl Mended {
    /// The byte of the original text that a byte of the JSON text stands for.
    pub(super) fn original(&self, byte: usize) -> usize {
        let after = self.pieces.partition_point(|(start, _)| *start <= byte);
        let piece = after.checked_sub(1).and_then(|last| self.pieces.get(last));
        piece.map_or(byte, |(start, original)| original + (byte - start))
    }
}

/// Mends a text; texts with control characters only where that is asked for: a line
/// break in a text may also be the place of a missing quote.
pub(super) fn mend_json(text: &str, with_control: bool) -> Mended {
    let mut repairs = find_repairs(text);
    repairs.retain(|repair| with_control || repair.code != Code::ControlCharacter);
    let mut json = String::with_capacity(text.len());
    let mut pieces = Vec::new();
    let mut done = 0;
    for repair in &repairs {
        pieces.push((json.len(), done));
        json.push_str(text.get(done..repair.range.start).unwrap_or_default());
        pieces.push((json.len(), repair.range.start));
        json.push_str(&repair.instead);
        done = repair.range.end;
    }
    pieces.push((json.len(), done));
    json.push_str(text.get(done..).unwrap_or_default());
    Mended {
        json,
        repairs,
        pieces,
    }
}

/// The first word that JSON does not have and that is not mended: a name or a text
/// without double quotes, or a number that is written otherwise.
pub(super) fn find_foreign_word(text: &str) -> Option<Range<usize>> {
    let mut words = split_json_tokens(text).filter(|(token, _)| *token == Token::Word);
    let foreign = words.find(|(_, range)| {
        let word = text.get(range.clone()).unwrap_or_default();
        let is_known = matches!(word, "true" | "false" | "null") || is_no_number(word);
        !is_known && !is_json_number(word)
    });
    foreign.map(|(_, range)| range)
}

/// Whether a word stands for a float that is no number.
fn is_no_number(word: &str) -> bool {
    matches!(word, "NaN" | "Infinity" | "-Infinity")
}

fn find_repairs(text: &str) -> Vec<Repair> {
    let mut repairs = Vec::new();
    // the token before, comments left out, and a comma that stands behind a value
    let mut before = None;
    let mut comma = None;
    for (token, range) in split_json_tokens(text) {
        let written = text.get(range.clone()).unwrap_or_default();
        repairs.extend(repair_of(token, written, &range));
        match token {
            Token::Comment => continue,
            Token::Comma => {
                // A comma behind nothing, as in `[,]`, is a value that was forgotten, and nothing
                // says which.
                let follows_value =
                    matches!(before, Some(Token::Text | Token::Word | Token::Close));
                comma = follows_value.then_some(range);
            }
            Token::Close => repairs.extend(comma.take().map(|range| Repair {
                code: Code::TrailingComma,
                range,
                instead: " ".to_owned(),
            })),
            Token::Open(_) | Token::Colon | Token::Text | Token::Word => comma = None,
        }
        before = Some(token);
    }
    // A trailing comma is known for one only at the bracket, behind comments that come after it.
    repairs.sort_by_key(|repair| repair.range.start);
    repairs
}

/// The repair that a token needs by itself.
fn repair_of(token: Token, written: &str, range: &Range<usize>) -> Option<Repair> {
    let (code, instead) = match token {
        Token::Comment => (Code::JsonComment, " ".to_owned()),
        Token::Text => mend_text(written)?,
        Token::Word if is_no_number(written) => (Code::UnusualNumber, format!("\"{written}\"")),
        Token::Word if is_too_large(written) => (Code::UnusualNumber, STAND_IN.to_owned()),
        Token::Open(_) | Token::Close | Token::Comma | Token::Colon | Token::Word => return None,
    };
    let range = range.clone();
    Some(Repair {
        code,
        range,
        instead,
    })
}

#[cfg(test)]
mod tests {
    use super::{find_foreign_word, mend_json};

    #[test]
    fn near_json_becomes_json() {
        let cases = [
            ("[1, 2,]", "[1, 2 ]"),
            ("{\"a\": [1,], /* x, */ }", "{\"a\": [1 ]    }"),
            ("[1 // one,\n, 2]", "[1  \n, 2]"),
            ("[\"a\tb\nc\"]", "[\"a\\u0009b\\u000ac\"]"),
            (
                "[\"\\ud83d\\udc15 \\ud83d\"]",
                "[\"\\ud83d\\udc15 \\ufffd\"]",
            ),
            (
                "[\"\\udc15\\ud83d\\\\ud83d\"]",
                "[\"\\ufffd\\ufffd\\\\ud83d\"]",
            ),
            ("[1e400, NaN, -Infinity]", "[1e1, \"NaN\", \"-Infinity\"]"),
            ("[\"1e400, NaN, // ,]\"]", "[\"1e400, NaN, // ,]\"]"),
        ];
        for (text, expected) in cases {
            assert_eq!(mend_json(text, true).json, expected);
        }
    }

    #[test]
    fn what_has_no_meaning_stays() {
        for text in [
            "[,]",
            "[1,,]x",
            "{,}",
            "[1 2]",
            "[1,",
            "/*",
            "[\"a",
            "[\"a\\\nb\"]",
        ] {
            let mended = mend_json(text, true).json;
            assert!(
                serde_json::from_str::<serde_json::Value>(&mended).is_err(),
                "{text}"
            );
        }
    }

    #[test]
    fn places_are_found_again() {
        let text = "{/* ä */ \"a\": \"x\ty\", \"b\": 1e999, \"c\": [1,] , \"d\" 5}";
        let mended = mend_json(text, true);
        for mark in ["\"a\"", "\"b\"", "\"c\"", "\"d\"", "5}"] {
            let byte = mended.json.find(mark).unwrap();
            assert_eq!(mended.original(byte), text.find(mark).unwrap(), "{mark}");
        }
        let first: Vec<_> = mended
            .repairs
            .iter()
            .map(|repair| repair.range.start)
            .collect();
        assert!(first.is_sorted() && first.len() == 4);
    }

    #[test]
    fn other_notations_are_noticed() {
        for text in [
            "{a: 1}", "['x']", "[.5]", "[0x1]", "[# x\n1]", "[None]", "a: b",
        ] {
            assert!(find_foreign_word(text).is_some(), "{text}");
        }
        for text in ["{\"a\": [true, null, -1.5e3, NaN]} // x", "[1,, 2"] {
            assert!(find_foreign_word(text).is_none(), "{text}");
        }
    }
}
