//! Where the tokens of users are kept: by the caller.

use std::sync::{Mutex, PoisonError};

use super::token_set::TokenSet;
use crate::error::TokenError;
use crate::transport::BoxFuture;

/// Keeps the tokens of one user: in a file, a database, the system's keyring.
///
/// A call that finds no fresh token in memory reads the store, so that several programs may
/// share one; then it asks for a new token, and the store hears of it before it is used, as
/// the old refresh token may be worth nothing any more. While the store cannot save, calls
/// fail and the tokens stay in memory: the next call saves them first.
///
/// ```
/// use bindery_runtime::transport::BoxFuture;
/// use bindery_runtime::{TokenError, TokenSet, TokenStore};
///
/// struct File(&'static str);
///
/// impl TokenStore for File {
///     fn load(&self) -> BoxFuture<'_, Result<Option<TokenSet>, TokenError>> {
///         Box::pin(async {
///             match std::fs::read_to_string(self.0) {
///                 Ok(text) => TokenSet::from_json(&text).map(Some),
///                 Err(error) if error.kind() == std::io::ErrorKind::NotFound => Ok(None),
///                 Err(error) => Err(TokenError::new(error)),
///             }
///         })
///     }
///
///     fn save<'a>(&'a self, tokens: &'a TokenSet) -> BoxFuture<'a, Result<(), TokenError>> {
///         Box::pin(async {
///             std::fs::write(self.0, tokens.to_json().expose()).map_err(TokenError::new)
///         })
///     }
/// }
/// ```
///
/// Where a pair of functions is enough, [`OAuthApp::stored_by`](crate::OAuthApp::stored_by)
/// takes it. A `Mutex<Option<TokenSet>>` is a store that forgets with the program.
pub trait TokenStore: Send + Sync + 'static {
    /// The tokens that were saved last; `None` while the user has not signed in.
    ///
    /// # Errors
    ///
    /// When the store cannot be read; the call is not sent then.
    fn load(&self) -> BoxFuture<'_, Result<Option<TokenSet>, TokenError>>;

    /// Keeps these tokens in place of those before them.
    ///
    /// # Errors
    ///
    /// When they could not be kept; the call is not sent then.
    fn save<'a>(&'a self, tokens: &'a TokenSet) -> BoxFuture<'a, Result<(), TokenError>>;
}

impl TokenStore for Mutex<Option<TokenSet>> {
    fn load(&self) -> BoxFuture<'_, Result<Option<TokenSet>, TokenError>> {
        let kept = self.lock().unwrap_or_else(PoisonError::into_inner).clone();
        Box::pin(std::future::ready(Ok(kept)))
    }

    fn save<'a>(&'a self, tokens: &'a TokenSet) -> BoxFuture<'a, Result<(), TokenError>> {
        *self.lock().unwrap_or_else(PoisonError::into_inner) = Some(tokens.clone());
        Box::pin(std::future::ready(Ok(())))
    }
}

/// A store made of two functions.
pub(super) struct StoreFunctions<L, S> {
    pub(super) load: L,
    pub(super) save: S,
}

impl<L, S> TokenStore for StoreFunctions<L, S>
where
    L: Fn() -> Result<Option<TokenSet>, TokenError> + Send + Sync + 'static,
    S: Fn(&TokenSet) -> Result<(), TokenError> + Send + Sync + 'static,
{
    fn load(&self) -> BoxFuture<'_, Result<Option<TokenSet>, TokenError>> {
        Box::pin(async { (self.load)() })
    }

    fn save<'a>(&'a self, tokens: &'a TokenSet) -> BoxFuture<'a, Result<(), TokenError>> {
        Box::pin(async { (self.save)(tokens) })
    }
}
