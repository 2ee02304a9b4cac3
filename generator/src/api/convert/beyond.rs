//! The keywords for which `openapiv3` has no field.

use openapiv3::{ReferenceOr, Schema};

use super::{Reading, convert_schema_or_reference};
use crate::api::bounds::choose_narrower_bound;
use crate::api::types::Bound;
use crate::api::view::{Additional, SchemaNode, SchemaType, View};
use crate::normalised::SchemaBeyond;
use crate::source::Pointer;

/// Reads what a schema says beyond the model.
pub(crate) fn read_schema_beyond(
    view: &mut View,
    at: &Pointer,
    beyond: &SchemaBeyond,
    reading: Reading<'_>,
) {
    let schema = |keyword: &str, schema: &ReferenceOr<Schema>| {
        convert_schema_or_reference(at.join(keyword), schema, reading)
    };
    if beyond.reference.is_some() {
        view.reference.clone_from(&beyond.reference);
    }
    read_type_list(view, &beyond.types);
    read_exact_bounds(view, beyond);
    let rules = &mut view.rules;
    rules.never = beyond.never;
    rules.constant.clone_from(&beyond.constant);
    rules.encoding.clone_from(&beyond.content_encoding);
    rules.media_type.clone_from(&beyond.content_media_type);
    rules.content_schema = beyond
        .content_schema
        .as_ref()
        .map(|written| schema("contentSchema", written));
    rules.prefix_items = (0..)
        .zip(&beyond.prefix_items)
        .map(|(index, item): (usize, _)| {
            convert_schema_or_reference(at.join("prefixItems").join(index), item, reading)
        })
        .collect();
    rules.pattern_properties = beyond
        .pattern_properties
        .iter()
        .map(|(name, item)| {
            let at = at.join("patternProperties").join(name);
            (name.clone(), convert_schema_or_reference(at, item, reading))
        })
        .collect();
    if let Some(written) = &beyond.unevaluated_properties {
        read_unevaluated_properties(view, schema("unevaluatedProperties", written));
    }
    view.ignored.extend(beyond.unshown.keys().cloned());
}

fn read_type_list(view: &mut View, words: &[String]) {
    for word in words {
        match SchemaType::parse(word) {
            Some(ty) => view.rules.types.push(ty),
            None => view.ignored.push(format!("type: {word}")),
        }
    }
}

/// Of a bound and an exclusive one the narrower counts.
fn read_exact_bounds(view: &mut View, beyond: &SchemaBeyond) {
    let bounds = &mut view.rules.bounds;
    let bound = |digits: &Option<String>, exclusive| {
        let value = digits.clone()?;
        Some(Bound { value, exclusive })
    };
    bounds.minimum = choose_narrower_bound(
        bound(&beyond.minimum, false),
        bound(&beyond.exclusive_minimum, true),
        |new, old| new > old,
    );
    bounds.maximum = choose_narrower_bound(
        bound(&beyond.maximum, false),
        bound(&beyond.exclusive_maximum, true),
        |new, old| new < old,
    );
    bounds.multiple_of.clone_from(&beyond.multiple_of);
}

/// `unevaluatedProperties` stands in for an absent `additionalProperties`.
fn read_unevaluated_properties(view: &mut View, schema: SchemaNode) {
    if view.rules.additional == Additional::Unsaid {
        view.rules.additional = if schema.view.rules.never {
            Additional::Unevaluated
        } else {
            Additional::Of(schema)
        };
    }
}
