//! The keyword `type` in all its spellings.

use crate::diagnostics::Code;
use crate::formats::find_format;
use crate::source::Node;

use super::at::DocumentPlace;
use super::grammar::{Entries, Version};
use super::keywords::other_version;
use super::walker::Walker;

/// Leaves at most one `type`, with `nullable` beside it where null is allowed;
/// several stay a list, as does null alone.
pub(super) fn normalise_type_keyword(
    walker: &mut Walker<'_>,
    schema: &mut Entries,
    at: &DocumentPlace<'_>,
) {
    let Some(written) = schema.shift_remove("type") else {
        return;
    };
    let place = at.key("type");
    let names = match written {
        Node::List(items) => {
            if walker.version == Version::V30 {
                other_version(walker, &place, "a list of types", Version::V31);
            }
            items
        }
        Node::Null => vec![Node::from("null")],
        one => vec![one],
    };
    let mut types: Vec<&'static str> = Vec::new();
    for name in names {
        if let Some(name) = find_known_type(walker, &name, schema, &place)
            && !types.contains(&name)
        {
            types.push(name);
        }
    }
    write_single_type(schema, types);
}

fn write_single_type(schema: &mut Entries, mut types: Vec<&'static str>) {
    let written = types.len();
    types.retain(|name| *name != "null");
    let has_null = types.len() < written;
    let list = |names: &[&str]| Node::List(names.iter().map(|name| Node::from(*name)).collect());
    match types.as_slice() {
        [] if has_null => {
            schema.insert("type".into(), list(&["null"]));
            return;
        }
        [] => return,
        [only] => schema.insert("type".into(), Node::from(*only)),
        // The model knows one type. Several are alternatives, which `api/` makes of them, since
        // each may have keywords of its own.
        several => schema.insert("type".into(), list(several)),
    };
    if has_null {
        schema.insert("nullable".into(), Node::Bool(true));
    }
}

/// The type that a name means.
fn find_known_type(
    walker: &mut Walker<'_>,
    name: &Node,
    schema: &mut Entries,
    at: &DocumentPlace<'_>,
) -> Option<&'static str> {
    let Some(name) = name.as_str() else {
        walker.left_out("the name of a type", name, at);
        return None;
    };
    if let Some(known) = TYPES.into_iter().find(|known| *known == name) {
        if known == "null" && walker.version == Version::V30 {
            other_version(walker, at, "the type `null`", Version::V31);
        }
        return Some(known);
    }
    let meant = find_type_meaning(&name.to_ascii_lowercase());
    let reading = match meant {
        Some((meant, _)) => format!("it is read as `{meant}`"),
        None => "any value counts here".to_owned(),
    };
    let message = format!("`{name}` is no type of JSON Schema; {reading}");
    let help = "the types are string, number, integer, boolean, array, object and null";
    walker.warn(Code::UnknownType, at, message, help);
    let (meant, format) = meant?;
    if !format.is_empty() {
        schema
            .entry("format".into())
            .or_insert_with(|| Node::from(format));
    }
    Some(meant)
}

const TYPES: [&str; 7] = [
    "string", "number", "integer", "boolean", "array", "object", "null",
];

/// Type and format that authors mean by a name of their own.
fn find_type_meaning(name: &str) -> Option<(&'static str, &'static str)> {
    Some(match name {
        "string" | "str" | "text" | "enum" => ("string", ""),
        "datetime" | "timestamp" => ("string", "date-time"),
        "file" => ("string", "binary"),
        "integer" | "int" => ("integer", ""),
        "long" => ("integer", "int64"),
        "number" | "decimal" => ("number", ""),
        "boolean" | "bool" => ("boolean", ""),
        "array" | "list" => ("array", ""),
        "object" | "map" | "dict" => ("object", ""),
        "null" | "none" => ("null", ""),
        other => {
            let format = find_format(other)?;
            (format.json.word(), format.name)
        }
    })
}
