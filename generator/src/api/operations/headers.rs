//! Headers that the document describes: of answers, and of parts.

use indexmap::IndexMap;
use openapiv3::{Header, ParameterSchemaOrContent, ReferenceOr};

use super::media;
use super::response::schema;
use crate::api::context::Cx;
use crate::api::reference::{self, Section, component_of};
use crate::api::schemas::type_of;
use crate::api::types::{Docs, NameHint, Shared, TypedHeader};
use crate::api::view::Node;
use crate::source::Pointer;

const HEADERS: Section<Header> = Section {
    name: "headers",
    table: |components| &components.headers,
};

/// About how many bytes a header takes in an answer, besides its texts.
const COST: usize = 256;

/// All headers; `Content-Type` is ignored (OAS 3.1 §4.8.15, §4.8.17). `hint` says
/// what the type of a header is called that is no component.
pub(super) fn described(
    cx: &mut Cx<'_>,
    at: &Pointer,
    written: &IndexMap<String, ReferenceOr<Header>>,
    hint: &dyn Fn(String) -> NameHint,
) -> Vec<TypedHeader> {
    let mut headers = Vec::new();
    for (name, item) in written {
        if name.eq_ignore_ascii_case("content-type") {
            continue;
        }
        let found = reference::follow(cx, at.join(name), item, Some(&HEADERS));
        let Some((at, written)) = found else {
            continue;
        };
        let hint = match component_of(&at, "headers") {
            Some(key) => NameHint::Shared(Shared::Header, key),
            None => hint(name.clone()),
        };
        let schema = schema(cx, &at, &written.format);
        let header = TypedHeader {
            name: name.clone(),
            ty: type_of(cx, &schema, hint),
            required: written.required,
            json: is_json(&written.format),
            explode: cx.source.beyond().exploded_headers.contains(&at),
            docs: docs(&written, &schema),
            origin: at,
        };
        if !cx.spend(&header.origin, COST + header.docs.cost()) {
            break;
        }
        headers.push(header);
    }
    headers
}

/// Whether a header travels as JSON.
fn is_json(format: &ParameterSchemaOrContent) -> bool {
    match format {
        ParameterSchemaOrContent::Schema(_) => false,
        ParameterSchemaOrContent::Content(content) => {
            let mut names = content.keys();
            names.any(|name| media::kind(name) == media::Kind::Json)
        }
    }
}

fn docs(written: &Header, schema: &Node) -> Docs {
    let said = &schema.view.notes.docs;
    let example = written.example.as_ref().map(serde_json::Value::to_string);
    Docs {
        title: None,
        description: written
            .description
            .clone()
            .or_else(|| said.description.clone()),
        deprecated: written.deprecated.unwrap_or_default(),
        examples: example.map_or_else(|| said.examples.clone(), |example| vec![example]),
        default: said.default.clone(),
        link: None,
    }
}
