//! Overlays, tested on texts.

use std::path::Path;

use super::super::parse::{Parsed, parse_tree};
use super::super::{Document, Node, Pointer};
use super::{actions, perform_all};
use crate::diagnostics::Diagnostics;
use crate::place::text::{FileFormat, FileText};

fn yaml(text: &str) -> Node {
    let text = FileText {
        path: "test".into(),
        text: text.to_owned(),
        format: FileFormat::Yaml,
    };
    parse_tree(&text).unwrap().node
}

/// The document after some actions.
fn after(document: &str, written: &str) -> Document {
    let parsed = Parsed {
        format: FileFormat::Json,
        node: yaml(document),
        repairs: Vec::new(),
    };
    let mut document = Document::new("document".into(), parsed);
    let overlay = yaml(&format!("overlay: 1.0.0\nactions:\n{written}"));
    let path = Path::new("overlay");
    let mut diagnostics = Diagnostics::new();
    let actions = actions::read_overlay_actions(&overlay, path).unwrap();
    perform_all(&mut document, path, &actions, &mut diagnostics);
    assert_eq!(diagnostics.findings(), []);
    document
}

#[test]
fn updates_merge_maps_append_to_lists_and_replace_scalars() {
    let cases = [
        (
            "{a: {b: 1, c: 2}}",
            "$.a",
            "{c: 3, d: {e: 4}}",
            "{a: {b: 1, c: 3, d: {e: 4}}}",
        ),
        (
            "{a: {b: {c: 1}}}",
            "$",
            "{a: {b: {d: 2}}}",
            "{a: {b: {c: 1, d: 2}}}",
        ),
        ("{a: [1]}", "$.a", "2", "{a: [1, 2]}"),
        ("{a: [1]}", "$.a", "[2, 3]", "{a: [1, 2, 3]}"),
        ("{a: {b: [1]}}", "$.a", "{b: [2]}", "{a: {b: [1, 2]}}"),
        ("{a: {b: 1}}", "$.a.b", "text", "{a: {b: text}}"),
        (
            "{a: {x: 1}, b: {x: 2}}",
            "$.*",
            "{y: 0}",
            "{a: {x: 1, y: 0}, b: {x: 2, y: 0}}",
        ),
        (
            "{a: [{n: x}, {n: y}]}",
            "$.a[?@.n=='y']",
            "{m: 1}",
            "{a: [{n: x}, {n: y, m: 1}]}",
        ),
    ];
    for (document, target, update, expected) in cases {
        let action = format!("  - {{target: \"{target}\", update: {update}}}\n");
        assert_eq!(after(document, &action).root, yaml(expected), "{target}");
    }
}

#[test]
fn removing_takes_every_match_away() {
    let action = "  - {target: '$.a[?@ > 1]', remove: true, update: 5}\n";
    assert_eq!(
        after("{a: [1, 2, 3, 0], b: 9}", action).root,
        yaml("{a: [1, 0], b: 9}")
    );
    let action = "  - {target: $..b, remove: true}\n";
    assert_eq!(
        after("{a: {b: 1, c: [{b: 2}]}, b: 3}", action).root,
        yaml("{a: {c: [{}]}}")
    );
}

#[test]
fn copies_merge_what_another_place_holds() {
    let action = "  - {target: $.b, copy: $.a}\n";
    let document = after("{a: {x: 1, l: [1]}, b: {y: 2, l: [2]}}", action);
    assert_eq!(
        document.root,
        yaml("{a: {x: 1, l: [1]}, b: {y: 2, l: [2, 1], x: 1}}")
    );
    let origin = document.origins.find(&Pointer::from_text("/b/x"));
    assert_eq!(origin, ("document".into(), Pointer::from_text("/a/x")));
    let action = "  - {target: $.b, copy: $.a, update: {z: 1}}\n";
    assert_eq!(
        after("{a: 1, b: {}}", action).root,
        yaml("{a: 1, b: {z: 1}}")
    );
}

#[test]
fn origins_follow() {
    let actions = "  - {target: '$.a[0]', remove: true}\n  - {target: $.b, update: {c: {d: 1}}}\n";
    let document = after("{a: [{x: 1}, {y: 2}], b: {}}", actions);
    let origin = |place: &str| document.origins.find(&Pointer::from_text(place));
    let expected = |file: &str, place: &str| (file.into(), Pointer::from_text(place));
    assert_eq!(origin("/a/0/y"), expected("document", "/a/1/y"));
    assert_eq!(origin("/b"), expected("document", "/b"));
    assert_eq!(
        origin("/b/c/d"),
        expected("overlay", "/actions/1/update/c/d")
    );
}

#[test]
fn each_action_sees_what_those_before_it_did() {
    let written = "
- {target: $.a, update: {new: {n: 1}}}
- {target: $.a.new, update: {m: 2}}
- {target: '$.list[0]', remove: true}
- {target: '$.list[0]', update: {first: true}}
- {target: '$.list[?@.first]', update: {again: true}}
- {target: '$..n', remove: true}
- {target: '$', update: {last: {}}}
- {target: $.last, update: {seen: yes}}
";
    let document = after("{a: {}, list: [{n: 0}, {n: 1}]}", written);
    let expected = "{a: {new: {m: 2}}, list: [{first: true, again: true}], last: {seen: yes}}";
    assert_eq!(document.root, yaml(expected));
}
