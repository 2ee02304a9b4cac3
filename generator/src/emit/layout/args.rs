//! What stands between brackets, with commas: arguments, items of arrays and
//! tuples.

use syn::punctuated::Punctuated;
use syn::{Expr, Token};

use super::expr::{self, expr, is_narrow};
use super::flat::flat;
use super::{At, WIDTH, margin, width};

/// Columns of arguments or items on one line (`fn_call_width`, `array_width`).
const ARGUMENTS: usize = 60;

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

type List = Punctuated<Expr, Token![,]>;

/// Whether all of it may stand on one line.
/// What stands alone may be as wide as it likes, but for a plain call in an array.
pub(super) fn are_narrow(brackets: Brackets, list: &List) -> bool {
    let method = matches!(list.first(), Some(Expr::MethodCall(_)));
    let alone = list.len() == 1 && (brackets == Brackets::Call || method);
    (alone || width(&flat(list)) <= ARGUMENTS) && list.iter().all(|item| is_narrow(item, false))
}

/// The brackets and what is between them, over several lines.
pub(super) fn broken(brackets: Brackets, list: &List, at: At) -> String {
    let (open, close) = match brackets {
        Brackets::Call | Brackets::Tuple => ("(", ")"),
        Brackets::Array => ("[", "]"),
    };
    let inside = match list.first() {
        None => String::new(),
        Some(only) if list.len() == 1 && stands_alone(brackets, only, at) => {
            format!(
                "\n{}{}\n{}",
                margin(at.deeper().indent),
                flat(only),
                margin(at.indent)
            )
        }
        Some(only @ Expr::Call(_)) if list.len() == 1 && brackets == Brackets::Array => {
            expr::broken(only, at.behind(open).before(1))
        }
        Some(only) if list.len() == 1 && hugs(only) => expr(only, at.behind(open).before(1)),
        Some(_) if brackets == Brackets::Call => {
            behind_others(list, at.behind(open)).unwrap_or_else(|| one_a_line(list, at))
        }
        Some(_) if brackets == Brackets::Array && all_short(list) => packed(list, at),
        Some(_) => one_a_line(list, at),
    };
    format!("{open}{inside}{close}")
}

/// Whether a call that does not fit behind the bracket fits on the next line.
fn stands_alone(brackets: Brackets, expr: &Expr, at: At) -> bool {
    let is_call = match expr {
        Expr::MethodCall(_) => true,
        Expr::Call(_) => brackets == Brackets::Call,
        _ => false,
    };
    is_call && is_narrow(expr, true) && at.deeper().before(1).fits(&flat(expr))
}

/// Whether brackets around this alone need no lines of their own.
fn hugs(expr: &Expr) -> bool {
    match expr {
        Expr::Struct(_)
        | Expr::Array(_)
        | Expr::Call(_)
        | Expr::MethodCall(_)
        | Expr::Tuple(_)
        | Expr::Closure(_) => true,
        Expr::Reference(reference) => hugs(&reference.expr),
        Expr::Try(inner) => hugs(&inner.expr),
        _ => false,
    }
}

fn all_short(list: &List) -> bool {
    list.iter().all(|item| width(&flat(item)) <= SHORT)
}

/// A closure at the end stays with the arguments before it, when its head is as
/// narrow as arguments on one line, or when it fits on no line.
fn behind_others(list: &List, at: At) -> Option<String> {
    let Some(Expr::Closure(closure)) = list.last() else {
        return None;
    };
    let others: String = list
        .iter()
        .take(list.len() - 1)
        .map(|one| flat(one) + ", ")
        .collect();
    let head = format!("{others}|{}| {{", flat(&closure.inputs));
    if width(&head) > ARGUMENTS && at.deeper().before(1).fits(&flat(closure)) {
        return None;
    }
    let inner = at.deeper();
    let body = expr(&closure.body, inner);
    let block = format!(
        "{head}\n{}{body}\n{}}}",
        margin(inner.indent),
        margin(at.indent)
    );
    at.fits(&head).then_some(block)
}

fn one_a_line(list: &List, at: At) -> String {
    let inner = at.deeper().before(1);
    let lines: String = list
        .iter()
        .map(|item| format!("{}{},\n", margin(inner.indent), expr(item, inner)))
        .collect();
    format!("\n{lines}{}", margin(at.indent))
}

/// As many items on a line as fit.
fn packed(list: &List, at: At) -> String {
    let indent = at.deeper().indent;
    let mut lines = vec![margin(indent)];
    for item in list {
        let text = format!("{},", flat(item));
        if let Some(line) = lines.last_mut() {
            if width(line) == indent {
                line.push_str(&text);
                continue;
            }
            if width(line) + 1 + width(&text) < WIDTH {
                line.push_str(&format!(" {text}"));
                continue;
            }
        }
        lines.push(margin(indent) + &text);
    }
    format!("\n{}\n{}", lines.join("\n"), margin(at.indent))
}
