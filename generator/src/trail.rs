//! Walks along references, which may lead in circles and on for ever.
//!
//! No document may end the compiler, so every walk over references, or over types that
//! lead to each other, ends by one of these means (limits stand in `limits.rs`). Who adds a
//! walk adds a line.
//!
//! | walk | ends by |
//! |---|---|
//! | `source/references.rs`: files that name files | each file once |
//! | `dialect/follow.rs`: references through files | `LONGEST_CHAIN_OF_REFERENCES` |
//! | `dialect/reuse.rs`: what is set in for a reference | marks, `LONGEST_CHAIN_OF_REFERENCES`, `MOST_NODES_SET_IN` |
//! | `dialect/bundle.rs`, `dialect/dynamic.rs`: components of other files | each once, `MOST_COPIES_OF_TEMPLATES`, `MOST_SCHEMAS_OF_TEMPLATE` |
//! | `api/reference/mod.rs`: chains to an object; `reference/walk.rs`: detours | marks; `MOST_DETOURS` |
//! | `api/schemas/through.rs`: schemas that stand for each other | marks, `LONGEST_CHAIN_OF_SCHEMAS` |
//! | `api/schemas/merge.rs`: members of `allOf`, intersections | marks, `MOST_NESTED_INTERSECTIONS` |
//! | `api/schemas/mod.rs`, `union/mod.rs`: an only alternative | [`Trail`] |
//! | `api/schemas/hint.rs`: what stands around a place | [`Trail`] |
//! | `api/schemas/discriminator/mod.rs`: children; who declares a tag | marks |
//! | `api/operations/events.rs`, `body.rs`: unions of events, and of texts | marks |
//! | `api/passes/`: `alias`, `leaves`, `null`, `prune`, `share`, `usage`, `views` | marks, or loops as long as there are types |
//! | `api/passes/classify/mod.rs`: unions of parts of a union | `MOST_NESTED_UNIONS` |
//! | `api/dump/`: names of types | loops as long as there are types |
//! | `rust/names/types/`: names after what is around | [`Trail`] |
//! | `api/passes/deep.rs`: types written inside types | marks, `MOST_LEVELS_OF_TYPE` |
//! | `rust/recursion.rs`, `cycles.rs`: circles of types | marks; no recursion |
//! | `rust/cx.rs`, `complexity.rs`, `model/ty.rs`: the text of a type | `MOST_LEVELS_OF_TYPE` of `deep.rs` |
//! | `rust/rules.rs`: constraints inside of values | `MOST_CHECKED_LEVELS`, `MOST_CHECKED_TYPES` |
//! | `rust/forms.rs`, `features.rs`: what a form or a tag holds | marks |
//!
//! Everything else that recurses does so along the tree of the document, whose depth the
//! reader bounds, or along what was made of it.
//!
//! `bindery-corpus random` and the fuzz target `random` look for walks that do not end.

use std::hash::Hash;

use crate::maps::HashSet;

/// The places that a walk is inside of.
#[derive(Debug)]
pub(crate) struct Trail<K> {
    open: HashSet<K>,
    longest: usize,
}

impl<K: Hash + Eq> Trail<K> {
    /// A walk that may be inside of so many places at once. Each costs stack, and no
    /// sound document has many.
    pub(crate) fn of_length(longest: usize) -> Self {
        Self {
            open: HashSet::default(),
            longest,
        }
    }

    /// Goes on to a place. `false` where the walk is inside of it already, or inside of
    /// too many: then it must turn back. Who gets `true` calls [`leave`](Self::leave).
    #[must_use]
    pub(crate) fn enter(&mut self, place: K) -> bool {
        self.open.len() < self.longest && self.open.insert(place)
    }

    /// Comes back from a place.
    pub(crate) fn leave(&mut self, place: &K) {
        self.open.remove(place);
    }
}
