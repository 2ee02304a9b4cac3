//! Does one thing so many times, for tools that count instructions:
//! `count bindery decode repositories 3`.
//!
//! The difference between two numbers of turns is what the turns cost.

use std::hint::black_box;
use std::process::ExitCode;

use bindery_runtime::json::{Decode, Encode, from_json, to_json};
use bindery_speed::bodies::{self, Tag};
use bindery_speed::by_hand::{self, Tagged, Untagged};
use bindery_speed::generated::chunks::types::Chunk;
use bindery_speed::generated::nested::types::{ByKeys, ByTag, ByTrying};
use bindery_speed::generated::reports::types::CostReportTotal;
use bindery_speed::generated::repositories::types::Repository;
use serde::Serialize;
use serde::de::DeserializeOwned;

/// Bytes of each body.
const SIZE: usize = 100_000;

/// Bytes of bodies of nested unions, which are read at several sizes and depths.
const NESTED: usize = 8_000;

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let words: Vec<&str> = arguments.iter().map(String::as_str).collect();
    let done = match words.as_slice() {
        ["bindery", verb, body, turns] => turns
            .parse()
            .is_ok_and(|turns| ours(verb, body, turns).is_some()),
        ["serde", verb, body, turns] => turns
            .parse()
            .is_ok_and(|turns| theirs(verb, body, turns).is_some()),
        _ => false,
    };
    if done {
        ExitCode::SUCCESS
    } else {
        eprintln!("usage: count bindery|serde decode|encode BODY TURNS");
        ExitCode::from(2)
    }
}

fn ours(verb: &str, body: &str, turns: usize) -> Option<()> {
    match body {
        "tag-first" | "tag-last" | "tag-first-untagged" | "tag-last-untagged" => {
            our_turns::<Vec<CostReportTotal>>(verb, &text(body)?, turns)
        }
        "repositories" => our_turns::<Vec<Repository>>(verb, &text(body)?, turns),
        "chunks" => our_turns::<Vec<Chunk>>(verb, &text(body)?, turns),
        _ => our_nested_turns(verb, body, turns),
    }
}

/// Nested unions: `by-keys`, as `-flat`, `-deep` or `-long` text.
fn our_nested_turns(verb: &str, body: &str, turns: usize) -> Option<()> {
    let (union, form) = body.rsplit_once('-')?;
    let (size, levels) = match form {
        "flat" => (NESTED, 5),
        "deep" => (NESTED, 50),
        "long" => (4 * NESTED, 50),
        _ => return None,
    };
    let text = |tag| bodies::folders(size, levels, tag);
    match union {
        "by-tag" => our_turns::<Vec<ByTag>>(verb, &text(r#","kind":"folder""#), turns),
        "by-keys" => our_turns::<Vec<ByKeys>>(verb, &text(r#","note":"""#), turns),
        "by-trying" => our_turns::<Vec<ByTrying>>(verb, &text(r#","size":1"#), turns),
        _ => None,
    }
}

fn theirs(verb: &str, body: &str, turns: usize) -> Option<()> {
    match body {
        "tag-first" | "tag-last" => their_turns::<Vec<Tagged>>(verb, &text(body)?, turns),
        "tag-first-untagged" | "tag-last-untagged" => {
            their_turns::<Vec<Untagged>>(verb, &text(body)?, turns)
        }
        "repositories" => their_turns::<Vec<by_hand::Repository>>(verb, &text(body)?, turns),
        "chunks" => their_turns::<Vec<by_hand::Chunk>>(verb, &text(body)?, turns),
        _ => None,
    }
}

fn text(body: &str) -> Option<String> {
    Some(match body {
        "tag-first" | "tag-first-untagged" => bodies::cost_lines(SIZE, Tag::First),
        "tag-last" | "tag-last-untagged" => bodies::cost_lines(SIZE, Tag::Last),
        "repositories" => bodies::repositories(SIZE),
        "chunks" => bodies::chunks(SIZE),
        _ => return None,
    })
}

fn our_turns<T: Decode + Encode>(verb: &str, text: &str, turns: usize) -> Option<()> {
    let value: T = from_json(text).ok()?;
    for _ in 0..turns {
        match verb {
            "decode" => drop(black_box(from_json::<T>(black_box(text)).ok()?)),
            "encode" => drop(black_box(to_json(black_box(&value)))),
            _ => return None,
        }
    }
    Some(())
}

fn their_turns<T: DeserializeOwned + Serialize>(
    verb: &str,
    text: &str,
    turns: usize,
) -> Option<()> {
    let value: T = serde_json::from_slice(text.as_bytes()).ok()?;
    for _ in 0..turns {
        match verb {
            "decode" => {
                let text = black_box(text.as_bytes());
                drop(black_box(serde_json::from_slice::<T>(text).ok()?));
            }
            "encode" => drop(black_box(serde_json::to_string(black_box(&value)).ok()?)),
            _ => return None,
        }
    }
    Some(())
}
