//! The document with all that references can lead to, by pointer.

use std::cell::{OnceCell, RefCell};

use indexmap::IndexMap;
use openapiv3::{OpenAPI, ReferenceOr, Schema};
use serde::Deserialize as _;
use serde::de::DeserializeOwned;
use serde_json::Value;

use super::walk;
use crate::api::convert::{self, Checks, Reading};
use crate::api::view::SchemaNode;
use crate::maps::HashMap;
use crate::normalised::{Beyond, Normalised};
use crate::place::percent::percent_decode;
use crate::source::Pointer;

/// The document with all that references can lead to.
pub(crate) struct Source<'a> {
    document: &'a Normalised,
    /// The document's model.
    pub(crate) openapi: &'a OpenAPI,
    /// `components/schemas`, in its order.
    pub(crate) schemas: IndexMap<String, SchemaNode>,
    json: OnceCell<Value>,
    deep: RefCell<HashMap<String, Option<SchemaNode>>>,
    /// By places in chains of references that were followed: the end, unless there is none.
    chain_ends: RefCell<HashMap<Pointer, Option<Pointer>>>,
}

impl<'a> Source<'a> {
    /// Reads all component schemas of a document.
    pub(crate) fn new(document: &'a Normalised) -> Self {
        let openapi = &document.openapi;
        let reading = find_default_reading(document);
        let at = Pointer::root().join("components").join("schemas");
        let schemas = openapi.components.iter().flat_map(|all| &all.schemas);
        Self {
            document,
            openapi,
            schemas: schemas
                .map(|(name, item)| {
                    let node = convert::convert_schema_or_reference(at.join(name), item, reading);
                    (name.clone(), node)
                })
                .collect(),
            json: OnceCell::new(),
            deep: RefCell::new(HashMap::default()),
            chain_ends: RefCell::default(),
        }
    }

    pub(crate) fn json(&self) -> &Value {
        self.json.get_or_init(|| self.document.places())
    }

    /// What the document says beyond its model.
    pub(crate) fn beyond(&self) -> &'a Beyond {
        &self.document.beyond
    }

    /// The components of calls of the provider, and of what they are answered with.
    pub(crate) fn list_provider_calls(&self) -> impl Iterator<Item = &'a Pointer> {
        let beyond = self.beyond();
        beyond.webhook.iter().chain(&beyond.replies)
    }

    /// Reads a schema of the document that has one user.
    pub(crate) fn read(&self, at: Pointer, item: &ReferenceOr<Schema>) -> SchemaNode {
        convert::convert_schema_or_reference(at, item, find_default_reading(self.document))
    }

    /// What stands at a pointer, behind all references on the way.
    fn find(&self, at: &Pointer) -> Option<(Pointer, &Value)> {
        walk::find_document_value(self.json(), self.beyond(), at)
    }

    /// The pointer that a reference stands for.
    pub(crate) fn pointer(&self, reference: &str) -> Option<Pointer> {
        let text = percent_decode(reference.strip_prefix('#')?);
        (text.is_empty() || text.starts_with('/')).then(|| Pointer::from_text(text))
    }

    /// The schema at a pointer.
    pub(crate) fn schema(&self, at: &Pointer) -> Option<SchemaNode> {
        if let Some(name) = component_of(at, "schemas") {
            return self.schemas.get(&name).cloned();
        }
        // Also that nothing is there is kept, or a reference into the void would be walked for
        // each use.
        if let Some(known) = self.deep.borrow().get(at.as_str()) {
            return known.clone();
        }
        let node = match self.find(at) {
            Some((found, _)) if found != *at => self.schema(&found),
            Some((found, value)) => {
                convert::json_node(found, value, find_default_reading(self.document))
            }
            None => None,
        };
        self.deep
            .borrow_mut()
            .insert(at.as_str().to_owned(), node.clone());
        node
    }

    /// A schema outside of `components/schemas`, which is read once, however many
    /// operations refer to what is around it.
    pub(crate) fn converted(&self, at: Pointer, item: &ReferenceOr<Schema>) -> SchemaNode {
        // An inline schema has one user; keeping it would only take memory.
        if !at.as_str().starts_with("/components/") {
            return self.read(at, item);
        }
        if let Some(Some(known)) = self.deep.borrow().get(at.as_str()) {
            return known.clone();
        }
        let key = at.as_str().to_owned();
        let node = self.read(at, item);
        self.deep.borrow_mut().insert(key, Some(node.clone()));
        node
    }

    /// The end of the chain of references that begins at a place, if it was followed before, else
    /// the place; `None` where the chain leads to nothing.
    pub(super) fn skip_chain(&self, at: Pointer) -> Option<Pointer> {
        match self.chain_ends.borrow().get(&at) {
            Some(end) => end.clone(),
            None => Some(at),
        }
    }

    /// Notes where all places of a chain lead to, so that thousands of operations that refer into
    /// a chain of thousands of components walk it once. Not of a single step, which is what nearly
    /// all references are and costs no more than to look it up.
    pub(super) fn note_chain_end(
        &self,
        passed: impl IntoIterator<Item = Pointer, IntoIter: ExactSizeIterator>,
        end: Option<&Pointer>,
    ) {
        let passed = passed.into_iter();
        if passed.len() > 1 {
            let ends = passed.map(|at| (at, end.cloned()));
            self.chain_ends.borrow_mut().extend(ends);
        }
    }

    /// The place of whatever stands at a pointer.
    pub(super) fn place(&self, at: &Pointer) -> Option<Pointer> {
        self.find(at).map(|(at, _)| at)
    }

    /// Any object at a pointer.
    pub(super) fn object<T: DeserializeOwned>(&self, at: &Pointer) -> Option<ReferenceOr<T>> {
        let (_, value) = self.find(at)?;
        ReferenceOr::<T>::deserialize(value).ok()
    }
}

/// How schemas are read where nothing else is said.
fn find_default_reading(document: &Normalised) -> Reading<'_> {
    Reading {
        beyond: &document.beyond,
        checks: Checks::On,
    }
}

/// The key of a component of one kind, if the pointer leads to one.
pub(crate) fn component_of(at: &Pointer, section: &str) -> Option<String> {
    let rest = at.as_str().strip_prefix("/components/")?;
    let key = rest.strip_prefix(section)?.strip_prefix('/')?;
    if key.contains('/') {
        return None;
    }
    at.last()
}
