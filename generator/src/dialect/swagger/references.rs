//! References: from now on they lead to where things stand in the raised document.

use std::path::Path;

use super::places::Moves;
use crate::dialect::follow::make_local_reference;
use crate::dialect::grammar::Entries;
use crate::source::references::{Target, parse_reference_target};
use crate::source::{Node, Pointer};

/// Values that are data: a `$ref` in them is a word of the data.
const DATA: [&str; 4] = ["example", "examples", "default", "enum"];

/// Maps whose keys are names of the document: a response `default` and a property `example` are
/// no data.
const NAMED: [&str; 9] = [
    "properties",
    "patternProperties",
    "definitions",
    "paths",
    "responses",
    "headers",
    "schemas",
    "parameters",
    "securitySchemes",
];

/// Lets all references of a tree, which stands in `file`, that lead into the document lead to
/// the new places.
pub(super) fn follow_moves(node: &mut Node, file: &Path, document: &Path, moves: &Moves) {
    match node {
        Node::Map(entries) => {
            follow_own_reference(entries, file, document, moves);
            for (key, inner) in entries {
                match inner {
                    Node::Map(named) if NAMED.contains(&&**key) => {
                        for node in named.values_mut() {
                            follow_moves(node, file, document, moves);
                        }
                    }
                    _ if DATA.contains(&&**key) => {}
                    inner => follow_moves(inner, file, document, moves),
                }
            }
        }
        Node::List(items) => {
            for item in items {
                follow_moves(item, file, document, moves);
            }
        }
        Node::Null | Node::Bool(_) | Node::Number(_) | Node::String(_) => {}
    }
}

fn follow_own_reference(entries: &mut Entries, file: &Path, document: &Path, moves: &Moves) {
    let Some(Node::String(reference)) = entries.get("$ref") else {
        return;
    };
    let Target::File(target, fragment) = parse_reference_target(reference, file) else {
        return;
    };
    if target != document {
        return;
    }
    if let Some(place) = moves.find_new_place(&fragment) {
        let path = reference.split('#').next().unwrap_or_default();
        let place = make_local_reference(&Pointer::from_text(place));
        let reference = format!("{path}{place}");
        entries.insert("$ref".into(), reference.into());
    }
}
