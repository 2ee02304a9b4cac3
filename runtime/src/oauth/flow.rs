//! One token for many calls: kept while it is fresh, and got by one of those
//! that need it at the same time.

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use super::token::{End, Token};
use super::turns::Turns;
use super::{Auth, ClientCredentials, TokenError, TokenRequest, Wanted};
use crate::auth::TokenProvider;
use crate::secrets::Secret;
use crate::transport::BoxFuture;

/// The provider that credentials become: settings, and the tokens that all
/// clones share.
struct Flow {
    settings: ClientCredentials,
    kept: Mutex<Vec<(Wanted, Arc<Kept>)>>,
}

/// A token, or the place of one.
#[derive(Default)]
struct Kept {
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
    /// The place of a token; made where there is none yet.
    fn place(&self, wanted: &Wanted) -> Arc<Kept> {
        let mut kept = self.kept();
        let found = kept.iter().find(|(known, _)| known == wanted);
        if let Some((_, place)) = found {
            return Arc::clone(place);
        }
        let place = Arc::<Kept>::default();
        kept.push((wanted.clone(), Arc::clone(&place)));
        place
    }

    fn kept(&self) -> MutexGuard<'_, Vec<(Wanted, Arc<Kept>)>> {
        self.kept.lock().unwrap_or_else(PoisonError::into_inner)
    }

    async fn get(&self, request: TokenRequest<'_>) -> Result<Secret, TokenError> {
        let wanted = self.settings.wanted(&request)?;
        let place = self.place(&wanted);
        let fetch = self.settings.fetch(request.client, &wanted);
        place.get(fetch).await
    }
}

impl Kept {
    fn last(&self) -> MutexGuard<'_, Last> {
        self.last.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// The token that is kept, while it is fresh; else the number of the last
    /// round.
    fn fresh(&self) -> Result<Secret, u64> {
        let last = self.last();
        match (&last.outcome, last.end) {
            (Some(Ok(token)), Some(end)) if !end.is_past() => Ok(token.clone()),
            _ => Err(last.round),
        }
    }

    async fn get(
        &self,
        fetch: impl Future<Output = Result<Token, TokenError>>,
    ) -> Result<Secret, TokenError> {
        let round = match self.fresh() {
            Ok(token) => return Ok(token),
            Err(round) => round,
        };
        let _turn = self.turns.take().await;
        if let Some(outcome) = self.since(round) {
            return outcome;
        }
        let got = fetch.await;
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

    /// Uses the token no more, if it is this one.
    fn drop_token(&self, token: &Secret) {
        let mut last = self.last();
        if matches!(&last.outcome, Some(Ok(known)) if known == token) {
            last.end = None;
        }
    }
}

impl TokenProvider for Flow {
    fn token<'a>(&'a self, request: TokenRequest<'a>) -> BoxFuture<'a, Result<Secret, TokenError>> {
        Box::pin(self.get(request))
    }

    fn refused(&self, token: &Secret) -> bool {
        for (_, place) in self.kept().iter() {
            place.drop_token(token);
        }
        true
    }

    fn secrets(&self) -> Vec<Secret> {
        self.settings.secrets()
    }
}

impl From<ClientCredentials> for Auth {
    /// Clones of the result share their tokens; so do all clients that they are
    /// given to.
    fn from(settings: ClientCredentials) -> Self {
        Self::provider(Flow {
            settings,
            kept: Mutex::default(),
        })
    }
}
