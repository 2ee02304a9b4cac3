//! Types: on one line where they fit, else an argument a line.

use super::{LineSpace, next_line};
use crate::emit::syntax::{TypeNode, measure_width};

/// Writes a type. One whose arguments do not fit on lines of their own stays as
/// it is: there is no good place to break it.
pub(super) fn write_type(ty: &TypeNode, at: LineSpace, out: &mut String) {
    let text = (!at.fits(ty.width()))
        .then(|| write_type_broken(ty, at))
        .flatten();
    match text {
        Some(text) => out.push_str(&text),
        None => ty.flat(out),
    }
}

fn write_type_broken(ty: &TypeNode, at: LineSpace) -> Option<String> {
    let TypeNode::Generic {
        before, arguments, ..
    } = ty
    else {
        return None;
    };
    let inner = at.deeper().before(1);
    let mut text = format!("{before}<");
    for argument in arguments {
        let mut lines = String::new();
        self::write_type(argument, inner, &mut lines);
        let fits = |line: &str| inner.fits(measure_width(line.trim_start()));
        // rustfmt gives up on the whole type when one argument does not fit, and leaves it as it
        // was.
        if !lines.lines().all(fits) {
            return None;
        }
        next_line(inner.indent, &mut text);
        text.extend([lines.as_str(), ","]);
    }
    next_line(at.indent, &mut text);
    text.push('>');
    Some(text)
}
