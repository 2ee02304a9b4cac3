//! Finds the end of plain text inside a string of JSON, eight bytes at a time.

const ONES: u64 = 0x0101_0101_0101_0101;
const HIGHS: u64 = ONES * 0x80;

/// How many bytes stand before the first quote, backslash or control
/// character: those that a string of JSON holds as they are (RFC 8259 §7).
#[inline]
pub(super) fn plain_length(bytes: &[u8]) -> usize {
    let (words, tail) = bytes.as_chunks::<8>();
    let mut length = 0;
    for word in words {
        let found = specials(u64::from_le_bytes(*word));
        if found != 0 {
            return length + (found.trailing_zeros() / 8) as usize;
        }
        length += 8;
    }
    length + tail_length(bytes, tail)
}

/// The same for the last few of `bytes`; those before them are plain.
#[inline]
fn tail_length(bytes: &[u8], tail: &[u8]) -> usize {
    // One word that overlaps what has been seen already is cheaper than a loop.
    if let Some(word) = bytes.last_chunk()
        && specials(u64::from_le_bytes(*word)) == 0
    {
        return tail.len();
    }
    let end = tail.iter().position(|byte| is_special(*byte));
    end.unwrap_or(tail.len())
}

/// Whether a string of JSON holds all of `text` as it is.
pub(super) const fn is_plain(text: &str) -> bool {
    let mut rest = text.as_bytes();
    while let [byte, tail @ ..] = rest {
        if is_special(*byte) {
            return false;
        }
        rest = tail;
    }
    true
}

const fn is_special(byte: u8) -> bool {
    byte < b' ' || byte == b'"' || byte == b'\\'
}

/// Marks the bytes of a word that are not plain, with the high bit of each.
/// Only the first mark is certain to be right.
#[inline]
const fn specials(word: u64) -> u64 {
    let quotes = zeros(word ^ (ONES * b'"' as u64));
    let escapes = zeros(word ^ (ONES * b'\\' as u64));
    let controls = word.wrapping_sub(ONES * b' ' as u64) & !word;
    (quotes | escapes | controls) & HIGHS
}

#[inline]
const fn zeros(word: u64) -> u64 {
    word.wrapping_sub(ONES) & !word
}
