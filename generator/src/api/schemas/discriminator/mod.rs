//! Discriminators (OAS 3.1 §4.8.25): the values that choose a variant, and
//! parents whose children name them in `allOf`.
//!
//! A parent with a discriminator and no alternatives of its own is, where it is
//! used, any of its children: a union over all schemas that reach it through
//! `allOf`. Its own properties live on in the children, which merge them, and in
//! a base type when a value of the tag chooses the parent itself.

use std::rc::Rc;

use super::lineage;
use crate::api::context::{ResolveCx, Tagged};
use crate::api::reference::component_of;
use crate::api::schemas::merge_whole_schema;
use crate::api::types::{ApiDocs, HintStep, NameHint, Select, Shape, TypeId, Union, Variant};
use crate::api::view::{Discriminator, SchemaNode, View};
use crate::diagnostics::{Code, Diagnostic};
use crate::maps::{HashMap, HashSet, IndexMap};
use crate::source::Pointer;

mod declared;

pub(super) use declared::check_declared_discriminator;

/// Notes for each component which others extend it through `allOf`.
pub(crate) fn find_children(cx: &mut ResolveCx<'_>) {
    let source = cx.source;
    for (name, node) in &source.schemas {
        for parent in list_parent_components(cx, node) {
            cx.children.entry(parent).or_default().push(name.clone());
        }
    }
}

/// The components that a schema extends.
fn list_parent_components(cx: &ResolveCx<'_>, node: &SchemaNode) -> Vec<String> {
    let mut parents = Vec::new();
    let mut open: Vec<&SchemaNode> = node.view.all_of.iter().rev().collect();
    if !node.view.rules.is_empty() {
        parents.extend(find_reference_component(cx, node));
    }
    while let Some(member) = open.pop() {
        parents.extend(find_reference_component(cx, member));
        open.extend(member.view.all_of.iter().rev());
    }
    parents
}

fn find_reference_component(cx: &ResolveCx<'_>, node: &SchemaNode) -> Option<String> {
    let at = cx.source.pointer(node.view.reference.as_ref()?)?;
    component_of(&at, "schemas")
}

/// Whether a component is a child of `target` that adds nothing to it: a type of
/// its own, while elsewhere the same words mean any child.
pub(super) fn is_child(cx: &mut ResolveCx<'_>, node: &SchemaNode, target: &SchemaNode) -> bool {
    component_of(&node.at, "schemas").is_some()
        && !node.view.all_of.is_empty()
        && !node.view.nullable
        && (lineage::own_discriminator(target).is_some()
            || lineage::is_alternative(cx, node, target))
        && list_parent_components(cx, node).iter().any(|parent| {
            component_of(&target.at, "schemas").is_some_and(|target| target == *parent)
        })
}

/// A member of a family: its schema, and its key if it is a component.
struct FamilyMember {
    node: SchemaNode,
    name: Option<String>,
    at: Pointer,
}

/// The union that a parent with a discriminator stands for. `None` when the
/// schema is no parent.
pub(super) fn read_discriminator_family(
    cx: &mut ResolveCx<'_>,
    id: TypeId,
    node: &SchemaNode,
    view: &View,
) -> Option<Shape> {
    let found = view.discriminator.as_ref()?;
    // Alternatives that are listed are the family; only without a list are children looked for.
    if !view.unions.is_empty() {
        return None;
    }
    let inherited = collect_inherited_mapping(cx, node, &found.property);
    let members = list_family_members(cx, node, view, found, &inherited);
    // A parent without children is an object, whatever its discriminator hopes for.
    if members.iter().all(|member| member.at == node.at) {
        return None;
    }
    let alternatives: Vec<_> = members
        .iter()
        .map(|member| (member.at.clone(), merge_whole_schema(cx, &member.node)))
        .collect();
    check_declared_discriminator(cx, &node.at, found, &alternatives);
    let mut variants = Vec::new();
    for (index, member) in members.iter().enumerate() {
        variants.push(make_family_variant(cx, id, index, member, found));
    }
    let places: Vec<Vec<Pointer>> = members
        .iter()
        .map(|member| vec![member.at.clone()])
        .collect();
    assign_mapping_tags(cx, &node.at, found, &places, &mut variants);
    // Quietly: a mapping of the parent names all children, of which this family has some, and
    // those that it lacks are no mistake.
    tag_quietly(cx, &inherited, &places, &mut variants);
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
fn list_family_members(
    cx: &ResolveCx<'_>,
    node: &SchemaNode,
    view: &View,
    found: &Discriminator,
    inherited: &Mapping,
) -> Vec<FamilyMember> {
    let own = component_of(&node.at, "schemas");
    let mut names: HashSet<String> = own
        .iter()
        .flat_map(|own| collect_descendants(cx, own))
        .collect();
    for value in found.mapping.values().chain(&found.default_mapping) {
        names.extend(resolve_mapping_target(cx, value).and_then(|at| component_of(&at, "schemas")));
    }
    let names_own =
        |target: &String| resolve_mapping_target(cx, target).is_some_and(|at| at == node.at);
    if let Some(own) = &own
        && (property_allows(view, &found.property, own) || inherited.values().any(names_own))
    {
        names.insert(own.clone());
    }
    let schemas = &cx.source.schemas;
    let named = names.iter().filter_map(|name| schemas.get_full(name));
    let mut members: Vec<_> = named.collect();
    // A set has no order, and variants must not change their order from run to run.
    members.sort_by_key(|(index, ..)| *index);
    members
        .into_iter()
        .map(|(_, name, member)| FamilyMember {
            node: member.clone(),
            name: Some(name.clone()),
            at: member.at.clone(),
        })
        .collect()
}

fn collect_descendants(cx: &ResolveCx<'_>, name: &str) -> HashSet<String> {
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
fn property_allows(view: &View, property: &str, name: &str) -> bool {
    let property = view.rules.properties.get(property);
    let values = property.and_then(|node| node.view.rules.enumeration.as_ref());
    values.is_some_and(|values| values.values.iter().any(|value| value == name))
}

fn make_family_variant(
    cx: &mut ResolveCx<'_>,
    id: TypeId,
    index: usize,
    member: &FamilyMember,
    found: &Discriminator,
) -> Variant {
    let hint = member.name.clone();
    let step = NameHint::Inside(id, HintStep::Variant(index, hint.clone()));
    let inner = lineage::own_discriminator(&member.node);
    let ty = if inner.is_some_and(|inner| inner.property == found.property) {
        // The parent as a variant of itself is its own properties alone; the union again would be
        // a circle.
        cx.id_of(&strip_family_base(&member.node), step)
    } else {
        cx.id_of(&member.node, step)
    };
    Variant::bare(ty, hint, ApiDocs::default())
}

/// A parent without its children.
fn strip_family_base(node: &SchemaNode) -> SchemaNode {
    let view = without_discriminator(node);
    node.part("own", view)
}

/// What a schema says, less the discriminators in it and in members of its `allOf`.
fn without_discriminator(node: &SchemaNode) -> View {
    let members = node.view.all_of.iter().map(|member| {
        let mut member = member.clone();
        member.view = Rc::new(without_discriminator(&member));
        member
    });
    View {
        all_of: members.collect(),
        discriminator: None,
        ..(*node.view).clone()
    }
}

/// What a mapping says: value → name or reference.
type Mapping = IndexMap<String, String>;

/// What the mappings of all schemas that a schema extends say of a property: a value means
/// for a child what it means for the parent.
fn collect_inherited_mapping(cx: &mut ResolveCx<'_>, node: &SchemaNode, property: &str) -> Mapping {
    let mut mapping = Mapping::default();
    for ancestor in lineage::list_ancestors(cx, node) {
        let found = lineage::discriminator_of(&ancestor);
        for (value, target) in found
            .iter()
            .filter(|found| found.property == property)
            .flat_map(|found| &found.mapping)
        {
            mapping
                .entry(value.clone())
                .or_insert_with(|| target.clone());
        }
    }
    mapping
}

/// Gives variants the values that other mappings have for them, which also name schemas
/// that are no variants.
pub(super) fn tag_quietly(
    cx: &ResolveCx<'_>,
    mapping: &Mapping,
    places: &[Vec<Pointer>],
    variants: &mut [Variant],
) {
    let owners = index_variant_owners(places);
    let known: HashSet<String> = variants
        .iter()
        .flat_map(|variant| variant.tags.iter().cloned())
        .collect();
    for (value, target) in mapping.iter().filter(|(value, _)| !known.contains(*value)) {
        let owner = resolve_mapping_target(cx, target).and_then(|at| owners.get(&at).copied());
        if let Some(variant) = owner.and_then(|index| variants.get_mut(index)) {
            variant.tags.push(value.clone());
        }
    }
}

/// The same for alternatives that are children of one parent; behind the places of all
/// variants stand those of their families.
pub(super) fn tag_families(
    cx: &ResolveCx<'_>,
    mapping: &Mapping,
    places: &[Vec<Pointer>],
    variants: &mut [Variant],
) {
    let count = variants.len();
    let owners = index_variant_owners(places);
    for (value, target) in mapping {
        let owner = resolve_mapping_target(cx, target).and_then(|at| owners.get(&at).copied());
        if let Some(variant) = owner.and_then(|index| variants.get_mut(index % count.max(1))) {
            variant.tags.push(value.clone());
        }
    }
    // Those of a family that no mapping names go by their names.
    let mapped: HashSet<Pointer> = mapping
        .values()
        .filter_map(|target| resolve_mapping_target(cx, target))
        .collect();
    for (index, place) in places
        .iter()
        .enumerate()
        .skip(count)
        .flat_map(|(index, places)| places.iter().map(move |place| (index, place)))
    {
        let is_own = owners.get(place) == Some(&index) && !mapped.contains(place);
        let name = component_of(place, "schemas").filter(|_| is_own);
        if let (Some(name), Some(variant)) = (name, variants.get_mut(index - count)) {
            variant.tags.push(name);
        }
    }
}

/// By place the first variant that stands for it.
fn index_variant_owners(places: &[Vec<Pointer>]) -> HashMap<&Pointer, usize> {
    let mut owners: HashMap<&Pointer, usize> = HashMap::default();
    for (index, places) in places.iter().enumerate() {
        for place in places {
            owners.entry(place).or_insert(index);
        }
    }
    owners
}

/// What tells children of one parent apart that are alternatives without a discriminator
/// of their own: the parent's holds for all schemas that comprise it (OAS 3.0.3 §4.7.25).
/// `None` when they have no such parent in common, or one of them is it.
pub(super) fn of_parents(
    cx: &mut ResolveCx<'_>,
    children: &[Option<&str>],
) -> Option<Discriminator> {
    let source = cx.source;
    let mut common: Option<Vec<SchemaNode>> = None;
    for child in children {
        let node = source.schemas.get((*child)?)?;
        let ancestors = lineage::list_ancestors(cx, node);
        common = Some(match common {
            None => ancestors,
            Some(mut common) => {
                let keys: HashSet<&str> = ancestors.iter().map(SchemaNode::key).collect();
                common.retain(|parent| keys.contains(parent.key()));
                common
            }
        });
    }
    let parents = common?;
    let found = parents.iter().find_map(lineage::discriminator_of)?;
    let first = source.schemas.get(children.first().copied().flatten()?)?;
    Some(Discriminator {
        property: found.property.clone(),
        mapping: collect_inherited_mapping(cx, first, &found.property),
        // The parent's default may be no child that is listed here.
        default_mapping: None,
    })
}

/// The places of a child and of all that extend it; those that are children by themselves
/// count as these.
pub(super) fn places_of_family(cx: &ResolveCx<'_>, name: &str) -> Vec<Pointer> {
    let descendants = collect_descendants(cx, name);
    let mut nodes: Vec<_> = descendants
        .iter()
        .filter_map(|name| cx.source.schemas.get_full(name))
        .collect();
    nodes.sort_by_key(|(index, ..)| *index);
    nodes
        .into_iter()
        .map(|(_, _, node)| node.at.clone())
        .collect()
}

/// Gives each variant the values that the mapping has for it; `places` are the
/// schemas that each variant stands for.
pub(super) fn assign_mapping_tags(
    cx: &mut ResolveCx<'_>,
    at: &Pointer,
    found: &Discriminator,
    places: &[Vec<Pointer>],
    variants: &mut [Variant],
) {
    let owners = index_variant_owners(places);
    if let Some(target) = &found.default_mapping {
        assign_default_mapping(cx, at, target, &owners, variants);
    }
    for (value, target) in &found.mapping {
        let Some(target_at) = resolve_mapping_target(cx, target) else {
            let message = format!("the mapping of `{value}` names no schema: `{target}`");
            report_mapping_problem(cx, at, value, message);
            continue;
        };
        let listed = owners.get(&target_at);
        match listed.and_then(|index| variants.get_mut(*index)) {
            Some(variant) => variant.tags.push(value.clone()),
            None => {
                let message = format!(
                    "the mapping of `{value}` names a schema that is no alternative: `{target}`"
                );
                report_mapping_problem(cx, at, value, message);
            }
        }
    }
}

/// Marks the variant that takes what no other one has.
fn assign_default_mapping(
    cx: &mut ResolveCx<'_>,
    at: &Pointer,
    target: &str,
    owners: &HashMap<&Pointer, usize>,
    variants: &mut [Variant],
) {
    let target_at = resolve_mapping_target(cx, target);
    let listed = target_at.and_then(|target_at| owners.get(&target_at).copied());
    if let Some(variant) = listed.and_then(|index| variants.get_mut(index)) {
        variant.takes_rest = true;
        return;
    }
    let place = at.join("discriminator").join("defaultMapping");
    let message = format!("the default mapping names a schema that is no alternative: `{target}`");
    let finding = Diagnostic::at(Code::DiscriminatorMapping, &place, message)
        .help("add it to the alternatives; until then, what none of them has is kept as it came");
    cx.report_once(place.as_str(), finding);
}

fn report_mapping_problem(cx: &mut ResolveCx<'_>, at: &Pointer, value: &str, message: String) {
    let place = at.join("discriminator").join("mapping").join(value);
    let finding = Diagnostic::at(Code::DiscriminatorMapping, &place, message);
    cx.report_once(place.as_str(), finding);
}

/// The schema that a mapping names: by its key, or by a reference.
fn resolve_mapping_target(cx: &ResolveCx<'_>, target: &str) -> Option<Pointer> {
    if let Some(node) = cx.source.schemas.get(target) {
        return Some(node.at.clone());
    }
    let at = cx.source.pointer(target)?;
    cx.source.schema(&at).map(|_| at)
}
