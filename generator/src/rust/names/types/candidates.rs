//! What a type without a name of its own may be called: after what stands around it.

use super::super::{VariantIdent, Words};
use super::{Namer, is_first_success, name_shared_component, name_type_kind};
use crate::api::{HintStep, NameHint, Operation, OperationPart, Shape, TypeId};
use crate::rust::status;

impl Namer<'_> {
    /// What a type may be called; `None` while that is being found out, and where too
    /// much stands around it.
    pub(super) fn guarded_candidates(&mut self, id: TypeId) -> Option<Vec<Words>> {
        if !self.trail.enter(id) {
            return None;
        }
        let candidates = self.candidates(id);
        self.trail.leave(&id);
        Some(candidates)
    }

    pub(super) fn candidates(&mut self, id: TypeId) -> Vec<Words> {
        if let Shape::Text(_) = self.arena.shape(id) {
            // Shared by all places that have the format, so named after none.
            return vec![Words::of("civil date time")];
        }
        match self.arena.get(id).hint.clone() {
            NameHint::Component(name) => {
                vec![self.rules.schemas.read_name(&name, None, 0).first()]
            }
            NameHint::Chosen(name) => vec![Words::of_value(&name, 0)],
            NameHint::Shared(kind, name) => {
                vec![name_shared_component(kind, &Words::of_value(&name, 0))]
            }
            NameHint::Inside(parent, step) => self.inside(id, parent, &step),
            NameHint::Operation(index, part) => vec![self.of_operation(index, &part)],
            NameHint::RequestView(of) => self.request_view(of),
        }
    }

    /// `Pet` → `PetRequest`.
    pub(super) fn request_view(&mut self, of: TypeId) -> Vec<Words> {
        let base = self.base(of);
        let short = (!base.ends_with(&["request"])).then(|| base.and("request"));
        short
            .into_iter()
            .chain([base.and("request").and("view"), base.and("view")])
            .collect()
    }

    pub(super) fn inside(&mut self, id: TypeId, parent: TypeId, step: &HintStep) -> Vec<Words> {
        let base = self.base(parent);
        match step {
            HintStep::Property(name) => vec![base.then(&self.property_words(parent, name))],
            HintStep::Item => base
                .singular()
                .into_iter()
                .chain([base.and("item")])
                .collect(),
            HintStep::Value => vec![base.and("value")],
            HintStep::Position(index) => vec![base.and("item").numbered(index + 1)],
            HintStep::Variant(index, title) => {
                let named = self.variant_of(parent, id);
                let named = named.as_ref().map(VariantIdent::as_str);
                let kind = name_type_kind(self.arena.bare(id));
                variant_words(named.or(title.as_deref()), &base, (kind, *index))
            }
        }
    }

    /// What a property is called.
    pub(super) fn property_words(&self, parent: TypeId, name: &str) -> Words {
        let given = match self.arena.bare(parent) {
            Shape::Struct(object) => object.fields.get(name),
            _ => None,
        };
        let given = given.and_then(|field| field.given.as_ref());
        self.rules.properties.read_name(name, given, 0).first()
    }

    /// What a parameter is called.
    pub(super) fn parameter_words(&self, operation: &Operation, name: &str) -> Words {
        let mut parameters = operation.parameters.iter();
        let given = parameters.find(|one| one.name == name);
        let given = given.and_then(|one| one.given.as_ref());
        self.rules.parameters.read_name(name, given, 0).first()
    }

    /// The name of the variant of a union that holds a type, also where it stands in a
    /// union inside of it that some of the variants were taken together to.
    pub(super) fn variant_of(&mut self, union: TypeId, id: TypeId) -> Option<VariantIdent> {
        for union in self.unions.list_unions(self.arena.behind(union).id) {
            self.ensure(union);
        }
        self.known_variant_of(union, id)
    }

    /// The same, as far as unions have their names.
    pub(super) fn known_variant_of(&self, union: TypeId, id: TypeId) -> Option<VariantIdent> {
        let behind = self.arena.behind(id).id;
        let unions = self.unions.list_unions(self.arena.behind(union).id);
        unions.into_iter().find_map(|union| {
            let place = self.unions.find_variant(self.arena, union, (id, behind))?;
            self.names.variants(union).get(place).cloned()
        })
    }

    /// The words that everything inside a type begins with: its name if it has
    /// one, else what it would be called.
    pub(super) fn base(&mut self, id: TypeId) -> Words {
        self.ensure(id);
        match self.names.idents.get(&id) {
            Some(ident) => Words::of(ident.as_str()),
            None => {
                let candidates = self.guarded_candidates(id);
                candidates.into_iter().flatten().next().unwrap_or_default()
            }
        }
    }

    pub(super) fn of_operation(&self, index: usize, part: &OperationPart) -> Words {
        let Some(operation) = self.operations.get(index) else {
            return Words::of("operation").numbered(index + 1);
        };
        let base = self.operation_words.get(index);
        match part {
            OperationPart::Parameter(name) => base.then(&self.parameter_words(operation, name)),
            OperationPart::RequestBody => base.and("request"),
            OperationPart::Response(status) if is_first_success(operation, *status) => {
                base.and("response")
            }
            OperationPart::Response(status) => {
                base.and(&status::name_status(*status)).and("response")
            }
            OperationPart::ResponseHeader(_, name) => {
                base.then(&Words::of_value(name, 0)).and("header")
            }
        }
    }
}

/// What an alternative of a union is called, by its name or its place there.
fn variant_words(name: Option<&str>, base: &Words, (kind, place): (&str, usize)) -> Vec<Words> {
    let words = match name {
        Some(name) => Words::of(name),
        None => Words::of(kind).numbered(place + 1),
    };
    if words.starts_with(base) {
        vec![words, base.and("variant")]
    } else {
        vec![base.then(&words)]
    }
}
