//! The calls of one specification.

use std::io;

use serde_json::Value;

use super::FEATURES;
use super::expected::{Exemption, Exemptions};
use super::export::{SpecDocument, Specification};
use super::judge::{ToldCall, judge_answer};
use super::route::{Route, find_route, gives_events, gives_lines};
use super::rows::{RowMaker, choose_shape, make_address_row};
use super::scenario::{ExpectedBody, ExpectedRequest};
use crate::prism::driver::calling_program;
use crate::prism::plan::{Operation, list_call_shapes, list_operations};
use crate::slot::{Program, Slot};

/// The program's source, but for the functions that call methods.
const PROGRAM: &str = include_str!("program.rs.txt");

/// A call that is to be made for a scenario.
struct CallPlan<'s> {
    /// Which of the scenarios.
    scenario: usize,
    request: &'s ExpectedRequest,
    /// The operation; none of what no document describes.
    route: Option<Route>,
    by_hand: bool,
    /// The first body that a request of the scenario has.
    spare_body: Option<&'s ExpectedBody>,
}

impl CallPlan<'_> {
    /// The document whose program makes the call.
    fn document(&self) -> usize {
        self.route.as_ref().map_or(0, |route| route.document)
    }
}

/// What went wrong with each scenario, in their order.
pub(super) fn try_specification(
    slot: &Slot,
    specification: &Specification,
    url: &str,
    exemptions: &Exemptions,
) -> io::Result<Vec<Option<String>>> {
    let documents = &specification.documents;
    let operations: io::Result<Vec<Vec<Operation>>> = documents
        .iter()
        .map(|document| list_operations(slot, &document.path))
        .collect();
    let operations = operations?;
    let mut failures = vec![None; specification.scenarios.len()];
    let plans = plan_calls(specification, &operations, exemptions, &mut failures);
    for (index, (document, listed)) in documents.iter().zip(&operations).enumerate() {
        let plans: Vec<&CallPlan<'_>> = plans
            .iter()
            .filter(|plan| plan.document() == index)
            .collect();
        if plans.is_empty() {
            continue;
        }
        let told = match make_calls(slot, document, listed, &plans, url)? {
            Ok(told) => told,
            Err(reason) => {
                plans
                    .iter()
                    .for_each(|plan| note_failure(&mut failures, plan.scenario, &reason));
                continue;
            }
        };
        for (plan, told) in plans.iter().zip(&told) {
            if let Err(why) = judge_answer(told, plan.request) {
                note_failure(&mut failures, plan.scenario, &why);
            }
        }
    }
    Ok(failures)
}

/// The first thing that goes wrong with a scenario is what is told of it.
fn note_failure(failures: &mut [Option<String>], scenario: usize, why: &str) {
    if let Some(failure) = failures.get_mut(scenario) {
        failure.get_or_insert_with(|| why.to_owned());
    }
}

/// The calls of all scenarios. A request for which no document has an operation is called
/// only where the list says that the caller does it by hand.
fn plan_calls<'s>(
    specification: &'s Specification,
    operations: &[Vec<Operation>],
    exemptions: &Exemptions,
    failures: &mut [Option<String>],
) -> Vec<CallPlan<'s>> {
    let mut plans = Vec::new();
    for (scenario, found) in specification.scenarios.iter().enumerate() {
        let exemption = exemptions.get(&found.name);
        let by_hand = exemption.is_some_and(|(how, _)| *how == Exemption::ByHand);
        let spare_body = found.requests.iter().find_map(|one| one.body.as_ref());
        for request in &found.requests {
            let route = find_route(&specification.documents, operations, request);
            if route.is_none() && !by_hand {
                let (method, path) = (request.method.to_uppercase(), request.path());
                note_failure(
                    failures,
                    scenario,
                    &format!("no operation: {method} {path}"),
                );
                continue;
            }
            plans.push(CallPlan {
                scenario,
                request,
                route,
                by_hand,
                spare_body,
            });
        }
    }
    plans
}

/// What a program tells of some calls of a document, or why there is no program.
fn make_calls(
    slot: &Slot,
    document: &SpecDocument,
    operations: &[Operation],
    plans: &[&CallPlan<'_>],
    url: &str,
) -> io::Result<Result<Vec<ToldCall>, String>> {
    let generation = slot.generate(&document.path)?;
    if !generation.measurement.succeeded() {
        return Ok(Err(generation.findings.reason(&generation.measurement)));
    }
    let shapes = list_call_shapes(operations);
    let program = Program {
        source: &calling_program(PROGRAM, &shapes, name_outcome_function),
        features: &FEATURES,
    };
    let mut input = String::new();
    for plan in plans {
        let known = plan.route.as_ref().and_then(|route| {
            let operation = operations.get(route.operation)?;
            let index = choose_shape(&shapes, operation, plan.request)?;
            let maker = RowMaker {
                document,
                route,
                operation,
                request: plan.request,
                url,
                by_hand: plan.by_hand,
                spare_body: plan.spare_body,
            };
            Some((index.to_string(), maker.row(shapes.get(index)?.content)))
        });
        let (index, row) =
            known.unwrap_or_else(|| ("address".to_owned(), make_address_row(plan.request, url)));
        input.push_str(&format!("{index}\t{}\n", Value::Object(row)));
    }
    let (built, complaints, answers) = slot.drive(&program, &input, &[])?;
    let Some(answers) = answers else {
        return Ok(Err(complaints.reason(&built)));
    };
    let answers = std::fs::read_to_string(answers)?;
    let told: Result<Vec<ToldCall>, _> = answers.lines().map(serde_json::from_str).collect();
    let mut told = told?;
    // A program that stopped says nothing of the rest, which is no answer.
    told.resize_with(plans.len(), ToldCall::default);
    Ok(Ok(told))
}

/// The function of the program that sends a call: streams are read while they come.
fn name_outcome_function(operation: &Operation) -> &'static str {
    match (gives_events(operation), gives_lines(operation)) {
        (true, _) => "outcome_of_events",
        (_, true) => "outcome_of_lines",
        _ => "outcome",
    }
}
