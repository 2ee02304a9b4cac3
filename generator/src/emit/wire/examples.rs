//! The document's examples of answers, for tests of programs.

use super::braced;
use crate::emit::syntax::{Item, Text};
use crate::printable::StringLiteral;
use crate::rust::Crate;
use crate::rust::model::OperationItem;

/// All examples; `None` when there are none, or none are wanted.
pub(super) fn item(krate: &Crate) -> Option<Item<'_>> {
    let operations = krate.operations.iter();
    let operations = operations.flat_map(|module| &module.operations);
    let entries: Vec<Text> = operations.flat_map(entries).collect();
    (!entries.is_empty()).then(|| braced("examples", "super::Client", entries))
}

fn entries(operation: &OperationItem) -> impl Iterator<Item = Text<'_>> {
    let answers = operation.answers.iter().enumerate();
    answers.flat_map(move |(case, answer)| {
        let examples = answer.examples.iter();
        examples.map(move |(name, json)| {
            let [id, name, json] = [&operation.id, name, json].map(|text| StringLiteral::new(text));
            format!("{id} {case} {name} = {json}").into()
        })
    })
}
