//! The promise of the grammar: whatever a document holds, the model takes what
//! is left of it.

use crate::diagnostics::{Code, Diagnostics};
use crate::source::{self, Document, Node};

/// A generator of numbers that is the same on every machine (xorshift).
struct Numbers(u64);

impl Numbers {
    fn below(&mut self, bound: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        usize::try_from(self.0 % bound as u64).unwrap()
    }
}

/// Values of every kind, and words that mean something somewhere.
fn strange(numbers: &mut Numbers) -> Node {
    let number = |digits: &str| Node::Number(digits.into());
    match numbers.below(16) {
        0 => Node::Null,
        1 => Node::Bool(true),
        2 => Node::Bool(false),
        3 => number("-9223372036854776000"),
        4 => number("1.5"),
        5 => number("3"),
        6 => Node::from(""),
        7 => Node::from("query"),
        8 => Node::from("null"),
        9 => Node::from("#/components/schemas/Nothing"),
        10 => Node::List(Vec::new()),
        11 => Node::List(vec![Node::from("string"), Node::from("null")]),
        12 => Node::List(vec![Node::Null, Node::empty_map(), Node::Bool(true)]),
        13 => Node::empty_map(),
        14 => map("$ref", Node::from("#/components/schemas/Nothing")),
        _ => map("x-own", number("340282366920938463463374607431768211456")),
    }
}

fn map(key: &str, value: Node) -> Node {
    Node::Map([(key.into(), value)].into_iter().collect())
}

/// Replaces, removes or renames one node somewhere.
fn mutate(node: &mut Node, numbers: &mut Numbers) {
    match node {
        Node::Map(map) if !map.is_empty() && numbers.below(8) > 0 => {
            let index = numbers.below(map.len());
            match numbers.below(24) {
                0 => {
                    map.shift_remove_index(index);
                }
                1 => {
                    let key = ["type", "in", "$ref", "x-own", "schema", "required", "200"];
                    let key = key[numbers.below(key.len())];
                    map.insert(key.into(), strange(numbers));
                }
                _ => mutate(&mut map[index], numbers),
            }
        }
        Node::List(items) if !items.is_empty() && numbers.below(8) > 0 => {
            let index = numbers.below(items.len());
            mutate(&mut items[index], numbers);
        }
        node => *node = strange(numbers),
    }
}

#[test]
fn the_model_takes_every_mutilated_document() {
    for name in [
        "gcore-waap-reseller",
        "virtuozzo-billing",
        "gcore-fastedge-reseller",
    ] {
        let path = format!("../specs/{name}.yaml");
        let document =
            source::read_document(path.as_ref(), &[], &[], &mut Diagnostics::new()).unwrap();
        let kitchen = source::read_document(
            "tests/dialect/kitchen-sink/openapi.yaml".as_ref(),
            &[],
            &[],
            &mut Diagnostics::new(),
        )
        .unwrap();
        for seed in 1..400 {
            let base = if seed % 2 == 0 { &document } else { &kitchen };
            normalises(base, &mut Numbers(seed * 7919));
        }
    }
}

fn normalises(document: &Document, numbers: &mut Numbers) {
    let mut document = document.clone();
    for _ in 0..=numbers.below(20) {
        mutate(&mut document.root, numbers);
    }
    let mut diagnostics = Diagnostics::new();
    let openapi = super::normalise_document(document.clone(), &mut diagnostics);
    assert_eq!(openapi.is_err(), diagnostics.has_errors());
    let rejected: Vec<_> = diagnostics
        .findings()
        .iter()
        .filter(|finding| finding.code == Code::ModelRejected)
        .collect();
    assert!(rejected.is_empty(), "{rejected:?} in {:#?}", document.root);
}

#[test]
fn the_deepest_document_fits_a_small_stack() {
    let nests: [fn(Node) -> Node; 4] = [
        |inner| map("items", inner),
        |inner| map("properties", map("a", inner)),
        |inner| map("allOf", Node::List(vec![inner])),
        |inner| map("additionalProperties", inner),
    ];
    let path = "tests/dialect/nullable-3.0/openapi.yaml";
    let document = source::read_document(path.as_ref(), &[], &[], &mut Diagnostics::new()).unwrap();
    for nest in nests {
        // A document has no more than 64 levels; `properties` and `allOf` are two.
        let schema = (0..64).fold(map("type", Node::from("string")), |inner, _| nest(inner));
        let mut document = document.clone();
        document.root = map_with(
            document.root,
            "components",
            map("schemas", map("Deep", schema)),
        );
        let openapi = super::normalise_document(document, &mut Diagnostics::new()).unwrap();
        assert_eq!(openapi.openapi.components.unwrap().schemas.len(), 1);
    }
}

fn map_with(node: Node, key: &str, value: Node) -> Node {
    let Node::Map(mut map) = node else {
        panic!("{} is no map", node.kind())
    };
    map.insert(key.into(), value);
    Node::Map(map)
}
