//! What the parts of a document need to know of the whole of it.

use std::path::PathBuf;

use super::places::Moves;
use super::servers::Address;
use crate::diagnostics::{Code, Diagnostic, Place};
use crate::dialect::follow::make_local_reference;
use crate::dialect::grammar::Entries;
use crate::limits::MOST_MEDIA_TYPES_OF_LIST;
use crate::source::references::{ReferencedFiles, Target, parse_reference_target};
use crate::source::{Node, Pointer};

/// A document of Swagger 2.0 while it is raised.
pub(super) struct Raising<'d> {
    /// The document's file.
    pub(super) document: PathBuf,
    /// The file that is raised: the document's, or one whose path items it refers to.
    pub(super) file: PathBuf,
    pub(super) others: &'d ReferencedFiles,
    /// The document's own `parameters` and `responses`, as they were written.
    pub(super) shared_parameters: Entries,
    pub(super) shared_responses: Entries,
    /// The media types of operations that name none.
    pub(super) consumes: Vec<Box<str>>,
    pub(super) produces: Vec<Box<str>>,
    pub(super) address: Address,
    /// The schemes of operations that name none.
    pub(super) schemes: Vec<String>,
    pub(super) moves: Moves,
    /// How many nodes of shared fields may still be copied into forms; see `limits.rs`.
    pub(super) copies_left: usize,
    /// At places of the user's file.
    pub(super) findings: Vec<Diagnostic>,
}

/// What a reference leads to, as it was written.
pub(super) struct Referenced {
    pub(super) node: Node,
    /// The file, if it is another one than that which is raised.
    pub(super) file: Option<PathBuf>,
    pub(super) pointer: Pointer,
}

impl Raising<'_> {
    /// Notes that what stands at `here` stood at `there`. Other files keep their places: of them
    /// only path items are raised, and findings lead to the nearest place that there is.
    pub(super) fn note_move(&mut self, there: &Pointer, here: &Pointer) {
        if self.file == self.document {
            self.moves.note_move(there, here);
        }
    }

    /// Says what is lost.
    pub(super) fn warn_lost(&mut self, there: &Pointer, message: &str) {
        let place = if self.file == self.document {
            Place::Node(there.clone())
        } else {
            Place::NodeIn(self.file.clone(), there.clone())
        };
        self.findings.push(Diagnostic::new(
            Code::SwaggerOnly,
            place,
            message.to_owned(),
        ));
    }

    /// What a reference of a parameter or a response leads to.
    pub(super) fn find_referenced(&self, reference: &str) -> Option<Referenced> {
        let Target::File(file, fragment) = parse_reference_target(reference, &self.file) else {
            return None;
        };
        let pointer = Pointer::from_text(fragment);
        let node = if file == self.document {
            self.find_shared(&pointer)?.clone()
        } else {
            self.others.get(&file)?.as_ref().ok()?.at(&pointer)?.clone()
        };
        Some(Referenced {
            node,
            file: (file != self.file).then_some(file),
            pointer,
        })
    }

    fn find_shared(&self, pointer: &Pointer) -> Option<&Node> {
        let mut steps = pointer.segments();
        let shared = match steps.next()?.as_str() {
            "parameters" => &self.shared_parameters,
            "responses" => &self.shared_responses,
            _ => return None,
        };
        let found = shared.get(steps.next()?.as_str())?;
        steps.next().is_none().then_some(found)
    }
}

/// The media types of `consumes` or `produces`, each once; `None` where there are none.
pub(super) fn list_media_types(node: Option<&Node>) -> Option<Vec<Box<str>>> {
    let texts = match node? {
        Node::List(items) => items.as_slice(),
        text => std::slice::from_ref(text),
    };
    let mut types: Vec<Box<str>> = Vec::new();
    for text in texts.iter().filter_map(Node::as_str) {
        let text = text.trim();
        if types.len() < MOST_MEDIA_TYPES_OF_LIST && !types.iter().any(|one| **one == *text) {
            types.push(text.into());
        }
    }
    (!types.is_empty()).then_some(types)
}

/// Whether a schema is nothing but a reference.
pub(super) fn is_mere_reference(schema: &Node) -> bool {
    schema.get("$ref").is_some()
}

/// A schema that is what a reference leads to.
pub(super) fn refer_to_schema(reference: String) -> Node {
    Node::Map(Entries::from_iter([("$ref".into(), Node::from(reference))]))
}

/// The contents of several media types, which share one schema: where it is more than a
/// reference, the first has it and the others refer to that.
pub(super) fn share_schema(schema: &Node, index: usize, first: &Pointer) -> Node {
    if index == 0 || is_mere_reference(schema) {
        return schema.clone();
    }
    refer_to_schema(make_local_reference(first))
}
