//! The ids inside shapes and operations.

use crate::api::types::{BodyKind, NameHint, Operation, Rest, Shape, Type, TypeId, TypeUse};

/// The types that a shape holds.
pub(super) fn inner(shape: &Shape) -> Vec<TypeId> {
    match shape {
        Shape::Any
        | Shape::Never
        | Shape::Null
        | Shape::Boolean
        | Shape::Integer(_)
        | Shape::Number(_)
        | Shape::Text(_)
        | Shape::Enum(_)
        | Shape::Const(_) => Vec::new(),
        Shape::Struct(object) => {
            let fields = object.fields.values().map(|field| field.ty);
            fields
                .chain(rest(&object.rest).map(|rest| rest.id))
                .collect()
        }
        Shape::Map(map) => vec![map.value.id],
        Shape::List(list) => vec![list.item.id],
        Shape::Tuple(tuple) => tuple.items.iter().map(|item| item.id).collect(),
        Shape::Union(union) => union.variants.iter().map(|variant| variant.ty).collect(),
        Shape::Alias(target) => vec![target.id],
    }
}

fn rest(rest: &Rest) -> Option<&TypeUse> {
    match rest {
        Rest::Of(of) => Some(of),
        Rest::Any | Rest::Closed => None,
    }
}

/// Changes every id that a shape holds.
fn change_inner(shape: &mut Shape, change: &impl Fn(TypeId) -> TypeId) {
    let change = |id: &mut TypeId| *id = change(*id);
    match shape {
        Shape::Any
        | Shape::Never
        | Shape::Null
        | Shape::Boolean
        | Shape::Integer(_)
        | Shape::Number(_)
        | Shape::Text(_)
        | Shape::Enum(_)
        | Shape::Const(_) => {}
        Shape::Struct(object) => {
            object
                .fields
                .values_mut()
                .for_each(|field| change(&mut field.ty));
            if let Rest::Of(of) = &mut object.rest {
                change(&mut of.id);
            }
        }
        Shape::Map(map) => change(&mut map.value.id),
        Shape::List(list) => change(&mut list.item.id),
        Shape::Tuple(tuple) => tuple.items.iter_mut().for_each(|item| change(&mut item.id)),
        Shape::Union(union) => union
            .variants
            .iter_mut()
            .for_each(|variant| change(&mut variant.ty)),
        Shape::Alias(target) => change(&mut target.id),
    }
}

/// Changes every id that types and operations hold.
pub(super) fn change_all(
    types: &mut [Type],
    operations: &mut [Operation],
    change: &impl Fn(TypeId) -> TypeId,
) {
    for ty in types {
        change_inner(&mut ty.shape, change);
        if let NameHint::Inside(outer, _) = &mut ty.hint {
            *outer = change(*outer);
        }
    }
    for operation in operations {
        for used in sent(operation) {
            used.id = change(used.id);
        }
        for used in received(operation) {
            used.id = change(used.id);
        }
    }
}

/// The type that a hint names as the outer one.
pub(super) fn outer(hint: &NameHint) -> Option<TypeId> {
    match hint {
        NameHint::Inside(outer, _) => Some(*outer),
        NameHint::Component(_)
        | NameHint::Operation(_, _)
        | NameHint::Shared(_, _)
        | NameHint::Chosen(_) => None,
    }
}

/// The types that an operation sends, to be changed.
pub(super) fn sent(operation: &mut Operation) -> Vec<&mut TypeUse> {
    let mut uses: Vec<&mut TypeUse> = Vec::new();
    uses.extend(
        operation
            .parameters
            .iter_mut()
            .map(|parameter| &mut parameter.ty),
    );
    let bodies = operation.request_body.iter_mut();
    let contents = bodies.flat_map(|body| &mut body.contents);
    uses.extend(contents.filter_map(|content| of_body(&mut content.body)));
    uses
}

/// The types that an operation receives, to be changed.
pub(super) fn received(operation: &mut Operation) -> Vec<&mut TypeUse> {
    let mut uses: Vec<&mut TypeUse> = Vec::new();
    let answers = operation
        .successes
        .iter_mut()
        .chain(&mut operation.failures);
    for answer in answers {
        uses.extend(
            answer
                .contents
                .iter_mut()
                .filter_map(|content| of_body(&mut content.body)),
        );
        uses.extend(answer.headers.iter_mut().map(|header| &mut header.ty));
    }
    uses
}

fn of_body(body: &mut BodyKind) -> Option<&mut TypeUse> {
    match body {
        BodyKind::Json(of)
        | BodyKind::Form(of, _)
        | BodyKind::Multipart(of, _)
        | BodyKind::JsonLines(of)
        | BodyKind::EventStream(Some(of)) => Some(of),
        BodyKind::Text | BodyKind::Binary | BodyKind::EventStream(None) => None,
    }
}
