//! What the methods of an operation take and give.

use crate::emit::syntax::{Arg, TypeNode};
use crate::emit::uses::Uses;
use crate::rust::model::{self, Argument, Deep, FailureType, OperationItem, Success};

/// The types of a call: what it gives, its failure, and the parameters that it may be given.
pub(super) fn list_call_types<'a, const GIVEN: usize>(
    given: [TypeNode<'a>; GIVEN],
    operation: &'a OperationItem,
    uses: &Uses,
) -> Vec<TypeNode<'a>> {
    let params = operation.call_params();
    let params = params.map(|ident| TypeNode::text(uses.operations(ident)));
    let failure = emit_failure_type(operation, uses);
    given.into_iter().chain([failure]).chain(params).collect()
}

/// `self` and the arguments behind it.
pub(super) fn emit_arguments<'a>(operation: &'a OperationItem, uses: &Uses) -> Vec<Arg<'a>> {
    emit_argument_list(&operation.arguments, uses)
}

pub(super) fn emit_argument_list<'a>(arguments: &'a [Argument], uses: &Uses) -> Vec<Arg<'a>> {
    let arguments = arguments.iter();
    let arguments =
        arguments.map(|one| Arg::Typed(one.ident.written(), emit_taken_type(one, uses)));
    let receiver = Arg::Receiver("&self".into());
    [receiver].into_iter().chain(arguments).collect()
}

pub(super) fn emit_taken_type<'a>(argument: &'a Argument, uses: &Uses) -> TypeNode<'a> {
    let into = |ty: TypeNode<'a>| TypeNode::generic("Into", [ty]).implementor();
    match &argument.deep {
        Deep::Str => TypeNode::text("&str"),
        Deep::OptionStr => TypeNode::generic("Option", [TypeNode::text("&str")]),
        Deep::Slice(item) => slice_of(item, uses),
        Deep::OptionSlice(item) => TypeNode::generic("Option", [slice_of(item, uses)]),
        Deep::Value(ty) => uses.ty(ty),
        Deep::Reference(ty) => uses.ty(ty).reference(),
        Deep::OptionReference(ty) => TypeNode::generic("Option", [uses.ty(ty).reference()]),
        Deep::Bytes => into(TypeNode::text(uses.rt("Upload"))),
        Deep::Text => into(TypeNode::text("String")),
        Deep::Into(ty) => into(uses.ty(ty)),
    }
}

/// `&[item]`.
pub(super) fn slice_of(item: &model::Ty, uses: &Uses) -> TypeNode<'static> {
    TypeNode::text(format!("&[{}]", uses.ty(item)))
}

/// The type of success.
pub(super) fn emit_success_type<'a>(operation: &'a OperationItem, uses: &Uses) -> TypeNode<'a> {
    match &operation.success {
        Success::One(ty, _) => uses.ty(ty),
        Success::Several(outcome) => TypeNode::text(uses.operations(&outcome.ident)),
    }
}

/// The type of failure.
pub(super) fn emit_failure_type<'a>(operation: &'a OperationItem, uses: &Uses) -> TypeNode<'a> {
    TypeNode::text(uses.operations(match &operation.failure {
        FailureType::None(none) => &none.ident,
        FailureType::Some(outcome) => &outcome.ident,
    }))
}
