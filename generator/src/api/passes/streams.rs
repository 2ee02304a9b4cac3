//! Finds how an operation is asked for a stream instead of a whole: by a boolean in its body,
//! which most APIs call `stream`.

use crate::api::context::ArenaBuilder;
use crate::api::types::{BodyKind, Const, Operation, Shape};

/// What the property is called, where nothing else is said.
const NAME: &str = "stream";

/// Notes the property in all operations that answer either way.
pub(super) fn mark_stream_switches(arena: &ArenaBuilder, operations: &mut [Operation]) {
    for operation in operations {
        let answers = operation.successes.iter().flat_map(|one| &one.contents);
        let (streams, wholes): (Vec<_>, Vec<_>) = answers.partition(|one| one.body.is_stream());
        // Only where the document offers both: an operation that always streams needs no switch,
        // and setting a property that means something else would change what is asked for.
        if !streams.is_empty() && !wholes.is_empty() && has_property(arena, operation) {
            operation.stream_property = Some(NAME.to_owned());
        }
    }
}

fn has_property(arena: &ArenaBuilder, operation: &Operation) -> bool {
    let mut contents = operation.request_body.iter().flat_map(|one| &one.contents);
    contents.any(|content| match &content.body {
        BodyKind::Json(of) | BodyKind::Multipart(of, _) => {
            let Shape::Struct(object) = arena.shape(arena.resolved(of.id)) else {
                return false;
            };
            let field = object.fields.get(NAME);
            let shape = field.map(|field| arena.shape(arena.resolved(field.ty)));
            matches!(
                shape,
                Some(Shape::Boolean | Shape::Const(Const::Boolean(_)))
            )
        }
        BodyKind::Form(..)
        | BodyKind::Text(_)
        | BodyKind::Plain(_)
        | BodyKind::Binary
        | BodyKind::EventStream(_)
        | BodyKind::JsonLines(_) => false,
    })
}
