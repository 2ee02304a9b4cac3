//! The description of an operation.

use crate::emit::client::{call_with_list, emit_server};
use crate::emit::rules::emit_constrained_expr;
use crate::emit::syntax::{Expr, ItemNode, make_slice_expr, make_strings_slice};
use crate::emit::uses::Uses;
use crate::http_methods::METHODS;
use crate::rust::model::{
    AnswerRow, Body, ContentKind, EmbeddedTable, OperationItem, ParameterRow, Place, Requirement,
    StatusPattern, Style,
};
use crate::rust::names::StaticIdent;

/// The description, after the tables that it refers to.
pub(super) fn emit_operation_tables<'a>(
    operation: &'a OperationItem,
    uses: &Uses,
) -> Vec<ItemNode<'a>> {
    let failures = operation
        .answers
        .iter()
        .filter_map(|row| row.embedded.as_ref());
    let failures = failures.map(|one| emit_embedded_failure(one, uses));
    // Statics may refer to each other in any order; above is where a reader looks for what a name
    // means.
    let kept = operation
        .kept
        .as_ref()
        .and_then(|kept| kept.answers.as_ref());
    let kept = kept.map(|kept| {
        let answers = (kept.rows.as_slice(), &None);
        emit_operation_table(operation, &kept.table, answers, uses)
    });
    let answers = (operation.answers.as_slice(), &operation.same.answers);
    failures
        .chain([emit_operation_table(
            operation,
            &operation.table,
            answers,
            uses,
        )])
        .chain(kept)
        .collect()
}

/// `const IDENT: &Operation = &Operation::new(…)` and what differs from its defaults. The answers
/// come with the description that has the same, if there is one.
fn emit_operation_table<'a>(
    operation: &'a OperationItem,
    ident: &'a StaticIdent,
    (answers, same_answers): (&'a [AnswerRow], &Option<StaticIdent>),
    uses: &Uses,
) -> ItemNode<'a> {
    let ty = uses.contract("Operation");
    let same = &operation.same;
    let mut constants = METHODS.iter();
    let has_constant = constants.any(|one| operation.http_method.eq_ignore_ascii_case(one));
    let (constructor, method) = match has_constant {
        true => (
            "new",
            Expr::text(uses.rt("Method").to(&operation.http_method)),
        ),
        false => ("with_method", Expr::string(&operation.http_method)),
    };
    let args = [
        Expr::string(&operation.id),
        method,
        Expr::string(&operation.path),
    ];
    let parameters = operation
        .parameters
        .iter()
        .map(|one| emit_parameter_row(one, uses));
    let responses = answers.iter().map(|one| emit_response_row(one, uses));
    let servers = operation.servers.iter().map(|one| emit_server(one, uses));
    let body = operation.body.as_ref().map(|one| emit_body_info(one, uses));
    let made = Expr::call(ty.clone().to(constructor), args);
    let made = call_with_shared_list(made, "parameters", &same.parameters, parameters.collect());
    let made = match body {
        Some(body) => made.method("body", [body]),
        None => made,
    };
    let made = call_with_shared_list(made, "responses", same_answers, responses.collect());
    let made = call_with_security(made, operation, uses);
    let made = call_with_list(made, "servers", servers.collect());
    let made = mark_expr(made, operation.idempotent, "idempotent");
    let made = match &operation.idempotency_header {
        Some(header) => made.method("idempotency_key", [Expr::string(header)]),
        None => made,
    };
    ItemNode::constant_table(ident.as_str(), ty, made)
}

/// `made.name(&[items])`, or `made.name_of(OTHER)` where another description has the
/// same; nothing is written where there are no items.
fn call_with_shared_list<'a>(
    made: Expr<'a>,
    name: &'static str,
    same: &Option<StaticIdent>,
    items: Vec<Expr<'a>>,
) -> Expr<'a> {
    match same {
        Some(other) if !items.is_empty() => call_with_other_table(made, name, other),
        Some(_) | None => call_with_list(made, name, items),
    }
}

/// `made.name_of(OTHER)`.
fn call_with_other_table<'a>(made: Expr<'a>, name: &'static str, other: &StaticIdent) -> Expr<'a> {
    let other = Expr::text(other.as_str().to_owned());
    made.method(format!("{name}_of"), [other])
}

fn emit_parameter_row<'a>(row: &'a ParameterRow, uses: &Uses) -> Expr<'a> {
    let place = match row.place {
        Place::Path => "path",
        Place::Query if row.whole_query => "query_string",
        Place::Query => "query",
        Place::Header => "header",
        Place::Cookie => "cookie",
    };
    let made = Expr::call(
        uses.contract("Parameter").to(place),
        [Expr::string(&row.name)],
    );
    let made = mark_expr(made, row.required, "required");
    let made = mark_expr(made, row.nullable, "nullable");
    let made = mark_expr(made, row.allow_empty, "allow_empty");
    let made = match row.style {
        Some((style, explode)) => made.method(
            "style",
            [self::emit_style(style, uses), Expr::bool(explode)],
        ),
        None => made,
    };
    let made = mark_expr(made, row.allow_reserved, "allow_reserved");
    let made = match row.content {
        None => made,
        Some(ContentKind::Json) => made.method("json", []),
        Some(ContentKind::Form) => made.method("form", []),
        Some(ContentKind::Text) => made.method("text", []),
    };
    emit_constrained_expr(made, &row.rules, uses)
}

/// `made.mark()`, where that is so.
fn mark_expr<'a>(made: Expr<'a>, marked: bool, mark: &'static str) -> Expr<'a> {
    if marked { made.method(mark, []) } else { made }
}

/// `Style::Form` and so on.
pub(super) fn emit_style(style: Style, uses: &Uses) -> Expr<'static> {
    Expr::text(uses.contract("Style").to(match style {
        Style::Matrix => "Matrix",
        Style::Label => "Label",
        Style::Simple => "Simple",
        Style::Form => "Form",
        Style::SpaceDelimited => "SpaceDelimited",
        Style::PipeDelimited => "PipeDelimited",
        Style::DeepObject => "DeepObject",
        Style::Cookie => "Cookie",
    }))
}

fn emit_body_info<'a>(body: &'a Body, uses: &Uses) -> Expr<'a> {
    let made = if body.required {
        "required"
    } else {
        "optional"
    };
    let made = uses.contract("BodyInfo").to(made);
    Expr::call(made, [Expr::string(&body.media_type)])
}

fn emit_response_row<'a>(row: &'a AnswerRow, uses: &Uses) -> Expr<'a> {
    let made = if row.success { "success" } else { "failure" };
    let args = [emit_status(row.status, uses), Expr::string(&row.media_type)];
    let made = Expr::call(uses.contract("ResponseInfo").to(made), args);
    let made = mark_expr(made, row.streamed, "streamed");
    let made = with_case_number(made, row.case);
    match &row.embedded {
        Some(table) => {
            let table = Expr::text(table.ident.as_str());
            made.method("embedded", [table])
        }
        None => made,
    }
}

fn emit_status(status: StatusPattern, uses: &Uses) -> Expr<'static> {
    let ty = uses.contract("Status");
    match status {
        StatusPattern::Code(code) => Expr::call(ty.to("Code"), [Expr::literal(code.to_string())]),
        StatusPattern::Range(range) => {
            Expr::call(ty.to("Range"), [Expr::literal(range.to_string())])
        }
        StatusPattern::Default => Expr::text(ty.to("Default")),
    }
}

fn emit_embedded_failure<'a>(table: &'a EmbeddedTable, uses: &Uses) -> ItemNode<'a> {
    let (failure, ty) = (&table.failure, uses.contract("EmbeddedFailure"));
    let args = [
        Expr::string(&failure.pointer),
        Expr::string(&failure.success),
    ];
    let made = Expr::call(ty.clone().to("new"), args);
    let made = call_with_pointer(made, "code", failure.code.as_deref());
    let made = call_with_pointer(made, "message", failure.message.as_deref());
    let made = with_case_number(made, table.case);
    // Operations name it, and a constant has no constant part that names what is static.
    ItemNode::constant_table(table.ident.as_str(), ty, made)
}

/// `made.case(number)`, where a reader knows it by a number that is not its place.
fn with_case_number(made: Expr<'_>, case: Option<usize>) -> Expr<'_> {
    match case {
        Some(number) => made.method("case", [Expr::literal(number.to_string())]),
        None => made,
    }
}

/// `made.name("pointer")`, where there is one.
fn call_with_pointer<'a>(made: Expr<'a>, name: &'static str, pointer: Option<&str>) -> Expr<'a> {
    match pointer {
        Some(pointer) => made.method(name, [Expr::string(pointer)]),
        None => made,
    }
}

/// What it asks of whoever calls, where the document says something about that.
fn call_with_security<'a>(made: Expr<'a>, operation: &'a OperationItem, uses: &Uses) -> Expr<'a> {
    match (&operation.security, &operation.same.security) {
        (None, _) => made,
        (Some(_), Some(other)) => call_with_other_table(made, "security", other),
        (Some(alternatives), None) => {
            let needed = |all: &'a Vec<Requirement>| {
                let all = all.iter().map(|one| emit_requirement(one, uses));
                make_slice_expr(all.collect::<Vec<_>>())
            };
            let alternatives = alternatives.iter().map(needed);
            made.method(
                "security",
                [make_slice_expr(alternatives.collect::<Vec<_>>())],
            )
        }
    }
}

fn emit_requirement<'a>(requirement: &'a Requirement, uses: &Uses) -> Expr<'a> {
    let made = uses.rt("Requirement").to("new");
    let made = Expr::call(made, [Expr::string(&requirement.scheme)]);
    match requirement.scopes.as_slice() {
        [] => made,
        scopes => made.method("with_scopes", [make_strings_slice(scopes)]),
    }
}
