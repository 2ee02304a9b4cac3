//! Keeps the account of what moves into the document from other files.

use std::collections::VecDeque;
use std::path::PathBuf;

use super::at::DocumentPlace;
use super::dynamic::DynamicScope;
use super::grammar::ComponentSection;
use crate::limits::MOST_NODES_SET_IN;
use crate::maps::{HashMap, HashSet};
use crate::source::{Node, Origins, Pointer};

/// A place in a file: its path, and the text of the pointer.
pub(super) type FileSpot = (PathBuf, String);

/// What has moved, and what is still to be moved in.
pub(super) struct Bundle {
    /// Where the parts of the normalised document stand.
    pub origins: Origins,
    /// Where the parts of the document stand that the walk renames before it
    /// comes to them.
    pub renamed: Origins,
    /// Nodes that are still to be moved in.
    pub waiting: VecDeque<Arrival>,
    /// References that are being set in, from the outermost.
    pub inlining: Vec<FileSpot>,
    /// The component that stands for a place of another file.
    known: HashMap<(ComponentSection, FileSpot, DynamicScope), String>,
    /// Copies with a meaning of dynamic anchors.
    copies: usize,
    /// Names that are taken.
    names: HashSet<(ComponentSection, String)>,
    /// The last number that a name was given, below which none is free.
    numbers: HashMap<(ComponentSection, String), usize>,
    /// Places that were set in, and how many nodes may still be set in once more.
    set_in: HashSet<FileSpot>,
    repeats: usize,
}

/// A node of another file that becomes a component.
pub(super) struct Arrival {
    /// Among which components.
    pub section: ComponentSection,
    /// Under which name.
    pub name: String,
    /// Where it stands.
    pub from: FileSpot,
    /// What dynamic anchors stand for in it.
    pub scope: DynamicScope,
}

impl Bundle {
    /// An account of a document's own components.
    pub(super) fn new(origins: Origins) -> Self {
        Self {
            renamed: origins.clone(),
            origins,
            waiting: VecDeque::new(),
            inlining: Vec::new(),
            known: HashMap::default(),
            copies: 0,
            names: HashSet::default(),
            numbers: HashMap::default(),
            set_in: HashSet::default(),
            repeats: MOST_NODES_SET_IN,
        }
    }

    /// Takes the name of a component of the document's own.
    pub(super) fn own(&mut self, section: ComponentSection, name: &str) {
        self.names.insert((section, name.to_owned()));
    }

    /// Lets a component of the document's own that is a mere reference stand for
    /// the place it leads to.
    pub(super) fn adopt(&mut self, section: ComponentSection, name: &str, from: FileSpot) {
        self.known
            .entry((section, from, DynamicScope::new()))
            .or_insert_with(|| make_component_reference(section, name));
    }

    /// Whether a component of the document's own stands for a place.
    pub(super) fn is_adopted(
        &self,
        section: ComponentSection,
        here: &Pointer,
        from: &FileSpot,
    ) -> bool {
        self.known
            .get(&(section, from.clone(), DynamicScope::new()))
            .is_some_and(|known| known.strip_prefix('#') == Some(here.as_str()))
    }

    /// The reference to the component that stands for a place of another file.
    pub(super) fn component(&mut self, section: ComponentSection, from: FileSpot) -> String {
        self.copy(section, from, DynamicScope::new())
    }

    /// The same for a copy in which dynamic anchors have a meaning.
    pub(super) fn copy(
        &mut self,
        section: ComponentSection,
        from: FileSpot,
        scope: DynamicScope,
    ) -> String {
        let known = (section, from.clone(), scope.clone());
        if let Some(reference) = self.known.get(&known) {
            return reference.clone();
        }
        let name = self.free_name(section, &from, &scope);
        let reference = make_component_reference(section, &name);
        self.known.insert(known, reference.clone());
        self.copies += usize::from(!scope.is_empty());
        // Moved in later, one after the other: a file that refers to itself, or two that refer to
        // each other, need no stack, and each component is there once.
        self.waiting.push_back(Arrival {
            section,
            name,
            from,
            scope,
        });
        reference
    }

    /// Whether what stands at a place may be set in, once more if it was before.
    pub(super) fn may_repeat(&mut self, spot: &FileSpot, node: &Node) -> bool {
        if self.set_in.insert(spot.clone()) {
            return true;
        }
        let left = self.repeats.checked_sub(node.count());
        self.repeats = left.unwrap_or_default();
        left.is_some()
    }

    /// How many copies were made for the sake of dynamic anchors.
    pub(super) fn copies(&self) -> usize {
        self.copies
    }

    /// Notes that a node stands elsewhere than in its file.
    pub(super) fn moved(&mut self, here: &Pointer, at: &DocumentPlace<'_>) {
        let (file, there) = match at.file() {
            Some(file) => (file.to_owned(), at.pointer()),
            None => self.origins.find(&at.pointer()),
        };
        self.origins.record(here, file, there);
    }

    /// Notes that the walk will meet a node under another key than its file has.
    pub(super) fn rename(&mut self, at: &DocumentPlace<'_>, renamed: &DocumentPlace<'_>) {
        self.moved(&renamed.here(), at);
        if at.file().is_none() {
            let (file, there) = self.renamed.find(&at.pointer());
            self.renamed.record(&renamed.pointer(), file, there);
        }
    }

    /// The name at the place, or that with the file's before it, or that with a
    /// number behind it. A copy bears the names of what was chosen for it.
    fn free_name(
        &mut self,
        section: ComponentSection,
        from: &FileSpot,
        scope: &DynamicScope,
    ) -> String {
        let (file, pointer) = from;
        let stem = file
            .file_stem()
            .map(|stem| stem.to_string_lossy().into_owned())
            .unwrap_or_default();
        let last = |pointer: &str| match Pointer::from_text(pointer).last() {
            Some(last) => make_legal_name(&last),
            None => make_legal_name(&stem),
        };
        let chosen = scope.values().map(|(_, chosen)| last(chosen));
        let plain: Vec<_> = [last(pointer)].into_iter().chain(chosen).collect();
        let plain = plain.join("_");
        let prefixed = format!("{}_{plain}", make_legal_name(&stem));
        for name in [&plain, &prefixed] {
            if self.names.insert((section, name.clone())) {
                return name.clone();
            }
        }
        // The search goes on where it ended: thousands of components of one name from many files
        // took the square of their number.
        let last = self.numbers.entry((section, prefixed.clone())).or_insert(1);
        loop {
            *last += 1;
            let name = format!("{prefixed}_{last}");
            if self.names.insert((section, name.clone())) {
                return name;
            }
        }
    }
}

fn make_component_reference(section: ComponentSection, name: &str) -> String {
    let place = Pointer::root()
        .join("components")
        .join(section.key())
        .join(name);
    format!("#{place}")
}

/// Letters that a component's name may have (OAS 3.1 §4.8.7.1).
fn make_legal_name(name: &str) -> String {
    let legal: String = name
        .chars()
        .map(|c| {
            if c.is_ascii_alphanumeric() || "._-".contains(c) {
                c
            } else {
                '_'
            }
        })
        .collect();
    if legal.is_empty() {
        "_".to_owned()
    } else {
        legal
    }
}
