//! OAuth 2.0 client credentials (RFC 6749 §4.4): what the caller says of them.

use std::fmt;

use super::endpoint::{
    AppIdentity, RequestForToken, insert_scopes, insert_text, list_request_secrets,
};
use super::token::Token;
use crate::auth::TokenRequest;
use crate::client::Client;
use crate::error::TokenError;
use crate::secrets::Secret;
use crate::values::Object;

/// Gets tokens by OAuth 2.0 client credentials (RFC 6749 §4.4).
///
/// A token is kept until shortly before it expires (a tenth of its life, a
/// minute at most) or until the server answers 401 to it. Calls that need one
/// at the same time share one request. Requests for tokens go through the
/// client's transport and keep its limits. Each scheme of a document that has a
/// token URL of its own has tokens of its own.
///
/// ```
/// use bindery_runtime::{Auth, ClientCredentials};
///
/// let auth: Auth = ClientCredentials::new("id", "secret")
///     .token_url("https://login.example/oauth/token")
///     .scope("bills:read")
///     .into();
/// ```
#[derive(Clone)]
#[must_use = "it does nothing until it is made an `Auth`"]
pub struct ClientCredentials {
    identity: AppIdentity,
    token_url: Option<String>,
    scopes: Vec<String>,
    by_call: bool,
    parameters: Vec<(String, String)>,
}

/// What makes one token another: where it is got, and what for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Wanted {
    /// Absolute.
    url: String,
    scopes: Vec<String>,
}

impl fmt::Debug for ClientCredentials {
    /// Shows neither the secret nor parameters, which may hold others.
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.debug_struct("ClientCredentials")
            .field("id", &self.identity.id)
            .field("token_url", &self.token_url)
            .field("scopes", &self.scopes)
            .field("by_call", &self.by_call)
            .finish_non_exhaustive()
    }
}

impl ClientCredentials {
    /// The client's id and secret.
    pub fn new(id: impl Into<String>, secret: impl Into<Secret>) -> Self {
        Self {
            identity: AppIdentity::new(id.into(), Some(secret.into())),
            token_url: None,
            scopes: Vec::new(),
            by_call: false,
            parameters: Vec::new(),
        }
    }

    /// Sets where tokens are got, instead of what the document says.
    pub fn token_url(mut self, url: impl Into<String>) -> Self {
        self.token_url = Some(url.into());
        self
    }

    /// Asks for a scope; none is asked for by default, which leaves it to the
    /// server.
    pub fn scope(mut self, scope: impl Into<String>) -> Self {
        self.scopes.push(scope.into());
        self
    }

    /// Asks also for the scopes that the document says each call needs
    /// ([`TokenRequest::scopes`]), so that there is a token for each set of them.
    ///
    /// Not done by default: many servers refuse clients that have not got one of
    /// the scopes, and give all that a client has when it names none.
    pub fn scopes_of_calls(mut self) -> Self {
        self.by_call = true;
        self
    }

    /// Adds a parameter to requests for tokens, such as `audience`.
    pub fn parameter(mut self, name: impl Into<String>, value: impl Into<String>) -> Self {
        self.parameters.push((name.into(), value.into()));
        self
    }

    /// Sends id and secret in the body of requests for tokens, and not as basic
    /// authentication (RFC 6749 §2.3.1).
    pub fn in_body(mut self) -> Self {
        self.identity.in_body = true;
        self
    }

    /// Which token a call needs.
    pub(super) fn wanted(&self, request: &TokenRequest<'_>) -> Result<Wanted, TokenError> {
        let Some(url) = self.token_url.as_deref().or(request.token_url()) else {
            return Err(TokenError::new(
                "nobody knows where tokens are got by client credentials: give the URL with `.token_url(…)`",
            ));
        };
        let mut scopes = self.scopes.clone();
        for scope in request.scopes().iter().filter(|_| self.by_call) {
            if !scopes.iter().any(|known| known == scope) {
                scopes.push((*scope).to_owned());
            }
        }
        let url = request.client.absolute(url).map_err(TokenError::new)?;
        Ok(Wanted { url, scopes })
    }

    /// What must not be shown: the client's secret, and parameters that are named
    /// like one.
    pub(super) fn secrets(&self) -> Vec<Secret> {
        list_request_secrets(&self.identity, &self.parameters)
    }

    pub(super) async fn fetch(
        &self,
        client: &Client,
        wanted: &Wanted,
    ) -> Result<Token, TokenError> {
        let mut form = Object::new();
        insert_text(&mut form, "grant_type", "client_credentials"); // RFC 6749 §4.4.2
        insert_scopes(&mut form, &wanted.scopes);
        let request = RequestForToken {
            url: &wanted.url,
            form,
            identity: &self.identity,
            parameters: &self.parameters,
            hidden: Vec::new(),
            // Another token takes nothing from anybody.
            is_repeatable: true,
        };
        request.send(client, Token::read).await
    }
}
