//! Where a chosen credential travels in a request.

use zeroize::Zeroizing;

use super::fit::check_choice;
use super::plain::print_plain_credential;
use super::{AuthKind, ChosenCredential, Tokens};
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
pub(crate) fn place_credential(
    choice: &ChosenCredential,
    tokens: &Tokens,
) -> Result<Option<Placed>, &'static str> {
    check_choice(choice, tokens)?;
    Ok(match choice.scheme {
        Some(scheme) => place_by_scheme(&choice.auth.0, scheme, tokens),
        None => place_by_itself(&choice.auth.0, tokens),
    })
}

/// As a scheme of the document says.
fn place_by_scheme(kind: &AuthKind, scheme: &Scheme, tokens: &Tokens) -> Option<Placed> {
    let text = match scheme.kind {
        SchemeKind::Basic => print_basic_text(kind, tokens)?,
        SchemeKind::Header(_)
        | SchemeKind::Query(_)
        | SchemeKind::Cookie(_)
        | SchemeKind::Bearer
        | SchemeKind::OAuth2 { .. }
        | SchemeKind::Http(_)
        | SchemeKind::MutualTls => print_plain_credential(kind, tokens)?,
    };
    let value = |text: &Secret| prefix_secret(scheme.prefix, text);
    Some(match scheme.kind {
        SchemeKind::Header(name) => place_header(name, value(&text)),
        SchemeKind::Query(name) => Placed::Query {
            name: name.to_owned(),
            value: value(&text),
        },
        SchemeKind::Cookie(name) => Placed::Cookie {
            name: name.to_owned(),
            value: value(&text),
        },
        SchemeKind::Basic => place_authorization(BASIC, &text),
        SchemeKind::Bearer | SchemeKind::OAuth2 { .. } => place_authorization(BEARER, &text),
        SchemeKind::Http(name) => place_authorization(&format!("{name} "), &text),
        SchemeKind::MutualTls => return None,
    })
}

/// In place of what the document asks for.
fn place_by_itself(kind: &AuthKind, tokens: &Tokens) -> Option<Placed> {
    match kind {
        AuthKind::Bearer(_) | AuthKind::Provided { .. } => {
            print_plain_credential(kind, tokens).map(|token| place_authorization(BEARER, &token))
        }
        AuthKind::Basic { .. } => {
            print_basic_text(kind, tokens).map(|text| place_authorization(BASIC, &text))
        }
        AuthKind::Header { name, value } => Some(place_header(name, value.clone())),
        AuthKind::ApiKey(_) | AuthKind::Named { .. } | AuthKind::Anonymous => None,
    }
}

fn place_header(name: &str, value: Secret) -> Placed {
    Placed::Header {
        name: name.to_owned(),
        value,
    }
}

fn place_authorization(prefix: &str, text: &Secret) -> Placed {
    place_header("authorization", prefix_secret(prefix, text))
}

/// The secret with its prefix, which some callers have already written.
fn prefix_secret(prefix: &str, secret: &Secret) -> Secret {
    let text = secret.expose();
    let start = text.get(..prefix.len());
    if start.is_some_and(|start| start.eq_ignore_ascii_case(prefix)) {
        secret.clone()
    } else {
        // In memory of the right size, so that no shorter one keeps a copy.
        Secret::new([prefix, text].concat())
    }
}

/// `user:password` in Base64 (RFC 7617 §2).
fn print_basic_text(kind: &AuthKind, tokens: &Tokens) -> Option<Secret> {
    match kind {
        AuthKind::Basic { user, password } => {
            Some(join_user_and_password(user.expose(), password.expose()))
        }
        AuthKind::Named { .. } | AuthKind::Provided { .. } => {
            print_plain_credential(kind, tokens).map(|text| encode_secret(text.expose()))
        }
        AuthKind::ApiKey(_)
        | AuthKind::Bearer(_)
        | AuthKind::Header { .. }
        | AuthKind::Anonymous => None,
    }
}

/// User and password as they travel, with the scheme before them.
pub(super) fn print_basic_credentials(user: &str, password: &str) -> Secret {
    prefix_secret(BASIC, &join_user_and_password(user, password))
}

fn join_user_and_password(user: &str, password: &str) -> Secret {
    encode_secret(&Zeroizing::new([user, ":", password].concat()))
}

fn encode_secret(text: &str) -> Secret {
    let quoted = Zeroizing::new(to_json(&Base64::from(text.as_bytes())));
    Secret::new(quoted.trim_matches('"'))
}
