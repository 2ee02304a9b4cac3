//! The tokens of one call: what providers gave for it.

use super::AuthKind;
use super::choose::ChosenCredential;
use super::provider::{Provider, TokenRequest};
use crate::client::Client;
use crate::error::TokenError;
use crate::secrets::Secret;

/// What providers gave for one call.
#[derive(Debug, Default)]
pub(crate) struct Tokens(Vec<(Provider, Secret)>);

impl Tokens {
    /// Asks the providers among the chosen credentials.
    pub(crate) async fn get(
        client: &Client,
        choices: &[ChosenCredential],
    ) -> Result<Self, TokenError> {
        let mut tokens = Self::default();
        for choice in choices {
            let AuthKind::Provided { provider, .. } = &choice.auth.0 else {
                continue;
            };
            let request = TokenRequest {
                client,
                scheme: choice.scheme,
                scopes: choice.scopes,
            };
            let token = fetch_usable_token(provider, request).await?;
            tokens.0.push((provider.clone(), token));
        }
        Ok(tokens)
    }

    /// Whether no provider was asked.
    pub(crate) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// The token of a provider, if it was asked.
    pub(super) fn of(&self, provider: &Provider) -> Option<&Secret> {
        let found = self.0.iter().find(|(known, _)| known == provider);
        found.map(|(_, token)| token)
    }

    /// Tells the providers that their tokens were refused: whether one of them
    /// has something better.
    pub(crate) fn refused(&self) -> bool {
        let told = self.0.iter();
        told.fold(false, |any, (provider, token)| {
            provider.0.refused(token) || any
        })
    }
}

/// A token that can be sent. One with a line break or another control character is
/// not: its provider hears that it was refused, so that it is kept no longer, and is
/// asked once more if that is of use.
async fn fetch_usable_token(
    provider: &Provider,
    request: TokenRequest<'_>,
) -> Result<Secret, TokenError> {
    let is_unfit = |token: &Secret| token.expose().contains(char::is_control);
    let mut token = provider.0.token(request).await?;
    if is_unfit(&token) && provider.0.refused(&token) {
        token = provider.0.token(request).await?;
    }
    if !is_unfit(&token) {
        return Ok(token);
    }
    provider.0.refused(&token);
    Err(TokenError::new(
        "the token holds a line break or another control character, so it cannot be sent; it is not kept",
    ))
}
