//! Why there was no response.

use std::error::Error;
use std::fmt;

use crate::secrets::Secrets;

/// Why a transport gave no response, or no whole one.
#[derive(Debug)]
pub struct TransportError {
    kind: TransportErrorKind,
    source: Box<dyn Error + Send + Sync>,
}

/// How far a request came that has no response.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum TransportErrorKind {
    /// No connection: nothing was sent.
    Connect,
    /// The transport's own time limit for connecting has passed: nothing was sent.
    ConnectTimeout,
    /// The transport cannot send such a request: nothing was sent, and trying
    /// again is of no use.
    Unsupported,
    /// The connection broke: the server may have got the request.
    Broken,
}

impl TransportError {
    /// Makes an error.
    pub fn new(kind: TransportErrorKind, source: impl Into<Box<dyn Error + Send + Sync>>) -> Self {
        Self {
            kind,
            source: source.into(),
        }
    }

    /// With a text in place of its reasons, if those show a secret.
    pub(crate) fn masked(self, secrets: &Secrets) -> Self {
        if secrets.are_shown_by(self.source.as_ref()) {
            Self::new(self.kind, secrets.mask(&self.to_string()).into_owned())
        } else {
            self
        }
    }

    /// How far the request came.
    #[must_use]
    pub fn kind(&self) -> TransportErrorKind {
        self.kind
    }
}

impl fmt::Display for TransportError {
    /// All reasons, from the outermost to the innermost, each once.
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut shown = self.source.to_string();
        let mut next = self.source.source();
        while let Some(reason) = next {
            let text = reason.to_string();
            if !shown.contains(&text) {
                shown.push_str(": ");
                shown.push_str(&text);
            }
            next = reason.source();
        }
        out.write_str(&shown)
    }
}

impl Error for TransportError {
    fn source(&self) -> Option<&(dyn Error + 'static)> {
        Some(self.source.as_ref())
    }
}
