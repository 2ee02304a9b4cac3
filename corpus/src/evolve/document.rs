//! What stands at a place of a document, as it was written.

use bindery::source::{Node, Pointer};

/// So many parts of a schema are looked at: documents may refer in circles.
const MOST_PARTS: usize = 64;

/// What stands in a document.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct DocumentPart<'n> {
    /// The property that it is, as the document writes it; `None` for what is no property.
    pub(super) key: Option<&'n str>,
    /// What is said of it.
    pub(super) node: &'n Node,
    /// Whether it must be there.
    pub(super) is_required: bool,
}

/// Whether all that a document said is said still.
pub(super) fn has_only_got_more(before: &Node, after: &Node) -> bool {
    match (before, after) {
        (Node::Map(old), Node::Map(new)) => old.iter().all(|(key, before)| {
            let after = new.get(key);
            after.is_some_and(|after| has_only_got_more(before, after))
        }),
        (Node::List(old), Node::List(new)) => old
            .iter()
            .all(|before| new.iter().any(|after| has_only_got_more(before, after))),
        _ => before == after,
    }
}

/// Whether a property or a value of this name stands in a schema, or in what it refers to.
pub(super) fn mentions(root: &Node, node: &Node, name: &str) -> bool {
    let mut open = vec![node];
    for _ in 0..MOST_PARTS {
        let Some(node) = open.pop() else {
            return false;
        };
        let properties = node.get("properties").and_then(Node::as_map);
        let values = match node.get("enum") {
            Some(Node::List(values)) => values.as_slice(),
            _ => &[],
        };
        let is_value = |value: &Node| value.as_str() == Some(name);
        if properties.is_some_and(|all| all.contains_key(name)) || values.iter().any(is_value) {
            return true;
        }
        open.extend(follow_reference(root, node));
        for word in ["allOf", "oneOf", "anyOf"] {
            if let Some(Node::List(parts)) = node.get(word) {
                open.extend(parts);
            }
        }
        open.extend(node.get("items"));
    }
    false
}

/// What a schema refers to in its own document.
fn follow_reference<'n>(root: &'n Node, node: &Node) -> Option<&'n Node> {
    let pointer = node.get("$ref")?.as_str()?.strip_prefix('#')?;
    root.at(&Pointer::from_text(pointer))
}

/// The property that a member of a type is, or all that stands there.
/// What `allOf` takes in is looked at as well, and alternatives, as what all of them have is a
/// method of the type.
pub(super) fn find_part<'n>(
    root: &'n Node,
    node: &'n Node,
    name: Option<&str>,
) -> DocumentPart<'n> {
    let parts = name.map(|_| list_parts(root, node)).unwrap_or_default();
    let mut properties = parts.iter().flat_map(|(part, _)| list_properties(part));
    let found = properties.find(|(key, _)| name.is_some_and(|name| is_called(key, name)));
    // Values and alternatives are no properties.
    let Some((key, property)) = found else {
        return DocumentPart {
            key: None,
            node,
            is_required: false,
        };
    };
    let mut lists = parts.iter().filter(|(_, holds)| *holds);
    let is_required = lists.any(|(part, _)| match part.get("required") {
        Some(Node::List(required)) => required.iter().any(|one| one.as_str() == Some(key)),
        _ => false,
    });
    DocumentPart {
        key: Some(key),
        node: property,
        is_required,
    }
}

/// A property of the components that take a schema in.
pub(super) fn find_around<'n>(root: &'n Node, node: &'n Node, name: &str) -> Vec<DocumentPart<'n>> {
    let schemas = root.get("components").and_then(|all| all.get("schemas"));
    let schemas = schemas.and_then(Node::as_map).into_iter();
    let schemas = schemas.flat_map(|all| all.values());
    let takes_in = |schema: &&'n Node| {
        let parts = list_parts(root, schema);
        parts.iter().any(|(part, _)| std::ptr::eq(*part, node))
    };
    let around = schemas.filter(takes_in);
    let found = around.map(|schema| find_part(root, schema, Some(name)));
    found.filter(|part| part.key.is_some()).collect()
}

/// A schema and what it takes in, each with whether it holds of all values.
fn list_parts<'n>(root: &'n Node, node: &'n Node) -> Vec<(&'n Node, bool)> {
    let mut open = vec![(node, true)];
    let mut parts = Vec::new();
    while parts.len() < MOST_PARTS {
        let Some((node, holds)) = open.pop() else {
            break;
        };
        parts.push((node, holds));
        let target = follow_reference(root, node);
        open.extend(target.map(|node| (node, holds)));
        for word in ["allOf", "oneOf", "anyOf"] {
            if let Some(Node::List(parts)) = node.get(word) {
                let holds = holds && word == "allOf";
                open.extend(parts.iter().map(|node| (node, holds)));
            }
        }
    }
    parts
}

/// What a schema, and what it takes in, says of whether its values may be `null`.
pub(super) fn list_kinds<'n>(root: &'n Node, node: &'n Node) -> Vec<[Option<&'n Node>; 2]> {
    let parts = list_parts(root, node).into_iter();
    parts
        .map(|(part, _)| [part.get("nullable"), part.get("type")])
        .collect()
}

fn list_properties(schema: &Node) -> impl Iterator<Item = (&str, &Node)> {
    let properties = schema.get("properties").and_then(Node::as_map);
    let properties = properties.into_iter().flat_map(|all| all.iter());
    properties.map(|(key, property)| (&**key, property))
}

/// Whether each alternative of a schema has a property.
pub(super) fn all_have(root: &Node, node: &Node, key: &str) -> bool {
    let target = follow_reference(root, node).unwrap_or(node);
    let alternatives = ["oneOf", "anyOf"].map(|word| target.get(word));
    let alternatives = alternatives.into_iter().flatten();
    let alternatives = alternatives.filter_map(|one| match one {
        Node::List(alternatives) => Some(alternatives),
        _ => None,
    });
    alternatives.flatten().all(|one| {
        let parts = list_parts(root, one);
        let mut properties = parts.iter().flat_map(|(part, _)| list_properties(part));
        properties.any(|(name, _)| name == key)
    })
}

/// Whether a part was of one JSON type and is of several now, or of another.
pub(super) fn kinds_differ(before: &Node, after: &Node) -> bool {
    let is_choice = |node: &Node| node.get("oneOf").or(node.get("anyOf")).is_some();
    before.get("type") != after.get("type") && (is_choice(before) != is_choice(after))
}

/// Whether a member of a type is called after a property.
fn is_called(key: &str, name: &str) -> bool {
    let letters = |text: &str| {
        let letters = text.chars().filter(|one| one.is_alphanumeric());
        letters.flat_map(char::to_lowercase).collect::<String>()
    };
    letters(key) == letters(name)
}

/// Without what nobody sends or reads: texts and keys of vendors. Below `is_named` keys are names
/// that the author chose, such as those of properties.
pub(super) fn strip_texts(node: &Node, is_named: bool) -> Node {
    const TEXTS: [&str; 5] = [
        "description",
        "summary",
        "example",
        "examples",
        "externalDocs",
    ];
    match node {
        Node::Map(members) => {
            let is_kept = |key: &str| is_named || !(TEXTS.contains(&key) || key.starts_with("x-"));
            let kept = members.iter().filter(|(key, _)| is_kept(key));
            let stripped = kept.map(|(key, inner)| {
                let is_named = !is_named && matches!(&**key, "properties" | "schemas" | "paths");
                (key.clone(), strip_texts(inner, is_named))
            });
            Node::Map(stripped.collect())
        }
        Node::List(items) => {
            let items = items.iter().map(|item| strip_texts(item, false));
            Node::List(items.collect())
        }
        other => other.clone(),
    }
}

/// A part of an operation with what it refers to in components that are no schemas.
pub(super) fn take_in_components(root: &Node, node: &Node, left: usize) -> Node {
    let reference = node.get("$ref").and_then(Node::as_str);
    let is_taken = reference.is_some_and(|text| {
        text.starts_with("#/components/") && !text.starts_with("#/components/schemas/")
    });
    let target = follow_reference(root, node).filter(|_| is_taken && left > 0);
    let left = left - usize::from(target.is_some());
    match target.unwrap_or(node) {
        Node::Map(members) => {
            let taken = members
                .iter()
                .map(|(key, inner)| (key.clone(), take_in_components(root, inner, left)));
            Node::Map(taken.collect())
        }
        Node::List(items) => {
            let items = items.iter();
            Node::List(
                items
                    .map(|item| take_in_components(root, item, left))
                    .collect(),
            )
        }
        other => other.clone(),
    }
}

/// Whether a reference to a place stands anywhere in a schema.
pub(super) fn refers_to(node: &Node, place: &Pointer) -> bool {
    match node {
        Node::Map(members) => members.iter().any(|(key, inner)| match inner {
            Node::String(text) if &**key == "$ref" => {
                text.strip_prefix('#') == Some(place.as_str())
            }
            inner => refers_to(inner, place),
        }),
        Node::List(items) => items.iter().any(|item| refers_to(item, place)),
        _ => false,
    }
}
