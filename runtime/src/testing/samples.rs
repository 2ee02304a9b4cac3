//! The document's examples of what it calls at your side.

use super::Examples;

/// The document's first example of the webhook or callback of this name, as JSON text: with
/// `WebhookVerifier::sign`, a request for tests of what receives it. `C` is a generated client
/// that was generated with `examples`.
#[must_use]
pub fn find_webhook_sample<C: Examples>(webhook: &str) -> Option<&'static str> {
    let mut examples = C::EXAMPLES.iter();
    // No operation is called so: `examples!` of a generated client is where these names are made.
    let is_wanted = |name: &str| name.strip_prefix("webhook ") == Some(webhook);
    let found = examples.find(|example| is_wanted(example.operation))?;
    Some(found.json)
}
