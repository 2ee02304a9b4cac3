//! Where Prism is wrong, by name. Each is described in `corpus/PRISM.md`.

use std::collections::BTreeSet;

use serde_json::Value;

use super::call_report::{CallReport, Violation};

/// The limit that makes Prism complain, if it is a known one. `read_only` are the
/// names of required properties that only answers have.
pub(super) fn find_prism_limit(
    violation: &Violation,
    told: &CallReport,
    read_only: &BTreeSet<String>,
) -> Option<&'static str> {
    let place = violation.location.first().and_then(Value::as_str)?;
    let property = violation.location.get(1).and_then(Value::as_str);
    let (code, message) = (violation.code.as_str(), violation.message.as_str());
    // the name that a message ends with
    let name = message.rsplit('\'').nth(1).unwrap_or_default();
    let is_form = place == "body" && told.request.contains("content-type: multipart/form-data")
        || told
            .request
            .contains("content-type: application/x-www-form-urlencoded");
    match (place, code) {
        (_, "maximum" | "minimum") if message.ends_with("9007199254740991") => {
            Some("int64-as-double")
        }
        ("query", "required") if is_empty(find_sent_query(told), name) => Some("empty-query-value"),
        (_, "required") if name == "content-type" => Some("content-type-parameter"),
        ("body", "required") if read_only.contains(name) => Some("read-only-in-map"),
        ("query" | "path" | "header" | "cookie", "oneOf") => Some("one-of-texts"),
        ("body", "type") if told.request.contains("content-type: application/xml") => {
            Some("xml-as-text")
        }
        ("body", _)
            if is_form && property.is_some_and(|name| is_empty(find_sent_form(told), name)) =>
        {
            Some("empty-form-value")
        }
        ("body", "type" | "oneOf" | "anyOf") if is_form && property.is_some() => {
            Some("form-without-encoding")
        }
        _ => None,
    }
}

fn find_sent_query(told: &CallReport) -> &str {
    let line = told.request.lines().next().unwrap_or_default();
    line.split_once('?').map_or("", |(_, query)| query)
}

fn find_sent_form(told: &CallReport) -> &str {
    told.request.lines().last().unwrap_or_default()
}

/// Whether a name has no value among pairs.
fn is_empty(pairs: &str, name: &str) -> bool {
    pairs.split('&').any(|pair| {
        pair.strip_suffix('=')
            .is_some_and(|found| found.eq_ignore_ascii_case(name))
    })
}

/// The names of all properties of a document that are required and `readOnly`.
pub(super) fn read_only(node: &Value, found: &mut BTreeSet<String>) {
    match node {
        Value::Array(items) => items.iter().for_each(|item| read_only(item, found)),
        Value::Object(members) => {
            let required = members.get("required").and_then(Value::as_array);
            let required = required.into_iter().flatten().filter_map(Value::as_str);
            let properties = members.get("properties");
            let only = required.filter(|name| {
                let property = properties.and_then(|all| all.get(name)?.get("readOnly"));
                property == Some(&Value::Bool(true))
            });
            found.extend(only.map(str::to_owned));
            members.values().for_each(|member| read_only(member, found));
        }
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => {}
    }
}
