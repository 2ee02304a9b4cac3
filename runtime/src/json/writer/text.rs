//! Strings: only what must be escaped is (RFC 8259 §7).

use super::Writer;
use crate::json::scan::measure_plain_text;

impl Writer {
    /// Writes a string.
    #[inline]
    pub fn string(&mut self, text: &str) {
        self.out.push('"');
        let mut rest = text;
        // A special character is one byte, so that all cuts are between characters.
        while let Some((plain, tail)) = rest.split_at_checked(measure_plain_text(rest.as_bytes())) {
            self.out.push_str(plain);
            let mut tail = tail.chars();
            let Some(special) = tail.next() else {
                break;
            };
            self.escape(special);
            rest = tail.as_str();
        }
        self.out.push('"');
    }

    #[cold]
    fn escape(&mut self, special: char) {
        let short = match special {
            '"' | '\\' => special,
            '\u{8}' => 'b',
            '\u{c}' => 'f',
            '\n' => 'n',
            '\r' => 'r',
            '\t' => 't',
            _ => return self.raw(&format!("\\u{:04x}", u32::from(special))),
        };
        self.out.push('\\');
        self.out.push(short);
    }
}
