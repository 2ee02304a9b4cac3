//! Expressions: on one line where rustfmt leaves them there, else broken.

use super::args::{self, Brackets};
use super::{At, chain, macros, next_line, statement};
use crate::emit::syntax::expr::{ARGUMENTS, Entry, Kind};
use crate::emit::syntax::{Expr, Text, width};

/// Writes an expression.
pub(super) fn expr(value: &Expr, at: At, out: &mut String) {
    if value.is_narrow() && at.fits(value.width()) && !holds_cramped_chain(value, at) {
        flat(value, out);
    } else {
        broken(value, at, out);
    }
}

/// Whether brackets hold one wide chain that would not fit on a line of its own, though
/// it does behind the bracket: rustfmt tries the line of its own, too.
fn holds_cramped_chain(value: &Expr, at: At) -> bool {
    match value.kind() {
        Kind::Reference(_, inner) => holds_cramped_chain(inner, at),
        Kind::Array(items) | Kind::Tuple(items) => match items.as_slice() {
            [only] => is_cramped_chain(only, at),
            _ => false,
        },
        _ => false,
    }
}

/// Whether it is a chain between brackets that does not fit on the next line.
pub(super) fn is_cramped_chain(value: &Expr, at: At) -> bool {
    let is_chain = matches!(value.kind(), Kind::Method(..));
    let below = at.deeper().before(1);
    is_chain && value.is_narrow() && value.width() > ARGUMENTS && !below.fits(value.width())
}

/// Writes an expression on one line.
pub(super) fn flat(value: &Expr, out: &mut String) {
    match value.kind() {
        Kind::Text(text) | Kind::Literal(text) => out.push_str(text),
        Kind::Call(function, args) => {
            out.push_str(function);
            args::flat(Brackets::Call(function), args, out);
        }
        Kind::Method(receiver, method, args) => {
            flat(receiver, out);
            out.extend([".", method]);
            args::flat(Brackets::Call(method), args, out);
        }
        Kind::Field(base, field) => {
            flat(base, out);
            out.extend([".", field]);
        }
        Kind::Array(items) => args::flat(Brackets::Array, items, out),
        Kind::Tuple(items) => args::flat(Brackets::Tuple, items, out),
        Kind::Struct(path, fields, rest) => flat_structure(path, fields, rest.as_ref(), out),
        Kind::Reference(head, inner) => {
            out.push_str(head);
            flat(inner, out);
        }
        Kind::Try(inner) => {
            flat(inner, out);
            out.push('?');
        }
        Kind::Cast(inner, ty) => {
            flat(inner, out);
            out.extend([" as ", ty]);
        }
        Kind::Closure(head, body) => {
            out.extend([head, " "]);
            flat(body, out);
        }
        Kind::Assign(left, right) => {
            out.extend([left, " = "]);
            flat(right, out);
        }
        Kind::Macro(path, args) => macros::flat(path, args, out),
        // rustfmt never leaves these on one line.
        Kind::Match(..) | Kind::Block(_) | Kind::Guarded(..) => broken(value, At::line(0), out),
    }
}

/// Writes an expression over several lines, if it can be broken.
pub(super) fn broken(value: &Expr, at: At, out: &mut String) {
    match value.kind() {
        Kind::Call(function, args) => {
            out.push_str(function);
            args::broken(Brackets::Call(function), args, at.behind(function), out);
        }
        Kind::Method(..) | Kind::Field(..) => chain::chain(value, at, out),
        Kind::Array(items) => args::broken(Brackets::Array, items, at, out),
        Kind::Tuple(items) => args::broken(Brackets::Tuple, items, at, out),
        Kind::Struct(path, fields, rest) => structure(path, fields, rest.as_ref(), at, out),
        Kind::Reference(head, inner) => {
            out.push_str(head);
            expr(inner, at.behind(head), out);
        }
        Kind::Try(inner) => {
            expr(inner, at.before(1), out);
            out.push('?');
        }
        Kind::Cast(inner, ty) => {
            expr(inner, at.before(width(ty) + " as ".len()), out);
            out.extend([" as ", ty]);
        }
        Kind::Closure(head, body) => {
            out.extend([head, " "]);
            closure_body(body, at.behind(head).behind(" "), out);
        }
        Kind::Assign(left, right) => assigned(&format!("{left} ="), right, at, out),
        Kind::Macro(path, args) => macros::broken(path, args, at, out),
        Kind::Match(value, arms) => statement::choice(value, arms, at, out),
        Kind::Block(statements) => statement::block(statements, at.indent, out),
        Kind::Guarded(head, then) => {
            out.extend([head, " "]);
            statement::block(then, at.indent, out);
        }
        Kind::Text(_) | Kind::Literal(_) => flat(value, out),
    }
}

/// Writes `head value`, the value on the next line where rustfmt likes it better there
/// (`choose_rhs` in its `expr.rs`).
pub(super) fn assigned(head: &str, value: &Expr, at: At, out: &mut String) {
    out.push_str(head);
    let here = at.behind(head).behind(" ");
    if value.is_narrow() && here.fits(value.width()) {
        out.push(' ');
        return flat(value, out);
    }
    let below = at.below();
    let (beside, under) = (laid_out(value, here), laid_out(value, below));
    // The bracket of a call may stand where a semicolon would have to.
    let edge = match value.kind() {
        Kind::Call(..) => At { tail: 0, ..here },
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
fn field_value(head: &str, value: &Expr, at: At, out: &mut String) {
    out.push_str(head);
    let here = at.behind(head).behind(" ");
    let beside = laid_out(value, here);
    let is_long = match value.kind() {
        Kind::Literal(_) => false,
        // rustfmt counts bytes of paths, not columns.
        Kind::Field(..) => !here.fits(beside.lines().next().unwrap_or_default().len()),
        _ => here.overflows(&beside),
    };
    if is_long {
        let below = at.below();
        next_line(below.indent, out);
        expr(value, below, out);
    } else {
        out.extend([" ", beside.as_str()]);
    }
}

/// The text of an expression at some place.
pub(super) fn laid_out(value: &Expr, at: At) -> String {
    let mut text = String::new();
    expr(value, at, &mut text);
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

/// Writes the body of a closure: a call that does not fit on the line is put into a
/// block (`rewrite_closure_expr` in rustfmt's `closures.rs`).
fn closure_body(body: &Expr, at: At, out: &mut String) {
    let is_call = matches!(body.kind(), Kind::Call(..) | Kind::Method(..));
    if is_call && !(body.is_narrow() && at.fits(body.width())) {
        out.push('{');
        statement::inside(at.indent, out, |inner, out| expr(body, inner, out));
    } else {
        expr(body, at, out);
    }
}

fn flat_structure(path: &str, fields: &[Entry], rest: Option<&Text>, out: &mut String) {
    out.extend([path, " {"]);
    let mut comma = " ";
    for field in fields {
        out.extend([comma, &field.name]);
        if let Some(value) = &field.value {
            out.push_str(": ");
            flat(value, out);
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

fn structure(path: &str, fields: &[Entry], rest: Option<&Text>, at: At, out: &mut String) {
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
