//! Items.

use proc_macro2::TokenStream;
use quote::ToTokens;
use syn::{
    Attribute, Expr, Field, Fields, FnArg, ImplItem, ImplItemFn, Item, ItemEnum, ItemImpl,
    ItemStatic, ItemStruct, ItemType, Lit, Meta, Variant,
};

use super::expr::assigned;
use super::flat::flat;
use super::{At, INDENT, macros, margin, statement};

/// The text of an item.
pub(super) fn item(item: &Item) -> String {
    match item {
        Item::Struct(object) => structure(object),
        Item::Enum(list) => enumeration(list),
        Item::Type(alias) => self::alias(alias),
        Item::Static(table) => self::table(table),
        Item::Impl(block) => implementation(block),
        Item::Macro(call) => macros::item(call),
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
            format!("{head} {{\n{fields}}}")
        }
        unnamed => format!("{head}{};", flat(unnamed)),
    }
}

fn field(field: &Field) -> String {
    let name = field.ident.as_ref().map(flat).unwrap_or_default();
    let (attributes, vis) = (attributes(&field.attrs, INDENT), visibility(&field.vis));
    format!(
        "{attributes}{}{vis}{name}: {},\n",
        margin(INDENT),
        flat(&field.ty)
    )
}

fn enumeration(list: &ItemEnum) -> String {
    let variants: String = list.variants.iter().map(variant).collect();
    format!(
        "{}{}enum {} {{\n{variants}}}",
        attributes(&list.attrs, 0),
        visibility(&list.vis),
        flat(&list.ident)
    )
}

fn variant(variant: &Variant) -> String {
    let attributes = attributes(&variant.attrs, INDENT);
    let payload = flat(&variant.fields);
    format!(
        "{attributes}{}{}{payload},\n",
        margin(INDENT),
        flat(&variant.ident)
    )
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
    let vis = visibility(&table.vis);
    let head = format!("{vis}static {}: {} =", flat(&table.ident), flat(&table.ty));
    attributes(&table.attrs, 0) + &assigned(&head, &table.expr, At::line(0).before(1)) + ";"
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
        None => format!("impl {ty} "),
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
    format!(
        "{}{}{signature} {body}",
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
    let args: Vec<String> = function.sig.inputs.iter().map(argument).collect();
    let line = format!("{head}({}){returns}", args.join(", "));
    if At::line(INDENT).before(2).fits(&line) {
        return line;
    }
    let inner = margin(2 * INDENT);
    let args: String = args.iter().map(|one| format!("{inner}{one},\n")).collect();
    format!("{head}(\n{args}{}){returns}", margin(INDENT))
}

fn argument(argument: &FnArg) -> String {
    match argument {
        // `&self`, `mut self`: a keyword to the tokens, a word to readers.
        FnArg::Receiver(receiver) => {
            let tokens: TokenStream = receiver.to_token_stream();
            flat(tokens)
        }
        FnArg::Typed(typed) => flat(typed),
    }
}
