//! Names of types: components first, then what stands inside them and inside
//! operations, each named after its parent.

use std::collections::{BTreeMap, BTreeSet};

mod candidates;
mod common;
mod components;
mod cut;
mod held_variants;
mod inline;
mod shared;
mod union_places;
mod way;

use super::ident::IdentKind as _;
use super::{Claim, OperationWords, Scope, TypeIdent, VariantIdent, Words, variants};
use held_variants::find_held_variants;
use inline::TypePlaces;
use union_places::UnionPlaces;

use crate::api::{Api, NameHint, Operation, Shape, SharedSection, Type, TypeId};
use crate::diagnostics::Diagnostics;
use crate::limits::MOST_TYPES_AROUND;
use crate::maps::HashSet;
use crate::rust::arena::TypeArena;
use crate::rust::locked::{FormerName, LockedApi, LockedType, LockedTypes};
use crate::rust::naming::NameRules;
use crate::rust::report;
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
    /// Types whose definitions have names that programs cannot write.
    shared: BTreeSet<TypeId>,
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

    /// Whether programs cannot write the name of a type's definition: they write those of its
    /// places.
    pub(in crate::rust) fn is_shared(&self, id: TypeId) -> bool {
        self.shared.contains(&id)
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
    (earlier, held): (Option<&LockedApi>, LockedTypes),
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
        unions: UnionPlaces::of(arena),
        places: TypePlaces::default(),
        is_remembered: earlier.is_some(),
        anchors: HashSet::default(),
        diagnostics,
    };
    // The order of these is a promise to users: what an overlay says, then what an earlier run
    // has given, then what components are called, then what has no name of its own. A name does
    // not change because an inline schema is added, nor because a component is added that no
    // operation uses.
    namer.find_places();
    namer.chosen();
    let earlier = earlier.into_iter();
    let earlier = earlier.flat_map(|earlier| earlier.names_in("types"));
    namer.scope.hold(earlier);
    namer.held();
    for is_used in [true, false] {
        namer.components(is_used);
        namer.inline(is_used);
    }
    // Behind all names that programs write, none of which may depend on these.
    namer.shared();
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
    /// Which variants hold which types.
    unions: UnionPlaces<'a>,
    /// What is known of types without names of their own.
    places: TypePlaces,
    /// Whether names are held for the next run.
    is_remembered: bool,
    /// Those of them that are not named after their places.
    anchors: HashSet<TypeId>,
    diagnostics: &'a mut Diagnostics,
}

impl<'a> Namer<'a> {
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
        // The place of a union says nothing of its alternatives, and which of several places its
        // name is of changes with the document.
        let name = match ty.hint.is_inline() {
            true => Words::default(),
            false => Words::of(claim.ident.as_str()),
        };
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
