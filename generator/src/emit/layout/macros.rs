//! Calls of macros.

use super::{At, INDENT, margin, next_line};
use crate::emit::syntax::{Part, Text};

/// Writes a call with braces. rustfmt leaves what is between them as it is.
pub(super) fn item(path: &str, parts: &[Part], out: &mut String) {
    out.extend([path, "! {\n"]);
    for part in parts {
        self::part(part, out);
    }
    out.push('}');
}

fn part(part: &Part, out: &mut String) {
    margin(INDENT, out);
    out.extend([&part.head, " {\n"]);
    for entry in &part.entries {
        margin(2 * INDENT, out);
        out.extend([entry, ",\n"]);
    }
    margin(INDENT, out);
    out.push_str("}\n");
}

/// Writes a call on one line.
pub(super) fn flat(path: &str, args: &[Text], out: &mut String) {
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
pub(super) fn broken(path: &str, args: &[Text], at: At, out: &mut String) {
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
