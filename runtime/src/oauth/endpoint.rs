//! Requests to the server that gives tokens (RFC 6749 §3.2): who asks, how it proves
//! that, and what is told when there is none.

use zeroize::Zeroize as _;

use crate::auth::Auth;
use crate::call::Call;
use crate::client::Client;
use crate::error::TokenError;
use crate::json::from_json;
use crate::params::EscapeSet;
use crate::request::Body;
use crate::secrets::{Secret, is_secret_name};
use crate::values::{Object, Value};

/// Who asks for tokens: a program that is registered at their server.
#[derive(Clone)]
pub(super) struct AppIdentity {
    pub(super) id: String,
    /// None of a program that cannot keep one, as those of users cannot (RFC 6749 §2.1).
    pub(super) secret: Option<Secret>,
    /// Whether id and secret travel in the body, and not as basic authentication.
    pub(super) in_body: bool,
}

impl AppIdentity {
    pub(super) fn new(id: String, secret: Option<Secret>) -> Self {
        Self {
            id,
            secret,
            in_body: false,
        }
    }

    /// What the body says of it. Who has no secret has only the body to name itself in
    /// (RFC 6749 §3.2.1).
    fn write(&self, form: &mut Object) {
        match &self.secret {
            Some(secret) if self.in_body => {
                insert_text(form, "client_id", &self.id);
                insert_text(form, "client_secret", secret.expose());
            }
            Some(_) => {}
            None => insert_text(form, "client_id", &self.id),
        }
    }

    /// How it proves who it is, outside of the body: id and secret are escaped as in forms
    /// (RFC 6749 §2.3.1).
    fn proof(&self) -> Auth {
        let escape = |text: &str| EscapeSet::UrlEncoded.apply(text).into_owned();
        match &self.secret {
            Some(secret) if !self.in_body => Auth::basic(escape(&self.id), escape(secret.expose())),
            _ => Auth::anonymous(),
        }
    }
}

/// A request for a token, or for the code of a device.
pub(super) struct RequestForToken<'a> {
    /// Absolute.
    pub(super) url: &'a str,
    /// What is asked for, without who asks.
    pub(super) form: Object,
    pub(super) identity: &'a AppIdentity,
    /// The caller's own, such as `audience`.
    pub(super) parameters: &'a [(String, String)],
    /// What of the form must not be shown.
    pub(super) hidden: Vec<Secret>,
    /// Whether it may be sent again when nobody knows whether it came: not where the
    /// server takes something back with it, such as a code that serves once.
    pub(super) is_repeatable: bool,
}

impl RequestForToken<'_> {
    /// Sends it, and gives what is read of the answer. The answer itself is not handed on: its
    /// tokens are overwritten as soon as they were read.
    pub(super) async fn send<T>(
        self,
        client: &Client,
        read: impl FnOnce(&Value) -> Result<T, TokenError>,
    ) -> Result<T, TokenError> {
        let outcome = self.attempt(client, read).await;
        outcome.map_err(|failed| failed.error)
    }

    /// The same, and says of a failure whether it was one of the way.
    pub(super) async fn attempt<T>(
        self,
        client: &Client,
        read: impl FnOnce(&Value) -> Result<T, TokenError>,
    ) -> Result<T, FailedTokenRequest> {
        let mut form = self.form;
        self.identity.write(&mut form);
        for (name, value) in self.parameters {
            insert_text(&mut form, name, value);
        }
        let (client, path) = client.elsewhere(self.url).map_err(TokenError::new)?;
        let call = client
            .call_for_token::<Value>(&path)
            .body(Body::form(&Value::Object(form), &[]))
            .auth(self.identity.proof());
        let call = if self.is_repeatable {
            call.idempotent()
        } else {
            call
        };
        let secrets = list_request_secrets(self.identity, self.parameters);
        let secrets = secrets.into_iter().chain(self.hidden);
        match secrets.fold(call, Call::hide).await {
            Ok(response) => {
                let mut response = check_refusal(response)?;
                let outcome = read(&response);
                forget_tokens(&mut response);
                Ok(outcome?)
            }
            Err(error) => {
                let code = read_refusal_code(error.body());
                let is_transient = code.is_none() && error.is_transient();
                // What came instead of a token may be one that is spelled otherwise.
                let error = TokenError::new(error.without_response_body());
                Err(FailedTokenRequest {
                    error: error.with_code(code),
                    is_transient,
                })
            }
        }
    }
}

/// Why a request gave no token.
pub(super) struct FailedTokenRequest {
    pub(super) error: TokenError,
    /// Whether it may succeed a while later: nobody refused anything.
    #[cfg_attr(
        not(feature = "oauth"),
        expect(dead_code, reason = "only polling for a device code tries again")
    )]
    pub(super) is_transient: bool,
}

impl From<TokenError> for FailedTokenRequest {
    fn from(error: TokenError) -> Self {
        Self {
            error,
            is_transient: false,
        }
    }
}

/// Some servers refuse with a status of 200, GitHub's among them.
fn check_refusal(response: Value) -> Result<Value, FailedTokenRequest> {
    let has_token = ["access_token", "device_code"]
        .iter()
        .any(|name| response.get(name).is_some());
    match find_refusal_code(&response).filter(|_| !has_token) {
        None => Ok(response),
        Some(code) => {
            let told = format!("the server of tokens refused with the code `{code}`");
            Err(TokenError::new(told).with_code(Some(code)).into())
        }
    }
}

/// The code in the body of a refusal (RFC 6749 §5.2).
fn read_refusal_code(body: &[u8]) -> Option<String> {
    find_refusal_code(&from_json::<Value>(body).ok()?)
}

/// Codes are words; what looks otherwise may be anything, also a secret.
pub(super) fn find_refusal_code(response: &Value) -> Option<String> {
    let code = response.get("error")?.as_str()?;
    is_refusal_code(code).then(|| code.to_owned())
}

/// Whether a text is such a word.
pub(super) fn is_refusal_code(text: &str) -> bool {
    let fits = |byte: u8| byte.is_ascii_lowercase() || byte == b'_';
    !text.is_empty() && text.len() <= LONGEST_CODE && text.bytes().all(fits)
}

/// Bytes of the longest code: twice the longest that is registered for OAuth, which are
/// words such as `unsupported_response_type`.
const LONGEST_CODE: usize = 64;

/// Adds a pair of a form.
pub(super) fn insert_text(form: &mut Object, name: &str, value: &str) {
    form.insert(name.to_owned(), Value::String(value.to_owned()));
}

/// Adds the scopes that are asked for; none leaves it to the server.
pub(super) fn insert_scopes(form: &mut Object, scopes: &[String]) {
    if !scopes.is_empty() {
        insert_text(form, "scope", &scopes.join(" "));
    }
}

/// What every request holds that must not be shown: the secret of who asks, and
/// parameters that are named like one.
pub(super) fn list_request_secrets(
    identity: &AppIdentity,
    parameters: &[(String, String)],
) -> Vec<Secret> {
    let named = parameters
        .iter()
        .filter(|(name, _)| is_secret_name(name).is_some())
        .map(|(_, value)| Secret::from(value.as_str()));
    identity.secret.iter().cloned().chain(named).collect()
}

/// Overwrites the tokens of a response, which nobody needs any more.
fn forget_tokens(response: &mut Value) {
    let Value::Object(members) = response else {
        return;
    };
    for name in ["access_token", "refresh_token", "id_token", "device_code"] {
        if let Some(Value::String(token)) = members.get_mut(name) {
            token.zeroize();
        }
    }
}
