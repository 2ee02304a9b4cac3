//! Tells of the document's own examples that generated types cannot read.
//!
//! What a document gives as an example is mostly copied from a response. Where it is not of
//! the form that its schema demands, servers will not send that form either, and whoever
//! generates a client should hear of it before the first call.

mod check;
mod text_form;

use serde_json::Value;

use super::arena::TypeArena;
use super::report;
use crate::api::{Api, ApiDocs, BodyKind, Content, Shape, TypeId, TypeUse};
use crate::diagnostics::{Code, Diagnostic, Diagnostics};
use crate::limits::SHOWN_WRONG_EXAMPLES;
use crate::maps::HashSet;
use crate::source::Pointer;
use check::{Check, Misfit};

/// Tells of each example of a schema, and of a body of a response, that its type cannot read.
pub(super) fn report_misfit_examples(
    api: &Api,
    arena: &TypeArena<'_>,
    diagnostics: &mut Diagnostics,
) {
    let mut search = Search {
        arena,
        seen: HashSet::default(),
        found: Vec::new(),
    };
    search.look_at_types();
    for operation in api.wanted_operations() {
        let answers = operation.successes.iter().chain(&operation.failures);
        for answer in answers {
            for content in &answer.contents {
                search.look_at_body(content, &answer.origin);
            }
        }
    }
    for (origin, misfit) in search.found.iter().take(SHOWN_WRONG_EXAMPLES) {
        report_misfit_example(origin, misfit, diagnostics);
    }
    if search.is_over() {
        report::more_misfit_examples(diagnostics);
    }
}

/// The search for examples that do not fit.
struct Search<'a> {
    arena: &'a TypeArena<'a>,
    /// Examples of responses that were looked at: those of a component stand in many responses,
    /// and reading them again would take longer than all else.
    seen: HashSet<(TypeId, &'a str)>,
    found: Vec<(Pointer, Misfit)>,
}

impl<'a> Search<'a> {
    /// Whether more is found than is told.
    fn is_over(&self) -> bool {
        self.found.len() > SHOWN_WRONG_EXAMPLES
    }

    fn look_at_types(&mut self) {
        let arena = self.arena;
        for (id, ty) in arena.iter().filter(|(id, _)| arena.is_wanted(*id)) {
            self.look_at_docs(id, &ty.docs, &ty.origin);
            let Shape::Struct(object) = &ty.shape else {
                continue;
            };
            for field in object.fields.values() {
                // A type of its own says the same once more.
                if arena.get(field.ty).origin != field.origin {
                    self.look_at_docs(field.ty, &field.docs, &field.origin);
                }
            }
        }
    }

    /// Looks for the first example of a schema that does not fit.
    fn look_at_docs(&mut self, id: TypeId, docs: &ApiDocs, origin: &Pointer) {
        // Whether null is allowed depends on where the schema is used.
        let place = TypeUse { id, nullable: true };
        for json in &docs.examples {
            if !self.is_over()
                && let Some(misfit) = find_misfit(Check::of_schema(self.arena), place, json)
            {
                self.found.push((origin.clone(), misfit));
                return;
            }
        }
    }

    /// Looks for the first example of a body that does not fit.
    fn look_at_body(&mut self, content: &'a Content, origin: &Pointer) {
        let BodyKind::Json(place) = &content.body else {
            return;
        };
        for (_, json) in &content.examples {
            if !self.is_over()
                && self.seen.insert((place.id, json.as_str()))
                && let Some(misfit) = find_misfit(Check::of_answer(self.arena), *place, json)
            {
                let origin = origin.join("content").join(content.media_type.as_str());
                self.found.push((origin, misfit));
                return;
            }
        }
    }
}

fn find_misfit(mut check: Check<'_>, place: TypeUse, json: &str) -> Option<Misfit> {
    let value: Value = serde_json::from_str(json).ok()?;
    check.find_misfit(place, &value)
}

/// An example that the generated type cannot read.
fn report_misfit_example(origin: &Pointer, misfit: &Misfit, diagnostics: &mut Diagnostics) {
    let Misfit {
        path,
        expected,
        found,
    } = misfit;
    // Without the example itself, so that all of one kind are one finding to a reader.
    let message = format!("an example has {found} where the schema asks for {expected}");
    let mut finding = Diagnostic::at(Code::MisfitExample, origin, message).help(
        "servers may send what the example shows: mend the example, or the schema in an overlay",
    );
    if !path.is_empty() {
        finding = finding.note(format!("it stands at `${path}` of the example"));
    }
    diagnostics.push(finding);
}
