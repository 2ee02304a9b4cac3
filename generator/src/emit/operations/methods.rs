//! Methods of the client.

use super::pages;
use super::signature::{
    emit_argument_list, emit_arguments, emit_success_type, emit_taken_type, list_call_types,
};
use super::tables::emit_style;
use crate::emit::docs::emit_attributes;
use crate::emit::rules::{constrained_by, emit_constrained_expr};
use crate::emit::syntax::expr::FieldExpr;
use crate::emit::syntax::{
    Expr, Function, Path, SourceText, Stmt, TypeNode, make_slice_expr, make_strings_slice,
};
use crate::emit::uses::Uses;
use crate::rust::model::{
    Argument, Body, BodyReader, BodyRow, EntryEncoding, EntryHeader, EntryRow, FailureType,
    FormRow, ItemDocs, KeptMethod, OperationItem, PartKind, PassedValue, Sent, SentAs,
    StreamMethod, Success, Value,
};
use crate::rust::names::{MethodIdent, SubClientName};

/// The method of an operation, that for its stream, and those that walk its
/// pages.
pub(super) fn emit_operation_methods<'a>(
    operation: &'a OperationItem,
    client: Option<&SubClientName>,
    uses: &Uses,
) -> Vec<Function<'a>> {
    // The client of a group borrows what the client of all holds.
    let inner = match client {
        Some(_) => "self.inner",
        None => "&self.inner",
    };
    let stream = operation.stream.iter();
    let stream = stream.map(|stream| emit_streaming_method(operation, stream, inner, uses));
    let pages = operation.pages.iter();
    let pages = pages.flat_map(|pages| pages::emit_page_methods(operation, pages, uses));
    let kept = operation.kept.iter();
    let kept = kept.map(|kept| emit_kept_method(operation, kept, inner, uses));
    [emit_method(operation, inner, uses)]
        .into_iter()
        .chain(kept)
        .chain(stream)
        .chain(pages)
        .collect()
}

/// What differs between the methods of an operation.
struct Head<'a> {
    inner: &'static str,
    docs: &'a ItemDocs,
    ident: &'a MethodIdent,
    success: TypeNode<'a>,
    reads: Path<'static>,
    body: Expr<'a>,
    streamed: bool,
}

fn emit_method<'a>(operation: &'a OperationItem, inner: &'static str, uses: &Uses) -> Function<'a> {
    let streamed = match &operation.success {
        Success::One(_, read) => read.is_stream(),
        Success::Several(_) => false,
    };
    let head = Head {
        inner,
        docs: &operation.docs,
        ident: &operation.method,
        success: emit_success_type(operation, uses),
        reads: emit_readers_path(operation, uses),
        body: emit_body(operation.body.as_ref(), None, uses),
        streamed,
    };
    with_head(operation, head, uses)
}

/// The method of an earlier version: in terms of the operation's own, unless that gives more.
fn emit_kept_method<'a>(
    operation: &'a OperationItem,
    kept: &'a KeptMethod,
    inner: &'static str,
    uses: &Uses,
) -> Function<'a> {
    let (success, body) = match &kept.answers {
        Some(answers) => {
            let body = emit_body(operation.body.as_ref(), None, uses);
            let reads = emit_reader_path(answers.read, uses);
            let table = answers.table.as_str();
            let made = make_call(operation, (inner, table), body, reads, uses);
            let mut statements = bind_passed_values(operation, kept, uses);
            statements.push(Stmt::Value(made));
            (uses.ty(&answers.success), statements)
        }
        None => {
            let passes: Vec<Expr> = kept.passes.iter().map(emit_passed).collect();
            let call = Expr::text("self").method(operation.method.written(), passes);
            (emit_success_type(operation, uses), vec![Stmt::Value(call)])
        }
    };
    let returns = list_call_types([success], operation, uses);
    Function {
        attributes: emit_attributes(&kept.docs, Vec::new(), &operation.allows, &["#[inline]"]),
        head: format!("pub fn {}", kept.method.written()).into(),
        args: emit_argument_list(&kept.arguments, uses),
        returns: Some(TypeNode::generic(uses.rt("Call"), returns)),
        body,
    }
}

fn emit_passed(value: &PassedValue) -> Expr<'_> {
    match value {
        PassedValue::Same(argument) => Expr::text(argument.written()),
        PassedValue::Some(argument) => Expr::call("Some", [Expr::text(argument.written())]),
        PassedValue::None => Expr::text("None"),
    }
}

/// `let body: Option<&Pet> = None;` for what the method does not take as the operation's own does.
fn bind_passed_values<'a>(
    operation: &'a OperationItem,
    kept: &'a KeptMethod,
    uses: &Uses,
) -> Vec<Stmt<'a>> {
    let arguments = operation.arguments.iter().zip(&kept.passes);
    let others = arguments.filter(|(_, value)| !matches!(value, PassedValue::Same(_)));
    let bind = |(argument, value): (&'a Argument, &'a PassedValue)| {
        let ty = emit_taken_type(argument, uses);
        let pattern = format!("{}: {ty}", argument.ident.written());
        Stmt::bind(pattern, emit_passed(value))
    };
    others.map(bind).collect()
}

fn emit_streaming_method<'a>(
    operation: &'a OperationItem,
    stream: &'a StreamMethod,
    inner: &'static str,
    uses: &Uses,
) -> Function<'a> {
    let head = Head {
        inner,
        docs: &stream.docs,
        ident: &stream.method,
        success: uses.ty(&stream.ty),
        reads: emit_reader_path(stream.read, uses),
        body: emit_body(operation.body.as_ref(), stream.property.as_deref(), uses),
        streamed: true,
    };
    with_head(operation, head, uses)
}

fn with_head<'a>(operation: &'a OperationItem, head: Head<'a>, uses: &Uses) -> Function<'a> {
    let call = uses.rt("Call");
    let table = operation.table.as_str();
    let made = make_call(operation, (head.inner, table), head.body, head.reads, uses);
    let made = if head.streamed {
        made.method("streamed", [])
    } else {
        made
    };
    let returns = list_call_types([head.success], operation, uses);
    Function {
        // Inline, so that a program compiles the methods that it calls and a library none.
        attributes: emit_attributes(head.docs, Vec::new(), &operation.allows, &["#[inline]"]),
        head: format!("pub fn {}", head.ident.written()).into(),
        args: emit_arguments(operation, uses),
        returns: Some(TypeNode::generic(call, returns)),
        body: vec![Stmt::Value(made)],
    }
}

/// `Call::new(…)` of a client, by one of the operation's descriptions.
fn make_call<'a>(
    operation: &'a OperationItem,
    (inner, table): (&'static str, &'a str),
    body: Expr<'a>,
    reads: Path<'static>,
    uses: &Uses,
) -> Expr<'a> {
    let params = operation.call_params();
    let is_given = |value: &&Value| params.is_none() || !matches!(value, Value::Field(..));
    let values = operation.values.iter().filter(is_given);
    let values: Vec<Expr> = values.map(emit_parameter_value).collect();
    let args = [
        Expr::text(inner),
        Expr::text(table),
        make_slice_expr(values),
        body,
        Expr::text(reads),
        Expr::text(emit_failure_reader(operation, uses)),
    ];
    let constructor = params.map_or("new", |_| "taking");
    Expr::call(uses.rt("Call").to(constructor), args)
}

/// What is sent for a parameter.
fn emit_parameter_value(value: &Value) -> Expr<'_> {
    match value {
        Value::Reference(argument) => Expr::text(argument.written()),
        Value::Owned(argument) => Expr::text(argument.written()).reference(),
        Value::Field(argument, field) => {
            let argument = Expr::text(argument.written());
            argument.field(field.written()).reference()
        }
    }
}

fn emit_readers_path(operation: &OperationItem, uses: &Uses) -> Path<'static> {
    match &operation.success {
        Success::One(_, how) => emit_reader_path(*how, uses),
        Success::Several(outcome) => uses.operations(&outcome.ident).to("read"),
    }
}

fn emit_reader_path(how: BodyReader, uses: &Uses) -> Path<'static> {
    uses.contract("read").to(how.name())
}

fn emit_failure_reader(operation: &OperationItem, uses: &Uses) -> Path<'static> {
    match &operation.failure {
        FailureType::None(_) => uses.contract("read").to("no_failure"),
        FailureType::Some(outcome) => uses.operations(&outcome.ident).to("read"),
    }
}

/// The body; `set` is a property that is true whatever the caller says.
fn emit_body<'a>(body: Option<&'a Body>, set: Option<&str>, uses: &Uses) -> Expr<'a> {
    let none = Expr::text(uses.rt("Body").to("None"));
    let Some(body) = body else {
        return none;
    };
    let argument = || Expr::text(body.argument.written());
    let encode = set.map_or("encode", |_| "encode_stream");
    let made = match (&body.sent, body.given) {
        (Sent::Choice(_), true) => argument().method("into", []).method(encode, []),
        (Sent::Choice(_), false) => argument().method(encode, []),
        (Sent::One(sent), _) => {
            let argument = body.argument.written();
            // `&dyn Encode` cannot be made of a `&str` or a slice, whose size is not known, but of
            // a reference to one.
            let value = if sent.unsized_argument {
                format!("&{argument}").into()
            } else {
                argument.clone()
            };
            emit_media_body(sent, &argument, value, set, uses)
        }
    };
    if body.given {
        made
    } else {
        let head = format!("|{}|", body.argument.written());
        argument().method("map_or", [none, Expr::closure(head, made)])
    }
}

/// A body in one media type: of `argument`, which is a reference; `value` is a
/// reference to something with a size.
pub(super) fn emit_media_body<'a>(
    sent: &'a SentAs,
    argument: &SourceText<'a>,
    value: SourceText<'a>,
    set: Option<&str>,
    uses: &Uses,
) -> Expr<'a> {
    let ty = uses.rt("Body");
    let media_type = || Expr::string(&sent.media_type);
    let of = |function: &str, value: SourceText<'a>| {
        Expr::call(ty.to(function), [media_type(), Expr::text(value)])
    };
    match &sent.row {
        BodyRow::Json => {
            let made = match set {
                Some(name) => {
                    let (name, set) = (Expr::string(name), Expr::string("true"));
                    let args = [media_type(), Expr::text(value), name, set];
                    Expr::call(ty.to("json_with"), args)
                }
                None => of("json", value),
            };
            emit_constrained_expr(made, &sent.rules, uses)
        }
        BodyRow::Lines => {
            let made = of("json_lines", argument.clone());
            constrained_by("item_rules", made, &sent.rules, uses)
        }
        BodyRow::Form(rows, rest) => {
            let entries = rows
                .iter()
                .map(|row| emit_form_entry(row, argument, set, uses));
            let rest = rest.iter().map(|rest| {
                let field = Expr::text(argument.clone()).field(rest.ident.written());
                let made = Expr::call(uses.contract("Entry").to("rest"), [field.reference()]);
                if rest.patterns.is_empty() {
                    made
                } else {
                    made.method("patterns", [make_strings_slice(&rest.patterns)])
                }
            });
            let entries = entries.chain(rest);
            let entries = make_slice_expr(entries.collect::<Vec<_>>());
            Expr::call(ty.to("form_parts"), [media_type(), entries])
        }
        BodyRow::Parts => of("multipart", argument.clone()),
        BodyRow::UrlEncoded(rows) => {
            let rows: Vec<Expr> = rows.iter().map(|row| form_field(row, uses)).collect();
            Expr::call(ty.to("form"), [Expr::text(value), make_slice_expr(rows)])
        }
        BodyRow::Bytes => of("bytes", argument.clone()),
        BodyRow::Text => {
            let made = of("text", argument.clone());
            constrained_by("text_rules", made, &sent.rules, uses)
        }
        BodyRow::Plain => constrained_by("text_rules", of("plain", value), &sent.rules, uses),
    }
}

/// A property of a form, which may be one that is set.
fn emit_form_entry<'a>(row: &'a EntryRow, body: &str, set: Option<&str>, uses: &Uses) -> Expr<'a> {
    let ty = uses.contract("Entry");
    let of = |function: &str, value: Expr<'a>| {
        Expr::call(ty.to(function), [Expr::string(&row.name), value])
    };
    if set == Some(row.name.as_str()) {
        return of("value", Expr::text("&true"));
    }
    let field = Expr::text(body.to_owned()).field(row.field.written());
    let made = match (row.kind, row.optional) {
        (PartKind::Value, _) => of("value", field.reference()),
        (PartKind::File, false) => of("file", field.reference()),
        (PartKind::File, true) => of("file", field.method("as_ref", [])),
        (PartKind::Files, false) => of("files", field.reference()),
        (PartKind::Files, true) => {
            let files = field.method("as_deref", []).method("unwrap_or_default", []);
            of("files", files)
        }
    };
    let made = match &row.encoding {
        None => made,
        Some(EntryEncoding::ContentType(media_type)) => {
            made.method("content_type", [Expr::string(media_type)])
        }
        Some(EntryEncoding::Style(kind, explode)) => {
            made.method("style", [emit_style(*kind, uses), Expr::bool(*explode)])
        }
    };
    let made = emit_constrained_expr(made, &row.rules, uses);
    row.headers.iter().fold(made, |made, header| {
        made.method("header", [part_header(header, body, uses)])
    })
}

fn part_header<'a>(header: &'a EntryHeader, body: &str, uses: &Uses) -> Expr<'a> {
    let field = Expr::text(body.to_owned()).field(header.field.written());
    let args = [Expr::string(&header.name), field.reference()];
    let mut made = Expr::call(uses.contract("PartHeader").to("new"), args);
    if header.required {
        made = made.method("required", []);
    }
    if header.json {
        made = made.method("json", []);
    }
    made
}

fn form_field<'a>(row: &'a FormRow, uses: &Uses) -> Expr<'a> {
    let (ty, name) = (uses.contract("FormField"), Expr::string(&row.name));
    match row.style {
        None => Expr::call(ty.to("json"), [name]),
        Some((kind, explode, false)) => {
            let args = [name, emit_style(kind, uses), Expr::bool(explode)];
            Expr::call(ty.to("style"), args)
        }
        Some((kind, explode, true)) => {
            let encoding = uses.contract("FormEncoding").to("Style");
            let fields = [
                FieldExpr::new("style", emit_style(kind, uses)),
                FieldExpr::new("explode", Expr::bool(explode)),
                FieldExpr::new("allow_reserved", Expr::bool(true)),
            ];
            let encoding = Expr::structure(encoding, fields, None);
            Expr::call(ty.to("new"), [name, encoding])
        }
    }
}
