//! What a generated call allocates, beside one written by hand: exact, and held
//! where it is. A test of its own, as it counts what its whole process allocates.

#![allow(clippy::unwrap_used, reason = "a call that fails ends the count")]

#[path = "../benches/shared/allocations.rs"]
mod allocations;
#[path = "../benches/shared/pair.rs"]
mod pair;
#[path = "../benches/shared/server.rs"]
mod server;

use allocations::Allocations;
use pair::Pair;
use tokio::runtime::Builder;

/// By so much a figure may be worse than it was.
const TOLERANCE: f64 = 1.05;

#[test]
fn calls_allocate_no_more() {
    let pair = Pair::new();
    let runtime = Builder::new_current_thread().enable_all().build().unwrap();
    let ours = Allocations::of(&runtime, async || pair.generated(1).await);
    let theirs = Allocations::of(&runtime, async || pair.written(1).await);
    println!("bindery: {ours}\nreqwest: {theirs}");
    let figures = [
        ("allocations", ours.number, theirs.number, 1.24),
        ("bytes", ours.bytes, theirs.bytes, 1.17),
    ];
    for (what, ours, theirs, before) in figures {
        let ratio = ours as f64 / theirs as f64;
        assert!(
            ratio < before * TOLERANCE,
            "{what}: {ratio:.3} of those by hand, {before:.3} before"
        );
    }
}
