//! What is tried with one document.

use std::collections::HashMap;
use std::io;

use jsonschema::Validator;
use serde_json::Value;

use super::driver::{self, Answer};
use super::judge::{self, Judge};
use super::make::{Maker, MakerSubject};
use super::random::Random;
use super::tally::{LosslessFailure, LosslessRecord};
use super::{exact, spoil};
use crate::documents::Document;
use crate::slot::{Program, Slot};

/// So many proposals are made for each value that is wanted.
const PATIENCE: usize = 6;
/// After so many proposals in vain a schema is given up.
const HOPELESS: usize = 30;
/// So many examples of one kind are kept for each schema.
const EXAMPLES: usize = 2;

/// How much is tried.
#[derive(Clone, Copy)]
pub(crate) struct Plan {
    pub(crate) values: usize,
    pub(crate) wrong: usize,
    pub(crate) seed: u64,
}

/// A value and what should become of it.
struct Question {
    schema: usize,
    json: String,
    /// The path of what is wrong; `None` for a valid value.
    wrong: Option<String>,
}

/// A schema and its Rust type.
struct TypedSchema {
    pointer: String,
    ty: String,
}

/// Tries all schemas of a document.
pub(crate) fn try_document_values(
    slot: &Slot,
    document: &Document,
    plan: Plan,
) -> io::Result<(LosslessRecord, Vec<LosslessFailure>)> {
    let mut record = LosslessRecord {
        id: document.id.clone(),
        ..LosslessRecord::default()
    };
    let mut failures = Vec::new();
    match try_schemas(slot, document, plan, &mut record, &mut failures)? {
        Ok(()) => {}
        Err(reason) => record.first_error = Some(reason),
    }
    Ok((record, failures))
}

fn try_schemas(
    slot: &Slot,
    document: &Document,
    plan: Plan,
    record: &mut LosslessRecord,
    failures: &mut Vec<LosslessFailure>,
) -> io::Result<Result<(), String>> {
    let generation = slot.generate(&document.path)?;
    if !generation.measurement.succeeded() {
        return Ok(Err(generation.findings.reason(&generation.measurement)));
    }
    let mut source = slot.source(&document.path)?;
    judge::turn_dialect(&mut source, document.version.starts_with("3.0"));
    let schemas = list_whole_schemas(&source, slot.types(&document.path)?);
    record.schemas = schemas.len();
    let questions = match make_questions(&source, &schemas, plan, record) {
        Ok(questions) => questions,
        Err(reason) => return Ok(Err(reason)),
    };
    if questions.is_empty() {
        return Ok(Ok(()));
    }
    let source = driver::checking_program(schemas.iter().map(|schema| schema.ty.as_str()));
    let program = Program {
        source: &source,
        features: &[],
    };
    let input: String = questions
        .iter()
        .map(|question| format!("{}\t{}\n", question.schema, question.json))
        .collect();
    let (built, complaints, answers) = slot.drive(&program, &input, &[])?;
    record.build = Some(built.usage);
    let Some(answers) = answers else {
        return Ok(Err(complaints.reason(&built)));
    };
    let mut answers = driver::read_type_answers(&answers)?;
    answers.resize(questions.len(), Answer::Lost);
    judge_answers(&schemas, &questions, &answers, record, failures);
    Ok(Ok(()))
}

/// The schemas that have a Rust type: components, and what stands in operations.
/// What stands inside a component is tried with it, and so are alternatives, whose
/// types hold what stands beside them as well.
fn list_whole_schemas(source: &Value, types: Vec<(String, String)>) -> Vec<TypedSchema> {
    let is_whole = |pointer: &str| match pointer.strip_prefix("/components/schemas/") {
        Some(name) => !name.contains('/'),
        None => !pointer.starts_with("/components/schemas") && !is_part(pointer),
    };
    let mut schemas: Vec<TypedSchema> = Vec::new();
    for (pointer, ty) in types {
        if is_whole(&pointer) && source.pointer(&pointer).is_some() {
            schemas.push(TypedSchema { pointer, ty });
        }
    }
    schemas
}

/// Whether a schema is a member of `oneOf`, `anyOf` or `allOf`.
fn is_part(pointer: &str) -> bool {
    let mut steps = pointer.rsplit('/').skip(1);
    matches!(steps.next(), Some("oneOf" | "anyOf" | "allOf"))
}

fn make_questions(
    source: &Value,
    schemas: &[TypedSchema],
    plan: Plan,
    record: &mut LosslessRecord,
) -> Result<Vec<Question>, String> {
    let judge = Judge::new(source)?;
    let subject = MakerSubject::new(source);
    let mut questions = Vec::new();
    for (index, schema) in schemas.iter().enumerate() {
        let Ok(validator) = judge.validator(&schema.pointer) else {
            record.unjudged += 1;
            continue;
        };
        let mut random = Random::new(plan.seed, &schema.pointer);
        let valid = valid_values(
            &subject,
            &schema.pointer,
            &validator,
            plan.values,
            &mut random,
        );
        record.tried += usize::from(!valid.is_empty());
        let wrong = wrong_values(&valid, &validator, plan.wrong, &mut random);
        questions.extend(valid.into_iter().map(|value| Question {
            schema: index,
            json: spell_value(&value, &mut random),
            wrong: None,
        }));
        questions.extend(wrong.into_iter().map(|spoiled| Question {
            schema: index,
            json: spoiled.value.to_string(),
            wrong: Some(spoiled.path),
        }));
    }
    Ok(questions)
}

pub(crate) fn valid_values(
    subject: &MakerSubject<'_>,
    name: &str,
    validator: &Validator,
    wanted: usize,
    random: &mut Random,
) -> Vec<Value> {
    let mut found: Vec<Value> = Vec::new();
    for proposals in 0..wanted * PATIENCE {
        if found.len() == wanted || (found.is_empty() && proposals == HOPELESS) {
            break;
        }
        let made = Maker::new(subject, random).schema(name);
        if let Some(value) =
            made.filter(|value| validator.is_valid(value) && !found.contains(value))
        {
            found.push(value);
        }
    }
    found
}

fn wrong_values(
    valid: &[Value],
    validator: &Validator,
    wanted: usize,
    random: &mut Random,
) -> Vec<spoil::Spoiled> {
    let mut found = Vec::new();
    for _ in 0..wanted * PATIENCE {
        let Some(value) = random.pick(valid).filter(|_| found.len() < wanted) else {
            break;
        };
        let spoiled = spoil::spoil_value(random, value);
        if judge::is_misshapen(validator, &spoiled.value) {
            found.push(spoiled);
        }
    }
    found
}

/// The text of a value, some of its numbers in another spelling.
fn spell_value(value: &Value, random: &mut Random) -> String {
    match value {
        Value::Array(items) => {
            let items: Vec<String> = items.iter().map(|item| spell_value(item, random)).collect();
            format!("[{}]", items.join(","))
        }
        Value::Object(members) => {
            let member = |(name, value): (&String, &Value)| {
                format!(
                    "{}:{}",
                    Value::from(name.as_str()),
                    spell_value(value, random)
                )
            };
            let members: Vec<String> = members.iter().map(member).collect();
            format!("{{{}}}", members.join(","))
        }
        Value::Number(number) if number.is_i64() && random.percent(4) => format!("{number}.0"),
        Value::Number(number) if number.is_i64() && random.percent(2) => format!("{number}e0"),
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => value.to_string(),
    }
}

fn judge_answers(
    schemas: &[TypedSchema],
    questions: &[Question],
    answers: &[Answer],
    record: &mut LosslessRecord,
    failures: &mut Vec<LosslessFailure>,
) {
    let mut broken: HashMap<usize, usize> = HashMap::new();
    let mut examples: HashMap<(usize, &str), usize> = HashMap::new();
    for (question, answer) in questions.iter().zip(answers) {
        let kind = match &question.wrong {
            None => judge_valid_value(question, answer, record),
            Some(path) => judge_wrong_value(path, answer, record),
        };
        let Some(kind) = kind else { continue };
        if question.wrong.is_none() {
            *broken.entry(question.schema).or_default() += 1;
        }
        let seen = examples.entry((question.schema, kind)).or_default();
        *seen += 1;
        if let Some(schema) = schemas.get(question.schema).filter(|_| *seen <= EXAMPLES) {
            let answer = match answer {
                Answer::Kept(json) => json.clone(),
                Answer::Refused(_, reason) => reason.clone(),
                Answer::Lost => "no answer".to_owned(),
            };
            failures.push(LosslessFailure {
                id: record.id.clone(),
                schema: schema.pointer.clone(),
                kind,
                value: question.json.clone(),
                answer,
            });
        }
    }
    record.whole = record.tried.saturating_sub(broken.len());
}

fn judge_valid_value(
    question: &Question,
    answer: &Answer,
    record: &mut LosslessRecord,
) -> Option<&'static str> {
    record.valid += 1;
    match answer {
        Answer::Kept(json) => match exact::compare_json(&question.json, json) {
            exact::Likeness::Equal => {
                record.kept += 1;
                None
            }
            exact::Likeness::Respelled => {
                record.respelled += 1;
                None
            }
            exact::Likeness::Other => {
                record.changed += 1;
                Some("changed")
            }
        },
        Answer::Refused(..) | Answer::Lost => {
            record.refused += 1;
            Some("refused")
        }
    }
}

fn judge_wrong_value(
    path: &str,
    answer: &Answer,
    record: &mut LosslessRecord,
) -> Option<&'static str> {
    record.wrong += 1;
    match answer {
        Answer::Kept(_) | Answer::Lost => Some("accepted"),
        Answer::Refused(found, _)
            if path.starts_with(found.as_str()) || found.starts_with(path) =>
        {
            record.caught += 1;
            None
        }
        Answer::Refused(..) => {
            record.elsewhere += 1;
            Some("elsewhere")
        }
    }
}
