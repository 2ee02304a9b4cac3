//! A client as bindery writes it, for an API that has a bit of everything.

mod client;
pub mod operations;
pub mod types;
mod wire;

pub use client::Client;
