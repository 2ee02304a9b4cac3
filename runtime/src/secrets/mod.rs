//! Text that must not be seen, and how it is kept out of what is shown.
//!
//! There is one mask, and all that leaves this crate as text for people goes
//! through it: errors, URLs, spans, recordings. It works in two ways, because
//! nobody knows all secrets:
//!
//! - by value ([`Secrets`]): the credentials of a call and what
//!   [`Call::hide`](crate::Call::hide) names, in every spelling;
//! - by name ([`is_secret_name`]): members, parameters and headers that are
//!   called like a secret, whoever sent them.
//!
//! Nothing is searched for as long as nobody looks: calls that succeed pay for
//! two counted references.

mod fields;
mod known;
mod mask;
mod names;
mod parts;
mod runs;
mod secret;
#[cfg(feature = "client")]
mod shown_url;
mod unescape;

pub(crate) use fields::mask_body_fields;
#[cfg(feature = "testing")]
pub(crate) use fields::{Names, mask_queries};
pub(crate) use known::Secrets;
#[cfg(feature = "client")]
pub(crate) use mask::MASK;
pub(crate) use names::is_secret_name;
#[cfg(feature = "client")]
pub(crate) use names::mark_secret_header;
#[cfg(feature = "testing")]
pub(crate) use names::{SecretName, normalize_name};
pub use secret::Secret;
#[cfg(feature = "testing")]
pub(crate) use shown_url::mask_url;
#[cfg(feature = "client")]
pub(crate) use shown_url::{ShownUrl, mask_url_structure};
