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
    let entries = operations.flat_map(emit_example_entries);
    let samples = krate.webhook_samples.iter().map(emit_webhook_sample);
    let entries: Vec<SourceText> = entries.chain(samples).collect();
    (!entries.is_empty()).then(|| call_braced_macro("examples", "super::Client", entries))
}

/// An example of a call of the provider, behind a name that no operation has: see
/// `bindery_runtime::testing::find_webhook_sample`.
fn emit_webhook_sample([webhook, name, json]: &[String; 3]) -> SourceText<'_> {
    let id = format!("webhook {webhook}");
    let [id, name, json] = [&id, name, json].map(|text| StringLiteral::new(text));
    format!("{id} 0 {name} = {json}").into()
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
