//! `wire.rs`, or files below `wire/`: how everything is read and written. Nobody needs to read it.

mod examples;
mod indices;
mod outcomes;
mod records;
mod unions;

use std::collections::BTreeSet;

use super::file::{File, gated};
use super::syntax::{Arg, Expr, Function, Item, ItemKind, Part, Path, Stmt, Text, Ty};
use super::uses::{Place, Uses};
use crate::printable::{IntegerLiteral, StringLiteral};
use crate::rust::Crate;
use crate::rust::model::{self, EnumItem, Newtype, NewtypeCodec, OperationItem};
use crate::rust::names::TypeIdent;

/// `wire.rs`.
pub(super) fn file(krate: &Crate) -> File {
    let uses = Uses::new(Place::Beside, &krate.types.full);
    let mut file = File::new("wire.rs");
    for item in &krate.types.items {
        file.extend(gated(item.feature.as_ref(), print(&item.item, &uses)));
    }
    with_outcomes(file, krate, &uses)
}

/// The root of several files: which there are, and how answers are read.
pub(super) fn index(krate: &Crate, modules: &BTreeSet<String>) -> File {
    let file = File {
        modules: modules
            .iter()
            .map(|module| format!("mod {module};"))
            .collect(),
        ..File::new("wire/mod.rs")
    };
    let uses = Uses::new(Place::Beside, &krate.types.full);
    with_outcomes(file, krate, &uses)
}

/// One of several files.
pub(super) fn part(krate: &Crate, module: &str) -> File {
    let uses = Uses::new(Place::WirePart, &krate.types.full);
    let mut file = File::new(format!("wire/{module}.rs"));
    let items = krate.types.items.iter();
    let is_in = |ident: &TypeIdent| krate.types.files.module_of(ident).as_deref() == Some(module);
    for item in items.filter(|item| is_in(item.item.ident())) {
        file.extend(gated(item.feature.as_ref(), print(&item.item, &uses)));
    }
    file.using(&uses)
        .allowing_deprecated(krate.uses_deprecated)
        .with_features(&krate.features)
}

/// The types that are read and written by code of their own.
pub(super) fn idents(krate: &Crate) -> impl Iterator<Item = &TypeIdent> {
    let items = krate.types.items.iter().map(|item| &item.item);
    let items = items.filter(|item| !matches!(item, model::Item::Form(_) | model::Item::Alias(_)));
    items.map(model::Item::ident)
}

fn with_outcomes(mut file: File, krate: &Crate, uses: &Uses) -> File {
    for module in &krate.operations {
        let outcomes = module.operations.iter().flat_map(OperationItem::outcomes);
        let read = outcomes.flat_map(|outcome| outcomes::items(outcome, uses));
        file.extend(gated(module.feature.as_ref(), read));
    }
    file.extend(examples::item(krate));
    file.about(&["How everything is read and written."])
        .using(uses)
        .allowing_deprecated(krate.uses_deprecated)
        .with_features(&krate.features)
}

fn print<'a>(item: &'a model::Item, uses: &Uses) -> Vec<Item<'a>> {
    match item {
        model::Item::Struct(object, record) => {
            let items = records::items(object, record, uses).into_iter();
            items.chain([serde(&object.ident, uses)]).collect()
        }
        model::Item::Enum(list) => vec![open_enum(list, uses), serde(&list.ident, uses)],
        model::Item::Union(union) => {
            let items = unions::items(union, uses).into_iter();
            items.chain([serde(&union.ident, uses)]).collect()
        }
        model::Item::Newtype(newtype) => self::newtype(newtype, uses),
        model::Item::Form(_) | model::Item::Alias(_) => Vec::new(),
    }
}

/// The type's path.
fn path(ident: &TypeIdent, uses: &Uses) -> Path<'static> {
    uses.path_in_types(ident)
}

/// A call of a macro that the runtime has for a type.
fn called<'a>(name: &'static str, args: Vec<Text<'a>>) -> Item<'a> {
    let path = Path::new("bindery_runtime").to(name);
    Item::bare(ItemKind::Called(Expr::called_macro(path, args)))
}

/// A call of a macro of the runtime with one part between braces.
fn braced<'a>(name: &str, head: impl Into<Text<'a>>, entries: Vec<Text<'a>>) -> Item<'a> {
    let path = Path::new("bindery_runtime").to(name);
    let head = head.into();
    Item::bare(ItemKind::Macro(path.into(), vec![Part { head, entries }]))
}

fn serde(ident: &TypeIdent, uses: &Uses) -> Item<'static> {
    called("serde_impls", vec![path(ident, uses).into()])
}

fn open_enum(list: &EnumItem, uses: &Uses) -> Item<'static> {
    let variants = list.variants.iter().map(|variant| {
        let ident = variant.ident.written();
        if list.integer {
            format!("{ident} = {}", IntegerLiteral::new(&variant.wire)).into()
        } else {
            format!("{ident} = {}", StringLiteral::new(&variant.wire)).into()
        }
    });
    let name = if list.integer {
        "open_integer_enum"
    } else {
        "open_enum"
    };
    braced(name, path(&list.ident, uses), variants.collect())
}

fn newtype(newtype: &Newtype, uses: &Uses) -> Vec<Item<'static>> {
    let path = || path(&newtype.ident, uses);
    let serde = serde(&newtype.ident, uses);
    match &newtype.codec {
        NewtypeCodec::Civil(format) => {
            let args = vec![
                path().into(),
                StringLiteral::new(format).into_source().into(),
            ];
            vec![called("civil_format", args), serde]
        }
        NewtypeCodec::Inner(_) => {
            let encode = encode(path(), vec![Stmt::Text("self.0.encode(to)".into())], uses);
            let read = Stmt::Text("from.read().map(Self)".into());
            vec![encode, decode(path(), vec![read], uses), serde]
        }
    }
}

/// `impl Encode`.
fn encode<'a>(path: Path<'a>, body: Vec<Stmt<'a>>, uses: &Uses) -> Item<'a> {
    let writer = uses.json("Writer");
    let function = Function {
        attributes: vec!["#[inline]".into()],
        head: "fn encode".into(),
        args: vec![
            Arg::Receiver("&self".into()),
            Arg::Typed("to".into(), Ty::text(format!("&mut {writer}"))),
        ],
        returns: None,
        body,
    };
    Item::implementation(uses.json("Encode"), path, function)
}

/// `impl Decode`.
fn decode<'a>(path: Path<'a>, body: Vec<Stmt<'a>>, uses: &Uses) -> Item<'a> {
    let (reader, error) = (uses.json("Reader"), uses.json("DecodeError"));
    let reader = format!("&mut {reader}<'_>");
    let function = Function {
        attributes: vec!["#[inline]".into()],
        head: "fn decode".into(),
        args: vec![Arg::Typed("from".into(), Ty::text(reader))],
        returns: Some(Ty::generic("Result", [Ty::text("Self"), Ty::text(error)])),
        body,
    };
    Item::implementation(uses.json("Decode"), path, function)
}
