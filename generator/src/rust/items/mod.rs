//! Items of the module `types`.

mod enums;
mod form;
mod getters;
mod making;
mod member;
mod structs;
mod unions;

pub(super) use form::form_members;
pub(super) use member::StructMember;
pub(super) use structs::{
    assemble_struct, choose_member_presence, choose_tag, hold_presence, shape_members,
    shape_rest_field,
};

use std::collections::{BTreeMap, BTreeSet};

use super::complexity;
use super::cx::ShapeCx;
use super::docs;
use super::locked::FormerName;
use super::model::{
    Alias, Allow, Builtin, Extras, Item, ItemDocs, NamedType, Newtype, NewtypeCodec, Ty, TypeFiles,
    TypeItem, TypesModule,
};
use super::names::{Scope, StaticIdent, TypeIdent};
use crate::api::{HintStep, NameHint, OperationPart, Shape, Type, TypeId};
use crate::diagnostics::Diagnostics;

/// Shapes everything that has a name.
pub(super) fn shape_types(cx: &ShapeCx, diagnostics: &mut Diagnostics) -> TypesModule {
    let mut tables = Scope::<StaticIdent>::reserving(&[]);
    let mut items: Vec<Item> = cx
        .names
        .items()
        .iter()
        .filter(|id| cx.is_written(**id))
        .filter_map(|&id| {
            Some(shape_type_item(
                cx,
                id,
                cx.names.get(id)?,
                &mut tables,
                diagnostics,
            ))
        })
        .collect();
    name_required_of_aliases(cx, &mut items);
    let own = shape_own_names(cx, &items);
    items.extend(own);
    getters::add_union_getters(cx, &mut items);
    let former = shape_former_names(cx, &items);
    items.extend(former);
    let item = |item| TypeItem {
        feature: None,
        item,
    };
    TypesModule {
        items: items.into_iter().map(item).collect(),
        full: find_shadowed_builtins(cx),
        files: type_files(cx),
        shared: list_shared_definitions(cx),
    }
}

/// The definitions whose names programs cannot write, with the names of their places.
fn list_shared_definitions(cx: &ShapeCx) -> BTreeMap<TypeIdent, TypeIdent> {
    let ids = cx.names.items().iter().copied();
    let shared = ids.filter(|id| cx.is_written(*id) && cx.names.is_shared(*id));
    let named = shared.filter_map(|id| {
        let own = cx.names.own(id)?;
        Some((cx.names.get(id)?.clone(), own.ident.clone()))
    });
    named.collect()
}

/// Known from the names alone, because documentation links differ by it.
fn type_files(cx: &ShapeCx) -> TypeFiles {
    TypeFiles::for_types(cx.names.items().len())
}

/// A link from one type's documentation to another type.
fn link_to_type(cx: &ShapeCx, ident: &TypeIdent) -> String {
    match type_files(cx) {
        TypeFiles::One => format!("[`{ident}`]"),
        TypeFiles::Eight | TypeFiles::SixtyFour => format!("[`{ident}`](super::{ident})"),
    }
}

/// Gives aliases of structs a name for what the constructor takes as well: who makes a value
/// by the one name should not have to know the other.
fn name_required_of_aliases(cx: &ShapeCx, items: &mut [Item]) {
    let structs = items.iter().filter_map(|item| match item {
        Item::Struct(object, _) | Item::Form(object) => Some((&object.ident, object.required()?)),
        Item::Enum(_) | Item::Union(_) | Item::Alias(_) | Item::Newtype(_) => None,
    });
    let structs: BTreeMap<TypeIdent, TypeIdent> = structs
        .map(|(ident, required)| (ident.clone(), required.ident.clone()))
        .collect();
    let named = cx.names.items().iter().filter_map(|&id| {
        let of = structs.get(cx.names.get(cx.arena.behind(id).id)?)?;
        let own = cx.names.required(id)?;
        Some((cx.names.get(id)?, (own.clone(), of.clone())))
    });
    let mut named: BTreeMap<&TypeIdent, (TypeIdent, TypeIdent)> = named.collect();
    for item in items {
        if let Item::Alias(alias) = item {
            alias.required = named.remove(&alias.ident);
        }
    }
}

/// An alias for the one place of each type that is named after several: should they part, the
/// name stays.
fn shape_own_names(cx: &ShapeCx, items: &[Item]) -> Vec<Item> {
    let alias = |id: &TypeId| {
        let own = cx.names.own(*id)?;
        let now = cx.names.get(*id)?;
        let ty = cx.arena.get(*id);
        let mut writer = docs::Writer::default();
        writer.docs(own.ident.as_str(), &ty.docs);
        let fallback = describe_type_origin(cx, &own.ident, ty);
        let required = own.required.clone().zip(find_required_name(items, now));
        Some(Item::Alias(Alias {
            ident: own.ident.clone(),
            docs: writer.finish(ty.docs.deprecated, &fallback),
            ty: make_named_type(now),
            required,
        }))
    };
    let items = cx.names.items().iter();
    items
        .filter(|id| cx.is_written(**id))
        .filter_map(alias)
        .collect()
}

/// What the constructor of a struct takes, by the struct's name or that of an alias.
fn find_required_name(items: &[Item], ident: &TypeIdent) -> Option<TypeIdent> {
    let is_it = |item: &&Item| item.ident() == ident;
    match items.iter().find(is_it)? {
        Item::Struct(object, _) | Item::Form(object) => Some(object.required()?.ident.clone()),
        Item::Alias(alias) => alias.required.as_ref().map(|(_, of)| of.clone()),
        Item::Enum(_) | Item::Union(_) | Item::Newtype(_) => None,
    }
}

/// A deprecated alias for each name that a type had in earlier runs.
fn shape_former_names(cx: &ShapeCx, items: &[Item]) -> Vec<Item> {
    let former = cx.names.former().iter();
    let wanted = former.filter(|former| cx.arena.is_wanted(former.id));
    let alias = |former: &FormerName| {
        let now = cx.names.get(former.id)?;
        let mut writer = docs::Writer::default();
        writer.own(format!("The former name of {}.", link_to_type(cx, now)));
        Some(Item::Alias(Alias {
            ident: former.ident.clone(),
            docs: writer.finish(true, ""),
            ty: make_named_type(now),
            required: former.required.clone().zip(find_required_name(items, now)),
        }))
    };
    wanted.filter_map(alias).collect()
}

fn shape_type_item(
    cx: &ShapeCx,
    id: TypeId,
    ident: &TypeIdent,
    tables: &mut Scope<'_, StaticIdent>,
    diagnostics: &mut Diagnostics,
) -> Item {
    let ty = cx.arena.get(id);
    let ident = ident.clone();
    match &ty.shape {
        Shape::Struct(object) if cx.forms.encodings(id).is_some() => {
            Item::Form(form::shape_form(cx, id, ident, object, diagnostics))
        }
        Shape::Struct(object) => {
            let (object, record) =
                structs::shape_struct(cx, id, ident, object, tables, diagnostics);
            Item::Struct(object, record)
        }
        Shape::Enum(list) => Item::Enum(enums::shape_enum(cx, id, ident, list, diagnostics)),
        Shape::Union(union) => Item::Union(unions::shape_union(cx, id, ident, union)),
        Shape::Text(text) if text.time_format.is_some() => Item::Newtype(Newtype {
            docs: civil_docs(&ident, ty, text.time_format.as_deref().unwrap_or_default()),
            ident,
            allows: Vec::new(),
            extras: Extras::default(),
            codec: NewtypeCodec::Civil(text.time_format.clone().unwrap_or_default()),
        }),
        Shape::Any
        | Shape::Never
        | Shape::Null
        | Shape::Boolean
        | Shape::Integer(_)
        | Shape::Number(_)
        | Shape::Text(_)
        | Shape::Const(_)
        | Shape::Map(_)
        | Shape::List(_)
        | Shape::Tuple(_)
        | Shape::Alias(_) => shape_plain_item(cx, id, ident),
    }
}

/// A name for a type that Rust has already; a newtype when it is recursive.
fn shape_plain_item(cx: &ShapeCx, id: TypeId, ident: TypeIdent) -> Item {
    let docs = type_docs(cx, &ident, cx.arena.get(id));
    let ty = cx.written(id);
    if cx.newtypes.contains(&id) {
        Item::Newtype(Newtype {
            ident,
            docs,
            allows: list_type_allows(std::iter::once(&ty)),
            extras: Extras::default(),
            codec: choose_newtype_codec(ty),
        })
    } else {
        Item::Alias(Alias {
            ident,
            docs,
            ty,
            required: None,
        })
    }
}

/// Texts and numbers are made and shown like what they hold.
fn choose_newtype_codec(ty: Ty) -> NewtypeCodec {
    match ty {
        Ty::String => NewtypeCodec::Text,
        Ty::I32 | Ty::I64 | Ty::U32 | Ty::U64 => NewtypeCodec::Whole(ty),
        ty => NewtypeCodec::Inner(ty),
    }
}

/// Documentation of a type.
fn type_docs(cx: &ShapeCx, ident: &TypeIdent, ty: &Type) -> ItemDocs {
    let mut writer = docs::Writer::default();
    writer.docs(ident.as_str(), &ty.docs);
    let fallback = describe_type_origin(cx, ident, ty);
    if let Some(facts) = docs::describe_facts(&ty.shape, &ty.docs) {
        if writer.is_empty() && !fallback.is_empty() {
            writer.own(fallback.clone());
        }
        writer.own(facts);
    }
    writer.finish(ty.docs.deprecated, &fallback)
}

/// Where a type stands in the document, for types that say nothing themselves; nothing for
/// what is called as in the document.
fn describe_type_origin(cx: &ShapeCx, ident: &TypeIdent, ty: &Type) -> String {
    let named = |name: &str| {
        let span = docs::make_code_span(name).map(|span| span.to_string());
        span.unwrap_or_else(|| format!("`{ident}`"))
    };
    match &ty.hint {
        NameHint::Component(name) | NameHint::Shared(_, name) | NameHint::Chosen(name)
            if docs::repeats_name(name, ident.as_str()) =>
        {
            String::new()
        }
        NameHint::Component(name) | NameHint::Shared(_, name) | NameHint::Chosen(name) => {
            format!("{} of the document.", named(name))
        }
        NameHint::Inside(parent, step) => {
            let parent = match cx.names.get(*parent) {
                Some(parent) => link_to_type(cx, parent),
                None => "a type without a name".to_owned(),
            };
            match step {
                HintStep::Property(name) => format!("The property {} of {parent}.", named(name)),
                HintStep::Item => format!("An item of {parent}."),
                HintStep::Value => format!("A value of {parent}."),
                HintStep::Variant(..) => format!("An alternative of {parent}."),
                HintStep::Position(index) => format!("The item {} of {parent}.", index + 1),
            }
        }
        NameHint::RequestView(of) => match cx.names.get(*of) {
            Some(of) => format!("What requests send of a {}.", link_to_type(cx, of)),
            None => "What requests send.".to_owned(),
        },
        NameHint::Operation(_, part) => match part {
            OperationPart::Parameter(name) => format!("The parameter {}.", named(name)),
            OperationPart::RequestBody => "The body of a request.".to_owned(),
            OperationPart::Response(_) => "The body of an answer.".to_owned(),
            OperationPart::ResponseHeader(_, name) => {
                format!("The header {} of an answer.", named(name))
            }
        },
    }
}

fn civil_docs(ident: &TypeIdent, ty: &Type, format: &str) -> ItemDocs {
    let mut writer = docs::Writer::default();
    writer.docs(ident.as_str(), &ty.docs);
    if writer.is_empty() {
        writer.own("A date and time without a time zone.");
    }
    if let Some(format) = docs::make_code_span(format) {
        writer.own(format!("Written as {format} (`strftime` letters)."));
    }
    writer.finish(ty.docs.deprecated, "A date and time without a time zone.")
}

/// Builtins whose short names the items of the module take.
fn find_shadowed_builtins(cx: &ShapeCx) -> BTreeSet<Builtin> {
    let taken: BTreeSet<&str> = cx
        .names
        .items()
        .iter()
        .filter_map(|&id| Some(cx.names.get(id)?.as_str()))
        .chain(cx.names.former().iter().map(|former| former.ident.as_str()))
        .chain(
            cx.names
                .items()
                .iter()
                .filter_map(|&id| Some(cx.names.own(id)?.ident.as_str())),
        )
        .collect();
    Builtin::ALL
        .into_iter()
        .filter(|builtin| taken.contains(builtin.name()))
        .collect()
}

/// The lints that a type breaks wherever it is written.
pub(super) fn list_type_allows<'a>(types: impl Iterator<Item = &'a Ty>) -> Vec<Allow> {
    let mut types = types;
    if types.any(complexity::is_complex) {
        vec![Allow::TypeComplexity]
    } else {
        Vec::new()
    }
}

/// A type of the module `types`.
fn make_named_type(ident: &TypeIdent) -> Ty {
    Ty::Named(NamedType::Types(ident.clone()))
}
