//! What is kept of a response for an error about it.

use std::borrow::Cow;

use bytes::Bytes;
use http::{HeaderMap, StatusCode};

use crate::limits::KEPT_BODY;
use crate::media_type::find_content_type;
use crate::secrets::{Secrets, mask_body_fields};

/// A response: its head, and the start of its body.
#[derive(Debug, Clone)]
pub(crate) struct Head {
    pub(crate) status: StatusCode,
    pub(crate) headers: HeaderMap,
    pub(crate) body: Bytes,
}

impl Head {
    /// Keeps the start of the body in memory of its own, so that a large
    /// response does not live as long as its error.
    pub(crate) fn new(status: StatusCode, headers: HeaderMap, body: &Bytes) -> Self {
        let body = match body.get(..KEPT_BODY) {
            Some(start) => Bytes::copy_from_slice(start),
            None => body.clone(),
        };
        Self {
            status,
            headers,
            body,
        }
    }

    /// The body as text, without the values of members and fields that are named
    /// like secrets.
    pub(crate) fn without_named_secrets(&self, secrets: &Secrets) -> Cow<'_, str> {
        let media_type = find_content_type(&self.headers).unwrap_or_default();
        let text = String::from_utf8_lossy(&self.body);
        Cow::Owned(mask_body_fields(&text, media_type, &|name| {
            secrets.find_name(name)
        }))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_the_document_calls_secret_is_not_shown() {
        let head = Head {
            status: StatusCode::BAD_REQUEST,
            headers: HeaderMap::new(),
            body: Bytes::from_static(br#"{"doorCode":"x","token":"y","code":"z"}"#),
        };
        let secrets = Secrets::default().and_named(&["door_code"]);
        let shown = head.without_named_secrets(&secrets);
        assert_eq!(
            shown,
            r#"{"doorCode":"[redacted]","token":"[redacted]","code":"z"}"#
        );
    }
}
