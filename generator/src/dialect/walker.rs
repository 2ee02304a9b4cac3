//! Walks a tree along the grammar and makes every value what the grammar says.

use std::path::PathBuf;
use std::rc::Rc;

use crate::diagnostics::{Code, Diagnostic};
use crate::maps::{self, HashMap, HashSet};
use crate::source::{Document, Node};
use crate::suggest::nearest_name;

use super::at::DocumentPlace;
use super::bundle::{Bundle, FileSpot};
use super::dynamic::DynamicScope;
use super::grammar::{self, Entries, FixedField, Need, Object, RestKeys, ValueKind, Version};
use super::{own_keys, reuse, scalars, schema};

/// What the walk knows and gathers.
pub(super) struct Walker<'d> {
    /// The document, with the files that it refers to.
    pub document: &'d Document,
    /// The document's version; files it refers to are read as the same.
    pub version: Version,
    /// What has moved, and what is still to be moved in.
    pub bundle: Bundle,
    /// Findings in the order of the document.
    pub findings: Vec<Diagnostic>,
    /// Files that cannot be read and that were reported.
    pub unreadable: HashSet<PathBuf>,
    /// What dynamic anchors stand for in the component at hand.
    pub scope: DynamicScope,
    /// How many schemas were looked at to find those.
    pub visits: usize,
    /// What the dynamic references of templates mean where nobody chooses.
    pub templates: HashMap<FileSpot, Rc<DynamicScope>>,
}

impl Walker<'_> {
    /// Reports a finding at a place.
    pub(super) fn report(&mut self, finding: Diagnostic) {
        self.findings.push(finding);
    }

    /// Reports a finding with a help.
    pub(super) fn warn(&mut self, code: Code, at: &DocumentPlace<'_>, message: String, help: &str) {
        self.report(make_walker_finding(code, at, message, help));
    }

    /// Reports a finding about a key, with a help.
    pub(super) fn warn_key(
        &mut self,
        code: Code,
        at: &DocumentPlace<'_>,
        message: String,
        help: &str,
    ) {
        self.report(make_walker_finding(code, at, message, help).on_key());
    }

    /// Makes a value what the grammar says; `None` leaves it out.
    pub(super) fn value(
        &mut self,
        kind: ValueKind,
        node: Node,
        at: &DocumentPlace<'_>,
    ) -> Option<Node> {
        match (kind, node) {
            (ValueKind::Any | ValueKind::Types, node) => Some(node),
            // A key without a value says nothing.
            (ValueKind::Ignored, _) | (_, Node::Null) => None,
            (ValueKind::Text, node) => scalars::normalise_text(self, node, at),
            (ValueKind::Boolean, node) => scalars::normalise_boolean(self, node, at),
            (ValueKind::Size, node) => scalars::normalise_size(self, node, at),
            (ValueKind::Digits, node) => scalars::normalise_digits(self, node, at),
            (ValueKind::List(item), node) => self.list(*item, node, at),
            (ValueKind::Map(value), node) => self.map(*value, node, at),
            (ValueKind::Object(object), node) => self.object(object, node, at),
            (ValueKind::Referable(object, section), node) => {
                reuse::normalise_referable(self, object, section, node, at)
            }
            (ValueKind::Inlined(object), node) => reuse::inline_references(self, object, node, at),
            (ValueKind::Schema, node) => schema::normalise_schema(self, node, at),
            (ValueKind::BooleanOrSchema, Node::Bool(value)) => Some(Node::Bool(value)),
            (ValueKind::BooleanOrSchema, node) => schema::normalise_schema(self, node, at),
            (ValueKind::Unsupported, _) => {
                let message = format!("`{}` is not supported yet and is left out", at.name());
                self.warn_key(Code::UnsupportedFeature, at, message, "");
                None
            }
        }
    }

    /// Says that a value cannot be used.
    pub(super) fn left_out(&mut self, expected: &str, found: &Node, at: &DocumentPlace<'_>) {
        let message = format!(
            "`{}` should be {expected}, but is {}; it is left out",
            at.name(),
            found.kind()
        );
        self.warn(Code::LeftOut, at, message, "");
    }

    fn list(&mut self, kind: ValueKind, node: Node, at: &DocumentPlace<'_>) -> Option<Node> {
        let items = match node {
            Node::List(items) => items,
            node => vec![scalars::only_item(self, kind, node, at)?],
        };
        let mut kept = Vec::with_capacity(items.len());
        for (index, item) in items.into_iter().enumerate() {
            let at = at.index(index);
            if let Some(item) = self.value(kind, item, &at) {
                // An item before it was left out: findings of later stages about this one have to
                // find its old place.
                if kept.len() != index {
                    self.bundle.moved(&at.renumbered(kept.len()), &at);
                }
                kept.push(item);
            }
        }
        Some(Node::List(kept))
    }

    fn map(&mut self, kind: ValueKind, node: Node, at: &DocumentPlace<'_>) -> Option<Node> {
        let Node::Map(entries) = node else {
            self.left_out("a map", &node, at);
            return None;
        };
        let entries = entries
            .into_iter()
            .filter_map(|(key, value)| {
                let place = at.key(&key);
                let value = self.named_null(kind, value, &place);
                let value = self.value(kind, value, &place)?;
                Some((key, value))
            })
            .collect();
        Some(Node::Map(entries))
    }

    /// Makes an object what the grammar says.
    pub(super) fn object(
        &mut self,
        object: &'static Object,
        node: Node,
        at: &DocumentPlace<'_>,
    ) -> Option<Node> {
        let Node::Map(mut entries) = node else {
            self.left_out("a map", &node, at);
            return None;
        };
        // Repairs come before the walk, because they look at several fields as they were written.
        if !(object.prepare)(self, &mut entries, at) {
            return None;
        }
        let mut walked = maps::make_map_with_capacity(entries.len());
        for (key, value) in entries {
            self.entry(object, key, value, at, &mut walked);
        }
        self.complete(object, &mut walked, at)
            .then_some(Node::Map(walked))
    }

    fn entry(
        &mut self,
        object: &'static Object,
        key: Box<str>,
        value: Node,
        at: &DocumentPlace<'_>,
        walked: &mut Entries,
    ) {
        let place = at.key(&key);
        if grammar::is_extension(&key) {
            if own_keys::allow_extension(self, object, &key, &place) {
                walked.insert(key, value);
            }
        } else if let Some(field) = object.fields.iter().find(|field| *field.key == *key) {
            self.check_version(field, &place);
            if let Some(value) = self.value(field.kind, value, &place) {
                walked.insert(key, value);
            }
        } else if let RestKeys::All(kind) = object.rest {
            let value = self.named_null(kind, value, &place);
            if let Some(value) = self.value(kind, value, &place) {
                walked.insert(key, value);
            }
        } else {
            self.unknown_key(object, &key, &place);
        }
    }

    /// Says that a key is left out. Newer schemas may have keywords of their own
    /// (JSON Schema 2020-12 §6.5), so there only what looks misspelt is named.
    fn unknown_key(&mut self, object: &'static Object, key: &str, at: &DocumentPlace<'_>) {
        let meant = nearest_name(key, object.fields.iter().map(|field| field.key));
        // Authors may add keywords since 3.1; one that is nearly a known one is a slip all the
        // same.
        if meant.is_none() && object.open && self.version > Version::V30 {
            return;
        }
        let message = format!("`{key}` is no field of the {}; it is left out", object.name);
        let help = match meant {
            Some(meant) => format!("is it `{meant}`?"),
            None => "check the spelling; own fields start with `x-`".to_owned(),
        };
        self.warn_key(Code::UnknownKey, at, message, &help);
    }

    /// Names a field that is newer than the document. It is honoured all the same.
    fn check_version(&mut self, field: &FixedField, at: &DocumentPlace<'_>) {
        if field.since > self.version {
            let message = format!(
                "`{}` came with OpenAPI {}, but the document says {}; it is honoured",
                field.key,
                field.since.as_str(),
                self.version.as_str()
            );
            self.warn_key(Code::OtherVersion, at, message, "");
        }
    }

    /// Fills in what is missing; `false` if the object is of no use without it.
    fn complete(
        &mut self,
        object: &'static Object,
        walked: &mut Entries,
        at: &DocumentPlace<'_>,
    ) -> bool {
        for field in object.fields {
            let (empty, until) = match field.need {
                Need::Optional => continue,
                _ if walked.contains_key(field.key) => continue,
                Need::Text(until) => (Node::from(""), until),
                Need::Map(until) => (Node::empty_map(), until),
                Need::Object => {
                    self.useless(object, field.key, at);
                    return false;
                }
            };
            if self.version <= until {
                let message = format!(
                    "the {} has no `{}`; it is taken as empty",
                    object.name, field.key
                );
                self.warn(Code::MissingMember, at, message, "");
            }
            if let Some(value) = self.value(field.kind, empty, &at.key(field.key)) {
                walked.insert(field.key.into(), value);
            }
        }
        true
    }

    /// In `application/json:` the name alone says something: the object is there,
    /// and empty.
    fn named_null(&mut self, kind: ValueKind, node: Node, at: &DocumentPlace<'_>) -> Node {
        match (kind, node) {
            (
                ValueKind::Object(_)
                | ValueKind::Referable(..)
                | ValueKind::Inlined(_)
                | ValueKind::Schema,
                Node::Null,
            ) => {
                let message = format!("`{}` has no value; it is read as an empty map", at.name());
                self.warn_key(Code::WrongType, at, message, "write `{}` for an empty map");
                Node::empty_map()
            }
            (_, node) => node,
        }
    }

    fn useless(&mut self, object: &'static Object, key: &str, at: &DocumentPlace<'_>) {
        let message = format!("the {} has no `{key}`; it is left out", object.name);
        self.warn(Code::UselessObject, at, message, "");
    }
}

fn make_walker_finding(
    code: Code,
    at: &DocumentPlace<'_>,
    message: String,
    help: &str,
) -> Diagnostic {
    let finding = Diagnostic::new(code, at.place(), message);
    if help.is_empty() {
        finding
    } else {
        finding.help(help)
    }
}
