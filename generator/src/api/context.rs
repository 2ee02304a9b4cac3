//! What the stage carries along: the document, the arena of types that grows,
//! the schemas still to be read, and the findings.

use std::collections::VecDeque;
use std::rc::Rc;

use super::interest::Interest;
use super::pages::{PageRole, PageWish};
use super::reference::lookup::Source;
use super::types::{HintStep, NameHint, Shape, Type, TypeId, Usage};
use super::view::{SchemaNode, View};
use crate::diagnostics::{Code, Diagnostic, Diagnostics, Place};
use crate::limits::{MOST_BYTES_COPIED, MOST_COMPARED_LETTERS, MOST_SCHEMAS_AROUND};
use crate::maps::{HashMap, HashSet};
use crate::source::Pointer;
use crate::trail::Trail;

/// The state of one resolution.
pub(crate) struct ResolveCx<'a> {
    /// The document and its schemas.
    pub(crate) source: &'a Source<'a>,
    /// Types found so far, and what is known of them besides.
    pub(crate) arena: ArenaBuilder,
    /// Which schemas extend which, through `allOf`.
    pub(crate) children: HashMap<String, Vec<String>>,
    /// Index of each operation by its pointer.
    pub(crate) operations: HashMap<String, usize>,
    /// By schema and group the alternatives that extend the schema.
    pub(crate) children_of_groups: HashMap<(String, usize), Rc<HashSet<String>>>,
    /// What schemas with `allOf` say all in all, by their keys.
    pub(crate) merged: HashMap<String, Rc<View>>,
    /// Comparisons of letters that may still be made to find the name that was meant.
    pub(crate) comparisons: usize,
    /// Bytes that may still be copied from schema to schema.
    copies: usize,
    /// The places whose names are being found out.
    pub(crate) naming: Trail<Pointer>,
    /// The schemas of which the type that is being shaped consists.
    pub(crate) shaping: Trail<String>,
    /// What operations themselves say of their pages, by their index.
    pub(crate) page_wishes: HashMap<usize, PageWish>,
    /// What parameters and properties say themselves that they are for pages, by their places.
    pub(crate) page_roles: HashMap<Pointer, PageRole>,
    /// The header that operations, or the document, name for idempotency keys, or none, by their
    /// index.
    pub(crate) key_wishes: HashMap<usize, Option<String>>,
    /// Schemas that have a type whose shape is not known yet.
    queue: VecDeque<(TypeId, SchemaNode)>,
    ids: HashMap<String, TypeId>,
    said: HashSet<(Code, String)>,
    /// What findings may be about, unless everything is wanted.
    pub(crate) interest: Option<Interest>,
    diagnostics: &'a mut Diagnostics,
}

/// All types, with notes of this stage that the result does not need.
#[derive(Debug, Default)]
pub(crate) struct ArenaBuilder {
    /// The types.
    pub(crate) types: Vec<Type>,
    /// Whether the type itself allows `null`, by index.
    pub(crate) nullable: Vec<bool>,
    /// What discriminators say of unions.
    pub(crate) tagged: HashMap<TypeId, Tagged>,
    /// The unions of which several alternatives may hold at once: `anyOf`.
    pub(crate) overlapping: HashSet<TypeId>,
}

/// What a discriminator says of a union.
#[derive(Debug, Clone)]
pub(crate) struct Tagged {
    /// The property.
    pub(crate) property: String,
    /// The implicit name of each variant (OAS 3.1 §4.8.25: the component's key).
    pub(crate) names: Vec<Option<String>>,
    /// Where the schema stands.
    pub(crate) at: Pointer,
}

impl ArenaBuilder {
    /// The type of an id.
    pub(crate) fn get(&self, id: TypeId) -> Option<&Type> {
        self.types.get(id.index())
    }

    /// The types of the schemas at some places.
    pub(crate) fn ids_at(&self, places: &[Pointer]) -> Vec<TypeId> {
        if places.is_empty() {
            return Vec::new();
        }
        let is_there = |id: &TypeId| self.get(*id).is_some_and(|ty| places.contains(&ty.origin));
        self.ids().filter(is_there).collect()
    }

    /// The shape of a type; [`Shape::Any`] for an id of another arena.
    pub(crate) fn shape(&self, id: TypeId) -> &Shape {
        self.get(id).map_or(&Shape::Any, |ty| &ty.shape)
    }

    /// The type of an id, to be changed.
    pub(crate) fn get_mut(&mut self, id: TypeId) -> Option<&mut Type> {
        self.types.get_mut(id.index())
    }

    /// Adds a type without a shape.
    pub(crate) fn add(&mut self, ty: Type) -> TypeId {
        // An id is a place in the list. `u32::MAX` is the place of no type, so that lookups of it
        // give any value; a document of so many types fits into no memory.
        let id = TypeId(u32::try_from(self.types.len()).unwrap_or(u32::MAX));
        self.types.push(ty);
        self.nullable.push(false);
        id
    }

    /// Says that a type itself allows `null`.
    pub(crate) fn allow_null(&mut self, id: TypeId, allowed: bool) {
        if let Some(nullable) = self.nullable.get_mut(id.index()) {
            *nullable |= allowed;
        }
    }

    /// Whether a type itself allows `null`.
    pub(crate) fn allows_null(&self, id: TypeId) -> bool {
        self.nullable.get(id.index()).copied().unwrap_or_default()
    }

    /// All ids in order.
    pub(crate) fn ids(&self) -> impl Iterator<Item = TypeId> + use<> {
        (0..u32::try_from(self.types.len()).unwrap_or(u32::MAX)).map(TypeId)
    }

    /// The type behind a chain of aliases.
    pub(crate) fn resolved(&self, id: TypeId) -> TypeId {
        let mut id = id;
        // The `alias` pass cuts circles, but some walks ask before it has run: no chain is longer
        // than there are types.
        for _ in 0..=self.types.len() {
            match self.shape(id) {
                Shape::Alias(target) if target.id != id => id = target.id,
                _ => break,
            }
        }
        id
    }
}

impl<'a> ResolveCx<'a> {
    /// A state without types.
    pub(crate) fn new(source: &'a Source<'a>, diagnostics: &'a mut Diagnostics) -> Self {
        Self {
            source,
            arena: ArenaBuilder::default(),
            children: HashMap::default(),
            operations: HashMap::default(),
            children_of_groups: HashMap::default(),
            merged: HashMap::default(),
            comparisons: MOST_COMPARED_LETTERS,
            copies: MOST_BYTES_COPIED,
            naming: Trail::of_length(MOST_SCHEMAS_AROUND),
            shaping: Trail::of_length(MOST_SCHEMAS_AROUND),
            page_wishes: HashMap::default(),
            page_roles: HashMap::default(),
            key_wishes: HashMap::default(),
            queue: VecDeque::new(),
            ids: HashMap::default(),
            said: HashSet::default(),
            interest: None,
            diagnostics,
        }
    }

    /// The one type of a schema; its shape is read later.
    pub(crate) fn id_of(&mut self, node: &SchemaNode, hint: NameHint) -> TypeId {
        if let Some(id) = self.known_id(node) {
            return id;
        }
        let notes = &node.view.notes;
        let id = self.arena.add(Type {
            origin: node.at.clone(),
            hint: match &notes.name {
                Some(name) if names_type(name, &hint) => NameHint::Chosen(name.clone()),
                Some(_) | None => hint,
            },
            suggested: notes.suggested.clone(),
            docs: notes.docs.clone(),
            shape: Shape::Any,
            usage: Usage::default(),
            rust_type: None,
        });
        self.ids.insert(node.key().to_owned(), id);
        // The shape is read later, by `schemas::fill`: a schema gets its id before what is inside
        // of it is looked at, so that recursion ends at an id and depth costs no stack.
        self.queue.push_back((id, node.clone()));
        id
    }

    /// The type of a schema, if it has one by now.
    pub(crate) fn known_id(&self, node: &SchemaNode) -> Option<TypeId> {
        self.ids.get(node.key()).copied()
    }

    /// The next schema without a shape.
    pub(crate) fn next(&mut self) -> Option<(TypeId, SchemaNode)> {
        self.queue.pop_front()
    }

    /// Pays for bytes that are copied to a place. `false`, with an error, when the document
    /// has used up what it may: then nothing may be copied any more.
    pub(crate) fn spend(&mut self, at: &Pointer, bytes: usize) -> bool {
        let left = self.copies.checked_sub(bytes);
        // Nothing is left after the first refusal: what comes later must not slip through because
        // it is small.
        self.copies = left.unwrap_or_default();
        if left.is_none() {
            let message = "the document copies more from schema to schema than can be compiled";
            let finding = Diagnostic::at(Code::TooManyCopies, at, message);
            let help = "let less be taken over here: hold what many schemas share in one \
                        property, or select the operations that are needed";
            // Once for the document: where the budget ends is chance, and thousands of places
            // beyond it have nothing to add.
            self.report_once("", finding.help(help));
        }
        left.is_some()
    }

    /// Whether the document has used up what it may copy. Who is about to look for what could be
    /// copied need not begin: thousands of schemas that each look in vain take longer than what
    /// the budget allows.
    pub(crate) fn has_spent_all(&self) -> bool {
        self.copies == 0
    }

    /// Reports a finding.
    pub(crate) fn report(&mut self, diagnostic: Diagnostic) {
        if self.is_of_interest(&diagnostic) {
            self.diagnostics.push(diagnostic);
        }
    }

    /// Whether findings may be about a place.
    pub(crate) fn is_wanted(&self, at: &Pointer) -> bool {
        self.interest
            .as_ref()
            .is_none_or(|interest| interest.covers(at))
    }

    fn is_of_interest(&self, diagnostic: &Diagnostic) -> bool {
        match (&self.interest, &diagnostic.place) {
            // These are about the document as a whole, wherever they stand.
            _ if diagnostic.code.is_about_size() => true,
            (Some(interest), Some(Place::Node(at))) => interest.covers(at),
            _ => true,
        }
    }

    /// Whether a finding with a code and subject was made by [`report_once`](Self::report_once).
    pub(crate) fn has_said(&self, code: Code, subject: &str) -> bool {
        self.said.contains(&(code, subject.to_owned()))
    }

    /// Reports a finding unless one with the same code and `subject` was made.
    pub(crate) fn report_once(&mut self, subject: impl Into<String>, diagnostic: Diagnostic) {
        let is_new = |said: &mut HashSet<_>| said.insert((diagnostic.code, subject.into()));
        // In this order: a finding that nobody gets to see must not count as said.
        if self.is_of_interest(&diagnostic) && is_new(&mut self.said) {
            self.diagnostics.push(diagnostic);
        }
    }
}

/// Whether a chosen name is one for the type. At a property a name that begins with a capital
/// is, and any other is one for the field: were it for the type wherever the schema needs
/// one, it would change its meaning as soon as a text gets an `enum`.
fn names_type(name: &str, hint: &NameHint) -> bool {
    !matches!(hint, NameHint::Inside(_, HintStep::Property(_))) || is_name_of_type(name)
}

/// Whether a name looks like one of a type.
pub(crate) fn is_name_of_type(name: &str) -> bool {
    name.starts_with(char::is_uppercase)
}
