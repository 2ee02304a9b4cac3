//! Statements, and expressions that hold statements.

use super::expr::{laid_out, prefers_next_line, write_assigned_expr, write_expr, write_expr_flat};
use super::{INDENT, LineSpace, next_line};
use crate::emit::syntax::expr::ExprKind;
use crate::emit::syntax::{Arm, Expr, SourceText, Stmt, measure_width};

/// Writes a block with its braces; the closing one at `indent`.
pub(super) fn write_block(statements: &[Stmt], indent: usize, out: &mut String) {
    if statements.is_empty() {
        return out.push_str("{}");
    }
    let inner = LineSpace::line(indent + INDENT);
    out.push('{');
    for one in statements {
        next_line(inner.indent, out);
        write_statement(one, inner, out);
    }
    next_line(indent, out);
    out.push('}');
}

/// Writes lines behind an opened brace, and closes it.
pub(super) fn write_block_inside(
    indent: usize,
    out: &mut String,
    write: impl FnOnce(LineSpace, &mut String),
) {
    let inner = LineSpace::line(indent + INDENT);
    next_line(inner.indent, out);
    write(inner, out);
    next_line(indent, out);
    out.push('}');
}

fn write_statement(statement: &Stmt, at: LineSpace, out: &mut String) {
    match statement {
        Stmt::Let {
            pattern,
            value,
            otherwise,
        } => write_local(pattern, value, otherwise.as_deref(), at, out),
        Stmt::Return(value) => {
            out.push_str("return ");
            write_expr(value, at.behind("return ").before(1), out);
            out.push(';');
        }
        Stmt::Run(value) => {
            write_expr(value, at.before(1), out);
            out.push(';');
        }
        Stmt::Value(value) => write_expr(value, at, out),
        Stmt::Text(text) => out.push_str(text),
    }
}

fn write_local(
    pattern: &str,
    value: &Expr,
    otherwise: Option<&[Stmt]>,
    at: LineSpace,
    out: &mut String,
) {
    match otherwise {
        None => write_assigned_expr(&format!("let {pattern} ="), value, at.before(1), out),
        Some(otherwise) => {
            out.extend(["let ", pattern, " = "]);
            write_expr_flat(value, out);
            out.push_str(" else ");
            write_block(otherwise, at.indent, out);
        }
    }
    out.push(';');
}

/// Writes a `match`.
pub(super) fn write_match(value: &Expr, arms: &[Arm], at: LineSpace, out: &mut String) {
    out.push_str("match ");
    write_expr(value, at.behind("match ").before(2), out);
    out.push_str(" {");
    for one in arms {
        next_line(at.indent + INDENT, out);
        write_match_arm(one, at.indent + INDENT, out);
    }
    next_line(at.indent, out);
    out.push('}');
}

fn write_match_arm(arm: &Arm, indent: usize, out: &mut String) {
    let last = write_patterns(&arm.patterns, indent, out);
    out.push_str(" => ");
    let column = indent + last + " => ".len();
    let here = LineSpace {
        indent,
        column,
        tail: 1,
    };
    let (body, below) = (&arm.body, LineSpace::line(indent + INDENT));
    if body.is_narrow() && here.fits(body.width()) {
        write_expr_flat(body, out);
        return out.push(',');
    }
    let (beside, under) = (laid_out(body, here), laid_out(body, below));
    if stays_beside(body, &beside, here) && !prefers_next_line(&beside, &under) {
        out.extend([beside.as_str(), ","]);
    } else {
        out.push('{');
        write_block_inside(indent, out, |_, out| out.push_str(&under));
    }
}

/// Whether what an arm is worth may begin behind the arrow and go on below
/// (`can_flatten_block_around_this` in rustfmt's `matches.rs`).
fn stays_beside(body: &Expr, text: &str, at: LineSpace) -> bool {
    fn breaks_inside(body: &Expr) -> bool {
        match body.kind() {
            ExprKind::Match(..)
            | ExprKind::Closure(..)
            | ExprKind::Array(_)
            | ExprKind::Call(..)
            | ExprKind::Method(..)
            | ExprKind::Macro(..)
            | ExprKind::Struct(..)
            | ExprKind::Tuple(_) => true,
            ExprKind::Reference(_, inner) | ExprKind::Try(inner) => breaks_inside(inner),
            ExprKind::Text(_)
            | ExprKind::Literal(_)
            | ExprKind::Field(..)
            | ExprKind::Assign(..)
            | ExprKind::Guarded(..) => false,
        }
    }
    breaks_inside(body) && !at.overflows(text)
}

/// Writes alternatives, one below the other where they do not fit on one line.
/// Gives the columns of the last line.
fn write_patterns(patterns: &[SourceText], indent: usize, out: &mut String) -> usize {
    let widths: usize = patterns.iter().map(|one| measure_width(one)).sum();
    let line = widths + patterns.len().saturating_sub(1) * " | ".len();
    let is_long = patterns.len() > 1 && !LineSpace::line(indent).before(5).fits(line);
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
        Some(last) if is_long => measure_width(last) + "| ".len(),
        Some(_) | None => line,
    }
}
