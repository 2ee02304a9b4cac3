//! What a generated call allocates: exact, and held where it is. A test of its own, as
//! it counts what its whole process allocates.
//!
//! Not beside a call by hand, as the reqwest of `cargo test --workspace` makes no client
//! without a provider of TLS. Most of it is reqwest's own; the bench `calls` tells how
//! much.

#![allow(clippy::unwrap_used, reason = "a call that fails ends the count")]

#[path = "../benches/shared/allocations.rs"]
mod allocations;
#[path = "../benches/shared/server.rs"]
mod server;

use allocations::Allocations;
use bindery_speed::bodies;
use bindery_speed::generated::repositories::Client;
use bindery_speed::generated::repositories::operations::ListRepositoriesParams;
use tokio::runtime::Builder;

/// By so much a figure may be worse than it was.
const TOLERANCE: f64 = 1.05;

#[test]
fn calls_allocate_no_more() {
    let base = server::start(bodies::repositories(2_500));
    let client: Client = Client::builder().base_url(base).build().unwrap();
    let runtime = Builder::new_current_thread().enable_all().build().unwrap();
    let call = async || {
        let params = ListRepositoriesParams::new().per_page(2);
        client.list_repositories("octocat", &params).await.unwrap();
    };
    let found = Allocations::of(&runtime, call);
    println!("{found}");
    for (what, found, before) in [
        ("allocations", found.number, 109.0),
        ("bytes", found.bytes, 24_600.0),
    ] {
        assert!(
            found as f64 <= before * TOLERANCE,
            "{what} of a call: {found}, {before} before"
        );
    }
}
