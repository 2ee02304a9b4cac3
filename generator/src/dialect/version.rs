//! Which version of OpenAPI a document is written in, if in any.

use crate::diagnostics::{Code, Diagnostic};
use crate::source::{Node, Pointer};

use super::grammar::Version;

/// Reads the document's version. Patch numbers never matter (OAS 3.1 §4.1).
pub(super) fn read_document_version(root: &Node) -> Result<Version, Box<Diagnostic>> {
    let Some(written) = root.get("openapi") else {
        return Err(Box::new(no_openapi(root)));
    };
    let text = match written {
        Node::String(text) | Node::Number(text) => &**text,
        Node::Null | Node::Bool(_) | Node::List(_) | Node::Map(_) => "",
    };
    let mut parts = text.trim().split('.');
    match (parts.next(), parts.next()) {
        // `openapi: 3` and an unquoted `3.0`, which YAML reads as a number.
        (Some("3"), Some("0") | None) => Ok(Version::V30),
        (Some("3"), Some("1")) => Ok(Version::V31),
        (Some("3"), Some("2")) => Ok(Version::V32),
        (Some("1" | "2"), _) => Err(Box::new(make_swagger_finding(text, "openapi"))),
        _ => Err(Box::new(make_unsupported_finding(text))),
    }
}

fn make_unsupported_finding(version: &str) -> Diagnostic {
    let place = Pointer::root().join("openapi");
    Diagnostic::at(
        Code::UnsupportedVersion,
        &place,
        format!("`{version}` is no version of OpenAPI that is supported"),
    )
    .help("write the version of the specification, such as `openapi: 3.1.0`; supported are 3.0, 3.1 and 3.2")
}

/// A version that is not read, or is read under another key.
fn make_swagger_finding(version: &str, key: &str) -> Diagnostic {
    let place = Pointer::root().join(key);
    if version.starts_with('2') {
        let message = format!("there is no OpenAPI {version}: before version 3 it was Swagger");
        return Diagnostic::at(Code::Swagger, &place, message)
            .help("write `swagger: '2.0'` in its place, if the document is one of Swagger 2.0");
    }
    let message = format!("the document is Swagger {version}, which is not read");
    Diagnostic::at(Code::Swagger, &place, message)
        .help("convert it once, such as with the converter at https://converter.swagger.io")
}

/// Swagger was renamed with version 3.
fn make_misnamed_finding(version: &str, key: &str) -> Diagnostic {
    let place = Pointer::root().join(key);
    let message = format!("there is no Swagger {version}: since version 3 it is called OpenAPI");
    Diagnostic::at(Code::NotOpenApi, &place, message).help(format!(
        "write `openapi: {version}.0` in place of `{key}: {version}`"
    ))
}

fn no_openapi(root: &Node) -> Diagnostic {
    for key in ["swagger", "swaggerVersion"] {
        if let Some(Node::String(version) | Node::Number(version)) = root.get(key) {
            return if version.starts_with('3') {
                make_misnamed_finding(version, key)
            } else {
                make_swagger_finding(version, key)
            };
        }
    }
    let start = Pointer::root();
    let finding = |what: &str| {
        Diagnostic::at(
            Code::NotOpenApi,
            &start,
            format!("this is not an OpenAPI document: {what}"),
        )
    };
    let finding = match root {
        Node::Map(map) if map.is_empty() => finding("it is empty"),
        Node::Null => finding("it is empty"),
        Node::Map(_) => {
            let finding = finding("it has no `openapi` key");
            match name_value_kind(root) {
                Some(kind) => finding.note(format!("it looks like {kind}")),
                None => finding,
            }
        }
        Node::Bool(_) | Node::Number(_) | Node::String(_) | Node::List(_) => {
            finding(&format!("it is {}", root.kind()))
        }
    };
    finding.help(if root.get("paths").is_some() {
        "if it is one, say so: `openapi: 3.1.0`"
    } else {
        "give the document that starts with `openapi: 3.0.…` or `openapi: 3.1.…`"
    })
}

/// What else a document may be.
fn name_value_kind(root: &Node) -> Option<&'static str> {
    let marks = [
        ("asyncapi", "an AsyncAPI document"),
        ("openrpc", "an OpenRPC document"),
        ("arazzo", "an Arazzo description"),
        ("overlay", "an overlay, which belongs to a document"),
        ("$schema", "a JSON Schema"),
        ("apiVersion", "a Kubernetes object"),
        ("item", "a Postman collection"),
        ("apis", "a configuration of Redocly"),
        ("raml", "a RAML document"),
        ("resources", "a Google discovery document"),
    ];
    marks
        .into_iter()
        .find(|(key, _)| root.get(key).is_some())
        .map(|(_, kind)| kind)
}
