//! What is sent without that a program says it: tags and other constants, which constructors fill.

use std::collections::BTreeMap;

use super::{ApiVersion, Change, ChangeKind};
use crate::maps::HashMap;
use crate::rust::model::{Fill, Initial, Item, Struct};
use crate::rust::names::TypeIdent;
use crate::source::Pointer;

/// A constant that a constructor fills in.
struct FilledConstant<'v> {
    /// As JSON.
    value: String,
    /// The schema or operation that has it.
    origin: Option<&'v Pointer>,
}

/// Compares the constants of structs that have one name in both versions. A program that makes
/// one compiles as before, and sends another value.
pub(super) fn compare_constants(old: &ApiVersion, new: &ApiVersion, changes: &mut Vec<Change>) {
    let (before, after) = (index_constants(old), index_constants(new));
    for (field, is) in &after {
        let was = before.get(field).filter(|was| was.value != is.value);
        if let Some(was) = was {
            let change = Change::new(ChangeKind::ConstantChanged, field);
            let change = change.values(&was.value, &is.value);
            changes.push(change.places(was.origin, is.origin));
        }
    }
}

/// The fields that constructors fill with a constant, by their paths.
fn index_constants(version: &ApiVersion) -> BTreeMap<String, FilledConstant<'_>> {
    let origins = version.krate.index.iter();
    let origins: HashMap<&TypeIdent, &Pointer> =
        origins.map(|one| (&one.ident, &one.schema)).collect();
    let types = version.krate.types.items.iter();
    let types = types.filter_map(|item| match &item.item {
        Item::Struct(object, _) | Item::Form(object) => {
            Some(("types", object, origins.get(&object.ident).copied()))
        }
        _ => None,
    });
    let modules = version.krate.operations.iter();
    let operations = modules.flat_map(|module| &module.operations);
    let parameters = operations.filter_map(|operation| {
        let params = operation.params.as_ref()?;
        Some(("operations", &params.definition, Some(&operation.origin)))
    });
    let structs = types.chain(parameters);
    let constants = structs.flat_map(|(module, object, origin)| {
        let constants = list_struct_constants(module, object).into_iter();
        constants.map(move |(field, value)| (field, FilledConstant { value, origin }))
    });
    constants.collect()
}

fn list_struct_constants(module: &str, object: &Struct) -> Vec<(String, String)> {
    let fills = object.constructor.iter().flat_map(|one| &one.fills);
    let constant = |fill: &Fill| {
        let field = format!("{module}::{}.{}", object.ident, fill.ident.as_str());
        Some((field, write_constant(&fill.initial)?))
    };
    fills.filter_map(constant).collect()
}

fn write_constant(initial: &Initial) -> Option<String> {
    match initial {
        Initial::Text(text) | Initial::Converted(text) => Some(format!("{text:?}")),
        Initial::Integer(number) | Initial::ConvertedInteger(number) => Some(number.clone()),
        Initial::Bool(value) => Some(value.to_string()),
        Initial::Some(inner) => write_constant(inner),
        Initial::Argument(..)
        | Initial::Required
        | Initial::None
        | Initial::Absent
        | Initial::New(_) => None,
    }
}
