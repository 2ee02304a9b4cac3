//! Names of operations: `operationId`, or one made from method and path.

use super::FoundOperation;
use crate::api::context::ResolveCx;
use crate::diagnostics::{Code, Diagnostic, Place};
use crate::limits::SHOWN_MISSING_IDS;
use crate::maps::HashMap;
use crate::source::Pointer;

/// The ids that are taken.
#[derive(Default)]
struct TakenIds {
    /// By the id the first operation that has it.
    places: HashMap<String, Pointer>,
    /// The last number that an id was given.
    numbers: HashMap<String, u32>,
}

impl TakenIds {
    fn contains(&self, id: &str) -> bool {
        self.places.contains_key(id)
    }

    fn add(&mut self, id: String, at: &Pointer) {
        self.places.insert(id, at.clone());
    }
}

/// One id for each operation, unique. Written ids come first: an operation
/// without one never takes that of another away.
pub(super) fn assign_operation_ids(
    cx: &mut ResolveCx<'_>,
    found: &[FoundOperation<'_>],
) -> Vec<String> {
    let mut taken = TakenIds::default();
    let mut ids: Vec<Option<String>> = Vec::new();
    for operation in found {
        let id = operation.id().map(str::to_owned);
        ids.push(id.map(|id| claim_operation_id(cx, &mut taken, id, &operation.at)));
    }
    // One finding for all: documents without any id have hundreds of operations.
    report_missing(cx, found, &ids);
    let mut all = Vec::new();
    for (operation, id) in found.iter().zip(ids) {
        all.push(id.unwrap_or_else(|| {
            // Made of method and path alone, so that the name stays when operations are added
            // elsewhere.
            let id = derive_operation_id(&operation.method.to_lowercase(), operation.path);
            find_free_id(&mut taken, id, &operation.at)
        }));
    }
    all
}

/// Takes an id, or with a warning the next free one.
fn claim_operation_id(
    cx: &mut ResolveCx<'_>,
    taken: &mut TakenIds,
    id: String,
    at: &Pointer,
) -> String {
    if let Some(first) = taken.places.get(&id) {
        let message = format!("`{id}` is the operationId of another operation too");
        let finding = Diagnostic::at(Code::DuplicateOperationId, &at.join("operationId"), message)
            .label(Place::Node(first.join("operationId")), "the first one");
        cx.report(finding);
    }
    find_free_id(taken, id, at)
}

fn find_free_id(taken: &mut TakenIds, id: String, at: &Pointer) -> String {
    if !taken.contains(&id) {
        taken.add(id.clone(), at);
        return id;
    }
    // Below the last number of an id none is free.
    let first = taken.numbers.get(&id).map_or(2, |last| last + 1);
    let numbered = (first..).map(|number| (number, format!("{id}_{number}")));
    let free = numbered.into_iter().find(|(_, id)| !taken.contains(id));
    let (number, free) = free.unwrap_or_else(|| (first, id.clone()));
    taken.numbers.insert(id, number);
    taken.add(free.clone(), at);
    free
}

/// `get /v1/pets/{id}` → `get_v1_pets_by_id`.
fn derive_operation_id(method: &str, path: &str) -> String {
    let mut words = vec![method.to_owned()];
    for segment in path.split('/') {
        for (index, part) in segment.split(['{', '}']).enumerate() {
            if part.is_empty() {
                continue;
            }
            // Every second part stands between braces.
            if index % 2 == 1 {
                words.push("by".to_owned());
            }
            let clean = part.replace(|c: char| !c.is_alphanumeric(), "_");
            let clean = clean.trim_matches('_');
            if !clean.is_empty() {
                words.push(clean.to_owned());
            }
        }
    }
    words.join("_")
}

/// One finding for all operations without an id.
fn report_missing(cx: &mut ResolveCx<'_>, found: &[FoundOperation<'_>], ids: &[Option<String>]) {
    let missing: Vec<&FoundOperation<'_>> = found
        .iter()
        .zip(ids)
        .filter(|(found, id)| found.wanted && id.is_none())
        .map(|(found, _)| found)
        .collect();
    let Some((first, rest)) = missing.split_first() else {
        return;
    };
    let message = match rest.len() {
        0 => "an operation has no operationId; method and path name it".to_owned(),
        more => format!(
            "{} operations have no operationId; method and path name them",
            more + 1
        ),
    };
    let mut finding = Diagnostic::at(Code::MissingOperationId, &first.at, message);
    for other in rest.iter().take(SHOWN_MISSING_IDS - 1) {
        finding = finding.label(Place::Node(other.at.clone()), "also without");
    }
    cx.report(finding);
}
