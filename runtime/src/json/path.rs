//! Steps into a JSON value and how they are written: `$.results[3]["odd name"]`.

use std::borrow::Cow;
use std::fmt::Write;

/// One step into a value.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Segment {
    /// A member of an object.
    Name(Cow<'static, str>),
    /// An item of an array, from 0.
    Index(usize),
}

/// Writes one step behind a path.
pub(crate) fn push(path: &mut String, segment: &Segment) {
    // Writing to a `String` cannot fail.
    let _ = match segment {
        Segment::Name(name) if is_plain(name) => write!(path, ".{name}"),
        Segment::Name(name) => write!(path, "[{name:?}]"),
        Segment::Index(index) => write!(path, "[{index}]"),
    };
}

/// Whether a name can stand behind a dot.
fn is_plain(name: &str) -> bool {
    let mut bytes = name.bytes();
    bytes
        .next()
        .is_some_and(|first| first.is_ascii_alphabetic() || first == b'_')
        && bytes.all(|byte| byte.is_ascii_alphanumeric() || byte == b'_')
}
