//! Headers that the document describes: of responses, and of parts.

use indexmap::IndexMap;
use openapiv3::{Header, ParameterSchemaOrContent, ReferenceOr};

use super::media;
use super::media_schema::find_parameter_schema;
use crate::api::context::ResolveCx;
use crate::api::reference::{self, ReferableKind, component_of};
use crate::api::schemas::resolve_type_use;
use crate::api::types::{ApiDocs, NameHint, SharedSection, TypedHeader};
use crate::api::view::SchemaNode;
use crate::source::Pointer;

const HEADERS: ReferableKind<Header> = ReferableKind {
    name: "headers",
    table: |components| &components.headers,
};

/// About how many bytes a header takes in a response, besides its texts.
const COST: usize = 256;

/// All headers; `Content-Type` is ignored (OAS 3.1 §4.8.15, §4.8.17). `hint` says
/// what the type of a header is called that is no component.
pub(super) fn read_headers(
    cx: &mut ResolveCx<'_>,
    at: &Pointer,
    written: &IndexMap<String, ReferenceOr<Header>>,
    hint: &dyn Fn(String) -> NameHint,
) -> Vec<TypedHeader> {
    let mut headers = Vec::new();
    for (name, item) in written {
        if name.eq_ignore_ascii_case("content-type") {
            continue;
        }
        let found = reference::follow_reference_chain(cx, at.join(name), item, Some(&HEADERS));
        let Some((at, written)) = found else {
            continue;
        };
        let hint = match component_of(&at, "headers") {
            Some(key) => NameHint::Shared(SharedSection::Header, key),
            None => hint(name.clone()),
        };
        let schema = find_parameter_schema(cx, &at, &written.format);
        let header = TypedHeader {
            name: name.clone(),
            ty: resolve_type_use(cx, &schema, hint),
            required: written.required,
            json: travels_as_json(&written.format),
            explode: cx.source.beyond().exploded_headers.contains(&at),
            docs: read_header_docs(&written, &schema),
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
fn travels_as_json(format: &ParameterSchemaOrContent) -> bool {
    match format {
        ParameterSchemaOrContent::Schema(_) => false,
        ParameterSchemaOrContent::Content(content) => {
            let mut names = content.keys();
            names.any(|name| media::classify_media_type(name) == media::MediaKind::Json)
        }
    }
}

fn read_header_docs(written: &Header, schema: &SchemaNode) -> ApiDocs {
    let said = &schema.view.notes.docs;
    let example = written.example.as_ref().map(serde_json::Value::to_string);
    ApiDocs {
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
