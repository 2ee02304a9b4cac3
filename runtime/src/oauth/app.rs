//! A program that acts for users, as it is registered at their server of tokens.

use std::fmt;

use super::endpoint::{AppIdentity, RequestForToken, list_request_secrets};
use crate::client::Client;
use crate::description::{Scheme, SchemeKind, SignInUrls};
use crate::error::TokenError;
use crate::secrets::Secret;
use crate::values::Object;

/// A program that acts for users: they sign in, and it gets tokens and keeps them fresh
/// (OAuth 2.0, RFC 6749). Needs the feature `oauth`.
///
/// Signing in gives a [`TokenSet`](crate::TokenSet), by a browser
/// ([`start_sign_in`](Self::start_sign_in)) or on another device
/// ([`start_device_sign_in`](Self::start_device_sign_in)). From then on
/// [`stored_in`](Self::stored_in) gives calls their tokens, and the store what came of them.
/// URLs are those of the document, unless they are set here. Requests go through a client's
/// transport and keep its limits; secrets show in no error.
///
/// ```no_run
/// use bindery_runtime::{Client, OAuthApp, TokenError};
///
/// # async fn example(client: Client) -> Result<(), TokenError> {
/// let app = OAuthApp::new("my-app")
///     .redirect_url("http://127.0.0.1:8910/callback")
///     .scope("bills:read");
/// let sign_in = app.start_sign_in(&client)?;
/// println!("Open {} and paste the URL that it ends at:", sign_in.url());
/// let mut callback = String::new();
/// std::io::stdin().read_line(&mut callback).map_err(TokenError::new)?;
/// let tokens = app.finish_sign_in(&client, &sign_in, callback.trim()).await?;
/// std::fs::write("tokens.json", tokens.to_json().expose()).map_err(TokenError::new)?;
/// # Ok(())
/// # }
/// ```
///
/// Programs that are not async wait with `bindery_runtime::blocking::block_on`.
#[derive(Clone)]
#[must_use = "it does nothing until somebody signs in or tokens are stored"]
pub struct OAuthApp {
    pub(super) identity: AppIdentity,
    pub(super) urls: OwnUrls,
    pub(super) scopes: Vec<String>,
    pub(super) issuer: Option<String>,
    parameters: Vec<(String, String)>,
    pub(super) sign_in_parameters: Vec<(String, String)>,
}

/// URLs that the caller has set.
#[derive(Debug, Clone, Default)]
pub(super) struct OwnUrls {
    pub(super) authorization: Option<String>,
    pub(super) token: Option<String>,
    pub(super) device: Option<String>,
    pub(super) redirect: Option<String>,
}

impl fmt::Debug for OAuthApp {
    /// Shows neither the secret nor parameters, which may hold others.
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.debug_struct("OAuthApp")
            .field("id", &self.identity.id)
            .field("urls", &self.urls)
            .field("scopes", &self.scopes)
            .finish_non_exhaustive()
    }
}

impl OAuthApp {
    /// The program's id. Without a [`secret`](Self::secret) it is a public client, as
    /// programs on the machines of users are.
    pub fn new(id: impl Into<String>) -> Self {
        Self {
            identity: AppIdentity::new(id.into(), None),
            urls: OwnUrls::default(),
            scopes: Vec::new(),
            issuer: None,
            parameters: Vec::new(),
            sign_in_parameters: Vec::new(),
        }
    }

    /// Sets the program's secret, which only a server can keep.
    pub fn secret(mut self, secret: impl Into<Secret>) -> Self {
        self.identity.secret = Some(secret.into());
        self
    }

    /// Sends id and secret in the body of requests for tokens, and not as basic
    /// authentication (RFC 6749 §2.3.1).
    pub fn in_body(mut self) -> Self {
        self.identity.in_body = true;
        self
    }

    /// Sets where users sign in, instead of what the document says.
    pub fn authorization_url(mut self, url: impl Into<String>) -> Self {
        self.urls.authorization = Some(url.into());
        self
    }

    /// Sets where tokens are got and refreshed, instead of what the document says.
    pub fn token_url(mut self, url: impl Into<String>) -> Self {
        self.urls.token = Some(url.into());
        self
    }

    /// Sets where codes for devices are got, instead of what the document says.
    pub fn device_url(mut self, url: impl Into<String>) -> Self {
        self.urls.device = Some(url.into());
        self
    }

    /// Sets where the browser comes back to, as it is registered at the server of tokens.
    pub fn redirect_url(mut self, url: impl Into<String>) -> Self {
        self.urls.redirect = Some(url.into());
        self
    }

    /// Asks for a scope; none is asked for by default, which leaves it to the server.
    pub fn scope(mut self, scope: impl Into<String>) -> Self {
        self.scopes.push(scope.into());
        self
    }

    /// Sets who must have answered (RFC 9207): a program whose users choose among several
    /// servers of tokens is not led to send the code of one to another.
    pub fn issuer(mut self, issuer: impl Into<String>) -> Self {
        self.issuer = Some(issuer.into());
        self
    }

    /// Adds a parameter to requests for tokens, such as `audience`.
    pub fn parameter(mut self, name: impl Into<String>, value: impl Into<String>) -> Self {
        self.parameters.push((name.into(), value.into()));
        self
    }

    /// Adds a parameter to the URL that the user opens, such as `prompt` or
    /// `access_type`.
    pub fn sign_in_parameter(mut self, name: impl Into<String>, value: impl Into<String>) -> Self {
        self.sign_in_parameters.push((name.into(), value.into()));
        self
    }

    /// A request that the server of tokens takes something back with, so that it is not
    /// repeated where nobody knows whether it came.
    pub(super) fn request<'a>(
        &'a self,
        url: &'a str,
        form: Object,
        hidden: Vec<Secret>,
    ) -> RequestForToken<'a> {
        RequestForToken {
            url,
            form,
            identity: &self.identity,
            parameters: &self.parameters,
            hidden,
            is_repeatable: false,
        }
    }

    pub(super) fn secrets(&self) -> Vec<Secret> {
        list_request_secrets(&self.identity, &self.parameters)
    }

    /// Where tokens are refreshed: where they are got, unless the document says more. The
    /// scheme that a call needs one for is asked first.
    pub(super) fn refresh_url(
        &self,
        client: &Client,
        scheme: Option<&'static Scheme>,
    ) -> Result<String, TokenError> {
        let all = client.shared().api.schemes.iter();
        let mut schemes = scheme.into_iter().chain(all);
        let documented = schemes.find_map(|scheme| {
            let urls = scheme.sign_in;
            let credentials = match scheme.kind {
                SchemeKind::OAuth2 { token_url } => token_url,
                _ => "",
            };
            [
                urls.refresh,
                urls.code_token,
                urls.device_token,
                credentials,
            ]
            .into_iter()
            .find(|url| !url.is_empty())
        });
        let url = self.urls.token.as_deref().or(documented);
        resolve_sign_in_url(client, url, "tokens are refreshed", "token_url")
    }

    /// Where something is got: what the caller has set, else what a scheme of the document
    /// says.
    pub(super) fn find_url(
        &self,
        client: &Client,
        own: Option<&String>,
        documented: fn(&SignInUrls) -> &'static str,
        what: (&str, &str),
    ) -> Result<String, TokenError> {
        let mut all = client.shared().api.schemes.iter();
        let found =
            all.find_map(|scheme| Some(documented(&scheme.sign_in)).filter(|url| !url.is_empty()));
        let url = own.map(String::as_str).or(found);
        resolve_sign_in_url(client, url, what.0, what.1)
    }
}

fn resolve_sign_in_url(
    client: &Client,
    url: Option<&str>,
    what: &str,
    method: &str,
) -> Result<String, TokenError> {
    let Some(url) = url else {
        return Err(TokenError::new(format!(
            "nobody knows where {what}: give the URL with `.{method}(…)`",
        )));
    };
    client.absolute(url).map_err(TokenError::new)
}
