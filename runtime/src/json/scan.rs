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

fn is_special(byte: u8) -> bool {
    byte < b' ' || byte == b'"' || byte == b'\\'
}

/// Marks the bytes of a word that are not plain, with the high bit of each.
/// Only the first mark is certain to be right.
#[inline]
const fn specials(word: u64) -> u64 {
    // with one bit flipped, a quote stands where the space was, right behind the
    // control characters
    let quotes_and_controls = (word ^ (ONES * 2)).wrapping_sub(ONES * (b' ' as u64 + 1));
    let escapes = (word ^ (ONES * b'\\' as u64)).wrapping_sub(ONES);
    (quotes_and_controls | escapes) & !word & HIGHS
}

/// How many bytes are compared at a time: compilers make a few instructions of it.
const BLOCK: usize = 32;

/// Where `"name"` begins in `bytes`, if it is there.
pub(super) fn find_name(bytes: &[u8], name: &[u8]) -> Option<usize> {
    let first = *name.first()?;
    let blocks = |from: usize| {
        let bytes = bytes.get(from..).unwrap_or_default();
        bytes.as_chunks::<BLOCK>().0.iter()
    };
    let begins_at = |at: &usize| {
        let inside = bytes.get(*at..).and_then(|bytes| bytes.strip_prefix(b"\""));
        let behind = inside.and_then(|inside| inside.strip_prefix(name));
        behind.is_some_and(|behind| behind.first() == Some(&b'"'))
    };
    let mut at = 0;
    for ((quotes, firsts), ends) in blocks(0).zip(blocks(1)).zip(blocks(name.len() + 1)) {
        if may_begin(quotes, firsts, ends, first)
            && let Some(found) = (at..at + BLOCK).find(begins_at)
        {
            return Some(found);
        }
        at += BLOCK;
    }
    (at..bytes.len()).find(begins_at)
}

/// Whether in one place of three blocks stand a quote, `first` and a quote; now
/// and then also where they do not.
#[inline]
fn may_begin(quotes: &[u8; BLOCK], firsts: &[u8; BLOCK], ends: &[u8; BLOCK], first: u8) -> bool {
    let mut marks = 0;
    for ((quote, second), end) in words(quotes).zip(words(firsts)).zip(words(ends)) {
        let begins =
            zeros(quote ^ (ONES * u64::from(b'"'))) & zeros(second ^ (ONES * u64::from(first)));
        marks |= begins & zeros(end ^ (ONES * u64::from(b'"')));
    }
    marks & HIGHS != 0
}

#[inline]
fn words(block: &[u8; BLOCK]) -> impl Iterator<Item = u64> {
    let (words, _) = block.as_chunks::<8>();
    words.iter().map(|word| u64::from_le_bytes(*word))
}

/// Marks the bytes of a word that are zero, with the high bit of each. Only the
/// first mark is certain to be right.
#[inline]
const fn zeros(word: u64) -> u64 {
    word.wrapping_sub(ONES) & !word
}
