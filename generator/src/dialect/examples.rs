//! Repairs of examples beside a schema.

use crate::diagnostics::Code;
use crate::source::Node;

use super::at::DocumentPlace;
use super::grammar::Entries;
use super::walker::Walker;

/// Repairs a media type, which stands under its name.
pub(super) fn repair_media_type(
    walker: &mut Walker<'_>,
    entries: &mut Entries,
    at: &DocumentPlace<'_>,
) -> bool {
    let name = at.name();
    if name.is_empty() || name.contains(char::is_control) {
        let message = "the media type has a name that cannot be sent; it is left out".to_owned();
        let help = "a media type is a name such as `application/json`";
        walker.warn_key(Code::InvalidName, at, message, help);
        return false;
    }
    let essence = name.split(';').next().unwrap_or_default();
    let is_media_type = matches!(essence.split_once('/'), Some((kind, sub)) if
        !kind.trim().is_empty() && !sub.trim().is_empty());
    // Names of `components/mediaTypes` are no media types.
    if !is_media_type && at.is_below("content") {
        let message = format!("`{name}` is no media type; it is sent as it stands");
        let help = "a media type is a name such as `application/json`";
        walker.warn_key(Code::InvalidName, at, message, help);
    }
    repair_examples(walker, entries, at);
    true
}

/// Repairs the examples beside a schema.
pub(super) fn repair_examples(
    walker: &mut Walker<'_>,
    entries: &mut Entries,
    at: &DocumentPlace<'_>,
) {
    list_of_examples(walker, entries, at);
    report_exclusive_fields(walker, entries, at, "examples", &["example"]);
}

/// Repairs an Example Object (OAS 3.2 §4.19).
pub(super) fn example_object(
    walker: &mut Walker<'_>,
    entries: &mut Entries,
    at: &DocumentPlace<'_>,
) -> bool {
    let others = ["dataValue", "serializedValue", "externalValue"];
    report_exclusive_fields(walker, entries, at, "value", &others);
    report_exclusive_fields(walker, entries, at, "serializedValue", &["externalValue"]);
    true
}

/// Names fields that may not stand beside another one. All are kept.
fn report_exclusive_fields(
    walker: &mut Walker<'_>,
    entries: &Entries,
    at: &DocumentPlace<'_>,
    field: &str,
    others: &[&str],
) {
    if !entries.contains_key(field) {
        return;
    }
    for other in others.iter().filter(|other| entries.contains_key(**other)) {
        let message = format!("`{other}` and `{field}` exclude each other; both are kept");
        let help = "leave one of the two out";
        walker.warn_key(Code::ExclusiveFields, &at.key(other), message, help);
    }
}

/// Turns a list of bare examples, as schemas have it, into a map of Example
/// Objects whose names are the indices.
fn list_of_examples(walker: &mut Walker<'_>, entries: &mut Entries, at: &DocumentPlace<'_>) {
    let place = at.key("examples");
    match entries.get_mut("examples") {
        Some(Node::List(items)) => {
            let named = std::mem::take(items)
                .into_iter()
                .enumerate()
                .map(|(index, value)| (index.to_string().into(), wrap_example(value)))
                .collect();
            entries.insert("examples".into(), Node::Map(named));
            let message = "`examples` should be a map of Example Objects, but is a list of values";
            walker.warn(Code::WrongType, &place, message.to_owned(), "");
        }
        Some(Node::Map(examples)) => {
            for (name, node) in examples {
                if !is_example(node) {
                    let value = std::mem::replace(node, Node::Null);
                    *node = wrap_example(value);
                    let message =
                        "a bare value should be an Example Object; it is read as its `value`";
                    walker.warn(Code::WrongType, &place.key(name), message.to_owned(), "");
                }
            }
        }
        Some(Node::Null | Node::Bool(_) | Node::Number(_) | Node::String(_)) | None => {}
    }
}

fn wrap_example(value: Node) -> Node {
    Node::Map(Entries::from_iter([("value".into(), value)]))
}

/// Whether a node has a field that only an Example Object has.
fn is_example(node: &Node) -> bool {
    let fields = [
        "value",
        "externalValue",
        "summary",
        "description",
        "$ref",
        "dataValue",
        "serializedValue",
    ];
    node.as_map()
        .is_some_and(|map| map.is_empty() || fields.iter().any(|field| map.contains_key(*field)))
}
