//! Changes the ids inside shapes and operations.

use crate::api::types::{
    BodyKind, Content, EventData, NameHint, Operation, OtherProperties, Shape, Type, TypeId,
    TypeUse,
};

/// Changes every id that a shape holds.
pub(super) fn change_inner(shape: &mut Shape, change: &impl Fn(TypeId) -> TypeId) {
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
            if let OtherProperties::Of(of) = &mut object.rest {
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
        // Hints name types by id, too, and are used for the last time long after this, in
        // `rust/names`.
        if let NameHint::Inside(outer, _) | NameHint::RequestView(outer) = &mut ty.hint {
            *outer = change(*outer);
        }
    }
    for operation in operations {
        each_use(operation, &mut |used| used.id = change(used.id));
    }
}

/// The type that a hint names as the outer one.
pub(super) fn find_outer_type(hint: &NameHint) -> Option<TypeId> {
    match hint {
        NameHint::Inside(outer, _) | NameHint::RequestView(outer) => Some(*outer),
        NameHint::Component(_)
        | NameHint::Operation(_, _)
        | NameHint::Shared(_, _)
        | NameHint::Chosen(_) => None,
    }
}

/// Lets every use of a type in an operation's requests be changed.
pub(super) fn each_sent(operation: &mut Operation, change: &mut impl FnMut(&mut TypeUse)) {
    let parameters = operation.parameters.iter_mut();
    parameters.for_each(|parameter| change(&mut parameter.ty));
    let bodies = operation.request_body.iter_mut();
    let sent = bodies.flat_map(|body| &mut body.contents);
    for content in sent {
        if let BodyKind::Multipart(_, encodings) = &mut content.body {
            let headers = encodings.values_mut().flat_map(|one| &mut one.headers);
            headers.for_each(|header| change(&mut header.ty));
        }
        find_body_use_mut(content)
            .into_iter()
            .for_each(&mut *change);
    }
}

/// Lets every use of a type in an operation be changed.
pub(super) fn each_use(operation: &mut Operation, change: &mut impl FnMut(&mut TypeUse)) {
    each_sent(operation, change);
    let answers = operation.successes.iter_mut();
    for answer in answers.chain(&mut operation.failures) {
        answer
            .contents
            .iter_mut()
            .filter_map(find_body_use_mut)
            .for_each(&mut *change);
        let headers = answer.headers.iter_mut();
        headers.for_each(|header| change(&mut header.ty));
    }
}

fn find_body_use_mut(content: &mut Content) -> Option<&mut TypeUse> {
    match &mut content.body {
        BodyKind::Json(of)
        | BodyKind::Form(of, _)
        | BodyKind::Multipart(of, _)
        | BodyKind::Plain(of)
        | BodyKind::Text(Some(of))
        | BodyKind::JsonLines(of)
        | BodyKind::EventStream(EventData::Json(of) | EventData::Whole(of)) => Some(of),
        BodyKind::Text(None) | BodyKind::Binary | BodyKind::EventStream(EventData::Text) => None,
    }
}
