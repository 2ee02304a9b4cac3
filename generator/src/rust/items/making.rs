//! What makes structs: constructors and setters.

use super::list_type_allows;
use super::member::{StructMember, choose_base_type, shape_struct_field};
use crate::api::{Const, EnumKind, Presence, Shape, TypeId, TypeUse};
use crate::rust::cx::ShapeCx;
use crate::rust::docs;
use crate::rust::model::{
    Accept, Allow, Argue, Builtin, Constructor, DefaultImpl, Fill, Initial, ItemDocs, PartKind,
    Required, RestField, Setter, StructField, Takes, Ty,
};
use crate::rust::names::{FieldIdent, TypeIdent, fields};

/// What makes a struct of what is required; `required` is the name of the struct of that,
/// where it is several values.
pub(super) fn make_constructor(
    cx: &ShapeCx,
    ident: &TypeIdent,
    members: &[StructMember],
    rest: Option<&RestField>,
    required: TypeIdent,
) -> Constructor {
    let needed = members
        .iter()
        .filter(|one| choose_initial_value(cx, one).is_none());
    let needed: Vec<&StructMember> = needed.collect();
    let (takes, of) = match needed.as_slice() {
        [] => (Takes::Nothing, None),
        [only] => (Takes::One(required_argument(cx, only)), Some(&only.ident)),
        several => (
            Takes::Several(make_required(cx, ident, several, required)),
            None,
        ),
    };
    let given = || match &takes {
        Takes::One(argument) => Initial::Argument(argument.ident.clone(), argument.accept.clone()),
        Takes::Nothing | Takes::Several(_) => Initial::Required,
    };
    let mut fills: Vec<Fill> = members
        .iter()
        .map(|member| Fill {
            ident: member.ident.clone(),
            initial: choose_initial_value(cx, member).unwrap_or_else(given),
        })
        .collect();
    fills.extend(rest.map(|rest| Fill {
        ident: rest.ident.clone(),
        initial: choose_empty_initial(&rest.ty),
    }));
    let text = if needed.is_empty() {
        "Makes a value without any of its optional fields."
    } else {
        "Makes a value of what is required."
    };
    let name = fields::name_constructor(of);
    // `New::new` is what clippy (`self_named_constructors`) complains about.
    let allows = fields::is_named_alike(&name, ident).then_some(Allow::SelfNamedConstructors);
    Constructor {
        ident: name,
        docs: docs::of_line(text.to_owned()),
        allows: allows.into_iter().collect(),
        takes,
        fills,
    }
}

/// The struct of what is required.
fn make_required(
    cx: &ShapeCx,
    of: &TypeIdent,
    needed: &[&StructMember],
    ident: TypeIdent,
) -> Required {
    let fields = needed.iter().map(|member| StructField {
        // The struct that is made says what they mean.
        docs: ItemDocs::default(),
        ..shape_struct_field(cx, member)
    });
    let fields: Vec<StructField> = fields.collect();
    let allows = list_type_allows(fields.iter().map(|field| &field.ty));
    Required {
        ident,
        docs: docs::of_line(format!("What is required of a [`{of}`].")),
        allows,
        fields,
    }
}

/// What a field is filled with that nobody has to give.
fn choose_initial_value(cx: &ShapeCx, member: &StructMember) -> Option<Initial> {
    let constant = find_constant_initial(cx, member.ty).or_else(|| find_tag_initial(cx, member));
    let constant = constant.filter(|_| !member.or_empty);
    match member.presence {
        // Neither constants nor tags are asked for: there is one right value.
        Presence::Required => constant,
        Presence::RequiredNullable => constant.map(|constant| Initial::Some(Box::new(constant))),
        Presence::Optional => Some(Initial::None),
        Presence::OptionalNullable => Some(Initial::Absent),
    }
}

fn required_argument(cx: &ShapeCx, member: &StructMember) -> Argue {
    let accept = match member.presence {
        Presence::RequiredNullable => {
            Accept::Value(Ty::Option(Box::new(choose_base_type(cx, member))))
        }
        Presence::Required | Presence::Optional | Presence::OptionalNullable => {
            choose_accepted_form(cx, member)
        }
    };
    Argue {
        ident: fields::name_field_argument(&member.ident),
        accept,
    }
}

/// The value of a type that has one. Which one that is must not depend on unions elsewhere
/// that hold the type.
fn find_constant_initial(cx: &ShapeCx, id: TypeId) -> Option<Initial> {
    // Nothing is known of what stands for it.
    if let Ty::Foreign(_) = cx.without_aliases(id) {
        return None;
    }
    match cx.arena.bare(id) {
        Shape::Const(Const::Text(text)) => Some(Initial::Text(text.clone())),
        Shape::Const(Const::Integer(digits)) => Some(Initial::Integer(digits.clone())),
        Shape::Const(Const::Boolean(value)) => Some(Initial::Bool(*value)),
        Shape::Enum(list) => match (list.kind, list.values.as_slice()) {
            (EnumKind::Text, [only]) => Some(Initial::Converted(only.wire.clone())),
            (EnumKind::Integer, [only]) => Some(Initial::ConvertedInteger(only.wire.clone())),
            (EnumKind::Text | EnumKind::Integer, _) => None,
        },
        Shape::Any
        | Shape::Never
        | Shape::Null
        | Shape::Boolean
        | Shape::Integer(_)
        | Shape::Number(_)
        | Shape::Text(_)
        | Shape::Struct(_)
        | Shape::Map(_)
        | Shape::List(_)
        | Shape::Tuple(_)
        | Shape::Union(_)
        | Shape::Alias(_) => None,
    }
}

/// What tells the type from the other variants of its union.
fn find_tag_initial(cx: &ShapeCx, member: &StructMember) -> Option<Initial> {
    let tag = member.tag.clone()?;
    match (cx.arena.bare(member.ty), cx.ty(member.ty)) {
        (Shape::Text(_), Ty::String) => Some(Initial::Text(tag)),
        (Shape::Enum(list), Ty::Named(_)) if list.kind == EnumKind::Text => {
            Some(Initial::Converted(tag))
        }
        _ => None,
    }
}

fn choose_empty_initial(rest: &Ty) -> Initial {
    Initial::New(match rest {
        Ty::Map(_) => Builtin::BTreeMap,
        Ty::PatternProperties(_) => Builtin::PatternProperties,
        _ => Builtin::Extra,
    })
}

/// What stands for a field in signatures: what converts into texts, enums,
/// unions and structs, and everything else as it is.
fn choose_accepted_form(cx: &ShapeCx, member: &StructMember) -> Accept {
    match member.part {
        PartKind::Value => {}
        PartKind::File => return Accept::Into(choose_base_type(cx, member)),
        PartKind::Files => return Accept::Value(choose_base_type(cx, member)),
    }
    if member.or_empty {
        return Accept::Into(choose_base_type(cx, member));
    }
    let ty = cx.ty(member.ty);
    if member.boxed {
        return Accept::IntoBox(ty);
    }
    if let Ty::Foreign(foreign) = cx.without_aliases(member.ty) {
        // Of a small type nothing else is made; of others `From` may be there.
        return if foreign.is_copy {
            Accept::Value(ty)
        } else {
            Accept::Into(ty)
        };
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
        | Shape::Tuple(_)
        | Shape::Alias(_) => Accept::Value(ty),
        Shape::List(list) => match cx.without_aliases(member.ty) {
            Ty::Vec(_) => choose_accepted_items(cx, list.item),
            _ => Accept::Value(ty),
        },
    }
}

/// A list is made of anything that gives its items, so that an array of literals will do.
fn choose_accepted_items(cx: &ShapeCx, item: TypeUse) -> Accept {
    let ty = cx.ty_use(item);
    let converts = match cx.arena.bare(item.id) {
        Shape::Text(_) => cx.without_aliases(item.id) == Ty::String,
        Shape::Enum(list) => list.kind == EnumKind::Text,
        Shape::Union(_) => true,
        _ => false,
    };
    match (&ty, converts) {
        (Ty::String | Ty::Named(_), true) => Accept::IntoItems(ty),
        _ => Accept::Items(ty),
    }
}

/// How a struct implements `Default` that has a constructor.
pub(super) fn choose_default_impl(constructor: &Constructor) -> DefaultImpl {
    let is_constant = |fill: &Fill| {
        matches!(
            fill.initial,
            Initial::Text(_)
                | Initial::Converted(_)
                | Initial::ConvertedInteger(_)
                | Initial::Integer(_)
                | Initial::Bool(_)
                | Initial::Some(_)
        )
    };
    if constructor.takes != Takes::Nothing {
        DefaultImpl::None
    } else if constructor.fills.iter().any(is_constant) {
        DefaultImpl::New
    } else {
        DefaultImpl::Derived
    }
}

/// Setters of what is optional.
pub(super) fn shape_setters(
    cx: &ShapeCx,
    members: &[StructMember],
    constructor: &Constructor,
) -> Vec<Setter> {
    let optional: Vec<&StructMember> = members
        .iter()
        .filter(|member| !member.presence.is_required())
        .collect();
    let fields: Vec<&FieldIdent> = optional.iter().map(|member| &member.ident).collect();
    let methods = fields::name_setters(&fields, Some(&constructor.ident));
    optional
        .into_iter()
        .zip(methods)
        .map(|(member, method)| shape_setter(cx, member, method))
        .collect()
}

fn shape_setter(cx: &ShapeCx, member: &StructMember, method: FieldIdent) -> Setter {
    let maybe = member.presence == Presence::OptionalNullable;
    let accept = if maybe {
        match choose_accepted_form(cx, member) {
            Accept::Into(ty) => Accept::IntoMaybe(ty),
            // What is taken as it is may be a number without a suffix, whose type only one
            // conversion can tell.
            Accept::Value(_)
            | Accept::IntoBox(_)
            | Accept::IntoMaybe(_)
            | Accept::Items(_)
            | Accept::IntoItems(_) => {
                Accept::Into(Ty::Maybe(Box::new(choose_base_type(cx, member))))
            }
        }
    } else {
        choose_accepted_form(cx, member)
    };
    let lines = if method == member.ident {
        Vec::new()
    } else {
        docs::of_line(format!("Sets `{}`.", member.ident)).lines
    };
    Setter {
        argument: fields::name_field_argument(&member.ident),
        field: member.ident.clone(),
        allows: setter_allows(method.as_str()),
        method,
        docs: ItemDocs {
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
