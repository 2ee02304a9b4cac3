//! Types in the text.

use std::fmt::Write as _;

use super::label;
use crate::api::types::{
    Api, Bounds, Const, Docs, Enum, EnumKind, Field, Rest, Select, Shape, Struct, Text, Type,
    TypeId, Union, Usage, Variant,
};

/// One type with all its lines.
pub(super) fn entry(out: &mut String, api: &Api, id: TypeId, ty: &Type) {
    let usage = usage(ty.usage);
    let _ = writeln!(
        out,
        "type {}{usage}{}",
        label::name(api, id),
        docs(&ty.docs)
    );
    let _ = writeln!(out, "  at {}", ty.origin);
    match &ty.shape {
        Shape::Struct(object) => structure(out, api, object),
        Shape::Union(union) => self::union(out, api, union),
        Shape::Enum(list) => enumeration(out, list),
        other => {
            let _ = writeln!(out, "  {}", line(api, other));
        }
    }
}

fn usage(usage: Usage) -> &'static str {
    match (usage.request, usage.response) {
        (true, true) => " <>",
        (true, false) => " >",
        (false, true) => " <",
        (false, false) => "",
    }
}

/// What is said to people, in a few words.
pub(super) fn docs(docs: &Docs) -> String {
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

fn structure(out: &mut String, api: &Api, object: &Struct) {
    let rest = match object.rest {
        Rest::Any => "any".to_owned(),
        Rest::Closed => "closed".to_owned(),
        Rest::Of(of) => label::used(api, of),
    };
    let members = counts("members", object.min_properties, object.max_properties);
    let _ = writeln!(out, "  struct rest={rest}{members}");
    for set in &object.any_of_required {
        let _ = writeln!(out, "    any of required: {}", set.join(", "));
    }
    for (name, field) in &object.fields {
        self::field(out, api, name, field);
    }
}

fn field(out: &mut String, api: &Api, name: &str, field: &Field) {
    let ty = label::ty(api, field.ty);
    let presence = label::presence(field.presence);
    let _ = write!(out, "    {name}: {ty} {presence}");
    if field.read_only {
        out.push_str(" readOnly");
    }
    if field.write_only {
        out.push_str(" writeOnly");
    }
    let _ = writeln!(out, "{}", docs(&field.docs));
}

fn union(out: &mut String, api: &Api, union: &Union) {
    let select = match &union.select {
        Select::Tag { property, of } => {
            let mark = match of.map(|of| of.required) {
                None => "",
                Some(false) => "?",
                Some(true) => "!",
            };
            format!("tag {property:?}{mark}")
        }
        Select::JsonType => "JSON type".to_owned(),
        Select::Keys(order) if order.is_sorted() => "keys".to_owned(),
        Select::Keys(order) => format!("keys in the order {order:?}"),
        Select::First => "what keeps most".to_owned(),
    };
    let _ = writeln!(out, "  union by {select}");
    for variant in &union.variants {
        self::variant(out, api, variant);
    }
}

fn variant(out: &mut String, api: &Api, variant: &Variant) {
    let _ = write!(out, "    {}", label::ty(api, variant.ty));
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
    let _ = writeln!(out, "{}", docs(&variant.docs));
}

fn enumeration(out: &mut String, list: &Enum) {
    let kind = match list.kind {
        EnumKind::Text => "text",
        EnumKind::Integer => "integer",
    };
    let _ = writeln!(out, "  enum of {kind}");
    for value in &list.values {
        let _ = write!(out, "    {:?}", value.wire);
        if let Some(name) = &value.name {
            let _ = write!(out, " name={name:?}");
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
pub(super) fn line(api: &Api, shape: &Shape) -> String {
    match shape {
        Shape::Any => "any".to_owned(),
        Shape::Never => "never".to_owned(),
        Shape::Null => "null".to_owned(),
        Shape::Boolean => "boolean".to_owned(),
        Shape::Integer(integer) => {
            format!(
                "integer{}{}",
                format(integer.format.as_ref()),
                bounds(&integer.bounds)
            )
        }
        Shape::Number(number) => {
            format!(
                "number{}{}",
                format(number.format.as_ref()),
                bounds(&number.bounds)
            )
        }
        Shape::Text(text) => self::text(text),
        Shape::Enum(list) => format!("enum of {} values", list.values.len()),
        Shape::Const(Const::Text(text)) => format!("const {text:?}"),
        Shape::Const(Const::Integer(digits)) => format!("const {digits}"),
        Shape::Const(Const::Boolean(truth)) => format!("const {truth}"),
        Shape::Struct(_) => "struct".to_owned(),
        Shape::Map(map) => {
            let counts = counts("entries", map.min_properties, map.max_properties);
            format!("map of {}{counts}", label::used(api, map.value))
        }
        Shape::List(list) => {
            let counts = counts("items", list.min_items, list.max_items);
            let unique = if list.unique { " unique" } else { "" };
            format!("list of {}{counts}{unique}", label::used(api, list.item))
        }
        Shape::Tuple(tuple) => {
            let items = tuple.items.iter().map(|item| label::used(api, *item));
            format!("tuple of ({})", items.collect::<Vec<_>>().join(", "))
        }
        Shape::Union(_) => "union".to_owned(),
        Shape::Alias(target) => format!("alias of {}", label::used(api, *target)),
    }
}

fn text(text: &Text) -> String {
    let mut line = format!("text{}", format(text.format.as_ref()));
    if let Some(encoding) = &text.encoding {
        let _ = write!(line, " encoding={encoding}");
    }
    if let Some(time) = &text.time_format {
        let _ = write!(line, " time={time:?}");
    }
    line.push_str(&counts("characters", text.min_length, text.max_length));
    for pattern in &text.patterns {
        let _ = write!(line, " /{pattern}/");
    }
    line
}

fn format(format: Option<&String>) -> String {
    format.map_or_else(String::new, |format| format!("({format})"))
}

fn bounds(bounds: &Bounds) -> String {
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

fn counts(what: &str, fewest: Option<u64>, most: Option<u64>) -> String {
    match (fewest, most) {
        (None, None) => String::new(),
        (Some(fewest), None) => format!(" {fewest}.. {what}"),
        (None, Some(most)) => format!(" ..={most} {what}"),
        (Some(fewest), Some(most)) => format!(" {fewest}..={most} {what}"),
    }
}
