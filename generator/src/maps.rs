//! Maps and sets whose hash is cheap, and cannot be foreseen.
//!
//! Every key is a name or a pointer of the document. With the standard library's hash,
//! hashing them was a tenth of all work; with a cheap one that anybody can compute, a
//! document of 4 MB whose keys all collide took minutes. `foldhash` is as cheap, and
//! seeded anew for each process. So no code may let the order of a [`HashMap`] or a
//! [`HashSet`] reach what is written: it differs from run to run.

use foldhash::fast::RandomState;

/// A map in no order.
pub(crate) type HashMap<K, V> = std::collections::HashMap<K, V, RandomState>;

/// A set in no order.
pub(crate) type HashSet<K> = std::collections::HashSet<K, RandomState>;

/// A map that keeps the order of the document.
pub(crate) type IndexMap<K, V> = indexmap::IndexMap<K, V, RandomState>;

/// A set that keeps the order of the document.
pub(crate) type IndexSet<K> = indexmap::IndexSet<K, RandomState>;

/// An empty map that holds so many entries without growing.
pub(crate) fn make_map_with_capacity<K, V>(entries: usize) -> IndexMap<K, V> {
    IndexMap::with_capacity_and_hasher(entries, RandomState::default())
}
