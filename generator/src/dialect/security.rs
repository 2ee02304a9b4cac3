//! Repairs of security schemes.

use crate::diagnostics::Code;
use crate::source::Node;

use super::at::At;
use super::grammar::{Entries, Version};
use super::walker::Walker;

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
