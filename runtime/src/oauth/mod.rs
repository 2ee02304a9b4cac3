//! OAuth 2.0: tokens that are got when calls need them. A program asks for itself (client
//! credentials, RFC 6749 §4.4), or for a user who has let it (feature `oauth`): by a
//! browser (authorization code with PKCE, RFC 7636) or on another device (RFC 8628), and
//! then by refresh tokens, which the caller stores.

#[cfg(feature = "oauth")]
mod app;
#[cfg(feature = "oauth")]
mod browser;
mod credentials;
#[cfg(feature = "oauth")]
mod device;
mod endpoint;
mod flow;
mod kept;
#[cfg(feature = "oauth")]
mod refresh;
#[cfg(feature = "oauth")]
mod store;
mod token;
#[cfg(feature = "oauth")]
mod token_set;
mod turns;

#[cfg(feature = "oauth")]
pub use app::OAuthApp;
#[cfg(feature = "oauth")]
pub use browser::SignIn;
pub use credentials::ClientCredentials;
#[cfg(feature = "oauth")]
pub use device::DeviceSignIn;
#[cfg(feature = "oauth")]
pub use store::TokenStore;
#[cfg(feature = "oauth")]
pub use token_set::TokenSet;
