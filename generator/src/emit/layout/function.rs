//! Functions of an `impl`.

use super::item::attributes;
use super::{At, INDENT, margin, next_line, statement, ty};
use crate::emit::syntax::{Arg, Function, Ty, width};

/// Columns of the last line of a signature that the body's brace stands on.
const RETURN: usize = 94;

/// Writes a function.
pub(super) fn function(function: &Function, out: &mut String) {
    attributes(&function.attributes, INDENT, out);
    margin(INDENT, out);
    let mark = out.len();
    signature(function, out);
    let signature = out.get(mark..).unwrap_or_default();
    let last = width(signature.lines().last().unwrap_or_default());
    if signature.contains('\n') && last > RETURN {
        next_line(INDENT, out);
    } else {
        out.push(' ');
    }
    statement::block(&function.body, INDENT, out);
}

fn signature(function: &Function, out: &mut String) {
    out.extend([&function.head, "("]);
    // Two more for the brace that follows the signature.
    if At::line(INDENT).before(2).fits(columns(function)) {
        for (index, arg) in function.args.iter().enumerate() {
            if index > 0 {
                out.push_str(", ");
            }
            flat(arg, out);
        }
    } else {
        for arg in &function.args {
            next_line(2 * INDENT, out);
            argument(arg, At::line(2 * INDENT), out);
            out.push(',');
        }
        next_line(INDENT, out);
        return returns(function.returns.as_ref(), out);
    }
    out.push(')');
    if let Some(ty) = &function.returns {
        out.push_str(" -> ");
        ty.flat(out);
    }
}

fn returns(ty: Option<&Ty>, out: &mut String) {
    out.push(')');
    if let Some(ty) = ty {
        // rustfmt does not count all of `) -> `.
        out.push_str(" -> ");
        ty::ty(ty, At::line(INDENT).behind("-> "), out);
    }
}

/// Columns of a signature on one line.
fn columns(function: &Function) -> usize {
    let args = function.args.iter().map(|arg| match arg {
        Arg::Receiver(text) => width(text),
        Arg::Typed(name, ty) => width(name) + ": ".len() + ty.width(),
    });
    let commas = function.args.len().saturating_sub(1) * ", ".len();
    let returns = function.returns.as_ref();
    let returns = returns.map_or(0, |ty| " -> ".len() + ty.width());
    width(&function.head) + "()".len() + args.sum::<usize>() + commas + returns
}

fn flat(arg: &Arg, out: &mut String) {
    match arg {
        Arg::Receiver(text) => out.push_str(text),
        Arg::Typed(name, ty) => {
            out.extend([name, ": "]);
            ty.flat(out);
        }
    }
}

fn argument(arg: &Arg, at: At, out: &mut String) {
    match arg {
        Arg::Receiver(text) => out.push_str(text),
        Arg::Typed(name, ty) => {
            out.extend([name, ": "]);
            let here = at.behind(name).behind(": ").before(1);
            // rustfmt does not count the `impl`.
            let free = if ty.is_implementor() {
                "impl ".len()
            } else {
                0
            };
            let column = here.column - free;
            ty::ty(ty, At { column, ..here }, out);
        }
    }
}
