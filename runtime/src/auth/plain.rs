//! Credentials as they were given, before a scheme is put around them.

use super::{AuthKind, Tokens};
use crate::secrets::Secret;

/// The secret as it was given.
pub(super) fn print_plain_credential(kind: &AuthKind, tokens: &Tokens) -> Option<Secret> {
    match kind {
        AuthKind::ApiKey(secret) | AuthKind::Bearer(secret) | AuthKind::Named { secret, .. } => {
            Some(secret.clone())
        }
        AuthKind::Provided { provider, .. } => tokens.of(provider).cloned(),
        AuthKind::Basic { .. } | AuthKind::Header { .. } | AuthKind::Anonymous => None,
    }
}
