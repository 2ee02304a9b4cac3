//! Repairs of objects that need more than one field.

use crate::diagnostics::Code;
use crate::source::Node;

use super::at::At;
use super::grammar::{Entries, Version};
use super::walker::Walker;

/// Looks at the dialect of the schemas.
pub(super) fn openapi(walker: &mut Walker<'_>, entries: &mut Entries, at: &At<'_>) -> bool {
    let dialect = entries.get("jsonSchemaDialect").and_then(Node::as_str);
    let known = |dialect: &str| {
        ["spec.openapis.org/oas/3.", "json-schema.org/draft/2020-12"]
            .iter()
            .any(|known| dialect.contains(known))
    };
    if let Some(dialect) = dialect.filter(|dialect| !known(dialect)) {
        let message =
            format!("`{dialect}` is no known dialect; schemas are read as JSON Schema 2020-12");
        walker.warn(
            Code::UnknownDialect,
            &at.key("jsonSchemaDialect"),
            message,
            "",
        );
    }
    true
}

/// Makes every path start with a slash.
pub(super) fn paths(walker: &mut Walker<'_>, entries: &mut Entries, at: &At<'_>) -> bool {
    let is_path = |key: &str| key.starts_with('/') || key.starts_with("x-");
    if entries.keys().all(|key| is_path(key)) {
        return true;
    }
    let mut paths = Entries::with_capacity(entries.len());
    for (key, value) in std::mem::take(entries) {
        if is_path(&key) {
            paths.insert(key, value);
            continue;
        }
        let place = at.key(&key);
        let path: Box<str> = format!("/{key}").into();
        let message =
            format!("the path `{key}` does not start with a slash; it is read as `{path}`");
        walker.warn_key(Code::PathWithoutSlash, &place, message, "");
        walker.bundle.rename(&place, &at.key(&path));
        paths.entry(path).or_insert(value);
    }
    *entries = paths;
    true
}

/// Leaves out what is no status.
pub(super) fn responses(walker: &mut Walker<'_>, entries: &mut Entries, at: &At<'_>) -> bool {
    entries.retain(|key, _| {
        let keep = key.starts_with("x-") || is_status(key);
        if !keep {
            let message = format!("`{key}` is no status; the response is left out");
            let help = "a status is a code such as `404`, a range such as `4XX`, or `default`";
            walker.warn_key(Code::StatusKey, &at.key(key), message, help);
        }
        keep
    });
    true
}

/// A code, a range or `default` (OAS 3.1 §4.8.16.2).
fn is_status(key: &str) -> bool {
    let is_range = |rest: &str| rest.eq_ignore_ascii_case("xx");
    let is_code = |rest: &str| rest.len() == 2 && rest.bytes().all(|b| b.is_ascii_digit());
    key == "default"
        || key
            .strip_prefix(['1', '2', '3', '4', '5', '6', '7', '8', '9'])
            .is_some_and(|rest| is_range(rest) || is_code(rest))
}

/// Repairs the parts of a parameter that depend on each other.
pub(super) fn parameter(walker: &mut Walker<'_>, entries: &mut Entries, at: &At<'_>) -> bool {
    let Some(location) = location(walker, entries, at) else {
        return false;
    };
    if location == "path" && entries.get("required") != Some(&Node::Bool(true)) {
        entries.insert("required".into(), Node::Bool(true));
        let message = "a path parameter is not marked as required, which it always is".to_owned();
        walker.warn(
            Code::OptionalPathParameter,
            at,
            message,
            "add `required: true`",
        );
    }
    style(walker, entries, at, location);
    schema_or_content(walker, entries, at);
    list_of_examples(walker, entries, at);
    true
}

/// Where a parameter travels; `None` where no client can send it.
fn location(walker: &mut Walker<'_>, entries: &mut Entries, at: &At<'_>) -> Option<&'static str> {
    let Some(written) = entries.get("in").and_then(Node::as_str) else {
        let message = "the Parameter Object has no `in`; it is left out".to_owned();
        walker.warn(
            Code::UselessObject,
            at,
            message,
            "say where it travels: path, query, header or cookie",
        );
        return None;
    };
    let known = ["path", "query", "header", "cookie"]
        .into_iter()
        .find(|known| known.eq_ignore_ascii_case(written));
    let place = at.key("in");
    match known {
        Some(known) if known == written => {}
        Some(known) => {
            let message = format!("`in: {written}` is read as `in: {known}`");
            walker.warn(Code::WrongType, &place, message, "");
            entries.insert("in".into(), Node::from(known));
        }
        None if written == "querystring" => {
            let message = "`in: querystring` is not supported yet; the parameter is left out";
            walker.warn(Code::UnsupportedFeature, &place, message.to_owned(), "");
        }
        None => {
            let message = format!("`in: {written}` is no place of a parameter; it is left out");
            let help = "a parameter is in path, query, header or cookie; \
                        what Swagger 2.0 had in body or formData is a `requestBody`";
            walker.warn(Code::UselessObject, &place, message, help);
        }
    }
    known
}

/// Leaves out a style that the place of the parameter does not allow
/// (OAS 3.1 §4.8.12.3).
fn style(walker: &mut Walker<'_>, entries: &mut Entries, at: &At<'_>, location: &str) {
    let Some(style) = entries.get("style").and_then(Node::as_str) else {
        return;
    };
    let allowed: &[&str] = match location {
        "path" => &["matrix", "label", "simple"],
        "query" => &["form", "spaceDelimited", "pipeDelimited", "deepObject"],
        "header" => &["simple"],
        _ => &["form"],
    };
    if allowed.contains(&style) {
        return;
    }
    if (location, style, walker.version) == ("cookie", "cookie", Version::V32) {
        let message = "`style: cookie` is not supported yet; `form` is taken".to_owned();
        walker.warn(Code::UnsupportedFeature, &at.key("style"), message, "");
        entries.shift_remove("style");
        return;
    }
    let default = if matches!(location, "path" | "header") {
        "simple"
    } else {
        "form"
    };
    let message = format!("`style: {style}` is not allowed in {location}; `{default}` is taken");
    let help = format!("allowed is {}", allowed.join(", "));
    walker.warn(Code::ParameterStyle, &at.key("style"), message, &help);
    entries.shift_remove("style");
}

/// Makes sure of exactly one of `schema` and `content`.
fn schema_or_content(walker: &mut Walker<'_>, entries: &mut Entries, at: &At<'_>) {
    let given = |key: &str| entries.get(key).is_some_and(|node| *node != Node::Null);
    match (given("schema"), given("content")) {
        (true, true) => {
            entries.shift_remove("content");
            let message = "`content` beside `schema` is left out".to_owned();
            walker.warn(Code::LeftOut, &at.key("content"), message, "");
        }
        (true, false) => {}
        (false, true) => {
            if !matches!(entries.get("content"), Some(Node::Map(_))) {
                entries.insert("schema".into(), Node::empty_map());
            }
        }
        (false, false) => {
            let schema = own_keywords(entries);
            let what = if schema.is_empty() {
                "there is neither `schema` nor `content`; any value counts here"
            } else {
                "the keywords of a schema stand beside it, as in Swagger 2.0; they are honoured"
            };
            walker.warn(Code::MissingMember, at, what.to_owned(), "add a `schema`");
            entries.insert("schema".into(), Node::Map(schema));
        }
    }
}

/// Takes the keywords of a schema out of a parameter of Swagger 2.0's form.
fn own_keywords(entries: &mut Entries) -> Entries {
    [
        "type",
        "format",
        "enum",
        "items",
        "default",
        "minimum",
        "maximum",
        "pattern",
        "minLength",
        "maxLength",
    ]
    .into_iter()
    .filter_map(|key| Some((key.into(), entries.shift_remove(key)?)))
    .collect()
}

/// Repairs a header: a parameter without name and place.
pub(super) fn header(walker: &mut Walker<'_>, entries: &mut Entries, at: &At<'_>) -> bool {
    style(walker, entries, at, "header");
    schema_or_content(walker, entries, at);
    list_of_examples(walker, entries, at);
    true
}

/// Repairs a media type.
pub(super) fn media_type(walker: &mut Walker<'_>, entries: &mut Entries, at: &At<'_>) -> bool {
    list_of_examples(walker, entries, at);
    true
}

/// Turns a list of bare examples, as schemas have it, into a map of Example
/// Objects whose names are the indices.
fn list_of_examples(walker: &mut Walker<'_>, entries: &mut Entries, at: &At<'_>) {
    let place = at.key("examples");
    match entries.get_mut("examples") {
        Some(Node::List(items)) => {
            let named = std::mem::take(items)
                .into_iter()
                .enumerate()
                .map(|(index, value)| (index.to_string().into(), example(value)))
                .collect();
            entries.insert("examples".into(), Node::Map(named));
            let message = "`examples` should be a map of Example Objects, but is a list of values";
            walker.warn(Code::WrongType, &place, message.to_owned(), "");
        }
        Some(Node::Map(examples)) => {
            for (name, node) in examples {
                if !is_example(node) {
                    let value = std::mem::replace(node, Node::Null);
                    *node = example(value);
                    let message =
                        "a bare value should be an Example Object; it is read as its `value`";
                    walker.warn(Code::WrongType, &place.key(name), message.to_owned(), "");
                }
            }
        }
        Some(Node::Null | Node::Bool(_) | Node::Number(_) | Node::String(_)) | None => {}
    }
}

fn example(value: Node) -> Node {
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

/// Writes out `style` and `explode` where any of the two or `allowReserved`
/// stands, because that switches to the rules of query parameters
/// (OAS 3.1 §4.8.15.1.2), and the model cannot tell absent from `false`.
pub(super) fn encoding(walker: &mut Walker<'_>, entries: &mut Entries, at: &At<'_>) -> bool {
    style(walker, entries, at, "query");
    let is_explicit = ["style", "explode", "allowReserved"]
        .iter()
        .any(|key| entries.contains_key(*key));
    if is_explicit {
        let style = entries
            .entry("style".into())
            .or_insert_with(|| Node::from("form"));
        let explode = style.as_str() == Some("form");
        entries
            .entry("explode".into())
            .or_insert(Node::Bool(explode));
    }
    true
}

/// Leaves out extensions of a callback, for which the model has no place.
pub(super) fn callback(_: &mut Walker<'_>, entries: &mut Entries, _: &At<'_>) -> bool {
    entries.retain(|key, _| !key.starts_with("x-"));
    true
}

/// A link leads to an operation.
pub(super) fn link(walker: &mut Walker<'_>, entries: &mut Entries, at: &At<'_>) -> bool {
    let leads = ["operationRef", "operationId"]
        .iter()
        .any(|key| matches!(entries.get(*key), Some(Node::String(_))));
    if !leads {
        let message = "the Link Object names no operation; it is left out".to_owned();
        walker.warn(Code::UselessObject, at, message, "");
    }
    leads
}

/// Takes the first allowed value where a variable has no default.
pub(super) fn server_variable(_: &mut Walker<'_>, entries: &mut Entries, _: &At<'_>) -> bool {
    if !entries.contains_key("default")
        && let Some(Node::List(allowed)) = entries.get("enum")
        && let Some(first) = allowed.first().cloned()
    {
        entries.insert("default".into(), first);
    }
    true
}

/// Repairs a security scheme by its type.
pub(super) fn security_scheme(walker: &mut Walker<'_>, entries: &mut Entries, at: &At<'_>) -> bool {
    let kind = match entries.get("type") {
        Some(Node::String(kind)) => &**kind,
        Some(_) => "none",
        // The walker says that it is missing.
        None => return true,
    };
    let lacks = |key: &str| !matches!(entries.get(key), Some(Node::String(_)));
    match kind {
        "apiKey" => {
            let place = entries.get("in").and_then(Node::as_str).unwrap_or_default();
            let complete = !lacks("name") && ["query", "header", "cookie"].contains(&place);
            if !complete {
                useless_scheme(
                    walker,
                    "an `apiKey` needs `name`, and `in` with query, header or cookie",
                    at,
                );
            }
            complete
        }
        "http" if lacks("scheme") => {
            useless_scheme(walker, "an `http` scheme needs `scheme`", at);
            false
        }
        "http" => true,
        "basic" => {
            let message = "`type: basic` is read as `type: http, scheme: basic`".to_owned();
            walker.warn(Code::WrongType, &at.key("type"), message, "");
            entries.insert("type".into(), Node::from("http"));
            entries.insert("scheme".into(), Node::from("basic"));
            true
        }
        "oauth2" => {
            if !matches!(entries.get("flows"), Some(Node::Map(_))) {
                entries.insert("flows".into(), Node::empty_map());
            }
            true
        }
        "openIdConnect" => {
            if lacks("openIdConnectUrl") {
                entries.insert("openIdConnectUrl".into(), Node::from(""));
            }
            true
        }
        "mutualTLS" => {
            mutual_tls(walker, entries, at);
            true
        }
        _ => {
            useless_scheme(walker, "its `type` is unknown", at);
            false
        }
    }
}

/// The model has no mutual TLS; it travels as an `http` scheme of that name.
fn mutual_tls(walker: &mut Walker<'_>, entries: &mut Entries, at: &At<'_>) {
    if walker.version == Version::V30 {
        super::keywords::other_version(walker, &at.key("type"), "`mutualTLS`", Version::V31);
    }
    entries.insert("type".into(), Node::from("http"));
    entries.insert("scheme".into(), Node::from("mutualTLS"));
}

fn useless_scheme(walker: &mut Walker<'_>, why: &str, at: &At<'_>) {
    let message = format!("the Security Scheme Object is left out: {why}");
    walker.warn(Code::UselessObject, at, message, "");
}
