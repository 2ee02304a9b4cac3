//! Repairs of parameters, and of headers and encodings, which are like them.

use crate::diagnostics::Code;
use crate::http_methods::is_http_token;
use crate::source::Node;

use super::at::DocumentPlace;
use super::examples;
use super::grammar::{Entries, Version};
use super::keywords::other_version;
use super::walker::Walker;

/// Repairs the parts of a parameter that depend on each other.
pub(super) fn repair_parameter(
    walker: &mut Walker<'_>,
    entries: &mut Entries,
    at: &DocumentPlace<'_>,
) -> bool {
    let Some(location) = find_sendable_location(walker, entries, at) else {
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
    let name = entries.get("name").and_then(Node::as_str);
    // HTTP has no escapes for names of headers and cookies; those in paths and queries are
    // percent-encoded.
    let is_token = matches!(location, "header" | "cookie");
    if is_token && name.is_some_and(|name| !is_http_token(name)) {
        report_unsendable_parameter(walker, location, "parameter", &at.key("name"));
        return false;
    }
    allow_reserved(walker, entries, at, location);
    drop_illegal_style(walker, entries, at, location);
    schema_or_content(walker, entries, at);
    examples::repair_examples(walker, entries, at);
    true
}

fn report_unsendable_parameter(
    walker: &mut Walker<'_>,
    location: &str,
    what: &str,
    at: &DocumentPlace<'_>,
) {
    let message = format!("HTTP allows no {location} of this name; the {what} is left out");
    let help = format!("a {location}'s name has letters, digits and `-`");
    walker.warn(Code::InvalidName, at, message, &help);
}

/// Leaves out `allowReserved` where nothing is percent-encoded (OAS 3.2 §4.12.2.2)
/// or where the version does not know it.
fn allow_reserved(
    walker: &mut Walker<'_>,
    entries: &mut Entries,
    at: &DocumentPlace<'_>,
    location: &str,
) {
    let is_known = match location {
        "query" => true,
        "header" => false,
        _ => walker.version >= Version::V32,
    };
    if !is_known && entries.shift_remove("allowReserved").is_some() {
        let message = format!("`allowReserved` says nothing in {location}; it is left out");
        let help = "it is for parameters in query";
        walker.warn_key(
            Code::ParameterStyle,
            &at.key("allowReserved"),
            message,
            help,
        );
    }
}

/// Where a parameter travels; `None` where no client can send it.
fn find_sendable_location(
    walker: &mut Walker<'_>,
    entries: &mut Entries,
    at: &DocumentPlace<'_>,
) -> Option<&'static str> {
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
            if walker.version < Version::V32 {
                other_version(walker, &place, "`in: querystring`", Version::V32);
            }
            return Some("query");
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
fn drop_illegal_style(
    walker: &mut Walker<'_>,
    entries: &mut Entries,
    at: &DocumentPlace<'_>,
    location: &str,
) {
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
fn schema_or_content(walker: &mut Walker<'_>, entries: &mut Entries, at: &DocumentPlace<'_>) {
    let given = |key: &str| entries.get(key).is_some_and(|node| *node != Node::Null);
    match (given("schema"), given("content")) {
        // `schema` stays: it is what all tools read, and `content` beside it is mostly a leftover.
        (true, true) => {
            entries.shift_remove("content");
            let message = "`content` beside `schema` is left out".to_owned();
            walker.warn(Code::LeftOut, &at.key("content"), message, "");
        }
        (true, false) => {}
        (false, true) => {
            let kinds = match entries.get("content") {
                Some(Node::Map(content)) => content.len(),
                Some(_) | None => 0,
            };
            if kinds == 0 {
                entries.insert("schema".into(), Node::empty_map());
            }
            if kinds != 1 {
                let message = format!(
                    "`content` should have one media type, but has {kinds}; \
                     JSON counts, or else the first, or else any value"
                );
                walker.warn(
                    Code::ParameterContent,
                    &at.key("content"),
                    message,
                    "keep one",
                );
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

/// Repairs a header: a parameter that stands under its name.
pub(super) fn repair_header(
    walker: &mut Walker<'_>,
    entries: &mut Entries,
    at: &DocumentPlace<'_>,
) -> bool {
    if !is_http_token(at.name()) && !at.is_component() {
        report_unsendable_parameter(walker, "header", "header", at);
        return false;
    }
    drop_illegal_style(walker, entries, at, "header");
    schema_or_content(walker, entries, at);
    examples::repair_examples(walker, entries, at);
    true
}

/// The fields that make a property look like a query parameter.
const STYLE: [&str; 3] = ["style", "explode", "allowReserved"];

/// Leaves out what 3.0 only knows for `application/x-www-form-urlencoded`
/// (OAS 3.0.4 §4.7.15.1).
fn multipart_style(walker: &mut Walker<'_>, entries: &mut Entries, at: &DocumentPlace<'_>) {
    let content = at.here().parent().and_then(|encoding| encoding.parent());
    let media_type = content
        .and_then(|content| content.last())
        .unwrap_or_default();
    if walker.version > Version::V30 || !media_type.starts_with("multipart/") {
        return;
    }
    for key in STYLE {
        if entries.shift_remove(key).is_some() {
            let message = format!("OpenAPI 3.0 ignores `{key}` in `{media_type}`; it is left out");
            let help = "declare `openapi: 3.1.0` if it is meant";
            walker.warn_key(Code::ParameterStyle, &at.key(key), message, help);
        }
    }
}

/// Writes out `style` and `explode` where any of the two or `allowReserved`
/// stands, because that switches to the rules of query parameters
/// (OAS 3.1 §4.8.15.1.2), and the model cannot tell absent from `false`.
pub(super) fn write_out_encoding(
    walker: &mut Walker<'_>,
    entries: &mut Entries,
    at: &DocumentPlace<'_>,
) -> bool {
    multipart_style(walker, entries, at);
    drop_illegal_style(walker, entries, at, "query");
    let is_explicit = STYLE.iter().any(|key| entries.contains_key(*key));
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
