//! Methods of unions for the properties that all their variants have: who adds
//! up the costs of 25 kinds of resources should not have to name each kind.

use std::collections::BTreeMap;

use crate::rust::docs;
use crate::rust::model::{
    Builtin, Deep, Docs, Field, Getter, Item, Named, Pick, Record, Struct, Ty, UnionItem,
};
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

type Structs<'a> = BTreeMap<&'a TypeIdent, Properties<'a>>;

/// The fields of a struct, each with its name on the wire.
type Properties<'a> = Vec<(&'a Field, &'a str)>;

fn structs(items: &[Item]) -> Structs<'_> {
    items
        .iter()
        .filter_map(|item| match item {
            Item::Struct(object, record) => Some((&object.ident, properties(object, record))),
            Item::Form(_) | Item::Enum(_) | Item::Union(_) | Item::Alias(_) | Item::Newtype(_) => {
                None
            }
        })
        .collect()
}

fn properties<'a>(object: &'a Struct, record: &'a Record) -> Properties<'a> {
    let wires = record.rows.iter().map(|row| row.wire.as_str());
    object.fields.iter().zip(wires).collect()
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
    // Only where a tag tells the variants apart can an unknown one be read by name, which the
    // method has to do as well.
    if !matches!(union.pick, Pick::Tag { .. }) || union.variants.len() < 2 {
        return None;
    }
    let variants = union
        .variants
        .iter()
        .map(|variant| held(&variant.ty, structs));
    let variants: Vec<&Properties<'_>> = variants.collect::<Option<_>>()?;
    let (first, others) = variants.split_first()?;
    let shared = first.iter().filter_map(|property| {
        let alike = others.iter().map(|other| alike(property, other));
        let alike: Vec<&Field> = alike.collect::<Option<_>>()?;
        let usable = !property.0.docs.deprecated;
        usable.then_some((*property, alike))
    });
    let shared: Vec<_> = shared.collect();
    let idents: Vec<&FieldIdent> = shared.iter().map(|((field, _), _)| &field.ident).collect();
    // By the rules for setters, because a method of a union hides what traits bring in the same
    // way.
    let methods = fields::setters(&idents);
    let getters = shared.iter().zip(methods);
    let getters = getters.filter_map(|(((field, wire), alike), method)| {
        let docs = [*field].into_iter().chain(alike.iter().copied());
        let docs: Vec<&Docs> = docs.map(|field| &field.docs).collect();
        getter(field, wire, method, docs::of_shared(wire, &docs))
    });
    Some(getters.collect())
}

/// The field of another struct that is the same property of the same type.
fn alike<'a>((field, wire): &(&Field, &str), others: &Properties<'a>) -> Option<&'a Field> {
    let same = |(other, name): &&(&Field, &str)| {
        (&other.ident, &other.ty, *name) == (&field.ident, &field.ty, *wire)
            && !other.docs.deprecated
    };
    others.iter().find(same).map(|(other, _)| *other)
}

fn held<'s, 'a>(ty: &Ty, structs: &'s Structs<'a>) -> Option<&'s Properties<'a>> {
    match ty {
        Ty::Box(inner) => held(inner, structs),
        Ty::Named(Named::Types(ident)) => structs.get(ident),
        _ => None,
    }
}

/// How a field is given out; boxes and three states are left to the variants.
fn getter(field: &Field, wire: &str, method: FieldIdent, docs: Docs) -> Option<Getter> {
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
        wire: wire.to_owned(),
        docs,
        deep,
        optional,
    })
}
