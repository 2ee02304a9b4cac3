//! Tokens as servers give them, and how long they last (RFC 6749 §5.1).

use std::time::Duration;

use crate::clock::Instant;
use crate::error::TokenError;
use crate::limits::TOKEN_MARGIN;
use crate::params::print_plain_value;
use crate::secrets::Secret;
use crate::values::Value;

/// A token, and when it should be replaced.
pub(super) struct Token {
    pub(super) secret: Secret,
    pub(super) lifetime: Option<Duration>,
}

impl Token {
    /// Reads a response (RFC 6749 §5.1), with `expires_in` also as a text, as
    /// some servers write it.
    pub(super) fn read(response: &Value) -> Result<Self, TokenError> {
        let text = |name: &str| response.pointer(name).and_then(Value::as_str);
        let secret = match text("/access_token") {
            Some(secret) if !secret.trim().is_empty() => secret,
            Some(_) => return Err(TokenError::new("the answer holds an empty `access_token`")),
            None => return Err(TokenError::new("the answer holds no `access_token`")),
        };
        let sort = text("/token_type").unwrap_or("bearer");
        if !sort.eq_ignore_ascii_case("bearer") {
            return Err(TokenError::new(
                "the answer holds a token that is no bearer token",
            ));
        }
        let seconds = response.pointer("/expires_in").and_then(print_plain_value);
        let seconds = seconds.and_then(|text| text.trim().parse().ok());
        Ok(Self {
            secret: Secret::new(secret),
            lifetime: seconds.and_then(convert_token_lifetime),
        })
    }

    /// The time after which it should be replaced; never when it does not say.
    pub(super) fn end(&self) -> End {
        let Some(lifetime) = self.lifetime else {
            return End::Unknown;
        };
        let usable = lifetime.saturating_sub(TOKEN_MARGIN.min(lifetime / 10));
        Instant::now()
            .checked_add(usable)
            .map_or(End::Unknown, End::At)
    }
}

/// How long so many seconds are: what has expired before it came serves the calls
/// that wait for it alone; `None` for what is no number or beyond all measure, which
/// says no more than nothing.
fn convert_token_lifetime(seconds: f64) -> Option<Duration> {
    if seconds < 0.0 {
        return Some(Duration::ZERO);
    }
    Duration::try_from_secs_f64(seconds).ok()
}

/// Until when a token is used.
#[derive(Debug, Clone, Copy)]
pub(super) enum End {
    /// Until this moment.
    At(Instant),
    /// Until a server refuses it.
    Unknown,
}

impl End {
    pub(super) fn is_past(self) -> bool {
        match self {
            Self::At(moment) => Instant::now() >= moment,
            Self::Unknown => false,
        }
    }
}
