//! Maps and sets whose hash is cheap.
//!
//! Every key is a name or a pointer of the document, and hashing them so that nobody
//! can foresee the hash was a tenth of all work. A document that is made for its keys
//! to collide makes its own compilation slow, and whoever compiles has chosen it.

use rustc_hash::FxBuildHasher;

/// A map in no order.
pub(crate) type HashMap<K, V> = std::collections::HashMap<K, V, FxBuildHasher>;

/// A set in no order.
pub(crate) type HashSet<K> = std::collections::HashSet<K, FxBuildHasher>;

/// A map that keeps the order of the document.
pub(crate) type IndexMap<K, V> = indexmap::IndexMap<K, V, FxBuildHasher>;

/// An empty map that holds so many entries without growing.
pub(crate) fn with_room<K, V>(entries: usize) -> IndexMap<K, V> {
    IndexMap::with_capacity_and_hasher(entries, FxBuildHasher)
}
