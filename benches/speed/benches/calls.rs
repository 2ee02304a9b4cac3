//! Calls: generated ones beside reqwest by hand, against a server on this machine.
//!
//! `cargo bench -p bindery-speed --bench calls` measures the CPU time of the
//! client's thread, and tells how much one call allocates.

#![allow(clippy::unwrap_used, reason = "a call that fails ends the bench")]

#[path = "shared/cpu_time.rs"]
mod cpu_time;
#[path = "shared/server.rs"]
mod server;

use std::alloc::System;
use std::hint::black_box;

use bindery_speed::bodies;
use bindery_speed::by_hand;
use bindery_speed::generated::repositories::operations::ListRepositoriesParams;
use bindery_speed::generated::repositories::{Client, types};
use cpu_time::CpuTime;
use criterion::{Criterion, criterion_group, criterion_main};
use futures_util::future::join_all;
use stats_alloc::{INSTRUMENTED_SYSTEM, Region, StatsAlloc};
use tokio::runtime::{Builder, Runtime};

#[global_allocator]
static ALLOCATOR: &StatsAlloc<System> = &INSTRUMENTED_SYSTEM;

/// How many calls are under way at a time.
const CONCURRENCY: [usize; 2] = [1, 64];

/// Calls over which allocations are counted.
const COUNTED: usize = 1000;

async fn generated(client: &Client) -> Vec<types::Repository> {
    let params = ListRepositoriesParams::new().per_page(2);
    client.list_repositories("octocat", &params).await.unwrap()
}

async fn written(client: &reqwest::Client, base: &str) -> Vec<by_hand::Repository> {
    let url = format!("{base}/user/octocat/repos");
    let request = client.get(url).query(&[("per_page", 2)]);
    let answer = request
        .header("accept", "application/json")
        .send()
        .await
        .unwrap();
    answer.error_for_status().unwrap().json().await.unwrap()
}

fn calls(criterion: &mut Criterion<CpuTime>) {
    let base = server::start(bodies::repositories(2_500));
    let runtime = Builder::new_current_thread().enable_all().build().unwrap();
    let ours = Client::builder().base_url(base.as_str()).build().unwrap();
    let theirs = reqwest::Client::new();
    for number in CONCURRENCY {
        let mut group = criterion.benchmark_group(format!("calls, {number} at a time"));
        group.bench_function("bindery", |bench| {
            bench.iter(|| {
                let calls = (0..number).map(|_| generated(&ours));
                runtime.block_on(async { black_box(join_all(calls).await) })
            });
        });
        group.bench_function("reqwest", |bench| {
            bench.iter(|| {
                let calls = (0..number).map(|_| written(&theirs, &base));
                runtime.block_on(async { black_box(join_all(calls).await) })
            });
        });
        group.finish();
    }
    count("bindery", &runtime, async || drop(generated(&ours).await));
    count("reqwest", &runtime, async || {
        drop(written(&theirs, &base).await)
    });
}

/// Prints what one call allocates; the server allocates nothing.
fn count(name: &str, runtime: &Runtime, call: impl AsyncFn()) {
    let region = Region::new(ALLOCATOR);
    runtime.block_on(async {
        for _ in 0..COUNTED {
            call().await;
        }
    });
    let change = region.change();
    println!(
        "{name}: {} allocations and {} bytes a call",
        (change.allocations + change.reallocations) / COUNTED,
        change.bytes_allocated / COUNTED
    );
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
