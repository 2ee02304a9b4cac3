//! What is wrong with credentials: none was given, or there is no token.

use std::error::Error;
use std::fmt;
use std::sync::Arc;

use crate::description::Scheme;
use crate::secrets::Secrets;

/// What an operation asks for and nobody gave.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Missing {
    /// The alternatives; each a list of schemes that are needed together.
    pub(crate) alternatives: Vec<Vec<&'static Scheme>>,
}

/// Why there is no token. Shown in errors of calls, so it must not hold secrets.
#[derive(Clone)]
pub struct TokenError(Arc<dyn Error + Send + Sync>);

impl TokenError {
    /// Wraps a reason.
    pub fn new(reason: impl Into<Box<dyn Error + Send + Sync>>) -> Self {
        Self(Arc::from(reason.into()))
    }

    /// With a text in place of its reasons, if those show a secret.
    pub(crate) fn masked(self, secrets: &Secrets) -> Self {
        if secrets.are_shown_by(self.0.as_ref()) {
            Self::new(secrets.mask(&self.to_string()).into_owned())
        } else {
            self
        }
    }
}

impl fmt::Debug for TokenError {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "TokenError({})", self.0)
    }
}

impl fmt::Display for TokenError {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(out)
    }
}

impl Error for TokenError {
    fn source(&self) -> Option<&(dyn Error + 'static)> {
        Some(self.0.as_ref())
    }
}
