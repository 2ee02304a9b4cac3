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
//!   groups of alternatives multiply to more than [`MOST_PRODUCTS`], the object
//!   gets the properties of all of them, each optional.

use std::rc::Rc;

use super::merge::MOST_DEPTH;
use super::unevaluated::is_evaluated_elsewhere;
use super::{discriminator, see_through, shape_behind, type_inside};
use crate::api::context::{Cx, Tagged};
use crate::api::types::{Select, Shape, Step, TypeId, Union, Variant};
use crate::api::view::{Additional, Group, Node, View};
use crate::diagnostics::{Code, Diagnostic};

mod branch;
mod required;
mod simplify;
mod superset;

use branch::Base;
pub(super) use branch::Branch;
pub(super) use required::{required_sets, says_only_required};

/// How many combinations of several groups of alternatives are written out.
const MOST_PRODUCTS: usize = 8;

/// The groups of alternatives that make a union.
pub(super) fn alternatives(view: &View) -> Vec<Group> {
    let groups = view.unions.iter();
    let telling = groups.filter(|group| !says_only_required(group));
    telling.cloned().collect()
}

/// `oneOf` or `anyOf`.
pub(super) fn shape(
    cx: &mut Cx<'_>,
    id: TypeId,
    node: &Node,
    view: &View,
    groups: &[Group],
) -> Shape {
    let Some((group, others)) = groups.split_first() else {
        return Shape::Any;
    };
    // Each group alone is a union, but a value meets all of them: two groups of three are nine
    // variants, and nobody reads 729.
    let products: usize = groups.iter().map(|group| group.branches.len()).product();
    if node.depth() >= MOST_DEPTH || (!others.is_empty() && products > MOST_PRODUCTS) {
        report_superset(cx, node, products);
        return superset::shape(cx, id, view, groups);
    }
    let found = branch::of_group(cx, group);
    cx.arena.allow_null(id, found.nullable);
    let tag = group.discriminator.as_ref().map(|found| &found.property);
    let base = base(node, view, group).map(|base| Base::of(base, node, tag));
    let branches = found.branches.into_iter();
    let branches = branches
        .map(|branch| branch.within(cx, base.as_ref()))
        .collect();
    // After the base has been added, since what stands beside alternatives may make two of them
    // alike.
    let branches = simplify::all(branches);
    of_branches(cx, id, node, branches, group)
}

/// What stands beside a group of alternatives.
fn base(node: &Node, view: &View, group: &Group) -> Option<Node> {
    let unions: Vec<Group> = view
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
pub(super) fn of_types(cx: &mut Cx<'_>, id: TypeId, node: &Node, view: &View) -> Shape {
    let types = view.rules.types.iter();
    let branches = types
        .map(|ty| Branch::of_type(node, &view.rules, *ty))
        .collect();
    let group = Group {
        branches: Vec::new(),
        discriminator: None,
        overlapping: false,
    };
    of_branches(cx, id, node, simplify::all(branches), &group)
}

fn of_branches(
    cx: &mut Cx<'_>,
    id: TypeId,
    node: &Node,
    branches: Vec<Branch>,
    group: &Group,
) -> Shape {
    if let Some(found) = &group.discriminator {
        let alternatives: Vec<_> = branches
            .iter()
            .map(|branch| (branch.node.at.clone(), Rc::clone(&branch.view)))
            .collect();
        discriminator::check(cx, &node.at, found, &alternatives);
    }
    match branches.as_slice() {
        [] => Shape::Null,
        // One alternative is no choice.
        [one] => shape_behind(cx, id, &one.node),
        _ => variants(cx, id, node, &branches, group),
    }
}

fn variants(cx: &mut Cx<'_>, id: TypeId, node: &Node, branches: &[Branch], group: &Group) -> Shape {
    let mut variants: Vec<Variant> = Vec::new();
    for (index, branch) in branches.iter().enumerate() {
        variants.push(variant(cx, id, index, branch));
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
            discriminator::tag(cx, &node.at, found, &places, &mut variants);
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

fn variant(cx: &mut Cx<'_>, id: TypeId, index: usize, branch: &Branch) -> Variant {
    let hint = branch.component.clone().or_else(|| branch.title.clone());
    let step = Step::Variant(index, hint.clone());
    let seen = see_through(cx, &branch.node);
    let ty = type_inside(cx, id, step, &seen);
    cx.arena.allow_null(id, ty.nullable);
    Variant::bare(ty.id, hint, branch.docs.clone())
}

fn report_superset(cx: &mut Cx<'_>, node: &Node, products: usize) {
    let why = if node.depth() >= MOST_DEPTH {
        "alternatives stand inside each other without an end".to_owned()
    } else {
        format!("several groups of alternatives at one place have {products} combinations")
    };
    let message = format!("{why}; one object has the properties of all, each optional");
    let finding = Diagnostic::at(Code::UnionFallback, &node.at, message);
    cx.report_once(node.at.as_str(), finding);
}

/// Whether a schema is nothing but one group of alternatives.
fn only_group(view: &View) -> Option<&Group> {
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
