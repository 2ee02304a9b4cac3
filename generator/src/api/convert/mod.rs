//! Reads `openapiv3` schemas, with what stands beside the model, as [`View`]s.
//!
//! The only file that looks at the variants of `openapiv3::SchemaKind`.

use std::borrow::Borrow;

use openapiv3::{
    AdditionalProperties, AnySchema, ArrayType, ObjectType, ReferenceOr, Schema, SchemaData,
    SchemaKind, Type, VariantOrUnknownOrEmpty,
};
use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::view::{
    Additional, AlternativeGroup, Discriminator, Enumeration, SchemaNode, SchemaType, View,
};
use crate::maps::IndexMap;
use crate::normalised::Beyond;
use crate::source::Pointer;

mod beyond;
mod enumeration;
mod notes;
mod values;

/// Whether constraints are read: `x-bindery-check: false` clears those of a
/// schema and of all schemas inside it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Checks {
    /// Constraints count.
    On,
    /// Constraints are skipped.
    Off,
}

/// What is known while schemas are read.
#[derive(Clone, Copy)]
pub(crate) struct Reading<'b> {
    /// What stands beside the model.
    pub(crate) beyond: &'b Beyond,
    /// Whether constraints count where the reading is.
    pub(crate) checks: Checks,
}

/// Reads a schema or a reference to one.
pub(crate) fn convert_schema_or_reference<S: Borrow<Schema>>(
    at: Pointer,
    item: &ReferenceOr<S>,
    reading: Reading<'_>,
) -> SchemaNode {
    let view = match item {
        ReferenceOr::Reference { reference } => View {
            reference: Some(reference.clone()),
            ..View::default()
        },
        ReferenceOr::Item(schema) => convert_schema(&at, schema.borrow(), reading),
    };
    SchemaNode::new(at, view)
}

/// Reads a schema that was found in the JSON copy of the document. `None` when it is none.
pub(crate) fn json_node(at: Pointer, value: &Value, reading: Reading<'_>) -> Option<SchemaNode> {
    let item = ReferenceOr::<Schema>::deserialize(value).ok()?;
    Some(convert_schema_or_reference(at, &item, reading))
}

fn convert_schema(at: &Pointer, schema: &Schema, reading: Reading<'_>) -> View {
    let data = &schema.schema_data;
    let reading = match data.extensions.get("x-bindery-check") {
        Some(Value::Bool(false)) => Reading {
            checks: Checks::Off,
            ..reading
        },
        _ => reading,
    };
    let beyond = reading.beyond.schemas.get(at);
    let mut view = View {
        notes: notes::read_schema_notes(data, beyond.map_or(&[], |beyond| &beyond.examples)),
        nullable: data.nullable,
        ..View::default()
    };
    convert_schema_kind(&mut view, at, &schema.schema_kind, reading);
    // Behind the kind, whose `additionalProperties` come before `unevaluatedProperties`, and
    // whose `enum` the names of values belong to.
    if let Some(beyond) = beyond {
        beyond::read_schema_beyond(&mut view, at, beyond, reading);
    }
    if let Some(Value::String(format)) = data.extensions.get("x-bindery-format") {
        view.rules.time_format = Some(format.clone());
    }
    enumeration::read_enumeration_extensions(&mut view, &data.extensions);
    let default_mapping = beyond.and_then(|beyond| beyond.default_mapping.as_ref());
    convert_discriminator(&mut view, data, default_mapping);
    if reading.checks == Checks::Off {
        clear_checks(&mut view);
    }
    view
}

fn convert_schema_kind(view: &mut View, at: &Pointer, kind: &SchemaKind, reading: Reading<'_>) {
    match kind {
        SchemaKind::Type(ty) => convert_typed_schema(view, at, ty, reading),
        SchemaKind::OneOf { one_of } => convert_alternatives(view, at, "oneOf", one_of, reading),
        SchemaKind::AnyOf { any_of } => convert_alternatives(view, at, "anyOf", any_of, reading),
        SchemaKind::AllOf { all_of } => {
            view.all_of = convert_schema_list(at, "allOf", all_of, reading)
        }
        SchemaKind::Not { .. } => view.ignored.push("not".to_owned()),
        SchemaKind::Any(any) => any_schema(view, at, any, reading),
    }
}

fn convert_typed_schema(view: &mut View, at: &Pointer, ty: &Type, reading: Reading<'_>) {
    let rules = &mut view.rules;
    match ty {
        Type::String(string) => {
            rules.types.push(SchemaType::String);
            rules.format = find_written_format(&string.format);
            rules.patterns.extend(string.pattern.clone());
            rules.min_length = convert_item_count(string.min_length);
            rules.max_length = convert_item_count(string.max_length);
            rules.enumeration = values::convert_enum_values(&string.enumeration);
        }
        Type::Number(number) => {
            rules.types.push(SchemaType::Number);
            rules.format = find_written_format(&number.format);
            rules.enumeration = values::convert_enum_values(&number.enumeration);
        }
        Type::Integer(integer) => {
            rules.types.push(SchemaType::Integer);
            rules.format = find_written_format(&integer.format);
            rules.enumeration = values::convert_enum_values(&integer.enumeration);
        }
        Type::Boolean(boolean) => {
            rules.types.push(SchemaType::Boolean);
            rules.enumeration = values::convert_enum_values(&boolean.enumeration);
        }
        Type::Object(object) => {
            rules.types.push(SchemaType::Object);
            self::convert_object_keywords(view, at, object, reading);
        }
        Type::Array(array) => {
            rules.types.push(SchemaType::Array);
            self::convert_array_keywords(view, at, array, reading);
        }
    }
}

fn convert_object_keywords(
    view: &mut View,
    at: &Pointer,
    object: &ObjectType,
    reading: Reading<'_>,
) {
    let rules = &mut view.rules;
    rules.properties = convert_properties(at, &object.properties, reading);
    rules.required.clone_from(&object.required);
    rules.additional =
        convert_additional_properties(at, object.additional_properties.as_ref(), reading);
    rules.min_properties = convert_item_count(object.min_properties);
    rules.max_properties = convert_item_count(object.max_properties);
}

fn convert_array_keywords(view: &mut View, at: &Pointer, array: &ArrayType, reading: Reading<'_>) {
    let rules = &mut view.rules;
    rules.items = array
        .items
        .as_ref()
        .map(|items| convert_schema_or_reference(at.join("items"), items, reading));
    rules.min_items = convert_item_count(array.min_items);
    rules.max_items = convert_item_count(array.max_items);
    rules.unique = array.unique_items;
}

fn any_schema(view: &mut View, at: &Pointer, any: &AnySchema, reading: Reading<'_>) {
    if let Some(word) = &any.typ {
        match SchemaType::parse(word) {
            Some(ty) => view.rules.types.push(ty),
            None => view.ignored.push(format!("type: {word}")),
        }
    }
    any_scalar(view, any);
    any_container(view, at, any, reading);
    view.all_of = convert_schema_list(at, "allOf", &any.all_of, reading);
    convert_alternatives(view, at, "oneOf", &any.one_of, reading);
    convert_alternatives(view, at, "anyOf", &any.any_of, reading);
    if any.not.is_some() {
        view.ignored.push("not".to_owned());
    }
}

fn any_scalar(view: &mut View, any: &AnySchema) {
    let rules = &mut view.rules;
    rules.format.clone_from(&any.format);
    rules.patterns.extend(any.pattern.clone());
    rules.min_length = convert_item_count(any.min_length);
    rules.max_length = convert_item_count(any.max_length);
    if !any.enumeration.is_empty() {
        rules.enumeration = Some(Enumeration {
            values: any.enumeration.clone(),
            ..Enumeration::default()
        });
    }
}

fn any_container(view: &mut View, at: &Pointer, any: &AnySchema, reading: Reading<'_>) {
    let rules = &mut view.rules;
    rules.properties = convert_properties(at, &any.properties, reading);
    rules.required.clone_from(&any.required);
    rules.additional =
        convert_additional_properties(at, any.additional_properties.as_ref(), reading);
    rules.min_properties = convert_item_count(any.min_properties);
    rules.max_properties = convert_item_count(any.max_properties);
    rules.items = any
        .items
        .as_ref()
        .map(|items| convert_schema_or_reference(at.join("items"), items, reading));
    rules.min_items = convert_item_count(any.min_items);
    rules.max_items = convert_item_count(any.max_items);
    rules.unique = any.unique_items.unwrap_or_default();
}

fn convert_properties(
    at: &Pointer,
    properties: &indexmap::IndexMap<String, ReferenceOr<Box<Schema>>>,
    reading: Reading<'_>,
) -> IndexMap<String, SchemaNode> {
    let at = at.join("properties");
    properties
        .iter()
        .map(|(name, item)| {
            (
                name.clone(),
                convert_schema_or_reference(at.join(name), item, reading),
            )
        })
        .collect()
}

fn convert_additional_properties(
    at: &Pointer,
    additional: Option<&AdditionalProperties>,
    reading: Reading<'_>,
) -> Additional {
    match additional {
        None => Additional::Unsaid,
        Some(AdditionalProperties::Any(true)) => Additional::Allowed,
        Some(AdditionalProperties::Any(false)) => Additional::Closed,
        Some(AdditionalProperties::Schema(item)) => Additional::Of(convert_schema_or_reference(
            at.join("additionalProperties"),
            item,
            reading,
        )),
    }
}

fn convert_schema_list(
    at: &Pointer,
    keyword: &str,
    items: &[ReferenceOr<Schema>],
    reading: Reading<'_>,
) -> Vec<SchemaNode> {
    let at = at.join(keyword);
    (0..)
        .zip(items)
        .map(|(index, item): (usize, _)| convert_schema_or_reference(at.join(index), item, reading))
        .collect()
}

fn convert_alternatives(
    view: &mut View,
    at: &Pointer,
    keyword: &str,
    items: &[ReferenceOr<Schema>],
    reading: Reading<'_>,
) {
    if items.is_empty() {
        return;
    }
    let branches = convert_schema_list(at, keyword, items, reading);
    // Constants as alternatives are an enum from the start, as later passes would look for a way
    // to tell them apart.
    if !values::take_over(&mut view.rules, &branches) {
        view.unions.push(AlternativeGroup {
            branches,
            discriminator: None,
            overlapping: keyword == "anyOf",
        });
    }
}

/// A discriminator belongs to the alternatives beside it; without any it makes
/// the schema the parent of those that refer to it in `allOf`.
fn convert_discriminator(view: &mut View, data: &SchemaData, default_mapping: Option<&String>) {
    let Some(discriminator) = &data.discriminator else {
        return;
    };
    let read = Some(Discriminator {
        property: discriminator.property_name.clone(),
        mapping: discriminator.mapping.clone().into_iter().collect(),
        default_mapping: default_mapping.cloned(),
    });
    match view.unions.first_mut() {
        // Of several groups the first: the specification knows one beside each discriminator.
        Some(group) => group.discriminator = read,
        None => view.discriminator = read,
    }
}

fn clear_checks(view: &mut View) {
    let rules = &mut view.rules;
    rules.bounds = super::types::Bounds::default();
    rules.min_length = None;
    rules.max_length = None;
    rules.min_items = None;
    rules.max_items = None;
    rules.min_properties = None;
    rules.max_properties = None;
    rules.unique = false;
}

fn find_written_format<T: Serialize>(format: &VariantOrUnknownOrEmpty<T>) -> Option<String> {
    match serde_json::to_value(format) {
        Ok(Value::String(text)) => Some(text),
        _ => None,
    }
}

fn convert_item_count(value: Option<usize>) -> Option<u64> {
    value.and_then(|value| u64::try_from(value).ok())
}
