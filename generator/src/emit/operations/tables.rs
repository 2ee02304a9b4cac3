//! The description of an operation.

use crate::emit::client::{listed, server};
use crate::emit::rules::constrained;
use crate::emit::syntax::{Expr, Item, slice, strings};
use crate::emit::uses::Uses;
use crate::rust::model::{
    AnswerRow, Body, ContentKind, EmbeddedTable, OperationItem, ParameterRow, Place, Requirement,
    Status, Style,
};
use crate::rust::names::StaticIdent;

/// The description, after the tables that it refers to.
pub(super) fn tables<'a>(operation: &'a OperationItem, uses: &Uses) -> Vec<Item<'a>> {
    let failures = operation
        .answers
        .iter()
        .filter_map(|row| row.embedded.as_ref());
    let failures = failures.map(|one| embedded(one, uses));
    // Statics may refer to each other in any order; above is where a reader looks for what a name
    // means.
    failures.chain([self::operation(operation, uses)]).collect()
}

/// `static IDENT: Operation = Operation::new(…)` and what differs from its defaults.
fn operation<'a>(operation: &'a OperationItem, uses: &Uses) -> Item<'a> {
    let ty = uses.contract("Operation");
    let same = &operation.same;
    let args = [
        Expr::string(&operation.id),
        Expr::text(uses.rt("Method").to(&operation.http_method)),
        Expr::string(&operation.path),
    ];
    let parameters = operation.parameters.iter().map(|one| parameter(one, uses));
    let responses = operation.answers.iter().map(|one| response(one, uses));
    let servers = operation.servers.iter().map(|one| server(one, uses));
    let body = operation.body.as_ref().map(|one| body(one, uses));
    let made = Expr::call(ty.clone().to("new"), args);
    let made = shared(made, "parameters", &same.parameters, parameters.collect());
    let made = match body {
        Some(body) => made.method("body", [body]),
        None => made,
    };
    let made = shared(made, "responses", &same.answers, responses.collect());
    let made = secured(made, operation, uses);
    let made = listed(made, "servers", servers.collect());
    let made = marked(made, operation.idempotent, "idempotent");
    Item::table(operation.table.as_str(), ty, made)
}

/// `made.name(&[items])`, or `made.name_of(&OTHER)` where another description has the
/// same; nothing is written where there are no items.
fn shared<'a>(
    made: Expr<'a>,
    name: &'static str,
    same: &Option<StaticIdent>,
    items: Vec<Expr<'a>>,
) -> Expr<'a> {
    match same {
        Some(other) if !items.is_empty() => taken(made, name, other),
        Some(_) | None => listed(made, name, items),
    }
}

/// `made.name_of(&OTHER)`.
fn taken<'a>(made: Expr<'a>, name: &'static str, other: &StaticIdent) -> Expr<'a> {
    let other = Expr::text(other.as_str().to_owned()).reference();
    made.method(format!("{name}_of"), [other])
}

fn parameter<'a>(row: &'a ParameterRow, uses: &Uses) -> Expr<'a> {
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
    let made = marked(made, row.required, "required");
    let made = marked(made, row.nullable, "nullable");
    let made = marked(made, row.allow_empty, "allow_empty");
    let made = match row.style {
        Some((style, explode)) => {
            made.method("style", [self::style(style, uses), Expr::bool(explode)])
        }
        None => made,
    };
    let made = marked(made, row.allow_reserved, "allow_reserved");
    let made = match row.content {
        None => made,
        Some(ContentKind::Json) => made.method("json", []),
        Some(ContentKind::Form) => made.method("form", []),
        Some(ContentKind::Text) => made.method("text", []),
    };
    constrained(made, &row.rules, uses)
}

/// `made.mark()`, where that is so.
fn marked<'a>(made: Expr<'a>, marked: bool, mark: &'static str) -> Expr<'a> {
    if marked { made.method(mark, []) } else { made }
}

/// `Style::Form` and so on.
pub(super) fn style(style: Style, uses: &Uses) -> Expr<'static> {
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

fn body<'a>(body: &'a Body, uses: &Uses) -> Expr<'a> {
    let made = if body.required {
        "required"
    } else {
        "optional"
    };
    let made = uses.contract("BodyInfo").to(made);
    Expr::call(made, [Expr::string(&body.media_type)])
}

fn response<'a>(row: &'a AnswerRow, uses: &Uses) -> Expr<'a> {
    let made = if row.success { "success" } else { "failure" };
    let args = [status(row.status, uses), Expr::string(&row.media_type)];
    let made = Expr::call(uses.contract("ResponseInfo").to(made), args);
    let made = marked(made, row.streamed, "streamed");
    match &row.embedded {
        Some(table) => {
            let table = Expr::text(table.ident.as_str()).reference();
            made.method("embedded", [table])
        }
        None => made,
    }
}

fn status(status: Status, uses: &Uses) -> Expr<'static> {
    let ty = uses.contract("Status");
    match status {
        Status::Code(code) => Expr::call(ty.to("Code"), [Expr::literal(code.to_string())]),
        Status::Range(range) => Expr::call(ty.to("Range"), [Expr::literal(range.to_string())]),
        Status::Default => Expr::text(ty.to("Default")),
    }
}

fn embedded<'a>(table: &'a EmbeddedTable, uses: &Uses) -> Item<'a> {
    let (failure, ty) = (&table.failure, uses.contract("EmbeddedFailure"));
    let args = [
        Expr::string(&failure.pointer),
        Expr::string(&failure.success),
    ];
    let made = Expr::call(ty.clone().to("new"), args);
    let made = pointed(made, "code", failure.code.as_deref());
    let made = pointed(made, "message", failure.message.as_deref());
    Item::table(table.ident.as_str(), ty, made)
}

/// `made.name("pointer")`, where there is one.
fn pointed<'a>(made: Expr<'a>, name: &'static str, pointer: Option<&str>) -> Expr<'a> {
    match pointer {
        Some(pointer) => made.method(name, [Expr::string(pointer)]),
        None => made,
    }
}

/// What it asks of whoever calls, where the document says something about that.
fn secured<'a>(made: Expr<'a>, operation: &'a OperationItem, uses: &Uses) -> Expr<'a> {
    match (&operation.security, &operation.same.security) {
        (None, _) => made,
        (Some(_), Some(other)) => taken(made, "security", other),
        (Some(alternatives), None) => {
            let needed = |all: &'a Vec<Requirement>| {
                let all = all.iter().map(|one| requirement(one, uses));
                slice(all.collect::<Vec<_>>())
            };
            let alternatives = alternatives.iter().map(needed);
            made.method("security", [slice(alternatives.collect::<Vec<_>>())])
        }
    }
}

fn requirement<'a>(requirement: &'a Requirement, uses: &Uses) -> Expr<'a> {
    let made = uses.rt("Requirement").to("new");
    let made = Expr::call(made, [Expr::string(&requirement.scheme)]);
    match requirement.scopes.as_slice() {
        [] => made,
        scopes => made.method("with_scopes", [strings(scopes)]),
    }
}
