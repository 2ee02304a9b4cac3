//! What must not reach a file: credentials, tokens, cookies.

use bytes::Bytes;
use http::header::{CONTENT_LOCATION, LINK, LOCATION, REFRESH};
use http::{HeaderName, HeaderValue};

use super::parts::mask_parts;
use crate::info::CallInfo;
use crate::secrets::{
    MASK, Secret, SecretName, Secrets, mask_body_fields, mask_queries, mask_url, normalize_name,
};

/// What is kept out of a file.
#[derive(Clone, Default)]
pub(super) struct Redaction {
    /// Texts, wherever they stand.
    pub(super) texts: Vec<Secret>,
    /// Names of members, form fields and query keys, beside those that are named
    /// like secrets.
    pub(super) fields: Vec<String>,
    /// The credentials of the request at hand.
    secrets: Secrets,
    /// The path of its operation, which names the parts of that of the URL.
    template: &'static str,
}

impl Redaction {
    /// With the credentials of a request.
    pub(super) fn for_request<B>(&self, request: &http::Request<B>) -> Self {
        let call = request.extensions().get::<CallInfo>();
        let secrets = call.map(|call| call.secrets.clone()).unwrap_or_default();
        Self {
            secrets: secrets.and_hidden(&self.texts),
            template: call.map_or("", CallInfo::path_template),
            ..self.clone()
        }
    }

    /// A URL; its fragment may hold tokens as well (RFC 6749 §4.2.2).
    pub(super) fn url(&self, url: &str) -> String {
        let masked = mask_url(url, self.template, &|name| self.named(name));
        self.secrets.mask(&masked).into_owned()
    }

    pub(super) fn header(&self, name: &HeaderName, value: &HeaderValue) -> String {
        if value.is_sensitive() || self.named(name.as_str()).is_some() {
            return MASK.to_owned();
        }
        let text = String::from_utf8_lossy(value.as_bytes());
        match *name {
            LOCATION | CONTENT_LOCATION => self.url(&text),
            LINK | REFRESH => {
                let masked = mask_queries(&text, &|name| self.named(name));
                self.secrets.mask(&masked).into_owned()
            }
            _ => self.secrets.mask(&text).into_owned(),
        }
    }

    /// A body: text without what is named like a secret, and without the secrets of
    /// the call; other bytes without those alone.
    pub(super) fn body(&self, body: &Bytes, media_type: &str) -> Result<String, Bytes> {
        let Ok(text) = std::str::from_utf8(body) else {
            return Err(self.secrets.mask_body(body));
        };
        let names = |name: &str| self.named(name);
        let masked = if media_type.starts_with("multipart/") {
            mask_parts(text, &names)
        } else {
            mask_body_fields(text, media_type, &names)
        };
        Ok(self.secrets.mask(&masked).into_owned())
    }

    fn named(&self, name: &str) -> Option<SecretName> {
        let bare_name = normalize_name(name);
        let named = self
            .fields
            .iter()
            .any(|known| normalize_name(known) == bare_name);
        let named = named.then_some(SecretName::One);
        named.or_else(|| self.secrets.find_name(name))
    }
}
