//! Signing in on another device: the user reads a code here and types it there (RFC 8628).

use std::fmt;
use std::time::Duration;

use super::app::OAuthApp;
use super::endpoint::{FailedTokenRequest, insert_scopes, insert_text};
use super::token_set::TokenSet;
use crate::client::Client;
use crate::clock::Instant;
use crate::error::TokenError;
use crate::limits::{DEVICE_POLL_WAIT, LONGEST_DEVICE_CODE, LONGEST_DEVICE_POLL_WAIT};
use crate::params::print_plain_value;
use crate::secrets::Secret;
use crate::values::{Object, Value};

/// A sign-in on another device that has begun: what the user is told.
#[derive(Clone)]
pub struct DeviceSignIn {
    device_code: Secret,
    user_code: String,
    url: String,
    complete_url: Option<String>,
    interval: Duration,
    lifetime: Duration,
    /// When it began.
    since: Instant,
}

impl DeviceSignIn {
    /// The code that the user types at [`url`](Self::url).
    #[must_use]
    pub fn user_code(&self) -> &str {
        &self.user_code
    }

    /// Where the user types it.
    #[must_use]
    pub fn url(&self) -> &str {
        &self.url
    }

    /// The same with the code in it, for a link or a QR code, where the server gives one.
    #[must_use]
    pub fn complete_url(&self) -> Option<&str> {
        self.complete_url.as_deref()
    }

    /// How long the user has, from the beginning.
    #[must_use]
    pub fn lifetime(&self) -> Duration {
        self.lifetime
    }

    /// Reads a response (RFC 8628 §3.2). Its texts are shown to people, on terminals too, so
    /// none may hold what steers one.
    fn read(response: &Value) -> Result<Self, TokenError> {
        let text = |name: &str| {
            let text = response.member_str(name).filter(|text| !text.is_empty());
            text.filter(|text| !text.contains(char::is_control))
        };
        let need = |name: &str| {
            text(name)
                .ok_or_else(|| TokenError::new(format!("the answer holds no usable `{name}`")))
        };
        let seconds = |name: &str| {
            let text = response.get(name).and_then(print_plain_value)?;
            text.trim().parse().ok().map(Duration::from_secs)
        };
        // Google's first version of it was called so.
        let url = text("verification_uri").or_else(|| text("verification_url"));
        Ok(Self {
            device_code: Secret::new(need("device_code")?),
            user_code: need("user_code")?.to_owned(),
            url: url.map_or_else(|| need("verification_uri"), Ok)?.to_owned(),
            complete_url: text("verification_uri_complete").map(str::to_owned),
            interval: seconds("interval").unwrap_or(DEVICE_POLL_WAIT),
            lifetime: seconds("expires_in")
                .unwrap_or(LONGEST_DEVICE_CODE)
                .min(LONGEST_DEVICE_CODE),
            since: Instant::now(),
        })
    }
}

impl fmt::Debug for DeviceSignIn {
    /// Shows nothing by which somebody else could finish it.
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.debug_struct("DeviceSignIn")
            .field("url", &self.url)
            .field("lifetime", &self.lifetime)
            .finish_non_exhaustive()
    }
}

impl OAuthApp {
    /// Begins a sign-in on another device: tell the user [`DeviceSignIn::url`] and
    /// [`DeviceSignIn::user_code`], then wait with
    /// [`finish_device_sign_in`](Self::finish_device_sign_in).
    ///
    /// # Errors
    ///
    /// When nobody knows the URL, or the server gives no code.
    pub async fn start_device_sign_in(
        &self,
        client: &impl AsRef<Client>,
    ) -> Result<DeviceSignIn, TokenError> {
        let client = client.as_ref();
        let url = self.find_url(
            client,
            self.urls.device.as_ref(),
            |urls| urls.device,
            ("codes for devices are got", "device_url"),
        )?;
        let mut form = Object::new();
        insert_scopes(&mut form, &self.scopes);
        let mut asked = self.request(&url, form, Vec::new());
        asked.is_repeatable = true; // a code that nobody has read is forgotten
        asked.send(client, DeviceSignIn::read).await
    }

    /// Waits until the user has signed in on the other device, and gives the tokens, which
    /// the caller stores. The server is asked as seldom as it wants (RFC 8628 §3.5).
    ///
    /// # Errors
    ///
    /// When the user has refused (`access_denied`) or was too slow (`expired_token`); see
    /// [`TokenError::code`].
    pub async fn finish_device_sign_in(
        &self,
        client: &impl AsRef<Client>,
        sign_in: &DeviceSignIn,
    ) -> Result<TokenSet, TokenError> {
        let client = client.as_ref();
        let url = self.find_url(
            client,
            self.urls.token.as_ref(),
            |urls| urls.device_token,
            ("tokens for devices are got", "token_url"),
        )?;
        let mut interval = sign_in.interval;
        // What was waited counts beside the clock, as the time of tests passes by waits alone.
        let mut waited = Duration::ZERO;
        while waited.max(sign_in.since.elapsed()) < sign_in.lifetime {
            client.shared().transport.sleep(interval).await;
            waited = waited.saturating_add(interval);
            match self.poll_device(client, &url, sign_in).await {
                Ok(tokens) => return Ok(tokens),
                Err(failed) => interval = choose_next_wait(interval, failed)?,
            }
        }
        let told = "nobody has signed in on the other device in time";
        Err(TokenError::new(told).with_code(Some("expired_token".to_owned())))
    }

    async fn poll_device(
        &self,
        client: &Client,
        url: &str,
        sign_in: &DeviceSignIn,
    ) -> Result<TokenSet, FailedTokenRequest> {
        let mut form = Object::new();
        insert_text(&mut form, "grant_type", DEVICE_GRANT);
        insert_text(&mut form, "device_code", sign_in.device_code.expose());
        let hidden = vec![sign_in.device_code.clone()];
        let asked = self.request(url, form, hidden);
        asked.attempt(client, TokenSet::read_first).await
    }
}

const DEVICE_GRANT: &str = "urn:ietf:params:oauth:grant-type:device_code";

/// How long to wait before asking again (RFC 8628 §3.5): five seconds more where the server
/// is asked too often, twice as long where it is not reached.
fn choose_next_wait(
    interval: Duration,
    failed: FailedTokenRequest,
) -> Result<Duration, TokenError> {
    match failed.error.code() {
        Some("authorization_pending") => Ok(interval),
        Some("slow_down") => Ok(interval.saturating_add(DEVICE_POLL_WAIT)),
        None if failed.is_transient => Ok(interval.saturating_mul(2).min(LONGEST_DEVICE_POLL_WAIT)),
        _ => Err(failed.error),
    }
}
