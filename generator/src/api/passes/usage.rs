//! Finds which types requests and which types responses reach.

use crate::api::context::ArenaBuilder;
use crate::api::types::{BodyKind, ObjectField, Operation, Shape, TypeId};
use crate::source::Pointer;

/// Fills `usage` of all types. At `replies` stand types that programs answer calls of the
/// provider with.
pub(super) fn mark_type_usage(
    arena: &mut ArenaBuilder,
    operations: &[Operation],
    replies: &[Pointer],
) {
    let mut sent: Vec<TypeId> = operations.iter().flat_map(Operation::sent).collect();
    sent.extend(arena.ids_at(replies));
    let received = operations.iter().flat_map(Operation::received).collect();
    // What is `readOnly` does not travel in requests, so that its type is none of requests for
    // its sake: more types would seem to travel both ways, and `views` would split them.
    let sent = collect_reached_types(arena, sent, |field| !field.read_only);
    let received = collect_reached_types(arena, received, |field| !field.write_only);
    for id in arena.ids() {
        if let Some(ty) = arena.get_mut(id) {
            ty.usage.request = sent.holds(id);
            ty.usage.response = received.holds(id);
        }
    }
    mark_forms(arena, operations);
}

/// Marks the bodies that travel as parts and in no other way.
fn mark_forms(arena: &mut ArenaBuilder, operations: &[Operation]) {
    let mut forms = TypeMarks::new(arena);
    let mut others: Vec<TypeId> = operations.iter().flat_map(Operation::received).collect();
    for operation in operations {
        others.extend(operation.parameters.iter().map(|one| one.ty.id));
        let bodies = operation.request_body.iter();
        for content in bodies.flat_map(|body| &body.contents) {
            match &content.body {
                BodyKind::Multipart(of, _) => {
                    forms.add(arena.resolved(of.id));
                }
                BodyKind::Json(of)
                | BodyKind::Form(of, _)
                | BodyKind::Plain(of)
                | BodyKind::Text(Some(of))
                | BodyKind::JsonLines(of) => others.push(of.id),
                BodyKind::EventStream(data) => others.extend(data.ty().map(|of| of.id)),
                BodyKind::Text(None) | BodyKind::Binary => {}
            }
        }
    }
    let parts = arena.ids().filter(|id| forms.holds(*id));
    // What stands inside a form is JSON again, in a part.
    others.extend(parts.flat_map(|id| arena.shape(id).inner()));
    let others = collect_reached_types(arena, others, |_| true);
    for id in arena.ids() {
        if let Some(ty) = arena.get_mut(id) {
            ty.usage.form = forms.holds(id) && !others.holds(id);
        }
    }
}

/// A set of types.
pub(super) struct TypeMarks(Vec<bool>);

impl TypeMarks {
    pub(super) fn new(arena: &ArenaBuilder) -> Self {
        Self(vec![false; arena.types.len()])
    }

    /// Adds a type; `false` if it is there already, or of another arena.
    pub(super) fn add(&mut self, id: TypeId) -> bool {
        let mark = self.0.get_mut(id.index());
        mark.is_some_and(|mark| !std::mem::replace(mark, true))
    }

    fn holds(&self, id: TypeId) -> bool {
        self.0.get(id.index()).copied().unwrap_or_default()
    }
}

/// All types that can be reached, through fields that travel.
fn collect_reached_types(
    arena: &ArenaBuilder,
    start: Vec<TypeId>,
    travels: fn(&ObjectField) -> bool,
) -> TypeMarks {
    let mut reached = TypeMarks::new(arena);
    let mut open = start;
    while let Some(id) = open.pop() {
        if reached.add(id) {
            open.extend(list_inner_types(arena.shape(id), travels));
        }
    }
    reached
}

fn list_inner_types(shape: &Shape, travels: fn(&ObjectField) -> bool) -> Vec<TypeId> {
    let Shape::Struct(object) = shape else {
        return shape.inner();
    };
    let fields = object.fields.values().filter(|field| travels(field));
    let mut ids: Vec<TypeId> = fields.map(|field| field.ty).collect();
    ids.extend(object.rest.inner());
    ids
}
