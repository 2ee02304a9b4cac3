//! Credentials: which of those that the caller gave meet what an operation
//! asks for, and where they travel. Takes descriptions and secrets, gives
//! headers, query keys and cookies; knows nothing of requests.

mod choose;
mod fit;
mod oauth;
mod place;
mod provider;
mod tokens;
mod turns;

use std::sync::Arc;

pub(crate) use choose::{Choice, Missing, choose, choose_for_call, misfits};
pub(crate) use fit::explain_unfit;
pub use oauth::ClientCredentials;
pub(crate) use place::{Placed, place};
pub(crate) use provider::Provider;
pub use provider::{TokenError, TokenProvider, TokenRequest};
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
pub struct Auth(pub(crate) Kind);

#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Kind {
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
        Self(Kind::ApiKey(secret.into()))
    }

    /// A bearer token: `Authorization: Bearer <token>`.
    pub fn bearer(token: impl Into<Secret>) -> Self {
        Self(Kind::Bearer(token.into()))
    }

    /// A user and a password: `Authorization: Basic …` (RFC 7617).
    pub fn basic(user: impl Into<String>, password: impl Into<Secret>) -> Self {
        Self(Kind::Basic {
            user: Secret::new(user),
            password: password.into(),
        })
    }

    /// A secret for the scheme of this name in the document. For `basic` it is
    /// `user:password`.
    pub fn credential(scheme: impl Into<String>, secret: impl Into<Secret>) -> Self {
        Self(Kind::Named {
            scheme: scheme.into(),
            secret: secret.into(),
        })
    }

    /// A whole header, sent as it is instead of what the document asks for.
    pub fn header(name: impl Into<String>, value: impl Into<Secret>) -> Self {
        Self(Kind::Header {
            name: name.into(),
            value: value.into(),
        })
    }

    /// A bearer token that is got when it is needed. Clones share the provider.
    pub fn provider(provider: impl TokenProvider) -> Self {
        Self::provided(None, provider)
    }

    /// A secret for the scheme of this name in the document, got when it is
    /// needed.
    pub fn provider_for(scheme: impl Into<String>, provider: impl TokenProvider) -> Self {
        Self::provided(Some(scheme.into()), provider)
    }

    fn provided(scheme: Option<String>, provider: impl TokenProvider) -> Self {
        Self(Kind::Provided {
            scheme,
            provider: Provider(Arc::new(provider)),
        })
    }

    /// No credential, and no error when the document asks for one.
    #[must_use]
    pub fn anonymous() -> Self {
        Self(Kind::Anonymous)
    }

    /// Whether this credential is of the sort that the scheme asks for.
    pub(crate) fn fits(&self, scheme: &Scheme) -> bool {
        match (&self.0, scheme.kind) {
            (
                Kind::Named { scheme: name, .. }
                | Kind::Provided {
                    scheme: Some(name), ..
                },
                _,
            ) => name == scheme.name,
            (Kind::ApiKey(_), kind) => matches!(
                kind,
                SchemeKind::Header(_) | SchemeKind::Query(_) | SchemeKind::Cookie(_)
            ),
            (Kind::Bearer(_) | Kind::Provided { scheme: None, .. }, kind) => {
                matches!(kind, SchemeKind::Bearer | SchemeKind::OAuth2 { .. })
            }
            (Kind::Basic { .. }, kind) => kind == SchemeKind::Basic,
            (Kind::Header { .. } | Kind::Anonymous, _) => false,
        }
    }

    /// Whether the secret is empty, as it is when a variable of the environment
    /// is not set.
    pub(crate) fn is_empty(&self) -> bool {
        match &self.0 {
            Kind::ApiKey(secret)
            | Kind::Bearer(secret)
            | Kind::Named { secret, .. }
            | Kind::Header { value: secret, .. } => secret.expose().trim().is_empty(),
            Kind::Basic { user, password } => {
                user.expose().is_empty() && password.expose().is_empty()
            }
            Kind::Provided { .. } | Kind::Anonymous => false,
        }
    }

    /// Whether it is got when it is needed.
    pub(crate) fn is_provided(&self) -> bool {
        matches!(self.0, Kind::Provided { .. })
    }

    /// What must not be shown of it, as far as it is known before a call.
    pub(crate) fn secrets(&self) -> Vec<Secret> {
        match &self.0 {
            Kind::ApiKey(secret)
            | Kind::Bearer(secret)
            | Kind::Named { secret, .. }
            | Kind::Header { value: secret, .. } => vec![secret.clone()],
            Kind::Basic { user, password } => vec![place::basic(user.expose(), password.expose())],
            Kind::Provided { provider, .. } => provider.0.secrets(),
            Kind::Anonymous => Vec::new(),
        }
    }

    /// The scheme that it is for, if it names one.
    pub(crate) fn scheme_name(&self) -> Option<&str> {
        match &self.0 {
            Kind::Named { scheme, .. } => Some(scheme),
            Kind::Provided { scheme, .. } => scheme.as_deref(),
            Kind::ApiKey(_)
            | Kind::Bearer(_)
            | Kind::Basic { .. }
            | Kind::Header { .. }
            | Kind::Anonymous => None,
        }
    }

    /// Whether it says by itself how it travels, so that it can stand in for
    /// what a document asks for.
    pub(crate) fn stands_alone(&self) -> bool {
        match &self.0 {
            Kind::Bearer(_) | Kind::Basic { .. } | Kind::Header { .. } => true,
            Kind::Provided { scheme, .. } => scheme.is_none(),
            Kind::ApiKey(_) | Kind::Named { .. } | Kind::Anonymous => false,
        }
    }

    /// Whether any scheme of the document asks for this sort of credential.
    pub(crate) fn fits_any(&self, api: &Api) -> bool {
        api.schemes.iter().any(|scheme| self.fits(scheme))
    }
}
