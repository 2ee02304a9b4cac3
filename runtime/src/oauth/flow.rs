//! The provider that client credentials become: a token for each place and set of scopes.

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use super::credentials::{ClientCredentials, Wanted};
use super::kept::Kept;
use crate::auth::{Auth, TokenProvider, TokenRequest};
use crate::error::TokenError;
use crate::secrets::Secret;
use crate::transport::BoxFuture;

/// The provider that credentials become: settings, and the tokens that all
/// clones share.
struct Flow {
    settings: ClientCredentials,
    kept: Mutex<Vec<(Wanted, Arc<Kept>)>>,
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
