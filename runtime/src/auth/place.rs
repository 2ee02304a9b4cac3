//! Where a chosen credential travels in a request.

use super::{Auth, Kind, Secret};
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

/// Places a credential as a scheme of the document says. Nothing travels for
/// mutual TLS.
pub(super) fn by_scheme(auth: &Auth, scheme: &Scheme) -> Option<Placed> {
    let text = match scheme.kind {
        SchemeKind::Basic => basic_text(&auth.0)?,
        SchemeKind::Header(_)
        | SchemeKind::Query(_)
        | SchemeKind::Cookie(_)
        | SchemeKind::Bearer
        | SchemeKind::Http(_)
        | SchemeKind::MutualTls => plain_text(&auth.0)?,
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
        SchemeKind::Bearer => authorization("Bearer", &text),
        SchemeKind::Http(name) => authorization(name, &text),
        SchemeKind::MutualTls => return None,
    })
}

/// Places a credential that stands in for what the document asks for.
pub(super) fn by_itself(auth: &Auth) -> Option<Placed> {
    match &auth.0 {
        Kind::Bearer(token) => Some(authorization("Bearer", token.expose())),
        Kind::Basic { .. } => basic_text(&auth.0).map(|text| authorization("Basic", &text)),
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
fn plain_text(kind: &Kind) -> Option<String> {
    match kind {
        Kind::ApiKey(secret) | Kind::Bearer(secret) | Kind::Named { secret, .. } => {
            Some(secret.expose().to_owned())
        }
        Kind::Basic { .. } | Kind::Header { .. } | Kind::Anonymous => None,
    }
}

/// `user:password` in Base64 (RFC 7617 §2).
fn basic_text(kind: &Kind) -> Option<String> {
    match kind {
        Kind::Basic { user, password } => Some(base64(&format!("{user}:{}", password.expose()))),
        Kind::Named { secret, .. } => Some(base64(secret.expose())),
        Kind::ApiKey(_) | Kind::Bearer(_) | Kind::Header { .. } | Kind::Anonymous => None,
    }
}

fn base64(text: &str) -> String {
    let quoted = to_json(&Base64::from(text.as_bytes()));
    quoted.trim_matches('"').to_owned()
}
