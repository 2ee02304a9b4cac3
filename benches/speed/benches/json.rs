//! Reading and writing JSON: generated types beside types written by hand, on
//! the same bodies.
//!
//! `cargo bench -p bindery-speed --bench json`

#![allow(clippy::unwrap_used, reason = "what does not fit ends the bench")]

#[path = "shared/cpu_time.rs"]
mod cpu_time;

use std::hint::black_box;

use bindery_runtime::json::{Decode, Encode, from_json, to_json};
use bindery_speed::bodies::{self, Tag};
use bindery_speed::by_hand::{self, CostReport, Tagged, Untagged};
use bindery_speed::generated::chunks::types::Chunk;
use bindery_speed::generated::reports::types::{CostReportTotal, CostReportTotals};
use bindery_speed::generated::repositories::types::Repository;
use cpu_time::CpuTime;
use criterion::{BenchmarkId, Criterion, Throughput, criterion_group, criterion_main};
use serde::Serialize;
use serde::de::DeserializeOwned;

/// About so many bytes, and what that is called.
const SIZES: [(usize, &str); 3] = [(1_000, "1KB"), (100_000, "100KB"), (10_000_000, "10MB")];

/// Compares the generated type with the one written by hand.
fn compare<Ours: Decode + Encode, Theirs: DeserializeOwned + Serialize>(
    criterion: &mut Criterion<CpuTime>,
    name: &str,
    body: impl Fn(usize) -> String,
) {
    for (size, label) in SIZES {
        let body = body(size);
        decode::<Ours, Theirs>(criterion, name, label, &body);
        encode::<Ours, Theirs>(criterion, name, label, &body);
    }
}

fn decode<Ours: Decode, Theirs: DeserializeOwned>(
    criterion: &mut Criterion<CpuTime>,
    name: &str,
    label: &str,
    body: &str,
) {
    let mut group = criterion.benchmark_group(format!("decode {name}"));
    group.throughput(Throughput::Bytes(body.len() as u64));
    group.bench_function(BenchmarkId::new("bindery", label), |bench| {
        bench.iter(|| from_json::<Ours>(black_box(body.as_bytes())).unwrap());
    });
    group.bench_function(BenchmarkId::new("serde_json", label), |bench| {
        bench.iter(|| serde_json::from_slice::<Theirs>(black_box(body.as_bytes())).unwrap());
    });
    group.finish();
}

fn encode<Ours: Decode + Encode, Theirs: DeserializeOwned + Serialize>(
    criterion: &mut Criterion<CpuTime>,
    name: &str,
    label: &str,
    body: &str,
) {
    let ours: Ours = from_json(body).unwrap();
    let theirs: Theirs = serde_json::from_str(body).unwrap();
    let length = to_json(&ours).len();
    assert_eq!(length, serde_json::to_string(&theirs).unwrap().len());
    let mut group = criterion.benchmark_group(format!("encode {name}"));
    group.throughput(Throughput::Bytes(length as u64));
    group.bench_function(BenchmarkId::new("bindery", label), |bench| {
        bench.iter(|| to_json(black_box(&ours)));
    });
    group.bench_function(BenchmarkId::new("serde_json", label), |bench| {
        bench.iter(|| serde_json::to_string(black_box(&theirs)).unwrap());
    });
    group.finish();
}

fn answers(criterion: &mut Criterion<CpuTime>) {
    compare::<CostReportTotals, CostReport<Tagged>>(criterion, "cost report", |size| {
        bodies::cost_report(size, Tag::Last)
    });
    compare::<Vec<Repository>, Vec<by_hand::Repository>>(
        criterion,
        "repositories",
        bodies::repositories,
    );
    compare::<Vec<Chunk>, Vec<by_hand::Chunk>>(criterion, "chunks", bodies::chunks);
}

fn unions(criterion: &mut Criterion<CpuTime>) {
    for (tag, name) in [(Tag::First, "tag first"), (Tag::Last, "tag last")] {
        let body = bodies::cost_lines(100_000, tag);
        decode::<Vec<CostReportTotal>, Vec<Tagged>>(criterion, name, "internally tagged", &body);
        decode::<Vec<CostReportTotal>, Vec<Untagged>>(criterion, name, "untagged", &body);
    }
}

criterion_group! {
    name = benches;
    config = Criterion::default()
        .with_measurement(CpuTime)
        .sample_size(20)
        .warm_up_time(std::time::Duration::from_millis(300))
        .measurement_time(std::time::Duration::from_secs(1));
    targets = unions, answers
}
criterion_main!(benches);
