//! What stands between brackets, with commas: arguments, items of arrays and
//! tuples.

use super::expr::{self, write_expr};
use super::{INDENT, LineSpace, WIDTH, next_line, statement};
use crate::emit::syntax::expr::{ARGUMENTS, ExprKind};
use crate::emit::syntax::{Expr, measure_width};

/// Items that are no wider are packed (`short_array_element_width_threshold`).
const SHORT: usize = 10;

/// What kind of brackets.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Brackets<'a> {
    /// Of a call, with what is called: a path, or a method and the dot before it.
    Call(&'a str),
    /// Of an array.
    Array,
    /// Of a tuple.
    Tuple,
}

impl Brackets<'_> {
    const fn pair(self) -> (&'static str, &'static str) {
        match self {
            Self::Call(_) | Self::Tuple => ("(", ")"),
            Self::Array => ("[", "]"),
        }
    }

    /// Whether a chain between them may be broken before its last call: where no more
    /// stands before the bracket than on an indent's columns.
    const fn let_chains_break(self) -> bool {
        match self {
            Self::Call(callee) => callee.len() < INDENT,
            Self::Array | Self::Tuple => true,
        }
    }
}

/// Writes the brackets and what is between them on one line.
pub(super) fn write_args_flat(brackets: Brackets, list: &[Expr], out: &mut String) {
    let (open, close) = brackets.pair();
    out.push_str(open);
    for (index, item) in list.iter().enumerate() {
        if index > 0 {
            out.push_str(", ");
        }
        expr::write_expr_flat(item, out);
    }
    if brackets == Brackets::Tuple && list.len() == 1 {
        out.push(',');
    }
    out.push_str(close);
}

/// Writes the brackets and what is between them, over several lines.
pub(super) fn write_args_broken(
    brackets: Brackets,
    list: &[Expr],
    at: LineSpace,
    out: &mut String,
) {
    let (open, close) = brackets.pair();
    out.push_str(open);
    match list {
        [] => {}
        [only] if is_call(only) => one_call(brackets, only, at.behind(open).before(1), out),
        [only] if hugs_brackets(only) => write_expr(only, at.behind(open).before(1), out),
        [others @ .., last] if matches!(brackets, Brackets::Call(_)) => {
            if !behind_others(others, last, at.behind(open), out) {
                one_a_line(list, at, out);
            }
        }
        list if brackets == Brackets::Array && all_short(list) => write_args_packed(list, at, out),
        list => one_a_line(list, at, out),
    }
    out.push_str(close);
}

/// Whether it is a call of a function or method.
fn is_call(value: &Expr) -> bool {
    matches!(value.kind(), ExprKind::Call(..) | ExprKind::Method(..))
}

/// Writes the only thing between brackets where it is a call: behind the bracket, and
/// broken there, unless its first line is too long or it is better off on a line of its
/// own (`try_overflow_last_item` in rustfmt's `overflow.rs`).
fn one_call(brackets: Brackets, only: &Expr, at: LineSpace, out: &mut String) {
    let mut beside = String::new();
    // A call in a call has no more columns than arguments have.
    let limit = match only.is_nested_call() {
        true => WIDTH.saturating_sub(at.column + ARGUMENTS),
        false => 0,
    };
    let tail = at.tail.max(limit);
    expr::write_expr_broken(only, LineSpace { tail, ..at }, &mut beside);
    let below = LineSpace::line(at.indent + INDENT).before(1);
    let fits_below = only.is_narrow() && below.fits(only.width());
    let first = beside.lines().next().unwrap_or_default();
    let is_long = measure_width(first) > ARGUMENTS || at.overflows(&beside);
    let is_whole = is_stacked(&beside, at) && !brackets.let_chains_break();
    let is_pair = beside.matches('\n').count() == 1;
    if expr::is_cramped_chain(only, at) && at.fits(only.width()) {
        next_line(below.indent, out);
        write_expr(only, below, out);
        out.push(',');
        return next_line(at.indent, out);
    }
    if fits_below && (is_long || is_whole || is_pair) {
        next_line(below.indent, out);
        expr::write_expr_flat(only, out);
        if !is_pair || is_whole {
            out.push(',');
        }
        next_line(at.indent, out);
    } else if brackets == Brackets::Array && measure_width(first) > ARGUMENTS {
        // What begins as wide as this is an item of a list (`array_width`).
        one_a_line(std::slice::from_ref(only), at, out);
    } else {
        out.push_str(&beside);
    }
}

/// Whether a chain that was written here has its calls one below the other.
fn is_stacked(text: &str, at: LineSpace) -> bool {
    let deepest = at.indent + INDENT;
    text.lines().skip(1).any(|line| {
        let inside = line.trim_start();
        inside.starts_with('.') && line.len() - inside.len() <= deepest
    })
}

/// Whether brackets around this alone need no lines of their own.
fn hugs_brackets(value: &Expr) -> bool {
    match value.kind() {
        ExprKind::Struct(..)
        | ExprKind::Array(_)
        | ExprKind::Call(..)
        | ExprKind::Method(..)
        | ExprKind::Tuple(_)
        | ExprKind::Closure(..) => true,
        ExprKind::Reference(_, inner) | ExprKind::Try(inner) => hugs_brackets(inner),
        ExprKind::Text(_)
        | ExprKind::Literal(_)
        | ExprKind::Field(..)
        | ExprKind::Assign(..)
        | ExprKind::Macro(..)
        | ExprKind::Match(..)
        | ExprKind::Guarded(..) => false,
    }
}

fn all_short(list: &[Expr]) -> bool {
    list.iter().all(|item| item.width() <= SHORT)
}

/// A closure at the end stays with the arguments before it, when its head is as
/// narrow as arguments on one line, or when it fits on no line. Says whether it
/// was written.
fn behind_others(others: &[Expr], last: &Expr, at: LineSpace, out: &mut String) -> bool {
    let ExprKind::Closure(inputs, body) = last.kind() else {
        return false;
    };
    let mut head = String::new();
    for other in others {
        expr::write_expr_flat(other, &mut head);
        head.push_str(", ");
    }
    head.extend([inputs, " {"]);
    let columns = measure_width(&head);
    // rustfmt prefers a closure that fits on a line below to one that is broken beside wide
    // arguments.
    let fits_below = at.deeper().before(1).fits(last.width());
    if !at.fits(columns) || columns > ARGUMENTS && fits_below {
        return false;
    }
    out.push_str(&head);
    statement::write_block_inside(at.indent, out, |inner, out| write_expr(body, inner, out));
    true
}

fn one_a_line(list: &[Expr], at: LineSpace, out: &mut String) {
    let inner = at.deeper().before(1);
    for item in list {
        next_line(inner.indent, out);
        write_expr(item, inner, out);
        out.push(',');
    }
    next_line(at.indent, out);
}

/// As many items on a line as fit.
fn write_args_packed(list: &[Expr], at: LineSpace, out: &mut String) {
    let indent = at.deeper().indent;
    let mut column = WIDTH;
    for item in list {
        let columns = item.width() + ",".len();
        if column + 1 + columns < WIDTH {
            out.push(' ');
            column += 1 + columns;
        } else {
            next_line(indent, out);
            column = indent + columns;
        }
        expr::write_expr_flat(item, out);
        out.push(',');
    }
    next_line(at.indent, out);
}
