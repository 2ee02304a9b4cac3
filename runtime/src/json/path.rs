//! Steps into a JSON value and how they are written: `$.results[3]["odd name"]`.
//!
//! Names are a server's, and may have any length: here they are cut, and so are paths and
//! the texts of errors, so that nobody can fill memory or logs with them.

use std::borrow::Cow;
use std::fmt::{self, Write};

use crate::limits::{LONGEST_NAME_OF_PATH, LONGEST_PATH, LONGEST_TEXT_OF_ERROR};

/// One step into a value.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Segment {
    /// A member of an object.
    Name(Cow<'static, str>),
    /// An item of an array, from 0.
    Index(usize),
}

impl Segment {
    /// A member of an object, by its name as far as it is kept.
    pub(crate) fn member(name: impl Into<Cow<'static, str>>) -> Self {
        let name = name.into();
        match name.char_indices().nth(LONGEST_NAME_OF_PATH) {
            None => Self::Name(name),
            Some((end, _)) => {
                let kept = name.get(..end).unwrap_or_default();
                Self::Name(format!("{kept}…").into())
            }
        }
    }
}

/// Writes one step behind a path.
pub(crate) fn push_segment(path: &mut String, segment: &Segment) {
    if path.len() > LONGEST_PATH {
        if !path.ends_with('…') {
            path.push('…');
        }
        return;
    }
    // Writing to a `String` cannot fail.
    let _ = match segment {
        Segment::Name(name) if is_plain_name(name) => write!(path, ".{name}"),
        Segment::Name(name) => write!(path, "[{name:?}]"),
        Segment::Index(index) => write!(path, "[{index}]"),
    };
}

/// Writes one step before a path that begins with `$`.
pub(crate) fn prepend_segment(path: &mut String, segment: &Segment) {
    let mut start = "$".to_owned();
    push_segment(&mut start, segment);
    path.replace_range(..1, &start);
    if let Some((end, _)) = path.char_indices().nth(LONGEST_PATH) {
        path.truncate(end);
        path.push('…');
    }
}

/// Whether a name can stand behind a dot.
fn is_plain_name(name: &str) -> bool {
    let mut bytes = name.bytes();
    bytes
        .next()
        .is_some_and(|first| first.is_ascii_alphabetic() || first == b'_')
        && bytes.all(|byte| byte.is_ascii_alphanumeric() || byte == b'_')
}

/// Writes the text of an error up to its longest length.
pub(crate) struct Shortened<'a, 'f> {
    out: &'a mut fmt::Formatter<'f>,
    left: usize,
}

impl<'a, 'f> Shortened<'a, 'f> {
    pub(crate) fn new(out: &'a mut fmt::Formatter<'f>) -> Self {
        Self {
            out,
            left: LONGEST_TEXT_OF_ERROR,
        }
    }
}

impl Write for Shortened<'_, '_> {
    fn write_str(&mut self, text: &str) -> fmt::Result {
        if text.len() <= self.left {
            self.left -= text.len();
            return self.out.write_str(text);
        }
        if std::mem::take(&mut self.left) > 0 {
            self.out.write_str(" …")?;
        }
        Ok(())
    }
}
