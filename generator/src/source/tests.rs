//! Reading, tested on texts: OP-06 of what real YAML and JSON hold.

use std::collections::BTreeSet;
use std::path::Path;

use serde::Deserialize;

use super::parse::parse_tree;
use super::references::{Target, parse_reference_target};
use super::{Node, Pointer};
use crate::place::positions;
use crate::place::text::{FileFormat, FileText};

fn text(format: FileFormat, text: &str) -> FileText {
    FileText {
        path: "test".into(),
        text: text.to_owned(),
        format,
    }
}

fn yaml(source: &str) -> Node {
    parse_tree(&text(FileFormat::Yaml, source)).unwrap().node
}

fn json(source: &str) -> Node {
    parse_tree(&text(FileFormat::Json, source)).unwrap().node
}

fn digits(node: &Node) -> Vec<&str> {
    match node {
        Node::List(items) => items.iter().flat_map(digits).collect(),
        Node::Map(map) => map.values().flat_map(digits).collect(),
        Node::Number(digits) => vec![digits],
        Node::Null | Node::Bool(_) | Node::String(_) => Vec::new(),
    }
}

#[test]
fn numbers_keep_their_digits() {
    let list = "[0, -1, 1.10, 1e3, 0.30000000000000000001, 18446744073709551616, \
                -9223372036854776000, 123456789012345678901234567890123456789012345]";
    let written: Vec<_> = list
        .trim_matches(['[', ']'])
        .split(", ")
        .map(str::trim)
        .collect();
    assert_eq!(digits(&json(list)), written);
    assert_eq!(digits(&yaml(list)), written);
    let nested = r#"{"a\"5": {"b": "-7"}, "c": [1.50, {"d": 2.0}]}"#;
    assert_eq!(digits(&json(nested)), ["1.50", "2.0"]);
}

/// Larger than any float, in the order of the text and beside keys that do not count.
#[test]
fn large_numbers_keep_their_digits() {
    let vast = "9".repeat(400);
    let largest = format!("17976931348623157{}", "0".repeat(292));
    let hundreds = "9".repeat(300);
    let list = format!("[1e400, -1E+999, {vast}, 1.50, {vast}.25, {largest}, {hundreds}]");
    let written: Vec<_> = list.trim_matches(['[', ']']).split(", ").collect();
    assert_eq!(digits(&json(&list)), written);
    assert_eq!(digits(&yaml(&list)), written);
    let texts = format!("['1e400', \"{vast}\", 1e400x]");
    assert!(digits(&yaml(&texts)).is_empty());
    let repeated = format!(r#"{{"a": [1.10, 2.20], "b": {vast}, "a": [3.30]}}"#);
    assert_eq!(digits(&json(&repeated)), ["3.30", &vast]);
    let commented = "[/* 7.70 */ 1.10, // 8.80\n 2.20,]";
    assert_eq!(digits(&json(commented)), ["1.10", "2.20"]);
}

/// As Windows' shell writes what is redirected into a file.
#[test]
fn utf_16_is_read() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("pets.json");
    let text = "{\"title\": \"Größe 🐕\"}";
    let units: Vec<u16> = std::iter::once(0xfeff).chain(text.encode_utf16()).collect();
    for to_bytes in [u16::to_le_bytes, u16::to_be_bytes] {
        let bytes: Vec<u8> = units.iter().copied().flat_map(to_bytes).collect();
        std::fs::write(&path, &bytes).unwrap();
        assert_eq!(FileText::read(&path).unwrap().text, text);
        std::fs::write(&path, &bytes[..bytes.len() - 1]).unwrap();
        assert!(FileText::read(&path).is_err());
    }
}

/// A text of nothing but comments is no reason for as many findings.
#[test]
fn the_first_repairs_of_a_kind_are_told() {
    let many = 1_000;
    for (start, one, end) in [
        ("[", "/**/", "0]"),
        ("[0", ",// x\n[1,]", "]"),
        ("[0", ",1e400", "]"),
        ("[0", ",NaN", "]"),
        ("{\"a\": 0", ",\"a\":1", "}"),
    ] {
        let source = format!("{start}{}{end}", one.repeat(many));
        let parsed = parse_tree(&text(FileFormat::Json, &source)).unwrap();
        let told = parsed.repairs.len();
        assert!((1..=200).contains(&told), "{one}: {told}");
        let noted = parsed
            .repairs
            .iter()
            .any(|finding| !finding.notes.is_empty());
        assert_eq!(noted, told > 1, "{one}");
    }
}

#[test]
fn yaml_numbers_become_json_numbers() {
    let node = yaml("[+1.50, .5, 0x10, 007, 1_000, .inf, '1.0', 12:30]");
    let strings = ["007", "1_000", "inf", "1.0", "12:30"];
    let mut expected: Vec<Node> = ["1.50", "0.5", "16"]
        .map(|digits| Node::Number(digits.into()))
        .into();
    expected.extend(strings.map(Node::from));
    assert_eq!(node, Node::List(expected));
}

#[test]
fn keys_are_text() {
    let node = yaml("200: a\n4XX: b\ntrue: c\nnull: d\n1.0: e\n2020-01-01: f\n\"x\": g\n");
    let keys: Vec<_> = node.as_map().unwrap().keys().map(|key| &**key).collect();
    assert_eq!(
        keys,
        ["200", "4XX", "true", "null", "1.0", "2020-01-01", "x"]
    );
}

#[test]
fn words_of_older_yaml_are_text() {
    assert_eq!(
        yaml("[yes, no, on, off, y, n]"),
        json(r#"["yes","no","on","off","y","n"]"#)
    );
}

#[test]
fn anchors_and_merge_keys_are_expanded() {
    let node = yaml(
        "base: &base {a: 1, b: 2}\nother: &other {b: 3, c: 4}\n\
         one: {<<: *base, b: 0}\nboth: {<<: [*base, *other]}\nkept: {<<: text}\nalias: *other\n",
    );
    let expected = json(
        r#"{"base": {"a": 1, "b": 2}, "other": {"b": 3, "c": 4},
            "one": {"b": 0, "a": 1}, "both": {"a": 1, "b": 2, "c": 4},
            "kept": {"<<": "text"}, "alias": {"b": 3, "c": 4}}"#,
    );
    assert_eq!(node, expected);
}

#[test]
fn tags_say_nothing() {
    assert_eq!(
        yaml("[!mine {a: 1}, !mine text, !!str 5]"),
        json(r#"[{"a": 1}, "text", "5"]"#)
    );
}

#[test]
fn tabs_before_comments_are_allowed() {
    assert_eq!(
        yaml("a:\n\t# note\n\t\n  b: 1\n"),
        json(r#"{"a": {"b": 1}}"#)
    );
}

#[test]
fn nodes_hand_on_what_serde_json_reads() {
    let source = r#"{"a": [1, -2, 3.5, true, null, "x"], "b": {"c": 18446744073709551615}}"#;
    let expected: serde_json::Value = serde_json::from_str(source).unwrap();
    assert_eq!(
        serde_json::Value::deserialize(&json(source)).unwrap(),
        expected
    );
}

/// All pointers of a tree.
fn pointers(node: &Node, at: &Pointer, found: &mut BTreeSet<String>) {
    found.insert(at.as_str().to_owned());
    match node {
        Node::List(items) => {
            for (index, item) in items.iter().enumerate() {
                pointers(item, &at.join(index), found);
            }
        }
        Node::Map(map) => {
            for (key, value) in map {
                pointers(value, &at.join(key), found);
            }
        }
        Node::Null | Node::Bool(_) | Node::Number(_) | Node::String(_) => {}
    }
}

#[test]
fn every_node_has_a_position() {
    for name in [
        "gcore-cloud-reports",
        "gcore-waap-reseller",
        "virtuozzo-billing",
    ] {
        let path = format!("../specs/{name}.yaml");
        let source = FileText::read(Path::new(&path)).unwrap();
        let node = parse_tree(&source).unwrap().node;
        let mut expected = BTreeSet::new();
        pointers(&node, &Pointer::root(), &mut expected);
        let mut found = BTreeSet::new();
        positions::walk_positions(&source.text, source.format, &mut |path, spot| {
            found.insert(path.to_owned());
            let key = spot.key.clone().map(|key| &source.text[key]);
            let last = Pointer::from_text(path).last();
            if let (Some(key), Some(last)) = (key, last) {
                assert_eq!(key.trim_matches(['"', '\'']), last);
            }
        });
        assert_eq!(found, expected, "{name}");
    }
}

#[test]
fn positions_count_bytes() {
    let cases = [
        (
            FileFormat::Yaml,
            "ä: {ö: [1, 'ü']}\nlist:\n  - ? a\n    : b\n",
        ),
        (
            FileFormat::Json,
            r#"{"ä": {"ö": [1, "ü"]}, "list": [{"a": "b"}], "s": "\ud83d\ude00"}"#,
        ),
    ];
    for (format, source) in cases {
        let mut marks = Vec::new();
        positions::walk_positions(source, format, &mut |path, spot| {
            marks.push((path.to_owned(), &source[spot.node()]));
        });
        let mark = |path: &str| marks.iter().find(|(other, _)| other == path).unwrap().1;
        assert_eq!(mark("/ä").trim_matches('"'), "ä");
        assert_eq!(mark("/ä/ö/1").trim_matches(['\'', '"']), "ü");
        assert_eq!(mark("/list/0/a").trim_matches('"'), "b");
    }
}

#[test]
fn positions_survive_what_is_no_json() {
    for source in [
        "{\"a\": [1, {\"b\"",
        "]]}}",
        "\"",
        "{\"a\\",
        "ü",
        "{]{]:,\"x\":}",
    ] {
        let mut visited = 0;
        positions::walk_positions(source, FileFormat::Json, &mut |_, _| visited += 1);
        assert!(visited <= source.len());
    }
}

#[test]
fn references_lead_to_files() {
    let file = |path: &str, fragment: &str| Target::File(path.into(), fragment.into());
    let base = Path::new("specs/api/openapi.yaml");
    let cases = [
        (
            "#/components/schemas/Pet",
            file("specs/api/openapi.yaml", "/components/schemas/Pet"),
        ),
        ("pet.yaml", file("specs/api/pet.yaml", "")),
        ("./pet.yaml#", file("specs/api/pet.yaml", "")),
        (
            "../common/./a%20b.yaml#/x~1y/%7Bid%7D",
            file("specs/common/a b.yaml", "/x~1y/{id}"),
        ),
        ("../../../up.yaml", file("../up.yaml", "")),
        ("/abs.yaml#Name", Target::Absolute),
        ("%2Fabs.yaml", Target::Absolute),
        ("//host/share/pet.yaml", Target::Absolute),
        ("%5c%5chost/pet.yaml", Target::Absolute),
        ("\\pet.yaml", Target::Absolute),
        ("c:pet.yaml", Target::Absolute),
        ("D%3A/pet.yaml", Target::Absolute),
        ("100%.yaml", file("specs/api/100%.yaml", "")),
        ("https://example.com/pet.yaml#/Pet", Target::Remote),
        ("urn:pets:pet", Target::Remote),
    ];
    for (reference, expected) in cases {
        assert_eq!(
            parse_reference_target(reference, base),
            expected,
            "{reference}"
        );
    }
}

#[test]
fn deep_flow_style_is_found_before_the_parser_reads_it() {
    let found = |part: &str| super::nesting::find_deep_flow(&part.repeat(1_000), 64);
    for part in [
        "[",
        "{a: ",
        "[[{a: [",
        "[ #]\n",
        "[ ']', \n",
        "[\"]\",",
        "[a,\n",
    ] {
        assert!(found(part).is_some(), "{part}");
    }
    for part in [
        "a: [b]\n",
        "- '[['\n",
        "# [[[ {\n",
        "- a[[{\n",
        "- {a: [], b: {c: d}}\n",
    ] {
        assert_eq!(found(part), None, "{part}");
    }
}
