//! Credentials: which of those that the caller gave meet what an operation
//! asks for, and where they travel. Takes descriptions and secrets, gives
//! headers, query keys and cookies; knows nothing of requests.

mod choose;
mod fit;
mod place;
mod plain;
mod provider;
mod tokens;

use std::sync::Arc;

pub(crate) use choose::{
    ChosenCredential, choose_credentials, choose_for_call, list_misfit_credentials,
};
pub(crate) use fit::explain_unfit;
pub(crate) use place::{Placed, place_credential};
pub(crate) use provider::Provider;
pub use provider::{TokenProvider, TokenRequest};
pub(crate) use tokens::Tokens;

use crate::description::{Api, Scheme, SchemeKind};
use crate::secrets::Secret;

/// A credential. Its secrets are masked wherever it is shown.
///
/// ```
/// use bindery_runtime::Auth;
///
/// let key = Auth::api_key("s3cr3t");
/// let user = Auth::basic("ada", "s3cr3t");
/// assert!(!format!("{key:?} {user:?}").contains("s3cr3t"));
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Auth(pub(crate) AuthKind);

#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum AuthKind {
    ApiKey(Secret),
    Bearer(Secret),
    Basic {
        /// Some APIs take a key as the user.
        user: Secret,
        password: Secret,
    },
    Named {
        scheme: String,
        secret: Secret,
    },
    Header {
        name: String,
        value: Secret,
    },
    Provided {
        scheme: Option<String>,
        provider: Provider,
    },
    Anonymous,
}

impl Auth {
    /// A key for the document's scheme of `type: apiKey`, wherever that sends
    /// it: a header, the query or a cookie.
    pub fn api_key(secret: impl Into<Secret>) -> Self {
        Self(AuthKind::ApiKey(secret.into()))
    }

    /// A bearer token: `Authorization: Bearer <token>`.
    pub fn bearer(token: impl Into<Secret>) -> Self {
        Self(AuthKind::Bearer(token.into()))
    }

    /// A user and a password: `Authorization: Basic …` (RFC 7617).
    pub fn basic(user: impl Into<String>, password: impl Into<Secret>) -> Self {
        Self(AuthKind::Basic {
            user: Secret::new(user),
            password: password.into(),
        })
    }

    /// A secret for the scheme of this name in the document. For `basic` it is
    /// `user:password`.
    pub fn credential(scheme: impl Into<String>, secret: impl Into<Secret>) -> Self {
        Self(AuthKind::Named {
            scheme: scheme.into(),
            secret: secret.into(),
        })
    }

    /// A whole header, sent as it is instead of what the document asks for.
    pub fn header(name: impl Into<String>, value: impl Into<Secret>) -> Self {
        Self(AuthKind::Header {
            name: name.into(),
            value: value.into(),
        })
    }

    /// A bearer token that is fetched when it is needed. Clones share the provider.
    pub fn provider(provider: impl TokenProvider) -> Self {
        Self::provided(None, provider)
    }

    /// A secret for the scheme of this name in the document, fetched when it is needed.
    pub fn provider_for(scheme: impl Into<String>, provider: impl TokenProvider) -> Self {
        Self::provided(Some(scheme.into()), provider)
    }

    fn provided(scheme: Option<String>, provider: impl TokenProvider) -> Self {
        Self(AuthKind::Provided {
            scheme,
            provider: Provider(Arc::new(provider)),
        })
    }

    /// No credential, and no error when the document asks for one.
    #[must_use]
    pub fn anonymous() -> Self {
        Self(AuthKind::Anonymous)
    }

    /// Whether this credential is of the sort that the scheme asks for.
    pub(crate) fn fits(&self, scheme: &Scheme) -> bool {
        match (&self.0, scheme.kind) {
            (
                AuthKind::Named { scheme: name, .. }
                | AuthKind::Provided {
                    scheme: Some(name), ..
                },
                _,
            ) => name == scheme.name,
            (AuthKind::ApiKey(_), kind) => matches!(
                kind,
                SchemeKind::Header(_) | SchemeKind::Query(_) | SchemeKind::Cookie(_)
            ),
            (AuthKind::Bearer(_) | AuthKind::Provided { scheme: None, .. }, kind) => {
                matches!(kind, SchemeKind::Bearer | SchemeKind::OAuth2 { .. })
            }
            (AuthKind::Basic { .. }, kind) => kind == SchemeKind::Basic,
            (AuthKind::Header { .. } | AuthKind::Anonymous, _) => false,
        }
    }

    /// Whether the secret is empty, as it is when a variable of the environment
    /// is not set.
    pub(crate) fn is_empty(&self) -> bool {
        match &self.0 {
            AuthKind::ApiKey(secret)
            | AuthKind::Bearer(secret)
            | AuthKind::Named { secret, .. }
            | AuthKind::Header { value: secret, .. } => secret.expose().trim().is_empty(),
            AuthKind::Basic { user, password } => {
                user.expose().is_empty() && password.expose().is_empty()
            }
            AuthKind::Provided { .. } | AuthKind::Anonymous => false,
        }
    }

    /// Whether it is got when it is needed.
    pub(crate) fn is_provided(&self) -> bool {
        matches!(self.0, AuthKind::Provided { .. })
    }

    /// What must not be shown of it, as far as it is known before a call.
    pub(crate) fn secrets(&self) -> Vec<Secret> {
        match &self.0 {
            AuthKind::ApiKey(secret)
            | AuthKind::Bearer(secret)
            | AuthKind::Named { secret, .. }
            | AuthKind::Header { value: secret, .. } => vec![secret.clone()],
            AuthKind::Basic { user, password } => vec![place::print_basic_credentials(
                user.expose(),
                password.expose(),
            )],
            AuthKind::Provided { provider, .. } => provider.0.secrets(),
            AuthKind::Anonymous => Vec::new(),
        }
    }

    /// The scheme that it is for, if it names one.
    pub(crate) fn scheme_name(&self) -> Option<&str> {
        match &self.0 {
            AuthKind::Named { scheme, .. } => Some(scheme),
            AuthKind::Provided { scheme, .. } => scheme.as_deref(),
            AuthKind::ApiKey(_)
            | AuthKind::Bearer(_)
            | AuthKind::Basic { .. }
            | AuthKind::Header { .. }
            | AuthKind::Anonymous => None,
        }
    }

    /// Whether it says by itself how it travels, so that it can stand in for
    /// what a document asks for.
    pub(crate) fn stands_alone(&self) -> bool {
        match &self.0 {
            AuthKind::Bearer(_) | AuthKind::Basic { .. } | AuthKind::Header { .. } => true,
            AuthKind::Provided { scheme, .. } => scheme.is_none(),
            AuthKind::ApiKey(_) | AuthKind::Named { .. } | AuthKind::Anonymous => false,
        }
    }

    /// Whether any scheme of the document asks for this sort of credential.
    pub(crate) fn fits_any(&self, api: &Api) -> bool {
        api.schemes.iter().any(|scheme| self.fits(scheme))
    }
}
