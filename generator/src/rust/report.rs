//! Findings of this stage.

use crate::diagnostics::{Code, Diagnostic, Diagnostics};
use crate::source::Pointer;

/// A name that only a number made unique.
pub(super) fn report_numbered_name(
    origin: &Pointer,
    what: &str,
    name: &str,
    diagnostics: &mut Diagnostics,
) {
    let message = format!("the {what} `{name}` has a number because its name is taken");
    let finding = Diagnostic::at(Code::NumberedName, origin, message)
        .note("names with numbers change when the document changes order")
        .help("choose a name with `x-bindery-name` in an overlay");
    diagnostics.push(finding);
}

/// A schema that gives way to another one which wants the same name.
pub(super) fn contested_name(
    origin: &Pointer,
    wanted: &str,
    name: &str,
    diagnostics: &mut Diagnostics,
) {
    let message = format!("this is the type `{name}`, as `{wanted}` is another one");
    let finding = Diagnostic::at(Code::ContestedName, origin, message)
        .note("a component and a schema without a name of its own would both have the name")
        .note("where the component is new, programs that use the name now use another type")
        .help("choose a name for one of them with `x-bindery-name` in an overlay");
    diagnostics.push(finding);
}

/// A rule that changes no name of the document.
pub(super) fn idle_name_rule(kind: &str, key: &str, value: &str, diagnostics: &mut Diagnostics) {
    let message = format!("`{value}` of `names.{kind}`, `{key}`, changes no name");
    let finding = Diagnostic::at(Code::IdleNameRule, &Pointer::root(), message)
        .help("rules see names as the document writes them; `bindery operations` and `bindery types` list them");
    diagnostics.push(finding);
}

/// A body that is offered in more media types than the method takes.
pub(super) fn other_media_types(
    origin: &Pointer,
    taken: &[String],
    others: &[String],
    diagnostics: &mut Diagnostics,
) {
    let message = format!(
        "the method sends {} only, not {}",
        quote_name(taken),
        quote_name(others)
    );
    diagnostics.push(Diagnostic::at(Code::OtherMediaTypes, origin, message));
}

/// A body that is handled as bytes.
pub(super) fn bytes_body(origin: &Pointer, media_type: &str, diagnostics: &mut Diagnostics) {
    let message = format!("a body of `{media_type}` is handled as plain bytes");
    diagnostics.push(Diagnostic::at(Code::BytesBody, origin, message));
}

/// A declared pagination that does not fit.
pub(super) fn unfit_pagination(origin: &Pointer, reason: &str, diagnostics: &mut Diagnostics) {
    let message = format!("the pagination does not fit the operation: {reason}");
    diagnostics.push(Diagnostic::at(Code::UnfitPagination, origin, message));
}

/// A regular expression that clients do not check.
pub(super) fn unchecked_pattern(origin: &Pointer, pattern: &str, diagnostics: &mut Diagnostics) {
    let message = format!("texts are sent without a check of `{pattern}`");
    let finding = Diagnostic::at(Code::UncheckedPattern, origin, message).help(
        "write it without look-around and references to groups, so that its own examples match",
    );
    diagnostics.push(finding);
}

pub(super) fn unchecked_name_pattern(
    origin: &Pointer,
    pattern: &str,
    diagnostics: &mut Diagnostics,
) {
    let message = format!("names of properties are not held to `{pattern}`");
    let finding = Diagnostic::at(Code::UncheckedPattern, origin, message)
        .note("properties that the document does not name are all read as if they matched it")
        .help("write it without look-around and references to groups");
    diagnostics.push(finding);
}

/// Examples that are not named one by one.
pub(super) fn more_misfit_examples(diagnostics: &mut Diagnostics) {
    let message = "more examples do not have the form of their schemas; only the first are named";
    let finding = Diagnostic::at(Code::MisfitExample, &Pointer::root(), message);
    diagnostics.push(finding);
}

/// A rule for types that names what the document does not have.
pub(super) fn unmatched_type_rule(what: &str, name: &str, diagnostics: &mut Diagnostics) {
    let schemas = Pointer::root().join("components").join("schemas");
    let message = format!("{what} `{name}`, which `types` names");
    let finding = Diagnostic::at(Code::NothingSelected, &schemas, message).help(
        "`bindery types DOCUMENT` lists the schemas and their names; `*` stands for any part of a \
         name in `newtypes`, `derive` and `attributes`",
    );
    diagnostics.push(finding);
}

/// A schema whose type cannot stand for it, because it travels as a form.
pub(super) fn form_not_replaced(origin: &Pointer, diagnostics: &mut Diagnostics) {
    let message = "another type cannot stand for this schema: it travels as the parts of a form";
    let finding = Diagnostic::at(Code::FormNotReplaced, origin, message)
        .help("give the schemas of its properties types of your own");
    diagnostics.push(finding);
}

/// What is no path of a type, or one that means something else in each module.
pub(super) fn relative_rust_type(origin: &Pointer, path: &str, diagnostics: &mut Diagnostics) {
    let place = origin.join("x-rust-type");
    let message = format!("`{path}` is no path that names the same type in each module");
    let finding = Diagnostic::at(Code::WrongExtension, &place, message)
        .help("begin with the name of a crate, or with `crate`: `crate::Money`");
    diagnostics.push(finding);
}

fn quote_name(names: &[String]) -> String {
    names
        .iter()
        .map(|name| format!("`{name}`"))
        .collect::<Vec<_>>()
        .join(", ")
}
