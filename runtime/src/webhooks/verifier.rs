//! Checks signatures, and makes those of tests.

use std::fmt;
use std::time::Duration;

use hmac::{Hmac, Mac as _};
use http::HeaderMap;
use sha2::Sha256;
use subtle::{Choice, ConstantTimeEq as _};

use super::{HmacScheme, WebhookError};
use crate::clock::read_unix_seconds;
use crate::json::{Decode, from_json, from_json_forgiving, to_json};
use crate::limits::OLDEST_SIGNATURE;
use crate::secrets::Secret;
use crate::values::{Base64, Value};

/// Finds out whether a webhook is the API's.
#[derive(Clone)]
#[must_use = "a verifier does nothing until a webhook is checked"]
pub struct WebhookVerifier {
    scheme: HmacScheme,
    secrets: Vec<Secret>,
    tolerance: Duration,
    strict: bool,
    event: EventName,
}

/// Where a webhook says which one it is.
#[derive(Clone, Copy)]
enum EventName {
    Header(&'static str),
    Member(&'static str),
    Made(fn(&HeaderMap, &Value) -> String),
}

impl WebhookVerifier {
    /// By [Standard Webhooks](https://www.standardwebhooks.com), which many APIs keep to.
    /// The secret is mostly `whsec_` and Base64.
    pub fn standard(secret: impl Into<Secret>) -> Self {
        Self::hmac(HmacScheme::STANDARD, secret)
    }

    /// By the scheme of Stripe: the header `Stripe-Signature`.
    pub fn stripe(secret: impl Into<Secret>) -> Self {
        Self::hmac(HmacScheme::STRIPE, secret)
    }

    /// By the scheme of GitHub, and of others that have it from there: the header
    /// `X-Hub-Signature-256`. It signs no time, so that old requests are not told from new
    /// ones.
    pub fn github(secret: impl Into<Secret>) -> Self {
        Self::hmac(HmacScheme::GITHUB, secret).event_name(name_github_event)
    }

    /// By a scheme of the API's own.
    pub fn hmac(scheme: HmacScheme, secret: impl Into<Secret>) -> Self {
        Self {
            scheme,
            secrets: vec![secret.into()],
            tolerance: OLDEST_SIGNATURE,
            strict: false,
            event: EventName::Member("/type"),
        }
    }

    /// Takes the signatures of another secret as well, while secrets are changed.
    pub fn or_secret(mut self, secret: impl Into<Secret>) -> Self {
        self.secrets.push(secret.into());
        self
    }

    /// Sets how far the time of a signature may be from now, 5 minutes by default.
    pub fn tolerance(mut self, tolerance: Duration) -> Self {
        self.tolerance = tolerance;
        self
    }

    /// Sets whether a body that departs from the document is an error. By default it is
    /// read as far as it goes, as responses are.
    pub fn strict(mut self, strict: bool) -> Self {
        self.strict = strict;
        self
    }

    /// Says that the name of a webhook stands in this header, for
    /// [`parse_event`](Self::parse_event).
    pub fn event_header(mut self, name: &'static str) -> Self {
        self.event = EventName::Header(name);
        self
    }

    /// Says that the name of a webhook stands at this JSON Pointer (RFC 6901) of its body,
    /// `/type` by default.
    pub fn event_pointer(mut self, pointer: &'static str) -> Self {
        self.event = EventName::Member(pointer);
        self
    }

    /// Says how the name of a webhook follows from headers and body, where it does not stand
    /// in one place.
    pub fn event_name(mut self, name: fn(&HeaderMap, &Value) -> String) -> Self {
        self.event = EventName::Made(name);
        self
    }

    /// Checks that a request is the API's. Pass the body as it came, byte for byte.
    ///
    /// # Errors
    ///
    /// When it is not, or was sent too long ago.
    pub fn verify(&self, headers: &HeaderMap, body: &[u8]) -> Result<(), WebhookError> {
        self.verify_at(headers, body, read_unix_seconds())
    }

    /// The same at another time than now, in seconds since 1970: for requests that were
    /// kept.
    ///
    /// # Errors
    ///
    /// When it is not the API's, or was sent long before that time.
    pub fn verify_at(
        &self,
        headers: &HeaderMap,
        body: &[u8],
        now: i64,
    ) -> Result<(), WebhookError> {
        let found = self.scheme.read(headers)?;
        let pieces = self
            .scheme
            .list_signed_pieces((found.id, found.timestamp), body);
        let mut is_signed = Choice::from(0);
        // All of them, also behind one that fits: how long it takes must tell nothing.
        for secret in &self.secrets {
            let expected = self.print_signature(secret, &pieces);
            for signature in &found.signatures {
                is_signed |= signature.as_bytes().ct_eq(expected.as_bytes());
            }
        }
        if !bool::from(is_signed) {
            return Err(WebhookError::WrongSignature);
        }
        // Behind the signature: an unsigned time says nothing.
        if let Some(at) = found.seconds {
            let age = now.saturating_sub(at);
            if age.unsigned_abs() > self.tolerance.as_secs() {
                return Err(WebhookError::Stale(age));
            }
        }
        Ok(())
    }

    /// Checks that a request is the API's, and reads its body.
    ///
    /// # Errors
    ///
    /// When it is not, or nothing can be made of its body.
    pub fn parse<T: Decode>(&self, headers: &HeaderMap, body: &[u8]) -> Result<T, WebhookError> {
        self.verify(headers, body)?;
        match self.strict {
            true => Ok(from_json(body)?),
            false => Ok(from_json_forgiving(body)?.0),
        }
    }

    /// Checks that a request is the API's, and reads it as one of the webhooks of a
    /// document: `T` is the generated `types::Webhook`.
    ///
    /// # Errors
    ///
    /// When it is not the API's, says no name, or nothing can be made of its body.
    pub fn parse_event<T: Decode>(
        &self,
        headers: &HeaderMap,
        body: &[u8],
    ) -> Result<T, WebhookError> {
        self.verify(headers, body)?;
        // Read by itself first, as other text could break out of what is put around it.
        let payload = from_json::<Value>(body)?;
        let name = match self.event {
            EventName::Header(name) => {
                let value = headers.get(name).and_then(|value| value.to_str().ok());
                let missing = || WebhookError::MissingHeader(name.to_owned());
                value.ok_or_else(missing)?.to_owned()
            }
            EventName::Member(pointer) => {
                let value = payload.pointer(pointer).and_then(Value::as_str);
                value.unwrap_or_default().to_owned()
            }
            EventName::Made(name) => name(headers, &payload),
        };
        let text = String::from_utf8_lossy(body);
        let event = format!(
            "{{\"x-bindery-webhook\":{},\"payload\":{text}}}",
            to_json(&name)
        );
        match self.strict {
            true => Ok(from_json(&event)?),
            false => Ok(from_json_forgiving(&event)?.0),
        }
    }

    /// The headers of a request with this body that is signed now with the first secret:
    /// for tests of what receives it.
    #[must_use]
    pub fn sign(&self, id: &str, body: &[u8]) -> HeaderMap {
        self.sign_at(id, body, read_unix_seconds())
    }

    /// The same at another time than now, in seconds since 1970.
    #[must_use]
    pub fn sign_at(&self, id: &str, body: &[u8], at: i64) -> HeaderMap {
        let timestamp = at.to_string();
        let pieces = self.scheme.list_signed_pieces((id, &timestamp), body);
        let signature = match self.secrets.first() {
            Some(secret) => self.print_signature(secret, &pieces),
            None => String::new(),
        };
        self.scheme.write(id, &timestamp, &signature)
    }

    fn print_signature(&self, secret: &Secret, pieces: &[&[u8]]) -> String {
        let key = self.read_key(secret);
        // A key of any length is one (RFC 2104 §3).
        let Ok(mut mac) = Hmac::<Sha256>::new_from_slice(&key) else {
            return String::new();
        };
        for piece in pieces {
            mac.update(piece);
        }
        let signature = mac.finalize().into_bytes();
        match self.scheme.base64 {
            true => to_json(&Base64(signature.to_vec()))
                .trim_matches('"')
                .to_owned(),
            false => signature.iter().map(|byte| format!("{byte:02x}")).collect(),
        }
    }

    /// The key that a secret stands for: the secrets of Standard Webhooks are Base64.
    fn read_key(&self, secret: &Secret) -> Vec<u8> {
        let text = secret.expose();
        if self.scheme == HmacScheme::STANDARD {
            let encoded = text.strip_prefix("whsec_").unwrap_or(text);
            if let Ok(Base64(key)) = from_json::<Base64>(&to_json(&encoded)) {
                return key;
            }
        }
        text.as_bytes().to_vec()
    }
}

/// As GitHub's document names webhooks: `check-run-completed` for the event `check_run` with
/// the action `completed`.
fn name_github_event(headers: &HeaderMap, payload: &Value) -> String {
    let event = headers.get("x-github-event");
    let event = event.and_then(|event| event.to_str().ok());
    let action = payload.get("action").and_then(Value::as_str);
    let words = event.into_iter().chain(action);
    words.collect::<Vec<_>>().join("-").replace('_', "-")
}

impl fmt::Debug for WebhookVerifier {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.debug_struct("WebhookVerifier")
            .field("scheme", &self.scheme)
            .field("secrets", &self.secrets.len())
            .field("tolerance", &self.tolerance)
            .finish_non_exhaustive()
    }
}
