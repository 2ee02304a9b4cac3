//! Methods of unions for the properties that all their variants have: who adds
//! up the costs of 25 kinds of resources should not have to name each kind.

use std::collections::BTreeMap;

use crate::rust::model::{Builtin, Deep, Field, Getter, Item, Named, Pick, Struct, Ty, UnionItem};
use crate::rust::names::{FieldIdent, TypeIdent, fields};

/// Adds the methods to every union of objects that a tag tells apart.
pub(super) fn add(items: &mut [Item]) {
    let getters: Vec<Vec<Getter>> = {
        let structs = structs(items);
        items.iter().map(|item| of_item(item, &structs)).collect()
    };
    for (item, getters) in items.iter_mut().zip(getters) {
        if let Item::Union(union) = item {
            union.getters = getters;
        }
    }
}

type Structs<'a> = BTreeMap<&'a TypeIdent, &'a Struct>;

fn structs(items: &[Item]) -> Structs<'_> {
    items
        .iter()
        .filter_map(|item| match item {
            Item::Struct(object, _) => Some((&object.ident, object)),
            Item::Form(_) | Item::Enum(_) | Item::Union(_) | Item::Alias(_) | Item::Newtype(_) => {
                None
            }
        })
        .collect()
}

fn of_item(item: &Item, structs: &Structs<'_>) -> Vec<Getter> {
    match item {
        Item::Union(union) => of_union(union, structs).unwrap_or_default(),
        Item::Struct(..) | Item::Form(_) | Item::Enum(_) | Item::Alias(_) | Item::Newtype(_) => {
            Vec::new()
        }
    }
}

/// `None` when a variant holds anything but a struct.
fn of_union(union: &UnionItem, structs: &Structs<'_>) -> Option<Vec<Getter>> {
    if !matches!(union.pick, Pick::Tag { .. }) || union.variants.len() < 2 {
        return None;
    }
    let variants = union
        .variants
        .iter()
        .map(|variant| held(&variant.ty, structs));
    let variants: Vec<&Struct> = variants.collect::<Option<_>>()?;
    let (first, others) = variants.split_first()?;
    let shared = first.fields.iter().filter(|field| {
        let same = |other: &Field| other.ident == field.ident && other.ty == field.ty;
        let usable = |object: &Struct| {
            object
                .fields
                .iter()
                .any(|one| same(one) && !one.docs.deprecated)
        };
        !field.docs.deprecated && others.iter().all(|other| usable(other))
    });
    let shared: Vec<&Field> = shared.collect();
    let idents: Vec<&FieldIdent> = shared.iter().map(|field| &field.ident).collect();
    let methods = fields::setters(&idents);
    let getters = shared.into_iter().zip(methods);
    Some(
        getters
            .filter_map(|(field, method)| getter(field, method))
            .collect(),
    )
}

fn held<'a>(ty: &Ty, structs: &Structs<'a>) -> Option<&'a Struct> {
    match ty {
        Ty::Box(inner) => held(inner, structs),
        Ty::Named(Named::Types(ident)) => structs.get(ident).copied(),
        _ => None,
    }
}

/// How a field is given out; boxes and three states are left to the variants.
fn getter(field: &Field, method: FieldIdent) -> Option<Getter> {
    let (ty, optional) = match &field.ty {
        Ty::Option(inner) => (inner.as_ref(), true),
        ty => (ty, false),
    };
    let deep = match ty {
        Ty::Box(_)
        | Ty::Maybe(_)
        | Ty::OrEmpty(_)
        | Ty::Option(_)
        | Ty::Events(_)
        | Ty::Lines(_)
        | Ty::Unit => return None,
        Ty::String => Deep::Str,
        Ty::Bool | Ty::I32 | Ty::I64 | Ty::U32 | Ty::U64 | Ty::F64 => Deep::Value(ty.clone()),
        Ty::Runtime(Builtin::Date | Builtin::Timestamp | Builtin::Decimal) => {
            Deep::Value(ty.clone())
        }
        Ty::Runtime(_) | Ty::Vec(_) | Ty::Map(_) | Ty::Tuple(_) | Ty::Named(_) => {
            Deep::Reference(ty.clone())
        }
    };
    Some(Getter {
        method,
        field: field.ident.clone(),
        docs: field.docs.clone(),
        deep,
        optional,
    })
}
