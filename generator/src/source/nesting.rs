//! Finds YAML that is nested too deep before its parser sees it.
//!
//! The parser reads all of a text before it gives anything, and takes for each token as
//! long as flow style is deep there: a hundred thousand `[` took it twenty seconds. So
//! brackets are counted first, and where many seem to be open, what stands before, with all
//! of them closed, is read by a parser that tells levels.

use crate::limits::{MOST_BYTES_READ_AGAIN, SUSPICIOUS_BRACKETS};
use crate::place::positions::yaml::deeper_than;

/// The byte at which a text is nested deeper than so many levels, if it looks as if it
/// were.
pub(super) fn find_deep_flow(text: &str, most: usize) -> Option<usize> {
    let mut open: Vec<u8> = Vec::new();
    let mut read = 0usize;
    for (at, bracket) in text
        .split_inclusive('\n')
        .scan(0, brackets_of_line)
        .flatten()
    {
        match bracket {
            b'[' => open.push(b']'),
            b'{' => open.push(b'}'),
            _ => {
                open.pop();
            }
        }
        // Below this the limit of the visitor ends reading quickly enough.
        if open.len() < SUSPICIOUS_BRACKETS {
            continue;
        }
        let mut before = text.get(..=at)?.to_owned();
        before.extend(open.drain(..).rev().map(char::from));
        if let Some(byte) = deeper_than(&before, most) {
            return Some(byte);
        }
        read += before.len();
        // A text may be made to look deep again and again. Looking stops before it costs more than
        // reading did; the parser decides then.
        if read > MOST_BYTES_READ_AGAIN + 4 * text.len() {
            return None;
        }
    }
    None
}

/// The brackets of a line with their places. What may stand in a comment or in quotes
/// closes nothing.
fn brackets_of_line(start: &mut usize, line: &str) -> Option<Vec<(usize, u8)>> {
    let mut brackets = Vec::new();
    let mut quote = None;
    let mut is_comment = false;
    let mut before = b' ';
    for (at, byte) in line.bytes().enumerate() {
        match byte {
            b'[' | b'{' => brackets.push((*start + at, byte)),
            b']' | b'}' if quote.is_none() && !is_comment => brackets.push((*start + at, byte)),
            b'#' if quote.is_none() && before.is_ascii_whitespace() => is_comment = true,
            b'"' | b'\'' if quote == Some(byte) => quote = None,
            b'"' | b'\'' if quote.is_none() => quote = Some(byte),
            _ => {}
        }
        before = byte;
    }
    *start += line.len();
    Some(brackets)
}
