//! Names of types in the text.

use crate::api::types::{
    Api, NameHint, Operation, Part, Presence, Shape, Shared, Status, Step, Type, TypeId, TypeUse,
};

/// The type of an id.
pub(super) fn get(api: &Api, id: TypeId) -> Option<&Type> {
    api.types.0.get(id.index())
}

/// Whether a type has no entry of its own.
pub(super) fn is_inline(api: &Api, id: TypeId) -> bool {
    let Some(ty) = get(api, id) else {
        return false;
    };
    let unnamed = match ty.hint {
        NameHint::Component(_) | NameHint::Chosen(_) | NameHint::RequestView(_) => false,
        NameHint::Inside(_, _) | NameHint::Operation(_, _) | NameHint::Shared(_, _) => true,
    };
    let plain = match ty.shape {
        Shape::Any
        | Shape::Never
        | Shape::Null
        | Shape::Boolean
        | Shape::Integer(_)
        | Shape::Number(_)
        | Shape::Text(_)
        | Shape::Const(_) => true,
        Shape::Enum(_)
        | Shape::Struct(_)
        | Shape::Map(_)
        | Shape::List(_)
        | Shape::Tuple(_)
        | Shape::Union(_)
        | Shape::Alias(_) => false,
    };
    unnamed && plain
}

/// A use of a type: its label, with `?` where `null` may stand.
pub(super) fn used(api: &Api, used: TypeUse) -> String {
    let mark = if used.nullable { "?" } else { "" };
    format!("{}{mark}", ty(api, used.id))
}

/// A type where it is used.
pub(super) fn ty(api: &Api, id: TypeId) -> String {
    match get(api, id) {
        Some(ty) if is_inline(api, id) => super::shape::line(api, &ty.shape),
        _ => name(api, id),
    }
}

/// The name of a type: its hint, from the outside in.
pub(super) fn name(api: &Api, id: TypeId) -> String {
    let mut steps: Vec<String> = Vec::new();
    let mut id = id;
    while let Some(ty) = get(api, id) {
        match &ty.hint {
            NameHint::Inside(outer, step) => {
                steps.push(self::step(step));
                id = *outer;
            }
            NameHint::RequestView(of) => {
                steps.push("(request)".to_owned());
                id = *of;
            }
            NameHint::Component(key) => {
                steps.push(key.clone());
                break;
            }
            NameHint::Chosen(name) => {
                steps.push(format!("={name}"));
                break;
            }
            NameHint::Shared(kind, key) => {
                steps.push(format!("{}:{key}", shared(*kind)));
                break;
            }
            NameHint::Operation(index, part) => {
                steps.push(self::part(api.operations.get(*index), part));
                break;
            }
        }
        // Hints lead outwards; a longer way would be a circle.
        if steps.len() > api.types.len() {
            break;
        }
    }
    steps.reverse();
    steps.join(".")
}

fn step(step: &Step) -> String {
    match step {
        Step::Property(name) => name.clone(),
        Step::Item => "[]".to_owned(),
        Step::Value => "{}".to_owned(),
        Step::Variant(index, None) => format!("|{index}"),
        Step::Variant(index, Some(name)) => format!("|{index}:{name}"),
        Step::Position(index) => index.to_string(),
    }
}

fn shared(kind: Shared) -> &'static str {
    match kind {
        Shared::Parameter => "parameter",
        Shared::RequestBody => "body",
        Shared::Response => "response",
        Shared::Header => "header",
    }
}

fn part(operation: Option<&Operation>, part: &Part) -> String {
    let id = operation.map_or("?", |operation| operation.id.as_str());
    match part {
        Part::Parameter(name) => format!("{id}({name})"),
        Part::RequestBody => format!("{id}(body)"),
        Part::Response(status) => format!("{id}({})", self::status(*status)),
        Part::ResponseHeader(status, name) => format!("{id}({} {name})", self::status(*status)),
    }
}

/// A status as documents write it.
pub(super) fn status(status: Status) -> String {
    match status {
        Status::Code(code) => code.to_string(),
        Status::Range(digit) => format!("{digit}XX"),
        Status::Default => "default".to_owned(),
    }
}

/// A presence in two words at most.
pub(super) fn presence(presence: Presence) -> &'static str {
    match presence {
        Presence::Required => "required",
        Presence::RequiredNullable => "required nullable",
        Presence::Optional => "optional",
        Presence::OptionalNullable => "optional nullable",
    }
}
