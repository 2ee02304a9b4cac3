//! Chains of fields and calls of methods.

use super::args::{self, Brackets};
use super::expr::{write_expr, write_expr_flat};
use super::{INDENT, LineSpace, next_line};
use crate::emit::syntax::expr::{CHAIN, Chain, ExprKind, are_narrow_arguments, list_width};
use crate::emit::syntax::{Expr, measure_width};

/// Lines from which a call stays beside the only thing that it is called on.
const OVERFLOW: usize = 5;

/// Writes a chain that does not fit on one line.
pub(super) fn write_chain(last: &Expr, at: LineSpace, out: &mut String) {
    let chain = Chain::of(last, at.begins());
    let mark = out.len();
    write_expr(chain.root, at, out);
    for link in &chain.close {
        write_chain_link(link, mark, at, out);
    }
    let start = out.get(mark..).unwrap_or_default();
    let is_broken = start.contains('\n');
    let deep = at.indent + if is_broken { 0 } else { INDENT };
    let below = LineSpace {
        tail: at.tail,
        ..LineSpace::line(deep)
    };
    if let (Some((last, others)), false) = (chain.links.split_last(), is_broken)
        && let Some(text) = write_chain_on_one_line(last, others, start, &chain, at, below)
    {
        out.truncate(mark);
        out.push_str(&text);
        return;
    }
    for link in &chain.links {
        next_line(deep, out);
        write_chain_link(link, out.len(), below, out);
    }
}

/// The chain on one line but for the arguments of its last call, unless that takes more
/// lines than the last call does `below` (`format_last_child` in rustfmt's `chains.rs`).
fn write_chain_on_one_line(
    last: &Expr,
    others: &[&Expr],
    start: &str,
    chain: &Chain,
    at: LineSpace,
    below: LineSpace,
) -> Option<String> {
    let mut text = start.to_owned();
    for link in others {
        write_chain_link(link, 0, at, &mut text);
    }
    let most = if chain.close.len() + chain.links.len() == 1 {
        usize::MAX
    } else {
        CHAIN
    };
    let before = measure_width(&text);
    write_chain_link(last, 0, at, &mut text);
    let (first, lines) = (
        text.lines().next().unwrap_or_default(),
        text.lines().count(),
    );
    let fits = measure_width(first) <= most && at.fits(measure_width(first));
    let is_whole = text
        .get(..before)
        .is_some_and(|others| !others.contains('\n'));
    let lines_below = || {
        let mut text = String::new();
        let at = below.before(usize::from(at.tail > 1));
        write_chain_link(last, 0, at, &mut text);
        text.lines().count()
    };
    (fits && is_whole && (lines >= OVERFLOW || lines_below() >= lines)).then_some(text)
}

/// Writes a field or a call behind its receiver, whose text begins at `mark`.
fn write_chain_link(link: &Expr, mark: usize, at: LineSpace, out: &mut String) {
    match link.kind() {
        ExprKind::Method(_, method, args) => {
            let callee = format!(".{method}");
            out.push_str(&callee);
            let here = at.behind(out.get(mark..).unwrap_or_default());
            write_chain_call(&callee, args, here, out);
        }
        ExprKind::Field(_, field) => out.extend([".", field]),
        _ => write_expr_flat(link, out),
    }
}

fn write_chain_call(callee: &str, args: &[Expr], at: LineSpace, out: &mut String) {
    if are_narrow_arguments(args) && at.fits(list_width(args) + "()".len()) {
        args::write_args_flat(Brackets::Call(callee), args, out);
    } else {
        args::write_args_broken(Brackets::Call(callee), args, at, out);
    }
}
