//! Finds the end of plain text inside a string of JSON, and names.

use memchr::memmem;

const ONES: u64 = 0x0101_0101_0101_0101;
const HIGHS: u64 = ONES * 0x80;

/// How many bytes stand before the first quote, backslash or control
/// character: those that a string of JSON holds as they are (RFC 8259 §7).
#[inline]
pub(super) fn measure_plain_text(bytes: &[u8]) -> usize {
    let (words, tail) = bytes.as_chunks::<8>();
    let mut length = 0;
    for word in words {
        let found = mark_special_bytes(u64::from_le_bytes(*word));
        if found != 0 {
            return length + (found.trailing_zeros() / 8) as usize;
        }
        length += 8;
    }
    length + measure_plain_tail(bytes, tail)
}

/// The same for the last few of `bytes`; those before them are plain.
#[inline]
fn measure_plain_tail(bytes: &[u8], tail: &[u8]) -> usize {
    // One word that overlaps what has been seen already is cheaper than a loop.
    if let Some(word) = bytes.last_chunk()
        && mark_special_bytes(u64::from_le_bytes(*word)) == 0
    {
        return tail.len();
    }
    let end = tail.iter().position(|byte| is_special(*byte));
    end.unwrap_or(tail.len())
}

fn is_special(byte: u8) -> bool {
    byte < b' ' || byte == b'"' || byte == b'\\'
}

/// Marks the bytes of a word that are not plain, with the high bit of each.
/// Only the first mark is certain to be right.
#[inline]
const fn mark_special_bytes(word: u64) -> u64 {
    // with one bit flipped, a quote stands where the space was, right behind the
    // control characters
    let quotes_and_controls = (word ^ (ONES * 2)).wrapping_sub(ONES * (b' ' as u64 + 1));
    let escapes = (word ^ (ONES * b'\\' as u64)).wrapping_sub(ONES);
    (quotes_and_controls | escapes) & !word & HIGHS
}

/// Where `"name"` begins in `bytes`, if it is there.
pub(super) fn find_name(bytes: &[u8], name: &[u8]) -> Option<usize> {
    let is_quoted = |at: &usize| {
        let before = at.checked_sub(1).and_then(|before| bytes.get(before));
        before == Some(&b'"') && bytes.get(at + name.len()) == Some(&b'"')
    };
    let found = memmem::find_iter(bytes, name).find(is_quoted)?;
    Some(found - 1)
}
