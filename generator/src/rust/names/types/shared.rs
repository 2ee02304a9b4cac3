//! Names for the definitions of what several places share, in words that these places have in
//! common: what the compiler and the documentation call them, whichever place a program is at.
//!
//! Behind all names that programs write. Which words places have in common changes with each
//! place that comes or goes, so that no program may depend on it: each place has a name of its
//! own, which is what signatures show, and the definition's can be written by programs only where
//! a lock holds it.

use super::super::ident::IdentKind as _;
use super::super::{TypeIdent, Words};
use super::common::name_common_words;
use super::cut::MOST_WORDS;
use super::inline::Wish;
use super::way::Anchors;
use super::{Namer, OwnName};
use crate::api::{NameHint, Shape, TypeId};
use crate::limits::MOST_TYPES_AROUND;
use crate::maps::HashSet;

impl Namer<'_> {
    /// Names all definitions that several places share.
    pub(super) fn shared(&mut self) {
        let originals = self.places.list_originals();
        let mut open: Vec<TypeId> = originals.filter(|id| self.may_be_shared(*id)).collect();
        let arena = self.arena;
        open.sort_by_key(|id| arena.get(*id).origin.as_str());
        while !open.is_empty() {
            let waiting: HashSet<TypeId> = open.iter().copied().collect();
            let (others, ready): (Vec<TypeId>, Vec<TypeId>) = open
                .into_iter()
                .partition(|id| self.is_inside_any(*id, &waiting));
            // What stands around each other in a circle keeps the names of its places.
            if ready.is_empty() {
                return;
            }
            self.name_shared_round(&ready);
            open = others;
        }
    }

    /// Whether a type has no name but that of its place.
    fn may_be_shared(&self, id: TypeId) -> bool {
        let is_named = self.names.held(id).is_some()
            || self.names.own.contains_key(&id)
            || self.anchors.contains(&id);
        let is_text = matches!(self.arena.shape(id), Shape::Text(_));
        let is_inline = self.arena.get(id).hint.is_inline();
        is_inline && !is_named && !is_text && self.names.idents.contains_key(&id)
    }

    /// Whether a type stands inside one of these.
    fn is_inside_any(&self, id: TypeId, types: &HashSet<TypeId>) -> bool {
        let mut hint = &self.arena.get(id).hint;
        for _ in 0..MOST_TYPES_AROUND {
            let (NameHint::Inside(outer, _) | NameHint::RequestView(outer)) = hint else {
                return false;
            };
            if types.contains(outer) || types.contains(&self.arena.shown(*outer)) {
                return true;
            }
            hint = &self.arena.get(*outer).hint;
        }
        false
    }

    fn name_shared_round(&mut self, ids: &[TypeId]) {
        let mut wishes: Vec<Wish> = Vec::new();
        for id in ids {
            let wish = self.wish_common_name(*id);
            wishes.extend(wish.filter(|wish| !self.take_name_of_copy(wish)));
        }
        // Who gets none of them keeps the name of the place.
        self.settle(&mut wishes, 1);
        for wish in wishes {
            if let Some(words) = wish.names.get(wish.place) {
                let ident = self.scope.claim(std::slice::from_ref(words)).ident;
                self.rename_definition(wish.id, ident);
                if !self.is_remembered {
                    self.names.shared.insert(wish.id);
                }
            }
        }
    }

    /// What the places of a type have in common; for what stands in one place of something that
    /// has such a name, that name and the way from there.
    fn wish_common_name(&self, id: TypeId) -> Option<Wish> {
        let names = self.list_common_names(id);
        if !names.is_empty() {
            return Some(Wish::new(id, names));
        }
        let trail = self.trail_of(id, Anchors::Named);
        let whole = trail.join_all();
        let is_anchored = self.trail_of(id, Anchors::Ignored).join_all() != whole;
        is_anchored.then(|| Wish::cut_trail(id, trail, whole))
    }

    fn list_common_names(&self, id: TypeId) -> Vec<Words> {
        if !self.has_several_places(id) {
            return Vec::new();
        }
        let places = || [id].into_iter().chain(self.places.list_copies(id));
        let trails = places().map(|id| self.trail_of(id, Anchors::Ignored).join_all());
        let trails: Vec<Words> = trails.collect();
        let is_failure = places().any(|id| self.places.is_failure(id))
            && !places().any(|id| self.places.is_success(id));
        name_common_words(&trails, MOST_WORDS, is_failure)
    }

    /// Lets the definition have the name of one of its places, where that is what all of them
    /// have in common: this stays while the place does. Says whether it is so.
    fn take_name_of_copy(&mut self, wish: &Wish) -> bool {
        let wanted = wish.names.first().map(TypeIdent::render);
        let ident = self.places.list_copies(wish.id).find_map(|copy| {
            let ident = self.names.idents.get(&copy)?;
            let is_free = self.names.held(copy).is_none();
            (is_free && Some(ident.as_str()) == wanted.as_deref()).then(|| ident.clone())
        });
        let is_taken = ident.is_some();
        if let Some(ident) = ident {
            self.rename_definition(wish.id, ident);
        }
        is_taken
    }

    /// Gives a definition a name, and makes that of its place another one for it.
    fn rename_definition(&mut self, id: TypeId, ident: TypeIdent) {
        self.anchors.insert(id);
        if let Some(ident) = self.names.idents.insert(id, ident) {
            let required = None;
            self.names.own.insert(id, OwnName { ident, required });
        }
    }
}
