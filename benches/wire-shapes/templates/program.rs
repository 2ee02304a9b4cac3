//! Decodes and encodes values of many types; with `speed`, tells how fast.

use std::hint::black_box;
use std::time::Instant;

use LIBRARY::*;

/// Bodies of answers: lists of records (by how deep they refer) and of variants.
struct Bodies {
    records: Vec<String>,
    tag_first: String,
    tag_last: String,
}

fn record(depth: usize, number: usize) -> String {
    let owner = match depth {
        0 => number.to_string(),
        _ => record(depth - 1, number + 7),
    };
    format!(
        r#"{{"id":{},"name":"record number {number}","description":"Instance Type: g1-standard-1-2 (1vCPU/2GB RAM) — \"quoted\"","cost":{}.{},"tags":["billing","eu-west","{number}"],"owner":{owner},"isEnabled":true,"labels":{{"team":"platform","environment":"production"}}}}"#,
        number * 7919,
        number % 1000,
        number % 9 + 1,
    )
}

fn list(length: usize, item: impl Fn(usize) -> String) -> String {
    format!("[{}]", (0..length).map(item).collect::<Vec<_>>().join(","))
}

fn bodies() -> Bodies {
    let fields = |number: usize| {
        let region = number % 30;
        format!(
            r#""billing_feature_name":"Instance Type: bm2-hf-medium (1x Intel Xeon E-2388G, 64GB) Luxembourg-2","billing_metric_name":"bm2-hf-medium_{number}_min","billing_value":{}.5,"billing_value_unit":"minutes","cost":{}.25,"currency":"EUR","region":{region},"region_id":{region},"flavor":"bm2-hf-medium""#,
            number * 13,
            number * 7,
        )
    };
    Bodies {
        records: (0..4)
            .map(|depth| list(200, |number| record(depth, number)))
            .collect(),
        tag_first: list(2000, |number| {
            format!(r#"{{"kind":"kind_{}",{}}}"#, number % 8, fields(number))
        }),
        tag_last: list(2000, |number| {
            format!(r#"{{{},"kind":"kind_{}"}}"#, fields(number), number % 8)
        }),
    }
}

macro_rules! time {
    ($what:literal, $body:expr, $one:expr) => {{
        let mut best = f64::INFINITY;
        for _ in 0..30 {
            let start = Instant::now();
            black_box($one);
            best = best.min(start.elapsed().as_secs_f64());
        }
        println!("{} {:.1}", $what, $body.len() as f64 / best / 1e6);
    }};
}

fn main() {
    let bodies = bodies();
    macro_rules! run {
        ($type:ty, $body:expr) => {{
            let body: &str = $body;
            let value: Vec<$type> = READ;
            let back = WRITE;
            assert_eq!(body.len(), back.len(), "{}", stringify!($type));
        }};
    }
    macro_rules! speed {
        ($decode:literal, $encode:literal, $type:ty, $body:expr) => {{
            let body: &str = $body;
            time!($decode, body, {
                let value: Vec<$type> = READ;
                value
            });
            let value: Vec<$type> = READ;
            time!($encode, body, WRITE);
        }};
    }
    if std::env::args().any(|argument| argument == "speed") {
        speed!("decode", "encode", T3, &bodies.records[3]);
        speed!("union_first", "union_encode", Union, &bodies.tag_first);
        speed!("union_last", "union_last_encode", Union, &bodies.tag_last);
        return;
    }
    CALLS
}
