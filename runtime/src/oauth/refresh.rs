//! The provider that stored tokens become: fresh ones are used, others replaced by their
//! refresh token (RFC 6749 §6), and the store hears of what came.

use std::sync::{Mutex, MutexGuard, PoisonError};

use super::app::OAuthApp;
use super::endpoint::insert_text;
use super::kept::Kept;
use super::store::{StoreFunctions, TokenStore};
use super::token::Token;
use super::token_set::TokenSet;
use crate::auth::{Auth, TokenProvider, TokenRequest};
use crate::error::TokenError;
use crate::limits::WAITS_FOR_OTHERS;
use crate::secrets::Secret;
use crate::transport::BoxFuture;
use crate::values::{Object, Value};

impl OAuthApp {
    /// The credential of the user whose tokens this store holds. Clones share what is in
    /// memory; so do all clients that they are given to.
    ///
    /// A token is used until shortly before it ends (a tenth of its life, a minute at most) or
    /// until the server answers 401 to it; calls that need another one at the same time
    /// share one request. A time limit that ends a call while it refreshes may lose a refresh
    /// token that the server has just replaced, so give such calls some seconds.
    ///
    /// ```
    /// use std::sync::Mutex;
    /// use bindery_runtime::{Auth, OAuthApp, TokenSet};
    ///
    /// let tokens = TokenSet::from_refresh_token("1//refresh");
    /// let auth: Auth = OAuthApp::new("my-app").stored_in(Mutex::new(Some(tokens)));
    /// ```
    pub fn stored_in(&self, store: impl TokenStore) -> Auth {
        Auth::provider(StoredTokens::new(self.clone(), store))
    }

    /// The same with two functions for a store: one gives the tokens, the other keeps new
    /// ones.
    ///
    /// ```
    /// use bindery_runtime::{OAuthApp, TokenError, TokenSet};
    ///
    /// let auth = OAuthApp::new("my-app").stored_by(
    ///     || {
    ///         let text = std::fs::read_to_string("tokens.json").map_err(TokenError::new)?;
    ///         TokenSet::from_json(&text).map(Some)
    ///     },
    ///     |tokens| std::fs::write("tokens.json", tokens.to_json().expose()).map_err(TokenError::new),
    /// );
    /// ```
    pub fn stored_by(
        &self,
        load: impl Fn() -> Result<Option<TokenSet>, TokenError> + Send + Sync + 'static,
        save: impl Fn(&TokenSet) -> Result<(), TokenError> + Send + Sync + 'static,
    ) -> Auth {
        self.stored_in(StoreFunctions { load, save })
    }
}

/// Tokens of a user, in a store.
struct StoredTokens<S> {
    app: OAuthApp,
    store: S,
    kept: Kept,
    memory: Mutex<TokenMemory>,
}

/// What is known beside the store.
#[derive(Default)]
struct TokenMemory {
    /// Tokens that the store has not taken yet.
    unsaved: Option<TokenSet>,
    /// The token that a server refused: the store may hold it still.
    refused: Option<Secret>,
    /// The refresh token that was seen last, which must not be shown.
    refresh_token: Option<Secret>,
}

impl<S: TokenStore> StoredTokens<S> {
    fn new(app: OAuthApp, store: S) -> Self {
        Self {
            app,
            store,
            kept: Kept::default(),
            memory: Mutex::default(),
        }
    }

    fn memory(&self) -> MutexGuard<'_, TokenMemory> {
        self.memory.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// A token of the store, or a new one. Only one call at a time is here.
    async fn find_token(&self, request: TokenRequest<'_>) -> Result<Token, TokenError> {
        let unsaved = self.memory().unsaved.clone();
        let known = match unsaved {
            Some(tokens) => self.save(tokens).await?,
            None => self.load().await?,
        };
        if let Some(token) = self.usable_token(&known) {
            return Ok(token);
        }
        match self.refresh(request, &known).await {
            // Another program that shares the store may have been faster.
            Err(error) if error.code() == Some("invalid_grant") => {
                let Some(now) = self.load_replaced(request, &known).await? else {
                    return Err(error);
                };
                match self.usable_token(&now) {
                    Some(token) => Ok(token),
                    None => self.refresh(request, &now).await,
                }
            }
            outcome => outcome,
        }
    }

    /// A token that is fresh, and that no server has refused.
    fn usable_token(&self, tokens: &TokenSet) -> Option<Token> {
        let token = tokens.fresh_token()?;
        let is_refused = self.memory().refused.as_ref() == Some(&token.secret);
        (!is_refused).then_some(token)
    }

    async fn load(&self) -> Result<TokenSet, TokenError> {
        let tokens = self.store.load().await?.ok_or_else(|| {
            TokenError::new("nobody has signed in yet: the store holds no tokens")
        })?;
        self.memory().refresh_token = tokens.refresh_token().cloned();
        Ok(tokens)
    }

    /// Tokens of the store that are others than those that were known, if there are some soon:
    /// a program that was faster may still be getting or saving them.
    async fn load_replaced(
        &self,
        request: TokenRequest<'_>,
        known: &TokenSet,
    ) -> Result<Option<TokenSet>, TokenError> {
        for wait in WAITS_FOR_OTHERS {
            if !wait.is_zero() {
                request.client().shared().transport.sleep(wait).await;
            }
            let now = self.load().await?;
            if now.refresh_token() != known.refresh_token() {
                return Ok(Some(now));
            }
        }
        Ok(None)
    }

    /// Tokens stay in memory until the store has them, also when the call is cancelled.
    async fn save(&self, tokens: TokenSet) -> Result<TokenSet, TokenError> {
        {
            let mut memory = self.memory();
            memory.refresh_token = tokens.refresh_token().cloned();
            memory.unsaved = Some(tokens.clone());
        }
        let saved = self.store.save(&tokens).await;
        saved.map_err(|error| {
            TokenError::new(format!("the new tokens could not be stored: {error}"))
        })?;
        self.memory().unsaved = None;
        Ok(tokens)
    }

    async fn refresh(
        &self,
        request: TokenRequest<'_>,
        known: &TokenSet,
    ) -> Result<Token, TokenError> {
        let Some(refresh_token) = known.refresh_token() else {
            return Err(TokenError::new(
                "the token has expired or was refused, and there is no refresh token: the user has to sign in again",
            ));
        };
        let client = request.client();
        let url = self.app.refresh_url(client, request.scheme())?;
        let mut form = Object::new();
        insert_text(&mut form, "grant_type", "refresh_token");
        insert_text(&mut form, "refresh_token", refresh_token.expose());
        let asked = self.app.request(&url, form, vec![refresh_token.clone()]);
        let read = |response: &Value| TokenSet::read(response, known);
        let tokens = asked.send(client, read).await?;
        self.save(tokens).await?.new_token()
    }
}

impl<S: TokenStore> TokenProvider for StoredTokens<S> {
    fn token<'a>(&'a self, request: TokenRequest<'a>) -> BoxFuture<'a, Result<Secret, TokenError>> {
        Box::pin(self.kept.get(self.find_token(request)))
    }

    fn refused(&self, token: &Secret) -> bool {
        self.kept.drop_token(token);
        self.memory().refused = Some(token.clone());
        true
    }

    fn secrets(&self) -> Vec<Secret> {
        let refresh_token = self.memory().refresh_token.clone();
        self.app
            .secrets()
            .into_iter()
            .chain(refresh_token)
            .collect()
    }
}
