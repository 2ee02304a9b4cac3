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
pub struct TokenError {
    reason: Arc<dyn Error + Send + Sync>,
    code: Option<Arc<str>>,
}

impl TokenError {
    /// Wraps a reason.
    pub fn new(reason: impl Into<Box<dyn Error + Send + Sync>>) -> Self {
        Self {
            reason: Arc::from(reason.into()),
            code: None,
        }
    }

    /// The code with which the server of tokens refused, such as `invalid_grant` (RFC 6749
    /// §5.2): the user has to sign in again. None where it said nothing, or was not reached.
    /// [`AnyError::code`](crate::AnyError::code) of a call gives it, too.
    #[must_use]
    pub fn code(&self) -> Option<&str> {
        self.code.as_deref()
    }

    /// With such a code.
    pub(crate) fn with_code(mut self, code: Option<String>) -> Self {
        self.code = code.map(Arc::from);
        self
    }

    /// With a text in place of its reasons, if those show a secret.
    pub(crate) fn masked(self, secrets: &Secrets) -> Self {
        if secrets.are_shown_by(self.reason.as_ref()) {
            let code = self.code.clone();
            let shown = Self::new(secrets.mask(&self.to_string()).into_owned());
            Self { code, ..shown }
        } else {
            self
        }
    }
}

impl fmt::Debug for TokenError {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "TokenError({})", self.reason)
    }
}

impl fmt::Display for TokenError {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.reason.fmt(out)
    }
}

impl Error for TokenError {
    fn source(&self) -> Option<&(dyn Error + 'static)> {
        Some(self.reason.as_ref())
    }
}
