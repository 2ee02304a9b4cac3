//! Calls that the provider makes, as one type: `webhooks` (OAS 3.1), `x-webhooks` before that,
//! and `callbacks` of operations.
//!
//! What they send becomes components before the document is normalised, so that all that holds
//! for schemas holds for them: an object of `payload`, its body, for each; and `Webhook`, which
//! is one of them by a tag. Nothing on the wire looks so: the name stands in a header or in the
//! body, and the runtime puts both together (`bindery_runtime::webhooks`).

use crate::maps::IndexMap;
use crate::source::{Document, Node, Pointer};

/// What the type of all of them is called.
const UNION: &str = "Webhook";

/// The property that tells them apart, which only the runtime writes: a name that no
/// document has.
const TAG: &str = "x-bindery-webhook";

/// Keys of the calls of a document.
const WEBHOOKS: [&str; 2] = ["webhooks", "x-webhooks"];

const METHODS: [&str; 5] = ["post", "put", "patch", "get", "delete"];

/// A call of the provider: its name, its schema, and where that stands.
struct ProviderCall {
    name: String,
    schema: Node,
    at: Pointer,
}

/// Makes components of what webhooks and callbacks send. What has no body of JSON stays where
/// it is, and is told as what is not built.
pub fn gather_webhooks(document: &mut Document) {
    let mut calls = Vec::new();
    let mut read = Vec::new();
    for key in WEBHOOKS {
        let at = Pointer::root().join(key);
        for name in list_written_keys(&document.root, &at) {
            let item = at.join(&name);
            calls.extend(
                read_provider_call(&document.root, &name, &item).inspect(|_| {
                    read.push((at.clone(), name.clone()));
                }),
            );
        }
    }
    for operation in list_operation_places(&document.root) {
        let at = operation.join("callbacks");
        for name in list_written_keys(&document.root, &at) {
            let (callback, _) = follow_local_reference(&document.root, at.join(&name));
            let mut expressions = list_written_keys(&document.root, &callback).into_iter();
            let call = expressions.find_map(|expression| {
                read_provider_call(&document.root, &name, &callback.join(&expression))
            });
            calls.extend(call.inspect(|_| read.push((at.clone(), name.clone()))));
        }
    }
    for (at, name) in read {
        if let Some(Node::Map(entries)) = document.root.at_mut(&at) {
            entries.shift_remove(name.as_str());
        }
    }
    if !calls.is_empty() {
        add_components(document, calls);
    }
}

/// The call that a path item describes, if it sends JSON.
fn read_provider_call(root: &Node, name: &str, item: &Pointer) -> Option<ProviderCall> {
    let (item, _) = follow_local_reference(root, item.clone());
    METHODS.iter().find_map(|method| {
        let body = item.join(method).join("requestBody");
        let (body, node) = follow_local_reference(root, body);
        let content = node?.get("content")?.as_map()?;
        let is_json = |media_type: &&str| media_type.contains("json");
        let media_type = content.keys().map(AsRef::as_ref).find(is_json)?;
        let at = body.join("content").join(media_type).join("schema");
        Some(ProviderCall {
            name: name.to_owned(),
            schema: root.at(&at).cloned().unwrap_or_else(Node::empty_map),
            at,
        })
    })
}

/// The place behind references inside of the document, and what stands there.
fn follow_local_reference(root: &Node, mut at: Pointer) -> (Pointer, Option<&Node>) {
    // No chain of references is longer than this in a document that means something.
    for _ in 0..16 {
        let target = root.at(&at).and_then(|node| node.get("$ref")?.as_str());
        match target.and_then(|target| target.strip_prefix('#')) {
            Some(pointer) => at = Pointer::from_text(pointer.to_owned()),
            None => break,
        }
    }
    let node = root.at(&at).filter(|node| node.get("$ref").is_none());
    (at, node)
}

fn list_written_keys(root: &Node, at: &Pointer) -> Vec<String> {
    let map = root.at(at).and_then(Node::as_map);
    let keys = map.into_iter().flat_map(IndexMap::keys);
    keys.map(|key| key.to_string()).collect()
}

fn list_operation_places(root: &Node) -> Vec<Pointer> {
    let paths = Pointer::root().join("paths");
    let items = list_written_keys(root, &paths);
    let operations = items.iter().flat_map(|path| {
        let item = paths.join(path);
        let methods = list_written_keys(root, &item).into_iter();
        methods.map(move |method| item.join(&method))
    });
    operations.collect()
}

fn add_components(document: &mut Document, calls: Vec<ProviderCall>) {
    let schemas = Pointer::root().join("components").join("schemas");
    let taken = list_written_keys(&document.root, &schemas);
    let mut taken: Vec<String> = taken;
    let mut claim = |wanted: String| {
        let mut name = wanted.clone();
        let mut number = 2;
        while taken.contains(&name) {
            name = format!("{wanted}{number}");
            number += 1;
        }
        taken.push(name.clone());
        name
    };
    let union = claim(UNION.to_owned());
    let mut by_name: IndexMap<String, Vec<ProviderCall>> = IndexMap::default();
    for call in calls {
        by_name.entry(call.name.clone()).or_default().push(call);
    }
    let mut added = Vec::new();
    let mut alternatives = Vec::new();
    let mut mapping = Vec::new();
    for (name, calls) in by_name {
        let component = claim(format!("{}_webhook", make_component_name(&name)));
        let payload = schemas.join(&component).join("properties").join("payload");
        let only = calls.len() == 1;
        for (index, call) in calls.iter().enumerate() {
            let here = match only {
                true => payload.clone(),
                false => payload.join("anyOf").join(index),
            };
            let (file, there) = document.origins.find(&call.at);
            document.origins.record(&here, file, there);
        }
        let mut sent: Vec<Node> = calls.into_iter().map(|call| call.schema).collect();
        let sent = match sent.pop() {
            Some(schema) if only => schema,
            last => {
                sent.extend(last);
                make_map([("anyOf", Node::List(sent))])
            }
        };
        added.push((
            component.clone(),
            make_map([
                ("type", Node::from("object")),
                ("required", Node::List(vec!["payload".into()])),
                ("properties", make_map([("payload", sent)])),
            ]),
        ));
        let reference = format!("#/components/schemas/{component}");
        alternatives.push(make_map([("$ref", Node::from(reference.as_str()))]));
        mapping.push((name, Node::from(reference)));
    }
    let mapping = mapping
        .iter()
        .map(|(name, node)| (name.as_str(), node.clone()));
    let discriminator = make_map([
        ("propertyName", Node::from(TAG)),
        ("mapping", make_map(mapping)),
    ]);
    let text = "A call that the API makes: a webhook or a callback, by its name.";
    added.push((
        union,
        make_map([
            ("description", Node::from(text)),
            ("oneOf", Node::List(alternatives)),
            ("discriminator", discriminator),
        ]),
    ));
    let mut at = &mut document.root;
    for key in ["components", "schemas"] {
        let Node::Map(entries) = at else {
            return;
        };
        at = entries.entry(key.into()).or_insert_with(Node::empty_map);
    }
    if let Node::Map(entries) = at {
        let added = added.into_iter();
        entries.extend(added.map(|(name, schema)| (name.into_boxed_str(), schema)));
    }
}

/// A name as components may have it (OAS 3.1 §4.8.7.2).
fn make_component_name(name: &str) -> String {
    let allowed = |letter: char| letter.is_ascii_alphanumeric() || "._-".contains(letter);
    let letters = name.chars();
    letters
        .map(|letter| if allowed(letter) { letter } else { '_' })
        .collect()
}

fn make_map<'k>(entries: impl IntoIterator<Item = (&'k str, Node)>) -> Node {
    let entries = entries.into_iter().map(|(key, node)| (key.into(), node));
    Node::Map(entries.collect())
}
