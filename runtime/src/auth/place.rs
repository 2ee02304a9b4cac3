//! Where a chosen credential travels in a request.

use super::fit::check_choice;
use super::{Choice, Kind, Secret, Tokens};
use crate::api::{Scheme, SchemeKind};
use crate::json::to_json;
use crate::values::Base64;

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
    let value = |text: &str| Secret::new(prefixed(scheme.prefix, text));
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
        SchemeKind::Basic => authorization("Basic", &text),
        SchemeKind::Bearer | SchemeKind::OAuth2 { .. } => authorization("Bearer", &text),
        SchemeKind::Http(name) => authorization(name, &text),
        SchemeKind::MutualTls => return None,
    })
}

/// In place of what the document asks for.
fn by_itself(kind: &Kind, tokens: &Tokens) -> Option<Placed> {
    match kind {
        Kind::Bearer(_) | Kind::Provided { .. } => {
            plain_text(kind, tokens).map(|token| authorization("Bearer", &token))
        }
        Kind::Basic { .. } => basic_text(kind, tokens).map(|text| authorization("Basic", &text)),
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

fn authorization(scheme: &str, text: &str) -> Placed {
    header(
        "authorization",
        Secret::new(prefixed(&format!("{scheme} "), text)),
    )
}

/// The secret with its prefix, which some callers have already written.
fn prefixed(prefix: &str, secret: &str) -> String {
    let start = secret.get(..prefix.len());
    if start.is_some_and(|start| start.eq_ignore_ascii_case(prefix)) {
        secret.to_owned()
    } else {
        format!("{prefix}{secret}")
    }
}

/// The secret as it was given.
pub(super) fn plain_text(kind: &Kind, tokens: &Tokens) -> Option<String> {
    match kind {
        Kind::ApiKey(secret) | Kind::Bearer(secret) | Kind::Named { secret, .. } => {
            Some(secret.expose().to_owned())
        }
        Kind::Provided { provider, .. } => {
            tokens.of(provider).map(|secret| secret.expose().to_owned())
        }
        Kind::Basic { .. } | Kind::Header { .. } | Kind::Anonymous => None,
    }
}

/// `user:password` in Base64 (RFC 7617 §2).
fn basic_text(kind: &Kind, tokens: &Tokens) -> Option<String> {
    let text = match kind {
        Kind::Basic { user, password } => Some(format!("{user}:{}", password.expose())),
        Kind::Named { .. } | Kind::Provided { .. } => plain_text(kind, tokens),
        Kind::ApiKey(_) | Kind::Bearer(_) | Kind::Header { .. } | Kind::Anonymous => None,
    };
    text.map(|text| base64(&text))
}

fn base64(text: &str) -> String {
    let quoted = to_json(&Base64::from(text.as_bytes()));
    quoted.trim_matches('"').to_owned()
}
