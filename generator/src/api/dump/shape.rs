//! Types in the text.

use std::fmt::Write as _;

use super::label;
use crate::api::types::{
    Api, ApiDocs, Bounds, Const, Enum, EnumKind, ObjectField, ObjectShape, OtherProperties, Select,
    Shape, TextShape, Type, TypeId, Union, Usage, Variant,
};

/// One type with all its lines.
pub(super) fn dump_type(out: &mut String, api: &Api, id: TypeId, ty: &Type) {
    let usage = print_usage(ty.usage);
    let _ = writeln!(
        out,
        "type {}{usage}{}",
        label::label_type_name(api, id),
        print_docs_summary(&ty.docs)
    );
    let _ = writeln!(out, "  at {}", ty.origin);
    match &ty.shape {
        Shape::Struct(object) => dump_object(out, api, object),
        Shape::Union(union) => self::dump_union(out, api, union),
        Shape::Enum(list) => dump_enumeration(out, list),
        other => {
            let _ = writeln!(out, "  {}", print_shape(api, other));
        }
    }
}

fn print_usage(usage: Usage) -> &'static str {
    match (usage.request, usage.response) {
        (true, true) => " <>",
        (true, false) => " >",
        (false, true) => " <",
        (false, false) => "",
    }
}

/// What is said to people, in a few words.
pub(super) fn print_docs_summary(docs: &ApiDocs) -> String {
    let mut text = String::new();
    let first = |text: &String| text.lines().next().unwrap_or_default().to_owned();
    if let Some(title) = &docs.title {
        let _ = write!(text, " title={:?}", first(title));
    }
    if let Some(description) = &docs.description {
        let _ = write!(text, " doc={:?}", first(description));
    }
    if docs.deprecated {
        text.push_str(" deprecated");
    }
    if let Some(default) = &docs.default {
        let _ = write!(text, " default={default}");
    }
    for example in &docs.examples {
        let _ = write!(text, " example={example}");
    }
    text
}

fn dump_object(out: &mut String, api: &Api, object: &ObjectShape) {
    let rest = match object.rest {
        OtherProperties::Any => "any".to_owned(),
        OtherProperties::Closed => "closed".to_owned(),
        OtherProperties::Of(of) => label::label_type_use(api, of),
    };
    let members = print_item_counts("members", object.min_properties, object.max_properties);
    let _ = writeln!(out, "  struct rest={rest}{members}");
    for pattern in &object.patterns {
        let _ = writeln!(out, "    other names match: {pattern:?}");
    }
    for set in &object.any_of_required {
        let _ = writeln!(out, "    any of required: {}", set.join(", "));
    }
    for (name, field) in &object.fields {
        self::dump_object_field(out, api, name, field);
    }
}

fn dump_object_field(out: &mut String, api: &Api, name: &str, field: &ObjectField) {
    let ty = label::label_type(api, field.ty);
    let presence = label::label_presence(field.presence);
    let _ = write!(out, "    {name}: {ty} {presence}");
    if field.read_only {
        out.push_str(" readOnly");
    }
    if field.write_only {
        out.push_str(" writeOnly");
    }
    let _ = writeln!(out, "{}", print_docs_summary(&field.docs));
}

fn dump_union(out: &mut String, api: &Api, union: &Union) {
    let _ = writeln!(out, "  union by {}", print_select(&union.select));
    for variant in &union.variants {
        self::dump_union_variant(out, api, variant);
    }
}

fn print_select(select: &Select) -> String {
    match select {
        Select::Tag { property, of } => {
            let mark = match of.map(|of| of.required) {
                None => "",
                Some(false) => "?",
                Some(true) => "!",
            };
            format!("tag {property:?}{mark}")
        }
        Select::JsonType => "JSON type".to_owned(),
        Select::ObjectsBy(objects) => format!("JSON type, objects by {}", print_select(objects)),
        Select::Keys(order) if order.is_sorted() => "keys".to_owned(),
        Select::Keys(order) => format!("keys in the order {order:?}"),
        Select::First => "what keeps most".to_owned(),
    }
}

fn dump_union_variant(out: &mut String, api: &Api, variant: &Variant) {
    let _ = write!(out, "    {}", label::label_type(api, variant.ty));
    if let Some(hint) = &variant.hint {
        let _ = write!(out, " hint={hint:?}");
    }
    if !variant.tags.is_empty() {
        let _ = write!(out, " tags={:?}", variant.tags);
    }
    if !variant.json_types.is_empty() {
        let _ = write!(out, " types={:?}", variant.json_types);
    }
    if !variant.keys.is_empty() {
        let _ = write!(out, " keys={:?}", variant.keys);
    }
    if let Some(tag) = &variant.added_tag {
        let _ = write!(out, " added_tag={tag:?}");
    }
    if variant.takes_rest {
        let _ = write!(out, " takes_rest");
    }
    let _ = writeln!(out, "{}", print_docs_summary(&variant.docs));
}

fn dump_enumeration(out: &mut String, list: &Enum) {
    let kind = match list.kind {
        EnumKind::Text => "text",
        EnumKind::Integer => "integer",
    };
    let _ = writeln!(out, "  enum of {kind}");
    for value in &list.values {
        let _ = write!(out, "    {:?}", value.wire);
        if let Some(given) = &value.given {
            let _ = write!(out, " name={:?}", given.as_str());
        }
        if let Some(description) = &value.description {
            let _ = write!(out, " doc={description:?}");
        }
        if value.deprecated {
            out.push_str(" deprecated");
        }
        out.push('\n');
    }
}

/// A shape in one line.
pub(super) fn print_shape(api: &Api, shape: &Shape) -> String {
    match shape {
        Shape::Any => "any".to_owned(),
        Shape::Never => "never".to_owned(),
        Shape::Null => "null".to_owned(),
        Shape::Boolean => "boolean".to_owned(),
        Shape::Integer(integer) => {
            format!(
                "integer{}{}",
                print_format(integer.format.as_ref()),
                print_bounds(&integer.bounds)
            )
        }
        Shape::Number(number) => {
            format!(
                "number{}{}",
                print_format(number.format.as_ref()),
                print_bounds(&number.bounds)
            )
        }
        Shape::Text(text) => self::print_text_shape(text),
        Shape::Enum(list) => format!("enum of {} values", list.values.len()),
        Shape::Const(Const::Text(text)) => format!("const {text:?}"),
        Shape::Const(Const::Integer(digits)) => format!("const {digits}"),
        Shape::Const(Const::Boolean(truth)) => format!("const {truth}"),
        Shape::Struct(_) => "struct".to_owned(),
        Shape::Map(map) => {
            let counts = print_item_counts("entries", map.min_properties, map.max_properties);
            format!("map of {}{counts}", label::label_type_use(api, map.value))
        }
        Shape::List(list) => {
            let counts = print_item_counts("items", list.min_items, list.max_items);
            let unique = if list.unique { " unique" } else { "" };
            format!(
                "list of {}{counts}{unique}",
                label::label_type_use(api, list.item)
            )
        }
        Shape::Tuple(tuple) => {
            let items = tuple
                .items
                .iter()
                .map(|item| label::label_type_use(api, *item));
            format!("tuple of ({})", items.collect::<Vec<_>>().join(", "))
        }
        Shape::Union(_) => "union".to_owned(),
        Shape::Alias(target) => format!("alias of {}", label::label_type_use(api, *target)),
    }
}

fn print_text_shape(text: &TextShape) -> String {
    let mut line = format!("text{}", print_format(text.format.as_ref()));
    if let Some(encoding) = &text.encoding {
        let _ = write!(line, " encoding={encoding}");
    }
    if let Some(time) = &text.time_format {
        let _ = write!(line, " time={time:?}");
    }
    line.push_str(&print_item_counts(
        "characters",
        text.min_length,
        text.max_length,
    ));
    for pattern in &text.patterns {
        let _ = write!(line, " /{pattern}/");
    }
    line
}

fn print_format(format: Option<&String>) -> String {
    format.map_or_else(String::new, |format| format!("({format})"))
}

fn print_bounds(bounds: &Bounds) -> String {
    let mut text = String::new();
    if let Some(minimum) = &bounds.minimum {
        let sign = if minimum.exclusive { ">" } else { ">=" };
        let _ = write!(text, " {sign}{}", minimum.value);
    }
    if let Some(maximum) = &bounds.maximum {
        let sign = if maximum.exclusive { "<" } else { "<=" };
        let _ = write!(text, " {sign}{}", maximum.value);
    }
    if let Some(step) = &bounds.multiple_of {
        let _ = write!(text, " multiple of {step}");
    }
    text
}

fn print_item_counts(what: &str, fewest: Option<u64>, most: Option<u64>) -> String {
    match (fewest, most) {
        (None, None) => String::new(),
        (Some(fewest), None) => format!(" {fewest}.. {what}"),
        (None, Some(most)) => format!(" ..={most} {what}"),
        (Some(fewest), Some(most)) => format!(" {fewest}..={most} {what}"),
    }
}
