//! Objects: structs with known properties, and maps.

use super::unevaluated::settled_rules;
use super::{see_through, type_inside, union};
use crate::api::context::Cx;
use crate::api::types::{Field, Map, Presence, Rest, Shape, Step, Struct, TypeId};
use crate::api::view::{Additional, Node, Rules, View};
use crate::maps::{HashSet, IndexMap};
use crate::source::Pointer;

/// `type: object`.
pub(super) fn shape(cx: &mut Cx<'_>, id: TypeId, view: &View) -> Shape {
    let rules = &settled_rules(view);
    let any_of_required = union::required_sets(view);
    let known = !rules.properties.is_empty() || !rules.required.is_empty();
    // A closed object without properties is a struct without fields: a map would let its users
    // send what the document forbids.
    if known || !any_of_required.is_empty() || rules.additional == Additional::Closed {
        structure(cx, id, rules, any_of_required)
    } else {
        map(cx, id, rules)
    }
}

fn map(cx: &mut Cx<'_>, id: TypeId, rules: &Rules) -> Shape {
    let value = match free_values(cx, id, rules) {
        Some(node) => node,
        None => Node::new(origin(cx, id).join("additionalProperties"), View::default()),
    };
    let value = see_through(cx, &value);
    Shape::Map(Map {
        value: type_inside(cx, id, Step::Value, &value),
        min_properties: rules.min_properties,
        max_properties: rules.max_properties,
    })
}

/// The one schema of all values under free keys, if there is exactly one.
fn free_values(cx: &mut Cx<'_>, id: TypeId, rules: &Rules) -> Option<Node> {
    let mut all: Vec<&Node> = rules.pattern_properties.iter().collect();
    match &rules.additional {
        Additional::Of(node) => all.push(node),
        // Without patterns `true` and absence mean anything; beside patterns
        // authors who leave the keyword out mean the patterns alone.
        Additional::Allowed => return None,
        Additional::Unsaid | Additional::Closed | Additional::Unevaluated => {}
    }
    let (first, rest) = all.split_first()?;
    if rest.iter().any(|node| node != first) {
        let at = origin(cx, id);
        super::unsupported(cx, &at, "`patternProperties` with several schemas");
        return None;
    }
    Some((*first).clone())
}

fn structure(
    cx: &mut Cx<'_>,
    id: TypeId,
    rules: &Rules,
    any_of_required: Vec<Vec<String>>,
) -> Shape {
    let mut fields = IndexMap::default();
    let required: HashSet<&str> = rules.required.iter().map(String::as_str).collect();
    for (name, node) in &rules.properties {
        let is_required = required.contains(name.as_str());
        fields.insert(name.clone(), field(cx, id, name, node, is_required));
    }
    let named = rules
        .required
        .iter()
        .chain(any_of_required.iter().flatten());
    for name in named {
        // A required name that nothing declares is a property of any value: left out, the request
        // would be refused for want of it.
        if !fields.contains_key(name) {
            let node = undeclared(cx, id, name);
            let is_required = required.contains(name.as_str());
            fields.insert(name.clone(), field(cx, id, name, &node, is_required));
        }
    }
    Shape::Struct(Struct {
        fields,
        rest: rest(cx, id, rules),
        any_of_required,
        min_properties: rules.min_properties,
        max_properties: rules.max_properties,
    })
}

fn field(cx: &mut Cx<'_>, id: TypeId, name: &str, node: &Node, required: bool) -> Field {
    let seen = see_through(cx, node);
    let ty = type_inside(cx, id, Step::Property(name.to_owned()), &seen);
    Field {
        ty: ty.id,
        presence: presence(required, ty.nullable),
        docs: node.view.notes.docs.clone(),
        read_only: seen.read_only,
        write_only: seen.write_only,
        origin: node.at.clone(),
    }
}

/// Required and nullable, as one.
pub(crate) fn presence(required: bool, nullable: bool) -> Presence {
    match (required, nullable) {
        (true, false) => Presence::Required,
        (true, true) => Presence::RequiredNullable,
        (false, false) => Presence::Optional,
        (false, true) => Presence::OptionalNullable,
    }
}

/// A property that only `required` names: anything may stand there.
fn undeclared(cx: &Cx<'_>, id: TypeId, name: &str) -> Node {
    let at = origin(cx, id).join("properties").join(name);
    Node::new(at, View::default())
}

fn rest(cx: &mut Cx<'_>, id: TypeId, rules: &Rules) -> Rest {
    match free_values(cx, id, rules) {
        Some(node) if !node.view.is_silent() => {
            let value = see_through(cx, &node);
            Rest::Of(type_inside(cx, id, Step::Value, &value))
        }
        None if rules.additional == Additional::Closed && rules.pattern_properties.is_empty() => {
            Rest::Closed
        }
        Some(_) | None => Rest::Any,
    }
}

fn origin(cx: &Cx<'_>, id: TypeId) -> Pointer {
    cx.arena
        .get(id)
        .map(|ty| ty.origin.clone())
        .unwrap_or_default()
}
