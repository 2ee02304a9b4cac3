//! What the benches share: generated clients, the same types written by hand,
//! and bodies of answers.

pub mod bodies;
pub mod by_hand;
#[path = "../generated/mod.rs"]
#[allow(missing_docs, reason = "the document says no more")]
#[rustfmt::skip] // not there before the first build
pub mod generated;
