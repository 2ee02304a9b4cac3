//! Why a program no longer compiles: by the document, or by how bindery names and shapes.
//!
//! Both documents are looked at where the change is told. What is equal there in both, or has
//! only got more, was no reason to break anybody.

use std::path::Path;

use bindery::compare::{Change, ChangeKind, ChangeLevel, Comparison};
use bindery::diagnostics::Diagnostics;
use bindery::source::{Node, Pointer, read_document};

use super::document::{
    DocumentPart, all_have, find_around, find_part, has_only_got_more, kinds_differ, list_kinds,
    mentions, refers_to, strip_texts, take_in_components,
};

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

/// So many types around each other are looked at for why usage has changed.
const MOST_HOLDERS: usize = 3;

/// So many components refer to each other in an operation: a response to a header, say.
const MOST_COMPONENTS: usize = 4;

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
            .map(|change| (change, self.find_cause(change, comparison, MOST_HOLDERS)))
            .collect()
    }

    /// What only usage takes away, such as the constructor of a type that no request has any more,
    /// is a consequence where what took or gave the type takes or gives another one now, or where
    /// what holds it has lost the same for that reason.
    fn find_cause(&self, change: &Change, comparison: &Comparison, left: usize) -> BreakCause {
        let cause = self.find_own_cause(change, comparison);
        // What pages list is told of the type of a page as well.
        if cause == BreakCause::Elsewhere && change.kind == ChangeKind::SuccessTypeChanged {
            let names = |text: &str, name: &str| list_words(text).any(|word| word == name);
            let [was, is] = [&change.before, &change.after]
                .map(|text| list_words(text).last().unwrap_or_default());
            let mut members = comparison.changes.iter().filter(|one| {
                one.kind == ChangeKind::MemberTypeChanged
                    && names(&one.before, was)
                    && names(&one.after, is)
            });
            let cause = members
                .next()
                .map(|one| self.find_own_cause(one, comparison));
            return cause.unwrap_or(BreakCause::Elsewhere);
        }
        let follows_usage = matches!(
            change.kind,
            ChangeKind::MemberGone | ChangeKind::ConstructorGone | ChangeKind::DefaultGone
        );
        let left = left.checked_sub(1).filter(|_| follows_usage);
        let Some(left) = left.filter(|_| cause == BreakCause::Elsewhere) else {
            return cause;
        };
        let name: Vec<&str> = list_words(&change.subject).take(2).collect();
        let users = comparison.changes.iter().filter(|one| {
            let words: Vec<&str> = list_words(&one.before).collect();
            is_of_use(one.kind) && words.windows(2).any(|words| words == name)
        });
        let users = users.map(|one| self.find_own_cause(one, comparison));
        let holders = comparison.changes.iter().filter(|one| {
            let holder = one.old_place.as_ref().and_then(|place| self.old.at(place));
            let refers = |place| holder.is_some_and(|holder| refers_to(holder, place));
            one.kind == change.kind && change.old_place.as_ref().is_some_and(refers)
        });
        let holders = holders.map(|one| self.find_cause(one, comparison, left));
        let mut causes = users.chain(holders);
        causes.find(|cause| !cause.is_avoidable()).unwrap_or(cause)
    }

    fn find_own_cause(&self, change: &Change, comparison: &Comparison) -> BreakCause {
        let (old, new) = (change.old_place.as_ref(), change.new_place.as_ref());
        let before = old.and_then(|place| self.old.at(place));
        let after = new.and_then(|place| self.new.at(place));
        // What an operation says in components that are no schemas, it says itself.
        let is_operation = old.is_some_and(|old| find_operation_of(old).as_ref() == Some(old));
        let whole = [(&self.old, before), (&self.new, after)].map(|(root, node)| {
            let node = node.filter(|_| is_operation);
            node.map(|node| take_in_components(root, node, MOST_COMPONENTS))
        });
        let [before, after] = match &whole {
            [Some(was), is] => [Some(was), is.as_ref()],
            [None, _] => [before, after],
        };
        if let Some(cause) = self.find_cause_in_operation(change, old) {
            return cause;
        }
        let (before, after) = match (before, after) {
            (Some(before), Some(after)) => (before, after),
            // What is gone is the document's doing; a name alone is not, nor what has got more.
            (Some(before), None) => {
                return match old.and_then(|place| self.new.at(place)) {
                    Some(now) if now == before => BreakCause::Elsewhere,
                    Some(now) if has_only_got_more(before, now) => BreakCause::Added,
                    Some(_) | None => BreakCause::Wire,
                };
            }
            // Headers are told without a place.
            _ if change.subject.starts_with("headers::") => return BreakCause::Wire,
            _ => return BreakCause::Renamed,
        };
        // A name that goes over to another value or property is the document's doing where what
        // had it is gone.
        if stands_for_other(change.kind) {
            let is_there = mentions(&self.new, after, &change.before);
            return if is_there {
                BreakCause::Added
            } else {
                BreakCause::Wire
            };
        }
        let name = change.subject.split(['.', '(']).nth(1);
        let parts = [(&self.old, before), (&self.new, after)];
        let [mut before, mut after] = parts.map(|(root, node)| find_part(root, node, name));
        if let (Some(name), None, None) = (name, before.key, after.key) {
            // An alternative of a union that another schema takes in has its properties as well.
            let around = parts.map(|(root, node)| find_around(root, node, name));
            let mut pairs = around[0].iter().zip(&around[1]);
            if let Some((old, new)) = pairs.find(|(old, new)| old != new) {
                (before, after) = (*old, *new);
            }
        }
        if answers_otherwise(change, comparison) {
            return BreakCause::Wire;
        }
        if before == after && change.kind == ChangeKind::MemberTypeChanged {
            let was = list_kinds(&self.old, before.node);
            if was != list_kinds(&self.new, after.node) {
                return BreakCause::Precision;
            }
        }
        if before == after {
            return match old == new {
                true => BreakCause::Elsewhere,
                false => BreakCause::Renamed,
            };
        }
        // Another property, of which old clients know nothing.
        if is_broken_inside(comparison, (old, new)) || before.key != after.key {
            return BreakCause::Wire;
        }
        let is_getter = change.kind == ChangeKind::MemberGone && change.subject.ends_with(')');
        if let (true, Some(key)) = (is_getter, after.key)
            && new
                .and_then(|place| self.new.at(place))
                .is_some_and(|union| all_have(&self.new, union, key))
        {
            // All have it still, and something else is said of it.
            return BreakCause::Precision;
        }
        judge_shape(change, (before, after))
    }

    /// What the operation says that a change is in: where it is gone a name may live on elsewhere,
    /// and all that has no other name is called after its id.
    fn find_cause_in_operation(
        &self,
        change: &Change,
        old: Option<&Pointer>,
    ) -> Option<BreakCause> {
        let operation = old.and_then(find_operation_of)?;
        let Some(now) = self.new.at(&operation) else {
            return Some(BreakCause::Wire);
        };
        let before = self.old.at(&operation)?;
        let is_renamed = before.get("operationId") != now.get("operationId");
        let is_name = matches!(
            change.kind,
            ChangeKind::TypeRenamed | ChangeKind::TypeNameMeansOther | ChangeKind::MethodRenamed
        );
        (is_renamed && is_name).then_some(BreakCause::Renamed)
    }
}

/// What a change is by its kind, where the document says something else at its place and nothing
/// that breaks the wire.
fn judge_shape(change: &Change, (before, after): (DocumentPart, DocumentPart)) -> BreakCause {
    match change.kind {
        ChangeKind::MethodRenamed | ChangeKind::TypeRenamed => BreakCause::Renamed,
        // What a failure or success is called after is its status, which is another one now.
        ChangeKind::MemberRenamed if change.subject.starts_with("operations::") => {
            judge_operation_responses(before.node, after.node)
        }
        // What all alternatives had is of another type in some of them.
        ChangeKind::MemberGone if kinds_differ(before.node, after.node) => BreakCause::Wire,
        ChangeKind::MemberGone if !change.subject.ends_with(')') => {
            if has_only_got_more(before.node, after.node) {
                BreakCause::Added
            } else {
                BreakCause::Wire
            }
        }
        // Another schema; what was added beside the first one makes an enum of the operation.
        ChangeKind::SuccessTypeChanged if change.after.starts_with("types::") => {
            BreakCause::Renamed
        }
        ChangeKind::SuccessTypeChanged | ChangeKind::ErrorTypeChanged | ChangeKind::MethodGone => {
            judge_operation_responses(before.node, after.node)
        }
        ChangeKind::ArgumentsChanged if takes_params(change) => BreakCause::Renamed,
        ChangeKind::ArgumentsChanged if is_let_off(before.node, after.node) => {
            BreakCause::Precision
        }
        ChangeKind::MemberTypeChanged
        | ChangeKind::TypeFormChanged
        | ChangeKind::ConstructorChanged
        | ChangeKind::DefaultGone => BreakCause::Precision,
        _ => BreakCause::Added,
    }
}

/// Whether an operation may be answered as before, and otherwise.
fn judge_operation_responses(before: &Node, after: &Node) -> BreakCause {
    match [before, after].map(|node| node.get("responses")) {
        [Some(before), Some(after)] if has_only_got_more(before, after) => BreakCause::Added,
        _ => BreakCause::Wire,
    }
}

/// Whether a parameter that had to be given may be left out.
fn is_let_off(before: &Node, after: &Node) -> bool {
    let list = |operation: &Node| match operation.get("parameters") {
        Some(Node::List(parameters)) => parameters.clone(),
        _ => Vec::new(),
    };
    let after = list(after);
    let is_required = |one: &Node| one.get("required") == Some(&Node::Bool(true));
    list(before).iter().any(|old| {
        let mut same = after.iter();
        let same = same.find(|new| {
            ["name", "in"]
                .iter()
                .all(|key| old.get(key) == new.get(key))
        });
        is_required(old) && same.is_some_and(|new| !is_required(new))
    })
}

/// Whether something that took or gave a type is told of.
fn is_of_use(kind: ChangeKind) -> bool {
    matches!(
        kind,
        ChangeKind::ArgumentsChanged
            | ChangeKind::SuccessTypeChanged
            | ChangeKind::MemberTypeChanged
            | ChangeKind::MemberGone
    )
}

/// Whether a name has gone over to something else on the wire.
fn stands_for_other(kind: ChangeKind) -> bool {
    matches!(
        kind,
        ChangeKind::FieldMeansOther | ChangeKind::VariantMeansOther
    )
}

/// The words of what is told: `types`, `Pet`, `age`.
fn list_words(text: &str) -> impl Iterator<Item = &str> {
    let words = text.split(|letter: char| !(letter.is_alphanumeric() || letter == '_'));
    words.filter(|word| !word.is_empty())
}

/// Whether something breaks the wire inside of what is told. A new failure, success or alternative
/// is told of old clients as well, and is no reason to break a program that is compiled anew.
fn is_broken_inside(comparison: &Comparison, places: (Option<&Pointer>, Option<&Pointer>)) -> bool {
    let mut changes = comparison.changes.iter();
    changes.any(|one| {
        let is_only_more = matches!(
            one.kind,
            ChangeKind::AnswerHasNewVariant
                | ChangeKind::SuccessUndocumented
                | ChangeKind::FailureUndocumented
        );
        one.level() == ChangeLevel::Wire
            && !is_only_more
            && (is_inside(&one.old_place, places.0) || is_inside(&one.new_place, places.1))
    })
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

/// Whether what an operation gives is of another kind, which is told of its responses and not of
/// the component that they refer to.
fn answers_otherwise(change: &Change, comparison: &Comparison) -> bool {
    let gives = matches!(
        change.kind,
        ChangeKind::SuccessTypeChanged
            | ChangeKind::ErrorTypeChanged
            | ChangeKind::MemberTypeChanged
            | ChangeKind::MethodGone
    );
    let Some(place) = change.old_place.as_ref().filter(|_| gives) else {
        return false;
    };
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
