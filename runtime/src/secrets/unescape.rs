//! Texts without their escapes, and where each byte comes from. Takes bytes in
//! any mix of spellings, gives what they mean; does not know what is secret.
//!
//! A secret and a text that holds it are both brought to this form and compared
//! there, so that it does not matter which of the two was escaped, how often, or
//! by whom. A form that is not exact will do: that a secret and a text which
//! differs from it in its backslashes count as equal hides a little too much.

use crate::letters::is_hidden_letter;
use crate::limits::MOST_LAYERS_OF_ESCAPES;

/// A byte, and the part of the text that spells it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Unit {
    pub(super) byte: u8,
    /// First byte of its spelling.
    pub(super) from: usize,
    /// First byte after it.
    pub(super) to: usize,
}

/// What a text means: percent-encodings (RFC 3986 §2.1), `+` for a blank as in
/// forms, escapes of JSON (RFC 8259 §7) and of Rust's `{:?}`, and HTML's
/// entities for its own characters, of all layers.
pub(super) fn unescape_text(text: &[u8]) -> Vec<Unit> {
    let mut units = list_plain_units(text);
    for _ in 0..MOST_LAYERS_OF_ESCAPES {
        let before = units.len();
        for (mark, escape) in ESCAPES {
            if units.iter().any(|unit| unit.byte == mark) {
                units = undo_escapes(&units, escape);
            }
        }
        if units.len() == before {
            break;
        }
    }
    for unit in &mut units {
        if unit.byte == b'+' {
            unit.byte = b' ';
        }
    }
    units
}

/// Without the letters that nobody sees, and those that stand in their place.
pub(super) fn drop_hidden_units(units: Vec<Unit>) -> Vec<Unit> {
    let bytes: Vec<u8> = units.iter().map(|unit| unit.byte).collect();
    let mut kept = Vec::with_capacity(units.len());
    let mut at = 0;
    for chunk in bytes.utf8_chunks() {
        for letter in chunk.valid().chars() {
            let end = at + letter.len_utf8();
            if !is_unseen(letter) {
                kept.extend(units.get(at..end).unwrap_or_default());
            }
            at = end;
        }
        let end = at + chunk.invalid().len();
        kept.extend(units.get(at..end).unwrap_or_default());
        at = end;
    }
    kept
}

/// Whether nobody sees a letter inside of a secret. There joiners and selectors of forms mean
/// nothing either, and U+FFFD stands for what was hidden before.
fn is_unseen(letter: char) -> bool {
    let is_joiner = matches!(
        letter,
        '\u{34F}' | '\u{200C}' | '\u{200D}' | '\u{FE00}'..='\u{FE0F}' | '\u{FFFD}'
    );
    is_joiner || is_hidden_letter(letter)
}

/// Whether there may be anything to undo.
pub(super) fn has_escapes(text: &[u8]) -> bool {
    memchr::memchr3(b'%', b'\\', b'+', text).is_some() || memchr::memchr(b'&', text).is_some()
}

/// Each byte as it is; all bytes of a character have the place of the whole.
fn list_plain_units(text: &[u8]) -> Vec<Unit> {
    let mut units: Vec<Unit> = text
        .iter()
        .enumerate()
        .map(|(at, &byte)| Unit {
            byte,
            from: at,
            to: at + 1,
        })
        .collect();
    let is_inner = |unit: &Unit| unit.byte & 0xc0 == 0x80;
    let (mut first, mut end) = (0, 0);
    for unit in &mut units {
        if is_inner(unit) {
            unit.from = first;
        } else {
            first = unit.from;
        }
    }
    for unit in units.iter_mut().rev() {
        end = if end == 0 { unit.to } else { end };
        unit.to = end;
        if !is_inner(unit) {
            end = 0;
        }
    }
    units
}

/// What an escape stands for, a character at most, and how it is spelled.
struct SpelledEscape {
    meant: [u8; 4],
    /// Bytes of what it stands for.
    bytes: usize,
    /// Units of its spelling.
    units: usize,
}

impl SpelledEscape {
    fn byte(byte: u8, units: usize) -> Self {
        Self {
            meant: [byte, 0, 0, 0],
            bytes: 1,
            units,
        }
    }

    fn character(code: u32, units: usize) -> Option<Self> {
        let mut meant = [0; 4];
        let bytes = char::from_u32(code)?.encode_utf8(&mut meant).len();
        Some(Self {
            meant,
            bytes,
            units,
        })
    }
}

/// Finds the escape that this begins with.
type Undo = fn(&[Unit]) -> Option<SpelledEscape>;

/// Kinds of escapes, with the byte that each begins with, in the order in which
/// they are undone.
const ESCAPES: [(u8, Undo); 3] = [
    (b'%', read_percent_escape),
    (b'&', read_entity),
    (b'\\', read_backslash_escape),
];

fn undo_escapes(units: &[Unit], escape: Undo) -> Vec<Unit> {
    let mut undone = Vec::with_capacity(units.len());
    let mut rest = units;
    while let [first, after @ ..] = rest {
        let Some(found) = escape(rest) else {
            undone.push(*first);
            rest = after;
            continue;
        };
        let length = found.units.max(1);
        let to = rest.get(length - 1).map_or(first.to, |last| last.to);
        let meant = found.meant.iter().take(found.bytes);
        undone.extend(meant.map(|&byte| Unit {
            byte,
            from: first.from,
            to,
        }));
        rest = rest.get(length..).unwrap_or_default();
    }
    undone
}

/// `%20`.
fn read_percent_escape(units: &[Unit]) -> Option<SpelledEscape> {
    let [percent, high, low, ..] = units else {
        return None;
    };
    let byte = (percent.byte == b'%').then(|| read_hexadecimal(&[*high, *low]))??;
    Some(SpelledEscape::byte(u8::try_from(byte).ok()?, 3))
}

const ENTITIES: [(&[u8], u8); 5] = [
    (b"&amp;", b'&'),
    (b"&lt;", b'<'),
    (b"&gt;", b'>'),
    (b"&quot;", b'"'),
    (b"&apos;", b'\''),
];

/// `&amp;`, `&#38;` and `&#x26;`.
fn read_entity(units: &[Unit]) -> Option<SpelledEscape> {
    if units.first()?.byte != b'&' {
        return None;
    }
    if starts_with(units, b"&#") {
        return read_numeric_entity(units);
    }
    let (name, meaning) = ENTITIES.iter().find(|(name, _)| starts_with(units, name))?;
    Some(SpelledEscape::byte(*meaning, name.len()))
}

/// The number of a character, decimal or hexadecimal, with as many digits as one has.
fn read_numeric_entity(units: &[Unit]) -> Option<SpelledEscape> {
    const MOST_DIGITS: usize = 8;
    let is_hexadecimal = matches!(units.get(2)?.byte, b'x' | b'X');
    let (start, radix) = if is_hexadecimal { (3, 16) } else { (2, 10) };
    let digits = units.get(start..)?.iter().take(MOST_DIGITS);
    let digits = digits.map_while(|unit| char::from(unit.byte).to_digit(radix));
    let digits: Vec<u32> = digits.collect();
    let end = start + digits.len();
    let is_whole = !digits.is_empty() && units.get(end)?.byte == b';';
    let code = digits.iter().try_fold(0u32, |code, digit| {
        code.checked_mul(radix)?.checked_add(*digit)
    })?;
    is_whole.then(|| SpelledEscape::character(code, end + 1))?
}

fn starts_with(units: &[Unit], text: &[u8]) -> bool {
    let start = units.get(..text.len()).unwrap_or_default();
    start.len() == text.len()
        && start
            .iter()
            .zip(text)
            .all(|(unit, byte)| unit.byte == *byte)
}

/// `\n`, `\"`, `\x7f`, `\u00e9`, `\ud83d\ude00`, `\u{e9}`, and any of them with
/// more backslashes. Backslashes before any other character are nothing.
fn read_backslash_escape(units: &[Unit]) -> Option<SpelledEscape> {
    let run = count_backslashes(units);
    if run == 0 {
        return None;
    }
    let after = units.get(run..).unwrap_or_default();
    let Some(kind) = after.first().map(|unit| unit.byte) else {
        return Some(SpelledEscape {
            meant: [0; 4],
            bytes: 0,
            units: run,
        });
    };
    let byte = |byte| Some(SpelledEscape::byte(byte, run + 1));
    match kind {
        b'n' => byte(b'\n'),
        b'r' => byte(b'\r'),
        b't' => byte(b'\t'),
        b'b' => byte(0x08),
        b'f' => byte(0x0c),
        b'0'..=b'3' => read_octal_byte(after, run).or(byte(if kind == b'0' { 0 } else { kind })),
        b'x' => read_hexadecimal_byte(after, run).or(byte(kind)),
        b'u' => read_unicode_escape(after, run).or(byte(kind)),
        // Backslashes that mean nothing, with what follows them.
        _ => byte(kind),
    }
}

/// `x7f`, after so many backslashes.
fn read_hexadecimal_byte(after: &[Unit], run: usize) -> Option<SpelledEscape> {
    let byte = read_hexadecimal(after.get(1..3)?)?;
    Some(SpelledEscape::byte(u8::try_from(byte).ok()?, run + 3))
}

/// `123` in base eight, after so many backslashes.
fn read_octal_byte(after: &[Unit], run: usize) -> Option<SpelledEscape> {
    let mut digits = after.get(..3)?.iter();
    let byte = digits.try_fold(0u32, |byte, unit| {
        Some(byte * 8 + char::from(unit.byte).to_digit(8)?)
    })?;
    Some(SpelledEscape::byte(u8::try_from(byte).ok()?, run + 3))
}

fn count_backslashes(units: &[Unit]) -> usize {
    units.iter().take_while(|unit| unit.byte == b'\\').count()
}

/// `u00e9`, `ud83d\ude00` and `u{e9}`, after so many backslashes.
fn read_unicode_escape(after: &[Unit], run: usize) -> Option<SpelledEscape> {
    let (code, length) = match after.get(1)?.byte {
        b'{' => {
            let digits = after.get(2..)?;
            let end = digits.iter().take(7).position(|unit| unit.byte == b'}')?;
            (read_hexadecimal(digits.get(..end)?)?, end + 3)
        }
        _ => read_code_units(after)?,
    };
    SpelledEscape::character(code, run + length)
}

/// One unit of UTF-16, or two that belong together.
fn read_code_units(after: &[Unit]) -> Option<(u32, usize)> {
    let high = read_hexadecimal(after.get(1..5)?)?;
    if !(0xd800..0xdc00).contains(&high) {
        return Some((high, 5));
    }
    let rest = after.get(5..)?;
    let run = count_backslashes(rest);
    let low = rest.get(run..)?;
    let is_unit = run > 0 && low.first()?.byte == b'u';
    let low = is_unit.then(|| read_hexadecimal(low.get(1..5)?))??;
    let low = low.checked_sub(0xdc00).filter(|low| *low < 0x400)?;
    Some((0x1_0000 + ((high - 0xd800) << 10) + low, 5 + run + 5))
}

fn read_hexadecimal(digits: &[Unit]) -> Option<u32> {
    let digit = |unit: &Unit| char::from(unit.byte).to_digit(16);
    let fold = |value: u32, unit: &Unit| Some(value << 4 | digit(unit)?);
    (!digits.is_empty()).then(|| digits.iter().try_fold(0, fold))?
}
