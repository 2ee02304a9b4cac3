//! Schemes of signatures: which headers say what, and what is signed.

use http::{HeaderMap, HeaderValue};

use super::WebhookError;

/// A scheme of signatures by HMAC-SHA256 (RFC 2104), for APIs that have one of their own.
///
/// ```
/// use bindery_runtime::webhooks::{HmacScheme, WebhookVerifier};
///
/// // Slack's: https://docs.slack.dev/authentication/verifying-requests-from-slack
/// const SLACK: HmacScheme = HmacScheme::new("x-slack-signature")
///     .prefix("v0=")
///     .timestamp_header("x-slack-request-timestamp")
///     .content("v0:{timestamp}:{body}");
/// let verifier = WebhookVerifier::hmac(SLACK, "8f742231b10e8888abcd99yyyzzz85a5");
/// # let _ = verifier;
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[must_use = "a scheme does nothing until a verifier has it"]
pub struct HmacScheme {
    header: &'static str,
    prefix: &'static str,
    content: &'static str,
    id_header: Option<&'static str>,
    timestamp_header: Option<&'static str>,
    pub(super) base64: bool,
    form: SignatureForm,
}

/// How a header holds signatures.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum SignatureForm {
    /// One signature behind a prefix.
    One,
    /// Several behind blanks, each with its prefix.
    Listed,
    /// `t=…,v1=…,v1=…`.
    Stripe,
}

/// What a request says of its signature.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct SignedHeaders<'h> {
    pub(super) id: &'h str,
    /// The time as it is signed, and what it says.
    pub(super) timestamp: &'h str,
    pub(super) seconds: Option<i64>,
    pub(super) signatures: Vec<&'h str>,
}

impl HmacScheme {
    /// The signature stands in this header, in hexadecimal, and signs the body alone.
    pub const fn new(header: &'static str) -> Self {
        Self {
            header,
            prefix: "",
            content: "{body}",
            id_header: None,
            timestamp_header: None,
            base64: false,
            form: SignatureForm::One,
        }
    }

    /// <https://github.com/standard-webhooks/standard-webhooks/blob/main/spec/standard-webhooks.md>
    pub(super) const STANDARD: Self = Self {
        prefix: "v1,",
        content: "{id}.{timestamp}.{body}",
        id_header: Some("webhook-id"),
        timestamp_header: Some("webhook-timestamp"),
        base64: true,
        form: SignatureForm::Listed,
        ..Self::new("webhook-signature")
    };

    /// <https://docs.stripe.com/webhooks/signature>
    pub(super) const STRIPE: Self = Self {
        content: "{timestamp}.{body}",
        form: SignatureForm::Stripe,
        ..Self::new("stripe-signature")
    };

    /// <https://docs.github.com/webhooks/using-webhooks/validating-webhook-deliveries>
    pub(super) const GITHUB: Self = Self::new("x-hub-signature-256").prefix("sha256=");

    /// Sets what stands before the signature, such as `sha256=`.
    pub const fn prefix(mut self, prefix: &'static str) -> Self {
        self.prefix = prefix;
        self
    }

    /// The signature is Base64, and not hexadecimal.
    pub const fn base64(mut self) -> Self {
        self.base64 = true;
        self
    }

    /// Sets the header with the seconds since 1970 at which it was signed.
    pub const fn timestamp_header(mut self, name: &'static str) -> Self {
        self.timestamp_header = Some(name);
        self
    }

    /// Sets the header with the id of the delivery, for schemes that sign it.
    pub const fn id_header(mut self, name: &'static str) -> Self {
        self.id_header = Some(name);
        self
    }

    /// Sets what is signed: a text in which `{id}`, `{timestamp}` and `{body}` stand for
    /// those. `{body}` alone by default.
    pub const fn content(mut self, template: &'static str) -> Self {
        self.content = template;
        self
    }

    /// What the headers of a request say.
    pub(super) fn read<'h>(
        &self,
        headers: &'h HeaderMap,
    ) -> Result<SignedHeaders<'h>, WebhookError> {
        let text = |name: &str| {
            let missing = || WebhookError::MissingHeader(name.to_owned());
            let value = headers.get(name).ok_or_else(missing)?;
            value.to_str().map(str::trim).map_err(|_| missing())
        };
        let signature = text(self.header)?;
        let mut found = SignedHeaders::default();
        if let Some(name) = self.id_header {
            found.id = text(name)?;
        }
        let mut seconds = self.timestamp_header.map(&text).transpose()?;
        match self.form {
            SignatureForm::One => found.signatures.extend(signature.strip_prefix(self.prefix)),
            SignatureForm::Listed => {
                let each = signature.split_ascii_whitespace();
                let known = each.filter_map(|one| one.strip_prefix(self.prefix));
                found.signatures.extend(known);
            }
            SignatureForm::Stripe => {
                for (key, value) in signature.split(',').filter_map(|pair| pair.split_once('=')) {
                    match key.trim() {
                        "t" => seconds = Some(value),
                        "v1" => found.signatures.push(value),
                        _ => {}
                    }
                }
            }
        }
        let signs_time = self.content.contains("{timestamp}");
        let name = self.timestamp_header.unwrap_or(self.header);
        let malformed = |name: &str| WebhookError::MalformedHeader(name.to_owned());
        if let Some(text) = seconds {
            found.timestamp = text;
            found.seconds = Some(text.parse().map_err(|_| malformed(name))?);
        } else if signs_time {
            return Err(malformed(name));
        }
        match found.signatures.is_empty() {
            true => Err(malformed(self.header)),
            false => Ok(found),
        }
    }

    /// The pieces that are signed, one after the other.
    pub(super) fn list_signed_pieces<'p>(
        &self,
        (id, timestamp): (&'p str, &'p str),
        body: &'p [u8],
    ) -> Vec<&'p [u8]>
    where
        Self: 'p,
    {
        let mut pieces = Vec::new();
        let mut rest = self.content;
        while let Some(start) = rest.find('{') {
            let (before, after) = rest.split_at(start);
            let found = [
                ("{id}", id.as_bytes()),
                ("{timestamp}", timestamp.as_bytes()),
                ("{body}", body),
            ]
            .into_iter()
            .find_map(|(name, piece)| Some((after.strip_prefix(name)?, piece)));
            pieces.push(before.as_bytes());
            match found {
                Some((after, piece)) => {
                    pieces.push(piece);
                    rest = after;
                }
                None => {
                    pieces.push(b"{");
                    rest = after.get(1..).unwrap_or_default();
                }
            }
        }
        pieces.push(rest.as_bytes());
        pieces
    }

    /// The headers of a request with this signature.
    pub(super) fn write(&self, id: &str, timestamp: &str, signature: &str) -> HeaderMap {
        let mut headers = HeaderMap::new();
        let signature = match self.form {
            SignatureForm::One | SignatureForm::Listed => format!("{}{signature}", self.prefix),
            SignatureForm::Stripe => format!("t={timestamp},v1={signature}"),
        };
        let named = [
            (Some(self.header), signature.as_str()),
            (self.id_header, id),
            (self.timestamp_header, timestamp),
        ];
        for (name, text) in named {
            let name = name.and_then(|name| http::HeaderName::try_from(name).ok());
            if let (Some(name), Ok(value)) = (name, HeaderValue::from_str(text)) {
                headers.insert(name, value);
            }
        }
        headers
    }
}
