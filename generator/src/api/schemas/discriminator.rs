//! Discriminators (OAS 3.1 §4.8.25): the values that choose a variant, and
//! parents whose children name them in `allOf`.
//!
//! A parent with a discriminator and no alternatives of its own is, where it is
//! used, any of its children: a union over all schemas that reach it through
//! `allOf`. Its own properties live on in the children, which merge them, and in
//! a base type when a value of the tag chooses the parent itself.

use crate::api::context::{Cx, Tagged};
use crate::api::reference::component_of;
use crate::api::schemas::whole;
use crate::api::types::{Docs, NameHint, Select, Shape, Step, TypeId, Union, Variant};
use crate::api::view::{Discriminator, Node, View};
use crate::diagnostics::{Code, Diagnostic};
use crate::maps::{HashMap, HashSet};
use crate::source::Pointer;

mod declared;

pub(super) use declared::check;

/// Notes for each component which others extend it through `allOf`.
pub(crate) fn find_children(cx: &mut Cx<'_>) {
    let source = cx.source;
    for (name, node) in &source.schemas {
        for parent in parents(cx, node) {
            cx.children.entry(parent).or_default().push(name.clone());
        }
    }
}

/// The components that a schema extends.
fn parents(cx: &Cx<'_>, node: &Node) -> Vec<String> {
    let mut parents = Vec::new();
    let mut open: Vec<&Node> = node.view.all_of.iter().rev().collect();
    if !node.view.rules.is_empty() {
        parents.extend(target(cx, node));
    }
    while let Some(member) = open.pop() {
        parents.extend(target(cx, member));
        open.extend(member.view.all_of.iter().rev());
    }
    parents
}

fn target(cx: &Cx<'_>, node: &Node) -> Option<String> {
    let at = cx.source.pointer(node.view.reference.as_ref()?)?;
    component_of(&at, "schemas")
}

/// Whether a component is a child of `target` that adds nothing to it: a type of
/// its own, while elsewhere the same words mean any child.
pub(super) fn is_child(cx: &Cx<'_>, node: &Node, target: &Node) -> bool {
    component_of(&node.at, "schemas").is_some()
        && !node.view.all_of.is_empty()
        && !node.view.nullable
        && target.view.discriminator.is_some()
        && parents(cx, node).iter().any(|parent| {
            component_of(&target.at, "schemas").is_some_and(|target| target == *parent)
        })
}

/// A member of a family: its schema, and its key if it is a component.
struct Member {
    node: Node,
    name: Option<String>,
    at: Pointer,
}

/// The union that a parent with a discriminator stands for. `None` when the
/// schema is no parent.
pub(super) fn family(cx: &mut Cx<'_>, id: TypeId, node: &Node, view: &View) -> Option<Shape> {
    let found = view.discriminator.as_ref()?;
    if !view.unions.is_empty() {
        return None;
    }
    let members = members(cx, node, found);
    if members.iter().all(|member| member.at == node.at) {
        return None;
    }
    let alternatives: Vec<_> = members
        .iter()
        .map(|member| (member.at.clone(), whole(cx, &member.node)))
        .collect();
    check(cx, &node.at, found, &alternatives);
    let mut variants = Vec::new();
    for (index, member) in members.iter().enumerate() {
        variants.push(variant(cx, id, index, member, found));
    }
    let places: Vec<Vec<Pointer>> = members
        .iter()
        .map(|member| vec![member.at.clone()])
        .collect();
    tag(cx, &node.at, found, &places, &mut variants);
    let tagged = Tagged {
        property: found.property.clone(),
        names: members.into_iter().map(|member| member.name).collect(),
        at: node.at.clone(),
    };
    cx.arena.tagged.insert(id, tagged);
    Some(Shape::Union(Union {
        select: Select::First,
        variants,
    }))
}

/// All descendants in the order of the document, then what only the mapping
/// names. The parent itself only when the mapping or the property names it.
fn members(cx: &Cx<'_>, node: &Node, found: &Discriminator) -> Vec<Member> {
    let own = component_of(&node.at, "schemas");
    let mut names: HashSet<String> = own.iter().flat_map(|own| descendants(cx, own)).collect();
    for value in found.mapping.values() {
        names.extend(place(cx, value).and_then(|at| component_of(&at, "schemas")));
    }
    if let Some(own) = &own
        && property_allows(node, &found.property, own)
    {
        names.insert(own.clone());
    }
    let schemas = &cx.source.schemas;
    let named = names.iter().filter_map(|name| schemas.get_full(name));
    let mut members: Vec<_> = named.collect();
    members.sort_by_key(|(index, ..)| *index);
    members
        .into_iter()
        .map(|(_, name, member)| Member {
            node: member.clone(),
            name: Some(name.clone()),
            at: member.at.clone(),
        })
        .collect()
}

fn descendants(cx: &Cx<'_>, name: &str) -> HashSet<String> {
    let mut found = HashSet::default();
    let mut open = vec![name.to_owned()];
    while let Some(parent) = open.pop() {
        for child in cx.children.get(&parent).into_iter().flatten() {
            if child != name && found.insert(child.clone()) {
                open.push(child.clone());
            }
        }
    }
    found
}

/// Whether the tag's own enum lists the parent's name.
fn property_allows(node: &Node, property: &str, name: &str) -> bool {
    let property = node.view.rules.properties.get(property);
    let values = property.and_then(|node| node.view.rules.enumeration.as_ref());
    values.is_some_and(|values| values.values.iter().any(|value| value == name))
}

fn variant(
    cx: &mut Cx<'_>,
    id: TypeId,
    index: usize,
    member: &Member,
    found: &Discriminator,
) -> Variant {
    let hint = member.name.clone();
    let step = NameHint::Inside(id, Step::Variant(index, hint.clone()));
    let inner = member.node.view.discriminator.as_ref();
    let ty = if inner.is_some_and(|inner| inner.property == found.property) {
        cx.id_of(&base(&member.node), step)
    } else {
        cx.id_of(&member.node, step)
    };
    Variant::bare(ty, hint, Docs::default())
}

/// A parent without its children.
fn base(node: &Node) -> Node {
    let view = View {
        discriminator: None,
        ..(*node.view).clone()
    };
    node.part("own", view)
}

/// Gives each variant the values that the mapping has for it; `places` are the
/// schemas that each variant stands for.
pub(super) fn tag(
    cx: &mut Cx<'_>,
    at: &Pointer,
    found: &Discriminator,
    places: &[Vec<Pointer>],
    variants: &mut [Variant],
) {
    let mut owners: HashMap<&Pointer, usize> = HashMap::default();
    for (index, places) in places.iter().enumerate() {
        for place in places {
            owners.entry(place).or_insert(index);
        }
    }
    for (value, target) in &found.mapping {
        let Some(target_at) = place(cx, target) else {
            let message = format!("the mapping of `{value}` names no schema: `{target}`");
            report(cx, at, value, message);
            continue;
        };
        let listed = owners.get(&target_at);
        match listed.and_then(|index| variants.get_mut(*index)) {
            Some(variant) => variant.tags.push(value.clone()),
            None => {
                let message = format!(
                    "the mapping of `{value}` names a schema that is no alternative: `{target}`"
                );
                report(cx, at, value, message);
            }
        }
    }
}

fn report(cx: &mut Cx<'_>, at: &Pointer, value: &str, message: String) {
    let place = at.join("discriminator").join("mapping").join(value);
    let finding = Diagnostic::at(Code::DiscriminatorMapping, &place, message);
    cx.report_once(place.as_str(), finding);
}

/// The schema that a mapping names: by its key, or by a reference.
fn place(cx: &Cx<'_>, target: &str) -> Option<Pointer> {
    if let Some(node) = cx.source.schemas.get(target) {
        return Some(node.at.clone());
    }
    let at = cx.source.pointer(target)?;
    cx.source.schema(&at).map(|_| at)
}
