//! Methods that walk pages.

use super::methods::{emit_arguments, emit_failure_type, emit_success_type};
use crate::emit::docs::emit_attributes;
use crate::emit::syntax::{Expr, Function, Stmt, TypeNode};
use crate::emit::uses::Uses;
use crate::rust::model::{self, Argument, Deep, OperationItem, Pages};

pub(super) fn emit_page_methods<'a>(
    operation: &'a OperationItem,
    pages: &'a Pages,
    uses: &Uses,
) -> [Function<'a>; 2] {
    [
        all_pages(operation, pages, uses),
        all_items(operation, pages, uses),
    ]
}

fn all_pages<'a>(operation: &'a OperationItem, pages: &'a Pages, uses: &Uses) -> Function<'a> {
    let ty = uses.rt("Pages");
    let page = emit_success_type(operation, uses);
    let info = Expr::closure(format!("|page: &{page}|"), page_info(pages, uses));
    let bind = |name: &'static str, value| Stmt::bind(name, value);
    let before = [
        bind("start", first_offset(pages)),
        bind("client", Expr::text("self").method("clone", [])),
    ];
    let owned = operation.arguments.iter().filter_map(own_argument);
    let walk = ["start", "next", "info"].map(Expr::text);
    let behind = [
        bind("next", call_of_next_page(operation, pages)),
        bind("info", info),
        Stmt::Value(Expr::call(ty.to("offset"), walk)),
    ];
    Function {
        attributes: emit_attributes(&pages.docs.0, &[], &operation.allows, &["#[inline]"]),
        head: format!("pub fn {}", pages.pages.written()).into(),
        args: emit_arguments(operation, uses),
        returns: Some(TypeNode::generic(
            ty,
            [page, emit_failure_type(operation, uses)],
        )),
        body: before.into_iter().chain(owned).chain(behind).collect(),
    }
}

fn all_items<'a>(operation: &'a OperationItem, pages: &'a Pages, uses: &Uses) -> Function<'a> {
    let ty = uses.rt("Items");
    let page = emit_success_type(operation, uses);
    let arguments_again = operation.arguments.iter();
    let arguments_again: Vec<Expr> = arguments_again
        .map(|argument| Expr::text(argument.ident.written()))
        .collect();
    let walk = Expr::text("self").method(pages.pages.written(), arguments_again);
    let list = page_field(&pages.list.0.written());
    let list = match pages.list.1 {
        true => list.method("unwrap_or_default", []),
        false => list,
    };
    let items = Expr::closure(format!("|page: {page}|"), list);
    let returns = [
        uses.ty(&pages.item),
        page,
        emit_failure_type(operation, uses),
    ];
    Function {
        attributes: emit_attributes(&pages.docs.1, &[], &operation.allows, &["#[inline]"]),
        head: format!("pub fn {}", pages.items.written()).into(),
        args: emit_arguments(operation, uses),
        returns: Some(TypeNode::generic(ty.clone(), returns)),
        body: vec![Stmt::Value(Expr::call(ty.to("new"), [walk, items]))],
    }
}

/// A field of a page.
fn page_field<'a>(field: &str) -> Expr<'a> {
    Expr::text("page").field(field.to_owned())
}

/// What a closure keeps of an argument.
fn own_argument(argument: &Argument) -> Option<Stmt<'_>> {
    let ident = || Expr::text(argument.ident.written());
    let owned = match argument.deep {
        Deep::Str | Deep::Slice(_) => ident().method("to_owned", []),
        Deep::OptionStr | Deep::OptionSlice(_) => {
            ident().method("map", [Expr::text("ToOwned::to_owned")])
        }
        Deep::Reference(_) => ident().method("clone", []),
        Deep::OptionReference(_) => ident().method("cloned", []),
        Deep::Bytes | Deep::Into(_) | Deep::Text => ident().method("into", []),
        Deep::Value(_) => return None,
    };
    Some(Stmt::bind(argument.ident.written(), owned))
}

/// An argument of each call.
fn pass_argument(argument: &Argument) -> Expr<'_> {
    let ident = Expr::text(argument.ident.written());
    match argument.deep {
        Deep::Str | Deep::Slice(_) | Deep::Reference(_) => ident.reference(),
        Deep::OptionStr | Deep::OptionSlice(_) => ident.method("as_deref", []),
        Deep::OptionReference(_) => ident.method("as_ref", []),
        Deep::Bytes | Deep::Into(_) | Deep::Text => ident.method("clone", []),
        Deep::Value(_) => ident,
    }
}

/// The closure that makes the call of a later page.
fn call_of_next_page<'a>(operation: &'a OperationItem, pages: &'a Pages) -> Expr<'a> {
    let (argument, field) = (pages.place.argument.written(), &pages.place.field);
    let place = format!("{argument}.{}", field.written());
    let fresh = Expr::text(argument.clone()).method("clone", []);
    let again: Vec<Expr> = operation.arguments.iter().map(pass_argument).collect();
    let call = Expr::text("client").method(operation.method.written(), again);
    Expr::closure(
        "move |offset: u64|",
        Expr::block(vec![
            Stmt::bind(format!("mut {argument}"), fresh),
            Stmt::Run(Expr::assign(place, next_offset(pages))),
            Stmt::Value(call),
        ]),
    )
}

/// The offset of the first page.
fn first_offset(pages: &Pages) -> Expr<'_> {
    let given = Expr::text(pages.place.argument.written()).field(pages.place.field.written());
    let given = if pages.optional {
        given.method("unwrap_or_default", [])
    } else {
        given
    };
    match &pages.offset {
        model::Ty::U64 => given,
        model::Ty::U32 => Expr::call("u64::from", [given]),
        _ => given.method("max", [Expr::literal("0")]).cast("u64"),
    }
}

/// The offset of a later page.
fn next_offset(pages: &Pages) -> Expr<'static> {
    let narrowed = |ty: &str| {
        let most = Expr::text(format!("{ty}::MAX"));
        Expr::call(format!("{ty}::try_from"), [Expr::text("offset")]).method("unwrap_or", [most])
    };
    let offset = match &pages.offset {
        model::Ty::U64 => Expr::text("offset"),
        model::Ty::U32 => narrowed("u32"),
        model::Ty::I32 => narrowed("i32"),
        _ => narrowed("i64"),
    };
    if pages.optional {
        Expr::call("Some", [offset])
    } else {
        offset
    }
}

/// `PageInfo::new(…)`: how many items a page has, and how many there are.
fn page_info<'a>(pages: &Pages, uses: &Uses) -> Expr<'a> {
    let list = page_field(&pages.list.0.written());
    let items = if pages.list.1 {
        let length = Expr::closure("|items|", Expr::text("items").method("len", []));
        list.method("as_ref", [])
            .method("map_or", [Expr::literal("0"), length])
    } else {
        list.method("len", [])
    };
    let total = match &pages.total {
        None => Expr::text("None"),
        Some(total) => {
            let field = page_field(&total.field.written());
            let counted = |value| Expr::call("u64::try_from", [value]).method("ok", []);
            if total.optional {
                let counted = Expr::closure("|total|", counted(Expr::text("total")));
                field.method("and_then", [counted])
            } else {
                counted(field)
            }
        }
    };
    let made = uses.contract("PageInfo").to("new");
    Expr::call(made, [items.cast("u64"), total])
}
