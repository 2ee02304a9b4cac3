//! Names of types that the document does not name: after their titles, and else after their
//! places. What several places share has a name of its own besides (`shared`).
//!
//! Round by round, from the outside to the inside; all of a round at once. A name that
//! several want belongs to none of them, as in which order they stand must not matter.

use super::super::ident::IdentKind as _;
use super::super::{TypeIdent, Words};
use super::cut::{MOST_WORDS, WordTrail};
use super::way::Anchors;
use super::{Namer, is_reached, name_type_kind};
use crate::api::{HintStep, NameHint, OperationPart, Response, Shape, TypeId};
use crate::limits::MOST_TYPES_AROUND;
use crate::maps::{HashMap, HashSet};

/// A title of more words is a sentence.
const MOST_WORDS_OF_TITLE: usize = 4;

/// What is known of all types without names of their own before any is named.
#[derive(Debug, Default)]
pub(super) struct TypePlaces {
    /// By a type the copies of it, in the order of the document.
    copies: HashMap<TypeId, Vec<TypeId>>,
    /// By a title the types that have it.
    titles: HashMap<Words, HashSet<TypeId>>,
    /// The bodies of failures.
    failures: HashSet<TypeId>,
    /// The bodies of successes.
    successes: HashSet<TypeId>,
}

impl TypePlaces {
    /// The types that have copies.
    pub(super) fn list_originals(&self) -> impl Iterator<Item = TypeId> + use<'_> {
        self.copies.keys().copied()
    }

    /// The copies of a type, in the order of the document.
    pub(super) fn list_copies(&self, id: TypeId) -> impl Iterator<Item = TypeId> + use<'_> {
        self.copies.get(&id).into_iter().flatten().copied()
    }

    /// Whether a type is the body of a failure.
    pub(super) fn is_failure(&self, id: TypeId) -> bool {
        self.failures.contains(&id)
    }

    /// Whether a type is the body of a success.
    pub(super) fn is_success(&self, id: TypeId) -> bool {
        self.successes.contains(&id)
    }
}

/// A type, and what it may be called, the best first.
pub(super) struct Wish {
    pub(super) id: TypeId,
    pub(super) names: Vec<Words>,
    /// What makes more names, should these be wanted by others.
    trail: Option<WordTrail>,
    /// Which of the names it hopes for.
    pub(super) place: usize,
}

/// The name that a wish hopes for.
struct Hope {
    name: String,
    /// Whether nobody has it.
    is_free: bool,
}

impl Namer<'_> {
    /// Finds out where types stand.
    pub(super) fn find_places(&mut self) {
        let mut places = TypePlaces::default();
        for (id, ty) in self.arena.iter() {
            let shown = self.arena.shown(id);
            if !ty.hint.is_inline() || !self.is_item(id) {
                continue;
            }
            if shown != id {
                places.copies.entry(shown).or_default().push(id);
            }
            if let Some(title) = self.title(id) {
                places.titles.entry(title).or_default().insert(shown);
            }
        }
        for operation in self.operations {
            let failures = operation.failures.iter().flat_map(Response::types);
            places.failures.extend(failures);
            let successes = operation.successes.iter().flat_map(Response::types);
            places.successes.extend(successes);
        }
        self.places = places;
    }

    /// Names all types without names of their own.
    pub(super) fn inline(&mut self, is_used: bool) {
        let arena = self.arena;
        let types = arena.iter().filter(|(_, ty)| is_reached(ty) == is_used);
        let mut open: Vec<TypeId> = types.map(|(id, _)| id).collect();
        open.retain(|id| self.is_open(*id));
        // Where numbers have to tell types apart, by what they are and not by where they stand.
        open.sort_by(|one, two| {
            arena
                .get(*one)
                .origin
                .as_str()
                .cmp(arena.get(*two).origin.as_str())
        });
        while !open.is_empty() {
            let (ready, others): (Vec<TypeId>, Vec<TypeId>) =
                open.into_iter().partition(|id| self.is_ready(*id));
            if ready.is_empty() {
                // What stands around each other in a circle.
                for id in others {
                    self.ensure(id);
                }
                return;
            }
            self.name_round(&ready);
            open = others;
            open.retain(|id| self.is_open(*id));
        }
    }

    fn is_open(&self, id: TypeId) -> bool {
        self.is_item(id) && !self.names.idents.contains_key(&id)
    }

    /// Whether all that a type may be named after has its name.
    fn is_ready(&self, id: TypeId) -> bool {
        let copies = self.places.copies.get(&id).map_or(&[][..], Vec::as_slice);
        [id].iter()
            .chain(copies)
            .all(|id| self.has_named_outside(*id))
    }

    fn has_named_outside(&self, id: TypeId) -> bool {
        let mut hint = &self.arena.get(id).hint;
        for _ in 0..MOST_TYPES_AROUND {
            let (NameHint::Inside(outer, _) | NameHint::RequestView(outer)) = hint else {
                return true;
            };
            // Components that no operation uses are named later; their keys are known.
            let is_component = self.arena.get(*outer).hint.key().is_some();
            if self.is_item(*outer) && !is_component {
                let is_named = |id| self.names.idents.contains_key(&id);
                // What alternatives are called is known of the original alone.
                return is_named(*outer) && is_named(self.arena.shown(*outer));
            }
            hint = &self.arena.get(*outer).hint;
        }
        true
    }

    fn name_round(&mut self, ids: &[TypeId]) {
        let (texts, ids): (Vec<TypeId>, Vec<TypeId>) = ids
            .iter()
            .partition(|id| matches!(self.arena.shape(**id), Shape::Text(_)));
        for id in texts {
            self.ensure(id);
        }
        let given = ids.iter();
        let given = given.map(|id| Wish::new(*id, self.list_given_names(*id)));
        let mut given: Vec<Wish> = given.collect();
        self.settle(&mut given, 1);
        let mut wishes: Vec<Wish> = Vec::new();
        let mut own: Vec<Wish> = Vec::new();
        for wish in given {
            let id = wish.id;
            let name = wish.names.get(wish.place).cloned();
            if let Some(name) = &name {
                self.claim(id, std::slice::from_ref(name));
                self.anchors.insert(id);
            } else {
                let wish = self.wish_place(id);
                wishes.extend(self.share_name_of_original(wish));
            }
            own.extend(self.wish_own_place(id, name.is_some()));
        }
        let number = wishes.len();
        wishes.extend(own);
        self.settle(&mut wishes, 0);
        for (index, wish) in wishes.into_iter().enumerate() {
            self.claim_place(wish, index >= number);
        }
    }

    /// Gives a copy the name of what it is a copy of, where this is called as the copy wants to
    /// be: what several places have in common is at times the name of one of them. Gives the wish
    /// back where it is otherwise.
    fn share_name_of_original(&mut self, wish: Wish) -> Option<Wish> {
        let original = self.arena.shown(wish.id);
        let ident = self.names.idents.get(&original);
        let wanted = wish.names.first().map(TypeIdent::render);
        let is_copy = original != wish.id && self.names.held(wish.id).is_none();
        let ident = ident.filter(|ident| is_copy && wanted.as_deref() == Some(ident.as_str()));
        match ident.cloned() {
            Some(ident) => {
                self.names.idents.insert(wish.id, ident);
                None
            }
            None => Some(wish),
        }
    }

    /// Whether a type is a copy that bears the name of what it is a copy of.
    pub(super) fn is_called_as_original(&self, id: TypeId) -> bool {
        let original = self.arena.shown(id);
        let ident = self.names.idents.get(&id);
        original != id && ident.is_some() && ident == self.names.idents.get(&original)
    }

    /// Lets each wish go on to its next name while another one wants the same, or somebody has
    /// it. With `beyond` a wish may run out of names.
    pub(super) fn settle(&mut self, wishes: &mut [Wish], beyond: usize) {
        for wish in wishes.iter() {
            if let Some(first) = wish.names.first().map(TypeIdent::render) {
                self.release_moved(wish.id, &first);
            }
        }
        // What is hoped for is written out once for each name, as there may be hundreds of rounds,
        // and in most of them few go on.
        let mut hopes: Vec<Option<Hope>> = wishes.iter().map(|wish| self.find_hope(wish)).collect();
        let mut wanted: HashMap<String, usize> = HashMap::default();
        for hope in hopes.iter().flatten() {
            *wanted.entry(hope.name.clone()).or_default() += 1;
        }
        loop {
            let is_lost = |hope: &Hope| !hope.is_free || wanted.get(&hope.name) != Some(&1);
            // Before any goes on, as all of a round go on at once.
            let lost: Vec<bool> = hopes
                .iter()
                .map(|hope| hope.as_ref().is_some_and(is_lost))
                .collect();
            let mut is_settled = true;
            let lost = wishes.iter_mut().zip(&mut hopes).zip(lost);
            for ((wish, hope), _) in lost.filter(|(_, is_lost)| *is_lost) {
                if self.names.held(wish.id).is_some() {
                    continue;
                }
                wish.add_names();
                if wish.place + 1 >= wish.names.len() + beyond {
                    continue;
                }
                wish.place += 1;
                is_settled = false;
                let next = self.find_hope(wish);
                if let Some(next) = &next {
                    *wanted.entry(next.name.clone()).or_default() += 1;
                }
                let before = std::mem::replace(hope, next);
                if let Some(number) = before.and_then(|before| wanted.get_mut(&before.name)) {
                    *number -= 1;
                }
            }
            // Each round takes a name off a list, so that it ends.
            if is_settled {
                return;
            }
        }
    }

    /// What a wish hopes for now.
    fn find_hope(&self, wish: &Wish) -> Option<Hope> {
        let words = wish.names.get(wish.place)?;
        Some(Hope {
            name: TypeIdent::render(words),
            is_free: self.scope.is_free(words),
        })
    }

    /// Gives a type the name of its place; or where it has a title, an alias of that name, as the
    /// title may become another type's.
    fn claim_place(&mut self, wish: Wish, own: bool) {
        let Wish {
            id, names, place, ..
        } = wish;
        let mut candidates = names.get(place..).unwrap_or_default().to_vec();
        // The kind behind the name before any number: `PetList` says what it is, `Pet2` does not.
        let kind = name_type_kind(self.arena.bare(id));
        candidates.extend(names.iter().map(|words| words.and(kind)));
        if own {
            self.claim_own(id, &candidates);
            return;
        }
        if self.names.idents.contains_key(&id) {
            return;
        }
        self.claim(id, &candidates);
        let wanted = names.first().map(TypeIdent::render);
        if let Some(wanted) = wanted.filter(|wanted| self.of_components.contains(wanted)) {
            self.report_contested(id, &wanted);
        }
    }

    /// What a type may be called wherever it stands: as another generator is told to; by its
    /// title.
    fn list_given_names(&self, id: TypeId) -> Vec<Words> {
        let ty = self.arena.get(id);
        // The name of a copy is that of its place.
        if self.arena.shown(id) != id || !ty.hint.is_inline() {
            return Vec::new();
        }
        let suggested = ty
            .suggested
            .as_deref()
            .map(|name| self.rules.schemas.split(name));
        suggested.into_iter().chain(self.own_title(id)).collect()
    }

    /// Whether a type stands in several places, and not only in one of something that does.
    pub(super) fn has_several_places(&self, id: TypeId) -> bool {
        let Some(copies) = self.places.copies.get(&id) else {
            return false;
        };
        let place = |id: TypeId| match &self.arena.get(id).hint {
            NameHint::Inside(outer, step) => {
                NameHint::Inside(self.arena.shown(*outer), plain_step(step))
            }
            hint => hint.clone(),
        };
        let first = place(id);
        copies.iter().any(|copy| place(*copy) != first)
    }

    /// The title of a type, if it is the type's alone and all of its places have it.
    fn own_title(&self, id: TypeId) -> Option<Words> {
        let title = self.title(id)?;
        let copies = self.places.copies.get(&id).into_iter().flatten();
        let is_alone = self
            .places
            .titles
            .get(&title)
            .is_some_and(|types| types.len() == 1);
        let is_everywhere = copies
            .clone()
            .all(|copy| self.title(*copy).as_ref() == Some(&title));
        (is_alone && is_everywhere).then_some(title)
    }

    /// The title of a type, if it is a name, and another one than that of the property.
    fn title(&self, id: TypeId) -> Option<Words> {
        let ty = self.arena.get(id);
        let text = ty.docs.title.as_deref()?;
        let is_part = |letter: char| letter.is_alphanumeric() || " _-".contains(letter);
        if !text.starts_with(char::is_alphabetic) || !text.chars().all(is_part) {
            return None;
        }
        let words = self.rules.schemas.split(&self.rules.schemas.rewrite(text));
        // pydantic titles each property by its name, and each response by its operation.
        let repeats = match &ty.hint {
            NameHint::Inside(_, HintStep::Property(name)) => words == Words::of(name),
            NameHint::Operation(_, OperationPart::Parameter(name)) => words == Words::of(name),
            _ => words.starts_with(&Words::of("response")),
        };
        let is_name = (2..=MOST_WORDS_OF_TITLE).contains(&words.len());
        (is_name && !repeats).then_some(words)
    }

    /// What a type may be called after its place.
    fn wish_place(&mut self, id: TypeId) -> Wish {
        let mut wish = Wish::new(id, vec![Words::of("type")]);
        let Some(whole) = self.guarded_candidates(id) else {
            return wish;
        };
        let trail = self.trail_of(id, Anchors::Named);
        if whole.first().is_some_and(|name| name.len() <= MOST_WORDS) {
            wish.names = whole;
        } else if let Some(cut) = trail.cut_first() {
            wish.names = vec![cut];
            wish.trail = Some(WordTrail { whole, ..trail });
        } else {
            wish.names = whole;
        }
        wish
    }

    /// The place of a type with copies that is not called after it, but by its title or that of
    /// what it stands in.
    fn wish_own_place(&self, id: TypeId, is_titled: bool) -> Option<Wish> {
        let is_shared = self.places.copies.contains_key(&id);
        if !is_shared || self.names.held(id).is_some() {
            return None;
        }
        let trail = self.trail_of(id, Anchors::Ignored);
        let whole = trail.join_all();
        let by_anchor = || self.trail_of(id, Anchors::Named).join_all() != whole;
        if !is_titled && !by_anchor() {
            return None;
        }
        let wish = Wish::cut_trail(id, trail, whole);
        // Its title may be the very name of its place.
        let ident = self.names.idents.get(&id).map(TypeIdent::as_str);
        let wanted = wish.names.first().map(TypeIdent::render);
        (ident != wanted.as_deref()).then_some(wish)
    }
}

impl Wish {
    /// A type that may be called so.
    pub(super) fn new(id: TypeId, names: Vec<Words>) -> Self {
        Self {
            id,
            names,
            trail: None,
            place: 0,
        }
    }

    /// A type that is called after the way to it, cut to what a reader can take in.
    pub(super) fn cut_trail(id: TypeId, trail: WordTrail, whole: Words) -> Self {
        let is_long = whole.len() > MOST_WORDS;
        match trail.cut_first().filter(|_| is_long) {
            Some(cut) => Self {
                trail: Some(WordTrail {
                    whole: vec![whole],
                    ..trail
                }),
                ..Self::new(id, vec![cut])
            },
            None => Self::new(id, vec![whole]),
        }
    }

    /// Adds the names that are made only where the first one is wanted by others: there are
    /// many, and hardly ever needed.
    fn add_names(&mut self) {
        if let Some(trail) = self.trail.take() {
            self.names.extend(trail.list_cuts());
            self.names.extend(trail.whole);
        }
    }
}

/// A step without the number that it has by the order of the document.
fn plain_step(step: &HintStep) -> HintStep {
    match step {
        HintStep::Variant(_, title) => HintStep::Variant(0, title.clone()),
        step => step.clone(),
    }
}
