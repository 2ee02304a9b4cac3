//! Enums over responses: which response is read as which variant, and written for
//! tests.

use super::call_braced_macro;
use crate::emit::syntax::{Arg, Arm, Expr, Function, ItemNode, Path, SourceText, Stmt, TypeNode};
use crate::emit::uses::Uses;
use crate::rust::model::{BodyReader, Case, OperationOutcome, OutcomeEnum};

/// How an enum is read, and how tests write it.
pub(super) fn emit_wire_outcome<'a>(
    outcome: &'a OperationOutcome,
    uses: &Uses,
) -> Vec<ItemNode<'a>> {
    let path = uses.operations(&outcome.ident);
    let own = &outcome.definition;
    match &outcome.same {
        None => vec![
            emit_outcome_reader(own, path.clone(), uses),
            emit_replies(own, path.into()),
        ],
        Some(_) => Vec::new(),
    }
}

fn emit_replies<'a>(outcome: &'a OutcomeEnum, head: SourceText<'a>) -> ItemNode<'a> {
    let entries = outcome.cases.iter().filter_map(|case| {
        let (number, ident) = (case.number, case.variant.written());
        let kind = match case.read {
            BodyReader::Json | BodyReader::Text | BodyReader::Plain => "value",
            BodyReader::Bytes => "bytes",
            BodyReader::Empty => "empty",
            // Tests write streams by themselves.
            BodyReader::Events
            | BodyReader::WholeEvents
            | BodyReader::TextEvents
            | BodyReader::Lines => return None,
        };
        Some(format!("{kind} {ident} = {number}").into())
    });
    call_braced_macro("replies", head, entries.collect())
}

fn emit_outcome_reader<'a>(outcome: &'a OutcomeEnum, path: Path<'a>, uses: &Uses) -> ItemNode<'a> {
    let received = TypeNode::text(uses.contract("Received")).reference();
    let error = TypeNode::text(uses.json("DecodeError"));
    let none = Expr::text("from").method("undocumented", []);
    let none = Arm::new("_", Expr::call("Err", [none]));
    let arms = outcome.cases.iter().map(emit_outcome_case).chain([none]);
    let case = Expr::text("from").method("case", []);
    let function = Function {
        // else the library would compile how every response is read
        attributes: vec!["#[inline]".into()],
        head: "pub(super) fn read".into(),
        args: vec![Arg::Typed("from".into(), received)],
        returns: Some(TypeNode::generic("Result", [TypeNode::text("Self"), error])),
        body: vec![Stmt::Value(Expr::choice(case, arms.collect()))],
    };
    ItemNode::methods(path, vec![function])
}

fn emit_outcome_case(case: &Case) -> Arm<'_> {
    let variant = Path::new("Self").to(&case.variant.written());
    let variant = Expr::text(variant);
    let body = match case.read {
        BodyReader::Empty => Expr::call("Ok", [variant]),
        how => Expr::text("from")
            .method(how.name(), [])
            .method("map", [variant]),
    };
    Arm::new(case.number.to_string(), body)
}
