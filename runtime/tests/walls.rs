//! The layers of the runtime: none names a later one.

#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "a test that cannot go on has to fail"
)]

mod house;

use std::collections::BTreeSet;
use std::fs;

use house::{list_sources, named_modules, root_module};

/// The layers, from the ground up. Modules of one layer may name each other.
///
/// Three of them stand lower than their names suggest:
///
/// - `transport` is below `request`, as bodies of requests are the streams that
///   transports take. It knows what HTTP knows, and nothing of operations.
/// - `auth` and `client` are one layer below `plan`: a client holds credentials, and a
///   provider of tokens is given the client that asks. Both are settings; what calls are
///   made with them stands far above (`call`, `oauth`).
/// - `matching`, which documented response a response is, is below `exchange`, which has
///   to know from the head alone whether the body is read while it comes.
const LAYERS: [&[&str]; 18] = [
    &[
        "call_limits",
        "clock",
        "json",
        "letters",
        "limits",
        "retirement",
        "retry",
        "secrets",
        "sources",
        "urls",
        "values",
    ],
    &["header", "media_type", "params", "webhooks"],
    &["description"],
    &["files", "info", "timeout", "transport"],
    &["request"],
    &["error"],
    &["drift", "hooks", "matching", "trace"],
    &["auth", "client"],
    &["plan"],
    &["exchange", "redirect"],
    &["exchange_log"],
    &["engine"],
    &["response"],
    &["receive"],
    &["streaming"],
    &["builder", "call", "oauth", "pagination", "undocumented"],
    &["download"],
    &["blocking", "contract", "replies", "testing"],
];

/// The place of a module among the layers.
fn layer_of(module: &str) -> usize {
    let layer = LAYERS.iter().position(|layer| layer.contains(&module));
    layer.unwrap_or_else(|| unreachable!("{module} is new: give it a layer in this test"))
}

#[test]
fn no_layer_names_a_later_one() {
    let src = house::src();
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
    assert!(found.is_empty(), "these name a later layer: {found:?}");
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
