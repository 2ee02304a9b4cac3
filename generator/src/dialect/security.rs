//! Repairs of security schemes.

use crate::diagnostics::Code;
use crate::source::Node;

use super::at::DocumentPlace;
use super::grammar::{Entries, Version};
use super::walker::Walker;

/// Repairs a security scheme by its type.
pub(super) fn security_scheme(
    walker: &mut Walker<'_>,
    entries: &mut Entries,
    at: &DocumentPlace<'_>,
) -> bool {
    let kind = match entries.get("type") {
        Some(Node::String(kind)) => &**kind,
        Some(_) => "none",
        // The walker says that it is missing.
        None => return true,
    };
    let kind = kind.to_owned();
    // First, so that the checks of each type see the fields that belong to it.
    foreign_fields(walker, &kind, entries, at);
    let lacks = |key: &str| !matches!(entries.get(key), Some(Node::String(_)));
    match kind.as_str() {
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
            let flows = entries.get("flows").and_then(Node::as_map);
            if flows.is_none_or(Entries::is_empty) {
                let message = "the `oauth2` scheme has no flow; tokens come from elsewhere";
                walker.warn(
                    Code::MissingMember,
                    at,
                    message.to_owned(),
                    "add one to `flows`",
                );
            }
            if flows.is_none() {
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

/// Leaves out the fields of other types.
fn foreign_fields(
    walker: &mut Walker<'_>,
    kind: &str,
    entries: &mut Entries,
    at: &DocumentPlace<'_>,
) {
    let own: &[&str] = match kind {
        "apiKey" => &["name", "in"],
        "http" => &["scheme", "bearerFormat"],
        "oauth2" => &["flows", "oauth2MetadataUrl"],
        "openIdConnect" => &["openIdConnectUrl"],
        _ => return,
    };
    for key in FIELDS.iter().filter(|key| !own.contains(key)) {
        if entries.shift_remove(*key).is_some() {
            let message =
                format!("`{key}` is no field of a scheme of type `{kind}`; it is left out");
            walker.warn_key(
                Code::UnknownKey,
                &at.key(key),
                message,
                "remove it, or correct the `type`",
            );
        }
    }
}

/// The fields that only schemes of some type have (OAS 3.2 §4.27.1).
const FIELDS: [&str; 7] = [
    "name",
    "in",
    "scheme",
    "bearerFormat",
    "flows",
    "openIdConnectUrl",
    "oauth2MetadataUrl",
];

/// The model has no mutual TLS; it travels as an `http` scheme of that name.
fn mutual_tls(walker: &mut Walker<'_>, entries: &mut Entries, at: &DocumentPlace<'_>) {
    if walker.version == Version::V30 {
        super::keywords::other_version(walker, &at.key("type"), "`mutualTLS`", Version::V31);
    }
    entries.insert("type".into(), Node::from("http"));
    entries.insert("scheme".into(), Node::from("mutualTLS"));
}

fn useless_scheme(walker: &mut Walker<'_>, why: &str, at: &DocumentPlace<'_>) {
    let message = format!("the Security Scheme Object is left out: {why}");
    walker.warn(Code::UselessObject, at, message, "");
}
