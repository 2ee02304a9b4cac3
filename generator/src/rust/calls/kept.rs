//! Methods of earlier versions, which take or give less than the operation does now.
//!
//! An operation that gets its first body, or whose body becomes optional, can still be called as
//! before. With a lock its method stays as it was, and the new method beside it, `…_with`, takes
//! everything. The same goes for an operation whose successes are of several types now: its
//! method gives what it gave, other successes are as undocumented to it as they were, and `…_any`
//! beside it gives all.

use super::answers::ShapedResponses;
use crate::rust::docs;
use crate::rust::model::{
    AnswerRow, Argument, Body, BodyReader, Deep, KeptAnswers, KeptMethod, OperationOutcome,
    PassedValue, Success, Ty,
};
use crate::rust::names::StaticIdent;
use crate::rust::names::operations::OperationNames;
use crate::rust::status;

/// Shapes the method of an earlier version, where the lock keeps one.
pub(super) fn shape_kept_method(
    names: &OperationNames,
    all: &[Argument],
    body: Option<&Body>,
    responses: &ShapedResponses,
    deprecated: bool,
) -> Option<KeptMethod> {
    let kept = names.kept.as_ref()?;
    let gives = kept.gives.as_ref();
    let answers = gives.and_then(|(keys, table)| keep_answers(keys, table, responses));
    let mut arguments = Vec::new();
    let mut passes = Vec::new();
    for argument in all {
        let is_body = body.is_some_and(|body| body.argument == argument.ident);
        if is_body && !kept.takes_body {
            passes.push(PassedValue::None);
            continue;
        }
        let requires = is_body && kept.requires_body;
        let deep = requires.then(|| require_argument(&argument.deep)).flatten();
        passes.push(match &deep {
            Some(_) => PassedValue::Some(argument.ident.clone()),
            None => PassedValue::Same(argument.ident.clone()),
        });
        arguments.push(Argument {
            ident: argument.ident.clone(),
            deep: deep.unwrap_or_else(|| argument.deep.clone()),
        });
    }
    let line = format!(
        "{}, as it was called before it {} more.",
        docs::link_method(names),
        if answers.is_some() { "gave" } else { "took" },
    );
    let mut docs = docs::of_lines(docs::wrap_markdown(&line));
    docs.deprecated = deprecated;
    Some(KeptMethod {
        method: kept.method.clone(),
        docs,
        arguments,
        passes,
        answers,
    })
}

/// The responses of an earlier version.
fn keep_answers(
    keys: &[String],
    table: &StaticIdent,
    responses: &ShapedResponses,
) -> Option<KeptAnswers> {
    let Success::Several(outcome) = &responses.success else {
        return None;
    };
    let is_known = |row: &AnswerRow| {
        !row.success || keys.contains(&status::name_answer_key(row.status, &row.media_type))
    };
    let numbered = responses.rows.iter().enumerate();
    let known: Vec<(usize, &AnswerRow)> = numbered.filter(|(_, row)| is_known(row)).collect();
    let (first, row) = known.iter().find(|(_, row)| row.success)?;
    let (success, read) = find_case(outcome, row.case.unwrap_or(*first))?;
    let rows = known.into_iter().enumerate().map(|(place, (index, row))| {
        // The enum of failures knows its variants by the numbers that they have in the whole.
        let number = row.case.unwrap_or(index);
        let is_numbered = !row.success && number != place;
        AnswerRow {
            case: is_numbered.then_some(number),
            ..row.clone()
        }
    });
    Some(KeptAnswers {
        table: table.clone(),
        rows: rows.collect(),
        success,
        read,
    })
}

/// What a case of an enum over responses holds, and how it is read.
fn find_case(outcome: &OperationOutcome, number: usize) -> Option<(Ty, BodyReader)> {
    let definition = &outcome.definition;
    let case = definition.cases.iter().find(|case| case.number == number)?;
    let mut variants = definition.variants.iter();
    let variant = variants.find(|variant| variant.ident == case.variant)?;
    Some((variant.payload.clone().unwrap_or(Ty::Unit), case.read))
}

/// An argument that may be left out, as it is taken where it may not; `None` where it is taken
/// in another way.
fn require_argument(deep: &Deep) -> Option<Deep> {
    match deep {
        Deep::OptionReference(ty) => Some(Deep::Reference(ty.clone())),
        Deep::OptionSlice(ty) => Some(Deep::Slice(ty.clone())),
        Deep::OptionStr => Some(Deep::Str),
        Deep::Str
        | Deep::Bytes
        | Deep::Text
        | Deep::Value(_)
        | Deep::Reference(_)
        | Deep::Slice(_)
        | Deep::Into(_) => None,
    }
}
