//! Structs: fields, and how they travel.

use super::making::{choose_default_impl, make_constructor, shape_setters};
use super::member::{StructMember, shape_struct_field};
use super::{docs, list_type_allows};
use crate::api::{self, Const, Presence, Shape, TypeId, Usage};
use crate::diagnostics::Diagnostics;
use crate::rust::cx::ShapeCx;
use crate::rust::locked::{LockedPrecision, LockedType, REST_KEY};
use crate::rust::model::{
    Builtin, DefaultImpl, Extras, ItemDocs, PartKind, Record, RestField, Row, Rule, Struct,
    StructField, Ty,
};
use crate::rust::names::{Scope, StaticIdent, TypeIdent, Words, fields, name_extra_field};
use crate::rust::rules::{list_type_rules, rules_of_object, rules_of_rest};
use crate::rust::secrets;

/// Shapes an object schema.
pub(super) fn shape_struct(
    cx: &ShapeCx,
    id: TypeId,
    ident: TypeIdent,
    object: &api::ObjectShape,
    tables: &mut Scope<'_, StaticIdent>,
    diagnostics: &mut Diagnostics,
) -> (Struct, Record) {
    let ty = cx.arena.get(id);
    let members = shape_members(cx, id, ty.usage, object, diagnostics);
    let docs = super::type_docs(cx, &ident, ty);
    let patterns = cx.arena.binding_patterns(id);
    let record = Record {
        ident: tables.claim(&[Words::of(ident.as_str())]).ident,
        rows: members
            .iter()
            .map(|member| make_member_row(cx, ty.usage, member))
            .collect(),
        any_of: object.any_of_required.clone(),
        rules: when_sent(ty.usage, || rules_of_object(object)),
        rest_rules: when_sent(ty.usage, || rules_of_rest(cx.arena, object)),
        strict: false,
        // A closed object of a server keeps what it does not know, as an API may grow; one that
        // only users make has nothing to keep.
        closed: !patterns.is_empty()
            || object.rest == api::OtherProperties::Closed
                && keeps_unknown_properties(cx.names.held(id), ty.usage),
        patterns: patterns.to_vec(),
        constants: list_boolean_constants(cx, object),
    };
    let held = cx.names.held(id);
    let keeps_unknown = keeps_unknown_properties(held, ty.usage);
    let rest = shape_rest_field(cx, id, object.rest, keeps_unknown);
    // What programs made of an earlier version they go on to make.
    let was_made = held.is_some_and(|held| held.is_sent);
    let is_made = ty.usage.request || was_made || cx.options.types.make_responses;
    let required = cx.names.required(id).filter(|_| is_made);
    (
        assemble_struct(cx, ident, docs, &members, rest, required.cloned()),
        record,
    )
}

/// The fields of an object.
pub(in crate::rust) fn shape_members(
    cx: &ShapeCx,
    id: TypeId,
    usage: Usage,
    object: &api::ObjectShape,
    diagnostics: &mut Diagnostics,
) -> Vec<StructMember> {
    let wire = object
        .fields
        .iter()
        .map(|(name, field)| (name.as_str(), &field.origin, field.given.as_ref()));
    let held = cx.names.held(id);
    let keys = object.fields.keys().map(String::as_str);
    let held_names = LockedType::names_of(held, keys);
    let idents = fields::of_struct(wire, &cx.options.names.properties, &held_names, diagnostics);
    object
        .fields
        .iter()
        .zip(idents)
        .map(|((name, field), ident)| StructMember {
            docs: docs::of_field(cx, ident.as_str(), name, field.ty, &field.docs),
            ident,
            wire: name.clone(),
            ty: field.ty,
            presence: {
                let presence = choose_member_presence(cx, usage, field);
                // What travels the other way only is nothing to insist on.
                let held = held.filter(|_| usage.response || !field.travels_elsewhere(usage));
                hold_presence(held, usage, name, presence)
            },
            boxed: cx.boxes.has_field_boxed(id, field.ty),
            or_empty: false,
            part: PartKind::Value,
            header: None,
            secret: secrets::is_secret_property(cx, field),
            tag: choose_tag(cx, id, name),
        })
        .collect()
}

/// The value by which unions find a type. What programs have sent as it they go on to send while
/// that is understood, although the document has got another value for the same: which one is
/// meant nobody could tell without the lock.
pub(in crate::rust) fn choose_tag(cx: &ShapeCx, id: TypeId, property: &str) -> Option<String> {
    let held = cx.names.held(id).and_then(|held| held.member(property));
    let held = held.and_then(|member| member.tag.as_deref());
    let held = held.filter(|tag| cx.tags.take(id, property, tag));
    held.or_else(|| cx.tags.of(id, property)).map(str::to_owned)
}

/// A type that travels both ways cannot demand what travels one way only (OAS
/// 3.0 §4.7.24.2, `readOnly`: `required` takes effect on the response only).
pub(in crate::rust) fn choose_member_presence(
    cx: &ShapeCx,
    usage: Usage,
    field: &api::ObjectField,
) -> Presence {
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

/// What responses may have lacked, they may lack until the lock is told otherwise: a document
/// that promises more than before takes nothing from a program that was ready for less. And what
/// requests alone had to have, they go on to have: a program that gives it sends what is right. Not
/// so of what is sent and was not required: leaving it out now has to be an error.
pub(in crate::rust) fn hold_presence(
    held: Option<&LockedType>,
    usage: Usage,
    key: &str,
    presence: Presence,
) -> Presence {
    let member = held.and_then(|held| held.member(key));
    let is_only_sent = usage.request && !usage.response;
    match (member.map(|member| member.around), presence) {
        (Some(LockedPrecision::Always), _) if is_only_sent => Presence::Required,
        (_, presence) if usage.request => presence,
        (Some(LockedPrecision::Option), Presence::Required) => Presence::Optional,
        (Some(LockedPrecision::Maybe), _) => Presence::OptionalNullable,
        (_, presence) => presence,
    }
}

fn make_member_row(cx: &ShapeCx, usage: Usage, member: &StructMember) -> Row {
    Row {
        wire: member.wire.clone(),
        escaped: member.wire.contains(is_escaped),
        presence: member.presence,
        rules: when_sent(usage, || list_type_rules(cx.arena, member.ty)),
        strict: false,
    }
}

/// Only what is sent is checked: a table of responses would hold rules for nothing.
fn when_sent(usage: Usage, rules: impl FnOnce() -> Vec<Rule>) -> Vec<Rule> {
    if usage.request { rules() } else { Vec::new() }
}

/// Properties that are always `true`, or always `false`. There is no third truth that
/// could be kept as something unknown, as unknown texts and numbers are.
fn list_boolean_constants(cx: &ShapeCx, object: &api::ObjectShape) -> Vec<(String, &'static str)> {
    let constant = |field: &api::ObjectField| match cx.arena.bare(field.ty) {
        Shape::Const(Const::Boolean(true)) => Some("true"),
        Shape::Const(Const::Boolean(false)) => Some("false"),
        _ => None,
    };
    let fields = object.fields.iter();
    fields
        .filter_map(|(name, field)| Some((name.clone(), constant(field)?)))
        .collect()
}

/// Whether a closed object keeps what the document does not name: if it may come from a server,
/// which may be newer than the document, or did so in an earlier version.
fn keeps_unknown_properties(held: Option<&LockedType>, usage: Usage) -> bool {
    let is_only_sent = usage.request && !usage.response;
    !is_only_sent || held.is_some_and(|held| held.member(REST_KEY).is_some())
}

/// The field for properties that the document does not name; `keeps_unknown` says whether a
/// closed object has one.
pub(in crate::rust) fn shape_rest_field(
    cx: &ShapeCx,
    id: TypeId,
    rest: api::OtherProperties,
    keeps_unknown: bool,
) -> Option<RestField> {
    let is_bound = !cx.arena.binding_patterns(id).is_empty();
    let ty = match rest {
        api::OtherProperties::Closed if !keeps_unknown => return None,
        api::OtherProperties::Closed => Ty::Runtime(Builtin::Extra),
        api::OtherProperties::Any if is_bound => {
            Ty::PatternProperties(Box::new(Ty::Runtime(Builtin::Value)))
        }
        api::OtherProperties::Any => Ty::Runtime(Builtin::Extra),
        api::OtherProperties::Of(place) if is_bound => {
            Ty::PatternProperties(Box::new(cx.ty_use(place)))
        }
        api::OtherProperties::Of(place) if matches!(cx.arena.bare(place.id), Shape::Any) => {
            Ty::Runtime(Builtin::Extra)
        }
        api::OtherProperties::Of(place) => Ty::Map(Box::new(cx.ty_use(place))),
    };
    let line = match rest {
        api::OtherProperties::Closed => {
            "Properties that the document does not name: kept as they came, never sent, as it allows no others."
        }
        api::OtherProperties::Any | api::OtherProperties::Of(_) if is_bound => {
            "Properties whose names match `patternProperties`. Others are kept beside them as they came, never sent, as the document allows no others."
        }
        api::OtherProperties::Any | api::OtherProperties::Of(_) => {
            "Properties that the document does not name."
        }
    };
    Some(RestField {
        ident: name_extra_field(),
        ty,
        docs: docs::of_lines(docs::wrap_markdown(line)),
    })
}

/// Puts a struct together. `required` is the name for the struct of what is required, where
/// programs make such values. What only responses hold has no constructor, no `Default` and
/// no setters: a server makes it, and with each property that it gets they would change.
pub(in crate::rust) fn assemble_struct(
    cx: &ShapeCx,
    ident: TypeIdent,
    docs: ItemDocs,
    members: &[StructMember],
    rest: Option<RestField>,
    required: Option<TypeIdent>,
) -> Struct {
    let fields: Vec<StructField> = members
        .iter()
        .map(|member| shape_struct_field(cx, member))
        .collect();
    let constructor =
        required.map(|name| make_constructor(cx, &ident, members, rest.as_ref(), name));
    let constructor = constructor.as_ref();
    Struct {
        ident,
        docs,
        allows: list_type_allows(fields.iter().map(|field| &field.ty)),
        extras: Extras::default(),
        fields,
        default: constructor.map_or(DefaultImpl::None, choose_default_impl),
        setters: constructor.map_or_else(Vec::new, |made| shape_setters(cx, members, made)),
        rest,
        constructor: constructor.cloned(),
    }
}

/// Whether a string of JSON cannot hold the character as it is (RFC 8259 §7).
fn is_escaped(character: char) -> bool {
    character < ' ' || character == '"' || character == '\\'
}
