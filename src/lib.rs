//! Typed clients for the billing endpoints of two cloud providers.

#[path = "../generated/mod.rs"]
mod generated;

pub use bindery_runtime;
pub use generated::*;
