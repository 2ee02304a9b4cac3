//! Parameters: those that travel beside the body, and those that are the body.

use std::path::PathBuf;

use super::context::{Raising, is_mere_reference, refer_to_schema};
use super::schemas::raise_schema;
use crate::dialect::grammar::Entries;
use crate::source::{Node, Pointer};

/// The members of a parameter, a header or an item that OpenAPI 3 has in its schema
/// (Swagger 2.0, "Parameter Object"), with what vendors add to them.
const SCHEMA_MEMBERS: [&str; 23] = [
    "type",
    "format",
    "items",
    "default",
    "maximum",
    "exclusiveMaximum",
    "minimum",
    "exclusiveMinimum",
    "maxLength",
    "minLength",
    "pattern",
    "maxItems",
    "minItems",
    "uniqueItems",
    "enum",
    "multipleOf",
    "example",
    "x-example",
    "x-nullable",
    "x-enum-varnames",
    "x-enumNames",
    "x-enum-descriptions",
    "x-ms-enum",
];

/// Parameters by what becomes of them.
#[derive(Default)]
pub(super) struct SortedParameters {
    /// Those that stay parameters, in the form of OpenAPI 3.
    pub(super) beside: Vec<Node>,
    /// The body, as it was written.
    pub(super) body: Option<WrittenParameter>,
    /// The fields of a form, as they were written.
    pub(super) form: Vec<WrittenParameter>,
}

/// A parameter as it was written.
#[derive(Clone)]
pub(super) struct WrittenParameter {
    pub(super) members: Entries,
    /// The file, if it is another one than that which is raised.
    pub(super) file: Option<PathBuf>,
    pub(super) pointer: Pointer,
    /// The reference that leads to it, where it does not stand where it is used.
    reference: Option<Box<str>>,
}

impl WrittenParameter {
    pub(super) fn name(&self) -> &str {
        let name = self.members.get("name").and_then(Node::as_str);
        name.unwrap_or_default()
    }

    pub(super) fn is_required(&self) -> bool {
        self.members.get("required") == Some(&Node::Bool(true))
    }

    /// The schema of a body. Where another place holds it, a reference stands for it: what is
    /// inside may refer to places of that file, and nothing is copied.
    pub(super) fn take_body_schema(&mut self) -> Option<Node> {
        let mut schema = self.members.shift_remove("schema")?;
        match &self.reference {
            Some(reference) if self.file.is_some() || !is_mere_reference(&schema) => {
                schema = refer_to_schema(format!("{reference}/schema"));
            }
            _ => raise_schema(&mut schema),
        }
        Some(schema)
    }

    /// Whether it stands where it is used.
    pub(super) fn is_own(&self) -> bool {
        self.reference.is_none()
    }
}

/// Sorts the parameters of a list, which stands at `from` and from now on at `to`.
pub(super) fn sort_parameters(
    raising: &mut Raising<'_>,
    list: Node,
    from: &Pointer,
    to: &Pointer,
) -> SortedParameters {
    let mut sorted = SortedParameters::default();
    let Node::List(items) = list else {
        // No list: the grammar says so.
        sorted.beside.push(list);
        return sorted;
    };
    for (index, item) in items.into_iter().enumerate() {
        let written = follow_parameter_reference(raising, item, &from.join(index));
        let written = match written {
            Ok(written) => written,
            Err(other) => {
                raising.note_move(&from.join(index), &to.join(sorted.beside.len()));
                sorted.beside.push(other);
                continue;
            }
        };
        match written.members.get("in").and_then(Node::as_str) {
            Some("body") => sorted.body = Some(written),
            Some("formData" | "form") => sorted.form.extend(admit_field(raising, written)),
            _ => {
                let here = to.join(sorted.beside.len());
                let node = raise_parameter(raising, written, &here);
                sorted.beside.push(node);
            }
        }
    }
    sorted
}

/// A field of a form, unless too much was copied already.
fn admit_field(raising: &mut Raising<'_>, field: WrittenParameter) -> Option<WrittenParameter> {
    if field.is_own() {
        return Some(field);
    }
    let size: usize = field.members.values().map(Node::count).sum();
    if let Some(left) = raising.copies_left.checked_sub(size) {
        raising.copies_left = left;
        return Some(field);
    }
    let message = "this field is shared by too many forms to be copied into all of them; the \
                   others have it not";
    raising.warn_lost(&field.pointer, message);
    None
}

/// A parameter with its reference followed; what stays a reference, or is no parameter, is given
/// back.
fn follow_parameter_reference(
    raising: &Raising<'_>,
    node: Node,
    pointer: &Pointer,
) -> Result<WrittenParameter, Node> {
    let Node::Map(members) = node else {
        return Err(node);
    };
    let Some(reference) = members.get("$ref").and_then(Node::as_str) else {
        return Ok(WrittenParameter {
            members,
            file: None,
            pointer: pointer.clone(),
            reference: None,
        });
    };
    let Some(found) = raising.find_referenced(reference) else {
        return Err(Node::Map(members));
    };
    let Node::Map(target) = found.node else {
        return Err(Node::Map(members));
    };
    let place = target.get("in").and_then(Node::as_str);
    // A shared parameter beside the body becomes a component, and the reference stays one.
    let is_component = found.file.is_none() && !matches!(place, Some("body" | "formData" | "form"));
    if is_component {
        return Err(Node::Map(members));
    }
    Ok(WrittenParameter {
        members: target,
        reference: Some(reference.into()),
        file: found.file,
        pointer: found.pointer,
    })
}

/// A shared parameter as it was written; the node, if it is no parameter.
pub(super) fn read_shared_parameter(
    node: Node,
    pointer: &Pointer,
) -> Result<WrittenParameter, Node> {
    match node {
        Node::Map(members) if !members.contains_key("$ref") => Ok(WrittenParameter {
            members,
            file: None,
            pointer: pointer.clone(),
            reference: None,
        }),
        node => Err(node),
    }
}

/// A parameter that travels beside the body, in the form of OpenAPI 3, for the place `here`.
pub(super) fn raise_parameter(
    raising: &mut Raising<'_>,
    written: WrittenParameter,
    here: &Pointer,
) -> Node {
    let WrittenParameter {
        members,
        file,
        pointer,
        ..
    } = written;
    match file {
        Some(file) => raising.moves.note_copy(Some(file), &pointer, here),
        None => {
            raising.note_move(&pointer, here);
            raising.note_move(&pointer, &here.join("schema"));
        }
    }
    let place = members.get("in").and_then(Node::as_str);
    let place = place.unwrap_or_default().to_owned();
    let (schema, mut members) = split_schema_members(members);
    let style = take_list_style(raising, &place, &schema, &mut members, &pointer);
    members.extend(style);
    if !members.contains_key("schema") && !members.contains_key("content") {
        let schema = finish_schema(raising, schema, &pointer);
        members.insert("schema".into(), schema);
    }
    Node::Map(members)
}

/// The members of a parameter that make its schema, and the others.
pub(super) fn split_schema_members(members: Entries) -> (Entries, Entries) {
    members
        .into_iter()
        .partition(|(key, _)| SCHEMA_MEMBERS.contains(&&**key))
}

/// A schema of what a parameter, a header or a field says of its value.
pub(super) fn finish_schema(raising: &mut Raising<'_>, schema: Entries, there: &Pointer) -> Node {
    let mut schema = schema;
    if let Some(example) = schema.shift_remove("x-example") {
        schema.entry("example".into()).or_insert(example);
    }
    let mut place = there.clone();
    let mut inner = schema.get_mut("items");
    while let Some(Node::Map(items)) = inner {
        place = place.join("items");
        let format = items.shift_remove("collectionFormat");
        let format = format.as_ref().and_then(Node::as_str);
        if is_array(items) && format.is_some_and(|format| format != "csv") {
            warn_list_format(raising, format.unwrap_or_default(), &place);
        }
        inner = items.get_mut("items");
    }
    let mut schema = Node::Map(schema);
    raise_schema(&mut schema);
    schema
}

/// Takes the `collectionFormat` of a list, and gives the members that say in OpenAPI 3 how its
/// items are sent; nothing for what is no list. One that OpenAPI 3 has nothing for is told.
pub(super) fn take_list_style(
    raising: &mut Raising<'_>,
    place: &str,
    schema: &Entries,
    members: &mut Entries,
    there: &Pointer,
) -> Entries {
    let format = members.shift_remove("collectionFormat");
    if !is_array(schema) {
        return Entries::default();
    }
    let format = format.as_ref().and_then(Node::as_str).unwrap_or("csv");
    let Some((style, explode)) = find_list_style(place, format) else {
        warn_list_format(raising, format, there);
        return Entries::default();
    };
    Entries::from_iter([
        ("style".into(), style.into()),
        ("explode".into(), Node::Bool(explode)),
    ])
}

fn is_array(schema: &Entries) -> bool {
    schema.get("type").and_then(Node::as_str) == Some("array")
}

/// The style of OpenAPI 3, and whether items are sent one by one, for the `collectionFormat` of
/// a list; `None` where OpenAPI 3 has nothing for it.
fn find_list_style(place: &str, format: &str) -> Option<(&'static str, bool)> {
    match (place, format) {
        ("query" | "formData" | "form", "csv") => Some(("form", false)),
        ("query" | "formData" | "form", "multi") => Some(("form", true)),
        ("query" | "formData" | "form", "ssv") => Some(("spaceDelimited", false)),
        ("query" | "formData" | "form", "pipes") => Some(("pipeDelimited", false)),
        ("path" | "header", "csv") => Some(("simple", false)),
        _ => None,
    }
}

fn warn_list_format(raising: &mut Raising<'_>, format: &str, there: &Pointer) {
    raising.warn_lost(
        &there.join("collectionFormat"),
        &format!(
            "OpenAPI 3 has no way to say that items are separated by `{format}` here; they are \
             sent as it separates them by default"
        ),
    );
}
