//! Annotations of a schema.

use openapiv3::SchemaData;
use serde_json::Value;

use crate::api::types::ApiDocs;
use crate::api::view::Notes;

/// Reads the annotations; `examples` stand beside the model.
pub(crate) fn read_schema_notes(data: &SchemaData, examples: &[Value]) -> Notes {
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
        name: match data.extensions.get("x-bindery-name") {
            Some(Value::String(name)) => Some(name.clone()),
            _ => None,
        },
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
