//! Lists of allowed values.

use serde::Serialize;
use serde_json::Value;

use crate::api::view::{Enumeration, Rules, SchemaNode, SchemaType};

/// `enum` as the model holds it. `None` when it is absent.
pub(super) fn convert_enum_values<T: Serialize>(enumeration: &[Option<T>]) -> Option<Enumeration> {
    if enumeration.is_empty() {
        return None;
    }
    let values = enumeration
        .iter()
        .filter_map(|value| serde_json::to_value(value).ok())
        .collect();
    Some(Enumeration {
        values,
        ..Enumeration::default()
    })
}

/// Reads alternatives that are nothing but constants, each with its own title
/// and text, as the `enum` that they are. Leaves the rules alone and gives
/// `false` when the alternatives are anything else.
pub(super) fn take_over(rules: &mut Rules, branches: &[SchemaNode]) -> bool {
    let mut list = Enumeration::default();
    let mut types: Vec<SchemaType> = Vec::new();
    for branch in branches {
        let Some(value) = only_value(branch) else {
            return false;
        };
        let docs = &branch.view.notes.docs;
        if docs.deprecated {
            list.deprecated.push(list.values.len());
        }
        list.values.push(value);
        list.names.push(branch.view.notes.name_of_constant());
        list.descriptions.push(docs.description.clone());
        for ty in &branch.view.rules.types {
            if *ty != SchemaType::Null && !types.contains(ty) {
                types.push(*ty);
            }
        }
    }
    // One constant alone is that constant, with its own documentation.
    if branches.len() < 2 {
        return false;
    }
    if rules.types.is_empty() {
        rules.types = types;
    }
    rules.enumeration = Some(match rules.enumeration.take() {
        Some(written) => written.common(&list),
        None => list,
    });
    true
}

/// The one value of a schema that allows no other and says nothing else.
fn only_value(node: &SchemaNode) -> Option<Value> {
    let view = &node.view;
    let rules = &view.rules;
    let rest = Rules {
        types: Vec::new(),
        constant: None,
        enumeration: None,
        ..rules.clone()
    };
    if !view.is_merged() || !view.unions.is_empty() || view.nullable || !rest.is_empty() {
        return None;
    }
    let listed = rules
        .enumeration
        .as_ref()
        .map(|list| list.values.as_slice());
    match (&rules.constant, listed, rules.types.as_slice()) {
        (Some(value), None, _) | (None, Some([value]), _) => {
            is_scalar(value).then(|| value.clone())
        }
        (None, None, [SchemaType::Null]) => Some(Value::Null),
        _ => None,
    }
}

fn is_scalar(value: &Value) -> bool {
    match value {
        Value::Null | Value::Number(_) | Value::String(_) => true,
        Value::Bool(_) | Value::Array(_) | Value::Object(_) => false,
    }
}
