//! `enum`, with what extension keys say of its values.

use serde_json::Value;

use crate::api::types::GivenName;
use crate::maps::HashMap;

/// `enum`, with what extension keys say of its values.
#[derive(Debug, Clone, Default, PartialEq, Eq, Hash)]
pub(crate) struct Enumeration {
    /// The values as written, `null` and repetitions included.
    pub(crate) values: Vec<Value>,
    /// Suggested names by position.
    pub(crate) names: Vec<Option<GivenName>>,
    /// Texts by position.
    pub(crate) descriptions: Vec<Option<String>>,
    /// Positions of deprecated values, from the smallest.
    pub(crate) deprecated: Vec<usize>,
}

impl Enumeration {
    /// About how many bytes its values take, with what is said of them.
    pub(crate) fn cost(&self) -> usize {
        let texts = self.descriptions.iter().flatten();
        64 * self.values.len() + texts.map(String::len).sum::<usize>()
    }

    /// Whether the value at a position is deprecated.
    pub(crate) fn is_deprecated(&self, position: usize) -> bool {
        self.deprecated.binary_search(&position).is_ok()
    }

    /// The values that stand in both lists, in this order, with what either says.
    pub(crate) fn common(&self, other: &Self) -> Self {
        let mut common = Self::default();
        let mut places: HashMap<&Value, usize> = HashMap::default();
        for (place, value) in other.values.iter().enumerate() {
            places.entry(value).or_insert(place);
        }
        for (index, value) in self.values.iter().enumerate() {
            let Some(place) = places.get(value).copied() else {
                continue;
            };
            if self.is_deprecated(index) || other.is_deprecated(place) {
                common.deprecated.push(common.values.len());
            }
            let at = (index, place);
            common
                .names
                .push(choose_said(&self.names, &other.names, at));
            let texts = choose_said(&self.descriptions, &other.descriptions, at);
            common.descriptions.push(texts);
            common.values.push(value.clone());
        }
        common
    }
}

/// What is said of a value by its place in either list; the first list counts more.
fn choose_said<T: Clone>(
    ours: &[Option<T>],
    theirs: &[Option<T>],
    (our_place, their_place): (usize, usize),
) -> Option<T> {
    let ours = ours.get(our_place).cloned().flatten();
    ours.or_else(|| theirs.get(their_place).cloned().flatten())
}
