//! Chains of fields and calls of methods.

use super::args::{self, Brackets};
use super::expr::{expr, flat};
use super::{At, INDENT, next_line};
use crate::emit::syntax::expr::{Chain, Kind, are_narrow, list_width};
use crate::emit::syntax::{Expr, width};

/// Lines from which a call stays beside the only thing that it is called on.
const OVERFLOW: usize = 5;

/// Writes a chain that does not fit on one line.
pub(super) fn chain(last: &Expr, at: At, out: &mut String) {
    let chain = Chain::of(last, at.begins());
    let mark = out.len();
    expr(chain.root, at, out);
    for link in &chain.close {
        linked(link, mark, at, out);
    }
    let start = out.get(mark..).unwrap_or_default();
    let is_broken = start.contains('\n');
    let deep = at.indent + if is_broken { 0 } else { INDENT };
    let below = At {
        tail: at.tail,
        ..At::line(deep)
    };
    // One call may stay beside what it is called on; from two on rustfmt gives each a line.
    if let ([only], false) = (chain.links.as_slice(), is_broken)
        && let Some(text) = beside(only, start, at, below)
    {
        out.truncate(mark);
        out.push_str(&text);
        return;
    }
    for link in &chain.links {
        next_line(deep, out);
        linked(link, out.len(), below, out);
    }
}

/// The only call beside what it is called on, unless it takes fewer lines `below`.
fn beside(only: &Expr, start: &str, at: At, below: At) -> Option<String> {
    let mut text = start.to_owned();
    linked(only, 0, at, &mut text);
    let lines = text.lines().count();
    let fits = at.fits(width(text.lines().next().unwrap_or_default()));
    let lines_below = || {
        let mut text = String::new();
        let at = below.before(usize::from(at.tail > 1));
        linked(only, 0, at, &mut text);
        text.lines().count()
    };
    (fits && (lines >= OVERFLOW || lines_below() >= lines)).then_some(text)
}

/// Writes a field or a call behind its receiver, whose text begins at `mark`.
fn linked(link: &Expr, mark: usize, at: At, out: &mut String) {
    match link.kind() {
        Kind::Method(_, method, args) => {
            out.extend([".", method]);
            let here = at.behind(out.get(mark..).unwrap_or_default());
            called(args, here, out);
        }
        Kind::Field(_, field) => out.extend([".", field]),
        _ => flat(link, out),
    }
}

fn called(args: &[Expr], at: At, out: &mut String) {
    let alone = args.len() == 1;
    if are_narrow(args, alone) && at.fits(list_width(args) + "()".len()) {
        args::flat(Brackets::Call, args, out);
    } else {
        args::broken(Brackets::Call, args, at, out);
    }
}
