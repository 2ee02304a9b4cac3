//! Functions of an `impl`.

use super::item::write_attributes;
use super::{INDENT, LineSpace, next_line, statement, ty, write_margin};
use crate::emit::syntax::{Arg, Function, TypeNode, measure_width};

/// Columns of the last line of a signature that the body's brace stands on.
const RETURN: usize = 94;

/// Writes a function.
pub(super) fn write_function(function: &Function, out: &mut String) {
    write_attributes(&function.attributes, INDENT, out);
    write_margin(INDENT, out);
    let mark = out.len();
    write_signature(function, out);
    let signature = out.get(mark..).unwrap_or_default();
    let last = measure_width(signature.lines().last().unwrap_or_default());
    if signature.contains('\n') && last > RETURN {
        next_line(INDENT, out);
    } else {
        out.push(' ');
    }
    statement::write_block(&function.body, INDENT, out);
}

fn write_signature(function: &Function, out: &mut String) {
    out.extend([&function.head, "("]);
    // Two more for the brace that follows the signature.
    if LineSpace::line(INDENT)
        .before(2)
        .fits(measure_signature(function))
    {
        for (index, arg) in function.args.iter().enumerate() {
            if index > 0 {
                out.push_str(", ");
            }
            write_signature_flat(arg, out);
        }
    } else {
        for arg in &function.args {
            next_line(2 * INDENT, out);
            write_argument(arg, LineSpace::line(2 * INDENT), out);
            out.push(',');
        }
        next_line(INDENT, out);
        return write_return_type(function.returns.as_ref(), out);
    }
    out.push(')');
    if let Some(ty) = &function.returns {
        out.push_str(" -> ");
        ty.flat(out);
    }
}

fn write_return_type(ty: Option<&TypeNode>, out: &mut String) {
    out.push(')');
    if let Some(ty) = ty {
        // rustfmt does not count all of `) -> `.
        out.push_str(" -> ");
        ty::write_type(ty, LineSpace::line(INDENT).behind("-> "), out);
    }
}

/// Columns of a signature on one line.
fn measure_signature(function: &Function) -> usize {
    let args = function.args.iter().map(|arg| match arg {
        Arg::Receiver(text) => measure_width(text),
        Arg::Typed(name, ty) => measure_width(name) + ": ".len() + ty.width(),
    });
    let commas = function.args.len().saturating_sub(1) * ", ".len();
    let returns = function.returns.as_ref();
    let returns = returns.map_or(0, |ty| " -> ".len() + ty.width());
    measure_width(&function.head) + "()".len() + args.sum::<usize>() + commas + returns
}

fn write_signature_flat(arg: &Arg, out: &mut String) {
    match arg {
        Arg::Receiver(text) => out.push_str(text),
        Arg::Typed(name, ty) => {
            out.extend([name, ": "]);
            ty.flat(out);
        }
    }
}

fn write_argument(arg: &Arg, at: LineSpace, out: &mut String) {
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
            ty::write_type(ty, LineSpace { column, ..here }, out);
        }
    }
}
