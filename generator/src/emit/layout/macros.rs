//! Calls of macros.

use super::{INDENT, LineSpace, next_line, write_margin};
use crate::emit::syntax::{MacroPart, SourceText};

/// Writes a call with braces. rustfmt leaves what is between them as it is.
pub(super) fn write_braced_macro(path: &str, parts: &[MacroPart], out: &mut String) {
    out.extend([path, "! {\n"]);
    for part in parts {
        self::write_macro_part(part, out);
    }
    out.push('}');
}

fn write_macro_part(part: &MacroPart, out: &mut String) {
    write_margin(INDENT, out);
    out.extend([&part.head, " {\n"]);
    for entry in &part.entries {
        write_margin(2 * INDENT, out);
        out.extend([entry, ",\n"]);
    }
    write_margin(INDENT, out);
    out.push_str("}\n");
}

/// Writes a call on one line.
pub(super) fn write_macro_flat(path: &str, args: &[SourceText], out: &mut String) {
    out.extend([path, "!("]);
    for (index, arg) in args.iter().enumerate() {
        if index > 0 {
            out.push_str(", ");
        }
        out.push_str(arg);
    }
    out.push(')');
}

/// Writes the call with an argument a line; the last one has no comma.
pub(super) fn write_macro_broken(path: &str, args: &[SourceText], at: LineSpace, out: &mut String) {
    out.extend([path, "!("]);
    for (index, arg) in args.iter().enumerate() {
        if index > 0 {
            out.push(',');
        }
        next_line(at.deeper().indent, out);
        out.push_str(arg);
    }
    next_line(at.indent, out);
    out.push(')');
}
