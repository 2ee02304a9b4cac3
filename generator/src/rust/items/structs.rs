//! Structs: fields, what makes them, and how they travel.

use super::{allows, docs};
use crate::api::{self, Const, EnumKind, Presence, PropertyEncoding, Shape, TypeId, Usage};
use crate::diagnostics::Diagnostics;
use crate::rust::cx::Cx;
use crate::rust::forms;
use crate::rust::model::{
    Accept, Allow, Argue, Builtin, Constructor, DefaultImpl, Docs, Field, Fill, Initial, PartKind,
    Record, Rest, Row, RuleTable, Setter, Struct, Ty,
};
use crate::rust::names::{FieldIdent, Scope, StaticIdent, TypeIdent, Words, extra, fields};
use crate::rust::rules::rules;

/// Most arguments that clippy lets a function have.
const MOST_ARGUMENTS: usize = 7;

/// A field before it is decided what is around its type.
pub(in crate::rust) struct Member {
    pub(in crate::rust) ident: FieldIdent,
    pub(in crate::rust) wire: String,
    pub(in crate::rust) ty: TypeId,
    pub(in crate::rust) presence: Presence,
    pub(in crate::rust) boxed: bool,
    /// What it is in a form; a value everywhere else.
    pub(in crate::rust) part: PartKind,
    /// Of which part it is a header, in a form.
    pub(in crate::rust) header: Option<HeaderOf>,
    /// The value that unions find the struct by.
    pub(in crate::rust) tag: Option<String>,
    pub(in crate::rust) docs: Docs,
}

/// What makes a field of a form a header of another field's parts.
pub(in crate::rust) struct HeaderOf {
    /// The property that the parts are.
    pub(in crate::rust) property: String,
    /// Whether each part must have it.
    pub(in crate::rust) required: bool,
    /// Whether its value travels as JSON text.
    pub(in crate::rust) json: bool,
}

/// Shapes an object schema.
pub(super) fn of_schema(
    cx: &Cx,
    id: TypeId,
    ident: TypeIdent,
    object: &api::Struct,
    tables: &mut Scope<StaticIdent>,
    diagnostics: &mut Diagnostics,
) -> (Struct, Record) {
    let ty = cx.arena.get(id);
    let members = members(cx, id, ty.usage, object, diagnostics);
    let docs = super::type_docs(cx, &ident, ty);
    let record = Record {
        ident: tables.claim(&[Words::of(ident.as_str())]).ident,
        rows: members
            .iter()
            .map(|member| row(cx, ty.usage, &ident, member, tables))
            .collect(),
        any_of: object.any_of_required.clone(),
    };
    let rest = rest(cx, object.rest);
    (
        assemble(cx, ident, docs, &members, rest, ty.usage.request),
        record,
    )
}

/// Shapes an object that only travels as a form.
pub(super) fn form(
    cx: &Cx,
    id: TypeId,
    ident: TypeIdent,
    object: &api::Struct,
    diagnostics: &mut Diagnostics,
) -> Struct {
    let docs = super::type_docs(cx, &ident, cx.arena.get(id));
    let encodings = cx.forms.encodings(id).unwrap_or_default();
    let members = form_members(cx, id, object, encodings, diagnostics);
    assemble(cx, ident, docs, &members, None, true)
}

/// The fields of a form: files are files, and a null is absent.
pub(in crate::rust) fn form_members(
    cx: &Cx,
    id: TypeId,
    object: &api::Struct,
    encodings: &[PropertyEncoding],
    diagnostics: &mut Diagnostics,
) -> Vec<Member> {
    let usage = Usage {
        request: true,
        ..Usage::default()
    };
    let mut members = members(cx, id, usage, object, diagnostics);
    for member in &mut members {
        member.part = forms::kind(cx.arena, &member.wire, member.ty, encodings);
        if member.presence != Presence::Required {
            member.presence = Presence::Optional;
        }
    }
    let headers = header_members(cx, &members, encodings);
    members.extend(headers);
    members
}

/// The headers of parts, as fields behind those of the properties. What is required
/// of a part that may be left out may be left out with it.
fn header_members(cx: &Cx, members: &[Member], encodings: &[PropertyEncoding]) -> Vec<Member> {
    let known = |encoding: &&PropertyEncoding| {
        let of = members.iter().find(|one| one.wire == encoding.property);
        of.map(|one| one.presence)
    };
    let headers: Vec<_> = encodings
        .iter()
        .filter_map(|encoding| Some((encoding, known(&encoding)?)))
        .flat_map(|(encoding, presence)| {
            let headers = encoding.headers.iter();
            headers.map(move |header| (encoding.property.as_str(), presence, header))
        })
        .collect();
    let taken = members.iter().map(|member| &member.ident);
    let names = headers.iter().map(|(of, _, header)| (*of, &*header.name));
    let idents = fields::of_headers(taken, names);
    headers
        .iter()
        .zip(idents)
        .map(|(&(property, presence, header), ident)| Member {
            ident,
            wire: header.name.clone(),
            ty: header.ty.id,
            presence: match (presence, header.required) {
                (Presence::Required, true) => Presence::Required,
                _ => Presence::Optional,
            },
            boxed: false,
            part: PartKind::Value,
            header: Some(HeaderOf {
                property: property.to_owned(),
                required: header.required,
                json: header.json,
            }),
            tag: None,
            docs: docs::of_part_header(cx, property, header),
        })
        .collect()
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
            ident,
            wire: name.clone(),
            ty: field.ty,
            presence: presence(cx, usage, field),
            boxed: cx.boxes.between(id, field.ty),
            part: PartKind::Value,
            header: None,
            tag: cx.tags.of(id, name).map(str::to_owned),
            docs: docs::of_field(cx, name, field.ty, &field.docs),
        })
        .collect()
}

/// A type that travels both ways cannot demand what travels one way only (OAS
/// 3.0 §4.7.24.2, `readOnly`: `required` takes effect on the response only).
fn presence(cx: &Cx, usage: Usage, field: &api::Field) -> Presence {
    let nullable = cx.arena.behind(field.ty).nullable;
    let one_way = (field.read_only && usage.request) || (field.write_only && usage.response);
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

fn row(
    cx: &Cx,
    usage: Usage,
    ident: &TypeIdent,
    member: &Member,
    tables: &mut Scope<StaticIdent>,
) -> Row {
    let rules = usage.request.then(|| rules(cx.arena, member.ty)).flatten();
    let rules = rules.map(|rules| {
        let words = Words::of(ident.as_str())
            .and(member.ident.as_str())
            .and("rules");
        RuleTable {
            ident: tables.claim(&[words]).ident,
            rules,
        }
    });
    Row {
        wire: member.wire.clone(),
        presence: member.presence,
        rules,
    }
}

fn rest(cx: &Cx, rest: api::Rest) -> Option<Rest> {
    let ty = match rest {
        api::Rest::Closed => return None,
        api::Rest::Any => Ty::Runtime(Builtin::Extra),
        api::Rest::Of(place) if matches!(cx.arena.bare(place.id), Shape::Any) => {
            Ty::Runtime(Builtin::Extra)
        }
        api::Rest::Of(place) => Ty::Map(Box::new(cx.ty_use(place))),
    };
    Some(Rest { ident: extra(), ty })
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
    let constructor = constructor(cx, members, rest.as_ref(), requests);
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

fn base(cx: &Cx, member: &Member) -> Ty {
    let part = Ty::Runtime(Builtin::Part);
    let ty = match member.part {
        PartKind::Value => cx.ty(member.ty),
        PartKind::File => return part,
        PartKind::Files => return Ty::Vec(Box::new(part)),
    };
    if member.boxed {
        Ty::Box(Box::new(ty))
    } else {
        ty
    }
}

fn constructor(
    cx: &Cx,
    members: &[Member],
    rest: Option<&Rest>,
    requests: bool,
) -> Option<Constructor> {
    let mut args = Vec::new();
    let mut fills: Vec<Fill> = members
        .iter()
        .map(|member| Fill {
            ident: member.ident.clone(),
            initial: initial(cx, member, &mut args),
        })
        .collect();
    fills.extend(rest.map(|rest| Fill {
        ident: rest.ident.clone(),
        initial: empty(&rest.ty),
    }));
    if args.len() > MOST_ARGUMENTS && !requests {
        return None;
    }
    let too_many = (args.len() > MOST_ARGUMENTS).then_some(Allow::TooManyArguments);
    let text = if args.is_empty() {
        "Makes a value without any of its optional fields."
    } else {
        "Makes a value of what is required."
    };
    let docs = Docs {
        lines: vec![text.to_owned()],
        deprecated: false,
    };
    Some(Constructor {
        docs,
        allows: too_many.into_iter().collect(),
        args,
        fills,
    })
}

fn initial(cx: &Cx, member: &Member, args: &mut Vec<Argue>) -> Initial {
    let constant = constant(cx, member.ty).or_else(|| tag(cx, member));
    match (member.presence, constant) {
        (Presence::Required, Some(constant)) => constant,
        (Presence::RequiredNullable, Some(constant)) => Initial::Some(Box::new(constant)),
        (Presence::Required, None) => argument(member, accept(cx, member), args),
        (Presence::RequiredNullable, None) => {
            let accept = Accept::Value(Ty::Option(Box::new(base(cx, member))));
            argument(member, accept, args)
        }
        (Presence::Optional, _) => Initial::None,
        (Presence::OptionalNullable, _) => Initial::Absent,
    }
}

fn argument(member: &Member, accept: Accept, args: &mut Vec<Argue>) -> Initial {
    let ident = fields::argument(&member.ident);
    args.push(Argue {
        ident: ident.clone(),
        accept: accept.clone(),
    });
    Initial::Argument(ident, accept)
}

fn constant(cx: &Cx, id: TypeId) -> Option<Initial> {
    match cx.arena.bare(id) {
        Shape::Const(Const::Text(text)) => Some(Initial::Text(text.clone())),
        Shape::Const(Const::Integer(digits)) => Some(Initial::Integer(digits.clone())),
        Shape::Const(Const::Boolean(value)) => Some(Initial::Bool(*value)),
        Shape::Any
        | Shape::Never
        | Shape::Null
        | Shape::Boolean
        | Shape::Integer(_)
        | Shape::Number(_)
        | Shape::Text(_)
        | Shape::Enum(_)
        | Shape::Struct(_)
        | Shape::Map(_)
        | Shape::List(_)
        | Shape::Tuple(_)
        | Shape::Union(_)
        | Shape::Alias(_) => None,
    }
}

/// What tells the type from the other variants of its union.
fn tag(cx: &Cx, member: &Member) -> Option<Initial> {
    let tag = member.tag.clone()?;
    match (cx.arena.bare(member.ty), cx.ty(member.ty)) {
        (Shape::Text(_), Ty::String) => Some(Initial::Text(tag)),
        (Shape::Enum(list), Ty::Named(_)) if list.kind == EnumKind::Text => {
            Some(Initial::Converted(tag))
        }
        _ => None,
    }
}

fn empty(rest: &Ty) -> Initial {
    if matches!(rest, Ty::Map(_)) {
        Initial::Map
    } else {
        Initial::Extra
    }
}

/// What stands for a field in signatures: what converts into texts, enums,
/// unions and structs, and everything else as it is.
fn accept(cx: &Cx, member: &Member) -> Accept {
    match member.part {
        PartKind::Value => {}
        PartKind::File => return Accept::Into(base(cx, member)),
        PartKind::Files => return Accept::Value(base(cx, member)),
    }
    let ty = cx.ty(member.ty);
    if member.boxed {
        return Accept::IntoBox(ty);
    }
    match cx.arena.bare(member.ty) {
        Shape::Text(text) => match cx.written(member.ty) {
            Ty::Runtime(Builtin::Timestamp | Builtin::Date) if text.time_format.is_none() => {
                Accept::Value(ty)
            }
            _ => Accept::Into(ty),
        },
        Shape::Any
        | Shape::Const(Const::Text(_))
        | Shape::Enum(_)
        | Shape::Struct(_)
        | Shape::Union(_) => Accept::Into(ty),
        Shape::Never
        | Shape::Null
        | Shape::Boolean
        | Shape::Integer(_)
        | Shape::Number(_)
        | Shape::Const(Const::Integer(_) | Const::Boolean(_))
        | Shape::Map(_)
        | Shape::List(_)
        | Shape::Tuple(_)
        | Shape::Alias(_) => Accept::Value(ty),
    }
}

fn default(constructor: &Constructor) -> DefaultImpl {
    let is_constant = |fill: &Fill| {
        matches!(
            fill.initial,
            Initial::Text(_)
                | Initial::Converted(_)
                | Initial::Integer(_)
                | Initial::Bool(_)
                | Initial::Some(_)
        )
    };
    if !constructor.args.is_empty() {
        DefaultImpl::None
    } else if constructor.fills.iter().any(is_constant) {
        DefaultImpl::New
    } else {
        DefaultImpl::Derived
    }
}

fn setters(cx: &Cx, members: &[Member]) -> Vec<Setter> {
    let optional: Vec<&Member> = members
        .iter()
        .filter(|member| {
            matches!(
                member.presence,
                Presence::Optional | Presence::OptionalNullable
            )
        })
        .collect();
    let fields: Vec<&FieldIdent> = optional.iter().map(|member| &member.ident).collect();
    let methods = fields::setters(&fields);
    optional
        .into_iter()
        .zip(methods)
        .map(|(member, method)| setter(cx, member, method))
        .collect()
}

fn setter(cx: &Cx, member: &Member, method: FieldIdent) -> Setter {
    let maybe = member.presence == Presence::OptionalNullable;
    let accept = if maybe {
        Accept::Into(Ty::Maybe(Box::new(base(cx, member))))
    } else {
        accept(cx, member)
    };
    let line = format!("Sets `{}`.", member.ident);
    Setter {
        argument: fields::argument(&member.ident),
        field: member.ident.clone(),
        allows: setter_allows(method.as_str()),
        method,
        docs: Docs {
            lines: vec![line],
            deprecated: member.docs.deprecated,
        },
        maybe,
        accept,
    }
}

/// Clippy takes some names for traits or conventions that a property knows
/// nothing of.
fn setter_allows(method: &str) -> Vec<Allow> {
    let operators = [
        "add", "sub", "mul", "div", "rem", "shl", "shr", "bitand", "bitor", "bitxor",
    ];
    let prefixes = ["is_", "as_", "to_", "from_"];
    if operators.contains(&method) {
        vec![Allow::ShouldImplementTrait]
    } else if prefixes.iter().any(|prefix| method.starts_with(prefix)) {
        vec![Allow::WrongSelfConvention]
    } else {
        Vec::new()
    }
}
