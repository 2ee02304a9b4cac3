//! The document's examples of responses, for tests of programs.

use super::call_braced_macro;
use crate::emit::syntax::{ItemNode, SourceText};
use crate::printable::StringLiteral;
use crate::rust::Crate;
use crate::rust::model::OperationItem;

/// All examples; `None` when there are none, or none are wanted.
pub(super) fn emit_examples_item(krate: &Crate) -> Option<ItemNode<'_>> {
    let operations = krate.operations.iter();
    let operations = operations.flat_map(|module| &module.operations);
    let entries: Vec<SourceText> = operations.flat_map(emit_example_entries).collect();
    (!entries.is_empty()).then(|| call_braced_macro("examples", "super::Client", entries))
}

fn emit_example_entries(operation: &OperationItem) -> impl Iterator<Item = SourceText<'_>> {
    let answers = operation.answers.iter().enumerate();
    answers.flat_map(move |(case, answer)| {
        let examples = answer.examples.iter();
        examples.map(move |(name, json)| {
            let [id, name, json] = [&operation.id, name, json].map(|text| StringLiteral::new(text));
            format!("{id} {case} {name} = {json}").into()
        })
    })
}
