//! Names of types: components first, then what stands inside them and inside
//! operations, each named after its parent.

use std::collections::{BTreeMap, BTreeSet};

mod common;
mod cut;
mod inline;

use super::ident::IdentKind as _;
use super::scope::nearest_first;
use super::{Claim, OperationWords, Scope, TypeIdent, VariantIdent, Words, variants};
use inline::TypePlaces;

use crate::api::places::list_alternative_keys;
use crate::api::{
    Api, GivenName, HintStep, NameHint, Operation, OperationPart, Shape, SharedSection, Type,
    TypeId, Union,
};
use crate::diagnostics::Diagnostics;
use crate::limits::MOST_TYPES_AROUND;
use crate::maps::HashSet;
use crate::rust::arena::TypeArena;
use crate::rust::locked::{FormerName, LockedApi, LockedType, LockedTypes};
use crate::rust::naming::{NameRules, NameSource};
use crate::rust::{report, status};
use crate::trail::Trail;

/// The names of all types that are items.
#[derive(Debug, Default)]
pub(in crate::rust) struct TypeNames {
    idents: BTreeMap<TypeId, TypeIdent>,
    variants: BTreeMap<TypeId, Vec<VariantIdent>>,
    required: BTreeMap<TypeId, TypeIdent>,
    /// Of types that are named after what their places have in common, the name of their own
    /// place, and that for the struct of what is required.
    own: BTreeMap<TypeId, OwnName>,
    items: Vec<TypeId>,
    held: LockedTypes,
    former: Vec<FormerName>,
}

/// The name of a place.
#[derive(Debug)]
pub(in crate::rust) struct OwnName {
    pub(in crate::rust) ident: TypeIdent,
    pub(in crate::rust) required: Option<TypeIdent>,
}

impl TypeNames {
    /// The name of the one place of a type that is named after several.
    pub(in crate::rust) fn own(&self, id: TypeId) -> Option<&OwnName> {
        self.own.get(&id)
    }

    /// The name of a type, if it is an item.
    pub(in crate::rust) fn get(&self, id: TypeId) -> Option<&TypeIdent> {
        self.idents.get(&id)
    }

    /// The name for the struct of what is required of a type, if it is a struct.
    pub(in crate::rust) fn required(&self, id: TypeId) -> Option<&TypeIdent> {
        self.required.get(&id)
    }

    /// What an earlier run has called a type and its parts.
    pub(in crate::rust) fn held(&self, id: TypeId) -> Option<&LockedType> {
        self.held.held(id)
    }

    /// Names that types had in earlier runs and nothing has now.
    pub(in crate::rust) fn former(&self) -> &[FormerName] {
        &self.former
    }

    /// The types that are items and wanted, in the order of the document.
    pub(in crate::rust) fn items(&self) -> &[TypeId] {
        &self.items
    }

    /// The variants' names of a union, in order.
    pub(in crate::rust) fn variants(&self, id: TypeId) -> &[VariantIdent] {
        self.variants.get(&id).map_or(&[], Vec::as_slice)
    }
}

/// Names everything that becomes an item. `newtypes` are the types that become
/// items only because they are recursive.
pub(in crate::rust) fn allocate_type_names(
    api: &Api,
    arena: &TypeArena,
    newtypes: &BTreeSet<TypeId>,
    operations: &OperationWords,
    rules: &NameRules,
    (earlier, held): (&LockedApi, LockedTypes),
    diagnostics: &mut Diagnostics,
) -> TypeNames {
    let mut namer = Namer {
        api,
        operations: &api.operations,
        operation_words: operations,
        arena,
        newtypes,
        rules,
        // What a tuple struct of these names would hide.
        scope: Scope::reserving(&["Some", "None", "Ok", "Err"]),
        names: TypeNames {
            held,
            ..TypeNames::default()
        },
        formats: BTreeMap::new(),
        of_components: HashSet::default(),
        trail: Trail::of_length(MOST_TYPES_AROUND),
        places: TypePlaces::default(),
        anchors: HashSet::default(),
        diagnostics,
    };
    // The order of these is a promise to users: what an overlay says, then what an earlier run
    // has given, then what components are called, then what has no name of its own. A name does not change because an inline schema
    // is added, nor because a component is added that no operation uses.
    namer.find_places();
    namer.chosen();
    namer.scope.hold(earlier.names_in("types"));
    namer.held();
    for is_used in [true, false] {
        namer.components(is_used);
        namer.inline(is_used);
    }
    // Behind all that the document has: none of its names may depend on what is required.
    namer.required();
    namer.former();
    namer.names.items = namer.items();
    namer.names
}

struct Namer<'a> {
    api: &'a Api,
    operations: &'a [Operation],
    operation_words: &'a OperationWords,
    arena: &'a TypeArena<'a>,
    newtypes: &'a BTreeSet<TypeId>,
    rules: &'a NameRules,
    scope: Scope<'static, TypeIdent>,
    names: TypeNames,
    /// One newtype for each date-time format.
    formats: BTreeMap<&'a str, TypeId>,
    /// The names that components have got.
    of_components: HashSet<String>,
    /// The types that wait for the names of those around them.
    trail: Trail<TypeId>,
    /// What is known of types without names of their own.
    places: TypePlaces,
    /// Those of them that are not named after their places.
    anchors: HashSet<TypeId>,
    diagnostics: &'a mut Diagnostics,
}

impl<'a> Namer<'a> {
    /// Names that overlays chose come before all others.
    fn chosen(&mut self) {
        for (id, ty) in self.arena.iter() {
            if let NameHint::Chosen(name) = &ty.hint {
                self.claim(id, &[Words::of_value(name, 0)]);
            }
        }
    }

    /// Names that an earlier run has given.
    fn held(&mut self) {
        for (id, _) in self.arena.iter() {
            if self.names.held(id).is_some() && !self.names.idents.contains_key(&id) {
                self.claim(id, &[]);
            }
        }
    }

    /// Components that are named as the document writes them come before those
    /// that only become so: `Pet` wins over `pet`, wherever they stand.
    fn components(&mut self, is_used: bool) {
        let components: Vec<(TypeId, &str, NameSource)> = self
            .arena
            .iter()
            .filter(|(_, ty)| is_reached(ty) == is_used)
            .filter_map(|(id, ty)| {
                let name = ty.hint.key()?;
                let given = ty.suggested.clone().map(GivenName::Suggested);
                let mut source = self.rules.schemas.read_name(name, given.as_ref(), 0);
                let body = self.operation_words.body(name);
                source.preferred = source.preferred.or_else(|| body.cloned());
                Some((id, name, source))
            })
            .collect();
        let rule = &self.rules.schemas;
        let short: Vec<_> = components
            .iter()
            .map(|(_, name, _)| rule.rewrite(name))
            .collect();
        let mut order = nearest_first::<TypeIdent>(short.iter().map(AsRef::as_ref));
        // What is called so as it stands comes before what only a rule calls so.
        order.sort_by_key(|place| components.get(*place).map(|(.., source)| source.rank()));
        for (id, name, source) in order.into_iter().filter_map(|place| components.get(place)) {
            if let Some(ident) = self.names.idents.get(id) {
                self.of_components.insert(ident.as_str().to_owned());
                continue;
            }
            // What is taken without prefix or suffix keeps them.
            let candidates = source.candidates();
            let by_kind = candidates
                .iter()
                .map(|words| words.and(name_type_kind(self.arena.bare(*id))));
            let by_kind: Vec<Words> = by_kind.collect();
            let spelled = [Words::spelled(name)];
            // What an inline schema has is left to it, with the same kind of name.
            let wanted = candidates
                .first()
                .map(TypeIdent::render)
                .unwrap_or_default();
            let gives_way = !is_used || self.scope.is_held(&wanted);
            let fallback = if gives_way { &by_kind[..] } else { &[][..] };
            let is_contested = self.scope.holds(&wanted) && !self.of_components.contains(&wanted);
            self.claim(*id, &[&candidates[..], &spelled[..], fallback].concat());
            if is_contested && !is_used {
                self.report_contested(*id, &wanted);
            }
            let claimed = self.names.idents.get(id);
            let claimed = claimed.map(|ident| ident.as_str().to_owned());
            self.of_components.extend(claimed);
        }
    }

    /// Tells of a type that gives way where a component and a schema without a name of its own
    /// want one name: whichever came later would have changed what the name means.
    fn report_contested(&mut self, id: TypeId, wanted: &str) {
        let ident = self.names.idents.get(&id);
        if let Some(ident) = ident.filter(|_| self.arena.is_wanted(id)) {
            let origin = &self.arena.get(id).origin;
            report::contested_name(origin, wanted, ident.as_str(), self.diagnostics);
        }
    }

    fn required(&mut self) {
        let (copies, others): (Vec<TypeId>, Vec<TypeId>) = self
            .arena
            .iter()
            .map(|(id, _)| id)
            .partition(|id| self.is_called_as_original(*id));
        for id in others {
            if let Some(ident) = self.names.idents.get(&id)
                && matches!(self.arena.bare(id), Shape::Struct(_))
            {
                let words = Words::of(ident.as_str());
                let held = self.names.held(id).and_then(|held| held.required.clone());
                let held = held.and_then(|name| self.scope.claim_held(&name));
                let claim = || self.scope.claim(&super::name_required(&words)).ident;
                let ident = held.unwrap_or_else(claim);
                self.names.required.insert(id, ident);
            }
        }
        for id in copies {
            if let Some(ident) = self.names.required(self.arena.shown(id)).cloned() {
                self.names.required.insert(id, ident);
            }
        }
        for (id, own) in &mut self.names.own {
            if matches!(self.arena.bare(*id), Shape::Struct(_)) {
                let words = Words::of(own.ident.as_str());
                let claim = self.scope.claim(&super::name_required(&words));
                own.required = Some(claim.ident);
            }
        }
    }

    /// Takes a name for the place of a type that is called otherwise.
    fn claim_own(&mut self, id: TypeId, candidates: &[Words]) {
        let ident = self.scope.claim(candidates).ident;
        let required = None;
        self.names.own.insert(id, OwnName { ident, required });
    }

    /// Lets a name go that an earlier run has given to the type, if that has moved.
    fn release_moved(&mut self, id: TypeId, name: &str) {
        if self.names.held.take_moved(id, name) {
            self.scope.release(name);
        }
    }

    /// Names that nothing has now, and that lead to what had them.
    fn former(&mut self) {
        let idents = &self.names.idents;
        let name = |id| {
            idents
                .get(&id)
                .map(|ident: &TypeIdent| ident.as_str().to_owned())
        };
        let former = self.names.held.find_former(name);
        for (id, ty) in former {
            if let Some(ident) = self.scope.claim_held(ty.ident()) {
                let required = ty.required.as_deref();
                let required = required.and_then(|name| self.scope.claim_held(name));
                self.names.former.push(FormerName {
                    id,
                    locked: ty,
                    ident,
                    required,
                });
            }
        }
    }

    fn items(&self) -> Vec<TypeId> {
        let mut seen = BTreeSet::new();
        self.arena
            .iter()
            .map(|(id, _)| id)
            .filter(|id| self.arena.is_wanted(*id) && !self.is_called_as_original(*id))
            .filter(|id| {
                self.names
                    .idents
                    .get(id)
                    .is_some_and(|ident| seen.insert(ident))
            })
            .collect()
    }

    /// Names a type if it needs a name and has none. Parents come first.
    fn ensure(&mut self, id: TypeId) {
        if self.names.idents.contains_key(&id) || !self.is_item(id) {
            return;
        }
        if let Some(ident) = self.same_format(id) {
            self.names.idents.insert(id, ident);
            return;
        }
        let Some(mut candidates) = self.guarded_candidates(id) else {
            return;
        };
        let wanted = candidates.first().map(TypeIdent::render);
        let wanted = wanted.filter(|wanted| self.of_components.contains(wanted));
        let longer: Vec<Words> = candidates
            .iter()
            .map(|words| words.and(name_type_kind(self.arena.bare(id))))
            .collect();
        // The kind behind the name before any number: `PetList` says what it is, `Pet2` does not.
        candidates.extend(longer);
        self.claim(id, &candidates);
        if let Some(wanted) = wanted {
            self.report_contested(id, &wanted);
        }
    }

    fn is_item(&self, id: TypeId) -> bool {
        // Only copies of nominal types are still aliases without a name of their own.
        self.newtypes.contains(&id) || self.arena.is_nominal(self.arena.behind(id).id)
    }

    fn claim(&mut self, id: TypeId, candidates: &[Words]) {
        let candidates: Vec<Words> = candidates
            .iter()
            .filter(|words| !words.is_empty())
            .cloned()
            .collect();
        let claim = self.claim_name(id, &candidates);
        let ty = self.arena.get(id);
        if claim.numbered && self.arena.is_wanted(id) {
            report::report_numbered_name(
                &ty.origin,
                "type",
                claim.ident.as_str(),
                self.diagnostics,
            );
        }
        if let Shape::Text(text) = self.arena.shape(id)
            && let Some(format) = &text.time_format
        {
            self.formats.entry(format).or_insert(id);
        }
        let name = Words::of(claim.ident.as_str());
        self.names.idents.insert(id, claim.ident);
        if let Shape::Union(union) = self.arena.shape(id) {
            let unheard = &mut Diagnostics::new();
            let heard = if self.arena.is_wanted(id) {
                &mut *self.diagnostics
            } else {
                unheard
            };
            let (rules, origin) = (self.rules, &ty.origin);
            let held = self.names.held.held(id);
            let held = held.map(|held| find_held_variants(self.api, union, held));
            let held = held.unwrap_or_default();
            let variants = variants::name_union_variants(
                self.arena, union, &name, rules, &held, origin, heard,
            );
            self.names.variants.insert(id, variants);
        }
    }

    /// The name of an earlier run, if there is one that an overlay does not change.
    fn claim_name(&mut self, id: TypeId, candidates: &[Words]) -> Claim<TypeIdent> {
        let is_chosen = matches!(self.arena.get(id).hint, NameHint::Chosen(_));
        let held = self.names.held.held(id).filter(|_| !is_chosen);
        if let Some(ident) = held.and_then(|held| self.scope.claim_held(held.ident())) {
            return Claim {
                ident,
                numbered: false,
            };
        }
        if let Some(wanted) = candidates.first().map(TypeIdent::render) {
            self.release_moved(id, &wanted);
        }
        self.scope.claim(candidates)
    }

    /// The newtype of the same date-time format, if there is one already.
    fn same_format(&self, id: TypeId) -> Option<TypeIdent> {
        let Shape::Text(text) = self.arena.shape(id) else {
            return None;
        };
        let owner = self.formats.get(text.time_format.as_deref()?)?;
        self.names.idents.get(owner).cloned()
    }

    /// What a type may be called; `None` while that is being found out, and where too
    /// much stands around it.
    fn guarded_candidates(&mut self, id: TypeId) -> Option<Vec<Words>> {
        if !self.trail.enter(id) {
            return None;
        }
        let candidates = self.candidates(id);
        self.trail.leave(&id);
        Some(candidates)
    }

    fn candidates(&mut self, id: TypeId) -> Vec<Words> {
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
    fn request_view(&mut self, of: TypeId) -> Vec<Words> {
        let base = self.base(of);
        let short = (!base.ends_with(&["request"])).then(|| base.and("request"));
        short
            .into_iter()
            .chain([base.and("request").and("view"), base.and("view")])
            .collect()
    }

    fn inside(&mut self, id: TypeId, parent: TypeId, step: &HintStep) -> Vec<Words> {
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
    fn property_words(&self, parent: TypeId, name: &str) -> Words {
        let given = match self.arena.bare(parent) {
            Shape::Struct(object) => object.fields.get(name),
            _ => None,
        };
        let given = given.and_then(|field| field.given.as_ref());
        self.rules.properties.read_name(name, given, 0).first()
    }

    /// What a parameter is called.
    fn parameter_words(&self, operation: &Operation, name: &str) -> Words {
        let mut parameters = operation.parameters.iter();
        let given = parameters.find(|one| one.name == name);
        let given = given.and_then(|one| one.given.as_ref());
        self.rules.parameters.read_name(name, given, 0).first()
    }

    /// The name of the variant of a union that holds a type, also where it stands in a
    /// union inside of it that some of the variants were taken together to.
    fn variant_of(&mut self, union: TypeId, id: TypeId) -> Option<VariantIdent> {
        for union in self.list_unions(union) {
            self.ensure(union);
        }
        self.known_variant_of(union, id)
    }

    /// The same, as far as unions have their names.
    fn known_variant_of(&self, union: TypeId, id: TypeId) -> Option<VariantIdent> {
        let behind = self.arena.behind(id).id;
        self.list_unions(union).into_iter().find_map(|union| {
            let Shape::Union(of) = self.arena.shape(union) else {
                return None;
            };
            let mut types = of.variants.iter().map(|variant| variant.ty);
            let place = types
                .clone()
                .position(|ty| ty == id)
                .or_else(|| types.position(|ty| self.arena.behind(ty).id == behind))
                .or_else(|| self.find_lookalike(of, id));
            self.names.variants(union).get(place?).cloned()
        })
    }

    /// The only variant that looks like a type: of equal unions only one is kept, and what stands
    /// inside of the others is none of its alternatives.
    fn find_lookalike(&self, union: &Union, id: TypeId) -> Option<usize> {
        let look = |id| match self.arena.bare(id) {
            Shape::Struct(object) => object.fields.keys().cloned().collect(),
            _ => vec![variants::name_value_sort(self.arena, id)],
        };
        let wanted: Vec<String> = look(id);
        let places = union.variants.iter().enumerate();
        let mut alike = places.filter(|(_, variant)| look(variant.ty) == wanted);
        let found = alike.next().map(|(place, _)| place);
        found.filter(|_| alike.next().is_none())
    }

    /// A union, and those in it that some of its variants were taken together to.
    fn list_unions(&self, union: TypeId) -> Vec<TypeId> {
        let mut open = vec![self.arena.behind(union).id];
        let mut met: Vec<TypeId> = Vec::new();
        while let Some(union) = open.pop() {
            let Shape::Union(of) = self.arena.shape(union) else {
                continue;
            };
            if met.contains(&union) {
                continue;
            }
            met.push(union);
            let inner = of.variants.iter().map(|variant| variant.ty);
            open.extend(inner.filter(|ty| is_inside(self.arena.get(*ty), union)));
        }
        met
    }

    /// The words that everything inside a type begins with: its name if it has
    /// one, else what it would be called.
    fn base(&mut self, id: TypeId) -> Words {
        self.ensure(id);
        match self.names.idents.get(&id) {
            Some(ident) => Words::of(ident.as_str()),
            None => {
                let candidates = self.guarded_candidates(id);
                candidates.into_iter().flatten().next().unwrap_or_default()
            }
        }
    }

    fn of_operation(&self, index: usize, part: &OperationPart) -> Words {
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

/// The names that an earlier run has given to alternatives, whichever of their keys it went by.
fn find_held_variants(api: &Api, union: &Union, held: &LockedType) -> Vec<Option<String>> {
    let variants = union.variants.iter();
    let name = |variant| {
        let keys = list_alternative_keys(api, variant);
        let member = keys.iter().find_map(|key| held.member(key));
        member.map(|member| member.name.clone())
    };
    variants.map(name).collect()
}

/// Whether a type is named after another one.
fn is_inside(ty: &Type, outer: TypeId) -> bool {
    matches!(ty.hint, NameHint::Inside(found, _) if found == outer)
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

/// Whether an operation reaches a type, be it wanted or not.
fn is_reached(ty: &Type) -> bool {
    ty.usage.request || ty.usage.response || ty.usage.form
}

/// What stands inside a component that is no schema bears its kind, once.
fn name_shared_component(kind: SharedSection, name: &Words) -> Words {
    let kind = match kind {
        SharedSection::Parameter | SharedSection::Header => return name.clone(),
        SharedSection::RequestBody => "request",
        SharedSection::Response => "response",
    };
    if name.ends_with(&["request", "response", "body"]) {
        name.clone()
    } else {
        name.and(kind)
    }
}

fn is_first_success(operation: &Operation, status: crate::api::StatusPattern) -> bool {
    operation
        .successes
        .first()
        .is_some_and(|response| response.status == status)
}

/// What a type is, for names that are taken without it.
fn name_type_kind(shape: &Shape) -> &'static str {
    match shape {
        Shape::Struct(_) => "object",
        Shape::Enum(_) => "enum",
        Shape::Union(_) => "union",
        Shape::List(_) => "list",
        Shape::Map(_) => "map",
        Shape::Text(_) => "text",
        Shape::Tuple(_) => "tuple",
        Shape::Any
        | Shape::Never
        | Shape::Null
        | Shape::Boolean
        | Shape::Integer(_)
        | Shape::Number(_)
        | Shape::Const(_)
        | Shape::Alias(_) => "type",
    }
}
