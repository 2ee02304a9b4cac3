//! Expressions: on one line where rustfmt leaves them there, else broken.

use super::args::{self, Brackets};
use super::{At, WIDTH, chain, macros, next_line, statement};
use crate::emit::syntax::expr::{Entry, Kind};
use crate::emit::syntax::{Expr, Text, width};

/// Writes an expression.
pub(super) fn expr(value: &Expr, at: At, out: &mut String) {
    if value.is_narrow(at.begins()) && at.fits(value.width()) {
        flat(value, out);
    } else {
        broken(value, at, out);
    }
}

/// Writes an expression on one line.
pub(in crate::emit) fn flat(value: &Expr, out: &mut String) {
    match value.kind() {
        Kind::Text(text) | Kind::Literal(text) => out.push_str(text),
        Kind::Call(function, args) => {
            out.push_str(function);
            args::flat(Brackets::Call, args, out);
        }
        Kind::Method(receiver, method, args) => {
            flat(receiver, out);
            out.extend([".", method]);
            args::flat(Brackets::Call, args, out);
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
            args::broken(Brackets::Call, args, at.behind(function), out);
        }
        Kind::Method(..) => chain::chain(value, at, out),
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
        Kind::Closure(head, body) => {
            out.extend([head, " "]);
            expr(body, at.behind(head).behind(" "), out);
        }
        Kind::Assign(left, right) => assigned(&format!("{left} ="), right, at, out),
        Kind::Macro(path, args) => macros::broken(path, args, at, out),
        Kind::Match(value, arms) => statement::choice(value, arms, at, out),
        Kind::Block(statements) => statement::block(statements, at.indent, out),
        Kind::Guarded(head, then) => {
            out.extend([head, " "]);
            statement::block(then, at.indent, out);
        }
        Kind::Text(_) | Kind::Literal(_) | Kind::Field(..) => flat(value, out),
    }
}

/// Writes `head value`, the value on the next line if only there it fits on one,
/// or if not even its beginning fits here.
pub(super) fn assigned(head: &str, value: &Expr, at: At, out: &mut String) {
    out.push_str(head);
    let here = at.behind(head).behind(" ");
    let below = At {
        tail: at.tail,
        ..at.deeper()
    };
    // Behind the `=` if it fits there; whole on the next line if only there it does; broken behind
    // the `=` otherwise. rustfmt tries in this order, and the last attempt is taken back when even
    // its first line is too long.
    let whole = value.is_narrow(false) && !here.fits(value.width()) && breaks_before(value);
    let mark = out.len();
    if !(whole && below.fits(value.width())) {
        out.push(' ');
        expr(value, here, out);
        if !overflows(out.get(mark + 1..).unwrap_or_default(), value, here) {
            return;
        }
        out.truncate(mark);
    }
    next_line(below.indent, out);
    expr(value, below, out);
}

/// Whether the first line of a value's text is too long.
fn overflows(text: &str, value: &Expr, at: At) -> bool {
    let first = text.lines().next().unwrap_or_default();
    // rustfmt wants a column more for what opens a brace.
    let room = WIDTH - usize::from(matches!(value.kind(), Kind::Struct(..)));
    at.column + width(first) > room && !matches!(value.kind(), Kind::Literal(_))
}

/// Whether an expression that is too long goes to the next line whole.
fn breaks_before(value: &Expr) -> bool {
    match value.kind() {
        Kind::Struct(..)
        | Kind::Closure(..)
        | Kind::Match(..)
        | Kind::Block(_)
        | Kind::Literal(_)
        | Kind::Macro(..)
        | Kind::Array(_) => false,
        Kind::Reference(_, inner) => breaks_before(inner),
        Kind::Text(_)
        | Kind::Call(..)
        | Kind::Method(..)
        | Kind::Field(..)
        | Kind::Tuple(_)
        | Kind::Try(_)
        | Kind::Assign(..)
        | Kind::Guarded(..) => true,
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
            Some(value) => assigned(&format!("{}:", field.name), value, inner.before(1), out),
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
