//! What stands at a place of a document, as it was written.

use bindery::source::{Node, Pointer};

/// So many parts of a schema are looked at: documents may refer in circles.
const MOST_PARTS: usize = 64;

/// What stands in a document, and whether it must be there.
pub(super) type DocumentPart<'n> = (Option<&'n Node>, bool);

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
/// With whether it must be there. What `allOf` takes in is looked at as well, and alternatives,
/// as what all of them have is a method of the type.
pub(super) fn find_part<'n>(
    root: &'n Node,
    node: &'n Node,
    name: Option<&str>,
) -> DocumentPart<'n> {
    let Some(name) = name else {
        return (Some(node), false);
    };
    // With whether a node holds of all values.
    let mut open = vec![(node, true)];
    let mut part = None;
    let mut is_required = false;
    for _ in 0..MOST_PARTS {
        let Some((node, holds)) = open.pop() else {
            break;
        };
        let target = follow_reference(root, node);
        open.extend(target.map(|node| (node, holds)));
        for word in ["allOf", "oneOf", "anyOf"] {
            if let Some(Node::List(parts)) = node.get(word) {
                let holds = holds && word == "allOf";
                open.extend(parts.iter().map(|node| (node, holds)));
            }
        }
        let properties = node.get("properties").and_then(Node::as_map).into_iter();
        let mut properties = properties.flat_map(|all| all.iter());
        let found = properties.find(|(key, _)| is_called(key, name));
        part = part.or(found.map(|(_, property)| property));
        if let Some(Node::List(required)) = node.get("required") {
            let mut required = required.iter().filter_map(Node::as_str);
            is_required |= holds && required.any(|key| is_called(key, name));
        }
    }
    // Values and alternatives are no properties.
    (Some(part.unwrap_or(node)), is_required)
}

/// Whether a part was of one JSON type and is of several now, or of another.
pub(super) fn kinds_differ(before: Option<&Node>, after: Option<&Node>) -> bool {
    let (Some(before), Some(after)) = (before, after) else {
        return false;
    };
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
