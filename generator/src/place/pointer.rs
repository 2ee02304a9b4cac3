//! JSON Pointers (RFC 6901).

use std::borrow::Cow;
use std::fmt;

/// A place in a document, as a JSON Pointer such as `/paths/~1pets/get`.
#[derive(Debug, Clone, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Pointer(String);

impl Pointer {
    /// The whole document.
    pub fn root() -> Self {
        Self::default()
    }

    /// A pointer from its text, as in a reference after `#`, already
    /// percent-decoded.
    pub fn from_text(text: impl Into<String>) -> Self {
        Self(text.into())
    }

    /// The place one step further in.
    #[must_use]
    pub fn join(&self, segment: impl fmt::Display) -> Self {
        let segment = segment.to_string();
        Self([self.0.as_str(), "/", &escape_pointer_step(&segment)].concat())
    }

    /// The pointer's text.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Whether the pointer is the place `ancestor` or lies inside it; `ancestor`
    /// is a pointer's text.
    pub fn starts_with(&self, ancestor: &str) -> bool {
        self.below(ancestor).is_some()
    }

    /// What remains of the pointer's text after that of an ancestor.
    pub fn below(&self, ancestor: &str) -> Option<&str> {
        let rest = self.0.strip_prefix(ancestor)?;
        (rest.is_empty() || rest.starts_with('/')).then_some(rest)
    }

    /// The place around this one; `None` for the whole document.
    pub fn parent(&self) -> Option<Self> {
        let (parent, _) = self.0.rsplit_once('/')?;
        Some(Self(parent.to_owned()))
    }

    /// The last step, unescaped; `None` for the whole document.
    pub fn last(&self) -> Option<String> {
        let (_, segment) = self.0.rsplit_once('/')?;
        Some(unescape_pointer_step(segment))
    }

    /// The steps from the root, unescaped.
    pub fn segments(&self) -> impl Iterator<Item = String> + '_ {
        self.0.split('/').skip(1).map(unescape_pointer_step)
    }
}

/// A step as a pointer has it.
pub(crate) fn escape_pointer_step(segment: &str) -> Cow<'_, str> {
    if segment.contains(['~', '/']) {
        segment.replace('~', "~0").replace('/', "~1").into()
    } else {
        segment.into()
    }
}

fn unescape_pointer_step(segment: &str) -> String {
    if segment.contains('~') {
        segment.replace("~1", "/").replace("~0", "~")
    } else {
        segment.to_owned()
    }
}

impl fmt::Display for Pointer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}
