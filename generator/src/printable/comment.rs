//! Comments that say where a file comes from.

use std::fmt;

use super::letters::fold_to_one_line;

/// Text behind `//` or `#`: one line, whatever it was made of.
///
/// ```
/// use bindery::printable::Comment;
///
/// assert_eq!(Comment::new("pets\nmod evil;").to_string(), "pets mod evil;");
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Comment(String);

impl Comment {
    /// A comment of the text.
    pub fn new(text: &str) -> Self {
        Self(fold_to_one_line(text).into_owned())
    }
}

impl fmt::Display for Comment {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}
