//! The secrets of a call.

use std::borrow::Cow;
use std::error::Error;
use std::fmt;
use std::iter::successors;
use std::sync::Arc;

use bytes::Bytes;
use zeroize::Zeroizing;

use super::mask::mask_secrets;
use super::names::{SecretName, is_secret_name, normalize_name};
use super::parts::{list_credential_parts, spell_in_base64};
use super::secret::Secret;

/// What a call must not show. Clones share it.
#[derive(Debug, Clone, Default)]
pub(crate) struct Secrets {
    known: Option<Arc<Known>>,
    /// What the document calls its secrets.
    names: &'static [&'static str],
}

#[derive(Debug)]
struct Known {
    /// As they travel: `Bearer …`.
    credentials: Vec<Secret>,
    /// What the caller wants to be hidden, whatever it is.
    hidden: Vec<Secret>,
}

impl Secrets {
    /// Credentials as they travel, and what the caller wants to be hidden.
    pub(crate) fn new(credentials: Vec<Secret>, hidden: Vec<Secret>) -> Self {
        let is_empty = credentials.is_empty() && hidden.is_empty();
        let known = (!is_empty).then(|| {
            Arc::new(Known {
                credentials,
                hidden,
            })
        });
        Self { known, names: &[] }
    }

    /// These, and what a document calls its secrets.
    pub(crate) fn and_named(self, names: &'static [&'static str]) -> Self {
        Self { names, ..self }
    }

    /// Whether a name is that of a secret: by the words in it, or because the document says so,
    /// however it puts words together.
    pub(crate) fn find_name(&self, name: &str) -> Option<SecretName> {
        let plain = normalize_name(name);
        let mut names = self.names.iter();
        let is_named = names.any(|known| normalize_name(known) == plain);
        is_named
            .then_some(SecretName::One)
            .or_else(|| is_secret_name(name))
    }

    /// The text with a mask in place of all of them.
    pub(crate) fn mask<'t>(&self, text: &'t str) -> Cow<'t, str> {
        match self.mask_bytes(text.as_bytes()) {
            Cow::Borrowed(_) => Cow::Borrowed(text),
            // Whole characters are replaced, so that nothing is lost here.
            Cow::Owned(masked) => Cow::Owned(String::from_utf8_lossy(&masked).into_owned()),
        }
    }

    pub(crate) fn mask_bytes<'t>(&self, text: &'t [u8]) -> Cow<'t, [u8]> {
        let parts = self.parts();
        if parts.is_empty() {
            return Cow::Borrowed(text);
        }
        let parts: Vec<&str> = parts.iter().map(|part| part.as_str()).collect();
        mask_secrets(text, &parts)
    }

    /// The bytes with a mask in place of all of them; not copied where there is
    /// nothing to mask.
    pub(crate) fn mask_body(&self, body: &Bytes) -> Bytes {
        match self.mask_bytes(body) {
            Cow::Borrowed(_) => body.clone(),
            Cow::Owned(masked) => masked.into(),
        }
    }

    /// These, and others that are to be hidden.
    #[cfg(feature = "testing")]
    pub(crate) fn and_hidden(&self, more: &[Secret]) -> Self {
        let known = self.known.as_deref();
        let credentials = known.map_or_else(Vec::new, |known| known.credentials.clone());
        let hidden = known
            .into_iter()
            .flat_map(|known| &known.hidden)
            .chain(more);
        Self::new(credentials, hidden.cloned().collect()).and_named(self.names)
    }

    /// A value that is masked when it is shown by `{:?}`, however it does that.
    pub(crate) fn masked_debug<'v>(&'v self, value: &'v dyn fmt::Debug) -> impl fmt::Debug + 'v {
        MaskedDebug {
            value,
            secrets: self,
        }
    }

    /// Whether an error, or one of its reasons, says one of them.
    pub(crate) fn are_shown_by(&self, error: &(dyn Error + 'static)) -> bool {
        let shows = |text: String| matches!(self.mask(&text), Cow::Owned(_));
        let mut reasons = successors(Some(error), |&reason| reason.source());
        self.known.is_some()
            && reasons.any(|reason| shows(reason.to_string()) || shows(format!("{reason:?}")))
    }

    /// All that is secret by itself.
    fn parts(&self) -> Vec<Zeroizing<String>> {
        let Some(known) = &self.known else {
            return Vec::new();
        };
        let credentials = known.credentials.iter();
        let hidden = known.hidden.iter().map(Secret::expose);
        let plain = credentials
            .flat_map(|secret| list_credential_parts(secret.expose()))
            .chain(hidden.map(|text| Zeroizing::new(text.to_owned())));
        let mut parts: Vec<Zeroizing<String>> = plain.collect();
        let encoded = parts.iter().flat_map(|part| spell_in_base64(part));
        let encoded: Vec<Zeroizing<String>> = encoded.collect();
        parts.extend(encoded);
        parts
    }
}

struct MaskedDebug<'v> {
    value: &'v dyn fmt::Debug,
    secrets: &'v Secrets,
}

impl fmt::Debug for MaskedDebug<'_> {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.secrets.known.is_none() {
            return self.value.fmt(out);
        }
        let shown = if out.alternate() {
            format!("{:#?}", self.value)
        } else {
            format!("{:?}", self.value)
        };
        out.write_str(&self.secrets.mask(&shown))
    }
}
