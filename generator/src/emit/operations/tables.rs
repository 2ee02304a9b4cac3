//! The description of an operation.

use crate::emit::client::server;
use crate::emit::rules::constrained;
use crate::emit::syntax::expr::Entry;
use crate::emit::syntax::{Expr, Item, Path, slice, strings};
use crate::emit::uses::Uses;
use crate::rust::model::{
    AnswerRow, ContentKind, EmbeddedTable, OperationItem, ParameterRow, Place, Requirement, Status,
    Style,
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

fn operation<'a>(operation: &'a OperationItem, uses: &Uses) -> Item<'a> {
    let parameters = operation.parameters.iter().map(|one| parameter(one, uses));
    let answers = operation.answers.iter().map(|one| answer(one, uses));
    let same = &operation.same;
    let servers = operation.servers.iter().map(|one| server(one, uses));
    let method = uses.rt("Method").to(&operation.http_method);
    let fields = [
        Entry::new("id", Expr::string(&operation.id)),
        Entry::new("method", Expr::text(method)),
        Entry::new("path", Expr::string(&operation.path)),
        same_or_own("parameters", &same.parameters, || {
            slice(parameters.collect::<Vec<_>>())
        }),
        Entry::new("body", body(operation, uses)),
        same_or_own("answers", &same.answers, || {
            slice(answers.collect::<Vec<_>>())
        }),
        same_or_own("security", &same.security, || security(operation, uses)),
        Entry::new("servers", slice(servers.collect::<Vec<_>>())),
        Entry::new("idempotent", Expr::bool(operation.idempotent)),
    ];
    record(&operation.table, uses.rt("Operation"), fields.into())
}

/// A field that is as in the description of this other operation, or is its own.
fn same_or_own<'a>(
    name: &'static str,
    same: &'a Option<StaticIdent>,
    own: impl FnOnce() -> Expr<'a>,
) -> Entry<'a> {
    let same = same.as_ref();
    let same = same.map(|table| Expr::text(table.as_str()).field(name));
    Entry::new(name, same.unwrap_or_else(own))
}

/// `static IDENT: Ty = Ty { … };`
fn record<'a>(ident: &'a StaticIdent, ty: Path<'a>, fields: Vec<Entry<'a>>) -> Item<'a> {
    Item::table(
        ident.as_str(),
        ty.clone(),
        Expr::structure(ty, fields, None),
    )
}

fn parameter<'a>(row: &'a ParameterRow, uses: &Uses) -> Expr<'a> {
    let place = match row.place {
        Place::Path => "path",
        Place::Query if row.whole_query => "query_string",
        Place::Query => "query",
        Place::Header => "header",
        Place::Cookie => "cookie",
    };
    let made = Expr::call(uses.rt("Parameter").to(place), [Expr::string(&row.name)]);
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
    Expr::text(uses.rt("Style").to(match style {
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

fn body<'a>(operation: &'a OperationItem, uses: &Uses) -> Expr<'a> {
    let Some(body) = &operation.body else {
        return Expr::text("None");
    };
    let fields = [
        Entry::new("required", Expr::bool(body.required)),
        Entry::new("media_type", Expr::string(&body.media_type)),
    ];
    let info = Expr::structure(uses.rt("BodyInfo"), fields, None);
    Expr::call("Some", [info])
}

fn answer<'a>(row: &'a AnswerRow, uses: &Uses) -> Expr<'a> {
    let made = if row.success { "success" } else { "failure" };
    let args = [status(row.status, uses), Expr::string(&row.media_type)];
    let made = Expr::call(uses.rt("Answer").to(made), args);
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
    let ty = uses.rt("Status");
    match status {
        Status::Code(code) => Expr::call(ty.to("Code"), [Expr::literal(code.to_string())]),
        Status::Range(range) => Expr::call(ty.to("Range"), [Expr::literal(range.to_string())]),
        Status::Default => Expr::text(ty.to("Default")),
    }
}

fn embedded<'a>(table: &'a EmbeddedTable, uses: &Uses) -> Item<'a> {
    let failure = &table.failure;
    let fields = [
        Entry::new("pointer", Expr::string(&failure.pointer)),
        Entry::new("success", Expr::string(&failure.success)),
        Entry::new("code", option(failure.code.as_deref())),
        Entry::new("message", option(failure.message.as_deref())),
    ];
    record(&table.ident, uses.rt("EmbeddedFailure"), fields.into())
}

fn option(text: Option<&str>) -> Expr<'_> {
    match text {
        Some(text) => Expr::call("Some", [Expr::string(text)]),
        None => Expr::text("None"),
    }
}

fn security<'a>(operation: &'a OperationItem, uses: &Uses) -> Expr<'a> {
    match &operation.security {
        None => Expr::text("None"),
        Some(alternatives) => {
            let needed = |all: &'a Vec<Requirement>| {
                slice(
                    all.iter()
                        .map(|one| requirement(one, uses))
                        .collect::<Vec<_>>(),
                )
            };
            let alternatives = alternatives.iter().map(needed);
            Expr::call("Some", [slice(alternatives.collect::<Vec<_>>())])
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
