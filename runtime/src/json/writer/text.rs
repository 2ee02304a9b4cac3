//! Strings: only what must be escaped is (RFC 8259 §7).

use super::Writer;
use crate::json::scan::plain_length;

impl Writer {
    /// Writes a string.
    #[inline]
    pub fn string(&mut self, text: &str) {
        self.out.reserve(text.len() + 2);
        self.out.push(b'"');
        let mut rest = text.as_bytes();
        loop {
            let (plain, tail) = rest.split_at(plain_length(rest));
            self.out.extend_from_slice(plain);
            let Some((&special, tail)) = tail.split_first() else {
                break;
            };
            self.escape(special);
            rest = tail;
        }
        self.out.push(b'"');
    }

    #[cold]
    fn escape(&mut self, byte: u8) {
        let short = match byte {
            b'"' | b'\\' => byte,
            0x08 => b'b',
            0x0c => b'f',
            b'\n' => b'n',
            b'\r' => b'r',
            b'\t' => b't',
            _ => {
                self.raw(&format!("\\u{byte:04x}"));
                return;
            }
        };
        self.out.extend_from_slice(&[b'\\', short]);
    }
}
