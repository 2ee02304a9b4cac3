//! One token for many calls: kept while it is fresh, and got by one of those
//! that need it at the same time.

use std::sync::{Mutex, MutexGuard, PoisonError};

use super::token::{End, Token};
use super::{Auth, ClientCredentials, Secret, TokenError, TokenRequest};
use crate::auth::provider::TokenProvider;
use crate::auth::turns::Turns;
use crate::transport::BoxFuture;

/// The provider that credentials become: settings, and the token that all
/// clones share.
struct Flow {
    settings: ClientCredentials,
    turns: Turns,
    last: Mutex<Last>,
}

/// How the last request for a token ended.
#[derive(Default)]
struct Last {
    /// Number of requests that have ended.
    round: u64,
    outcome: Option<Result<Secret, TokenError>>,
    /// While it is `None`, the outcome is not used again.
    end: Option<End>,
}

impl Flow {
    fn last(&self) -> MutexGuard<'_, Last> {
        self.last.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// The token that is kept, while it is fresh; else the number of the last
    /// round.
    fn kept(&self) -> Result<Secret, u64> {
        let last = self.last();
        match (&last.outcome, last.end) {
            (Some(Ok(token)), Some(end)) if !end.is_past() => Ok(token.clone()),
            _ => Err(last.round),
        }
    }

    async fn get(&self, request: TokenRequest<'_>) -> Result<Secret, TokenError> {
        let round = match self.kept() {
            Ok(token) => return Ok(token),
            Err(round) => round,
        };
        let _turn = self.turns.take().await;
        if let Some(outcome) = self.since(round) {
            return outcome;
        }
        let got = self.settings.fetch(request).await;
        let end = got.as_ref().ok().map(Token::end);
        let outcome = got.map(|token| token.secret);
        let mut last = self.last();
        *last = Last {
            round: round.wrapping_add(1),
            outcome: Some(outcome.clone()),
            end,
        };
        outcome
    }

    /// What the call before this one in the row got, if it was made after that
    /// round.
    fn since(&self, round: u64) -> Option<Result<Secret, TokenError>> {
        let last = self.last();
        (last.round != round)
            .then(|| last.outcome.clone())
            .flatten()
    }
}

impl TokenProvider for Flow {
    fn token<'a>(&'a self, request: TokenRequest<'a>) -> BoxFuture<'a, Result<Secret, TokenError>> {
        Box::pin(self.get(request))
    }

    fn refused(&self, token: &Secret) -> bool {
        let mut last = self.last();
        if matches!(&last.outcome, Some(Ok(known)) if known == token) {
            last.end = None;
        }
        true
    }
}

impl From<ClientCredentials> for Auth {
    /// Clones of the result share a token; so do all clients that they are
    /// given to.
    fn from(settings: ClientCredentials) -> Self {
        Self::provider(Flow {
            settings,
            turns: Turns::default(),
            last: Mutex::default(),
        })
    }
}
