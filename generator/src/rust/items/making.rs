//! What makes structs: constructors and setters.

use super::structs::{Member, base};
use crate::api::{Const, EnumKind, Presence, Shape, TypeId};
use crate::rust::cx::Cx;
use crate::rust::docs;
use crate::rust::model::{
    Accept, Allow, Argue, Builtin, Constructor, DefaultImpl, Docs, Fill, Initial, PartKind, Rest,
    Setter, Ty,
};
use crate::rust::names::{FieldIdent, fields};

/// Most arguments that clippy lets a function have.
const MOST_ARGUMENTS: usize = 7;

/// What makes a struct of what is required; none where only answers hold it and it
/// takes too much.
pub(super) fn constructor(
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
    // Tests of programs make responses, too; from eight arguments on, nobody would read such a
    // call.
    if args.len() > MOST_ARGUMENTS && !requests {
        return None;
    }
    let too_many = (args.len() > MOST_ARGUMENTS).then_some(Allow::TooManyArguments);
    let text = if args.is_empty() {
        "Makes a value without any of its optional fields."
    } else {
        "Makes a value of what is required."
    };
    Some(Constructor {
        docs: docs::of_line(text.to_owned()),
        allows: too_many.into_iter().collect(),
        args,
        fills,
    })
}

fn initial(cx: &Cx, member: &Member, args: &mut Vec<Argue>) -> Initial {
    let constant = constant(cx, member.ty).or_else(|| tag(cx, member));
    let constant = constant.filter(|_| !member.or_empty);
    match (member.presence, constant) {
        // Neither constants nor tags are asked for: there is one right value.
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
    if member.or_empty {
        return Accept::Into(base(cx, member));
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

/// How a struct implements `Default` that has a constructor.
pub(super) fn default(constructor: &Constructor) -> DefaultImpl {
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

/// Setters of what is optional.
pub(super) fn setters(cx: &Cx, members: &[Member]) -> Vec<Setter> {
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
    let lines = if method == member.ident {
        Vec::new()
    } else {
        docs::of_line(format!("Sets `{}`.", member.ident)).lines
    };
    Setter {
        argument: fields::argument(&member.ident),
        field: member.ident.clone(),
        allows: setter_allows(method.as_str()),
        method,
        docs: Docs {
            deprecated: member.docs.deprecated,
            lines,
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
