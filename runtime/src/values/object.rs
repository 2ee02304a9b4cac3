//! An object with its members in the order in which they came.

use std::collections::HashMap;
use std::fmt;
use std::hash::{DefaultHasher, Hash, Hasher};

use super::Value;
use crate::json::{Decode, DecodeError, Encode, Reader, Writer};

/// With more members than this, names are found by an index.
const INDEX_FROM: usize = 24;

/// A JSON object: members in the order in which they came, names only once.
///
/// Objects are equal when they have equal members in any order.
#[derive(Clone, Default)]
pub struct Object {
    members: Vec<(String, Value)>,
    /// Boxed because few objects are that large.
    index: Option<Box<Index>>,
}

/// Places of all names, when there are many.
#[derive(Debug, Clone)]
struct Index(HashMap<String, usize>);

impl Object {
    /// An object without members.
    #[must_use]
    pub const fn new() -> Self {
        Self {
            members: Vec::new(),
            index: None,
        }
    }

    /// Number of members.
    #[must_use]
    pub fn len(&self) -> usize {
        self.members.len()
    }

    /// Whether there are no members.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.members.is_empty()
    }

    /// The value of a member.
    #[must_use]
    pub fn get(&self, name: &str) -> Option<&Value> {
        let place = self.place(name)?;
        self.members.get(place).map(|(_, value)| value)
    }

    /// The value of a member, to be changed.
    pub fn get_mut(&mut self, name: &str) -> Option<&mut Value> {
        let place = self.place(name)?;
        self.members.get_mut(place).map(|(_, value)| value)
    }

    /// Whether there is such a member.
    #[must_use]
    pub fn contains(&self, name: &str) -> bool {
        self.place(name).is_some()
    }

    /// Sets a member. A new one goes to the end; of another one the old value is given back.
    pub fn insert(&mut self, name: impl Into<String>, value: impl Into<Value>) -> Option<Value> {
        let (name, value) = (name.into(), value.into());
        if let Some(old) = self.get_mut(&name) {
            return Some(std::mem::replace(old, value));
        }
        if let Some(index) = &mut self.index {
            index.0.insert(name.clone(), self.members.len());
        }
        self.members.push((name, value));
        if self.index.is_none() && self.members.len() > INDEX_FROM {
            let names = self.members.iter().map(|(name, _)| name.clone());
            self.index = Some(Box::new(Index(names.zip(0..).collect())));
        }
        None
    }

    /// Removes a member and gives its value. Takes time for each member behind
    /// it, which moves up.
    pub fn remove(&mut self, name: &str) -> Option<Value> {
        let place = self.place(name)?;
        self.index = None;
        Some(self.members.remove(place).1)
    }

    /// The members in their order.
    pub fn iter(&self) -> impl ExactSizeIterator<Item = (&str, &Value)> + DoubleEndedIterator {
        self.into_iter()
    }

    /// The names in their order.
    pub fn names(&self) -> impl ExactSizeIterator<Item = &str> + DoubleEndedIterator {
        self.iter().map(|(name, _)| name)
    }

    fn place(&self, name: &str) -> Option<usize> {
        match &self.index {
            Some(index) => index.0.get(name).copied(),
            None => self.members.iter().position(|member| member.0 == name),
        }
    }
}

/// The members, as a map of Rust shows itself.
impl fmt::Debug for Object {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.debug_map().entries(self).finish()
    }
}

impl PartialEq for Object {
    fn eq(&self, other: &Self) -> bool {
        self.len() == other.len()
            && self
                .iter()
                .all(|(name, value)| other.get(name) == Some(value))
    }
}

impl Eq for Object {}

/// Equal objects are hashed alike, in whatever order their members stand.
impl Hash for Object {
    fn hash<H: Hasher>(&self, state: &mut H) {
        let members = self.iter().map(|member| {
            let mut hasher = DefaultHasher::new();
            member.hash(&mut hasher);
            hasher.finish()
        });
        let all = members.fold(0_u64, u64::wrapping_add);
        (self.len(), all).hash(state);
    }
}

type Pair<'o> = fn(&'o (String, Value)) -> (&'o str, &'o Value);

impl<'o> IntoIterator for &'o Object {
    type Item = (&'o str, &'o Value);
    type IntoIter = std::iter::Map<std::slice::Iter<'o, (String, Value)>, Pair<'o>>;

    fn into_iter(self) -> Self::IntoIter {
        self.members.iter().map(|(name, value)| (name, value))
    }
}

impl IntoIterator for Object {
    type Item = (String, Value);
    type IntoIter = std::vec::IntoIter<(String, Value)>;

    fn into_iter(self) -> Self::IntoIter {
        self.members.into_iter()
    }
}

impl<N: Into<String>, V: Into<Value>> FromIterator<(N, V)> for Object {
    fn from_iter<I: IntoIterator<Item = (N, V)>>(members: I) -> Self {
        let mut object = Self::new();
        object.extend(members);
        object
    }
}

impl<N: Into<String>, V: Into<Value>> Extend<(N, V)> for Object {
    fn extend<I: IntoIterator<Item = (N, V)>>(&mut self, members: I) {
        for (name, value) in members {
            self.insert(name, value);
        }
    }
}

impl Encode for Object {
    fn encode(&self, to: &mut Writer) {
        to.map(self);
    }
}

/// A name that stands there twice keeps its last value, as nearly everywhere.
impl Decode for Object {
    fn decode(from: &mut Reader<'_>) -> Result<Self, DecodeError> {
        let mut object = Self::new();
        from.members(&mut object)?;
        Ok(object)
    }
}
