//! Parameters: their descriptions, the struct that holds them, the arguments of
//! the method.

use crate::api::places::name_location;
use crate::api::{
    EnumKind, Location, Operation, Parameter, ParameterEncoding, Presence, Shape, Style, Styled,
    TypeUse, Usage,
};
use crate::diagnostics::Diagnostics;
use crate::rust::cx::ShapeCx;
use crate::rust::docs;
use crate::rust::items::{StructMember, assemble_struct, hold_presence};
use crate::rust::locked::LockedType;
use crate::rust::model::{
    Argument, Builtin, Deep, NamedType, ParameterRow, PartKind, Struct, Ty, Value,
};
use crate::rust::names::fields;
use crate::rust::names::operations::{self, OperationNames, OperationScopes};
use crate::rust::rules::list_type_rules;
use crate::rust::secrets;
use crate::source::Pointer;

/// Everything about the parameters of an operation.
pub(super) struct CallParts {
    pub(super) parameters: Vec<ParameterRow>,
    pub(super) params: Option<Struct>,
    /// Whether calls are given them, as all can be left out.
    pub(super) on_call: bool,
    pub(super) arguments: Vec<Argument>,
    pub(super) values: Vec<Value>,
}

/// Path parameters in the order of the template: the order of the arguments.
pub(super) fn path_parameters(operation: &Operation) -> Vec<&Parameter> {
    let mut path: Vec<&Parameter> = operation
        .parameters
        .iter()
        .filter(|one| one.location == Location::Path)
        .collect();
    let place = |one: &&Parameter| {
        operation
            .path
            .find(&format!("{{{}}}", one.name))
            .unwrap_or(usize::MAX)
    };
    // In the order in which they stand in the URL, which is how callers know them; documents list
    // them in any.
    path.sort_by_key(place);
    path
}

pub(super) fn shape_arguments(
    cx: &ShapeCx,
    operation: &Operation,
    names: &OperationNames,
    scopes: &mut OperationScopes,
    diagnostics: &mut Diagnostics,
) -> CallParts {
    let path = path_parameters(operation);
    let idents = operations::path_arguments(&path, &cx.options.names.parameters);
    let mut arguments: Vec<Argument> = path
        .iter()
        .zip(idents)
        .map(|(one, ident)| Argument {
            ident,
            deep: find_parameter_form(cx, one.ty),
        })
        .collect();
    let mut values: Vec<Value> = arguments.iter().map(shape_parameter_value).collect();
    let mut parameters: Vec<ParameterRow> =
        path.iter().map(|one| make_parameter_row(cx, one)).collect();

    let others: Vec<Parameter> = operation
        .parameters
        .iter()
        .filter(|one| one.location != Location::Path)
        .cloned()
        .collect();
    parameters.extend(others.iter().map(|one| make_parameter_row(cx, one)));
    // The first of them, and all that a document adds, leave old calls as they are.
    let held = scopes.held(names, "params");
    let is_given = |one: &Parameter| one.required || is_held_required(cx, held, one);
    let on_call = !others.iter().any(is_given);
    let params =
        (!others.is_empty()).then(|| shape_params_struct(cx, names, &others, scopes, diagnostics));
    if let Some(params) = &params {
        let ident = operations::name_params_argument();
        let ty = Ty::Named(NamedType::Operations(params.ident.clone()));
        values.extend(
            params
                .fields
                .iter()
                .map(|field| Value::Field(ident.clone(), field.ident.clone())),
        );
        if !on_call {
            arguments.push(Argument {
                ident,
                deep: Deep::Reference(ty),
            });
        }
    }
    CallParts {
        parameters,
        params,
        on_call,
        arguments,
        values,
    }
}

/// How a path parameter is taken.
fn find_parameter_form(cx: &ShapeCx, place: TypeUse) -> Deep {
    match cx.ty_use(place) {
        ty @ (Ty::Bool | Ty::I32 | Ty::I64 | Ty::U32 | Ty::U64 | Ty::F64) => Deep::Value(ty),
        ty @ Ty::Runtime(Builtin::Date | Builtin::Timestamp | Builtin::Decimal) => Deep::Value(ty),
        Ty::Foreign(foreign) if foreign.is_copy => Deep::Value(Ty::Foreign(foreign)),
        Ty::String => Deep::Str,
        Ty::Vec(item) => Deep::Slice(*item),
        ty => by_alias(cx, place, ty),
    }
}

/// An alias of a small type is taken like that type.
fn by_alias(cx: &ShapeCx, place: TypeUse, ty: Ty) -> Deep {
    let behind = cx.arena.behind(place.id).id;
    if cx.newtypes.contains(&behind) && !cx.arena.is_nullable(place) {
        // A newtype that users want is as small as what it holds.
        return match cx.written(behind) {
            Ty::I32 | Ty::I64 | Ty::U32 | Ty::U64 => Deep::Value(ty),
            Ty::Foreign(foreign) if foreign.is_copy => Deep::Value(ty),
            _ => Deep::Reference(ty),
        };
    }
    match (cx.without_aliases(place.id), &ty) {
        (Ty::String, Ty::Named(_)) => Deep::Str,
        (Ty::Bool | Ty::I32 | Ty::I64 | Ty::U32 | Ty::U64 | Ty::F64, Ty::Named(_))
        | (Ty::Runtime(Builtin::Date | Builtin::Timestamp | Builtin::Decimal), Ty::Named(_)) => {
            Deep::Value(ty)
        }
        (Ty::Foreign(foreign), Ty::Named(_)) if foreign.is_copy => Deep::Value(ty),
        _ => Deep::Reference(ty),
    }
}

fn shape_parameter_value(argument: &Argument) -> Value {
    match argument.deep {
        Deep::Reference(_) => Value::Reference(argument.ident.clone()),
        Deep::Str
        | Deep::Value(_)
        | Deep::Slice(_)
        | Deep::OptionReference(_)
        | Deep::OptionSlice(_)
        | Deep::OptionStr
        | Deep::Bytes
        | Deep::Into(_)
        | Deep::Text => Value::Owned(argument.ident.clone()),
    }
}

fn make_parameter_row(cx: &ShapeCx, parameter: &Parameter) -> ParameterRow {
    let (style, allow_reserved, content) = match parameter.encoding {
        ParameterEncoding::Content(kind) | ParameterEncoding::WholeQuery(kind) => {
            (None, false, Some(kind))
        }
        ParameterEncoding::Style(Styled {
            style,
            explode,
            allow_reserved,
        }) => {
            let own = (style, explode);
            // What is usual is not written: each call in a table is evaluated at each `cargo
            // check` of the client.
            let own = (own != list_usual_style(parameter.location)).then_some(own);
            (own, allow_reserved, None)
        }
    };
    ParameterRow {
        name: parameter.name.clone(),
        place: parameter.location,
        required: parameter.required && parameter.location != Location::Path,
        style,
        allow_reserved,
        content,
        allow_empty: parameter.allow_empty,
        nullable: find_parameter_presence(cx, parameter) == Presence::RequiredNullable,
        whole_query: matches!(parameter.encoding, ParameterEncoding::WholeQuery(_)),
        rules: list_type_rules(cx.arena, parameter.ty.id),
    }
}

/// Style and explode that are not written (OAS 3.1 §4.8.12.2.1).
fn list_usual_style(location: Location) -> (Style, bool) {
    match location {
        Location::Path | Location::Header => (Style::Simple, false),
        Location::Query | Location::Cookie => (Style::Form, true),
    }
}

fn shape_params_struct(
    cx: &ShapeCx,
    names: &OperationNames,
    others: &[Parameter],
    scopes: &mut OperationScopes,
    diagnostics: &mut Diagnostics,
) -> Struct {
    let wire = others
        .iter()
        .map(|one| (one.name.as_str(), &one.origin, one.given.as_ref()));
    let held = scopes.held(names, "params");
    let required = others.iter().filter(|one| is_held_required(cx, held, one));
    let required: Vec<Pointer> = required.map(|one| one.origin.clone()).collect();
    let keys = others
        .iter()
        .map(|one| format!("{}:{}", name_location(one.location), one.name));
    let keys: Vec<String> = held.map(|_| keys.collect()).unwrap_or_default();
    let held = LockedType::names_of(held, keys.iter().map(String::as_str));
    let idents = fields::of_struct(wire, &cx.options.names.parameters, &held, diagnostics);
    let members: Vec<StructMember> = others
        .iter()
        .zip(idents)
        .map(|(one, ident)| StructMember {
            docs: docs::of_field(cx, ident.as_str(), &one.name, one.ty.id, &one.docs),
            ident,
            wire: one.name.clone(),
            ty: one.ty.id,
            presence: match required.contains(&one.origin) {
                true => Presence::Required,
                false => find_parameter_presence(cx, one),
            },
            boxed: false,
            or_empty: one.allow_empty && !accepts_empty_text(cx, one),
            part: PartKind::Value,
            header: None,
            secret: secrets::is_secret_type(cx, one.ty.id),
            tag: None,
        })
        .collect();
    let what = if others.iter().any(|one| one.location != Location::Query) {
        "Parameters"
    } else {
        "Query parameters"
    };
    let line = format!("{what} of {}.", docs::link_method(names));
    let docs = docs::of_line(line);
    let ident = scopes.ty(names, "params");
    let required = scopes.required(names, "params", &ident);
    assemble_struct(cx, ident, docs, &members, None, Some(required))
}

/// Whether its values may be the empty text by themselves.
fn accepts_empty_text(cx: &ShapeCx, parameter: &Parameter) -> bool {
    match cx.arena.bare(parameter.ty.id) {
        Shape::Text(_) => cx.without_aliases(parameter.ty.id) == Ty::String,
        Shape::Enum(list) => list.kind == EnumKind::Text,
        Shape::Any
        | Shape::Never
        | Shape::Null
        | Shape::Boolean
        | Shape::Integer(_)
        | Shape::Number(_)
        | Shape::Const(_)
        | Shape::Struct(_)
        | Shape::Map(_)
        | Shape::List(_)
        | Shape::Tuple(_)
        | Shape::Union(_)
        | Shape::Alias(_) => false,
    }
}

/// Whether an earlier run has taken a parameter always, so that programs go on to give it.
fn is_held_required(cx: &ShapeCx, held: Option<&LockedType>, parameter: &Parameter) -> bool {
    let key = format!("{}:{}", name_location(parameter.location), parameter.name);
    let sent = Usage {
        request: true,
        ..Usage::default()
    };
    let stated = find_parameter_presence(cx, parameter);
    stated != Presence::Required && hold_presence(held, sent, &key, stated) == Presence::Required
}

/// Parameters have no null: an absent one and a null one are the same.
fn find_parameter_presence(cx: &ShapeCx, parameter: &Parameter) -> Presence {
    let nullable = cx.arena.is_nullable(parameter.ty);
    let is_null = matches!(cx.arena.bare(parameter.ty.id), Shape::Null);
    match (parameter.required, nullable || is_null) {
        (true, false) => Presence::Required,
        // A null of a required parameter is sent as what its style has for it, so that callers
        // have to be able to say it.
        (true, true) => Presence::RequiredNullable,
        (false, _) => Presence::Optional,
    }
}
