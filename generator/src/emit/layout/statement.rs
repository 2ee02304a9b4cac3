//! Statements, and expressions that hold statements.

use super::expr::{assigned, expr, flat, laid_out, prefers_next_line};
use super::{At, INDENT, next_line};
use crate::emit::syntax::expr::Kind;
use crate::emit::syntax::{Arm, Expr, Stmt, Text, width};

/// Writes a block with its braces; the closing one at `indent`.
pub(super) fn block(statements: &[Stmt], indent: usize, out: &mut String) {
    if statements.is_empty() {
        return out.push_str("{}");
    }
    let inner = At::line(indent + INDENT);
    out.push('{');
    for one in statements {
        next_line(inner.indent, out);
        statement(one, inner, out);
    }
    next_line(indent, out);
    out.push('}');
}

/// Writes lines behind an opened brace, and closes it.
pub(super) fn inside(indent: usize, out: &mut String, write: impl FnOnce(At, &mut String)) {
    let inner = At::line(indent + INDENT);
    next_line(inner.indent, out);
    write(inner, out);
    next_line(indent, out);
    out.push('}');
}

fn statement(statement: &Stmt, at: At, out: &mut String) {
    match statement {
        Stmt::Let {
            pattern,
            value,
            otherwise,
        } => local(pattern, value, otherwise.as_deref(), at, out),
        Stmt::Return(value) => {
            out.push_str("return ");
            expr(value, at.behind("return ").before(1), out);
            out.push(';');
        }
        Stmt::Run(value) => {
            expr(value, at.before(1), out);
            out.push(';');
        }
        Stmt::Value(value) => expr(value, at, out),
        Stmt::Text(text) => out.push_str(text),
    }
}

fn local(pattern: &str, value: &Expr, otherwise: Option<&[Stmt]>, at: At, out: &mut String) {
    match otherwise {
        None => assigned(&format!("let {pattern} ="), value, at.before(1), out),
        Some(otherwise) => {
            out.extend(["let ", pattern, " = "]);
            flat(value, out);
            out.push_str(" else ");
            block(otherwise, at.indent, out);
        }
    }
    out.push(';');
}

/// Writes a `match`.
pub(super) fn choice(value: &Expr, arms: &[Arm], at: At, out: &mut String) {
    out.push_str("match ");
    expr(value, at.behind("match ").before(2), out);
    out.push_str(" {");
    for one in arms {
        next_line(at.indent + INDENT, out);
        arm(one, at.indent + INDENT, out);
    }
    next_line(at.indent, out);
    out.push('}');
}

fn arm(arm: &Arm, indent: usize, out: &mut String) {
    let last = patterns(&arm.patterns, indent, out);
    out.push_str(" => ");
    let column = indent + last + " => ".len();
    let here = At {
        indent,
        column,
        tail: 1,
    };
    let (body, below) = (&arm.body, At::line(indent + INDENT));
    if body.is_narrow() && here.fits(body.width()) {
        flat(body, out);
        return out.push(',');
    }
    let (beside, under) = (laid_out(body, here), laid_out(body, below));
    if stays_beside(body, &beside, here) && !prefers_next_line(&beside, &under) {
        out.extend([beside.as_str(), ","]);
    } else {
        out.push('{');
        inside(indent, out, |_, out| out.push_str(&under));
    }
}

/// Whether what an arm is worth may begin behind the arrow and go on below
/// (`can_flatten_block_around_this` in rustfmt's `matches.rs`).
fn stays_beside(body: &Expr, text: &str, at: At) -> bool {
    fn breaks_inside(body: &Expr) -> bool {
        match body.kind() {
            Kind::Match(..)
            | Kind::Block(_)
            | Kind::Closure(..)
            | Kind::Array(_)
            | Kind::Call(..)
            | Kind::Method(..)
            | Kind::Macro(..)
            | Kind::Struct(..)
            | Kind::Tuple(_) => true,
            Kind::Reference(_, inner) | Kind::Try(inner) | Kind::Cast(inner, _) => {
                breaks_inside(inner)
            }
            Kind::Text(_)
            | Kind::Literal(_)
            | Kind::Field(..)
            | Kind::Assign(..)
            | Kind::Guarded(..) => false,
        }
    }
    breaks_inside(body) && !at.overflows(text)
}

/// Writes alternatives, one below the other where they do not fit on one line.
/// Gives the columns of the last line.
fn patterns(patterns: &[Text], indent: usize, out: &mut String) -> usize {
    let widths: usize = patterns.iter().map(|one| width(one)).sum();
    let line = widths + patterns.len().saturating_sub(1) * " | ".len();
    let is_long = patterns.len() > 1 && !At::line(indent).before(5).fits(line);
    for (index, one) in patterns.iter().enumerate() {
        match (index, is_long) {
            (0, _) => {}
            (_, true) => {
                next_line(indent, out);
                out.push_str("| ");
            }
            (_, false) => out.push_str(" | "),
        }
        out.push_str(one);
    }
    match patterns.last() {
        Some(last) if is_long => width(last) + "| ".len(),
        Some(_) | None => line,
    }
}
