//! Fills a [`Node`] from any serde format.
//!
//! The one visitor for JSON and YAML. It keeps order, decides about keys that stand twice, and
//! bounds what a small file can expand to. Knows nothing of files.

use std::cell::Cell;
use std::fmt;

use serde::de::{
    DeserializeSeed, Deserializer, EnumAccess, Error, MapAccess, SeqAccess, VariantAccess, Visitor,
};
use serde::{Deserialize, de};

use indexmap::map::Entry;

use super::Node;
use crate::limits::{
    MOST_LEVELS_OF_FILE, MOST_NODES_BEYOND_BYTES, MOST_POINTERS_BEYOND, MOST_TEXT_BEYOND,
    POINTERS_OF_BYTE, TEXT_OF_BYTE,
};
use crate::maps::IndexMap;

/// Why a value was refused although its syntax is fine.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Refusal {
    /// A map has a key twice, with different values.
    RepeatedKey,
    /// More than [`MOST_LEVELS_OF_FILE`] levels.
    TooDeep,
    /// Aliases expand to more nodes or more text than the budget allows.
    TooLarge,
    /// The places of all nodes are longer than the budget allows.
    LongPaths,
}

/// What counts where a key stands twice in one map.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum RepeatedKeys {
    /// The last value.
    LastCounts,
    /// Any of them, as they have to be equal.
    MustBeEqual,
}

/// What one file may expand to, and why reading it ended early.
pub(super) struct Limits {
    nodes: Cell<usize>,
    /// Bytes of keys and texts.
    text: Cell<usize>,
    /// Bytes of the pointers of all nodes: later stages hold one for each schema.
    paths: Cell<usize>,
    repeated: RepeatedKeys,
    /// Whether a key stood twice in one map.
    has_repeats: Cell<bool>,
    refusal: Cell<Option<Refusal>>,
}

impl Limits {
    /// Limits for a file of so many bytes.
    pub(super) fn for_size(bytes: usize, repeated: RepeatedKeys) -> Self {
        let within = |each: usize, beyond| bytes.saturating_mul(each).saturating_add(beyond);
        Self {
            nodes: Cell::new(within(1, MOST_NODES_BEYOND_BYTES)),
            text: Cell::new(within(TEXT_OF_BYTE, MOST_TEXT_BEYOND)),
            paths: Cell::new(within(POINTERS_OF_BYTE, MOST_POINTERS_BEYOND)),
            repeated,
            has_repeats: Cell::new(false),
            refusal: Cell::new(None),
        }
    }

    /// Whether a key stood twice in one map.
    pub(super) fn has_repeats(&self) -> bool {
        self.has_repeats.get()
    }

    /// The refusal that ended reading, if one did.
    pub(super) fn refusal(&self) -> Option<Refusal> {
        self.refusal.get()
    }

    fn refuse<E: Error>(&self, refusal: Refusal) -> E {
        self.refusal.set(Some(refusal));
        E::custom("refused")
    }

    fn spend<E: Error>(
        &self,
        budget: &Cell<usize>,
        amount: usize,
        refusal: Refusal,
    ) -> Result<(), E> {
        let left = budget.get().checked_sub(amount);
        budget.set(left.ok_or_else(|| self.refuse::<E>(refusal))?);
        Ok(())
    }

    /// Pays for a key or a text.
    fn spend_text<E: Error>(&self, text: &str) -> Result<(), E> {
        self.spend(&self.text, text.len(), Refusal::TooLarge)
    }
}

/// Reads one node within limits.
#[derive(Clone, Copy)]
pub(super) struct Seed<'a> {
    limits: &'a Limits,
    depth: usize,
    /// Bytes of the pointer to the node.
    path: usize,
}

impl<'a> Seed<'a> {
    /// A seed for the root of a file.
    pub(super) fn new(limits: &'a Limits) -> Self {
        Self {
            limits,
            depth: 0,
            path: 0,
        }
    }

    fn inner<E: Error>(self) -> Result<Self, E> {
        if self.depth == MOST_LEVELS_OF_FILE {
            return Err(self.limits.refuse(Refusal::TooDeep));
        }
        Ok(Self {
            depth: self.depth + 1,
            ..self
        })
    }

    /// The seed for what stands under a key or index of so many bytes.
    fn below(self, bytes: usize) -> Self {
        Self {
            path: self.path + 1 + bytes,
            ..self
        }
    }
}

impl<'de> Deserialize<'de> for Node {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Seed::new(&Limits::for_size(0, RepeatedKeys::MustBeEqual)).deserialize(deserializer)
    }
}

impl<'de> DeserializeSeed<'de> for Seed<'_> {
    type Value = Node;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Node, D::Error> {
        let limits = self.limits;
        limits.spend(&limits.nodes, 1, Refusal::TooLarge)?;
        // Each node pays for its pointer, since findings and types keep one: a key of a megabyte
        // around a thousand schemas would take a gigabyte.
        limits.spend(&limits.paths, self.path, Refusal::LongPaths)?;
        deserializer.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for Seed<'_> {
    type Value = Node;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a JSON or YAML value")
    }

    fn visit_unit<E>(self) -> Result<Node, E> {
        Ok(Node::Null)
    }

    fn visit_none<E>(self) -> Result<Node, E> {
        Ok(Node::Null)
    }

    fn visit_bool<E>(self, value: bool) -> Result<Node, E> {
        Ok(Node::Bool(value))
    }

    fn visit_i64<E>(self, value: i64) -> Result<Node, E> {
        Ok(Node::Number(value.to_string().into()))
    }

    fn visit_u64<E>(self, value: u64) -> Result<Node, E> {
        Ok(Node::Number(value.to_string().into()))
    }

    fn visit_i128<E>(self, value: i128) -> Result<Node, E> {
        Ok(Node::Number(value.to_string().into()))
    }

    fn visit_u128<E>(self, value: u128) -> Result<Node, E> {
        Ok(Node::Number(value.to_string().into()))
    }

    fn visit_f64<E>(self, value: f64) -> Result<Node, E> {
        Ok(make_float_node(value))
    }

    fn visit_str<E: Error>(self, value: &str) -> Result<Node, E> {
        self.limits.spend_text(value)?;
        Ok(Node::String(value.into()))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut list: A) -> Result<Node, A::Error> {
        let inner = self.inner()?;
        let mut items = Vec::new();
        while let Some(item) = list.next_element_seed(inner.below(1))? {
            items.push(item);
        }
        Ok(Node::List(items))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut entries: A) -> Result<Node, A::Error> {
        let inner = self.inner()?;
        let mut map = IndexMap::default();
        while let Some(Key(key)) = entries.next_key()? {
            self.limits.spend_text(&key)?;
            let value = entries.next_value_seed(inner.below(key.len()))?;
            match map.entry(key) {
                Entry::Vacant(entry) => {
                    entry.insert(value);
                }
                Entry::Occupied(mut entry) => {
                    let must_be_equal = self.limits.repeated == RepeatedKeys::MustBeEqual;
                    if must_be_equal && *entry.get() != value {
                        // Equal values leave nothing open. Different ones do: which of them counts
                        // differs between readers of YAML.
                        return Err(self.limits.refuse(Refusal::RepeatedKey));
                    }
                    entry.insert(value);
                    self.limits.has_repeats.set(true);
                }
            }
        }
        Ok(Node::Map(map))
    }

    /// A YAML tag of somebody's own, such as `!Ref x`: the tag says nothing here.
    fn visit_enum<A: EnumAccess<'de>>(self, tagged: A) -> Result<Node, A::Error> {
        // The content is read in its place, so that a tagged value counts against the same limits.
        let (_, content) = tagged.variant::<de::IgnoredAny>()?;
        content.newtype_variant_seed(self)
    }
}

/// A number as JSON text; `.inf` and `.nan` have none and stay words.
fn make_float_node(value: f64) -> Node {
    if !value.is_finite() {
        return Node::String(value.to_string().into());
    }
    // Whole numbers beyond i64 reach us as floats; written out they are what
    // stood in the file, as far as a float can tell.
    if value.fract() == 0.0 && (1e15..1e40).contains(&value.abs()) {
        return Node::Number(format!("{value}").into());
    }
    Node::Number(format!("{value:?}").into())
}

/// A key by its text: YAML's unquoted `200:` and `true:` are text too.
struct Key(Box<str>);

impl<'de> Deserialize<'de> for Key {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_str(KeyVisitor)
    }
}

struct KeyVisitor;

impl Visitor<'_> for KeyVisitor {
    type Value = Key;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a key that is text")
    }

    fn visit_str<E>(self, value: &str) -> Result<Key, E> {
        Ok(Key(value.into()))
    }
}
