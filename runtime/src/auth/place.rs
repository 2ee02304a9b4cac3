//! Where a chosen credential travels in a request.

use zeroize::Zeroizing;

use super::fit::check_choice;
use super::{Choice, Kind, Tokens};
use crate::description::{Scheme, SchemeKind};
use crate::json::to_json;
use crate::secrets::Secret;
use crate::values::Base64;

/// Schemes of HTTP (RFC 7617, RFC 6750), with the blank behind them.
const BASIC: &str = "Basic ";
const BEARER: &str = "Bearer ";

/// A credential in its place, ready to be written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Placed {
    Header { name: String, value: Secret },
    Query { name: String, value: Secret },
    Cookie { name: String, value: Secret },
}

impl Placed {
    /// The whole secret text that travels.
    pub(crate) fn value(&self) -> &Secret {
        match self {
            Self::Header { value, .. } | Self::Query { value, .. } | Self::Cookie { value, .. } => {
                value
            }
        }
    }
}

/// Places a chosen credential. Nothing travels for mutual TLS, and nothing for
/// a provider that has not been asked. The error says why it cannot travel.
pub(crate) fn place(choice: &Choice, tokens: &Tokens) -> Result<Option<Placed>, &'static str> {
    check_choice(choice, tokens)?;
    Ok(match choice.scheme {
        Some(scheme) => by_scheme(&choice.auth.0, scheme, tokens),
        None => by_itself(&choice.auth.0, tokens),
    })
}

/// As a scheme of the document says.
fn by_scheme(kind: &Kind, scheme: &Scheme, tokens: &Tokens) -> Option<Placed> {
    let text = match scheme.kind {
        SchemeKind::Basic => basic_text(kind, tokens)?,
        SchemeKind::Header(_)
        | SchemeKind::Query(_)
        | SchemeKind::Cookie(_)
        | SchemeKind::Bearer
        | SchemeKind::OAuth2 { .. }
        | SchemeKind::Http(_)
        | SchemeKind::MutualTls => plain_text(kind, tokens)?,
    };
    let value = |text: &Secret| prefixed(scheme.prefix, text);
    Some(match scheme.kind {
        SchemeKind::Header(name) => header(name, value(&text)),
        SchemeKind::Query(name) => Placed::Query {
            name: name.to_owned(),
            value: value(&text),
        },
        SchemeKind::Cookie(name) => Placed::Cookie {
            name: name.to_owned(),
            value: value(&text),
        },
        SchemeKind::Basic => authorization(BASIC, &text),
        SchemeKind::Bearer | SchemeKind::OAuth2 { .. } => authorization(BEARER, &text),
        SchemeKind::Http(name) => authorization(&format!("{name} "), &text),
        SchemeKind::MutualTls => return None,
    })
}

/// In place of what the document asks for.
fn by_itself(kind: &Kind, tokens: &Tokens) -> Option<Placed> {
    match kind {
        Kind::Bearer(_) | Kind::Provided { .. } => {
            plain_text(kind, tokens).map(|token| authorization(BEARER, &token))
        }
        Kind::Basic { .. } => basic_text(kind, tokens).map(|text| authorization(BASIC, &text)),
        Kind::Header { name, value } => Some(header(name, value.clone())),
        Kind::ApiKey(_) | Kind::Named { .. } | Kind::Anonymous => None,
    }
}

fn header(name: &str, value: Secret) -> Placed {
    Placed::Header {
        name: name.to_owned(),
        value,
    }
}

fn authorization(prefix: &str, text: &Secret) -> Placed {
    header("authorization", prefixed(prefix, text))
}

/// The secret with its prefix, which some callers have already written.
fn prefixed(prefix: &str, secret: &Secret) -> Secret {
    let text = secret.expose();
    let start = text.get(..prefix.len());
    if start.is_some_and(|start| start.eq_ignore_ascii_case(prefix)) {
        secret.clone()
    } else {
        // In memory of the right size, so that no shorter one keeps a copy.
        Secret::new([prefix, text].concat())
    }
}

/// The secret as it was given.
pub(super) fn plain_text(kind: &Kind, tokens: &Tokens) -> Option<Secret> {
    match kind {
        Kind::ApiKey(secret) | Kind::Bearer(secret) | Kind::Named { secret, .. } => {
            Some(secret.clone())
        }
        Kind::Provided { provider, .. } => tokens.of(provider).cloned(),
        Kind::Basic { .. } | Kind::Header { .. } | Kind::Anonymous => None,
    }
}

/// `user:password` in Base64 (RFC 7617 §2).
fn basic_text(kind: &Kind, tokens: &Tokens) -> Option<Secret> {
    match kind {
        Kind::Basic { user, password } => Some(user_and_password(user.expose(), password.expose())),
        Kind::Named { .. } | Kind::Provided { .. } => {
            plain_text(kind, tokens).map(|text| base64(text.expose()))
        }
        Kind::ApiKey(_) | Kind::Bearer(_) | Kind::Header { .. } | Kind::Anonymous => None,
    }
}

/// User and password as they travel, with the scheme before them.
pub(super) fn basic(user: &str, password: &str) -> Secret {
    prefixed(BASIC, &user_and_password(user, password))
}

fn user_and_password(user: &str, password: &str) -> Secret {
    base64(&Zeroizing::new([user, ":", password].concat()))
}

fn base64(text: &str) -> Secret {
    let quoted = Zeroizing::new(to_json(&Base64::from(text.as_bytes())));
    Secret::new(quoted.trim_matches('"'))
}
