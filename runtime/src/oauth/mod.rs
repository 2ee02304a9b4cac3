//! OAuth 2.0 client credentials (RFC 6749 §4.4): one token for many calls, got
//! anew before it expires, and by one call for all that wait.

mod flow;
mod token;
mod turns;

use std::fmt;

use zeroize::Zeroize as _;

use self::token::Token;
use crate::auth::{Auth, TokenRequest};
use crate::call::Call;
use crate::client::Client;
use crate::error::TokenError;
use crate::params::EscapeSet;
use crate::request::Body;
use crate::secrets::{Secret, is_secret_name};
use crate::values::{Object, Value};

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
    id: String,
    secret: Secret,
    token_url: Option<String>,
    scopes: Vec<String>,
    by_call: bool,
    parameters: Vec<(String, String)>,
    in_body: bool,
}

/// What makes one token another: where it is got, and what for.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Wanted {
    /// Absolute.
    url: String,
    scopes: Vec<String>,
}

impl fmt::Debug for ClientCredentials {
    /// Shows neither the secret nor parameters, which may hold others.
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.debug_struct("ClientCredentials")
            .field("id", &self.id)
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
            id: id.into(),
            secret: secret.into(),
            token_url: None,
            scopes: Vec::new(),
            by_call: false,
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
        self.in_body = true;
        self
    }

    /// Which token a call needs.
    fn wanted(&self, request: &TokenRequest<'_>) -> Result<Wanted, TokenError> {
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

    /// The form that is sent (RFC 6749 §4.4.2).
    fn form(&self, scopes: &[String]) -> Object {
        let mut form = Object::new();
        let mut add = |name: &str, value: &str| {
            form.insert(name.to_owned(), Value::String(value.to_owned()));
        };
        add("grant_type", "client_credentials");
        if !scopes.is_empty() {
            add("scope", &scopes.join(" "));
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
        let escape = |text: &str| EscapeSet::UrlEncoded.apply(text).into_owned();
        Auth::basic(escape(&self.id), escape(self.secret.expose()))
    }

    /// What must not be shown: the client's secret, and parameters that are named
    /// like one.
    fn secrets(&self) -> Vec<Secret> {
        let parameters = self.parameters.iter();
        let named = parameters.filter(|(name, _)| is_secret_name(name).is_some());
        let named = named.map(|(_, value)| Secret::from(value.as_str()));
        [self.secret.clone()].into_iter().chain(named).collect()
    }

    async fn fetch(&self, client: &Client, wanted: &Wanted) -> Result<Token, TokenError> {
        let (client, path) = client.elsewhere(&wanted.url).map_err(TokenError::new)?;
        let call = client
            .call_for_token::<Value>(&path)
            .body(Body::form(&Value::Object(self.form(&wanted.scopes)), &[]))
            .auth(self.proof())
            .idempotent();
        let secrets = self.secrets().into_iter();
        match secrets.fold(call, Call::hide).await {
            Ok(mut response) => {
                let token = Token::read(&response);
                forget_tokens(&mut response);
                token
            }
            // What came instead of a token may be one that is spelled otherwise.
            Err(error) => Err(TokenError::new(error.without_response_body())),
        }
    }
}

/// Overwrites the tokens of a response, which nobody needs any more.
fn forget_tokens(response: &mut Value) {
    let Value::Object(members) = response else {
        return;
    };
    for name in ["access_token", "refresh_token", "id_token"] {
        if let Some(Value::String(token)) = members.get_mut(name) {
            token.zeroize();
        }
    }
}
