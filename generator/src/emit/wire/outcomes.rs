//! Enums over answers: which answer is read as which variant, and written for
//! tests.

use super::braced;
use super::indices::patterns;
use crate::emit::syntax::{Arg, Arm, Expr, Function, Item, Path, Stmt, Text, Ty};
use crate::emit::uses::Uses;
use crate::rust::model::{Case, Outcome, OutcomeEnum, Read};

/// How an enum is read, and how tests write it.
pub(super) fn items<'a>(outcome: &'a Outcome, uses: &Uses) -> Vec<Item<'a>> {
    let path = uses.operations(&outcome.ident);
    let own = &outcome.definition;
    match &outcome.same {
        None => vec![read(own, path.clone(), uses), replies(own, path.into())],
        Some(_) => Vec::new(),
    }
}

fn replies<'a>(outcome: &'a OutcomeEnum, head: Text<'a>) -> Item<'a> {
    let entries = outcome.cases.iter().filter_map(|case| {
        let (index, ident) = (case.answers.first()?, case.variant.written());
        let kind = match case.read {
            Read::Json | Read::Text | Read::Plain => "value",
            Read::Bytes => "bytes",
            Read::Empty => "empty",
            // Tests write streams by themselves.
            Read::Events | Read::WholeEvents | Read::TextEvents | Read::Lines => return None,
        };
        Some(format!("{kind} {ident} = {index}").into())
    });
    braced("replies", head, entries.collect())
}

fn read<'a>(outcome: &'a OutcomeEnum, path: Path<'a>, uses: &Uses) -> Item<'a> {
    let received = Ty::text(uses.contract("Received")).reference();
    let error = Ty::text(uses.json("DecodeError"));
    let none = Expr::text("from").method("undocumented", []);
    let none = Arm::new("_", Expr::call("Err", [none]));
    let arms = outcome.cases.iter().map(case).chain([none]);
    let case = Expr::text("from").method("case", []);
    let function = Function {
        // else the library would compile how every answer is read
        attributes: vec!["#[inline]".into()],
        head: "pub(super) fn read".into(),
        args: vec![Arg::Typed("from".into(), received)],
        returns: Some(Ty::generic("Result", [Ty::text("Self"), error])),
        body: vec![Stmt::Value(Expr::choice(case, arms.collect()))],
    };
    Item::methods(path, vec![function])
}

fn case(case: &Case) -> Arm<'_> {
    let variant = Path::new("Self").to(&case.variant.written());
    let variant = Expr::text(variant);
    let body = match case.read {
        Read::Empty => Expr::call("Ok", [variant]),
        how => Expr::text("from")
            .method(how.name(), [])
            .method("map", [variant]),
    };
    Arm {
        patterns: patterns(&case.answers, |index| index),
        body,
    }
}
