//! Items from tokens: `quote` templates become nodes.
//!
//! Knows the syntax that templates are made of; `prettyplease` prints the rest.

use proc_macro2::TokenStream;
use quote::{ToTokens, quote};
use syn::punctuated::Punctuated;
use syn::{
    Attribute, Fields, FnArg, GenericArgument, ImplItem, ImplItemFn, ItemEnum, ItemImpl,
    ItemStruct, Lit, Meta, PathArguments, ReturnType, Type, TypeParamBound,
};

use super::tokens::{arguments, flat, parts};
use super::{Arg, Arm, Expr, Field, Function, Item, ItemKind, Member, Stmt, Text, Ty, Variant};
use crate::emit::syntax::expr::Entry;

/// The items of a template.
pub(in crate::emit) fn items(tokens: TokenStream) -> Vec<Item<'static>> {
    match syn::parse2::<syn::File>(tokens) {
        Ok(file) => file.items.iter().map(item).collect(),
        // A template that is no Rust shows itself to the compiler.
        Err(error) => {
            let text = error.to_compile_error().to_string();
            vec![Item::bare(ItemKind::Text(text.into()))]
        }
    }
}

/// The functions of a template that are to stand in one `impl`.
pub(in crate::emit) fn methods(tokens: TokenStream) -> Vec<Function<'static>> {
    let block = items(quote!(impl Self { #tokens }));
    let members = block.into_iter().flat_map(|item| match item.kind {
        ItemKind::Impl { members, .. } => members,
        _ => Vec::new(),
    });
    let functions = members.filter_map(|member| match member {
        Member::Function(function) => Some(function),
        Member::Text(_) => None,
    });
    functions.collect()
}

fn item(item: &syn::Item) -> Item<'static> {
    let (attributes, kind) = match item {
        syn::Item::Struct(object) => (&object.attrs, structure(object)),
        syn::Item::Enum(list) => (&list.attrs, enumeration(list)),
        syn::Item::Type(alias) => {
            let head = format!("{}type {}", visibility(&alias.vis), alias.ident).into();
            let ty = ty(&alias.ty);
            (&alias.attrs, ItemKind::Alias { head, ty })
        }
        syn::Item::Static(table) => {
            let head = format!("{}static {}", visibility(&table.vis), table.ident).into();
            let (ty, value) = (ty(&table.ty), expr(&table.expr));
            (&table.attrs, ItemKind::Static { head, ty, value })
        }
        syn::Item::Impl(block) => (&block.attrs, implementation(block)),
        syn::Item::Macro(call) => (&call.attrs, macro_call(&call.mac)),
        other => return Item::bare(ItemKind::Text(pretty(other).into())),
    };
    Item {
        attributes: self::attributes(attributes),
        kind,
    }
}

fn pretty(item: &syn::Item) -> String {
    let file = syn::parse2::<syn::File>(item.to_token_stream());
    file.map(|file| prettyplease::unparse(&file).trim_end().to_owned())
        .unwrap_or_default()
}

fn attributes(attributes: &[Attribute]) -> Vec<Text<'static>> {
    let line = |one: &Attribute| match doc(one) {
        Some(text) => format!("///{text}").trim_end().to_owned().into(),
        None => format!("#[{}]", flat(&one.meta)).into(),
    };
    attributes.iter().map(line).collect()
}

fn doc(attribute: &Attribute) -> Option<String> {
    let Meta::NameValue(pair) = &attribute.meta else {
        return None;
    };
    match &pair.value {
        syn::Expr::Lit(literal) if pair.path.is_ident("doc") => match &literal.lit {
            Lit::Str(text) => Some(text.value()),
            _ => None,
        },
        _ => None,
    }
}

/// Visibility, with the blank behind it.
fn visibility(visibility: &syn::Visibility) -> String {
    let text = flat(visibility);
    if text.is_empty() { text } else { text + " " }
}

fn structure(object: &ItemStruct) -> ItemKind<'static> {
    let head = format!("{}struct {}", visibility(&object.vis), object.ident);
    match &object.fields {
        Fields::Named(fields) => ItemKind::Struct {
            head: head.into(),
            fields: fields.named.iter().map(field).collect(),
        },
        unnamed => ItemKind::Text(format!("{head}{};", flat(unnamed)).into()),
    }
}

fn field(field: &syn::Field) -> Field<'static> {
    let name = field.ident.as_ref().map(flat).unwrap_or_default();
    Field {
        attributes: attributes(&field.attrs),
        head: (visibility(&field.vis) + &name).into(),
        ty: ty(&field.ty),
    }
}

fn enumeration(list: &ItemEnum) -> ItemKind<'static> {
    let variants = list.variants.iter().map(|variant| Variant {
        attributes: attributes(&variant.attrs),
        name: flat(&variant.ident).into(),
        payload: variant.fields.iter().next().map(|field| ty(&field.ty)),
    });
    ItemKind::Enum {
        head: format!("{}enum {}", visibility(&list.vis), list.ident).into(),
        variants: variants.collect(),
    }
}

fn implementation(block: &ItemImpl) -> ItemKind<'static> {
    let members = block.items.iter().map(|member| match member {
        ImplItem::Fn(function) => Member::Function(self::function(function)),
        other => Member::Text(flat(other).into()),
    });
    ItemKind::Impl {
        trait_: block.trait_.as_ref().map(|(path, _)| flat(path).into()),
        ty: flat(&block.self_ty).into(),
        members: members.collect(),
    }
}

fn function(function: &ImplItemFn) -> Function<'static> {
    let returns = match &function.sig.output {
        ReturnType::Default => None,
        ReturnType::Type(_, returned) => Some(ty(returned)),
    };
    let args = function.sig.inputs.iter().map(|arg| match arg {
        FnArg::Receiver(receiver) => Arg::Receiver(flat(receiver).into()),
        FnArg::Typed(typed) => Arg::Typed(flat(&typed.pat).into(), ty(&typed.ty)),
    });
    Function {
        attributes: attributes(&function.attrs),
        head: format!(
            "{}fn {}",
            visibility(&function.vis),
            flat(&function.sig.ident)
        )
        .into(),
        args: args.collect(),
        returns,
        body: statements(&function.block),
    }
}

fn macro_call(call: &syn::Macro) -> ItemKind<'static> {
    let (path, tokens) = (flat(&call.path), call.tokens.clone());
    match call.delimiter {
        syn::MacroDelimiter::Brace(_) => ItemKind::Macro(path.into(), parts(tokens)),
        syn::MacroDelimiter::Paren(_) | syn::MacroDelimiter::Bracket(_) => {
            ItemKind::Called(Expr::called_macro(path, arguments(tokens)))
        }
    }
}

fn statements(block: &syn::Block) -> Vec<Stmt<'static>> {
    block.stmts.iter().map(statement).collect()
}

fn statement(statement: &syn::Stmt) -> Stmt<'static> {
    match statement {
        syn::Stmt::Local(local) => {
            let init = local.init.as_ref();
            let otherwise = init.and_then(|init| match init.diverge.as_ref()?.1.as_ref() {
                syn::Expr::Block(block) => Some(statements(&block.block)),
                _ => None,
            });
            Stmt::Let {
                pattern: flat(&local.pat).into(),
                value: init.map(|init| expr(&init.expr)),
                otherwise,
            }
        }
        syn::Stmt::Expr(syn::Expr::Return(back), end) => {
            Stmt::Return(back.expr.as_ref().map(|value| expr(value)), end.is_some())
        }
        syn::Stmt::Expr(value, Some(_)) => Stmt::Run(expr(value)),
        syn::Stmt::Expr(value, None) => Stmt::Value(expr(value)),
        syn::Stmt::Item(_) | syn::Stmt::Macro(_) => Stmt::Text(flat(statement).into()),
    }
}

/// An expression of a template.
fn expr(value: &syn::Expr) -> Expr<'static> {
    match value {
        syn::Expr::Call(call) => Expr::call(flat(&call.func), list(&call.args)),
        syn::Expr::MethodCall(call) => {
            expr(&call.receiver).method(flat(&call.method), list(&call.args))
        }
        syn::Expr::Field(field) => expr(&field.base).field(flat(&field.member)),
        syn::Expr::Array(array) => Expr::array(list(&array.elems)),
        syn::Expr::Tuple(tuple) => Expr::tuple(list(&tuple.elems)),
        syn::Expr::Struct(object) => object_of(object),
        syn::Expr::Reference(reference) => {
            let inner = expr(&reference.expr);
            if reference.mutability.is_some() {
                inner.reference_mut()
            } else {
                inner.reference()
            }
        }
        syn::Expr::Try(inner) => expr(&inner.expr).tried(),
        syn::Expr::Closure(closure) => {
            let moves = closure.capture.as_ref().map_or("", |_| "move ");
            let head = format!("{moves}|{}|", flat(&closure.inputs));
            Expr::closure(head, expr(&closure.body))
        }
        syn::Expr::Assign(assign) => Expr::assign(flat(&assign.left), expr(&assign.right)),
        syn::Expr::Macro(call) => {
            Expr::called_macro(flat(&call.mac.path), arguments(call.mac.tokens.clone()))
        }
        syn::Expr::Match(choice) => {
            let arms = choice.arms.iter().map(arm).collect();
            Expr::choice(expr(&choice.expr), arms)
        }
        syn::Expr::Block(block) => Expr::block(statements(&block.block)),
        syn::Expr::If(condition) => {
            let head = format!("if {}", flat(&condition.cond));
            Expr::guarded(head, statements(&condition.then_branch))
        }
        syn::Expr::While(repeated) => {
            let head = format!("while {}", flat(&repeated.cond));
            Expr::guarded(head, statements(&repeated.body))
        }
        syn::Expr::Lit(literal) => Expr::literal(flat(literal)),
        other => Expr::text(flat(other)),
    }
}

fn list<S>(list: &Punctuated<syn::Expr, S>) -> Vec<Expr<'static>> {
    list.iter().map(expr).collect()
}

fn object_of(object: &syn::ExprStruct) -> Expr<'static> {
    let fields = object.fields.iter().map(|field| {
        let name = flat(&field.member);
        match field.colon_token {
            Some(_) => Entry::new(name, expr(&field.expr)),
            None => Entry::short(name),
        }
    });
    let rest = object.rest.as_ref().map(|rest| flat(rest).into());
    Expr::structure(flat(&object.path), fields.collect::<Vec<_>>(), rest)
}

fn arm(arm: &syn::Arm) -> Arm<'static> {
    let patterns = match &arm.pat {
        syn::Pat::Or(or) => or.cases.iter().map(|case| flat(case).into()).collect(),
        pattern => vec![flat(pattern).into()],
    };
    Arm {
        patterns,
        body: expr(&arm.body),
    }
}

fn ty(ty: &Type) -> Ty<'static> {
    generic(ty).unwrap_or_else(|| Ty::text(flat(ty)))
}

fn generic(ty: &Type) -> Option<Ty<'static>> {
    match ty {
        Type::Reference(reference) if reference.mutability.is_none() => {
            let inner = generic(&reference.elem)?;
            reference.lifetime.is_none().then(|| inner.reference())
        }
        Type::ImplTrait(bounds) => match bounds.bounds.first()? {
            TypeParamBound::Trait(bound) => Some(of_path(&bound.path)?.implementor()),
            _ => None,
        },
        Type::Path(path) => of_path(&path.path),
        _ => None,
    }
}

fn of_path(path: &syn::Path) -> Option<Ty<'static>> {
    let PathArguments::AngleBracketed(arguments) = &path.segments.last()?.arguments else {
        return None;
    };
    let whole = flat(path);
    let before = whole.strip_suffix(&flat(arguments.to_token_stream()))?;
    let arguments = arguments.args.iter().map(|one| match one {
        GenericArgument::Type(inner) => ty(inner),
        other => Ty::text(flat(other)),
    });
    Some(Ty::generic(
        before.to_owned(),
        arguments.collect::<Vec<_>>(),
    ))
}
