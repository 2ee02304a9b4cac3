//! One token for many calls: kept while it is fresh, and got by one of those
//! that need it at the same time.

use std::sync::{Mutex, MutexGuard, PoisonError};

use super::token::{End, Token};
use super::turns::Turns;
use crate::error::TokenError;
use crate::secrets::Secret;

/// A token, or the place of one.
#[derive(Default)]
pub(super) struct Kept {
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

    /// The token while it is fresh; else what `fetch` gives, to all that wait for it.
    pub(super) async fn get(
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
    pub(super) fn drop_token(&self, token: &Secret) {
        let mut last = self.last();
        if matches!(&last.outcome, Some(Ok(known)) if known == token) {
            last.end = None;
        }
    }
}
