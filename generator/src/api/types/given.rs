//! Names that the document gives besides those on the wire.

/// A name for programs, beside the one on the wire.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum GivenName {
    /// Chosen for bindery (`x-bindery-name`): it comes before all else.
    Chosen(String),
    /// Of a key that other generators read: it counts where no rule of `bindery.toml`
    /// speaks.
    Suggested(String),
}

impl GivenName {
    /// The name itself.
    pub fn as_str(&self) -> &str {
        match self {
            Self::Chosen(name) | Self::Suggested(name) => name,
        }
    }

    /// The name that was chosen.
    pub fn chosen(given: Option<&Self>) -> Option<&str> {
        match given {
            Some(Self::Chosen(name)) => Some(name),
            Some(Self::Suggested(_)) | None => None,
        }
    }

    /// The name that was suggested.
    pub fn suggested(given: Option<&Self>) -> Option<&str> {
        match given {
            Some(Self::Suggested(name)) => Some(name),
            Some(Self::Chosen(_)) | None => None,
        }
    }
}
