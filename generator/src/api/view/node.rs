//! A schema with its place, which tells it from others.

use std::hash::{Hash, Hasher};
use std::rc::Rc;

use super::{Notes, View};
use crate::source::Pointer;

/// A schema and its place.
#[derive(Debug, Clone)]
pub(crate) struct SchemaNode {
    /// Where the schema stands in the document.
    pub(crate) at: Pointer,
    /// What tells it from others when the document has no such schema: an
    /// intersection of several, or a part of one.
    made: Option<ComposedSchema>,
    /// Over how many references and members of `allOf` it is reached from the schema that
    /// it was made a part of.
    pub(crate) distance: usize,
    /// What it says.
    pub(crate) view: Rc<View>,
}

/// A schema that the document has only in parts.
#[derive(Debug, Clone)]
struct ComposedSchema {
    key: Rc<str>,
    depth: usize,
}

impl SchemaNode {
    /// A schema of the document.
    pub(crate) fn new(at: Pointer, view: View) -> Self {
        Self {
            at,
            made: None,
            distance: 0,
            view: Rc::new(view),
        }
    }

    /// A part of this schema under a key of its own.
    pub(crate) fn part(&self, name: &str, view: View) -> Self {
        let key = Rc::from(format!("{}!{name}", self.key()));
        let depth = self.depth();
        Self {
            at: self.at.clone(),
            made: Some(ComposedSchema { key, depth }),
            distance: 0,
            view: Rc::new(view),
        }
    }

    /// The same schema, reached from so much further away.
    pub(crate) fn further(&self, steps: usize) -> Self {
        Self {
            distance: self.distance + steps,
            ..self.clone()
        }
    }

    /// What satisfies all of `parts`; stands where the last of them stands.
    pub(crate) fn all_of(mut parts: Vec<Self>) -> Option<Self> {
        let mut seen = crate::maps::HashSet::default();
        parts.retain(|part| seen.insert(part.key().to_owned()));
        let last = parts.pop()?;
        if parts.is_empty() {
            return Some(last);
        }
        let at = last.at.clone();
        parts.push(last);
        let mut keys: Vec<&str> = parts.iter().map(Self::key).collect();
        // In any order the same intersection is the same schema, so that it has one type.
        keys.sort_unstable();
        let made = ComposedSchema {
            key: Rc::from(keys.join("&")),
            depth: 1 + parts.iter().map(Self::depth).max().unwrap_or_default(),
        };
        let view = View {
            notes: joint_notes(&parts),
            all_of: parts,
            ..View::default()
        };
        Some(Self {
            at,
            made: Some(made),
            distance: 0,
            view: Rc::new(view),
        })
    }

    /// What tells this schema from every other: its pointer, unless it was made.
    pub(crate) fn key(&self) -> &str {
        match &self.made {
            Some(made) => &made.key,
            None => self.at.as_str(),
        }
    }

    /// Whether the document has it only in parts.
    pub(crate) fn is_made(&self) -> bool {
        self.made.is_some()
    }

    /// How many intersections stand inside one another here.
    pub(crate) fn depth(&self) -> usize {
        self.made.as_ref().map_or(0, |made| made.depth)
    }
}

/// What an intersection says to people: each fact from the last part that has it.
fn joint_notes(parts: &[SchemaNode]) -> Notes {
    let mut notes = Notes::default();
    for part in parts {
        notes.override_with(&part.view.notes);
    }
    notes
}

/// Two schemas are equal when they allow the same values by the same keywords.
impl PartialEq for SchemaNode {
    fn eq(&self, other: &Self) -> bool {
        // The pointer first: copies of a node share its view, and are what is compared most.
        Rc::ptr_eq(&self.view, &other.view) || *self.view == *other.view
    }
}

impl Eq for SchemaNode {}

impl Hash for SchemaNode {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.view.hash(state);
    }
}
