//! Enums over the media types of a body.

use super::emit_shared_alias;
use super::methods::emit_media_body;
use super::signature::slice_of;
use crate::emit::docs::emit_derives;
use crate::emit::enums;
use crate::emit::syntax::{Arg, Arm, Expr, Function, ItemNode, Path, Stmt, TypeNode, from_impl};
use crate::emit::uses::Uses;
use crate::rust::model::{self, Choice, ChoiceVariant, Extras, OperationItem, Sent};

pub(super) fn emit_choice_items<'a>(
    operation: &'a OperationItem,
    uses: &Uses,
) -> Vec<ItemNode<'a>> {
    let Some(Sent::Choice(choice)) = operation.body.as_ref().map(|body| &body.sent) else {
        return Vec::new();
    };
    if let Some(other) = &choice.same {
        return vec![emit_shared_alias(&choice.docs, &choice.ident, other, uses)];
    }
    let property = operation.stream.as_ref();
    let property = property.and_then(|stream| stream.property.as_deref());
    let froms = choice.variants.iter().filter(|variant| variant.from);
    let froms = froms.flat_map(|variant| emit_choice_conversions(choice, variant, uses));
    [
        emit_choice_definition(choice, uses),
        emit_choice_encoders(choice, property, uses),
    ]
    .into_iter()
    .chain(froms)
    .collect()
}

fn emit_choice_definition<'a>(choice: &'a Choice, uses: &Uses) -> ItemNode<'a> {
    let variants = choice.variants.iter().map(|one| {
        let payload = Some(uses.ty(&one.ty));
        enums::emit_variant(&one.docs, one.ident.written(), payload)
    });
    let about = (&choice.docs, choice.allows.as_slice());
    let derives = emit_derives(enums::VALUE, &Extras::default());
    enums::emit_open_enum_definition(&choice.ident.written(), about, derives, variants)
}

/// How each variant becomes a body; as a stream, too, where a property asks for it.
fn emit_choice_encoders<'a>(
    choice: &'a Choice,
    property: Option<&'a str>,
    uses: &Uses,
) -> ItemNode<'a> {
    let whole = emit_choice_encoder(choice, "fn encode", None, uses);
    let stream =
        property.map(|name| emit_choice_encoder(choice, "fn encode_stream", Some(name), uses));
    let functions = [whole].into_iter().chain(stream).collect();
    ItemNode::methods(choice.ident.written(), functions)
}

fn emit_choice_encoder<'a>(
    choice: &'a Choice,
    head: &'static str,
    set: Option<&str>,
    uses: &Uses,
) -> Function<'a> {
    let arms = choice.variants.iter().map(|variant| {
        let pattern = format!("Self::{}(body)", variant.ident.written());
        let made = emit_media_body(&variant.sent, &"body".into(), "body".into(), set, uses);
        Arm::new(pattern, made)
    });
    let choice = Expr::choice(Expr::text("self"), arms.collect());
    Function {
        attributes: Vec::new(),
        head: head.into(),
        args: vec![Arg::Receiver("&self".into())],
        returns: Some(TypeNode::text(uses.rt("Body"))),
        body: vec![Stmt::Value(choice)],
    }
}

fn emit_choice_conversions<'a>(
    choice: &'a Choice,
    variant: &'a ChoiceVariant,
    uses: &Uses,
) -> impl Iterator<Item = ItemNode<'a>> {
    let ty = uses.ty(&variant.ty);
    let borrowed = match &variant.ty {
        model::Ty::String => Some((TypeNode::text("&str"), "to_owned")),
        model::Ty::Vec(item) => Some((slice_of(item, uses), "to_vec")),
        model::Ty::Named(_)
        | model::Ty::Map(_)
        | model::Ty::PatternProperties(_)
        | model::Ty::Foreign(_) => Some((ty.clone().reference(), "clone")),
        model::Ty::Unit
        | model::Ty::Bool
        | model::Ty::I32
        | model::Ty::I64
        | model::Ty::U32
        | model::Ty::U64
        | model::Ty::F64
        | model::Ty::Str
        | model::Ty::Runtime(_)
        | model::Ty::Option(_)
        | model::Ty::Maybe(_)
        | model::Ty::Box(_)
        | model::Ty::OrEmpty(_)
        | model::Ty::Events(_)
        | model::Ty::Lines(_)
        | model::Ty::Tuple(_) => None,
    };
    let body = || Expr::text("body");
    // From references as well, because methods with one media type take a reference: a second
    // media type in the document should not change how a call is written.
    let borrowed = borrowed.map(|(ty, owned)| (ty, body().method(owned, [])));
    [(ty, body())]
        .into_iter()
        .chain(borrowed)
        .map(|(ty, value)| {
            let made = Path::new("Self").to(&variant.ident.written());
            let made = Expr::call(made, [value]);
            from_impl(
                choice.ident.written(),
                Path::new("From"),
                ("body", ty),
                made,
            )
        })
}
