//! Cargo features: one for each tag, and types follow the operations that reach
//! them.
//!
//! A type that several tags reach, but not all, needs a feature that each of
//! these turns on; such features start with an underscore and are nobody's
//! business.

use std::collections::{BTreeMap, BTreeSet};

use super::cx::Cx;
use super::model::{Feature, FeatureName, OperationModule, TypeItem};
use super::names::TypeIdent;
use crate::api::{Api, Operation, TypeId};

/// What types that no operation reaches belong to.
const UNUSED: &str = "unused-types";

/// The features that need an item, by index.
type Needs = BTreeMap<TypeIdent, BTreeSet<usize>>;

/// Puts modules and types behind features, and gives these.
pub(super) fn gate(
    cx: &Cx,
    api: &Api,
    modules: &mut [OperationModule],
    types: &mut [TypeItem],
) -> Vec<Feature> {
    let mut features = of_tags(modules);
    let needs = needs(cx, api, modules, types);
    let mut shared: BTreeMap<&BTreeSet<usize>, FeatureName> = BTreeMap::new();
    for item in types.iter_mut() {
        let Some(set) = needs.get(item.item.ident()) else {
            continue;
        };
        item.feature = match set.iter().copied().collect::<Vec<usize>>().as_slice() {
            [only] => features.get(*only).map(|feature| feature.name.clone()),
            _ if (0..modules.len()).all(|module| set.contains(&module)) => None,
            _ => {
                let number = shared.len() + 1;
                let name = shared.entry(set);
                let name = name.or_insert_with(|| FeatureName(format!("_shared-{number}")));
                Some(name.clone())
            }
        };
    }
    for (set, name) in &shared {
        for index in *set {
            if let Some(feature) = features.get_mut(*index) {
                feature.enables.push(name.clone());
            }
        }
    }
    let is_unused = |feature: &Feature| feature.name.as_str() == UNUSED;
    if !types.iter().any(|item| {
        item.feature
            .as_ref()
            .is_some_and(|name| name.as_str() == UNUSED)
    }) {
        features.retain(|feature| !is_unused(feature) || !feature.enables.is_empty());
    }
    let shared = shared.into_values().map(|name| Feature {
        name,
        enables: Vec::new(),
    });
    features.into_iter().chain(shared).collect()
}

/// A feature for each module, and the one of unused types.
fn of_tags(modules: &mut [OperationModule]) -> Vec<Feature> {
    let mut taken = BTreeSet::from(["default".to_owned(), UNUSED.to_owned()]);
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

fn needs(cx: &Cx, api: &Api, modules: &[OperationModule], types: &[TypeItem]) -> Needs {
    let operations: BTreeMap<&str, &Operation> = api
        .operations
        .iter()
        .map(|operation| (operation.id.as_str(), operation))
        .collect();
    let mut needs = Needs::new();
    for (index, module) in modules.iter().enumerate() {
        let own = module.operations.iter();
        let own = own.filter_map(|operation| operations.get(operation.id.as_str()));
        let roots = own.flat_map(|operation| [operation.sent(), operation.received()].concat());
        mark(cx, &mut needs, index, roots.collect());
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
    mark(cx, &mut needs, modules.len(), roots.collect());
    needs
}

/// Notes that a feature needs all items that some types reach.
fn mark(cx: &Cx, needs: &mut Needs, feature: usize, roots: Vec<TypeId>) {
    let mut open = roots;
    let mut reached: BTreeSet<TypeId> = BTreeSet::new();
    while let Some(id) = open.pop() {
        if reached.insert(id) {
            open.extend(cx.arena.shape(id).inner());
            if let Some(ident) = cx.names.get(id) {
                needs.entry(ident.clone()).or_default().insert(feature);
            }
        }
    }
}
