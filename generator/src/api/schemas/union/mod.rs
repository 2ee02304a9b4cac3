//! `oneOf`, `anyOf` and several types: alternatives → the variants of a union.
//!
//! How the variants are told apart is found later, by the `classify` pass, when
//! all shapes are known. Rules:
//! - `null` among the alternatives makes the type nullable.
//! - Alternatives that only say `required` are a rule for the object, no union.
//! - Alternatives inside an unnamed alternative count as alternatives of the
//!   outer one; equal ones and scalars that read alike collapse
//!   ([`simplify`]).
//! - Keywords beside the alternatives become part of each of them. When several
//!   groups of alternatives multiply to more than [`MOST_COMBINED_ALTERNATIVES`], the object
//!   gets the properties of all of them, each optional.

use std::rc::Rc;

use super::only_required::says_only_required;
use super::unevaluated::is_evaluated_elsewhere;
use super::{discriminator, see_through, shape_behind, type_inside};
use crate::api::context::{ResolveCx, Tagged};
use crate::api::types::{GivenName, HintStep, Select, Shape, TypeId, Union, Variant};
use crate::api::view::{Additional, AlternativeGroup, SchemaNode, View};
use crate::diagnostics::{Code, Diagnostic};
use crate::limits::{
    MOST_COMBINATIONS_TOLD, MOST_COMBINED_ALTERNATIVES, MOST_NESTED_INTERSECTIONS,
};

mod branch;
mod required;
mod simplify;
mod superset;

pub(super) use branch::Branch;
use branch::UnionBase;
pub(super) use required::required_sets;

/// The groups of alternatives that make a union.
pub(super) fn group_alternatives(view: &View) -> Vec<AlternativeGroup> {
    let groups = view.unions.iter();
    let telling = groups.filter(|group| !says_only_required(group));
    let telling: Vec<&AlternativeGroup> = telling.collect();
    let others = |place: usize| {
        let all = telling.iter().enumerate();
        all.filter(move |(other, _)| *other != place)
    };
    let is_implied = |(place, group): &(usize, &&AlternativeGroup)| {
        others(*place).any(|(other, narrower)| {
            let is_wider = narrower.branches.len() < group.branches.len() || other < *place;
            is_wider && allows_all_of(group, narrower)
        })
    };
    let all = telling.iter().enumerate();
    let kept = all.filter(|group| !is_implied(group));
    kept.map(|(_, group)| (*group).clone()).collect()
}

/// Whether a group names all schemas that another one names: whoever meets this one, as `oneOf`
/// of two, meets the other, as `anyOf` of three, too.
fn allows_all_of(group: &AlternativeGroup, narrower: &AlternativeGroup) -> bool {
    let reference = |node: &SchemaNode| {
        let reference = node.view.reference.clone();
        reference.filter(|_| node.view.rules.is_empty())
    };
    let names: Vec<_> = group.branches.iter().filter_map(reference).collect();
    let is_named = |node| reference(node).is_some_and(|one| names.contains(&one));
    group.discriminator.is_none() && narrower.branches.iter().all(is_named)
}

/// `oneOf` or `anyOf`.
pub(super) fn read_union_shape(
    cx: &mut ResolveCx<'_>,
    id: TypeId,
    node: &SchemaNode,
    view: &View,
    groups: &[AlternativeGroup],
) -> Shape {
    let Some((group, others)) = groups.split_first() else {
        return Shape::Any;
    };
    // Each group alone is a union, but a value meets all of them: two groups of three are nine
    // variants, and nobody reads 729.
    let sizes = groups.iter().map(|group| group.branches.len());
    // Sixty-four groups of two have more combinations than a number holds.
    let products = sizes.fold(1, usize::saturating_mul);
    if node.depth() >= MOST_NESTED_INTERSECTIONS
        || (!others.is_empty() && products > MOST_COMBINED_ALTERNATIVES)
    {
        report_superset(cx, node, products);
        return superset::read_superset_shape(cx, id, view, groups);
    }
    let found = branch::of_group(cx, group);
    cx.arena.allow_null(id, found.nullable);
    let tag = group.discriminator.as_ref().map(|found| &found.property);
    let base = strip_union_base(node, view, group).map(|base| UnionBase::of(base, node, tag));
    let branches = found.branches.into_iter();
    let branches = branches
        .map(|branch| branch.within(cx, base.as_ref()))
        .collect();
    // After the base has been added, since what stands beside alternatives may make two of them
    // alike.
    let branches = simplify::simplify_branches(branches);
    of_branches(cx, id, node, branches, group)
}

/// What stands beside a group of alternatives.
fn strip_union_base(
    node: &SchemaNode,
    view: &View,
    group: &AlternativeGroup,
) -> Option<SchemaNode> {
    let unions: Vec<AlternativeGroup> = view
        .unions
        .iter()
        .filter(|other| *other != group)
        .cloned()
        .collect();
    if view.rules.is_empty() && unions.is_empty() {
        return None;
    }
    let mut rules = view.rules.clone();
    if is_evaluated_elsewhere(view) {
        rules.additional = Additional::Allowed;
    }
    let rest = View {
        rules,
        unions,
        ..View::default()
    };
    Some(node.part("base", rest))
}

/// Several types in `type`: one alternative for each.
pub(super) fn of_types(
    cx: &mut ResolveCx<'_>,
    id: TypeId,
    node: &SchemaNode,
    view: &View,
) -> Shape {
    let types = view.rules.types.iter();
    let branches = types
        .map(|ty| Branch::of_type(node, &view.rules, *ty))
        .collect();
    let group = AlternativeGroup {
        branches: Vec::new(),
        discriminator: None,
        overlapping: false,
    };
    of_branches(cx, id, node, simplify::simplify_branches(branches), &group)
}

fn of_branches(
    cx: &mut ResolveCx<'_>,
    id: TypeId,
    node: &SchemaNode,
    branches: Vec<Branch>,
    group: &AlternativeGroup,
) -> Shape {
    if let Some(found) = &group.discriminator {
        let alternatives: Vec<_> = branches
            .iter()
            .map(|branch| (branch.node.at.clone(), Rc::clone(&branch.view)))
            .collect();
        discriminator::check_declared_discriminator(cx, &node.at, found, &alternatives);
    }
    match branches.as_slice() {
        [] => Shape::Null,
        // One alternative is no choice.
        [one] => shape_behind(cx, id, &one.node),
        _ => read_variants_shape(cx, id, node, &branches, group),
    }
}

fn read_variants_shape(
    cx: &mut ResolveCx<'_>,
    id: TypeId,
    node: &SchemaNode,
    branches: &[Branch],
    group: &AlternativeGroup,
) -> Shape {
    let mut variants: Vec<Variant> = Vec::new();
    for (index, branch) in branches.iter().enumerate() {
        variants.push(read_union_variant(cx, id, index, branch));
    }
    let names: Vec<Option<&str>> = branches
        .iter()
        .map(|branch| branch.component.as_deref())
        .collect();
    // Alternatives without a discriminator may be children of a parent that has one; what is
    // written here counts more.
    let of_parents = match &group.discriminator {
        Some(_) => None,
        None => discriminator::of_parents(cx, &names),
    };
    if group.overlapping && group.discriminator.is_none() && of_parents.is_none() {
        cx.arena.overlapping.insert(id);
    }
    if let Some(found) = group.discriminator.as_ref().or(of_parents.as_ref()) {
        let mut places: Vec<_> = branches
            .iter()
            .map(|branch| branch.places.clone())
            .collect();
        if of_parents.is_some() {
            let families = names
                .iter()
                .flatten()
                .map(|name| discriminator::places_of_family(cx, name));
            places.extend(families.collect::<Vec<_>>());
            discriminator::tag_families(cx, &found.mapping, &places, &mut variants);
        } else {
            discriminator::assign_mapping_tags(cx, &node.at, found, &places, &mut variants);
        }
        let tagged = Tagged {
            property: found.property.clone(),
            names: branches
                .iter()
                .map(|branch| branch.component.clone())
                .collect(),
            at: node.at.clone(),
        };
        cx.arena.tagged.insert(id, tagged);
    }
    Shape::Union(Union {
        select: Select::First,
        variants,
    })
}

fn read_union_variant(
    cx: &mut ResolveCx<'_>,
    id: TypeId,
    index: usize,
    branch: &Branch,
) -> Variant {
    let hint = branch.component.clone().or_else(|| branch.title.clone());
    let step = HintStep::Variant(index, hint.clone());
    let seen = see_through(cx, &branch.node);
    let ty = type_inside(cx, id, step, &seen);
    cx.arena.allow_null(id, ty.nullable);
    let mut variant = Variant::bare(ty.id, hint, branch.docs.clone());
    let chosen = branch.node.view.notes.name.clone();
    variant.given = chosen.map(GivenName::Chosen);
    variant
}

fn report_superset(cx: &mut ResolveCx<'_>, node: &SchemaNode, products: usize) {
    let why = if node.depth() >= MOST_NESTED_INTERSECTIONS {
        "alternatives stand inside each other without an end".to_owned()
    } else {
        let count = match products {
            told @ ..=MOST_COMBINATIONS_TOLD => told.to_string(),
            _ => format!("more than {MOST_COMBINATIONS_TOLD}"),
        };
        format!("several groups of alternatives at one place have {count} combinations")
    };
    let message = format!("{why}; one object has the properties of all, each optional");
    let finding = Diagnostic::at(Code::UnionFallback, &node.at, message);
    cx.report_once(node.at.as_str(), finding);
}

/// Whether a schema is nothing but one group of alternatives.
fn only_group(view: &View) -> Option<&AlternativeGroup> {
    match view.unions.as_slice() {
        [group]
            if view.is_merged()
                && view.rules.is_empty()
                && group.discriminator.is_none()
                && !says_only_required(group) =>
        {
            Some(group)
        }
        _ => None,
    }
}
