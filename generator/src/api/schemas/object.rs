//! Objects: structs with known properties, and maps.

use super::unevaluated::settled_rules;
use super::{see_through, type_inside, union};
use crate::api::context::{ResolveCx, is_name_of_type};
use crate::api::types::{
    GivenName, HintStep, Map, ObjectField, ObjectShape, OtherProperties, Presence, Shape, TypeId,
};
use crate::api::view::{Additional, Rules, SchemaNode, View};
use crate::maps::{HashSet, IndexMap};
use crate::source::Pointer;

/// `type: object`.
pub(super) fn read_object_shape(cx: &mut ResolveCx<'_>, id: TypeId, view: &View) -> Shape {
    let rules = &settled_rules(view);
    let any_of_required = union::required_sets(view);
    let known = !rules.properties.is_empty() || !rules.required.is_empty();
    // A closed object without properties is a struct without fields: a map would let its users
    // send what the document forbids.
    if known || !any_of_required.is_empty() || rules.additional == Additional::Closed {
        read_structure_shape(cx, id, rules, any_of_required)
    } else {
        read_map_shape(cx, id, rules)
    }
}

fn read_map_shape(cx: &mut ResolveCx<'_>, id: TypeId, rules: &Rules) -> Shape {
    let value = match free_values(cx, id, rules) {
        Some(node) => node,
        None => SchemaNode::new(
            find_property_origin(cx, id).join("additionalProperties"),
            View::default(),
        ),
    };
    let value = see_through(cx, &value);
    Shape::Map(Map {
        value: type_inside(cx, id, HintStep::Value, &value),
        min_properties: rules.min_properties,
        max_properties: rules.max_properties,
    })
}

/// The one schema of all values under free keys, if there is exactly one.
fn free_values(cx: &mut ResolveCx<'_>, id: TypeId, rules: &Rules) -> Option<SchemaNode> {
    let patterns = rules.pattern_properties.iter();
    let mut all: Vec<&SchemaNode> = patterns.map(|(_, node)| node).collect();
    match &rules.additional {
        Additional::Of(node) => all.push(node),
        // Without patterns `true` and absence mean anything; beside patterns
        // authors who leave the keyword out mean the patterns alone.
        Additional::Allowed => return None,
        Additional::Unsaid | Additional::Closed | Additional::Unevaluated => {}
    }
    let (first, rest) = all.split_first()?;
    if rest.iter().any(|node| node != first) {
        let at = find_property_origin(cx, id);
        super::report_unsupported_schema(cx, &at, "`patternProperties` with several schemas");
        return None;
    }
    Some((*first).clone())
}

fn read_structure_shape(
    cx: &mut ResolveCx<'_>,
    id: TypeId,
    rules: &Rules,
    any_of_required: Vec<Vec<String>>,
) -> Shape {
    let mut fields = IndexMap::default();
    let required: HashSet<&str> = rules.required.iter().map(String::as_str).collect();
    for (name, node) in &rules.properties {
        let is_required = required.contains(name.as_str());
        fields.insert(
            name.clone(),
            read_object_field(cx, id, name, node, is_required),
        );
    }
    let named = rules
        .required
        .iter()
        .chain(any_of_required.iter().flatten());
    for name in named {
        // A required name that nothing declares is one of the free ones, of any value where
        // nothing is said of these: left out, the request would be refused for want of it.
        if !fields.contains_key(name) {
            let node = match free_values(cx, id, rules) {
                Some(node) => node,
                None => make_undeclared_property(cx, id, name),
            };
            let is_required = required.contains(name.as_str());
            fields.insert(
                name.clone(),
                read_object_field(cx, id, name, &node, is_required),
            );
        }
    }
    Shape::Struct(ObjectShape {
        fields,
        rest: read_rest_properties(cx, id, rules),
        patterns: list_binding_patterns(rules),
        any_of_required,
        min_properties: rules.min_properties,
        max_properties: rules.max_properties,
    })
}

fn read_object_field(
    cx: &mut ResolveCx<'_>,
    id: TypeId,
    name: &str,
    node: &SchemaNode,
    required: bool,
) -> ObjectField {
    let seen = see_through(cx, node);
    let ty = type_inside(cx, id, HintStep::Property(name.to_owned()), &seen);
    let given = node.view.notes.property.clone();
    if let Some(role) = node.view.notes.page_role {
        cx.page_roles.insert(node.at.clone(), role);
    }
    ObjectField {
        // A name of a type is none of the field.
        given: given.filter(|given| !GivenName::chosen(Some(given)).is_some_and(is_name_of_type)),
        ty: ty.id,
        presence: Presence::of(required, ty.nullable),
        docs: node.view.notes.docs.clone(),
        read_only: seen.read_only,
        write_only: seen.write_only,
        origin: node.at.clone(),
    }
}

/// A property that only `required` names, and of which no other keyword speaks: anything may
/// stand there.
fn make_undeclared_property(cx: &ResolveCx<'_>, id: TypeId, name: &str) -> SchemaNode {
    let at = find_property_origin(cx, id).join("properties").join(name);
    SchemaNode::new(at, View::default())
}

fn read_rest_properties(cx: &mut ResolveCx<'_>, id: TypeId, rules: &Rules) -> OtherProperties {
    match free_values(cx, id, rules) {
        Some(node) if !node.view.is_silent() => {
            let value = see_through(cx, &node);
            OtherProperties::Of(type_inside(cx, id, HintStep::Value, &value))
        }
        None if rules.additional == Additional::Closed && rules.pattern_properties.is_empty() => {
            OtherProperties::Closed
        }
        Some(_) | None => OtherProperties::Any,
    }
}

/// What names of other properties must match: of an object that is closed but for these. In
/// open ones the other names are as good.
fn list_binding_patterns(rules: &Rules) -> Vec<String> {
    let mut patterns = Vec::new();
    if rules.additional == Additional::Closed {
        for (pattern, _) in &rules.pattern_properties {
            if !patterns.contains(pattern) {
                patterns.push(pattern.clone());
            }
        }
    }
    patterns
}

fn find_property_origin(cx: &ResolveCx<'_>, id: TypeId) -> Pointer {
    cx.arena
        .get(id)
        .map(|ty| ty.origin.clone())
        .unwrap_or_default()
}
