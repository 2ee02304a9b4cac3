//! `wire.rs`, or files below `wire/`: how everything is read and written. Nobody needs to read it.

mod examples;
mod indices;
mod outcomes;
mod records;
mod unions;

use super::client::assert_contract;
use super::file::{File, gate_items};
use super::syntax::{
    Arg, Function, ItemNode, Path, Stmt, TypeNode, call_braced_macro, call_runtime_macro,
};
use super::uses::{FileRole, Uses};
use crate::printable::{IntegerLiteral, StringLiteral};
use crate::rust::Crate;
use crate::rust::model::{self, EnumItem, Newtype, NewtypeCodec, OperationItem, TypeItem};
use crate::rust::names::TypeIdent;

/// `wire.rs`.
pub(super) fn emit_wire_file(krate: &Crate) -> File {
    let uses = Uses::new(FileRole::Beside, &krate.types.full);
    let mut file = File::new("wire.rs");
    file.extend_by_types(&krate.types.items, |item| emit_wire_item(item, &uses));
    with_outcomes(file, krate, &uses)
}

/// The root of several files: which there are, and how responses are read.
pub(super) fn emit_wire_index(krate: &Crate, modules: &[String]) -> File {
    let file = File {
        modules: modules
            .iter()
            .map(|module| format!("mod {module};"))
            .collect(),
        ..File::new("wire/mod.rs")
    };
    let uses = Uses::new(FileRole::Beside, &krate.types.full);
    with_outcomes(file, krate, &uses)
}

/// One of several files.
pub(super) fn emit_wire_part(krate: &Crate, module: &str, types: &[&TypeItem]) -> File {
    let uses = Uses::new(FileRole::WirePart, &krate.types.full);
    let mut file = File::new(format!("wire/{module}.rs"));
    file.extend_by_types(types.iter().copied(), |item| emit_wire_item(item, &uses));
    file.using(&uses)
        .allowing_deprecated(krate.uses_deprecated)
        .with_features(&krate.features)
}

/// The types that are read and written by code of their own.
pub(super) fn list_wire_types(krate: &Crate) -> impl Iterator<Item = &TypeItem> {
    let types = krate.types.items.iter();
    types.filter(|ty| !matches!(ty.item, model::Item::Form(_) | model::Item::Alias(_)))
}

fn with_outcomes(mut file: File, krate: &Crate, uses: &Uses) -> File {
    for module in &krate.operations {
        let outcomes = module.operations.iter().flat_map(OperationItem::outcomes);
        let read = outcomes.flat_map(|outcome| outcomes::emit_wire_outcome(outcome, uses));
        file.extend(gate_items(module.feature.as_ref(), read));
    }
    file.extend(examples::emit_examples_item(krate));
    if krate.types_only {
        file.extend([assert_contract()]);
    }
    file.about(&["How everything is read and written."])
        .using(uses)
        .allowing_deprecated(krate.uses_deprecated)
        .with_features(&krate.features)
}

fn emit_wire_item<'a>(item: &'a model::Item, uses: &Uses) -> Vec<ItemNode<'a>> {
    match item {
        model::Item::Struct(object, record) => {
            let items = records::emit_record_items(object, record, uses).into_iter();
            items
                .chain([emit_serde_item(&object.ident, uses)])
                .collect()
        }
        model::Item::Enum(list) => vec![
            emit_wire_open_enum(list, uses),
            emit_serde_item(&list.ident, uses),
        ],
        model::Item::Union(union) => {
            let items = unions::emit_union_items(union, uses).into_iter();
            items.chain([emit_serde_item(&union.ident, uses)]).collect()
        }
        model::Item::Newtype(newtype) => self::emit_wire_newtype(newtype, uses),
        model::Item::Form(_) | model::Item::Alias(_) => Vec::new(),
    }
}

/// The type's path.
fn emit_type_path(ident: &TypeIdent, uses: &Uses) -> Path<'static> {
    uses.path_in_types(ident)
}

fn emit_serde_item(ident: &TypeIdent, uses: &Uses) -> ItemNode<'static> {
    call_runtime_macro("serde_impls", vec![emit_type_path(ident, uses).into()])
}

fn emit_wire_open_enum(list: &EnumItem, uses: &Uses) -> ItemNode<'static> {
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
    let head = format!("{}: Debug + Eq + Hash", emit_type_path(&list.ident, uses));
    call_braced_macro(name, head, variants.collect())
}

fn emit_wire_newtype(newtype: &Newtype, uses: &Uses) -> Vec<ItemNode<'static>> {
    let path = || emit_type_path(&newtype.ident, uses);
    let serde = emit_serde_item(&newtype.ident, uses);
    match &newtype.codec {
        NewtypeCodec::Civil(format) => {
            let args = vec![
                path().into(),
                StringLiteral::new(format).into_source().into(),
            ];
            vec![call_runtime_macro("civil_format", args), serde]
        }
        NewtypeCodec::Text => vec![
            call_runtime_macro("text_newtype", vec![path().into()]),
            serde,
        ],
        NewtypeCodec::Whole(ty) => {
            let args = vec![path().into(), uses.ty(ty).to_string().into()];
            vec![call_runtime_macro("whole_newtype", args), serde]
        }
        NewtypeCodec::Inner(_) => {
            let encode =
                emit_encode_impl(path(), vec![Stmt::Text("self.0.encode(to)".into())], uses);
            let read = Stmt::Text("from.read().map(Self)".into());
            vec![encode, emit_decode_impl(path(), vec![read], uses), serde]
        }
    }
}

/// `impl Encode`.
fn emit_encode_impl<'a>(path: Path<'a>, body: Vec<Stmt<'a>>, uses: &Uses) -> ItemNode<'a> {
    let writer = uses.json("Writer");
    let function = Function {
        attributes: vec!["#[inline]".into()],
        head: "fn encode".into(),
        args: vec![
            Arg::Receiver("&self".into()),
            Arg::Typed("to".into(), TypeNode::text(format!("&mut {writer}"))),
        ],
        returns: None,
        body,
    };
    ItemNode::implementation(uses.json("Encode"), path, function)
}

/// `impl Decode`.
fn emit_decode_impl<'a>(path: Path<'a>, body: Vec<Stmt<'a>>, uses: &Uses) -> ItemNode<'a> {
    let (reader, error) = (uses.json("Reader"), uses.json("DecodeError"));
    let reader = format!("&mut {reader}<'_>");
    let function = Function {
        attributes: vec!["#[inline]".into()],
        head: "fn decode".into(),
        args: vec![Arg::Typed("from".into(), TypeNode::text(reader))],
        returns: Some(TypeNode::generic(
            "Result",
            [TypeNode::text("Self"), TypeNode::text(error)],
        )),
        body,
    };
    ItemNode::implementation(uses.json("Decode"), path, function)
}
