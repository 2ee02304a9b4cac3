//! Repairs of objects that need more than one field.

use std::collections::hash_map::Entry;

use crate::diagnostics::{Code, Diagnostic};
use crate::http_methods::METHODS;
use crate::http_methods::is_http_token;
use crate::maps::{self, HashMap, HashSet};
use crate::place::percent::percent_decode;
use crate::source::Node;

use super::at::DocumentPlace;
use super::grammar::{Entries, is_extension};
use super::walker::Walker;

/// Looks at the dialect of the schemas, and whether there is anything.
pub(super) fn check_openapi_object(
    walker: &mut Walker<'_>,
    entries: &mut Entries,
    at: &DocumentPlace<'_>,
) -> bool {
    if let Some(dialect) = entries.get("jsonSchemaDialect") {
        known_dialect(walker, dialect, &at.key("jsonSchemaDialect"));
    }
    if is_empty(entries) {
        let message = "there is no path, webhook or component; the client will be empty";
        walker.warn(
            Code::EmptyDocument,
            at,
            message.to_owned(),
            "is it complete?",
        );
    }
    true
}

/// Names a dialect of JSON Schema that is not known (OAS 3.1 §4.8.24.5).
pub(super) fn known_dialect(walker: &mut Walker<'_>, dialect: &Node, at: &DocumentPlace<'_>) {
    let Some(dialect) = dialect.as_str() else {
        return;
    };
    let known = ["spec.openapis.org/oas/3.", "json-schema.org/draft/2020-12"];
    if !known.iter().any(|known| dialect.contains(known)) {
        let message =
            format!("`{dialect}` is no known dialect; schemas are read as JSON Schema 2020-12");
        let help = "known are JSON Schema 2020-12 and the dialects of OpenAPI 3";
        walker.warn(Code::UnknownDialect, at, message, help);
    }
}

/// Whether a document describes nothing at all.
fn is_empty(entries: &Entries) -> bool {
    let has = |node: Option<&Node>| {
        node.and_then(Node::as_map)
            .is_some_and(|map| !map.is_empty())
    };
    let components = entries.get("components").and_then(Node::as_map);
    let mut sections = components.into_iter().flat_map(Entries::values);
    !has(entries.get("paths"))
        && !has(entries.get("webhooks"))
        && !sections.any(|section| has(Some(section)))
}

/// Names paths that no request can tell apart (OAS 3.1 §4.8.8.1).
fn equal_paths(walker: &mut Walker<'_>, entries: &Entries, at: &DocumentPlace<'_>) {
    let mut met: HashMap<String, &str> = HashMap::default();
    for path in entries.keys().filter(|path| !is_extension(path)) {
        let place = at.key(path);
        match met.entry(strip_path_template(path)) {
            Entry::Vacant(entry) => {
                entry.insert(path);
            }
            Entry::Occupied(first) => {
                let message = format!("`{path}` and `{}` are the same path", first.get());
                let finding = Diagnostic::new(Code::EqualPaths, place.place(), message)
                    .on_key()
                    .label(at.key(first.get()).place(), "first here")
                    .help("put their operations under one path");
                walker.report(finding);
            }
        }
    }
}

/// A path without the names of its variables, and without needless escapes.
fn strip_path_template(path: &str) -> String {
    let mut parts = path.split('{');
    let first = parts.next().unwrap_or_default().to_owned();
    let plain = parts.fold(first, |done, part| {
        let rest = part.split_once('}').map_or(part, |(_, rest)| rest);
        format!("{done}{{{rest}")
    });
    if plain.contains('%') {
        percent_decode(&plain)
    } else {
        plain
    }
}

/// Makes every path start with a slash.
pub(super) fn repair_paths(
    walker: &mut Walker<'_>,
    entries: &mut Entries,
    at: &DocumentPlace<'_>,
) -> bool {
    equal_paths(walker, entries, at);
    // Nothing is copied where all is well, which is nearly always.
    let is_path = |key: &str| key.starts_with('/') || is_extension(key);
    if entries.keys().all(|key| is_path(key)) {
        return true;
    }
    let mut paths = maps::make_map_with_capacity(entries.len());
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

/// Leaves out additional operations whose name is no method, or one that has a key of its own
/// (OAS 3.2 §4.9.1). Names of methods are tokens (RFC 9110 §9.1).
pub(super) fn repair_additional_operations(
    walker: &mut Walker<'_>,
    entries: &mut Entries,
    at: &DocumentPlace<'_>,
) -> bool {
    let Some(Node::Map(operations)) = entries.get_mut("additionalOperations") else {
        return true;
    };
    let place = at.key("additionalOperations");
    operations.retain(|method, _| {
        let lower = method.to_ascii_lowercase();
        let has_key = lower == "query" || METHODS.contains(&lower.as_str());
        let message = if has_key {
            format!("`{method}` has a key of its own: write it as `{lower}`; it is left out")
        } else if !is_http_token(method) {
            format!("`{method}` is no method that can be sent; it is left out")
        } else {
            return true;
        };
        walker.warn_key(Code::InvalidName, &place.key(method), message, "");
        false
    });
    true
}

/// Leaves out what is no status.
pub(super) fn repair_responses(
    walker: &mut Walker<'_>,
    entries: &mut Entries,
    at: &DocumentPlace<'_>,
) -> bool {
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

/// Leaves out extensions of a callback, for which the model has no place.
pub(super) fn repair_callback(
    _: &mut Walker<'_>,
    entries: &mut Entries,
    _: &DocumentPlace<'_>,
) -> bool {
    entries.retain(|key, _| !key.starts_with("x-"));
    true
}

/// A link leads to an operation.
pub(super) fn check_link(
    walker: &mut Walker<'_>,
    entries: &mut Entries,
    at: &DocumentPlace<'_>,
) -> bool {
    let leads = ["operationRef", "operationId"]
        .iter()
        .any(|key| matches!(entries.get(*key), Some(Node::String(_))));
    if !leads {
        let message = "the Link Object names no operation; it is left out".to_owned();
        walker.warn(Code::UselessObject, at, message, "");
    }
    leads
}

/// Takes the first allowed value where a variable has no default, and names what
/// OAS 3.1 §4.8.6.1 forbids.
pub(super) fn server_variable(
    walker: &mut Walker<'_>,
    entries: &mut Entries,
    at: &DocumentPlace<'_>,
) -> bool {
    let Some(Node::List(allowed)) = entries.get("enum") else {
        return true;
    };
    let place = at.key("enum");
    let mut met: HashSet<&str> = HashSet::default();
    let texts = allowed.iter().filter_map(Node::as_str);
    if !texts.into_iter().all(|text| met.insert(text)) {
        let message = "`enum` lists a value twice".to_owned();
        walker.warn(Code::ServerVariable, &place, message, "list it once");
    }
    match (allowed.first().cloned(), entries.get("default")) {
        (None, _) => {
            entries.shift_remove("enum");
            let message = "`enum` allows no value at all; it is left out".to_owned();
            walker.warn(
                Code::ServerVariable,
                &place,
                message,
                "list the allowed values",
            );
        }
        (Some(first), None) => {
            entries.insert("default".into(), first);
        }
        (Some(_), Some(default)) if !allowed.contains(default) => {
            let message = "`default` is not one of the values that `enum` allows; it is kept";
            let help = "add it to `enum`, or take one of those as the default";
            walker.warn(
                Code::ServerVariable,
                &at.key("default"),
                message.to_owned(),
                help,
            );
        }
        (Some(_), Some(_)) => {}
    }
    true
}
