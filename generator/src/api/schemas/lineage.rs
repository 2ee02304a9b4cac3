//! Which schemas extend which through `allOf`, and alternatives that lead back.
//!
//! A base that lists its children as alternatives, and children that are `allOf` of the
//! base, is how inheritance is mostly written. Read to the letter it has no end: a child
//! is the base, which is one of the children, which is the base (JSON Schema 2020-12
//! §9.4.1). What is meant: the base is one of its children, and a child has the base's own
//! properties besides its own. So a child does not take over the alternatives of which it
//! is one.

use std::rc::Rc;

use crate::api::context::ResolveCx;
use crate::api::reference::component_of;
use crate::api::view::{AlternativeGroup, Discriminator, SchemaNode};
use crate::maps::HashSet;

/// About how many bytes' worth of work a step of a walk is.
const STEP: usize = 16;

/// The alternatives that a schema made of these parts has: not those groups of which it
/// is an alternative itself.
pub(super) fn groups_of(cx: &mut ResolveCx<'_>, parts: &[SchemaNode]) -> Vec<AlternativeGroup> {
    let mut groups = Vec::new();
    for part in parts {
        for (index, group) in part.view.unions.iter().enumerate() {
            let children = children_among(cx, part, index, group);
            if !parts.iter().any(|part| children.contains(part.key())) {
                groups.push(group.clone());
            }
        }
    }
    groups
}

/// Whether a schema is one of another one's alternatives and extends it.
pub(super) fn is_alternative(
    cx: &mut ResolveCx<'_>,
    child: &SchemaNode,
    parent: &SchemaNode,
) -> bool {
    let mut open = vec![parent.clone()];
    while let Some(part) = open.pop() {
        for (index, group) in part.view.unions.iter().enumerate() {
            if children_among(cx, &part, index, group).contains(child.key()) {
                return true;
            }
        }
        let own = part
            .view
            .all_of
            .iter()
            .filter(|member| member.view.reference.is_none());
        open.extend(own.cloned());
    }
    false
}

/// The keys of the alternatives of a group, also inside of unions among them, that extend
/// the schema in which the group stands.
fn children_among(
    cx: &mut ResolveCx<'_>,
    part: &SchemaNode,
    index: usize,
    group: &AlternativeGroup,
) -> Rc<HashSet<String>> {
    let known = (part.key().to_owned(), index);
    if let Some(children) = cx.children_of_groups.get(&known) {
        return Rc::clone(children);
    }
    let mut children: HashSet<String> = HashSet::default();
    let mut met: HashSet<String> = HashSet::default();
    let mut open: Vec<SchemaNode> = group.branches.clone();
    while let Some(node) = open.pop() {
        // Marks end the walk and the budget bounds it: a hundred groups over the same thousand
        // schemas would each be short.
        if !met.insert(node.key().to_owned()) || !cx.spend(&part.at, STEP) {
            continue;
        }
        if extends_schema(cx, &node, part.key()) {
            children.insert(node.key().to_owned());
        } else {
            let inner = node.view.unions.iter().flat_map(|group| &group.branches);
            open.extend(inner.cloned());
        }
        open.extend(follow_lineage_reference(cx, &node));
    }
    let children = Rc::new(children);
    cx.children_of_groups.insert(known, Rc::clone(&children));
    children
}

/// Whether a schema takes over all that another one says.
pub(super) fn extends_schema(cx: &mut ResolveCx<'_>, node: &SchemaNode, parent: &str) -> bool {
    let mut met: HashSet<String> = HashSet::default();
    let mut open = vec![node.clone()];
    while let Some(node) = open.pop() {
        // Not at the start: a schema does not extend itself.
        if node.key() == parent && !met.is_empty() {
            return true;
        }
        if met.insert(node.key().to_owned()) && cx.spend(&node.at, STEP) {
            open.extend(node.view.all_of.iter().cloned());
            open.extend(follow_lineage_reference(cx, &node));
        }
    }
    false
}

/// What a schema refers to.
fn follow_lineage_reference(cx: &ResolveCx<'_>, node: &SchemaNode) -> Option<SchemaNode> {
    let at = cx.source.pointer(node.view.reference.as_ref()?)?;
    cx.source.schema(&at)
}

/// The components that a schema extends, the nearest first.
pub(super) fn list_ancestors(cx: &mut ResolveCx<'_>, node: &SchemaNode) -> Vec<SchemaNode> {
    let mut found = Vec::new();
    let mut met: HashSet<String> = HashSet::default();
    let mut open = std::collections::VecDeque::from([node.clone()]);
    while let Some(next) = open.pop_front() {
        if !met.insert(next.key().to_owned()) || !cx.spend(&next.at, STEP) {
            continue;
        }
        open.extend(next.view.all_of.iter().cloned());
        open.extend(follow_lineage_reference(cx, &next));
        // The first is the schema itself.
        if met.len() > 1 && component_of(&next.at, "schemas").is_some() {
            found.push(next);
        }
    }
    found
}

/// The discriminator by which a schema that others extend is told from these: its own,
/// that of its alternatives, or one in a member of `allOf` that stands inside of it.
pub(super) fn discriminator_of(node: &SchemaNode) -> Option<&Discriminator> {
    let groups = list_inside_members(node).flat_map(|part| &part.view.unions);
    own_discriminator(node).or_else(|| {
        groups
            .into_iter()
            .find_map(|group| group.discriminator.as_ref())
    })
}

/// The discriminator of a schema without alternatives, also where it stands in a member of
/// `allOf` inside of it.
pub(super) fn own_discriminator(node: &SchemaNode) -> Option<&Discriminator> {
    list_inside_members(node).find_map(|part| part.view.discriminator.as_ref())
}

/// A schema, and the members of its `allOf` that stand inside of it.
fn list_inside_members(node: &SchemaNode) -> impl Iterator<Item = &SchemaNode> {
    let mut open = vec![node];
    std::iter::from_fn(move || {
        let node = open.pop()?;
        open.extend(node.view.all_of.iter().rev());
        Some(node)
    })
}
