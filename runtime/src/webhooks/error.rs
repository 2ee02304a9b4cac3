//! Why a webhook is refused.

use std::error::Error;
use std::fmt;

use crate::json::DecodeError;

/// Why a webhook is refused. Tell whoever sent it only that it was refused, and not why.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub enum WebhookError {
    /// A header is missing, or is not text.
    MissingHeader(String),
    /// A header does not have the form that the scheme asks for.
    MalformedHeader(String),
    /// It was signed longer ago, or for a time further ahead, than the tolerance; in
    /// seconds, negative for the future.
    Stale(i64),
    /// None of its signatures was made with one of the secrets.
    WrongSignature,
    /// It is signed, and its body is not what the document says.
    Body(DecodeError),
}

impl fmt::Display for WebhookError {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::MissingHeader(name) => write!(out, "the webhook has no header `{name}`"),
            Self::MalformedHeader(name) => {
                write!(out, "the header `{name}` of the webhook has the wrong form")
            }
            Self::Stale(seconds) => {
                write!(out, "the webhook was signed {seconds} s ago, which is too far from now")
            }
            Self::WrongSignature => out.write_str(
                "the webhook has no signature of this secret, or its body was changed on its way here",
            ),
            Self::Body(error) => write!(out, "the body of the webhook does not fit: {error}"),
        }
    }
}

impl Error for WebhookError {
    fn source(&self) -> Option<&(dyn Error + 'static)> {
        match self {
            Self::Body(error) => Some(error),
            Self::MissingHeader(_)
            | Self::MalformedHeader(_)
            | Self::Stale(_)
            | Self::WrongSignature => None,
        }
    }
}

impl From<DecodeError> for WebhookError {
    fn from(error: DecodeError) -> Self {
        Self::Body(error)
    }
}
