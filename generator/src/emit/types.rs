//! `types.rs`, or files below `types/`: types with their documentation, constructors and setters.

use super::docs::{emit_attributes, emit_derives, emit_docs};
use super::enums;
use super::file::File;
use super::structs;
use super::syntax::{
    Arg, Arm, Expr, Function, ItemKind, ItemNode, Path, Stmt, TypeNode, from_impl,
};
use super::uses::{FileRole, Uses};
use crate::rust::Crate;
use crate::rust::model;
use crate::rust::model::{
    Alias, Builtin, Deep, EnumItem, Getter, GetterField, HeldFrom, Newtype, NewtypeCodec,
    TypeFiles, TypeItem, UnionItem, VariantFrom,
};

/// `types.rs`.
pub(super) fn emit_types_file(krate: &Crate) -> File {
    let named = list_named_types(krate);
    let file = types_file(krate, FileRole::Types, "types.rs", named);
    let modules = declare_shared_module(krate);
    File { modules, ..file }.about(&["Types of the API."])
}

/// The root of several files: which there are, and all that is in them.
pub(super) fn emit_types_index(krate: &Crate, modules: &[String]) -> File {
    let declared = modules.iter().map(|module| format!("mod {module};"));
    let exported = modules.iter().map(|module| format!("pub use {module}::*;"));
    let mut modules: Vec<String> = declared.chain([String::new()]).chain(exported).collect();
    let shared = declare_shared_module(krate);
    if !shared.is_empty() {
        modules.push(String::new());
        modules.extend(shared);
    }
    let file = File {
        modules,
        ..File::new("types/mod.rs")
    };
    file.about(&["Types of the API."])
        .with_features(&krate.features)
}

/// One of several files.
pub(super) fn emit_types_part(krate: &Crate, module: &str, types: &[&TypeItem]) -> File {
    let path = format!("types/{module}.rs");
    types_file(krate, FileRole::TypesPart, &path, types.iter().copied())
}

/// The types that programs can name.
pub(super) fn list_named_types(krate: &Crate) -> impl Iterator<Item = &TypeItem> {
    let items = krate.types.items.iter();
    items.filter(|item| !is_shared(krate, item))
}

/// Whether programs cannot name a type.
fn is_shared(krate: &Crate, item: &TypeItem) -> bool {
    krate.types.shared.contains_key(item.item.ident())
}

/// Documentation shows what programs cannot name.
fn declare_shared_module(krate: &Crate) -> Vec<String> {
    let lines = [
        "#[cfg(doc)]",
        "pub mod shared;",
        "#[cfg(not(doc))]",
        "mod shared;",
        "",
        "pub(crate) use shared::*;",
    ];
    let has_any = !krate.types.shared.is_empty();
    let lines = lines.into_iter().filter(|_| has_any);
    lines.map(str::to_owned).collect()
}

/// `types/shared.rs`.
pub(super) fn emit_shared_types(krate: &Crate) -> File {
    let shared = krate
        .types
        .items
        .iter()
        .filter(|item| is_shared(krate, item));
    let path = "types/shared.rs";
    let mut file = types_file(krate, FileRole::TypesPart, path, shared);
    // What documentation links to.
    if krate.types.files == TypeFiles::One {
        file.uses.insert(0, "#[cfg(doc)]\nuse super::*;".to_owned());
    }
    file.about(&[
        "What several places of the document share, called after what they have in common.",
        "Programs write the names of the places: those stay when one comes or goes.",
    ])
}

fn types_file<'a>(
    krate: &Crate,
    place: FileRole,
    path: &str,
    types: impl IntoIterator<Item = &'a TypeItem>,
) -> File {
    let uses = Uses::new(place, &krate.types.full);
    let mut file = File::new(path);
    file.extend_by_types(types, |item| emit_type_item(item, &uses));
    file.using(&uses)
        .allowing_deprecated(krate.uses_deprecated)
        .with_features(&krate.features)
}

fn emit_type_item<'a>(item: &'a model::Item, uses: &Uses) -> Vec<ItemNode<'a>> {
    match item {
        model::Item::Struct(object, _) | model::Item::Form(object) => {
            structs::emit_struct_items(object, uses)
        }
        model::Item::Enum(list) => vec![emit_open_enum(list, uses)],
        model::Item::Union(union) => {
            let froms = union
                .froms
                .iter()
                .map(|from| emit_variant_conversion(union, from, uses));
            [self::emit_union(union, uses)]
                .into_iter()
                .chain(emit_getters(union, uses))
                .chain(froms)
                .collect()
        }
        model::Item::Alias(alias) => {
            let required = alias.required.iter();
            let required = required
                .map(|(ident, of)| structs::emit_required_alias(ident, of, uses.path_beside(of)));
            [self::emit_type_alias(alias, uses)]
                .into_iter()
                .chain(required)
                .collect()
        }
        model::Item::Newtype(newtype) => self::emit_newtype(newtype, uses),
    }
}

fn emit_open_enum<'a>(list: &'a EnumItem, uses: &Uses) -> ItemNode<'a> {
    let variants = list.variants.iter();
    let variants = variants.map(|one| enums::emit_variant(&one.docs, one.ident.written(), None));
    let unknown = if list.integer {
        TypeNode::text("i64")
    } else {
        TypeNode::text(uses.builtin(Builtin::String))
    };
    enums::emit_open_enum_definition(
        &list.ident.written(),
        (&list.docs, &list.allows),
        emit_derives(enums::CONSTANT, &list.extras),
        variants.chain([enums::emit_unknown_variant(unknown)]),
    )
}

fn emit_union<'a>(union: &'a UnionItem, uses: &Uses) -> ItemNode<'a> {
    let variants = union.variants.iter().map(|one| {
        let payload = Some(uses.ty(&one.ty));
        enums::emit_variant(&one.docs, one.ident.written(), payload)
    });
    let unknown = enums::emit_unknown_variant(TypeNode::text(uses.builtin(Builtin::Value)));
    enums::emit_open_enum_definition(
        &union.ident.written(),
        (&union.docs, &union.allows),
        emit_derives(enums::VALUE, &union.extras),
        variants.chain([unknown]),
    )
}

/// Methods for what all variants have.
fn emit_getters<'a>(union: &'a UnionItem, uses: &Uses) -> Option<ItemNode<'a>> {
    let methods = union
        .getters
        .iter()
        .map(|one| emit_getter(union, one, uses));
    let item = || ItemNode::methods(union.ident.written(), methods.collect());
    (!union.getters.is_empty()).then(item)
}

/// A value is given as it is. What is behind a reference may have to be read from a
/// variant that nobody knows, so that it may be owned, too.
fn emit_getter<'a>(union: &'a UnionItem, getter: &'a Getter, uses: &Uses) -> Function<'a> {
    let arms = union.variants.iter().zip(&getter.fields);
    let arms = arms.map(|(variant, field)| {
        let ident = variant.ident.written();
        match field {
            Some(field) => {
                let held = emit_held_expr(&getter.deep, field);
                Arm::new(format!("Self::{ident}(held)"), held)
            }
            None => Arm::new(format!("Self::{ident}(_)"), Expr::text("None")),
        }
    });
    let kept = Expr::text("kept");
    let name = || Expr::string(&getter.wire);
    let (given, unknown) = match &getter.deep {
        Deep::Str => (TypeNode::text("&str"), kept.method("member_str", [name()])),
        Deep::Value(ty) => (uses.ty(ty), kept.method("member", [name()])),
        Deep::Reference(ty) | Deep::OptionReference(ty) => (
            TypeNode::generic(COW, [TypeNode::text("'_"), uses.ty(ty)]),
            kept.method("member", [name()])
                .method("map", [Expr::text(COW.to_owned() + "::Owned")]),
        ),
        Deep::Slice(_)
        | Deep::OptionSlice(_)
        | Deep::OptionStr
        | Deep::Bytes
        | Deep::Into(_)
        | Deep::Text => (TypeNode::text(""), Expr::text("None")),
    };
    let unknown = Arm::new("Self::Unknown(kept)", unknown);
    let choice = Expr::choice(Expr::text("self"), arms.chain([unknown]).collect());
    Function {
        attributes: emit_attributes(&getter.docs, Vec::new(), &[], &["#[inline]", "#[must_use]"]),
        head: format!("pub fn {}", getter.method.written()).into(),
        args: vec![Arg::Receiver("&self".into())],
        returns: Some(TypeNode::generic(uses.builtin(Builtin::Option), [given])),
        body: vec![Stmt::Value(choice)],
    }
}

const COW: &str = "::std::borrow::Cow";

/// What a getter gives of a variant.
fn emit_held_expr<'a>(deep: &Deep, of: &'a GetterField) -> Expr<'a> {
    let field = Expr::text("held").field(of.ident.written());
    let borrowed = || Expr::text(COW.to_owned() + "::Borrowed");
    match (deep, of.optional) {
        (Deep::Str, true) => field.method("as_deref", []),
        (Deep::Value(_), true) => field,
        (Deep::Value(_), false) => Expr::call("Some", [field]),
        (Deep::Str, false) => Expr::call("Some", [field.reference()]),
        (_, true) => field.method("as_ref", []).method("map", [borrowed()]),
        (_, false) => {
            let borrowed = Expr::call(COW.to_owned() + "::Borrowed", [field.reference()]);
            Expr::call("Some", [borrowed])
        }
    }
}

fn emit_variant_conversion<'a>(
    union: &'a UnionItem,
    from: &'a VariantFrom,
    uses: &Uses,
) -> ItemNode<'a> {
    let value = Expr::text("value");
    let value = match from.made {
        HeldFrom::Same => value,
        HeldFrom::Boxed => Expr::call(uses.builtin(Builtin::Box).to("new"), [value]),
        HeldFrom::Borrowed => value.method("to_owned", []),
        HeldFrom::Wider => value.method("into", []),
    };
    let variant = Path::new("Self").to(&from.variant.written());
    let made = Expr::call(variant, [value]);
    let trait_ = uses.builtin(Builtin::From);
    let argument = ("value", uses.ty(&from.ty));
    from_impl(union.ident.written(), trait_, argument, made)
}

fn emit_type_alias<'a>(alias: &'a Alias, uses: &Uses) -> ItemNode<'a> {
    ItemNode::alias(
        emit_docs(&alias.docs),
        &alias.ident.written(),
        uses.ty(&alias.ty),
    )
}

fn emit_newtype<'a>(newtype: &'a Newtype, uses: &Uses) -> Vec<ItemNode<'a>> {
    let (derives, ty) = match &newtype.codec {
        NewtypeCodec::Inner(ty) | NewtypeCodec::Whole(ty) => (enums::VALUE, uses.ty(ty)),
        NewtypeCodec::Text => (enums::VALUE, TypeNode::text(uses.builtin(Builtin::String))),
        NewtypeCodec::Civil(_) => (
            "Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash",
            TypeNode::text("::bindery_runtime::jiff::civil::DateTime"),
        ),
    };
    let derives = emit_derives(derives, &newtype.extras);
    let ident = newtype.ident.written();
    let definition = ItemNode {
        attributes: emit_attributes(&newtype.docs, derives, &newtype.allows, &[]),
        kind: ItemKind::Text(format!("pub struct {ident}(pub {ty});").into()),
    };
    match newtype.codec {
        NewtypeCodec::Inner(_) => {
            let made = Expr::text("Self(value)");
            let trait_ = uses.builtin(Builtin::From);
            vec![definition, from_impl(ident, trait_, ("value", ty), made)]
        }
        // The runtime's macro converts it.
        NewtypeCodec::Civil(_) | NewtypeCodec::Text | NewtypeCodec::Whole(_) => vec![definition],
    }
}
