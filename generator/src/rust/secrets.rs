//! Which properties and parameters are secrets, which neither `Debug` nor errors and recordings show.

use std::collections::BTreeSet;

use super::cx::ShapeCx;
use super::model::{Item, OperationModule, Struct, TypeItem};
use super::report;
use super::type_rules::TypeRules;
use crate::api::{ObjectField, Shape, TypeId};
use crate::diagnostics::Diagnostics;
use crate::wildcard::fits_wildcard;

/// Whether a property is a secret by what the document says of it: a password, or a text
/// that a server takes and never gives back.
pub(super) fn is_secret_property(cx: &ShapeCx, field: &ObjectField) -> bool {
    let is_text = || matches!(cx.arena.bare(field.ty), Shape::Text(_));
    is_secret_type(cx, field.ty) || (field.write_only && is_text())
}

/// Whether values of a type are passwords (`format: password`).
pub(super) fn is_secret_type(cx: &ShapeCx, id: TypeId) -> bool {
    match cx.arena.bare(id) {
        Shape::Text(text) => text.format.as_deref() == Some("password"),
        Shape::List(list) => match cx.arena.bare(list.item.id) {
            Shape::Text(text) => text.format.as_deref() == Some("password"),
            _ => false,
        },
        _ => false,
    }
}

/// Marks what the rules name: `Login.pin`, `*.card_number`. Reports what names nothing.
pub(super) fn mark_secret_fields(
    rules: &TypeRules,
    types: &mut [TypeItem],
    operations: &mut [OperationModule],
    diagnostics: &mut Diagnostics,
) {
    for rule in &rules.secrets {
        let (ty, property) = rule.split_once('.').unwrap_or(("*", rule));
        let mut found = false;
        for item in types.iter_mut() {
            found |= match &mut item.item {
                Item::Struct(object, record) => {
                    let wires = record.rows.iter().map(|row| row.wire.as_str());
                    mark_struct_fields(object, wires, ty, property)
                }
                Item::Form(object) => mark_struct_fields(object, [], ty, property),
                Item::Enum(_) | Item::Union(_) | Item::Alias(_) | Item::Newtype(_) => false,
            };
        }
        let modules = operations.iter_mut();
        for operation in modules.flat_map(|module| &mut module.operations) {
            if let Some(params) = &mut operation.params {
                found |= mark_struct_fields(&mut params.definition, [], ty, property);
            }
        }
        if !found {
            report::unmatched_type_rule("no property is called", rule, diagnostics);
        }
    }
}

/// The names of all secrets, by which the runtime finds them in what it shows; those on the wire,
/// where a table has them. How words are put together does not matter there.
pub(super) fn list_secret_names(types: &[TypeItem], operations: &[OperationModule]) -> Vec<String> {
    let mut names: BTreeSet<String> = BTreeSet::new();
    for item in types {
        let (object, rows) = match &item.item {
            Item::Struct(object, record) => (object, record.rows.as_slice()),
            Item::Form(object) => (object, &[][..]),
            Item::Enum(_) | Item::Union(_) | Item::Alias(_) | Item::Newtype(_) => continue,
        };
        for (place, field) in object.fields.iter().enumerate() {
            if field.secret {
                let wire = rows.get(place).map(|row| row.wire.as_str());
                names.insert(wire.unwrap_or(field.ident.as_str()).to_owned());
            }
        }
    }
    let operations = operations.iter().flat_map(|module| &module.operations);
    let params = operations.filter_map(|operation| operation.params.as_ref());
    let fields = params.flat_map(|params| &params.definition.fields);
    let secret = fields.filter(|field| field.secret);
    names.extend(secret.map(|field| field.ident.as_str().to_owned()));
    names.into_iter().collect()
}

/// Marks the fields that are called so, in Rust or on the wire; whether there are any.
fn mark_struct_fields<'w>(
    object: &mut Struct,
    wires: impl IntoIterator<Item = &'w str>,
    ty: &str,
    property: &str,
) -> bool {
    if !fits_wildcard(ty, object.ident.as_str()) {
        return false;
    }
    let wires = wires.into_iter().map(Some).chain(std::iter::repeat(None));
    let mut found = false;
    for (field, wire) in object.fields.iter_mut().zip(wires) {
        let is_called = fits_wildcard(property, field.ident.as_str())
            || wire.is_some_and(|wire| fits_wildcard(property, wire));
        field.secret |= is_called;
        found |= is_called;
    }
    found
}
