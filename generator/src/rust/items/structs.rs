//! Structs: fields, and how they travel.

use super::form::HeaderOf;
use super::making::{constructor, default, setters};
use super::{allows, docs};
use crate::api::{self, Const, Presence, Shape, TypeId, Usage};
use crate::diagnostics::Diagnostics;
use crate::rust::cx::Cx;
use crate::rust::model::{
    Allow, Builtin, DefaultImpl, Docs, Field, PartKind, Record, Rest, Row, Rule, Struct, Ty,
};
use crate::rust::names::{FieldIdent, Scope, StaticIdent, TypeIdent, Words, extra, fields};
use crate::rust::rules::{rules, rules_of_object, rules_of_rest};

/// A field before it is decided what is around its type.
pub(in crate::rust) struct Member {
    pub(in crate::rust) ident: FieldIdent,
    pub(in crate::rust) wire: String,
    pub(in crate::rust) ty: TypeId,
    pub(in crate::rust) presence: Presence,
    pub(in crate::rust) boxed: bool,
    /// Whether the empty text may stand for a value that is no text.
    pub(in crate::rust) or_empty: bool,
    /// What it is in a form; a value everywhere else.
    pub(in crate::rust) part: PartKind,
    /// Of which part it is a header, in a form.
    pub(in crate::rust) header: Option<HeaderOf>,
    /// The value that unions find the struct by.
    pub(in crate::rust) tag: Option<String>,
    pub(in crate::rust) docs: Docs,
}

/// Shapes an object schema.
pub(super) fn of_schema(
    cx: &Cx,
    id: TypeId,
    ident: TypeIdent,
    object: &api::Struct,
    tables: &mut Scope<'_, StaticIdent>,
    diagnostics: &mut Diagnostics,
) -> (Struct, Record) {
    let ty = cx.arena.get(id);
    let members = members(cx, id, ty.usage, object, diagnostics);
    let docs = super::type_docs(cx, &ident, ty);
    let record = Record {
        ident: tables.claim(&[Words::of(ident.as_str())]).ident,
        rows: members
            .iter()
            .map(|member| row(cx, ty.usage, member))
            .collect(),
        any_of: object.any_of_required.clone(),
        rules: when_sent(ty.usage, || rules_of_object(object)),
        rest_rules: when_sent(ty.usage, || rules_of_rest(cx.arena, object)),
        strict: false,
        // A closed object of a server keeps what it does not know, as an API may grow; one that
        // only users make has nothing to keep.
        closed: object.rest == api::Rest::Closed && !is_only_sent(ty.usage),
        constants: constants(cx, object),
    };
    let rest = rest(cx, object.rest, ty.usage);
    (
        assemble(cx, ident, docs, &members, rest, ty.usage.request),
        record,
    )
}

/// The fields of an object.
pub(in crate::rust) fn members(
    cx: &Cx,
    id: TypeId,
    usage: Usage,
    object: &api::Struct,
    diagnostics: &mut Diagnostics,
) -> Vec<Member> {
    let wire = object
        .fields
        .iter()
        .map(|(name, field)| (name.as_str(), &field.origin));
    let idents = fields::of_struct(wire, diagnostics);
    object
        .fields
        .iter()
        .zip(idents)
        .map(|((name, field), ident)| Member {
            docs: docs::of_field(cx, ident.as_str(), name, field.ty, &field.docs),
            ident,
            wire: name.clone(),
            ty: field.ty,
            presence: presence(cx, usage, field),
            boxed: cx.boxes.between(id, field.ty),
            or_empty: false,
            part: PartKind::Value,
            header: None,
            tag: cx.tags.of(id, name).map(str::to_owned),
        })
        .collect()
}

/// A type that travels both ways cannot demand what travels one way only (OAS
/// 3.0 §4.7.24.2, `readOnly`: `required` takes effect on the response only).
fn presence(cx: &Cx, usage: Usage, field: &api::Field) -> Presence {
    let nullable = cx.arena.behind(field.ty).nullable;
    let one_way = field.travels_elsewhere(usage);
    match (field.presence, nullable) {
        (Presence::Required, false) if one_way => Presence::Optional,
        (Presence::Required, true) | (Presence::RequiredNullable, _) if one_way => {
            Presence::OptionalNullable
        }
        (Presence::Required, true) => Presence::RequiredNullable,
        (Presence::Optional, true) => Presence::OptionalNullable,
        (presence, _) => presence,
    }
}

fn row(cx: &Cx, usage: Usage, member: &Member) -> Row {
    Row {
        wire: member.wire.clone(),
        escaped: member.wire.contains(is_escaped),
        presence: member.presence,
        rules: when_sent(usage, || rules(cx.arena, member.ty)),
        strict: false,
    }
}

/// Only what is sent is checked: a table of answers would hold rules for nothing.
fn when_sent(usage: Usage, rules: impl FnOnce() -> Vec<Rule>) -> Vec<Rule> {
    if usage.request { rules() } else { Vec::new() }
}

/// Properties that are always `true`, or always `false`. There is no third truth that
/// could be kept as something unknown, as unknown texts and numbers are.
fn constants(cx: &Cx, object: &api::Struct) -> Vec<(String, &'static str)> {
    let constant = |field: &api::Field| match cx.arena.bare(field.ty) {
        Shape::Const(Const::Boolean(true)) => Some("true"),
        Shape::Const(Const::Boolean(false)) => Some("false"),
        _ => None,
    };
    let fields = object.fields.iter();
    fields
        .filter_map(|(name, field)| Some((name.clone(), constant(field)?)))
        .collect()
}

/// Whether users make all values of the type, and no server does.
fn is_only_sent(usage: Usage) -> bool {
    usage.request && !usage.response
}

/// The field for properties that the document does not name. A closed object has one
/// only if it may come from a server, which may be newer than the document.
pub(in crate::rust) fn rest(cx: &Cx, rest: api::Rest, usage: Usage) -> Option<Rest> {
    let ty = match rest {
        api::Rest::Closed if is_only_sent(usage) => return None,
        api::Rest::Closed => Ty::Runtime(Builtin::Extra),
        api::Rest::Any => Ty::Runtime(Builtin::Extra),
        api::Rest::Of(place) if matches!(cx.arena.bare(place.id), Shape::Any) => {
            Ty::Runtime(Builtin::Extra)
        }
        api::Rest::Of(place) => Ty::Map(Box::new(cx.ty_use(place))),
    };
    let line = match rest {
        api::Rest::Closed => {
            "Properties that the document does not name: kept as they came, never sent, as it allows no others."
        }
        api::Rest::Any | api::Rest::Of(_) => "Properties that the document does not name.",
    };
    Some(Rest {
        ident: extra(),
        ty,
        docs: docs::of_lines(docs::wrapped(line)),
    })
}

/// Puts a struct together. `requests` says whether users make such values.
pub(in crate::rust) fn assemble(
    cx: &Cx,
    ident: TypeIdent,
    docs: Docs,
    members: &[Member],
    rest: Option<Rest>,
    requests: bool,
) -> Struct {
    let fields: Vec<Field> = members.iter().map(|member| field(cx, member)).collect();
    let mut constructor = constructor(cx, members, rest.as_ref(), requests);
    // `New::new` is what clippy (`self_named_constructors`) complains about.
    if ident.as_str() == "New"
        && let Some(made) = &mut constructor
    {
        made.allows.push(Allow::SelfNamedConstructors);
    }
    let allows = allows(fields.iter().map(|field| &field.ty));
    Struct {
        ident,
        docs,
        allows,
        fields,
        default: constructor.as_ref().map_or(DefaultImpl::None, default),
        setters: if requests {
            setters(cx, members)
        } else {
            Vec::new()
        },
        rest,
        constructor,
    }
}

fn field(cx: &Cx, member: &Member) -> Field {
    let base = base(cx, member);
    let ty = match member.presence {
        Presence::Required => base,
        Presence::RequiredNullable | Presence::Optional => Ty::Option(Box::new(base)),
        Presence::OptionalNullable => Ty::Maybe(Box::new(base)),
    };
    Field {
        ident: member.ident.clone(),
        ty,
        docs: member.docs.clone(),
    }
}

/// The type of a field, before it is decided whether it may be absent.
pub(super) fn base(cx: &Cx, member: &Member) -> Ty {
    let part = Ty::Runtime(Builtin::Part);
    let ty = match member.part {
        PartKind::Value => cx.ty(member.ty),
        PartKind::File => return part,
        PartKind::Files => return Ty::Vec(Box::new(part)),
    };
    match (member.boxed, member.or_empty) {
        (_, true) => Ty::OrEmpty(Box::new(ty)),
        (true, false) => Ty::Box(Box::new(ty)),
        (false, false) => ty,
    }
}

/// Whether a string of JSON cannot hold the character as it is (RFC 8259 §7).
fn is_escaped(character: char) -> bool {
    character < ' ' || character == '"' || character == '\\'
}
