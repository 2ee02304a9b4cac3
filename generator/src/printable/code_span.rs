//! Values inside documentation.

use std::fmt;

use super::letters::is_hidden;

/// A value as a code span of Markdown (CommonMark 0.31 §6.1), backticks included.
///
/// ```
/// use bindery::printable::CodeSpan;
///
/// assert_eq!(CodeSpan::new("a``b").unwrap().to_string(), "```a``b```");
/// assert!(CodeSpan::new(" ").is_none());
/// ```
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct CodeSpan(String);

impl CodeSpan {
    /// A code span that shows the value; `None` for one of nothing but blanks, which
    /// Markdown cannot show. Letters that nobody would see are written as escapes of Rust,
    /// and the fence is longer than any that the value holds.
    pub fn new(value: &str) -> Option<Self> {
        // CommonMark takes one blank from each end of a span, and Rust's documentation shows none
        // of them.
        let value = value.trim_matches(' ');
        if value.is_empty() {
            return None;
        }
        let mut inside = String::with_capacity(value.len());
        for letter in value.chars() {
            if is_hidden(letter) {
                inside.extend(letter.escape_default());
            } else {
                inside.push(letter);
            }
        }
        let fence = "`".repeat(longest_run(&inside) + 1);
        // a backtick at either end would lengthen the fence
        let touches = inside.starts_with('`') || inside.ends_with('`');
        let blank = if touches { " " } else { "" };
        Some(Self(format!("{fence}{blank}{inside}{blank}{fence}")))
    }

    /// The span with the bars escaped that end a cell of a table, in code too.
    pub(crate) fn in_table(&self) -> String {
        self.0.replace('|', "\\|")
    }
}

/// Most backticks that stand together.
fn longest_run(text: &str) -> usize {
    let runs = text.split(|letter| letter != '`');
    runs.map(str::len).max().unwrap_or(0)
}

impl fmt::Display for CodeSpan {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}
