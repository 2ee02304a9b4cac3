//! Names and shapes an API: [`Api`] → [`Crate`].

use crate::api::Api;
use crate::diagnostics::Diagnostics;

/// Choices that the caller makes about the Rust side.
#[derive(Debug, Clone, Default)]
pub struct Options {}

/// The Rust-shaped crate.
#[derive(Debug, Clone, Default)]
pub struct Crate {}

/// Names and shapes an API. `None` exactly when an error was reported.
pub fn shape(_api: &Api, _options: &Options, _diagnostics: &mut Diagnostics) -> Option<Crate> {
    None
}
