//! Items.

use super::expr::{assigned, expr};
use super::function::function;
use super::{At, INDENT, macros, margin, next_line, ty};
use crate::emit::syntax::{Expr, Field, Function, Item, ItemKind, Text, Ty, Variant, width};

/// Writes an item.
pub(in crate::emit) fn item(item: &Item, out: &mut String) {
    attributes(&item.attributes, 0, out);
    match &item.kind {
        ItemKind::Struct { head, fields } => structure(head, fields, out),
        ItemKind::Enum { head, variants } => enumeration(head, variants, out),
        ItemKind::Alias { head, ty } => alias(head, ty, out),
        ItemKind::Static { head, ty, value } => table(head, ty, value, out),
        ItemKind::Impl {
            trait_,
            ty,
            functions,
        } => implementation(trait_.as_ref(), ty, functions, out),
        ItemKind::Called(call) => called(call, out),
        ItemKind::Macro(path, parts) => macros::item(path, parts, out),
        ItemKind::Text(text) => out.push_str(text),
    }
}

/// Writes attributes, a line each.
pub(super) fn attributes(attributes: &[Text], indent: usize, out: &mut String) {
    for one in attributes {
        margin(indent, out);
        out.extend([one, "\n"]);
    }
}

/// Writes a call of a macro that stands for items.
fn called(call: &Expr, out: &mut String) {
    expr(call, At::line(0).before(1), out);
    out.push(';');
}

fn structure(head: &str, fields: &[Field], out: &mut String) {
    out.push_str(head);
    if fields.is_empty() {
        return out.push_str(" {}");
    }
    open(head, out);
    for one in fields {
        field(one, out);
    }
    out.push('}');
}

/// Opens a brace behind a heading.
fn open(head: &str, out: &mut String) {
    out.push_str(if At::line(0).before(2).fits(width(head)) {
        " {\n"
    } else {
        "\n{\n"
    });
}

fn field(field: &Field, out: &mut String) {
    attributes(&field.attributes, INDENT, out);
    margin(INDENT, out);
    out.extend([&field.head, ":"]);
    // A blank before the type and a comma behind it.
    let here = At::line(INDENT).behind(&field.head).behind(":").before(2);
    let below = At::line(2 * INDENT).before(1);
    if !here.fits(field.ty.width()) && below.fits(field.ty.width()) {
        next_line(below.indent, out);
        field.ty.flat(out);
    } else {
        out.push(' ');
        ty::ty(&field.ty, here, out);
    }
    out.push_str(",\n");
}

fn enumeration(head: &str, variants: &[Variant], out: &mut String) {
    out.push_str(head);
    open(head, out);
    for one in variants {
        variant(one, out);
    }
    out.push('}');
}

fn variant(variant: &Variant, out: &mut String) {
    attributes(&variant.attributes, INDENT, out);
    margin(INDENT, out);
    out.push_str(&variant.name);
    if let Some(payload) = &variant.payload {
        let at = At::line(INDENT).behind(&variant.name).before(1);
        out.push('(');
        if at.fits(payload.width() + "()".len()) {
            payload.flat(out);
        } else {
            let inner = At::line(2 * INDENT).before(1);
            next_line(inner.indent, out);
            ty::ty(payload, inner, out);
            out.push(',');
            next_line(INDENT, out);
        }
        out.push(')');
    }
    out.push_str(",\n");
}

fn alias(head: &str, ty: &Ty, out: &mut String) {
    out.extend([head, " ="]);
    gap(At::line(0).behind(head).behind(" =").before(2), ty, out);
    ty.flat(out);
    out.push(';');
}

fn table(head: &str, ty: &Ty, value: &Expr, out: &mut String) {
    out.extend([head, ":"]);
    let here = At::line(0).behind(head).behind(":");
    // rustfmt counts bytes here, not columns.
    let counted = At {
        column: head.len() + ":".len(),
        ..here
    };
    let mut type_below = String::new();
    ty::ty(ty, counted.behind(" ").before(2), &mut type_below);
    if type_below.contains('\n') {
        out.extend([" ", type_below.trim_end_matches('>')]);
        assigned("> =", value, At::line(0).before(1), out);
        return out.push(';');
    }
    let at = if gap(counted.before(3), ty, out) {
        here
    } else {
        At {
            column: INDENT,
            ..At::line(0)
        }
    };
    assigned(&format!("{ty} ="), value, at.behind(" ").before(1), out);
    out.push(';');
}

/// Writes what stands before a type, and says whether the type fits on the line.
fn gap(at: At, ty: &Ty, out: &mut String) -> bool {
    let fits = at.fits(ty.width());
    if fits {
        out.push(' ');
    } else {
        next_line(INDENT, out);
    }
    fits
}

fn implementation(trait_: Option<&Text>, ty: &str, functions: &[Function], out: &mut String) {
    let head = match trait_ {
        Some(trait_) => format!("impl {trait_}"),
        None => "impl".to_owned(),
    };
    let behind = trait_.map_or("", |_| "for ");
    // rustfmt counts bytes here, not columns.
    let line = head.len() + 1 + behind.len() + ty.len();
    out.push_str(&head);
    if At::line(0).before(2).fits(line) {
        out.extend([" ", behind, ty, " {\n"]);
    } else {
        next_line(INDENT, out);
        out.extend([behind, ty, "\n{\n"]);
    }
    for (index, one) in functions.iter().enumerate() {
        if index > 0 {
            out.push('\n');
        }
        function(one, out);
        out.push('\n');
    }
    out.push('}');
}
