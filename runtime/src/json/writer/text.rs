//! Strings: only what must be escaped is (RFC 8259 §7).

use super::Writer;

impl Writer {
    /// Writes a string.
    pub fn string(&mut self, text: &str) {
        self.out.push(b'"');
        let mut rest = text.as_bytes();
        while let Some(length) = rest.iter().position(|&byte| must_be_escaped(byte)) {
            let (run, tail) = rest.split_at(length);
            self.out.extend_from_slice(run);
            rest = tail;
            if let Some((&byte, tail)) = rest.split_first() {
                self.escape(byte);
                rest = tail;
            }
        }
        self.out.extend_from_slice(rest);
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

#[inline]
const fn must_be_escaped(byte: u8) -> bool {
    byte < b' ' || byte == b'"' || byte == b'\\'
}
