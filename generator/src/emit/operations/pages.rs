//! Methods that walk pages.

use super::signature::{emit_arguments, emit_success_type, list_call_types};
use crate::emit::docs::emit_attributes;
use crate::emit::syntax::{Expr, Function, Stmt, TypeNode};
use crate::emit::uses::Uses;
use crate::rust::model::{
    OperationItem, PageField, PageFieldState, PageInput, PageStep, Pages, Pagination,
};

pub(super) fn emit_page_methods<'a>(
    operation: &'a OperationItem,
    pages: &'a Pages,
    uses: &Uses,
) -> [Function<'a>; 2] {
    [
        emit_pages_method(operation, pages, uses),
        emit_items_method(operation, pages, uses),
    ]
}

fn emit_pages_method<'a>(
    operation: &'a OperationItem,
    pages: &'a Pages,
    uses: &Uses,
) -> Function<'a> {
    let ty = uses.rt("Pages");
    let call = Expr::text("self").method(operation.method.written(), pass_arguments(operation));
    let walk = [call, emit_paging(&pages.pagination, uses)];
    let returns = list_call_types([emit_success_type(operation, uses)], operation, uses);
    Function {
        attributes: emit_attributes(&pages.docs.0, Vec::new(), &operation.allows, &["#[inline]"]),
        head: format!("pub fn {}", pages.pages.written()).into(),
        args: emit_arguments(operation, uses),
        returns: Some(TypeNode::generic(ty.clone(), returns)),
        body: vec![Stmt::Value(Expr::call(ty.to("new"), walk))],
    }
}

fn emit_items_method<'a>(
    operation: &'a OperationItem,
    pages: &'a Pages,
    uses: &Uses,
) -> Function<'a> {
    let ty = uses.rt("Items");
    let page = emit_success_type(operation, uses);
    let walk = Expr::text("self").method(pages.pages.written(), pass_arguments(operation));
    let items = Expr::closure(format!("|page: {page}|"), emit_page_list(&pages.list));
    let returns = list_call_types([uses.ty(&pages.item), page], operation, uses);
    Function {
        attributes: emit_attributes(&pages.docs.1, Vec::new(), &operation.allows, &["#[inline]"]),
        head: format!("pub fn {}", pages.items.written()).into(),
        args: emit_arguments(operation, uses),
        returns: Some(TypeNode::generic(ty.clone(), returns)),
        body: vec![Stmt::Value(Expr::call(ty.to("new"), [walk, items]))],
    }
}

fn pass_arguments(operation: &OperationItem) -> Vec<Expr<'_>> {
    let arguments = operation.arguments.iter();
    arguments
        .map(|argument| Expr::text(argument.ident.written()))
        .collect()
}

/// The items of `page`, moved out; none where something on the way to them is not there.
fn emit_page_list(fields: &[PageField]) -> Expr<'_> {
    let mut list = Expr::text("page");
    let mut optional = false;
    for PageField { field, state } in fields {
        let inside = if optional {
            Expr::text("it")
        } else {
            list.clone()
        };
        let inside = inside.field(field.written());
        let inside = match state {
            PageFieldState::Maybe => inside.method("value", []),
            PageFieldState::There | PageFieldState::Option => inside,
        };
        list = match (optional, state) {
            (false, _) => inside,
            (true, PageFieldState::There) => list.method("map", [Expr::closure("|it|", inside)]),
            (true, PageFieldState::Option | PageFieldState::Maybe) => {
                list.method("and_then", [Expr::closure("|it|", inside)])
            }
        };
        optional |= *state != PageFieldState::There;
    }
    match optional {
        true => list.method("unwrap_or_default", []),
        false => list,
    }
}

/// `Paging::cursor(PageInput::Query("after"), "/next", "/items").more("/has_more")`.
fn emit_paging(pagination: &Pagination, uses: &Uses) -> Expr<'static> {
    let input = |input: &PageInput| {
        let (variant, name) = match input {
            PageInput::Query(name) => ("Query", name),
            PageInput::Header(name) => ("Header", name),
            PageInput::Body(name) => ("Body", name),
        };
        Expr::call(uses.contract("PageInput").to(variant), [Expr::string(name)])
    };
    let items = Expr::string(&pagination.items);
    let text = |text: &String| Expr::string(text);
    let (made, arguments) = match &pagination.step {
        PageStep::Offset(offset) => ("offset", vec![input(offset), items]),
        PageStep::Number(page, first) => {
            let first = Expr::literal(first.to_string());
            ("page", vec![input(page), first, items])
        }
        PageStep::Cursor(cursor, next) => ("cursor", vec![input(cursor), text(next), items]),
        PageStep::LastItem(cursor, last) => ("last_item", vec![input(cursor), text(last), items]),
        PageStep::Url(url) => ("next_url", vec![text(url), items]),
        PageStep::Link(relation) => ("link", vec![text(relation), items]),
    };
    let paging = Expr::call(uses.contract("Paging").to(made), arguments);
    let told = [
        ("more", &pagination.more),
        ("total", &pagination.total),
        ("total_pages", &pagination.total_pages),
    ];
    told.into_iter()
        .fold(paging, |paging, (method, pointer)| match pointer {
            Some(pointer) => paging.method(method, [text(pointer)]),
            None => paging,
        })
}
