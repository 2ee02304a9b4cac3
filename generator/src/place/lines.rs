//! Lines and columns of a text: looked up, not counted anew for each finding.

/// Bytes between two places whose line and column are known.
const STEP: usize = 1024;

/// Where the lines of a text start, and places inside of long ones.
#[derive(Debug)]
pub(crate) struct LineIndex<'t> {
    text: &'t str,
    /// In the order of the text; never empty.
    known: Vec<KnownLine>,
}

/// A place whose line and column are known, both from 1.
#[derive(Debug, Clone, Copy)]
struct KnownLine {
    byte: usize,
    line: usize,
    column: usize,
}

impl<'t> LineIndex<'t> {
    /// Reads a text once.
    pub(crate) fn of(text: &'t str) -> Self {
        let mut at = KnownLine {
            byte: 0,
            line: 1,
            column: 1,
        };
        let mut known = vec![at];
        for (byte, char) in text.char_indices() {
            // A place in a long line is counted from the last known one: minified documents are
            // one line of megabytes.
            let is_far = byte - known.last().map_or(0, |last| last.byte) >= STEP;
            at.byte = byte;
            if is_far {
                known.push(at);
            }
            at.column += 1;
            if char == '\n' {
                at = KnownLine {
                    byte: byte + 1,
                    line: at.line + 1,
                    column: 1,
                };
                known.push(at);
            }
        }
        Self { text, known }
    }

    /// Line and column of a byte, both from 1; the column in characters.
    pub(crate) fn line_and_column(&self, byte: usize) -> (usize, usize) {
        let before = self.before(|known| known.byte <= byte);
        let between = self.text.get(before.byte..byte).unwrap_or_default();
        (before.line, before.column + between.chars().count())
    }

    /// The byte at a line and column, both from 1; the end of the line or of the text
    /// where there is none.
    pub(crate) fn byte(&self, line: usize, column: usize) -> usize {
        let before = self.before(|known| (known.line, known.column) <= (line, column));
        if before.line < line {
            return self.text.len();
        }
        let rest = self.text.get(before.byte..).unwrap_or_default();
        let step = rest
            .char_indices()
            .take_while(|(_, char)| !matches!(char, '\r' | '\n'))
            .take(column.saturating_sub(before.column))
            .last()
            .map_or(0, |(at, char)| at + char.len_utf8());
        before.byte + step
    }

    /// The last known place of which something holds that holds of all before it.
    fn before(&self, holds: impl Fn(&KnownLine) -> bool) -> KnownLine {
        let count = self.known.partition_point(holds);
        let start = KnownLine {
            byte: 0,
            line: 1,
            column: 1,
        };
        let last = count.checked_sub(1).and_then(|last| self.known.get(last));
        last.copied().unwrap_or(start)
    }
}
