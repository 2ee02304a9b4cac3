//! Why a program no longer compiles: by the document, or by how bindery names and shapes.
//!
//! Both documents are looked at where the change is told. What is equal there in both, or has
//! only got more, was no reason to break anybody.

use std::path::Path;

use bindery::compare::{Change, ChangeKind, ChangeLevel, Comparison};
use bindery::diagnostics::Diagnostics;
use bindery::source::{Node, Pointer, read_document};

/// Whose doing a break is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum BreakCause {
    /// The server takes or gives something else.
    Wire,
    /// The document calls the same thing otherwise, or has it elsewhere.
    Renamed,
    /// The document says more or less of the same values.
    Precision,
    /// The document has only got more.
    Added,
    /// The document says the same there as before.
    Elsewhere,
}

impl BreakCause {
    /// Whether bindery could have kept the program whole without any memory of names.
    pub(super) fn is_avoidable(self) -> bool {
        matches!(self, Self::Added | Self::Elsewhere)
    }

    /// In a word.
    pub(super) fn as_str(self) -> &'static str {
        match self {
            Self::Wire => "wire",
            Self::Renamed => "renamed",
            Self::Precision => "precision",
            Self::Added => "added",
            Self::Elsewhere => "elsewhere",
        }
    }
}

/// So many parts of a schema are looked at: documents may refer in circles.
const MOST_PARTS: usize = 64;

/// Two versions of a document, as they were written.
pub(super) struct WrittenDocuments {
    old: Node,
    new: Node,
}

impl WrittenDocuments {
    /// Reads both; `None` where one is no document.
    pub(super) fn read(old: &Path, new: &Path) -> Option<Self> {
        let read = |path: &Path| {
            let document = read_document(path, &[], &[], &mut Diagnostics::new());
            document
                .ok()
                .map(|document| strip_texts(&document.root, false))
        };
        Some(Self {
            old: read(old)?,
            new: read(new)?,
        })
    }

    /// What has broken programs, with the cause of each.
    pub(super) fn find_causes<'c>(
        &self,
        comparison: &'c Comparison,
    ) -> Vec<(&'c Change, BreakCause)> {
        let breaks = comparison.changes.iter().filter(|change| {
            matches!(
                change.level(),
                ChangeLevel::Silent | ChangeLevel::Source | ChangeLevel::Identity
            )
        });
        breaks
            .map(|change| (change, self.find_cause(change, comparison)))
            .collect()
    }

    fn find_cause(&self, change: &Change, comparison: &Comparison) -> BreakCause {
        let (old, new) = (change.old_place.as_ref(), change.new_place.as_ref());
        let before = old.and_then(|place| self.old.at(place));
        let after = new.and_then(|place| self.new.at(place));
        // A name may live on elsewhere although the operation is gone.
        let operation = old.and_then(find_operation_of);
        if operation.is_some_and(|operation| self.new.at(&operation).is_none()) {
            return BreakCause::Wire;
        }
        let (before, after) = match (before, after) {
            (Some(before), Some(after)) => (before, after),
            // What is gone is the document's doing; a name alone is not.
            (Some(before), None) => {
                let now = old.and_then(|place| self.new.at(place));
                return if now == Some(before) {
                    BreakCause::Elsewhere
                } else {
                    BreakCause::Wire
                };
            }
            _ => return BreakCause::Renamed,
        };
        // Both sides of a field that stands for another property are properties of the document.
        if change.kind == ChangeKind::FieldMeansOther {
            return BreakCause::Wire;
        }
        let name = change.subject.split(['.', '(']).nth(1);
        let parts = [(&self.old, before), (&self.new, after)];
        let [before, after] = parts.map(|(root, node)| find_part(root, node, name));
        if answers_otherwise(old, comparison) {
            return BreakCause::Wire;
        }
        if before == after {
            return match old == new {
                true => BreakCause::Elsewhere,
                false => BreakCause::Renamed,
            };
        }
        let mut wire = comparison.changes.iter();
        let is_wire = wire.any(|one| {
            one.level() == ChangeLevel::Wire
                && (is_inside(&one.old_place, old) || is_inside(&one.new_place, new))
        });
        match change.kind {
            _ if is_wire => BreakCause::Wire,
            ChangeKind::MethodRenamed | ChangeKind::TypeRenamed => BreakCause::Renamed,
            // What all alternatives had is of another type in some of them.
            ChangeKind::MemberGone if kinds_differ(before.0, after.0) => BreakCause::Wire,
            ChangeKind::MemberGone | ChangeKind::VariantMeansOther
                if !change.subject.ends_with(')') =>
            {
                BreakCause::Wire
            }
            // Another schema; what was added beside the first one makes an enum of the operation.
            ChangeKind::SuccessTypeChanged if change.after.starts_with("types::") => {
                BreakCause::Renamed
            }
            ChangeKind::ArgumentsChanged if takes_params(change) => BreakCause::Renamed,
            ChangeKind::MemberTypeChanged
            | ChangeKind::TypeFormChanged
            | ChangeKind::ConstructorChanged
            | ChangeKind::DefaultGone => BreakCause::Precision,
            _ => BreakCause::Added,
        }
    }
}

/// The property that a member of a type is, or all that stands there.
/// With whether it must be there. What `allOf` takes in is looked at as well, and alternatives,
/// as what all of them have is a method of the type.
fn find_part<'n>(root: &'n Node, node: &'n Node, name: Option<&str>) -> (Option<&'n Node>, bool) {
    let Some(name) = name else {
        return (Some(node), false);
    };
    // With whether a node holds of all values.
    let mut open = vec![(node, true)];
    let mut part = None;
    let mut is_required = false;
    for _ in 0..MOST_PARTS {
        let Some((node, holds)) = open.pop() else {
            break;
        };
        let reference = node.get("$ref").and_then(Node::as_str);
        let pointer = reference.and_then(|text| text.strip_prefix('#'));
        let target = pointer.and_then(|text| root.at(&Pointer::from_text(text)));
        open.extend(target.map(|node| (node, holds)));
        for word in ["allOf", "oneOf", "anyOf"] {
            if let Some(Node::List(parts)) = node.get(word) {
                let holds = holds && word == "allOf";
                open.extend(parts.iter().map(|node| (node, holds)));
            }
        }
        let properties = node.get("properties").and_then(Node::as_map).into_iter();
        let mut properties = properties.flat_map(|all| all.iter());
        let found = properties.find(|(key, _)| is_called(key, name));
        part = part.or(found.map(|(_, property)| property));
        if let Some(Node::List(required)) = node.get("required") {
            let mut required = required.iter().filter_map(Node::as_str);
            is_required |= holds && required.any(|key| is_called(key, name));
        }
    }
    // Values and alternatives are no properties.
    (Some(part.unwrap_or(node)), is_required)
}

/// Whether a part was of one JSON type and is of several now, or of another.
fn kinds_differ(before: Option<&Node>, after: Option<&Node>) -> bool {
    let (Some(before), Some(after)) = (before, after) else {
        return false;
    };
    let is_choice = |node: &Node| node.get("oneOf").or(node.get("anyOf")).is_some();
    before.get("type") != after.get("type") && (is_choice(before) != is_choice(after))
}

/// The operation that a place is in.
fn find_operation_of(place: &Pointer) -> Option<Pointer> {
    let steps: Vec<&str> = place.as_str().splitn(5, '/').collect();
    match steps.as_slice() {
        ["", "paths", path, method, ..] => {
            Some(Pointer::from_text(format!("/paths/{path}/{method}")))
        }
        _ => None,
    }
}

/// Whether an operation is answered with values of another kind, which is told of its responses
/// and not of the component that they refer to.
fn answers_otherwise(operation: Option<&Pointer>, comparison: &Comparison) -> bool {
    let Some(place) = operation else { return false };
    let steps: Vec<String> = place.segments().collect();
    let [first, path, method] = steps.as_slice() else {
        return false;
    };
    let answers = format!("{} {path} ", method.to_uppercase());
    let mut changes = comparison.changes.iter();
    first == "paths"
        && changes.any(|one| {
            one.kind == ChangeKind::AnswerOfOtherKind && one.subject.starts_with(&answers)
        })
}

/// Whether a member of a type is called after a property.
fn is_called(key: &str, name: &str) -> bool {
    let letters = |text: &str| {
        let letters = text.chars().filter(|one| one.is_alphanumeric());
        letters.flat_map(char::to_lowercase).collect::<String>()
    };
    letters(key) == letters(name)
}

/// Whether a method takes parameters before and after, so that it is the body that has changed.
fn takes_params(change: &Change) -> bool {
    let takes = |text: &str| text.contains("params: ");
    takes(&change.before) == takes(&change.after)
}

fn is_inside(place: &Option<Pointer>, around: Option<&Pointer>) -> bool {
    let (Some(place), Some(around)) = (place, around) else {
        return false;
    };
    place.starts_with(around.as_str())
}

/// Without what nobody sends or reads: texts and keys of vendors. Below `is_named` keys are names
/// that the author chose, such as those of properties.
fn strip_texts(node: &Node, is_named: bool) -> Node {
    const TEXTS: [&str; 5] = [
        "description",
        "summary",
        "example",
        "examples",
        "externalDocs",
    ];
    match node {
        Node::Map(members) => {
            let is_kept = |key: &str| is_named || !(TEXTS.contains(&key) || key.starts_with("x-"));
            let kept = members.iter().filter(|(key, _)| is_kept(key));
            let stripped = kept.map(|(key, inner)| {
                let is_named = !is_named && matches!(&**key, "properties" | "schemas" | "paths");
                (key.clone(), strip_texts(inner, is_named))
            });
            Node::Map(stripped.collect())
        }
        Node::List(items) => {
            let items = items.iter().map(|item| strip_texts(item, false));
            Node::List(items.collect())
        }
        other => other.clone(),
    }
}
