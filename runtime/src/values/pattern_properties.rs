//! Properties whose names match an expression of the document.

use std::collections::BTreeMap;
use std::fmt;
use std::ops::{Deref, DerefMut};

use super::{Extra, Object};
use crate::json::{DecodeError, Encode, Members, Reader, Rest, RestSlot, Writer};

/// Properties whose names match `patternProperties` of an object that takes no others: a map
/// of them. What a server sends beyond them is kept apart, and never sent.
///
/// ```
/// use bindery_runtime::PatternProperties;
///
/// let mut limits = PatternProperties::new();
/// limits.insert("x-daily".to_owned(), 5);
/// assert_eq!(limits.get("x-daily"), Some(&5));
/// assert!(limits.unmatched().is_empty());
/// ```
#[derive(Clone, PartialEq, Eq, Hash)]
pub struct PatternProperties<T> {
    matched: BTreeMap<String, T>,
    unmatched: Extra,
}

impl<T> PatternProperties<T> {
    /// No properties.
    #[must_use]
    pub const fn new() -> Self {
        Self {
            matched: BTreeMap::new(),
            unmatched: Extra::new(),
        }
    }

    /// What came although no expression matches its name, as it came.
    #[must_use]
    pub fn unmatched(&self) -> &Object {
        &self.unmatched
    }
}

/// As a map, but where something came beside it.
impl<T: fmt::Debug> fmt::Debug for PatternProperties<T> {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.unmatched.is_empty() {
            return self.matched.fmt(out);
        }
        let mut shown = out.debug_struct("PatternProperties");
        shown.field("matched", &self.matched);
        shown.field("unmatched", &self.unmatched).finish()
    }
}

// Not derived: an empty map needs no `Default` of its values.
impl<T> Default for PatternProperties<T> {
    fn default() -> Self {
        Self::new()
    }
}

impl<T> Deref for PatternProperties<T> {
    type Target = BTreeMap<String, T>;

    fn deref(&self) -> &BTreeMap<String, T> {
        &self.matched
    }
}

impl<T> DerefMut for PatternProperties<T> {
    fn deref_mut(&mut self) -> &mut BTreeMap<String, T> {
        &mut self.matched
    }
}

impl<T> From<BTreeMap<String, T>> for PatternProperties<T> {
    fn from(matched: BTreeMap<String, T>) -> Self {
        Self {
            matched,
            unmatched: Extra::new(),
        }
    }
}

impl<N: Into<String>, T> FromIterator<(N, T)> for PatternProperties<T> {
    fn from_iter<I: IntoIterator<Item = (N, T)>>(members: I) -> Self {
        let members = members.into_iter();
        let matched: BTreeMap<String, T> = members.map(|(name, it)| (name.into(), it)).collect();
        matched.into()
    }
}

impl<'p, T> IntoIterator for &'p PatternProperties<T> {
    type Item = (&'p String, &'p T);
    type IntoIter = std::collections::btree_map::Iter<'p, String, T>;

    fn into_iter(self) -> Self::IntoIter {
        self.matched.iter()
    }
}

/// Those that match, as an object.
impl<T: Encode> Encode for PatternProperties<T> {
    fn encode(&self, to: &mut Writer) {
        to.map(&self.matched);
    }
}

impl<T: Encode> Rest for PatternProperties<T> {
    fn write(&self, to: &mut Members<'_>) {
        for (name, value) in &self.matched {
            to.matched_member(name, value);
        }
        self.unmatched.write(to);
    }
}

impl<T> RestSlot for PatternProperties<T>
where
    BTreeMap<String, T>: RestSlot,
{
    fn fill(&mut self, name: &str, from: &mut Reader<'_>) -> Result<(), DecodeError> {
        self.matched.fill(name, from)
    }

    fn fill_unmatched(&mut self, name: &str, from: &mut Reader<'_>) -> Result<(), DecodeError> {
        self.unmatched.fill(name, from)
    }

    /// The table that comes with it says so of each name.
    fn is_documented(&self) -> bool {
        false
    }
}
