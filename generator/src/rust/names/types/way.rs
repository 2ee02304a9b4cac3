//! The way to a type from what has a name of its own, in words.

use super::super::{VariantIdent, Words};
use super::cut::WordTrail;
use super::{Namer, is_first_success, name_shared_component, name_type_kind};
use crate::api::{HintStep, NameHint, OperationPart, TypeId};
use crate::limits::MOST_TYPES_AROUND;
use crate::rust::status;

/// So many words of what is true of an alternative alone are a step.
const MOST_WORDS_OF_FACTS: usize = 4;

/// Whether a way begins at the nearest type that is called after more than its place.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Anchors {
    Named,
    Ignored,
}

impl Namer<'_> {
    /// The way to a type from what has a name of its own.
    pub(super) fn trail_of(&self, id: TypeId, anchors: Anchors) -> WordTrail {
        let mut trail = WordTrail::default();
        let mut steps: Vec<(TypeId, HintStep)> = Vec::new();
        let mut at = id;
        for _ in 0..MOST_TYPES_AROUND {
            let is_anchor = anchors == Anchors::Named && at != id && self.anchors.contains(&at);
            let named = self.names.idents.get(&at);
            match (&self.arena.get(at).hint, named) {
                (_, Some(ident)) if is_anchor => {
                    trail.root = Words::of(ident.as_str());
                    break;
                }
                (NameHint::Inside(outer, step), _) => {
                    steps.push((at, step.clone()));
                    at = *outer;
                }
                (NameHint::Operation(index, part), _) => {
                    trail.root = self.operation_words.get(*index);
                    self.add_operation_part(&mut trail, *index, part);
                    break;
                }
                (NameHint::Shared(kind, name), _) => {
                    trail.root = name_shared_component(*kind, &Words::of_value(name, 0));
                    break;
                }
                (_, Some(ident)) => {
                    trail.root = Words::of(ident.as_str());
                    break;
                }
                (NameHint::Component(name) | NameHint::Chosen(name), None) => {
                    trail.root = self.rules.schemas.read_name(name, None, 0).first();
                    break;
                }
                (NameHint::RequestView(of), None) => at = *of,
            }
        }
        for (id, step) in steps.into_iter().rev() {
            self.add_step(&mut trail, id, &step);
        }
        trail
    }

    fn add_operation_part(&self, trail: &mut WordTrail, index: usize, part: &OperationPart) {
        let Some(operation) = self.operations.get(index) else {
            return;
        };
        match part {
            OperationPart::Parameter(name) => {
                trail.steps.push(self.parameter_words(operation, name));
            }
            OperationPart::RequestBody => trail.role = Words::of("request"),
            OperationPart::Response(status) if is_first_success(operation, *status) => {
                trail.role = Words::of("response");
            }
            OperationPart::Response(status) => {
                trail.role = Words::of(&status::name_status(*status)).and("response");
            }
            OperationPart::ResponseHeader(_, name) => {
                trail.steps.push(Words::of_value(name, 0).and("header"));
            }
        }
    }

    /// Adds a step of a schema to one inside of it; `id` is the one inside.
    fn add_step(&self, trail: &mut WordTrail, id: TypeId, step: &HintStep) {
        let NameHint::Inside(outer, _) = self.arena.get(id).hint else {
            return;
        };
        let words = match step {
            HintStep::Property(name) => self.property_words(outer, name),
            HintStep::Value => Words::of("value"),
            HintStep::Position(index) => Words::of("item").numbered(index + 1),
            HintStep::Item => {
                let last = trail.steps.last_mut();
                let singular = last.as_deref().and_then(Words::singular);
                match (last, singular) {
                    (Some(last), Some(singular)) => {
                        *last = singular;
                        return;
                    }
                    _ => Words::of("item"),
                }
            }
            HintStep::Variant(index, title) => {
                let named = self.known_variant_of(outer, id);
                let named = named
                    .as_ref()
                    .map(VariantIdent::as_str)
                    .or(title.as_deref());
                let words = named.map(Words::of);
                let kind = name_type_kind(self.arena.bare(id));
                let words = words.unwrap_or_else(|| Words::of(kind).numbered(index + 1));
                // A long one is what the union is of, in other words; but for what tells it from the
                // others alone.
                let most = if title.is_some() {
                    2
                } else {
                    MOST_WORDS_OF_FACTS
                };
                if words.len() > most {
                    let last = trail.steps.pop().unwrap_or_default();
                    last.and(kind)
                } else {
                    words
                }
            }
        };
        trail.steps.push(words);
    }
}
