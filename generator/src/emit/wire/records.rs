//! Structs: a table, and two short functions that walk it.

use std::fmt::Display;

use super::{emit_decode_impl, emit_encode_impl, emit_type_path};
use crate::emit::rules::{constrained_by, emit_constrained_expr};
use crate::emit::syntax::expr::FieldExpr;
use crate::emit::syntax::{Expr, ItemNode, Stmt, make_slice_expr, make_strings_slice};
use crate::emit::uses::Uses;
use crate::rust::model::{self, Builtin, DefaultImpl, Presence, Record, Row, Struct};
use crate::rust::names::{FieldIdent, LocalIdent, name_local};

pub(super) fn emit_record_items<'a>(
    object: &'a Struct,
    record: &'a Record,
    uses: &Uses,
) -> [ItemNode<'a>; 3] {
    [
        emit_record_table(object, record, uses),
        emit_encode_impl(
            emit_type_path(&object.ident, uses),
            emit_record_writes(object, record),
            uses,
        ),
        emit_decode_impl(
            emit_type_path(&object.ident, uses),
            emit_record_reads(object, record, uses),
            uses,
        ),
    ]
}

fn emit_record_table<'a>(object: &'a Struct, record: &'a Record, uses: &Uses) -> ItemNode<'a> {
    let rows: Vec<Expr> = record
        .rows
        .iter()
        .map(|one| emit_record_row(one, uses))
        .collect();
    let name = Expr::string(object.ident.as_str());
    let made = Expr::call("Record::new", [name, make_slice_expr(rows)]);
    let sets = record.any_of.iter();
    let sets: Vec<Expr> = sets.map(|set| make_strings_slice(set)).collect();
    let made = if sets.is_empty() {
        made
    } else {
        made.method("any_of", [make_slice_expr(sets)])
    };
    let made = emit_held_rules(record.strict, made);
    let made = if record.closed {
        made.method("closed", [])
    } else {
        made
    };
    let made = if record.patterns.is_empty() {
        made
    } else {
        made.method("patterns", [make_strings_slice(&record.patterns)])
    };
    let constants = record.constants.iter();
    let constants: Vec<Expr> = constants
        .map(|(name, value)| Expr::tuple([Expr::string(name), Expr::string(value)]))
        .collect();
    let made = if constants.is_empty() {
        made
    } else {
        made.method("constants", [make_slice_expr(constants)])
    };
    let made = emit_constrained_expr(made, &record.rules, uses);
    let value = constrained_by("rest_rules", made, &record.rest_rules, uses);
    ItemNode::table(record.ident.as_str(), uses.json("Record"), value)
}

fn emit_record_row<'a>(row: &'a Row, uses: &Uses) -> Expr<'a> {
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
    emit_constrained_expr(emit_held_rules(row.strict, made), &row.rules, uses)
}

/// Says that answers must keep to it.
fn emit_held_rules(strict: bool, made: Expr<'_>) -> Expr<'_> {
    match strict {
        true => made.method("strict", []),
        false => made,
    }
}

fn emit_record_writes<'a>(object: &'a Struct, record: &'a Record) -> Vec<Stmt<'a>> {
    let (fields, rest) = list_record_places(object, "self");
    let fields = fields.iter().map(|place| Expr::text(format!("&{place}")));
    let rest = Expr::text(format!("&{}", rest.as_deref().unwrap_or("()")));
    let args = [
        emit_field_reference(record),
        make_slice_expr(fields.collect::<Vec<_>>()),
        rest,
    ];
    vec![Stmt::Run(Expr::text("to").method("record", args))]
}

/// The fields of a value, and what holds its other properties.
fn list_record_places(object: &Struct, value: &str) -> (Vec<String>, Option<String>) {
    let place = |ident: &FieldIdent| format!("{value}.{}", ident.written());
    let fields = object.fields.iter();
    let fields = fields.map(|field| place(&field.ident)).collect();
    (fields, object.rest.as_ref().map(|rest| place(&rest.ident)))
}

fn emit_record_reads<'a>(object: &'a Struct, record: &'a Record, uses: &Uses) -> Vec<Stmt<'a>> {
    // Without any slot, the value would need no `mut`.
    let is_empty = object.fields.is_empty() && object.rest.is_none();
    let is_optional = |row: &Row| !row.presence.is_required();
    // A struct without required fields is its own set of slots, without locals and patterns:
    // 2.7 of a hundred instructions of `cargo check` for a part of DigitalOcean's document.
    if record.rows.iter().all(is_optional) && !is_empty {
        reads_in_place(object, record, uses)
    } else {
        reads_by_locals(object, record, uses)
    }
}

/// Where nothing must be there, the fields are the slots.
fn reads_in_place<'a>(object: &'a Struct, record: &'a Record, uses: &Uses) -> Vec<Stmt<'a>> {
    let (slots, rest) = list_record_places(object, "value");
    let empty = match object.default {
        DefaultImpl::Derived => Expr::text("Self::default()"),
        // What only responses hold has no `Default`.
        DefaultImpl::None | DefaultImpl::New => emit_absent_value(object, record, uses),
    };
    vec![
        Stmt::bind("mut value", empty),
        emit_record_walk(record, &slots, rest.as_deref()),
        Stmt::Value(Expr::call("Ok", [Expr::text("value")])),
    ]
}

/// A value without any of its fields, all of which are optional.
fn emit_absent_value<'a>(object: &'a Struct, record: &'a Record, uses: &Uses) -> Expr<'a> {
    let fields = object.fields.iter().zip(&record.rows);
    let fields = fields.map(|(field, row)| {
        let absent = match row.presence {
            Presence::OptionalNullable => Expr::text(uses.builtin(Builtin::Maybe).to("Absent")),
            Presence::Optional | Presence::Required | Presence::RequiredNullable => {
                Expr::text("None")
            }
        };
        FieldExpr::new(field.ident.written(), absent)
    });
    let rest = object.rest.as_ref();
    let rest = rest.map(|rest| {
        let new = format!("{}::new", rest_type(&rest.ty, uses));
        FieldExpr::new(rest.ident.written(), Expr::call(new, []))
    });
    Expr::structure("Self", fields.chain(rest).collect::<Vec<_>>(), None)
}

fn reads_by_locals<'a>(object: &'a Struct, record: &'a Record, uses: &Uses) -> Vec<Stmt<'a>> {
    let locals: Vec<LocalIdent> = (0..record.rows.len()).map(name_local).collect();
    let slots = record
        .rows
        .iter()
        .zip(&locals)
        .map(|(row, local)| emit_slot(row, local, uses));
    let rest = object.rest.as_ref();
    let rest_slot = rest.map(|rest| {
        let new = rest_type(&rest.ty, uses);
        Stmt::Text(format!("let mut {} = {new}::new();", rest.ident.written()).into())
    });
    let rest = rest.map(|rest| rest.ident.written());
    let checks = emit_record_checks(record, &locals);
    slots
        .chain(rest_slot)
        .chain([emit_record_walk(record, &locals, rest.as_deref())])
        .chain(checks)
        .chain([Stmt::Value(emit_record_value(object, &locals))])
        .collect()
}

fn emit_slot(row: &Row, local: &LocalIdent, uses: &Uses) -> Stmt<'static> {
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
        model::Ty::PatternProperties(_) => uses.builtin(Builtin::PatternProperties).to_string(),
        other => uses.ty(other).to_string(),
    }
}

/// The call that fills the slots.
fn emit_record_walk<'a>(
    record: &'a Record,
    slots: &[impl Display],
    rest: Option<&str>,
) -> Stmt<'a> {
    let slots = slots.iter();
    let slots = slots.map(|slot| Expr::text(format!("&mut {slot}")));
    let slots = Expr::array(slots.collect::<Vec<_>>()).reference_mut();
    let rest = Expr::text(format!("&mut {}", rest.unwrap_or("()")));
    let args = [emit_field_reference(record), slots, rest];
    Stmt::Run(Expr::text("from").method("record", args).tried())
}

/// Fields that are checked in one pattern: as many as fit on a line.
const CHECKED: usize = 4;

/// The reader has checked that all are there; the compiler wants to see it.
fn emit_record_checks<'a>(record: &'a Record, locals: &[LocalIdent]) -> Vec<Stmt<'a>> {
    let required: Vec<&str> = record
        .rows
        .iter()
        .zip(locals)
        .filter(|(row, _)| row.presence == Presence::Required)
        .map(|(_, local)| local.as_str())
        .collect();
    let checks = required.chunks(CHECKED);
    checks.map(|some| emit_record_check(record, some)).collect()
}

fn emit_record_check<'a>(record: &'a Record, locals: &[&str]) -> Stmt<'a> {
    let incomplete = Expr::text("from").method("incomplete", [emit_field_reference(record)]);
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
fn emit_record_value<'a>(object: &'a Struct, locals: &[LocalIdent]) -> Expr<'a> {
    let fields = object.fields.iter().zip(locals).map(|(field, local)| {
        let local = local.as_str().to_owned();
        FieldExpr::new(field.ident.written(), Expr::text(local))
    });
    let rest = object.rest.as_ref();
    let rest = rest.map(|rest| FieldExpr::short(rest.ident.written()));
    let fields: Vec<FieldExpr> = fields.chain(rest).collect();
    Expr::call("Ok", [Expr::structure("Self", fields, None)])
}

fn emit_field_reference(record: &Record) -> Expr<'_> {
    Expr::text(record.ident.as_str()).reference()
}
