//! Expressions: on one line where rustfmt leaves them there, else broken.

use super::args::{self, Brackets};
use super::{LineSpace, chain, macros, next_line, statement};
use crate::emit::syntax::expr::{ARGUMENTS, ExprKind, FieldExpr};
use crate::emit::syntax::{Expr, SourceText};

/// Writes an expression.
pub(super) fn write_expr(value: &Expr, at: LineSpace, out: &mut String) {
    if value.is_narrow() && at.fits(value.width()) && !holds_cramped_chain(value, at) {
        write_expr_flat(value, out);
    } else {
        write_expr_broken(value, at, out);
    }
}

/// Whether brackets hold one wide chain that would not fit on a line of its own, though
/// it does behind the bracket: rustfmt tries the line of its own, too.
fn holds_cramped_chain(value: &Expr, at: LineSpace) -> bool {
    match value.kind() {
        ExprKind::Reference(_, inner) => holds_cramped_chain(inner, at),
        ExprKind::Array(items) | ExprKind::Tuple(items) => match items.as_slice() {
            [only] => is_cramped_chain(only, at),
            _ => false,
        },
        _ => false,
    }
}

/// Whether it is a chain between brackets that does not fit on the next line.
pub(super) fn is_cramped_chain(value: &Expr, at: LineSpace) -> bool {
    let is_chain = matches!(value.kind(), ExprKind::Method(..));
    let below = at.deeper().before(1);
    is_chain && value.is_narrow() && value.width() > ARGUMENTS && !below.fits(value.width())
}

/// Writes an expression on one line.
pub(super) fn write_expr_flat(value: &Expr, out: &mut String) {
    match value.kind() {
        ExprKind::Text(text) | ExprKind::Literal(text) => out.push_str(text),
        ExprKind::Call(function, args) => {
            out.push_str(function);
            args::write_args_flat(Brackets::Call(function), args, out);
        }
        ExprKind::Method(receiver, method, args) => {
            write_expr_flat(receiver, out);
            out.extend([".", method]);
            args::write_args_flat(Brackets::Call(method), args, out);
        }
        ExprKind::Field(base, field) => {
            write_expr_flat(base, out);
            out.extend([".", field]);
        }
        ExprKind::Array(items) => args::write_args_flat(Brackets::Array, items, out),
        ExprKind::Tuple(items) => args::write_args_flat(Brackets::Tuple, items, out),
        ExprKind::Struct(path, fields, rest) => flat_structure(path, fields, rest.as_ref(), out),
        ExprKind::Reference(head, inner) => {
            out.push_str(head);
            write_expr_flat(inner, out);
        }
        ExprKind::Try(inner) => {
            write_expr_flat(inner, out);
            out.push('?');
        }
        ExprKind::Closure(head, body) => {
            out.extend([head, " "]);
            write_expr_flat(body, out);
        }
        ExprKind::Assign(left, right) => {
            out.extend([left, " = "]);
            write_expr_flat(right, out);
        }
        ExprKind::Macro(path, args) => macros::write_macro_flat(path, args, out),
        // rustfmt never leaves these on one line.
        ExprKind::Match(..) | ExprKind::Guarded(..) => {
            write_expr_broken(value, LineSpace::line(0), out)
        }
    }
}

/// Writes an expression over several lines, if it can be broken.
pub(super) fn write_expr_broken(value: &Expr, at: LineSpace, out: &mut String) {
    match value.kind() {
        ExprKind::Call(function, args) => {
            out.push_str(function);
            args::write_args_broken(Brackets::Call(function), args, at.behind(function), out);
        }
        ExprKind::Method(..) | ExprKind::Field(..) => chain::write_chain(value, at, out),
        ExprKind::Array(items) => args::write_args_broken(Brackets::Array, items, at, out),
        ExprKind::Tuple(items) => args::write_args_broken(Brackets::Tuple, items, at, out),
        ExprKind::Struct(path, fields, rest) => {
            write_struct_literal(path, fields, rest.as_ref(), at, out)
        }
        ExprKind::Reference(head, inner) => {
            out.push_str(head);
            write_expr(inner, at.behind(head), out);
        }
        ExprKind::Try(inner) => {
            write_expr(inner, at.before(1), out);
            out.push('?');
        }
        ExprKind::Closure(head, body) => {
            out.extend([head, " "]);
            closure_body(body, at.behind(head).behind(" "), out);
        }
        ExprKind::Assign(left, right) => write_assigned_expr(&format!("{left} ="), right, at, out),
        ExprKind::Macro(path, args) => macros::write_macro_broken(path, args, at, out),
        ExprKind::Match(value, arms) => statement::write_match(value, arms, at, out),
        ExprKind::Guarded(head, then) => {
            out.extend([head, " "]);
            statement::write_block(then, at.indent, out);
        }
        ExprKind::Text(_) | ExprKind::Literal(_) => write_expr_flat(value, out),
    }
}

/// Writes `head value`, the value on the next line where rustfmt likes it better there
/// (`choose_rhs` in its `expr.rs`).
pub(super) fn write_assigned_expr(head: &str, value: &Expr, at: LineSpace, out: &mut String) {
    out.push_str(head);
    let here = at.behind(head).behind(" ");
    if value.is_narrow() && here.fits(value.width()) {
        out.push(' ');
        return write_expr_flat(value, out);
    }
    let below = at.below();
    let (beside, under) = (laid_out(value, here), laid_out(value, below));
    // The bracket of a call may stand where a semicolon would have to.
    let edge = match value.kind() {
        ExprKind::Call(..) => LineSpace { tail: 0, ..here },
        _ => here,
    };
    let goes_below =
        edge.overflows(&beside) || !below.overflows(&under) && prefers_next_line(&beside, &under);
    if goes_below {
        next_line(below.indent, out);
        out.push_str(&under);
    } else {
        out.extend([" ", beside.as_str()]);
    }
}

/// Writes `head value` of a struct's field: the value stays beside the name, if it can
/// be broken so that its first line fits there (`rewrite_field` in rustfmt's
/// `expr.rs`). A literal stays in any case.
fn field_value(head: &str, value: &Expr, at: LineSpace, out: &mut String) {
    out.push_str(head);
    let here = at.behind(head).behind(" ");
    let beside = laid_out(value, here);
    let is_long = match value.kind() {
        ExprKind::Literal(_) => false,
        // rustfmt counts bytes of paths, not columns.
        ExprKind::Field(..) => !here.fits(beside.lines().next().unwrap_or_default().len()),
        _ => here.overflows(&beside),
    };
    if is_long {
        let below = at.below();
        next_line(below.indent, out);
        write_expr(value, below, out);
    } else {
        out.extend([" ", beside.as_str()]);
    }
}

/// The text of an expression at some place.
pub(super) fn laid_out(value: &Expr, at: LineSpace) -> String {
    let mut text = String::new();
    write_expr(value, at, &mut text);
    text
}

/// Whether rustfmt prefers a text that begins on the next line to the one `beside` what
/// stands before it (`prefer_next_line` in its `expr.rs`).
pub(super) fn prefers_next_line(beside: &str, under: &str) -> bool {
    let breaks = |text: &str| text.matches('\n').count();
    let opens = |text: &str, bracket: char| {
        let first = text.lines().next().unwrap_or_default();
        first.ends_with(bracket)
    };
    let opens_later = |bracket| opens(beside, bracket) && !opens(under, bracket);
    breaks(under) == 0 || breaks(beside) > breaks(under) + 1 || "({[".chars().any(opens_later)
}

/// Writes the body of a closure: a call or a field that does not fit on the line is put into
/// a block (`rewrite_closure_expr` in rustfmt's `closures.rs`).
fn closure_body(body: &Expr, at: LineSpace, out: &mut String) {
    let is_chain = matches!(
        body.kind(),
        ExprKind::Call(..) | ExprKind::Method(..) | ExprKind::Field(..)
    );
    if is_chain && !(body.is_narrow() && at.fits(body.width())) {
        out.push('{');
        statement::write_block_inside(at.indent, out, |inner, out| write_expr(body, inner, out));
    } else {
        write_expr(body, at, out);
    }
}

fn flat_structure(path: &str, fields: &[FieldExpr], rest: Option<&SourceText>, out: &mut String) {
    out.extend([path, " {"]);
    let mut comma = " ";
    for field in fields {
        out.extend([comma, &field.name]);
        if let Some(value) = &field.value {
            out.push_str(": ");
            write_expr_flat(value, out);
        }
        comma = ", ";
    }
    if let Some(rest) = rest {
        out.extend([comma, "..", rest]);
    }
    out.push_str(if fields.is_empty() && rest.is_none() {
        "}"
    } else {
        " }"
    });
}

fn write_struct_literal(
    path: &str,
    fields: &[FieldExpr],
    rest: Option<&SourceText>,
    at: LineSpace,
    out: &mut String,
) {
    let inner = at.deeper();
    out.extend([path, " {"]);
    for field in fields {
        next_line(inner.indent, out);
        match &field.value {
            Some(value) => field_value(&format!("{}:", field.name), value, inner.before(1), out),
            None => out.push_str(&field.name),
        }
        out.push(',');
    }
    if let Some(rest) = rest {
        next_line(inner.indent, out);
        out.extend(["..", rest]);
    }
    next_line(at.indent, out);
    out.push('}');
}
