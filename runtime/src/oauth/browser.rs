//! Signing in by a browser: authorization code (RFC 6749 §4.1) with PKCE (RFC 7636).

use std::fmt;

use percent_encoding::percent_decode_str;
use sha2::{Digest as _, Sha256};

use super::app::OAuthApp;
use super::endpoint::{insert_text, is_refusal_code};
use super::token_set::TokenSet;
use crate::client::Client;
use crate::error::TokenError;
use crate::json::{from_json, to_json};
use crate::params::EscapeSet;
use crate::secrets::Secret;
use crate::values::{Base64Url, Object, Value};

/// A sign-in by a browser that has begun: the URL that the user opens, and what proves
/// afterwards that it was this one.
///
/// A web server keeps it in the user's session, as [`to_json`](Self::to_json) gives it,
/// until the browser comes back.
#[derive(Clone, PartialEq, Eq)]
pub struct SignIn {
    url: String,
    state: Secret,
    verifier: Secret,
}

/// Random bytes of what nobody may guess: as many as RFC 7636 §7.1 asks for.
const RANDOM_BYTES: usize = 32;

impl SignIn {
    /// The URL that the user opens in a browser.
    #[must_use]
    pub fn url(&self) -> &str {
        &self.url
    }

    /// What a session keeps: an object of JSON. Whoever reads it can finish the sign-in.
    #[must_use]
    pub fn to_json(&self) -> Secret {
        let mut stored = Object::new();
        insert_text(&mut stored, "url", &self.url);
        insert_text(&mut stored, "state", self.state.expose());
        insert_text(&mut stored, "verifier", self.verifier.expose());
        Secret::new(to_json(&Value::Object(stored)))
    }

    /// Reads what [`to_json`](Self::to_json) gave.
    ///
    /// # Errors
    ///
    /// When it is something else. The error shows nothing of it.
    pub fn from_json(stored: &str) -> Result<Self, TokenError> {
        let stored: Option<Value> = from_json(stored.as_bytes()).ok();
        let text = |name: &str| {
            let text = stored.as_ref()?.member_str(name)?;
            Some(text).filter(|text| !text.is_empty())
        };
        match (text("url"), text("state"), text("verifier")) {
            (Some(url), Some(state), Some(verifier)) => Ok(Self {
                url: url.to_owned(),
                state: Secret::new(state),
                verifier: Secret::new(verifier),
            }),
            _ => Err(TokenError::new(
                "what was kept is no sign-in that has begun",
            )),
        }
    }
}

impl fmt::Debug for SignIn {
    /// Shows nothing of the state, which stands in the URL as well.
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.debug_struct("SignIn").finish_non_exhaustive()
    }
}

impl OAuthApp {
    /// Begins a sign-in by a browser: the user opens [`SignIn::url`], and the browser comes
    /// back to [`redirect_url`](Self::redirect_url). Nothing is sent.
    ///
    /// # Errors
    ///
    /// When nobody knows the URL, or it is not one of the web.
    pub fn start_sign_in(&self, client: &impl AsRef<Client>) -> Result<SignIn, TokenError> {
        let url = self.find_url(
            client.as_ref(),
            self.urls.authorization.as_ref(),
            |urls| urls.authorization,
            ("users sign in", "authorization_url"),
        )?;
        let scheme = url.split(':').next().unwrap_or_default();
        if !["https", "http"]
            .iter()
            .any(|web| scheme.eq_ignore_ascii_case(web))
        {
            let told = "the URL where users sign in is not one of the web; give it with `.authorization_url(…)`";
            return Err(TokenError::new(told));
        }
        let (state, verifier) = (make_unguessable_text()?, make_unguessable_text()?);
        let challenge = Base64Url::from(Sha256::digest(verifier.as_bytes()).to_vec());
        let mut pairs = vec![
            ("response_type", "code".to_owned()),
            ("client_id", self.identity.id.clone()),
            ("state", state.clone()),
            ("code_challenge", challenge.to_string()),
            ("code_challenge_method", "S256".to_owned()),
        ];
        if let Some(url) = &self.urls.redirect {
            pairs.push(("redirect_uri", url.clone()));
        }
        if !self.scopes.is_empty() {
            pairs.push(("scope", self.scopes.join(" ")));
        }
        let own = self.sign_in_parameters.iter();
        pairs.extend(own.map(|(name, value)| (name.as_str(), value.clone())));
        Ok(SignIn {
            url: append_query(&url, &pairs),
            state: Secret::new(state),
            verifier: Secret::new(verifier),
        })
    }

    /// Finishes a sign-in: `callback` is the URL that the browser came back to, or its query
    /// alone. The code in it is exchanged for tokens, which the caller stores.
    ///
    /// # Errors
    ///
    /// When it is the answer to another sign-in, when the user or the server has refused
    /// ([`TokenError::code`]), or when the code gives no tokens. A code serves once, so that a
    /// request which broke off is not repeated: the user has to sign in again.
    pub async fn finish_sign_in(
        &self,
        client: &impl AsRef<Client>,
        sign_in: &SignIn,
        callback: &str,
    ) -> Result<TokenSet, TokenError> {
        let client = client.as_ref();
        let code = self.read_callback(sign_in, callback)?;
        let url = self.find_url(
            client,
            self.urls.token.as_ref(),
            |urls| urls.code_token,
            ("codes are exchanged for tokens", "token_url"),
        )?;
        let mut form = Object::new();
        insert_text(&mut form, "grant_type", "authorization_code");
        insert_text(&mut form, "code", code.expose());
        if let Some(url) = &self.urls.redirect {
            insert_text(&mut form, "redirect_uri", url);
        }
        insert_text(&mut form, "code_verifier", sign_in.verifier.expose());
        let asked = self.request(&url, form, vec![code, sign_in.verifier.clone()]);
        asked.send(client, TokenSet::read_first).await
    }

    /// The code in what the browser brought back (RFC 6749 §4.1.2), whose state is checked
    /// before anything of it is believed.
    fn read_callback(&self, sign_in: &SignIn, callback: &str) -> Result<Secret, TokenError> {
        let query = callback
            .split_once('?')
            .map_or(callback, |(_, query)| query);
        let query = query.split('#').next().unwrap_or_default();
        let find = |name| find_single_value(query, name);
        let state = find("state")?.map(Secret::new);
        if state.as_ref() != Some(&sign_in.state) {
            return Err(TokenError::new(
                "the browser brought back the answer to another sign-in (its `state` differs): begin again",
            ));
        }
        if let Some(expected) = &self.issuer
            && find("iss")?.as_ref() != Some(expected)
        {
            return Err(TokenError::new(
                "the browser brought back the answer of another server (its `iss` differs): begin again",
            ));
        }
        if let Some(code) = find("error")? {
            let code = Some(code).filter(|code| is_refusal_code(code));
            let told = code.as_deref().unwrap_or("with a code that is none");
            let told = format!("the sign-in was refused: {told}");
            return Err(TokenError::new(told).with_code(code));
        }
        find("code")?.map(Secret::new).ok_or_else(|| {
            TokenError::new(
                "the browser brought back neither a code nor the reason why there is none",
            )
        })
    }
}

/// The value of a parameter of a query, decoded; one that comes twice means nothing
/// (RFC 6749 §3.1).
fn find_single_value(query: &str, name: &str) -> Result<Option<String>, TokenError> {
    let decode = |text: &str| {
        let text = text.replace('+', " ");
        percent_decode_str(&text).decode_utf8_lossy().into_owned()
    };
    let pairs = query
        .split('&')
        .map(|pair| pair.split_once('=').unwrap_or((pair, "")));
    let mut values = pairs.filter(|(key, _)| decode(key) == name);
    let value = values.next().map(|(_, value)| decode(value));
    if values.next().is_some() {
        let told = format!("the browser brought back `{name}` more than once");
        return Err(TokenError::new(told));
    }
    Ok(value.filter(|value| !value.is_empty()))
}

/// A URL with these pairs added to its query; a fragment would swallow them (RFC 6749 §3.1).
fn append_query(url: &str, pairs: &[(&str, String)]) -> String {
    let url = url.split('#').next().unwrap_or_default();
    let escape = |text: &str| EscapeSet::UrlEncoded.apply(text).into_owned();
    let pairs: Vec<String> = pairs
        .iter()
        .map(|(name, value)| format!("{}={}", escape(name), escape(value)))
        .collect();
    let joint = match url.split_once('?') {
        None => "?",
        Some((_, query)) if query.is_empty() || query.ends_with('&') => "",
        Some(_) => "&",
    };
    format!("{url}{joint}{}", pairs.join("&"))
}

/// A text that nobody can guess, of the letters that PKCE allows (RFC 7636 §4.1).
fn make_unguessable_text() -> Result<String, TokenError> {
    let mut bytes = [0; RANDOM_BYTES];
    getrandom::getrandom(&mut bytes).map_err(|error| {
        TokenError::new(format!("the system has no random bytes to give: {error}"))
    })?;
    Ok(Base64Url::from(&bytes[..]).to_string())
}
