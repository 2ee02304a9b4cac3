//! Calls: generated ones beside reqwest by hand, against a server on this machine.
//!
//! `cargo bench -p bindery-speed --bench calls` measures the CPU time of the
//! client's thread, and tells how much one call allocates.

#![allow(clippy::unwrap_used, reason = "a call that fails ends the bench")]

#[path = "shared/allocations.rs"]
mod allocations;
#[path = "shared/cpu_time.rs"]
mod cpu_time;
#[path = "shared/generated.rs"]
mod generated;
#[path = "shared/pair.rs"]
mod pair;
#[path = "shared/server.rs"]
mod server;

use allocations::Allocations;
use cpu_time::CpuTime;
use criterion::{Criterion, criterion_group, criterion_main};
use pair::Pair;
use tokio::runtime::Builder;

/// How many calls are under way at a time.
const CONCURRENCY: [usize; 2] = [1, 64];

fn calls(criterion: &mut Criterion<CpuTime>) {
    let pair = Pair::new();
    let runtime = Builder::new_current_thread().enable_all().build().unwrap();
    for number in CONCURRENCY {
        let mut group = criterion.benchmark_group(format!("calls, {number} at a time"));
        group.bench_function("bindery", |bench| {
            bench.iter(|| runtime.block_on(pair.generated(number)));
        });
        group.bench_function("reqwest", |bench| {
            bench.iter(|| runtime.block_on(pair.written(number)));
        });
        group.bench_function("reqwest with a time limit", |bench| {
            bench.iter(|| runtime.block_on(pair.limited(number)));
        });
        group.finish();
    }
    let generated = Allocations::of(&runtime, async || pair.generated(1).await);
    let written = Allocations::of(&runtime, async || pair.written(1).await);
    let limited = Allocations::of(&runtime, async || pair.limited(1).await);
    println!("bindery: {generated}\nreqwest: {written}, with a time limit {limited}");
}

criterion_group! {
    name = benches;
    config = Criterion::default()
        .with_measurement(CpuTime)
        .sample_size(30)
        .warm_up_time(std::time::Duration::from_millis(300))
        .measurement_time(std::time::Duration::from_secs(2));
    targets = calls
}
criterion_main!(benches);
