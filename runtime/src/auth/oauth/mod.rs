//! OAuth 2.0 client credentials (RFC 6749 §4.4): one token for many calls, got
//! anew before it expires, and by one call for all that wait.

mod flow;
mod token;

use std::fmt;

use http::Method;

use self::token::Token;
use super::provider::{TokenError, TokenRequest};
use super::{Auth, Secret};
use crate::params::Escape;
use crate::request::Body;
use crate::values::{Object, Value};

/// Gets tokens by OAuth 2.0 client credentials (RFC 6749 §4.4).
///
/// A token is kept until shortly before it expires (a tenth of its life, a
/// minute at most) or until the server answers 401 to it. Calls that need one
/// at the same time share one request. Requests for tokens go through the
/// client's transport and keep its limits.
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
    id: String,
    secret: Secret,
    token_url: Option<String>,
    scopes: Vec<String>,
    parameters: Vec<(String, String)>,
    in_body: bool,
}

impl fmt::Debug for ClientCredentials {
    /// Shows neither the secret nor parameters, which may hold others.
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.debug_struct("ClientCredentials")
            .field("id", &self.id)
            .field("token_url", &self.token_url)
            .field("scopes", &self.scopes)
            .finish_non_exhaustive()
    }
}

impl ClientCredentials {
    /// The client's id and secret.
    pub fn new(id: impl Into<String>, secret: impl Into<Secret>) -> Self {
        Self {
            id: id.into(),
            secret: secret.into(),
            token_url: None,
            scopes: Vec::new(),
            parameters: Vec::new(),
            in_body: false,
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

    /// Adds a parameter to requests for tokens, such as `audience`.
    pub fn parameter(mut self, name: impl Into<String>, value: impl Into<String>) -> Self {
        self.parameters.push((name.into(), value.into()));
        self
    }

    /// Sends id and secret in the body of requests for tokens, and not as basic
    /// authentication (RFC 6749 §2.3.1).
    pub fn in_body(mut self) -> Self {
        self.in_body = true;
        self
    }

    /// The form that is sent (RFC 6749 §4.4.2).
    fn form(&self) -> Object {
        let mut form = Object::new();
        let mut add = |name: &str, value: &str| {
            form.insert(name.to_owned(), Value::String(value.to_owned()));
        };
        add("grant_type", "client_credentials");
        if !self.scopes.is_empty() {
            add("scope", &self.scopes.join(" "));
        }
        if self.in_body {
            add("client_id", &self.id);
            add("client_secret", self.secret.expose());
        }
        for (name, value) in &self.parameters {
            add(name, value);
        }
        form
    }

    /// How the client proves who it is, outside of the body: id and secret are
    /// escaped as in forms (RFC 6749 §2.3.1).
    fn proof(&self) -> Auth {
        if self.in_body {
            return Auth::anonymous();
        }
        let escape = |text: &str| Escape::UrlEncoded.apply(text);
        Auth::basic(escape(&self.id), escape(self.secret.expose()))
    }

    async fn fetch(&self, request: TokenRequest<'_>) -> Result<Token, TokenError> {
        let Some(url) = self.token_url.as_deref().or(request.token_url()) else {
            return Err(TokenError::new(
                "nobody knows where tokens are got by client credentials: give the URL with `.token_url(…)`",
            ));
        };
        let (client, path) = request.client.elsewhere(url).map_err(TokenError::new)?;
        let call = client
            .call::<Value>(Method::POST, &path)
            .body(Body::form(&Value::Object(self.form()), &[]))
            .auth(self.proof())
            .hide(self.secret.clone())
            .idempotent();
        match call.await {
            Ok(answer) => Token::read(&answer),
            // What came instead of a token may be one that is spelled otherwise.
            Err(error) => Err(TokenError::new(error.without_success())),
        }
    }
}
