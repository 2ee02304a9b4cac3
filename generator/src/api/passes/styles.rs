//! Checks that the style of a parameter fits its type (OAS 3.1 §4.8.12.3).

use crate::api::context::{ArenaBuilder, ResolveCx};
use crate::api::types::{
    ContentKind, Location, Operation, Parameter, ParameterEncoding, Shape, Style, Styled, TypeId,
};
use crate::diagnostics::{Code, Diagnostic};
use crate::maps::HashMap;

/// What a value looks like to a style.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Form {
    Scalar,
    List,
    Object,
    Open,
}

/// Reports combinations without a meaning, and replaces them by the one that
/// authors mean.
pub(super) fn check_parameter_styles(cx: &mut ResolveCx<'_>, operations: &mut [Operation]) {
    for parameter in operations
        .iter_mut()
        .flat_map(|operation| &mut operation.parameters)
    {
        let form = classify_parameter_form(&cx.arena, parameter.ty.id);
        let message = match find_style_problem(parameter, form) {
            Some(problem) => {
                repair_parameter_style(parameter, form);
                Some(format!("{problem}; {}", parameter_text(parameter)))
            }
            None => explain_nested_values(&cx.arena, parameter),
        };
        if let Some(message) = message {
            let finding = Diagnostic::at(Code::UndefinedStyle, &parameter.origin, message);
            cx.report_once(parameter.origin.as_str(), finding);
        }
    }
}

/// What is said of arrays and objects inside an object, which have no defined form
/// either; they are sent as most servers read them. An array in an exploded `form` is,
/// as pairs of one name, what every server reads.
fn explain_nested_values(arena: &ArenaBuilder, parameter: &Parameter) -> Option<String> {
    let ParameterEncoding::Style(Styled { style, explode, .. }) = parameter.encoding else {
        return None;
    };
    let is_deep = style == Style::DeepObject;
    if !is_deep && style != Style::Form {
        return None;
    }
    let Shape::Struct(object) = arena.shape(arena.resolved(parameter.ty.id)) else {
        return None;
    };
    let mut fields = object.fields.iter();
    fields.find_map(|(name, field)| {
        let (what, key) = match classify_parameter_form(arena, field.ty) {
            Form::List => ("an array", "0"),
            Form::Object => ("an object", "key"),
            Form::Scalar | Form::Open => return None,
        };
        if is_deep {
            let sent = format!("{}[{name}][{key}]=…", parameter.name);
            return Some(format!(
                "`deepObject` with {what} inside has no defined form; `{sent}` is sent"
            ));
        }
        let is_defined = explode && key == "0";
        (!is_defined).then(|| {
            format!("`form` with {what} inside an object has no defined form; `{name}` is sent as JSON text")
        })
    })
}

/// Reports query parameters that are sent under one name (OAS 3.1 §4.8.12.3:
/// an exploded object is sent as its properties).
pub(super) fn report_query_collisions(cx: &mut ResolveCx<'_>, operations: &[Operation]) {
    for operation in operations {
        whole_query(cx, operation);
        let mut owners: HashMap<String, &str> = HashMap::default();
        for parameter in &operation.parameters {
            // An exploded object is sent under its own names, so its properties are what may meet.
            let names = sent_names(&cx.arena, parameter);
            if !cx.spend(&parameter.origin, names.iter().map(String::len).sum()) {
                return;
            }
            for name in names {
                // The first owner stays, so that three parameters of one name are two findings
                // against the same one.
                let owner = owners.entry(name.clone()).or_insert(&parameter.name);
                if *owner != parameter.name {
                    let message = format!(
                        "`{}` and `{owner}` are both sent as `{name}`",
                        parameter.name
                    );
                    let at = &parameter.origin;
                    let finding = Diagnostic::at(Code::CollidingParameters, at, message);
                    cx.report_once(format!("{at} {name}"), finding);
                }
            }
        }
    }
}

/// Reports what stands beside a parameter that is the whole query (OAS 3.2 §4.12.1).
fn whole_query(cx: &mut ResolveCx<'_>, operation: &Operation) {
    let is_whole = |one: &&Parameter| matches!(one.encoding, ParameterEncoding::WholeQuery(_));
    let Some(whole) = operation.parameters.iter().find(is_whole) else {
        return;
    };
    let mut all = operation.parameters.iter();
    let other = all.find(|one| one.location == Location::Query && one.origin != whole.origin);
    if let Some(other) = other {
        let message = format!(
            "`{}` is the whole query, but `{}` is in the query as well; both are sent",
            whole.name, other.name
        );
        let finding = Diagnostic::at(Code::CollidingParameters, &whole.origin, message);
        cx.report_once(whole.origin.as_str(), finding);
    }
}

/// The names under which a query parameter is sent.
fn sent_names(arena: &ArenaBuilder, parameter: &Parameter) -> Vec<String> {
    if parameter.location != Location::Query {
        return Vec::new();
    }
    let exploded = matches!(
        parameter.encoding,
        ParameterEncoding::Style(Styled {
            style: Style::Form,
            explode: true,
            ..
        })
    );
    match arena.shape(arena.resolved(parameter.ty.id)) {
        Shape::Struct(object) if exploded => object.fields.keys().cloned().collect(),
        _ => vec![parameter.name.clone()],
    }
}

fn classify_parameter_form(arena: &ArenaBuilder, id: TypeId) -> Form {
    match arena.shape(arena.resolved(id)) {
        Shape::Boolean
        | Shape::Integer(_)
        | Shape::Number(_)
        | Shape::Text(_)
        | Shape::Enum(_)
        | Shape::Const(_)
        | Shape::Null => Form::Scalar,
        Shape::List(_) | Shape::Tuple(_) => Form::List,
        Shape::Struct(_) | Shape::Map(_) => Form::Object,
        Shape::Any | Shape::Never | Shape::Union(_) | Shape::Alias(_) => Form::Open,
    }
}

fn find_style_problem(parameter: &Parameter, form: Form) -> Option<&'static str> {
    let Styled { style, explode, .. } = match parameter.encoding {
        ParameterEncoding::Style(styled) => styled,
        ParameterEncoding::Content(kind) | ParameterEncoding::WholeQuery(kind) => {
            return find_content_misfit(kind, form);
        }
    };
    match (style, form) {
        (Style::DeepObject, Form::Scalar) => Some("`deepObject` needs an object"),
        (Style::DeepObject, Form::List) => Some("`deepObject` of an array has no defined form"),
        (Style::SpaceDelimited | Style::PipeDelimited, Form::Scalar) => {
            Some("a delimited style needs an array or object")
        }
        (Style::SpaceDelimited | Style::PipeDelimited, _) if explode => {
            Some("a delimited style with `explode` has no defined form")
        }
        _ => None,
    }
}

/// What has no form in the media type of a `content`.
fn find_content_misfit(kind: ContentKind, form: Form) -> Option<&'static str> {
    match (kind, form) {
        (ContentKind::Text, Form::List | Form::Object) => Some("text holds no array or object"),
        (ContentKind::Form, Form::List) => Some("a form needs an object"),
        (ContentKind::Json | ContentKind::Text | ContentKind::Form, _) => None,
    }
}

/// Arrays in `deepObject` are written with indices; other styles become `form`, other
/// contents JSON.
fn repair_parameter_style(parameter: &mut Parameter, form: Form) {
    // Undefined combinations become what most servers read: pairs. `deepObject` over an array
    // keeps its brackets, because the APIs whose documents say so read those.
    if let ParameterEncoding::Style(Styled { style, explode, .. }) = &mut parameter.encoding
        && !(*style == Style::DeepObject && form == Form::List)
    {
        *style = Style::Form;
        *explode = true;
    }
    if let ParameterEncoding::Content(kind) | ParameterEncoding::WholeQuery(kind) =
        &mut parameter.encoding
    {
        *kind = ContentKind::Json;
    }
}

fn parameter_text(parameter: &Parameter) -> String {
    match parameter.encoding {
        ParameterEncoding::Style(Styled {
            style: Style::DeepObject,
            ..
        }) => {
            format!("`{0}[0]=…&{0}[1]=…` is sent", parameter.name)
        }
        ParameterEncoding::Style(_) => "`form` is used".to_owned(),
        ParameterEncoding::Content(_) | ParameterEncoding::WholeQuery(_) => {
            "JSON text is sent".to_owned()
        }
    }
}
