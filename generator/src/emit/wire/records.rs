//! Structs: a table, and two short functions that walk it.

use std::fmt::Display;

use super::{decode, encode, path};
use crate::emit::rules::{constrained, constrained_by};
use crate::emit::syntax::expr::Entry;
use crate::emit::syntax::{Expr, Item, Stmt, slice, strings};
use crate::emit::uses::Uses;
use crate::rust::model::{self, Builtin, DefaultImpl, Presence, Record, Row, Struct};
use crate::rust::names::{FieldIdent, LocalIdent, local};

pub(super) fn items<'a>(object: &'a Struct, record: &'a Record, uses: &Uses) -> [Item<'a>; 3] {
    [
        table(object, record, uses),
        encode(path(&object.ident, uses), writes(object, record), uses),
        decode(path(&object.ident, uses), reads(object, record, uses), uses),
    ]
}

fn table<'a>(object: &'a Struct, record: &'a Record, uses: &Uses) -> Item<'a> {
    let rows: Vec<Expr> = record.rows.iter().map(|one| row(one, uses)).collect();
    let name = Expr::string(object.ident.as_str());
    let made = Expr::call("Record::new", [name, slice(rows)]);
    let sets = record.any_of.iter();
    let sets: Vec<Expr> = sets.map(|set| strings(set)).collect();
    let made = if sets.is_empty() {
        made
    } else {
        made.method("any_of", [slice(sets)])
    };
    let made = held(record.strict, made);
    let made = if record.closed {
        made.method("closed", [])
    } else {
        made
    };
    let constants = record.constants.iter();
    let constants: Vec<Expr> = constants
        .map(|(name, value)| Expr::tuple([Expr::string(name), Expr::string(value)]))
        .collect();
    let made = if constants.is_empty() {
        made
    } else {
        made.method("constants", [slice(constants)])
    };
    let made = constrained(made, &record.rules, uses);
    let value = constrained_by("rest_rules", made, &record.rest_rules, uses);
    Item::table(record.ident.as_str(), uses.json("Record"), value)
}

fn row<'a>(row: &'a Row, uses: &Uses) -> Expr<'a> {
    let made = match row.presence {
        Presence::Required => "required",
        Presence::RequiredNullable => "nullable",
        Presence::Optional => "optional",
        Presence::OptionalNullable => "optional_nullable",
    };
    let made = Expr::call(uses.json("Field").to(made), [Expr::string(&row.wire)]);
    let made = if row.escaped {
        made.method("escaped", [])
    } else {
        made
    };
    constrained(held(row.strict, made), &row.rules, uses)
}

/// Says that answers must keep to it.
fn held(strict: bool, made: Expr<'_>) -> Expr<'_> {
    match strict {
        true => made.method("strict", []),
        false => made,
    }
}

fn writes<'a>(object: &'a Struct, record: &'a Record) -> Vec<Stmt<'a>> {
    let (fields, rest) = places(object, "self");
    let fields = fields.iter().map(|place| Expr::text(format!("&{place}")));
    let rest = Expr::text(format!("&{}", rest.as_deref().unwrap_or("()")));
    let args = [reference(record), slice(fields.collect::<Vec<_>>()), rest];
    vec![Stmt::Run(Expr::text("to").method("record", args))]
}

/// The fields of a value, and what holds its other properties.
fn places(object: &Struct, value: &str) -> (Vec<String>, Option<String>) {
    let place = |ident: &FieldIdent| format!("{value}.{}", ident.written());
    let fields = object.fields.iter();
    let fields = fields.map(|field| place(&field.ident)).collect();
    (fields, object.rest.as_ref().map(|rest| place(&rest.ident)))
}

fn reads<'a>(object: &'a Struct, record: &'a Record, uses: &Uses) -> Vec<Stmt<'a>> {
    // Without any slot, the value would need no `mut`.
    let is_empty = object.fields.is_empty() && object.rest.is_none();
    match object.default {
        // A struct without required fields is its own set of slots, without locals and patterns:
        // 2.7 of a hundred instructions of `cargo check` for a part of DigitalOcean's document.
        DefaultImpl::Derived if !is_empty => reads_in_place(object, record),
        DefaultImpl::None | DefaultImpl::Derived | DefaultImpl::New => {
            reads_by_locals(object, record, uses)
        }
    }
}

/// Where nothing must be there, the fields are the slots.
fn reads_in_place<'a>(object: &'a Struct, record: &'a Record) -> Vec<Stmt<'a>> {
    let (slots, rest) = places(object, "value");
    vec![
        Stmt::Text("let mut value = Self::default();".into()),
        walk(record, &slots, rest.as_deref()),
        Stmt::Value(Expr::call("Ok", [Expr::text("value")])),
    ]
}

fn reads_by_locals<'a>(object: &'a Struct, record: &'a Record, uses: &Uses) -> Vec<Stmt<'a>> {
    let locals: Vec<LocalIdent> = (0..record.rows.len()).map(local).collect();
    let slots = record
        .rows
        .iter()
        .zip(&locals)
        .map(|(row, local)| slot(row, local, uses));
    let rest = object.rest.as_ref();
    let rest_slot = rest.map(|rest| {
        let new = rest_type(&rest.ty, uses);
        Stmt::Text(format!("let mut {} = {new}::new();", rest.ident.written()).into())
    });
    let rest = rest.map(|rest| rest.ident.written());
    let checks = checks(record, &locals);
    slots
        .chain(rest_slot)
        .chain([walk(record, &locals, rest.as_deref())])
        .chain(checks)
        .chain([Stmt::Value(made(object, &locals))])
        .collect()
}

fn slot(row: &Row, local: &LocalIdent, uses: &Uses) -> Stmt<'static> {
    let text = match row.presence {
        Presence::Required | Presence::RequiredNullable | Presence::Optional => {
            format!("let mut {local} = None;")
        }
        Presence::OptionalNullable => {
            let maybe = uses.builtin(Builtin::Maybe);
            format!("let mut {local} = {maybe}::Absent;")
        }
    };
    Stmt::Text(text.into())
}

fn rest_type(ty: &model::Ty, uses: &Uses) -> String {
    match ty {
        model::Ty::Map(_) => uses.builtin(Builtin::BTreeMap).to_string(),
        other => uses.ty(other).to_string(),
    }
}

/// The call that fills the slots.
fn walk<'a>(record: &'a Record, slots: &[impl Display], rest: Option<&str>) -> Stmt<'a> {
    let slots = slots.iter();
    let slots = slots.map(|slot| Expr::text(format!("&mut {slot}")));
    let slots = Expr::array(slots.collect::<Vec<_>>()).reference_mut();
    let rest = Expr::text(format!("&mut {}", rest.unwrap_or("()")));
    let args = [reference(record), slots, rest];
    Stmt::Run(Expr::text("from").method("record", args).tried())
}

/// Fields that are checked in one pattern: as many as fit on a line.
const CHECKED: usize = 4;

/// The reader has checked that all are there; the compiler wants to see it.
fn checks<'a>(record: &'a Record, locals: &[LocalIdent]) -> Vec<Stmt<'a>> {
    let required: Vec<&str> = record
        .rows
        .iter()
        .zip(locals)
        .filter(|(row, _)| row.presence == Presence::Required)
        .map(|(_, local)| local.as_str())
        .collect();
    let checks = required.chunks(CHECKED);
    checks.map(|some| check(record, some)).collect()
}

fn check<'a>(record: &'a Record, locals: &[&str]) -> Stmt<'a> {
    let incomplete = Expr::text("from").method("incomplete", [reference(record)]);
    let fails = Stmt::Return(Expr::call("Err", [incomplete]));
    let some: Vec<String> = locals
        .iter()
        .map(|local| format!("Some({local})"))
        .collect();
    let (pattern, value) = match locals {
        [only] => (some.concat(), (*only).to_owned()),
        all => (
            format!("({})", some.join(", ")),
            format!("({})", all.join(", ")),
        ),
    };
    Stmt::Let {
        pattern: pattern.into(),
        value: Expr::text(value),
        otherwise: Some(vec![fails]),
    }
}

/// `Ok(Self { … })`.
fn made<'a>(object: &'a Struct, locals: &[LocalIdent]) -> Expr<'a> {
    let fields = object.fields.iter().zip(locals).map(|(field, local)| {
        let local = local.as_str().to_owned();
        Entry::new(field.ident.written(), Expr::text(local))
    });
    let rest = object.rest.as_ref();
    let rest = rest.map(|rest| Entry::short(rest.ident.written()));
    let fields: Vec<Entry> = fields.chain(rest).collect();
    Expr::call("Ok", [Expr::structure("Self", fields, None)])
}

fn reference(record: &Record) -> Expr<'_> {
    Expr::text(record.ident.as_str()).reference()
}
