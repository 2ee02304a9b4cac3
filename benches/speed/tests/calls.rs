//! What a generated call allocates: exact, and held where it is. A test of its own, as
//! it counts what its whole process allocates.
//!
//! Not beside a call by hand, as the reqwest of `cargo test --workspace` makes no client
//! without a provider of TLS. Most of it is reqwest's own; the bench `calls` tells how
//! much.

#![allow(clippy::unwrap_used, reason = "a call that fails ends the count")]

#[path = "../benches/shared/allocations.rs"]
mod allocations;
#[path = "../benches/shared/generated.rs"]
mod generated;
#[path = "../benches/shared/server.rs"]
mod server;

use allocations::Allocations;
use tokio::runtime::Builder;

/// Allocations of a call; their bytes depend on the features of its dependencies.
const NUMBER: usize = 109;

#[test]
fn calls_allocate_no_more() {
    let client = generated::client(&generated::server());
    let runtime = Builder::new_current_thread().enable_all().build().unwrap();
    let call = async || {
        generated::call(&client).await;
    };
    let found = Allocations::of(&runtime, call);
    println!("{found}");
    assert!(
        found.number <= NUMBER + NUMBER / 20,
        "{found}, {NUMBER} before"
    );
}
