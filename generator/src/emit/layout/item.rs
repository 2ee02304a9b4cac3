//! Items.

use quote::ToTokens;
use syn::{
    Attribute, Expr, Field, Fields, FnArg, ImplItem, ImplItemFn, Item, ItemEnum, ItemImpl,
    ItemStatic, ItemStruct, ItemType, Lit, Meta, ReturnType, Type, Variant,
};

use super::expr::assigned;
use super::flat::flat;
use super::{At, INDENT, macros, margin, statement, ty, width};

/// Columns of the last line of a signature that the body's brace stands on.
const RETURN: usize = 94;

/// The text of an item.
pub(super) fn item(item: &Item) -> String {
    match item {
        Item::Struct(object) => structure(object),
        Item::Enum(list) => enumeration(list),
        Item::Type(alias) => self::alias(alias),
        Item::Static(table) => self::table(table),
        Item::Impl(block) => implementation(block),
        Item::Macro(call) => attributes(&call.attrs, 0) + &macros::item(call),
        other => other_item(other),
    }
}

fn other_item(item: &Item) -> String {
    let file = syn::parse2::<syn::File>(item.to_token_stream());
    file.map(|file| prettyplease::unparse(&file).trim_end().to_owned())
        .unwrap_or_default()
}

/// Attributes, a line each.
fn attributes(attributes: &[Attribute], indent: usize) -> String {
    attributes
        .iter()
        .map(|one| format!("{}{}\n", margin(indent), attribute(one)))
        .collect()
}

fn attribute(attribute: &Attribute) -> String {
    match doc(attribute) {
        Some(text) => format!("///{text}").trim_end().to_owned(),
        None => format!("#[{}]", flat(&attribute.meta)),
    }
}

fn doc(attribute: &Attribute) -> Option<String> {
    let Meta::NameValue(pair) = &attribute.meta else {
        return None;
    };
    match &pair.value {
        Expr::Lit(literal) if pair.path.is_ident("doc") => match &literal.lit {
            Lit::Str(text) => Some(text.value()),
            _ => None,
        },
        _ => None,
    }
}

/// Visibility, with the blank behind it.
fn visibility(visibility: impl ToTokens) -> String {
    let text = flat(visibility);
    if text.is_empty() { text } else { text + " " }
}

fn structure(object: &ItemStruct) -> String {
    let head = format!(
        "{}{}struct {}",
        attributes(&object.attrs, 0),
        visibility(&object.vis),
        flat(&object.ident)
    );
    match &object.fields {
        Fields::Named(fields) if fields.named.is_empty() => format!("{head} {{}}"),
        Fields::Named(fields) => {
            let fields: String = fields.named.iter().map(field).collect();
            let gap = before_brace(head.lines().last().unwrap_or_default());
            format!("{head}{gap}{{\n{fields}}}")
        }
        unnamed => format!("{head}{};", flat(unnamed)),
    }
}

/// What stands between a heading and its brace.
fn before_brace(head: &str) -> &'static str {
    if At::line(0).before(2).fits(head) {
        " "
    } else {
        "\n"
    }
}

fn field(field: &Field) -> String {
    let name = field.ident.as_ref().map(flat).unwrap_or_default();
    let (attributes, vis) = (attributes(&field.attrs, INDENT), visibility(&field.vis));
    let head = format!("{vis}{name}:");
    let ty = flat(&field.ty);
    let fits = At::line(INDENT).behind(&head).before(2).fits(&ty);
    let below = At::line(2 * INDENT).before(1);
    if !fits && below.fits(&ty) {
        return format!(
            "{attributes}{}{head}\n{}{ty},\n",
            margin(INDENT),
            margin(below.indent)
        );
    }
    let ty = ty::ty(&field.ty, At::line(INDENT).behind(&head).before(2));
    format!("{attributes}{}{head} {ty},\n", margin(INDENT))
}

fn enumeration(list: &ItemEnum) -> String {
    let variants: String = list.variants.iter().map(variant).collect();
    let head = format!("{}enum {}", visibility(&list.vis), flat(&list.ident));
    let gap = before_brace(&head);
    format!("{}{head}{gap}{{\n{variants}}}", attributes(&list.attrs, 0))
}

fn variant(variant: &Variant) -> String {
    let attributes = attributes(&variant.attrs, INDENT);
    let (name, payload) = (flat(&variant.ident), flat(&variant.fields));
    let at = At::line(INDENT).behind(&name).before(1);
    let payload = match variant.fields.iter().next() {
        Some(field) if !at.fits(&payload) => {
            let inner = At::line(2 * INDENT).before(1);
            let ty = ty::ty(&field.ty, inner);
            format!("(\n{}{ty},\n{})", margin(inner.indent), margin(INDENT))
        }
        Some(_) | None => payload,
    };
    format!("{attributes}{}{name}{payload},\n", margin(INDENT))
}

fn alias(alias: &ItemType) -> String {
    let head = format!("{}type {} =", visibility(&alias.vis), flat(&alias.ident));
    let ty = flat(&alias.ty);
    let fits = At::line(0).behind(&head).before(2).fits(&ty);
    let gap = if fits {
        " ".to_owned()
    } else {
        format!("\n{}", margin(INDENT))
    };
    format!("{}{head}{gap}{ty};", attributes(&alias.attrs, 0))
}

fn table(table: &ItemStatic) -> String {
    let head = format!("{}static {}:", visibility(&table.vis), flat(&table.ident));
    let ty = flat(&table.ty);
    let fits = At::line(0).behind(&head).before(3).fits(&ty);
    let gap = if fits {
        " ".to_owned()
    } else {
        format!("\n{}", margin(INDENT))
    };
    let at = if fits {
        At::line(0).behind(&head)
    } else {
        At {
            column: INDENT,
            ..At::line(0)
        }
    };
    let value = assigned(&format!("{ty} ="), &table.expr, at.behind(" ").before(1));
    format!("{}{head}{gap}{value};", attributes(&table.attrs, 0))
}

fn implementation(block: &ItemImpl) -> String {
    let ty = flat(&block.self_ty);
    let head = match &block.trait_ {
        Some((path, _)) => {
            let path = flat(path);
            let line = format!("impl {path} for {ty}");
            let long = format!("impl {path}\n{}for {ty}\n", margin(INDENT));
            if At::line(0).before(2).fits(&line) {
                line + " "
            } else {
                long
            }
        }
        None => {
            let line = format!("impl {ty}");
            let long = format!("impl\n{}{ty}\n", margin(INDENT));
            if At::line(0).before(2).fits(&line) {
                line + " "
            } else {
                long
            }
        }
    };
    let members: Vec<String> = block.items.iter().map(member).collect();
    format!(
        "{}{head}{{\n{}\n}}",
        attributes(&block.attrs, 0),
        members.join("\n\n")
    )
}

fn member(member: &ImplItem) -> String {
    match member {
        ImplItem::Fn(function) => self::function(function),
        other => margin(INDENT) + &flat(other),
    }
}

fn function(function: &ImplItemFn) -> String {
    let signature = signature(function);
    let body = statement::block(&function.block, INDENT);
    let last = width(signature.lines().last().unwrap_or_default());
    let alone = signature.contains('\n') && last > RETURN;
    let gap = if alone {
        format!("\n{}", margin(INDENT))
    } else {
        " ".to_owned()
    };
    format!(
        "{}{}{signature}{gap}{body}",
        attributes(&function.attrs, INDENT),
        margin(INDENT)
    )
}

fn signature(function: &ImplItemFn) -> String {
    let head = format!(
        "{}fn {}",
        visibility(&function.vis),
        flat(&function.sig.ident)
    );
    let returns = flat(&function.sig.output);
    let returns = if returns.is_empty() {
        returns
    } else {
        format!(" {returns}")
    };
    let line = format!(
        "{head}({}){returns}",
        flat(&function.sig.inputs).trim_end_matches(',')
    );
    if At::line(INDENT).before(2).fits(&line) {
        return line;
    }
    let inner = At::line(2 * INDENT);
    let args: String = function
        .sig
        .inputs
        .iter()
        .map(|one| format!("{}{},\n", margin(inner.indent), argument(one, inner)))
        .collect();
    let returns = match &function.sig.output {
        ReturnType::Default => String::new(),
        ReturnType::Type(_, ty) => {
            // rustfmt does not count all of `) -> `.
            let head = "-> ";
            format!(" -> {}", ty::ty(ty, At::line(INDENT).behind(head)))
        }
    };
    format!("{head}(\n{args}{}){returns}", margin(INDENT))
}

fn argument(argument: &FnArg, at: At) -> String {
    match argument {
        FnArg::Receiver(receiver) => flat(receiver),
        FnArg::Typed(typed) => {
            let head = format!("{}:", flat(&typed.pat));
            let here = at.behind(&head).behind(" ").before(1);
            // rustfmt does not count the `impl`.
            let free = if matches!(*typed.ty, Type::ImplTrait(_)) {
                "impl ".len()
            } else {
                0
            };
            let ty = ty::ty(
                &typed.ty,
                At {
                    column: here.column - free,
                    ..here
                },
            );
            format!("{head} {ty}")
        }
    }
}
