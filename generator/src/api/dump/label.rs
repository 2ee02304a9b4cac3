//! Names of types in the text.

use crate::api::types::{
    Api, HintStep, NameHint, Operation, OperationPart, Presence, Shape, SharedSection,
    StatusPattern, Type, TypeId, TypeUse,
};

/// The type of an id.
pub(super) fn find_type(api: &Api, id: TypeId) -> Option<&Type> {
    api.types.0.get(id.index())
}

/// Whether a type has no entry of its own.
pub(super) fn is_inline(api: &Api, id: TypeId) -> bool {
    let Some(ty) = find_type(api, id) else {
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
pub(super) fn label_type_use(api: &Api, used: TypeUse) -> String {
    let mark = if used.nullable { "?" } else { "" };
    format!("{}{mark}", label_type(api, used.id))
}

/// A type where it is used.
pub(super) fn label_type(api: &Api, id: TypeId) -> String {
    match find_type(api, id) {
        Some(ty) if is_inline(api, id) => super::shape::print_shape(api, &ty.shape),
        _ => label_type_name(api, id),
    }
}

/// The name of a type: its hint, from the outside in.
pub(super) fn label_type_name(api: &Api, id: TypeId) -> String {
    let mut steps: Vec<String> = Vec::new();
    let mut id = id;
    while let Some(ty) = find_type(api, id) {
        match &ty.hint {
            NameHint::Inside(outer, step) => {
                steps.push(self::label_hint_step(step));
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
                steps.push(format!("{}:{key}", label_shared_section(*kind)));
                break;
            }
            NameHint::Operation(index, part) => {
                steps.push(self::label_hint_part(api.operations.get(*index), part));
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

fn label_hint_step(step: &HintStep) -> String {
    match step {
        HintStep::Property(name) => name.clone(),
        HintStep::Item => "[]".to_owned(),
        HintStep::Value => "{}".to_owned(),
        HintStep::Variant(index, None) => format!("|{index}"),
        HintStep::Variant(index, Some(name)) => format!("|{index}:{name}"),
        HintStep::Position(index) => index.to_string(),
    }
}

fn label_shared_section(kind: SharedSection) -> &'static str {
    match kind {
        SharedSection::Parameter => "parameter",
        SharedSection::RequestBody => "body",
        SharedSection::Response => "response",
        SharedSection::Header => "header",
    }
}

fn label_hint_part(operation: Option<&Operation>, part: &OperationPart) -> String {
    let id = operation.map_or("?", |operation| operation.id.as_str());
    match part {
        OperationPart::Parameter(name) => format!("{id}({name})"),
        OperationPart::RequestBody => format!("{id}(body)"),
        OperationPart::Response(status) => format!("{id}({})", self::label_status(*status)),
        OperationPart::ResponseHeader(status, name) => {
            format!("{id}({} {name})", self::label_status(*status))
        }
    }
}

/// A status as documents write it.
pub(super) fn label_status(status: StatusPattern) -> String {
    match status {
        StatusPattern::Code(code) => code.to_string(),
        StatusPattern::Range(digit) => format!("{digit}XX"),
        StatusPattern::Default => "default".to_owned(),
    }
}

/// A presence in two words at most.
pub(super) fn label_presence(presence: Presence) -> &'static str {
    match presence {
        Presence::Required => "required",
        Presence::RequiredNullable => "required nullable",
        Presence::Optional => "optional",
        Presence::OptionalNullable => "optional nullable",
    }
}
