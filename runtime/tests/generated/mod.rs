//! Types as the compiler writes them.

#![allow(
    dead_code,
    missing_docs,
    unreachable_pub,
    reason = "stands for generated code, of which each test uses a part"
)]

pub mod types;
mod wire;
