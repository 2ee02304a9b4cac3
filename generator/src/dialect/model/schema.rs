//! Schemas, of the kind that the keywords make them.

use openapiv3::{
    AdditionalProperties, AnySchema, ArrayType, BooleanType, IntegerType, NumberType, ObjectType,
    ReferenceOr, Schema, SchemaData, SchemaKind, StringType, Type,
};
use serde_json::Value;

use super::beyond::{self, Found};
use super::read::{
    ModelResult, Reader, by_serde, read_extension, read_flag, read_size, read_text, read_texts,
    read_value, read_values,
};
use crate::dialect::grammar::is_extension;
use crate::source::Node;

/// A schema, or a reference that stands alone. One with siblings is a schema that refers.
pub(super) fn schema_or_reference(
    reader: &mut Reader,
    node: Node,
) -> ModelResult<ReferenceOr<Schema>> {
    match &node {
        Node::Map(entries) if entries.len() == 1 => reader.referable(node, read_model_schema),
        _ => read_model_schema(reader, node).map(ReferenceOr::Item),
    }
}

fn read_model_schema(reader: &mut Reader, node: Node) -> ModelResult<Schema> {
    let mut data = SchemaData::default();
    let mut any = AnySchema::default();
    let mut said = Keywords::default();
    let mut found = Found::default();
    if node == Node::Bool(false) {
        found.add().never = true;
    } else {
        reader.members(node, |reader, key, mut node| {
            if &*key == "discriminator" {
                beyond::take_default_mapping(&mut found, &mut node)?;
            }
            let Some((key, node)) = read_schema_annotation(&mut data, key, node)? else {
                return Ok(());
            };
            let Some(node) = read_schema_keyword(reader, (&mut any, &mut said), &key, node)? else {
                return Ok(());
            };
            beyond::read_beyond_keyword(reader, &mut found, &key, node)
        })?;
    }
    found.keep(reader);
    Ok(Schema {
        schema_data: data,
        schema_kind: choose_schema_kind(any, said),
    })
}

/// Takes in a member that says nothing about allowed values; gives any other back.
fn read_schema_annotation(
    data: &mut SchemaData,
    key: Box<str>,
    node: Node,
) -> ModelResult<Option<(Box<str>, Node)>> {
    match &*key {
        "nullable" => data.nullable = read_flag(node)?,
        "readOnly" => data.read_only = read_flag(node)?,
        "writeOnly" => data.write_only = read_flag(node)?,
        "deprecated" => data.deprecated = read_flag(node)?,
        "externalDocs" => data.external_docs = Some(by_serde(node)?),
        "example" => data.example = Some(read_value(node)?),
        "title" => data.title = Some(read_text(node)?),
        "description" => data.description = Some(read_text(node)?),
        "discriminator" => data.discriminator = Some(by_serde(node)?),
        "default" => data.default = Some(read_value(node)?),
        extension if is_extension(extension) => read_extension(&mut data.extensions, key, node)?,
        _ => return Ok(Some((key, node))),
    }
    Ok(None)
}

/// Which keywords a schema has, also such as are there and empty.
#[derive(Default, Clone, Copy)]
struct Keywords {
    /// `pattern`, `minLength`, `maxLength`.
    text: bool,
    /// `format`.
    format: bool,
    /// `enum`.
    values: bool,
    /// `properties` and its like.
    object: bool,
    /// `items` and its like.
    array: bool,
    /// `oneOf`.
    one_of: bool,
    /// `allOf`.
    all_of: bool,
    /// `anyOf`.
    any_of: bool,
    /// `not`.
    not: bool,
}

/// Takes in a keyword that the model has a field for; gives any other back.
fn read_schema_keyword(
    reader: &mut Reader,
    (any, said): (&mut AnySchema, &mut Keywords),
    key: &str,
    node: Node,
) -> ModelResult<Option<Node>> {
    match (key, node) {
        // several types, which the model has no field for
        ("type", node @ Node::List(_)) => return Ok(Some(node)),
        ("type", node) => any.typ = Some(read_text(node)?),
        ("format", node) => (said.format, any.format) = (true, Some(read_text(node)?)),
        ("pattern", node) => (said.text, any.pattern) = (true, Some(read_text(node)?)),
        ("minLength", node) => (said.text, any.min_length) = (true, Some(read_size(node)?)),
        ("maxLength", node) => (said.text, any.max_length) = (true, Some(read_size(node)?)),
        ("enum", node) => (said.values, any.enumeration) = (true, read_values(node)?),
        ("properties", node) => {
            (said.object, any.properties) = (true, reader.map(node, read_model_property)?);
        }
        ("required", node) => (said.object, any.required) = (true, read_texts(node)?),
        ("additionalProperties", node) => {
            (said.object, any.additional_properties) =
                (true, Some(read_model_additional(reader, node)?));
        }
        ("minProperties", node) => {
            (said.object, any.min_properties) = (true, Some(read_size(node)?))
        }
        ("maxProperties", node) => {
            (said.object, any.max_properties) = (true, Some(read_size(node)?))
        }
        ("items", node) => {
            (said.array, any.items) = (true, Some(read_model_property(reader, node)?))
        }
        ("minItems", node) => (said.array, any.min_items) = (true, Some(read_size(node)?)),
        ("maxItems", node) => (said.array, any.max_items) = (true, Some(read_size(node)?)),
        ("uniqueItems", node) => (said.array, any.unique_items) = (true, Some(read_flag(node)?)),
        ("oneOf", node) => (said.one_of, any.one_of) = (true, read_model_schemas(reader, node)?),
        ("allOf", node) => (said.all_of, any.all_of) = (true, read_model_schemas(reader, node)?),
        ("anyOf", node) => (said.any_of, any.any_of) = (true, read_model_schemas(reader, node)?),
        ("not", node) => {
            let not = schema_or_reference(reader, node)?;
            (said.not, any.not) = (true, Some(Box::new(not)));
        }
        (_, node) => return Ok(Some(node)),
    }
    Ok(None)
}

fn read_model_property(reader: &mut Reader, node: Node) -> ModelResult<ReferenceOr<Box<Schema>>> {
    Ok(match schema_or_reference(reader, node)? {
        ReferenceOr::Reference { reference } => ReferenceOr::Reference { reference },
        ReferenceOr::Item(item) => ReferenceOr::boxed_item(item),
    })
}

fn read_model_schemas(reader: &mut Reader, node: Node) -> ModelResult<Vec<ReferenceOr<Schema>>> {
    reader.list(node, schema_or_reference)
}

fn read_model_additional(reader: &mut Reader, node: Node) -> ModelResult<AdditionalProperties> {
    Ok(match node {
        Node::Bool(allowed) => AdditionalProperties::Any(allowed),
        node => AdditionalProperties::Schema(Box::new(schema_or_reference(reader, node)?)),
    })
}

/// The kind whose keywords are all that a schema has; else the kind that may have
/// any. These are the rules of `openapiv3`.
fn choose_schema_kind(any: AnySchema, said: Keywords) -> SchemaKind {
    let containers = said.object || said.array;
    let groups = usize::from(said.one_of)
        + usize::from(said.all_of)
        + usize::from(said.any_of)
        + usize::from(said.not);
    let plain = said.text || said.format || said.values;
    match any.typ.as_deref() {
        // openapiv3 tells kinds of schemas by trying them in this order. These are its rules
        // written out, and a test holds both against each other.
        Some(word) if groups == 0 => {
            let of_type = match word {
                "string" => !containers && all_values_are(&any, Value::is_string),
                "number" => !containers && !said.text && all_values_are(&any, Value::is_number),
                "integer" => !containers && !said.text && all_values_are(&any, Value::is_i64),
                "boolean" => {
                    let others = containers || said.text || said.format;
                    !others && all_values_are(&any, Value::is_boolean)
                }
                "object" => !plain && !said.array,
                "array" => !plain && !said.object,
                _ => false,
            };
            if of_type {
                make_typed_schema(any)
            } else {
                SchemaKind::Any(any)
            }
        }
        None if groups == 1 && !plain && !containers => choose_schema_group(any, said),
        Some(_) | None => SchemaKind::Any(any),
    }
}

fn choose_schema_group(any: AnySchema, said: Keywords) -> SchemaKind {
    match any.not {
        Some(not) => SchemaKind::Not { not },
        None if said.one_of => SchemaKind::OneOf { one_of: any.one_of },
        None if said.all_of => SchemaKind::AllOf { all_of: any.all_of },
        None => SchemaKind::AnyOf { any_of: any.any_of },
    }
}

/// Whether all values of `enum` are of a kind, or null.
fn all_values_are(any: &AnySchema, is: fn(&Value) -> bool) -> bool {
    any.enumeration
        .iter()
        .all(|value| value.is_null() || is(value))
}

/// A schema of one type, whose keywords are known to be all of that type.
fn make_typed_schema(any: AnySchema) -> SchemaKind {
    let values = any.enumeration;
    SchemaKind::Type(match any.typ.as_deref() {
        Some("string") => Type::String(StringType {
            format: any.format.into(),
            pattern: any.pattern,
            enumeration: values.into_iter().map(find_string_keyword).collect(),
            min_length: any.min_length,
            max_length: any.max_length,
        }),
        Some("number") => Type::Number(NumberType {
            format: any.format.into(),
            enumeration: values.iter().map(Value::as_f64).collect(),
            ..NumberType::default()
        }),
        Some("integer") => Type::Integer(IntegerType {
            format: any.format.into(),
            enumeration: values.iter().map(Value::as_i64).collect(),
            ..IntegerType::default()
        }),
        Some("boolean") => Type::Boolean(BooleanType {
            enumeration: values.iter().map(Value::as_bool).collect(),
        }),
        Some("array") => Type::Array(ArrayType {
            items: any.items,
            min_items: any.min_items,
            max_items: any.max_items,
            unique_items: any.unique_items.unwrap_or_default(),
        }),
        Some(_) | None => Type::Object(ObjectType {
            properties: any.properties,
            required: any.required,
            additional_properties: any.additional_properties,
            min_properties: any.min_properties,
            max_properties: any.max_properties,
        }),
    })
}

fn find_string_keyword(value: Value) -> Option<String> {
    match value {
        Value::String(text) => Some(text),
        _ => None,
    }
}
