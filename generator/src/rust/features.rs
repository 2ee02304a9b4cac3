//! Cargo features: one for each tag, and types follow the operations that reach
//! them.
//!
//! A type that several tags reach, but not all, needs a feature that each of
//! these turns on; such features start with an underscore and are nobody's
//! business. A type that many tags reach is always compiled.

use std::collections::{BTreeMap, BTreeSet};

use super::cx::ShapeCx;
use super::model::{Feature, FeatureName, OperationModule, PASSED_ON, TypeItem};
use super::names::TypeIdent;
use crate::api::{Api, Operation, TypeId};
use crate::limits::MOST_TAGS_OF_TYPE;

/// What types that no operation reaches belong to.
const UNUSED: &str = "unused-types";

/// The features that need an item, by index; one more than [`MOST_TAGS_OF_TYPE`] at the most.
type Needs = BTreeMap<TypeIdent, BTreeSet<usize>>;

/// The features of types that several tags reach, by the tags' features.
type SharedFeatures<'n> = BTreeMap<&'n BTreeSet<usize>, FeatureName>;

/// Puts modules and types behind features, and gives these.
pub(super) fn gate_by_features(
    cx: &ShapeCx,
    api: &Api,
    modules: &mut [OperationModule],
    types: &mut [TypeItem],
) -> Vec<Feature> {
    let mut features = of_tags(modules);
    let needs = collect_feature_needs(cx, api, modules, types);
    let all: BTreeSet<usize> = (0..modules.len()).collect();
    let mut shared = SharedFeatures::new();
    for item in types.iter_mut() {
        if let Some(set) = needs.get(item.item.ident()) {
            item.feature = of_type(set, &all, &features, &mut shared);
        }
    }
    enable_shared_features(&mut features, &shared);
    if !needs.values().any(|set| set.contains(&modules.len())) {
        // the last one is that of unused types
        features.pop();
    }
    let shared = shared.into_values().map(|name| Feature {
        name,
        enables: Vec::new(),
    });
    features.into_iter().chain(shared).collect()
}

/// The feature of a type: its only one, none where many tags or `all` need it, or one that all
/// of its tags turn on.
fn of_type<'n>(
    set: &'n BTreeSet<usize>,
    all: &BTreeSet<usize>,
    features: &[Feature],
    shared: &mut SharedFeatures<'n>,
) -> Option<FeatureName> {
    if let (1, Some(only)) = (set.len(), set.first()) {
        return features.get(*only).map(|feature| feature.name.clone());
    }
    // Needed by each: a feature would be on whenever any is. What many need has none either, nor
    // has what it refers to, which at least as many need.
    if set.len() > MOST_TAGS_OF_TYPE || all.is_subset(set) {
        return None;
    }
    // By the order of types: names of such features are nobody's business, but they must not
    // change from run to run.
    let number = shared.len() + 1;
    let name = shared.entry(set);
    let name = name.or_insert_with(|| FeatureName(format!("_shared-{number}")));
    Some(name.clone())
}

/// Lets the features of tags turn on what they share.
fn enable_shared_features(features: &mut [Feature], shared: &SharedFeatures<'_>) {
    for (set, name) in shared {
        for index in *set {
            if let Some(feature) = features.get_mut(*index) {
                feature.enables.push(name.clone());
            }
        }
    }
}

/// A feature for each module, and the one of unused types.
fn of_tags(modules: &mut [OperationModule]) -> Vec<Feature> {
    let mut taken = BTreeSet::from(["default".to_owned(), UNUSED.to_owned()]);
    taken.extend(PASSED_ON.iter().map(|(name, ..)| (*name).to_owned()));
    let mut features = Vec::new();
    for module in modules {
        let base = module.ident.as_str().replace('_', "-");
        let base = base.trim_matches('-').to_owned();
        let numbered = (2..).map(|number: u32| format!("{base}-{number}"));
        let mut candidates = std::iter::once(base.clone()).chain(numbered);
        let free = candidates.find(|name| !name.is_empty() && taken.insert(name.clone()));
        let name = FeatureName(free.unwrap_or(base));
        module.feature = Some(name.clone());
        features.push(name);
    }
    features.push(FeatureName(UNUSED.to_owned()));
    let feature = |name| Feature {
        name,
        enables: Vec::new(),
    };
    features.into_iter().map(feature).collect()
}

fn collect_feature_needs(
    cx: &ShapeCx,
    api: &Api,
    modules: &[OperationModule],
    types: &[TypeItem],
) -> Needs {
    let operations: BTreeMap<&str, &Operation> = api
        .operations
        .iter()
        .map(|operation| (operation.id.as_str(), operation))
        .collect();
    let mut needs = Needs::new();
    let mut visits = BTreeMap::new();
    for (index, module) in modules.iter().enumerate() {
        let own = module.operations.iter();
        let own = own.filter_map(|operation| operations.get(operation.id.as_str()));
        let roots = own.flat_map(|operation| [operation.sent(), operation.received()].concat());
        mark_needed_items(cx, (&mut needs, &mut visits), index, roots.collect());
    }
    let used: BTreeSet<TypeIdent> = needs.keys().cloned().collect();
    let unused: BTreeSet<&TypeIdent> = types
        .iter()
        .map(|item| item.item.ident())
        .filter(|ident| !used.contains(ident))
        .collect();
    let is_unused = |id: &TypeId| {
        cx.names
            .get(*id)
            .is_some_and(|ident| unused.contains(ident))
    };
    let roots = cx.arena.iter().map(|(id, _)| id).filter(is_unused);
    mark_needed_items(
        cx,
        (&mut needs, &mut visits),
        modules.len(),
        roots.collect(),
    );
    needs
}

/// Notes that a feature needs all items that some types reach. `visits` counts the features that
/// have come to a type: what has no feature any more, and all that it reaches, is not looked at
/// again, so that a type is visited by few of thousands of tags.
fn mark_needed_items(
    cx: &ShapeCx,
    (needs, visits): (&mut Needs, &mut BTreeMap<TypeId, usize>),
    feature: usize,
    roots: Vec<TypeId>,
) {
    let mut open = roots;
    let mut reached: BTreeSet<TypeId> = BTreeSet::new();
    while let Some(id) = open.pop() {
        if !reached.insert(id) {
            continue;
        }
        let visits = visits.entry(id).or_default();
        if *visits > MOST_TAGS_OF_TYPE {
            continue;
        }
        *visits += 1;
        open.extend(cx.arena.shape(id).inner());
        let own = cx.names.own(id).map(|own| &own.ident);
        for ident in cx.names.get(id).into_iter().chain(own) {
            let set = needs.entry(ident.clone()).or_default();
            if set.len() <= MOST_TAGS_OF_TYPE {
                set.insert(feature);
            }
        }
    }
}
