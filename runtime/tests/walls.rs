//! The layers of the runtime: none names a later one.

#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "a test that cannot go on has to fail"
)]

mod house;

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use house::{list_sources, named_modules, root_module};

/// The layers, from the ground up. Modules of one layer may name each other.
const LAYERS: [&[&str]; 11] = [
    &["clock", "json", "retry", "secrets", "values"],
    &["params"],
    &["description"],
    &["info", "request"],
    &["plan"],
    &["timeout", "transport"],
    &["drift", "error", "exchange", "redirect", "trace"],
    &["engine"],
    &["response"],
    &[
        "auth",
        "builder",
        "call",
        "client",
        "pagination",
        "undocumented",
    ],
    &["blocking", "contract", "replies", "testing"],
];

/// Where a module still names a later layer. This list only shrinks.
const BREACHES: &[(&str, &str)] = &[
    ("call", "blocking"),
    ("drift", "client"),
    ("drift", "response"),
    ("engine", "auth"),
    ("engine", "response"),
    ("error", "auth"),
    ("error", "response"),
    ("exchange", "response"),
    ("pagination", "blocking"),
    ("plan", "auth"),
    ("plan", "client"),
    ("plan", "drift"),
    ("plan", "error"),
    ("plan", "exchange"),
    ("plan", "response"),
    ("request", "auth"),
    ("request", "error"),
    ("request", "plan"),
    ("request", "response"),
    ("request", "transport"),
    ("transport", "blocking"),
];

/// The place of a module among the layers.
fn layer_of(module: &str) -> usize {
    let layer = LAYERS.iter().position(|layer| layer.contains(&module));
    layer.unwrap_or_else(|| unreachable!("{module} is new: give it a layer in this test"))
}

#[test]
fn no_layer_names_a_later_one() {
    let src = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let modules = LAYERS.concat();
    let mut found = BTreeSet::new();
    for file in list_sources(&src) {
        let module = root_module(&src, &file);
        if module == "lib" {
            continue;
        }
        let layer = layer_of(&module);
        let text = fs::read_to_string(&file).unwrap();
        for other in named_modules(&text, &modules) {
            if layer_of(other) > layer {
                found.insert((module.clone(), other));
            }
        }
    }
    let found: BTreeSet<(&str, &str)> = found.iter().map(|(a, b)| (a.as_str(), *b)).collect();
    let known: BTreeSet<(&str, &str)> = BREACHES.iter().copied().collect();
    let new: Vec<_> = found.difference(&known).collect();
    let gone: Vec<_> = known.difference(&found).collect();
    assert!(new.is_empty(), "these name a later layer: {new:?}");
    assert!(gone.is_empty(), "take these off the list: {gone:?}");
}

#[test]
fn a_breach_is_seen() {
    let modules = ["engine", "plan"];
    assert_eq!(
        named_modules("use crate::engine::send;", &modules),
        ["engine"]
    );
    assert_eq!(
        named_modules("use crate::{plan::Plan, json};", &modules),
        ["plan"]
    );
    assert_eq!(
        named_modules("use crate::planner; // crate::engine", &modules),
        [""; 0]
    );
}
