//! What stands between brackets, with commas: arguments, items of arrays and
//! tuples.

use super::expr::{self, expr};
use super::{At, WIDTH, next_line, statement};
use crate::emit::syntax::expr::{ARGUMENTS, Kind};
use crate::emit::syntax::{Expr, width};

/// Items that are no wider are packed (`short_array_element_width_threshold`).
const SHORT: usize = 10;

/// What kind of brackets.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Brackets {
    /// Of a call.
    Call,
    /// Of an array.
    Array,
    /// Of a tuple.
    Tuple,
}

impl Brackets {
    const fn pair(self) -> (&'static str, &'static str) {
        match self {
            Self::Call | Self::Tuple => ("(", ")"),
            Self::Array => ("[", "]"),
        }
    }
}

/// Writes the brackets and what is between them on one line.
pub(super) fn flat(brackets: Brackets, list: &[Expr], out: &mut String) {
    let (open, close) = brackets.pair();
    out.push_str(open);
    for (index, item) in list.iter().enumerate() {
        if index > 0 {
            out.push_str(", ");
        }
        expr::flat(item, out);
    }
    if brackets == Brackets::Tuple && list.len() == 1 {
        out.push(',');
    }
    out.push_str(close);
}

/// Writes the brackets and what is between them, over several lines.
pub(super) fn broken(brackets: Brackets, list: &[Expr], at: At, out: &mut String) {
    let (open, close) = brackets.pair();
    out.push_str(open);
    match list {
        [] => {}
        [only] if stands_alone(brackets, only, at) => {
            next_line(at.deeper().indent, out);
            expr::flat(only, out);
            next_line(at.indent, out);
        }
        [only] if brackets == Brackets::Array && matches!(only.kind(), Kind::Call(..)) => {
            expr::broken(only, at.behind(open).before(1), out);
        }
        // `f(&[` … `])`: rustfmt lets the only argument begin on the line of the call where it
        // brings brackets of its own.
        [only] if hugs(only) => expr(only, at.behind(open).before(1), out),
        [others @ .., last] if brackets == Brackets::Call => {
            if !behind_others(others, last, at.behind(open), out) {
                one_a_line(list, at, out);
            }
        }
        list if brackets == Brackets::Array && all_short(list) => packed(list, at, out),
        list => one_a_line(list, at, out),
    }
    out.push_str(close);
}

/// Whether a call that does not fit behind the bracket fits on the next line.
fn stands_alone(brackets: Brackets, value: &Expr, at: At) -> bool {
    let is_call = match value.kind() {
        Kind::Method(..) => true,
        Kind::Call(..) => brackets == Brackets::Call,
        _ => false,
    };
    is_call && value.is_narrow(true) && at.deeper().before(1).fits(value.width())
}

/// Whether brackets around this alone need no lines of their own.
fn hugs(value: &Expr) -> bool {
    match value.kind() {
        Kind::Struct(..)
        | Kind::Array(_)
        | Kind::Call(..)
        | Kind::Method(..)
        | Kind::Tuple(_)
        | Kind::Closure(..) => true,
        Kind::Reference(_, inner) | Kind::Try(inner) => hugs(inner),
        Kind::Text(_)
        | Kind::Literal(_)
        | Kind::Field(..)
        | Kind::Assign(..)
        | Kind::Macro(..)
        | Kind::Match(..)
        | Kind::Block(_)
        | Kind::Guarded(..) => false,
    }
}

fn all_short(list: &[Expr]) -> bool {
    list.iter().all(|item| item.width() <= SHORT)
}

/// A closure at the end stays with the arguments before it, when its head is as
/// narrow as arguments on one line, or when it fits on no line. Says whether it
/// was written.
fn behind_others(others: &[Expr], last: &Expr, at: At, out: &mut String) -> bool {
    let Kind::Closure(inputs, body) = last.kind() else {
        return false;
    };
    let mut head = String::new();
    for other in others {
        expr::flat(other, &mut head);
        head.push_str(", ");
    }
    head.extend([inputs, " {"]);
    let columns = width(&head);
    // rustfmt prefers a closure that fits on a line below to one that is broken beside wide
    // arguments.
    let fits_below = at.deeper().before(1).fits(last.width());
    if !at.fits(columns) || columns > ARGUMENTS && fits_below {
        return false;
    }
    out.push_str(&head);
    statement::inside(at.indent, out, |inner, out| expr(body, inner, out));
    true
}

fn one_a_line(list: &[Expr], at: At, out: &mut String) {
    let inner = at.deeper().before(1);
    for item in list {
        next_line(inner.indent, out);
        expr(item, inner, out);
        out.push(',');
    }
    next_line(at.indent, out);
}

/// As many items on a line as fit.
fn packed(list: &[Expr], at: At, out: &mut String) {
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
        expr::flat(item, out);
        out.push(',');
    }
    next_line(at.indent, out);
}
