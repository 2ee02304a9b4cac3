//! Methods of unions for the properties that all their variants have: who adds
//! up the costs of 25 kinds of resources should not have to name each kind.

use std::collections::BTreeMap;

use crate::rust::cx::ShapeCx;
use crate::rust::docs;
use crate::rust::locked::{GETTER_KEY, LockedType};
use crate::rust::model::{
    Builtin, Deep, Getter, GetterField, Item, ItemDocs, NamedType, Pick, Record, Struct,
    StructField, Ty, UnionItem,
};
use crate::rust::names::{FieldIdent, TypeIdent, fields};

/// Adds the methods to every union of objects that a tag tells apart.
pub(super) fn add_union_getters(cx: &ShapeCx, items: &mut [Item]) {
    let held = cx.names.items().iter();
    let held: HeldUnions<'_> = held
        .filter_map(|id| Some((cx.names.get(*id)?, cx.names.held(*id)?)))
        .collect();
    let getters: Vec<Vec<Getter>> = {
        let structs = index_structs(items);
        let getters = items.iter().map(|item| of_item(item, &structs, &held));
        getters.collect()
    };
    for (item, getters) in items.iter_mut().zip(getters) {
        if let Item::Union(union) = item {
            union.getters = getters;
        }
    }
}

/// What an earlier run has recorded of types, by their names.
type HeldUnions<'a> = BTreeMap<&'a TypeIdent, &'a LockedType>;

type Structs<'a> = BTreeMap<&'a TypeIdent, Properties<'a>>;

/// The fields of a struct, each with its name on the wire.
type Properties<'a> = Vec<(&'a StructField, &'a str)>;

/// Structs by their names, and by those of their aliases.
fn index_structs(items: &[Item]) -> Structs<'_> {
    let structs = items.iter().filter_map(|item| match item {
        Item::Struct(object, record) => {
            Some((&object.ident, list_struct_properties(object, record)))
        }
        Item::Form(_) | Item::Enum(_) | Item::Union(_) | Item::Alias(_) | Item::Newtype(_) => None,
    });
    let mut structs: Structs<'_> = structs.collect();
    for item in items {
        if let Item::Alias(alias) = item
            && let Ty::Named(NamedType::Types(of)) = &alias.ty
            && let Some(properties) = structs.get(of)
        {
            structs.insert(&alias.ident, properties.clone());
        }
    }
    structs
}

fn list_struct_properties<'a>(object: &'a Struct, record: &'a Record) -> Properties<'a> {
    let wires = record.rows.iter().map(|row| row.wire.as_str());
    object.fields.iter().zip(wires).collect()
}

fn of_item(item: &Item, structs: &Structs<'_>, held: &HeldUnions<'_>) -> Vec<Getter> {
    match item {
        Item::Union(union) => {
            let held = held.get(&union.ident).copied();
            find_shared_getters(union, structs, held).unwrap_or_default()
        }
        Item::Struct(..) | Item::Form(_) | Item::Enum(_) | Item::Alias(_) | Item::Newtype(_) => {
            Vec::new()
        }
    }
}

/// `None` when a variant holds anything but a struct.
fn find_shared_getters(
    union: &UnionItem,
    structs: &Structs<'_>,
    held: Option<&LockedType>,
) -> Option<Vec<Getter>> {
    // Only where a tag tells the variants apart can an unknown one be read by name, which the
    // method has to do as well.
    if !matches!(union.pick, Pick::Tag { .. }) || union.variants.len() < 2 {
        return None;
    }
    let variants = union
        .variants
        .iter()
        .map(|variant| find_held_properties(&variant.ty, structs));
    let variants: Vec<&Properties<'_>> = variants.collect::<Option<_>>()?;
    let (first, others) = variants.split_first()?;
    let shared = first.iter().filter_map(|property| {
        let alike = others.iter().map(|other| find_alike_field(property, other));
        let alike: Vec<&StructField> = alike.collect::<Option<_>>()?;
        Some((*property, alike))
    });
    let shared: Vec<_> = shared.collect();
    let idents: Vec<&FieldIdent> = shared.iter().map(|((field, _), _)| &field.ident).collect();
    // By the rules for setters, because a method of a union hides what traits bring in the same
    // way.
    let methods = fields::name_setters(&idents, None);
    let getters = shared.iter().zip(methods);
    let getters = getters.filter_map(|(((field, wire), alike), method)| {
        let fields = [*field].into_iter().chain(alike.iter().copied());
        let fields: Vec<Option<&StructField>> = fields.map(Some).collect();
        make_getter(&fields, wire, method)
    });
    let mut getters: Vec<Getter> = getters.collect();
    getters.extend(keep_getters(held, &variants, &getters));
    Some(getters)
}

/// The methods of an earlier version for what no longer all variants have, or have always: they
/// gave an `Option` before, as a variant that nobody knows may lack it as well.
fn keep_getters(
    held: Option<&LockedType>,
    variants: &[&Properties<'_>],
    getters: &[Getter],
) -> Vec<Getter> {
    let held = held.map_or(&[][..], |held| &held.members);
    let kept = held.iter().filter_map(|member| {
        let wire = member.key.strip_prefix(GETTER_KEY)?;
        let is_there = getters.iter().any(|getter| getter.wire == wire);
        let held = variants.iter().map(|properties| {
            let mut properties = properties.iter();
            let found = properties.find(|(_, name)| *name == wire);
            found.map(|(field, _)| *field)
        });
        let held: Vec<Option<&StructField>> = held.collect();
        let mut types = held.iter().flatten().map(|field| bare_type(&field.ty));
        let first = types.next()?;
        let is_one_type = types.all(|ty| ty == first);
        let others: Vec<&FieldIdent> = getters.iter().map(|getter| &getter.method).collect();
        let method = fields::hold_method_name(&member.name, &others)?;
        make_getter(&held, wire, method).filter(|_| is_one_type && !is_there)
    });
    kept.collect()
}

/// The type of a field's value, when it is there.
fn bare_type(ty: &Ty) -> &Ty {
    match ty {
        Ty::Option(inner) => inner,
        ty => ty,
    }
}

/// The field of another struct that is the same property of the same type. Whether a variant may
/// lack it changes nothing, as the method gives an `Option` anyhow: so that it lasts when one more
/// variant, or a later version, takes that otherwise.
fn find_alike_field<'a>(
    (field, wire): &(&StructField, &str),
    others: &Properties<'a>,
) -> Option<&'a StructField> {
    let same = |(other, name): &&(&StructField, &str)| {
        (bare_type(&other.ty), *name) == (bare_type(&field.ty), *wire)
    };
    others.iter().find(same).map(|(other, _)| *other)
}

fn find_held_properties<'s, 'a>(ty: &Ty, structs: &'s Structs<'a>) -> Option<&'s Properties<'a>> {
    match ty {
        Ty::Box(inner) => find_held_properties(inner, structs),
        Ty::Named(NamedType::Types(ident)) => structs.get(ident),
        _ => None,
    }
}

/// How the fields of all variants are given out; boxes and three states are left to the variants.
fn make_getter(fields: &[Option<&StructField>], wire: &str, method: FieldIdent) -> Option<Getter> {
    let ty = bare_type(&fields.iter().flatten().next()?.ty);
    let docs: Vec<&ItemDocs> = fields.iter().flatten().map(|field| &field.docs).collect();
    let deep = match ty {
        Ty::Box(_)
        | Ty::Maybe(_)
        | Ty::OrEmpty(_)
        | Ty::Option(_)
        | Ty::Events(_)
        | Ty::Lines(_)
        | Ty::Str
        | Ty::Unit => return None,
        Ty::String => Deep::Str,
        Ty::Bool | Ty::I32 | Ty::I64 | Ty::U32 | Ty::U64 | Ty::F64 => Deep::Value(ty.clone()),
        Ty::Runtime(Builtin::Date | Builtin::Timestamp | Builtin::Decimal) => {
            Deep::Value(ty.clone())
        }
        Ty::Foreign(foreign) if foreign.is_copy => Deep::Value(ty.clone()),
        Ty::Runtime(_)
        | Ty::Vec(_)
        | Ty::Map(_)
        | Ty::PatternProperties(_)
        | Ty::Tuple(_)
        | Ty::Named(_)
        | Ty::Foreign(_) => Deep::Reference(ty.clone()),
    };
    Some(Getter {
        method,
        fields: fields
            .iter()
            .map(|field| field.map(make_getter_field))
            .collect(),
        wire: wire.to_owned(),
        docs: ItemDocs {
            deprecated: docs.iter().all(|docs| docs.deprecated),
            ..docs::of_shared(wire, &docs)
        },
        deep,
    })
}

fn make_getter_field(field: &StructField) -> GetterField {
    GetterField {
        ident: field.ident.clone(),
        optional: matches!(field.ty, Ty::Option(_)),
    }
}
