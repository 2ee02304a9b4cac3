//! Calls that the provider makes, as one type: `webhooks` (OAS 3.1), `x-webhooks` before that,
//! and `callbacks` of operations.
//!
//! What they send becomes components before the document is normalised, so that all that holds
//! for schemas holds for them: an object of `payload`, its body, for each; and `Webhook`, which
//! is one of them by a tag. What is answered with JSON has a component, too. Nothing on the wire looks so: the name stands in a header or in the
//! body, and the runtime puts both together (`bindery_runtime::webhooks`).

use crate::maps::IndexMap;
use crate::normalised::{WEBHOOK_PAYLOAD, WEBHOOK_TAG};
use crate::source::{Document, Node, Pointer};

/// What the type of all of them is called.
const UNION: &str = "Webhook";

/// Keys of the calls of a document.
const WEBHOOKS: [&str; 2] = ["webhooks", "x-webhooks"];

const METHODS: [&str; 5] = ["post", "put", "patch", "get", "delete"];

/// A call of the provider: its name, and the schemas of what it sends and is answered.
struct ProviderCall {
    name: String,
    sent: PlacedSchema,
    reply: Option<PlacedSchema>,
    /// Examples of what it sends, with their names.
    samples: Vec<(String, Node)>,
}

/// A schema and where it stands.
struct PlacedSchema {
    schema: Node,
    at: Pointer,
}

/// Whether a document speaks of calls that the provider makes.
pub fn has_provider_calls(document: &Document) -> bool {
    let root = Pointer::root();
    let mut places = list_operation_places(&document.root).into_iter();
    let has_some = |at: &Pointer| !list_written_keys(&document.root, at).is_empty();
    WEBHOOKS.iter().any(|key| has_some(&root.join(key)))
        || places.any(|operation| has_some(&operation.join("callbacks")))
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
        let operation = item.join(method);
        Some(ProviderCall {
            name: name.to_owned(),
            sent: find_json_schema(root, operation.join("requestBody"))?,
            reply: find_reply(root, &operation.join("responses")),
            samples: find_samples(root, operation.join("requestBody")),
        })
    })
}

/// Examples of the JSON that a body holds, else that of its schema.
fn find_samples(root: &Node, holder: Pointer) -> Vec<(String, Node)> {
    let Some(media_type) = find_json_media_type(root, holder) else {
        return Vec::new();
    };
    let examples = media_type.join("examples");
    let named = list_written_keys(root, &examples)
        .into_iter()
        .filter_map(|name| {
            let (_, example) = follow_local_reference(root, examples.join(&name));
            let value = example?
                .get("value")
                .or_else(|| example?.get("dataValue"))?;
            Some((name, value.clone()))
        });
    let named: Vec<_> = named.collect();
    if !named.is_empty() {
        return named;
    }
    let (_, schema) = follow_local_reference(root, media_type.join("schema"));
    let own = root.at(&media_type).and_then(|node| node.get("example"));
    let only = own.or_else(|| {
        let schema = schema?;
        schema
            .get("example")
            .or_else(|| match schema.get("examples") {
                Some(Node::List(items)) => items.first(),
                _ => None,
            })
    });
    only.map(|value| ("example".to_owned(), value.clone()))
        .into_iter()
        .collect()
}

/// What the first success holds, if that is JSON.
fn find_reply(root: &Node, responses: &Pointer) -> Option<PlacedSchema> {
    let statuses = list_written_keys(root, responses);
    let success = statuses.iter().find(|status| status.starts_with('2'))?;
    let reply = find_json_schema(root, responses.join(success))?;
    // A schema that says nothing is no type.
    let says_something = reply.schema.as_map().is_some_and(|map| !map.is_empty());
    says_something.then_some(reply)
}

/// The schema of the JSON that a body or a response holds.
fn find_json_schema(root: &Node, holder: Pointer) -> Option<PlacedSchema> {
    let at = find_json_media_type(root, holder)?.join("schema");
    Some(PlacedSchema {
        schema: root.at(&at).cloned().unwrap_or_else(Node::empty_map),
        at,
    })
}

/// Where a body or a response says what it holds as JSON.
fn find_json_media_type(root: &Node, holder: Pointer) -> Option<Pointer> {
    let (holder, node) = follow_local_reference(root, holder);
    let content = node?.get("content")?.as_map()?;
    let is_json = |media_type: &&str| media_type.contains("json");
    let media_type = content.keys().map(AsRef::as_ref).find(is_json)?;
    Some(holder.join("content").join(media_type))
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
    document.webhook = Some(schemas.join(&union));
    let mut by_name: IndexMap<String, Vec<ProviderCall>> = IndexMap::default();
    for call in calls {
        by_name.entry(call.name.clone()).or_default().push(call);
    }
    let mut added = Vec::new();
    let mut alternatives = Vec::new();
    let mut mapping = Vec::new();
    for (name, calls) in by_name {
        let component = claim(format!("{}_webhook", make_component_name(&name)));
        let payload = schemas
            .join(&component)
            .join("properties")
            .join(WEBHOOK_PAYLOAD);
        let only = calls.len() == 1;
        for (index, call) in calls.iter().enumerate() {
            let here = match only {
                true => payload.clone(),
                false => payload.join("anyOf").join(index),
            };
            let (file, there) = document.origins.find(&call.sent.at);
            document.origins.record(&here, file, there);
        }
        let mut place_of_reply = None;
        if let Some(reply) = calls.iter().find_map(|call| call.reply.as_ref()) {
            let component = claim(format!("{component}_reply"));
            let here = schemas.join(&component);
            let (file, there) = document.origins.find(&reply.at);
            document.origins.record(&here, file, there);
            added.push((component, reply.schema.clone()));
            document.replies.push(here.clone());
            place_of_reply = Some(here);
        }
        let place = schemas.join(&component);
        document.calls.push((name.clone(), place, place_of_reply));
        for (sample, value) in calls.iter().flat_map(|call| &call.samples) {
            let json = print_sample(value);
            document.samples.push([name.clone(), sample.clone(), json]);
        }
        let mut sent: Vec<Node> = calls.into_iter().map(|call| call.sent.schema).collect();
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
                ("required", Node::List(vec![WEBHOOK_PAYLOAD.into()])),
                ("properties", make_map([(WEBHOOK_PAYLOAD, sent)])),
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
        ("propertyName", Node::from(WEBHOOK_TAG)),
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

/// An example as compact JSON, with all its digits.
fn print_sample(value: &Node) -> String {
    let quote = |text: &str| serde_json::Value::from(text).to_string();
    match value {
        Node::Null => "null".to_owned(),
        Node::Bool(value) => value.to_string(),
        Node::Number(digits) => digits.to_string(),
        Node::String(text) => quote(text),
        Node::List(items) => {
            let items: Vec<String> = items.iter().map(print_sample).collect();
            format!("[{}]", items.join(","))
        }
        Node::Map(members) => {
            let members = members.iter();
            let members: Vec<String> = members
                .map(|(name, value)| format!("{}:{}", quote(name), print_sample(value)))
                .collect();
            format!("{{{}}}", members.join(","))
        }
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
