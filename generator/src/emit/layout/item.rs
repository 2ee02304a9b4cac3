//! Items.

use super::expr::{write_assigned_expr, write_expr};
use super::function::write_function;
use super::{INDENT, LineSpace, macros, next_line, ty, write_margin};
use crate::emit::syntax::{
    Expr, FieldNode, Function, ItemKind, ItemNode, SourceText, TypeNode, VariantNode, measure_width,
};

/// Writes an item.
pub(in crate::emit) fn write_item(item: &ItemNode, out: &mut String) {
    write_attributes(&item.attributes, 0, out);
    match &item.kind {
        ItemKind::Struct { head, fields } => write_struct(head, fields, out),
        ItemKind::Enum { head, variants } => write_enum(head, variants, out),
        ItemKind::Alias { head, ty } => write_type_alias(head, ty, out),
        ItemKind::Global { head, ty, value } => write_global(head, ty, value, out),
        ItemKind::Impl {
            trait_,
            ty,
            functions,
        } => write_impl(trait_.as_ref(), ty, functions, out),
        ItemKind::Called(call) => write_item_macro(call, out),
        ItemKind::Macro(path, parts) => macros::write_braced_macro(path, parts, out),
        ItemKind::Text(text) => out.push_str(text),
    }
}

/// Writes attributes, a line each.
pub(super) fn write_attributes(attributes: &[SourceText], indent: usize, out: &mut String) {
    for one in attributes {
        write_margin(indent, out);
        out.extend([one, "\n"]);
    }
}

/// Writes a call of a macro that stands for items.
fn write_item_macro(call: &Expr, out: &mut String) {
    write_expr(call, LineSpace::line(0).before(1), out);
    out.push(';');
}

fn write_struct(head: &str, fields: &[FieldNode], out: &mut String) {
    out.push_str(head);
    if fields.is_empty() {
        return out.push_str(" {}");
    }
    open_brace(head, out);
    for one in fields {
        write_struct_field(one, out);
    }
    out.push('}');
}

/// Opens a brace behind a heading.
fn open_brace(head: &str, out: &mut String) {
    out.push_str(if LineSpace::line(0).before(2).fits(measure_width(head)) {
        " {\n"
    } else {
        "\n{\n"
    });
}

fn write_struct_field(field: &FieldNode, out: &mut String) {
    write_attributes(&field.attributes, INDENT, out);
    write_margin(INDENT, out);
    out.extend([&field.head, ":"]);
    // A blank before the type and a comma behind it.
    let here = LineSpace::line(INDENT)
        .behind(&field.head)
        .behind(":")
        .before(2);
    let below = LineSpace::line(2 * INDENT).before(1);
    if !here.fits(field.ty.width()) && below.fits(field.ty.width()) {
        next_line(below.indent, out);
        field.ty.flat(out);
    } else {
        out.push(' ');
        ty::write_type(&field.ty, here, out);
    }
    out.push_str(",\n");
}

fn write_enum(head: &str, variants: &[VariantNode], out: &mut String) {
    out.push_str(head);
    open_brace(head, out);
    for one in variants {
        write_enum_variant(one, out);
    }
    out.push('}');
}

fn write_enum_variant(variant: &VariantNode, out: &mut String) {
    write_attributes(&variant.attributes, INDENT, out);
    write_margin(INDENT, out);
    out.push_str(&variant.name);
    if let Some(payload) = &variant.payload {
        let at = LineSpace::line(INDENT).behind(&variant.name).before(1);
        out.push('(');
        if at.fits(payload.width() + "()".len()) {
            payload.flat(out);
        } else {
            let inner = LineSpace::line(2 * INDENT).before(1);
            next_line(inner.indent, out);
            ty::write_type(payload, inner, out);
            out.push(',');
            next_line(INDENT, out);
        }
        out.push(')');
    }
    out.push_str(",\n");
}

fn write_type_alias(head: &str, ty: &TypeNode, out: &mut String) {
    out.extend([head, " ="]);
    write_type_gap(
        LineSpace::line(0).behind(head).behind(" =").before(2),
        ty,
        out,
    );
    ty.flat(out);
    out.push(';');
}

fn write_global(head: &str, ty: &TypeNode, value: &Expr, out: &mut String) {
    out.extend([head, ":"]);
    let here = LineSpace::line(0).behind(head).behind(":");
    // rustfmt counts bytes here, not columns.
    let counted = LineSpace {
        column: head.len() + ":".len(),
        ..here
    };
    let mut type_below = String::new();
    ty::write_type(ty, counted.behind(" ").before(2), &mut type_below);
    if type_below.contains('\n') {
        out.extend([" ", type_below.trim_end_matches('>')]);
        write_assigned_expr("> =", value, LineSpace::line(0).before(1), out);
        return out.push(';');
    }
    let at = if write_type_gap(counted.before(3), ty, out) {
        here
    } else {
        LineSpace {
            column: INDENT,
            ..LineSpace::line(0)
        }
    };
    write_assigned_expr(&format!("{ty} ="), value, at.behind(" ").before(1), out);
    out.push(';');
}

/// Writes what stands before a type, and says whether the type fits on the line.
fn write_type_gap(at: LineSpace, ty: &TypeNode, out: &mut String) -> bool {
    let fits = at.fits(ty.width());
    if fits {
        out.push(' ');
    } else {
        next_line(INDENT, out);
    }
    fits
}

fn write_impl(trait_: Option<&SourceText>, ty: &str, functions: &[Function], out: &mut String) {
    let head = match trait_ {
        Some(trait_) => format!("impl {trait_}"),
        None => "impl".to_owned(),
    };
    let behind = trait_.map_or("", |_| "for ");
    // rustfmt counts bytes here, not columns.
    let line = head.len() + 1 + behind.len() + ty.len();
    out.push_str(&head);
    if LineSpace::line(0).before(2).fits(line) {
        out.extend([" ", behind, ty, " {\n"]);
    } else {
        next_line(INDENT, out);
        out.extend([behind, ty, "\n{\n"]);
    }
    for (index, one) in functions.iter().enumerate() {
        if index > 0 {
            out.push('\n');
        }
        write_function(one, out);
        out.push('\n');
    }
    out.push('}');
}
