//! Schemas, of the kind that the keywords make them.

use openapiv3::{
    AdditionalProperties, AnySchema, ArrayType, BooleanType, IntegerType, NumberType, ObjectType,
    ReferenceOr, Schema, SchemaData, SchemaKind, StringType, Type,
};
use serde_json::Value;

use super::read::{Read, boxed, by_serde, extend, flag, list, map, members, referable, size};
use super::read::{text, value};
use crate::dialect::grammar::is_extension;
use crate::source::Node;

pub(super) fn schema(node: Node) -> Read<Schema> {
    let mut data = SchemaData::default();
    let mut any = AnySchema::default();
    let mut said = Keywords::default();
    for (key, node) in members(node)? {
        if let Some((key, node)) = annotation(&mut data, key, node)? {
            keyword(&mut any, &mut said, &key, node)?;
        }
    }
    Ok(Schema {
        schema_data: data,
        schema_kind: kind(any, said),
    })
}

/// Takes in a member that says nothing about allowed values; gives any other back.
fn annotation(data: &mut SchemaData, key: Box<str>, node: Node) -> Read<Option<(Box<str>, Node)>> {
    match &*key {
        "nullable" => data.nullable = flag(node)?,
        "readOnly" => data.read_only = flag(node)?,
        "writeOnly" => data.write_only = flag(node)?,
        "deprecated" => data.deprecated = flag(node)?,
        "externalDocs" => data.external_docs = Some(by_serde(node)?),
        "example" => data.example = Some(value(node)?),
        "title" => data.title = Some(text(node)?),
        "description" => data.description = Some(text(node)?),
        "discriminator" => data.discriminator = Some(by_serde(node)?),
        "default" => data.default = Some(value(node)?),
        extension if is_extension(extension) => extend(&mut data.extensions, key, node)?,
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

fn keyword(any: &mut AnySchema, said: &mut Keywords, key: &str, node: Node) -> Read<()> {
    match key {
        "type" => any.typ = Some(text(node)?),
        "format" => (said.format, any.format) = (true, Some(text(node)?)),
        "pattern" => (said.text, any.pattern) = (true, Some(text(node)?)),
        "minLength" => (said.text, any.min_length) = (true, Some(size(node)?)),
        "maxLength" => (said.text, any.max_length) = (true, Some(size(node)?)),
        "enum" => (said.values, any.enumeration) = (true, list(node, value)?),
        "properties" => (said.object, any.properties) = (true, map(node, property)?),
        "required" => (said.object, any.required) = (true, list(node, text)?),
        "additionalProperties" => {
            (said.object, any.additional_properties) = (true, Some(additional(node)?));
        }
        "minProperties" => (said.object, any.min_properties) = (true, Some(size(node)?)),
        "maxProperties" => (said.object, any.max_properties) = (true, Some(size(node)?)),
        "items" => (said.array, any.items) = (true, Some(property(node)?)),
        "minItems" => (said.array, any.min_items) = (true, Some(size(node)?)),
        "maxItems" => (said.array, any.max_items) = (true, Some(size(node)?)),
        "uniqueItems" => (said.array, any.unique_items) = (true, Some(flag(node)?)),
        "oneOf" => (said.one_of, any.one_of) = (true, schemas(node)?),
        "allOf" => (said.all_of, any.all_of) = (true, schemas(node)?),
        "anyOf" => (said.any_of, any.any_of) = (true, schemas(node)?),
        "not" => (said.not, any.not) = (true, Some(Box::new(referable(node, schema)?))),
        // Bounds of numbers travel as extensions, with their digits.
        _ => {}
    }
    Ok(())
}

fn property(node: Node) -> Read<ReferenceOr<Box<Schema>>> {
    boxed(node, schema)
}

fn schemas(node: Node) -> Read<Vec<ReferenceOr<Schema>>> {
    list(node, |node| referable(node, schema))
}

fn additional(node: Node) -> Read<AdditionalProperties> {
    Ok(match node {
        Node::Bool(allowed) => AdditionalProperties::Any(allowed),
        node => AdditionalProperties::Schema(Box::new(referable(node, schema)?)),
    })
}

/// The kind whose keywords are all that a schema has; else the kind that may have
/// any. These are the rules of `openapiv3`.
fn kind(any: AnySchema, said: Keywords) -> SchemaKind {
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
                "string" => !containers && all(&any, Value::is_string),
                "number" => !containers && !said.text && all(&any, Value::is_number),
                "integer" => !containers && !said.text && all(&any, Value::is_i64),
                "boolean" => {
                    let others = containers || said.text || said.format;
                    !others && all(&any, Value::is_boolean)
                }
                "object" => !plain && !said.array,
                "array" => !plain && !said.object,
                _ => false,
            };
            if of_type {
                typed(any)
            } else {
                SchemaKind::Any(any)
            }
        }
        None if groups == 1 && !plain && !containers => group(any, said),
        Some(_) | None => SchemaKind::Any(any),
    }
}

fn group(any: AnySchema, said: Keywords) -> SchemaKind {
    match any.not {
        Some(not) => SchemaKind::Not { not },
        None if said.one_of => SchemaKind::OneOf { one_of: any.one_of },
        None if said.all_of => SchemaKind::AllOf { all_of: any.all_of },
        None => SchemaKind::AnyOf { any_of: any.any_of },
    }
}

/// Whether all values of `enum` are of a kind, or null.
fn all(any: &AnySchema, is: fn(&Value) -> bool) -> bool {
    any.enumeration
        .iter()
        .all(|value| value.is_null() || is(value))
}

/// A schema of one type, whose keywords are known to be all of that type.
fn typed(any: AnySchema) -> SchemaKind {
    let values = any.enumeration;
    SchemaKind::Type(match any.typ.as_deref() {
        Some("string") => Type::String(StringType {
            format: any.format.into(),
            pattern: any.pattern,
            enumeration: values.into_iter().map(string).collect(),
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

fn string(value: Value) -> Option<String> {
    match value {
        Value::String(text) => Some(text),
        _ => None,
    }
}
