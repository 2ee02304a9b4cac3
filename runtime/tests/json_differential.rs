//! The same as serde_json, on many random documents, right and wrong; and no
//! text at all makes the reader panic.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "functions that tests call"
)]

#[allow(
    dead_code,
    unreachable_pub,
    unused_imports,
    reason = "tests use a part of what is generated for programs"
)]
#[path = "clients/shapes/mod.rs"]
mod generated;

use bindery_runtime::Value;
use bindery_runtime::json::{from_json, to_json};
use generated::types::{ApiError, ByKeys, First, Open, Presences, Scalar, Shape};

/// A small generator of pseudo-random numbers (xorshift64*), so that each run
/// is the same.
struct Random(u64);

impl Random {
    fn below(&mut self, limit: usize) -> usize {
        self.0 ^= self.0 >> 12;
        self.0 ^= self.0 << 25;
        self.0 ^= self.0 >> 27;
        (self.0.wrapping_mul(0x2545_f491_4f6c_dd1d) >> 33) as usize % limit
    }

    fn pick<T: Copy>(&mut self, from: &[T]) -> T {
        from[self.below(from.len())]
    }
}

const STRINGS: &[&str] = &[
    "",
    "a",
    "kind",
    "circle",
    "radius",
    "\\n",
    "\\u00e9",
    "\\ud83d\\ude00",
    "čeština",
    "longer than eight bytes",
    "\\\\\\\"",
    "0123456\\t",
];
const NUMBERS: &[&str] = &[
    "0",
    "-0",
    "1",
    "-1",
    "10",
    "1.5",
    "-2.50",
    "0.1",
    "1e5",
    "1E-3",
    "1.25e+2",
    "9007199254740993",
    "9223372036854775807",
    "18446744073709551615",
    "123456789.987654321",
    "2.2250738585072014e-308",
    "1.7976931348623157e308",
    "0.30000000000000004",
    "5e-324",
    "123456789012345678",
];
const SPACES: &[&str] = &["", "", "", " ", "\n\t", "\r\n  "];

fn document(random: &mut Random, depth: usize, out: &mut String) {
    out.push_str(random.pick(SPACES));
    match random.below(if depth == 0 { 6 } else { 9 }) {
        0 => out.push_str(random.pick(&["true", "false", "null"])),
        1 | 2 => out.push_str(random.pick(NUMBERS)),
        3..6 => string(random, out),
        6 => list(random, depth, "[", "]", out, |_, _| ()),
        _ => list(random, depth, "{", "}", out, |random, out| {
            string(random, out);
            out.push_str(random.pick(SPACES));
            out.push(':');
        }),
    }
    out.push_str(random.pick(SPACES));
}

fn string(random: &mut Random, out: &mut String) {
    out.push('"');
    for _ in 0..random.below(3) {
        out.push_str(random.pick(STRINGS));
    }
    out.push('"');
}

fn list(
    random: &mut Random,
    depth: usize,
    open: &str,
    close: &str,
    out: &mut String,
    before: fn(&mut Random, &mut String),
) {
    out.push_str(open);
    out.push_str(random.pick(SPACES));
    for index in 0..random.below(5) {
        if index > 0 {
            out.push(',');
            out.push_str(random.pick(SPACES));
        }
        before(random, out);
        document(random, depth - 1, out);
    }
    out.push_str(close);
}

/// Changes a text at one place.
fn mutate(random: &mut Random, text: &str) -> String {
    let mut characters: Vec<char> = text.chars().collect();
    let at = random.below(characters.len() + 1);
    let new = random.pick(&[
        '{', '}', '[', ']', '"', ',', ':', '\\', '0', '9', '-', '.', 'e', 'u', 'n', ' ', '\u{1}',
        'é', '😀',
    ]);
    match random.below(4) {
        0 => characters.insert(at, new),
        1 => characters.truncate(at),
        2 if at < characters.len() => characters[at] = new,
        _ => drop(characters.splice(at..at, None::<char>)),
    }
    if random.below(4) == 0 && !characters.is_empty() {
        characters.remove(random.below(characters.len()));
    }
    characters.into_iter().collect()
}

/// Both readers must agree; a number that does not fit into `f64` is one that
/// only this one can read.
fn compare(json: &str) {
    let ours = from_json::<Value>(json);
    match serde_json::from_str::<serde_json::Value>(json) {
        Ok(theirs) => {
            let ours = ours.unwrap_or_else(|error| panic!("{json}: {error}"));
            let again: serde_json::Value = serde_json::from_str(&to_json(&ours)).unwrap();
            assert_eq!(again, theirs, "{json}");
            // Through serde, `1e5` becomes a whole number: equal, but not the same.
            let (through, theirs) = (serde_json::to_string(&ours).unwrap(), theirs.to_string());
            assert_eq!(
                from_json::<Value>(&through),
                from_json::<Value>(&theirs),
                "{json}"
            );
        }
        Err(error) if error.to_string().contains("number out of range") => {}
        Err(error) => assert!(ours.is_err(), "{json}: {error}"),
    }
}

#[test]
fn as_serde_json_reads_it() {
    let mut random = Random(1);
    for _ in 0..1_000 {
        let mut json = String::new();
        document(&mut random, 4, &mut json);
        compare(&json);
        for _ in 0..5 {
            compare(&mutate(&mut random, &json));
        }
    }
}

#[test]
fn floats_are_the_nearest_and_the_shortest() {
    let mut random = Random(2);
    for round in 0..20_000 {
        let number = match round % 4 {
            0 => {
                f64::from_bits((random.below(1 << 31) as u64) << 33 | random.below(1 << 31) as u64)
            }
            1 => random.below(1 << 31) as f64 / 100.0,
            2 => random.below(1 << 31) as f64 * 1e-7,
            _ => -(random.below(1 << 31) as f64) * 1e9,
        };
        if !number.is_finite() {
            continue;
        }
        let text = to_json(&number);
        let back: f64 = from_json(&text).unwrap();
        assert_eq!(back.to_bits(), number.to_bits(), "{text}");
        let digits = |text: &str| {
            let mantissa = text
                .trim_start_matches('-')
                .split('e')
                .next()
                .unwrap()
                .replace('.', "");
            mantissa.trim_matches('0').len()
        };
        assert_eq!(digits(&text), digits(&format!("{number:e}")), "{text}");
        let plain = format!("{:.*}", random.below(12), number);
        assert_eq!(
            from_json::<f64>(&plain),
            Ok(plain.parse().unwrap()),
            "{plain}"
        );
    }
}

#[test]
fn no_text_makes_the_reader_panic() {
    let seeds = [
        r#"{"type":"t","title":"T","status":404,"detail":null,"metric":"requests","hint":null,"new":{"a":[1.50]}}"#,
        r#"{"inner":[{"radius":3,"kind":"circle"},{"kind":"line"}],"side":2,"kind":"square"}"#,
        r#"{"required":1,"nullable":null,"optionalNullable":1e2}"#,
        r#"[[1,[{"kind":"circle","radius":1}]],"\ud83d\ude00\u0041",7]"#,
    ];
    let mut random = Random(3);
    let mut read = 0;
    for round in 0..8_000 {
        let mut json = seeds[round % seeds.len()].to_owned();
        for _ in 0..random.below(4) {
            json = mutate(&mut random, &json);
        }
        let results = [
            from_json::<ApiError>(&json).map(|value| to_json(&value)),
            from_json::<Shape>(&json).map(|value| to_json(&value)),
            from_json::<Presences>(&json).map(|value| to_json(&value)),
            from_json::<Open>(&json).map(|value| to_json(&value)),
            from_json::<ByKeys>(&json).map(|_| "null".to_owned()),
            from_json::<First>(&json).map(|_| "null".to_owned()),
            from_json::<Scalar>(&json).map(|_| "null".to_owned()),
        ];
        for result in results {
            match result {
                Ok(written) => {
                    read += 1;
                    serde_json::from_str::<serde_json::Value>(&written).unwrap();
                }
                Err(error) => {
                    assert!(!error.to_string().is_empty() && error.offset() <= json.len())
                }
            }
        }
    }
    assert!(
        read > 2_000,
        "mutations should leave some texts whole: {read}"
    );
}
