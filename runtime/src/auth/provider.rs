//! Credentials that are got when they are needed: the trait, what an
//! implementation is told, and why there may be none. Knows no protocol.

use std::fmt;
use std::sync::Arc;

use crate::client::Client;
use crate::description::{Scheme, SchemeKind};
use crate::error::TokenError;
use crate::secrets::Secret;
use crate::transport::BoxFuture;

/// Gives tokens when calls need them.
///
/// Asked before each call that sends the token, within the time limit of that call, and again
/// after the server has answered 401, if [`refused`](Self::refused) says that this helps.
/// Tokens are kept by the provider, if at all: the client keeps none.
///
/// ```
/// use bindery_runtime::transport::BoxFuture;
/// use bindery_runtime::{Auth, Secret, TokenError, TokenProvider, TokenRequest};
///
/// /// Reads a token that another program keeps fresh.
/// struct File(&'static str);
///
/// impl TokenProvider for File {
///     fn token<'a>(&'a self, _: TokenRequest<'a>) -> BoxFuture<'a, Result<Secret, TokenError>> {
///         Box::pin(async {
///             let text = std::fs::read_to_string(self.0).map_err(TokenError::new)?;
///             Ok(Secret::new(text.trim()))
///         })
///     }
///
///     fn refused(&self, _: &Secret) -> bool {
///         true // the file may have a newer one
///     }
/// }
///
/// let auth = Auth::provider(File("/run/secrets/token"));
/// ```
pub trait TokenProvider: Send + Sync + 'static {
    /// Gives a token.
    ///
    /// # Errors
    ///
    /// When there is none; the call is not sent then.
    fn token<'a>(&'a self, request: TokenRequest<'a>) -> BoxFuture<'a, Result<Secret, TokenError>>;

    /// Hears that the server answered 401 to a call with this token. When it
    /// gives `true`, the call is sent once more with the token that
    /// [`token`](Self::token) gives then: a server that answers 401 has not
    /// carried anything out.
    fn refused(&self, token: &Secret) -> bool {
        let _ = token;
        false
    }

    /// What else the provider knows that must not be shown, should the API repeat
    /// it: that by which it gets tokens.
    fn secrets(&self) -> Vec<Secret> {
        Vec::new()
    }
}

/// What a token is asked for.
#[derive(Debug, Clone, Copy)]
pub struct TokenRequest<'a> {
    pub(crate) client: &'a Client,
    pub(crate) scheme: Option<&'static Scheme>,
    pub(crate) scopes: &'static [&'static str],
}

impl<'a> TokenRequest<'a> {
    /// The client that asks. Calls through it have its transport and limits;
    /// they must not need the very token that is asked for.
    #[must_use]
    pub fn client(&self) -> &'a Client {
        self.client
    }

    /// The document's security scheme that the token is for, if it has one.
    #[must_use]
    pub fn scheme(&self) -> Option<&'static Scheme> {
        self.scheme
    }

    /// The scopes that the document says the call needs; empty where it says
    /// nothing of them, or where nothing of it is asked for.
    #[must_use]
    pub fn scopes(&self) -> &'static [&'static str] {
        self.scopes
    }

    /// Where the document says that tokens are got by client credentials (OAS
    /// 3.1 §4.8.29); may be relative to the base URL.
    #[must_use]
    pub fn token_url(&self) -> Option<&'static str> {
        match self.scheme?.kind {
            SchemeKind::OAuth2 { token_url } => Some(token_url).filter(|url| !url.is_empty()),
            SchemeKind::Header(_)
            | SchemeKind::Query(_)
            | SchemeKind::Cookie(_)
            | SchemeKind::Basic
            | SchemeKind::Bearer
            | SchemeKind::Http(_)
            | SchemeKind::MutualTls => None,
        }
    }
}

/// A provider that credentials share; equal to itself alone, and never shown.
#[derive(Clone)]
pub(crate) struct Provider(pub(super) Arc<dyn TokenProvider>);

impl PartialEq for Provider {
    fn eq(&self, other: &Self) -> bool {
        Arc::ptr_eq(&self.0, &other.0)
    }
}

impl Eq for Provider {}

impl fmt::Debug for Provider {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str("Provider(..)")
    }
}
