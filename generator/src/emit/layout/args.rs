//! What stands between brackets, with commas: arguments, items of arrays and
//! tuples.

use super::expr::{self, expr};
use super::{At, INDENT, WIDTH, next_line, statement};
use crate::emit::syntax::expr::{ARGUMENTS, Kind};
use crate::emit::syntax::{Expr, width};

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
        [only] if is_call(only) => one_call(brackets, only, at.behind(open).before(1), out),
        [only] if hugs(only) => expr(only, at.behind(open).before(1), out),
        [others @ .., last] if matches!(brackets, Brackets::Call(_)) => {
            if !behind_others(others, last, at.behind(open), out) {
                one_a_line(list, at, out);
            }
        }
        list if brackets == Brackets::Array && all_short(list) => packed(list, at, out),
        list => one_a_line(list, at, out),
    }
    out.push_str(close);
}

/// Whether it is a call of a function or method.
fn is_call(value: &Expr) -> bool {
    matches!(value.kind(), Kind::Call(..) | Kind::Method(..))
}

/// Writes the only thing between brackets where it is a call: behind the bracket, and
/// broken there, unless its first line is too long or it is better off on a line of its
/// own (`try_overflow_last_item` in rustfmt's `overflow.rs`).
fn one_call(brackets: Brackets, only: &Expr, at: At, out: &mut String) {
    let mut beside = String::new();
    // A call in a call has no more columns than arguments have.
    let limit = match only.is_nested_call() {
        true => WIDTH.saturating_sub(at.column + ARGUMENTS),
        false => 0,
    };
    let tail = at.tail.max(limit);
    expr::broken(only, At { tail, ..at }, &mut beside);
    let below = At::line(at.indent + INDENT).before(1);
    let fits_below = only.is_narrow() && below.fits(only.width());
    let first = beside.lines().next().unwrap_or_default();
    let is_long = width(first) > ARGUMENTS || at.overflows(&beside);
    let is_whole = is_stacked(&beside, at) && !brackets.let_chains_break();
    let is_pair = beside.matches('\n').count() == 1;
    if expr::is_cramped_chain(only, at) && at.fits(only.width()) {
        next_line(below.indent, out);
        expr(only, below, out);
        out.push(',');
        return next_line(at.indent, out);
    }
    if fits_below && (is_long || is_whole || is_pair) {
        next_line(below.indent, out);
        expr::flat(only, out);
        if !is_pair || is_whole {
            out.push(',');
        }
        next_line(at.indent, out);
    } else if brackets == Brackets::Array && width(first) > ARGUMENTS {
        // What begins as wide as this is an item of a list (`array_width`).
        one_a_line(std::slice::from_ref(only), at, out);
    } else {
        out.push_str(&beside);
    }
}

/// Whether a chain that was written here has its calls one below the other.
fn is_stacked(text: &str, at: At) -> bool {
    let deepest = at.indent + INDENT;
    text.lines().skip(1).any(|line| {
        let inside = line.trim_start();
        inside.starts_with('.') && line.len() - inside.len() <= deepest
    })
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
        | Kind::Cast(..)
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
