//! Documented headers of answers: a constant for each name and type.

use super::cx::Cx;
use super::docs;
use super::model::{Builtin, Docs, HeaderForm, HeaderItem, Ty};
use super::names::{Scope, StaticIdent, Words};
use crate::api::{Api, Const, EnumKind, Shape, TypeId, TypedHeader};

/// All headers, in the order of the document.
pub(super) fn headers(cx: &Cx, api: &Api) -> Vec<HeaderItem> {
    let answers = api.operations.iter();
    let answers = answers.flat_map(|one| one.successes.iter().chain(&one.failures));
    let mut scope = Scope::<StaticIdent>::reserving(&[]);
    let mut items: Vec<HeaderItem> = Vec::new();
    for header in answers.flat_map(|answer| &answer.headers) {
        let (form, ty) = form(cx, header);
        let is_known = |one: &HeaderItem| {
            one.name.eq_ignore_ascii_case(&header.name) && (one.form, &one.ty) == (form, &ty)
        };
        if items.iter().any(is_known) {
            continue;
        }
        let words = Words::of(&header.name);
        let candidates = [words.clone(), words.and(word(form))];
        items.push(HeaderItem {
            ident: scope.claim(&candidates).ident,
            docs: self::docs(header),
            name: header.name.clone(),
            ty,
            form,
        });
    }
    items
}

fn docs(header: &TypedHeader) -> Docs {
    let mut writer = docs::Writer::default();
    writer.docs(&header.name, &header.docs);
    let own = docs::code(&header.name).unwrap_or_default();
    writer.finish(false, &format!("The header {own}."))
}

/// How the text of a header is read. What style `simple` cannot tell apart stays
/// text, and enums are texts here, so that this file needs no other.
fn form(cx: &Cx, header: &TypedHeader) -> (HeaderForm, Ty) {
    if header.json {
        return match cx.without_aliases(header.ty.id) {
            Ty::Named(_) => (HeaderForm::Json, Ty::Runtime(Builtin::Value)),
            ty => (HeaderForm::Json, ty),
        };
    }
    if let Shape::List(list) = cx.arena.bare(header.ty.id) {
        return match scalar(cx, list.item.id) {
            Some(ty) => (HeaderForm::Bares, Ty::Vec(Box::new(ty))),
            None => (HeaderForm::Texts, Ty::Vec(Box::new(text(cx, list.item.id)))),
        };
    }
    match scalar(cx, header.ty.id) {
        Some(ty) => (HeaderForm::Bare, ty),
        None => (HeaderForm::Text, text(cx, header.ty.id)),
    }
}

/// The type of a number or a truth.
fn scalar(cx: &Cx, id: TypeId) -> Option<Ty> {
    match cx.arena.bare(id) {
        Shape::Boolean
        | Shape::Integer(_)
        | Shape::Number(_)
        | Shape::Const(Const::Integer(_) | Const::Boolean(_)) => Some(cx.without_aliases(id)),
        Shape::Enum(list) if list.kind == EnumKind::Integer => Some(Ty::I64),
        Shape::Any
        | Shape::Never
        | Shape::Null
        | Shape::Text(_)
        | Shape::Enum(_)
        | Shape::Const(Const::Text(_))
        | Shape::Struct(_)
        | Shape::Map(_)
        | Shape::List(_)
        | Shape::Tuple(_)
        | Shape::Union(_)
        | Shape::Alias(_) => None,
    }
}

/// The type of a text.
fn text(cx: &Cx, id: TypeId) -> Ty {
    match (cx.arena.bare(id), cx.without_aliases(id)) {
        (Shape::Text(_), ty @ Ty::Runtime(_)) => ty,
        _ => Ty::String,
    }
}

/// What tells headers of one name apart.
fn word(form: HeaderForm) -> &'static str {
    match form {
        HeaderForm::Text => "text",
        HeaderForm::Bare => "value",
        HeaderForm::Texts | HeaderForm::Bares => "list",
        HeaderForm::Json => "json",
    }
}
