//! Annotations of a schema.

use indexmap::IndexMap;
use openapiv3::SchemaData;
use serde_json::Value;

use crate::api::given_names;
use crate::api::pages::read_page_role;
use crate::api::types::{ApiDocs, GivenName};
use crate::api::view::Notes;
use crate::name_keys::{NamedPart, OWN_KEY};

/// Reads the annotations; `examples` stand beside the model.
pub(crate) fn read_schema_notes(data: &SchemaData, examples: &[Value]) -> Notes {
    let schema = given_names::read_given_name(&data.extensions, NamedPart::Schema);
    Notes {
        docs: ApiDocs {
            title: keep_nonblank_text(data.title.as_ref()),
            description: keep_nonblank_text(data.description.as_ref()),
            deprecated: data.deprecated,
            examples: drop_repeated_examples(data.example.iter().chain(examples)),
            default: data.default.as_ref().map(Value::to_string),
            link: data.external_docs.as_ref().map(|docs| docs.url.clone()),
        },
        read_only: data.read_only,
        write_only: data.write_only,
        name: GivenName::chosen(schema.as_ref()).map(str::to_owned),
        suggested: suggest_schema_name(schema.as_ref(), &data.extensions),
        property: given_names::read_given_name(&data.extensions, NamedPart::Property),
        page_role: read_page_role(&data.extensions),
        rust_type: data.extensions.get("x-rust-type").cloned(),
    }
}

/// Each example once: `example` is often the first of `examples`.
fn drop_repeated_examples<'v>(written: impl Iterator<Item = &'v Value>) -> Vec<String> {
    let distinct: indexmap::IndexSet<String> = written.map(Value::to_string).collect();
    distinct.into_iter().collect()
}

/// A text that says something.
fn keep_nonblank_text(written: Option<&String>) -> Option<String> {
    written.filter(|text| !text.trim().is_empty()).cloned()
}

/// What another generator would call the type; also beside a name that an overlay has chosen,
/// which may be one for the field.
fn suggest_schema_name(
    given: Option<&GivenName>,
    extensions: &IndexMap<String, Value>,
) -> Option<String> {
    let suggested = GivenName::suggested(given);
    let named = extensions.contains_key(OWN_KEY);
    suggested.filter(|_| !named).map(str::to_owned)
}
