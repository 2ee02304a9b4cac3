//! The tokens of a user, as programs store them.

use std::fmt;
use std::time::Duration;

use super::endpoint::insert_text;
use super::token::Token;
use crate::clock::read_unix_seconds;
use crate::error::TokenError;
use crate::json::{from_json, to_json};
use crate::limits::TOKEN_MARGIN;
use crate::secrets::Secret;
use crate::values::{Object, Value};

/// The tokens that a user's consent gave: a short-lived one for calls, and mostly one by
/// which the next is got.
///
/// Whoever has them can act as the user: [`to_json`](Self::to_json) gives what a
/// [`TokenStore`](crate::TokenStore) keeps, where nobody else reads it.
///
/// ```
/// use bindery_runtime::TokenSet;
///
/// # fn main() -> Result<(), Box<dyn std::error::Error>> {
/// let tokens = TokenSet::from_refresh_token("1//refresh");
/// let stored = tokens.to_json();
/// assert!(!format!("{tokens:?} {stored:?}").contains("1//refresh"));
/// assert_eq!(TokenSet::from_json(stored.expose())?, tokens);
/// # Ok(())
/// # }
/// ```
#[derive(Clone, PartialEq, Eq, Default)]
pub struct TokenSet {
    access_token: Option<Secret>,
    refresh_token: Option<Secret>,
    id_token: Option<Secret>,
    scopes: Vec<String>,
    /// Seconds that the access token was given for, and when it ends, in seconds since 1970.
    expires: Option<Expiry>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Expiry {
    lifetime: u64,
    at: i64,
}

impl TokenSet {
    /// A token for calls, of which nobody knows when it ends.
    pub fn from_access_token(token: impl Into<Secret>) -> Self {
        Self {
            access_token: Some(token.into()),
            ..Self::default()
        }
    }

    /// A refresh token alone: the first call gets a token by it.
    pub fn from_refresh_token(token: impl Into<Secret>) -> Self {
        Self {
            refresh_token: Some(token.into()),
            ..Self::default()
        }
    }

    /// The token for calls.
    #[must_use]
    pub fn access_token(&self) -> Option<&Secret> {
        self.access_token.as_ref()
    }

    /// The token by which the next is got. Servers may give another one each time, and take
    /// the old one no longer.
    #[must_use]
    pub fn refresh_token(&self) -> Option<&Secret> {
        self.refresh_token.as_ref()
    }

    /// Who the user is, where scopes of OpenID Connect were asked for: a signed text, whose
    /// signature nobody here has checked.
    #[must_use]
    pub fn id_token(&self) -> Option<&Secret> {
        self.id_token.as_ref()
    }

    /// The scopes that were given, where the server says so; they may be fewer than those
    /// that were asked for.
    #[must_use]
    pub fn scopes(&self) -> &[String] {
        &self.scopes
    }

    /// When the token for calls ends, in seconds since 1970, where the server says so.
    #[must_use]
    pub fn expires_at(&self) -> Option<i64> {
        self.expires.map(|expires| expires.at)
    }

    /// The tokens of a response for somebody who had none.
    pub(super) fn read_first(response: &Value) -> Result<Self, TokenError> {
        Self::read(response, &Self::default())
    }

    /// The tokens of a response (RFC 6749 §5.1). What it does not name stays as it was:
    /// mostly the refresh token (§6).
    pub(super) fn read(response: &Value, before: &Self) -> Result<Self, TokenError> {
        let token = Token::read(response)?;
        let secret = |name: &str| response.member_str(name).map(Secret::new);
        let scopes = response.member_str("scope").map(split_scopes);
        Ok(Self {
            access_token: Some(token.secret),
            refresh_token: secret("refresh_token").or_else(|| before.refresh_token.clone()),
            id_token: secret("id_token").or_else(|| before.id_token.clone()),
            scopes: scopes.unwrap_or_else(|| before.scopes.clone()),
            expires: token
                .lifetime
                .map(|lifetime| Expiry::after(lifetime.as_secs())),
        })
    }

    /// The token for calls, as long as it need not be replaced.
    pub(super) fn fresh_token(&self) -> Option<Token> {
        let secret = self.access_token.clone()?;
        let Some(expires) = self.expires else {
            return Some(Token {
                secret,
                lifetime: None,
            });
        };
        let left = expires.at.saturating_sub(read_unix_seconds());
        let left = Duration::from_secs(u64::try_from(left).unwrap_or(0));
        let margin = TOKEN_MARGIN.min(Duration::from_secs(expires.lifetime) / 10);
        (left > margin).then_some(Token {
            secret,
            lifetime: Some(left),
        })
    }

    /// The token for calls, whether or not it is fresh, as it just came.
    pub(super) fn new_token(&self) -> Result<Token, TokenError> {
        let secret = self.access_token.clone();
        Ok(Token {
            secret: secret.ok_or_else(|| TokenError::new("there is no token for calls"))?,
            lifetime: self
                .expires
                .map(|expires| Duration::from_secs(expires.lifetime)),
        })
    }

    /// What is stored: an object of JSON with the names of RFC 6749 §5.1, and `expires_at`.
    #[must_use]
    pub fn to_json(&self) -> Secret {
        let mut stored = Object::new();
        for (name, secret) in [
            ("access_token", &self.access_token),
            ("refresh_token", &self.refresh_token),
            ("id_token", &self.id_token),
        ] {
            if let Some(secret) = secret {
                insert_text(&mut stored, name, secret.expose());
            }
        }
        if !self.scopes.is_empty() {
            insert_text(&mut stored, "scope", &self.scopes.join(" "));
        }
        if let Some(expires) = self.expires {
            stored.insert("expires_in", Value::from(expires.lifetime));
            stored.insert("expires_at", Value::from(expires.at));
        }
        Secret::new(to_json(&Value::Object(stored)))
    }

    /// Reads what [`to_json`](Self::to_json) gave.
    ///
    /// # Errors
    ///
    /// When it is no object of JSON. The error shows nothing of it.
    pub fn from_json(stored: &str) -> Result<Self, TokenError> {
        let Ok(stored @ Value::Object(_)) = from_json::<Value>(stored.as_bytes()) else {
            return Err(TokenError::new("what is stored is no object of JSON"));
        };
        let secret = |name: &str| stored.member_str(name).map(Secret::new);
        let at = stored.get("expires_at").and_then(Value::as_i64);
        let lifetime = stored.get("expires_in").and_then(Value::as_u64);
        Ok(Self {
            access_token: secret("access_token"),
            refresh_token: secret("refresh_token"),
            id_token: secret("id_token"),
            scopes: stored
                .member_str("scope")
                .map(split_scopes)
                .unwrap_or_default(),
            expires: at.map(|at| Expiry {
                lifetime: lifetime.unwrap_or(u64::MAX),
                at,
            }),
        })
    }
}

impl Expiry {
    fn after(lifetime: u64) -> Self {
        let seconds = i64::try_from(lifetime).unwrap_or(i64::MAX);
        Self {
            lifetime,
            at: read_unix_seconds().saturating_add(seconds),
        }
    }
}

impl fmt::Debug for TokenSet {
    /// Shows which tokens there are, and none of them.
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.debug_struct("TokenSet")
            .field("access_token", &self.access_token)
            .field("refresh_token", &self.refresh_token)
            .field("scopes", &self.scopes)
            .field("expires_at", &self.expires_at())
            .finish_non_exhaustive()
    }
}

/// Scopes as they travel (RFC 6749 §3.3); some servers put commas between them.
fn split_scopes(text: &str) -> Vec<String> {
    let scopes = text.split([' ', ',']).filter(|scope| !scope.is_empty());
    scopes.map(str::to_owned).collect()
}
