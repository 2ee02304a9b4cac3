//! What the document says is on its way out: rustc warns of each use.

use super::{ApiVersion, Change, ChangeKind};
use crate::api::Operation;
use crate::api::places::index_operation_places;
use crate::maps::HashMap;
use crate::rust::model::{Item, ItemDocs, StructField};

/// Tells what is deprecated that was not, and what goes on another day.
pub(super) fn compare_deprecation(old: &ApiVersion, new: &ApiVersion, changes: &mut Vec<Change>) {
    let before = index_placed(old);
    let methods = new.krate.operations.iter();
    let methods = methods.flat_map(|module| &module.operations);
    let methods = methods.map(|one| (one.origin.as_str(), one.method.as_str()));
    let methods: HashMap<&str, &str> = methods.collect();
    let after = index_placed(new);
    let mut places: Vec<&String> = after.keys().collect();
    places.sort_unstable();
    for place in places {
        let (Some(was), Some(is)) = (before.get(place), after.get(place)) else {
            continue;
        };
        let texts = [was, is].map(|operation| describe_end(operation));
        if texts[0] != texts[1] && is.docs.deprecated {
            let method = methods.get(is.origin.as_str()).copied();
            let change = Change::new(ChangeKind::Deprecated, method.unwrap_or(place));
            let [was_text, is_text] = texts;
            let change = change.values(was_text, is_text);
            changes.push(change.places(Some(&was.origin), Some(&is.origin)));
        }
    }
    let known: HashMap<String, bool> = list_items(old).into_iter().collect();
    for (name, is_deprecated) in list_items(new) {
        if is_deprecated && known.get(&name) == Some(&false) {
            changes.push(Change::new(ChangeKind::Deprecated, name).values("", "deprecated"));
        }
    }
}

fn index_placed(version: &ApiVersion) -> HashMap<String, &Operation> {
    let places = index_operation_places(&version.api);
    let operations = version.api.wanted_operations();
    let placed = operations.filter_map(|one| Some((places.get(one.origin.as_str())?.clone(), one)));
    placed.collect()
}

fn describe_end(operation: &Operation) -> String {
    match (&operation.sunset, operation.docs.deprecated) {
        (Some(day), true) => format!("deprecated, gone from {day} on"),
        (None, true) => "deprecated".to_owned(),
        (_, false) => String::new(),
    }
}

/// The paths of all types and their fields and variants, each with whether it is deprecated.
fn list_items(version: &ApiVersion) -> Vec<(String, bool)> {
    let mut all = Vec::new();
    let mut add = |name: String, docs: &ItemDocs| all.push((name, docs.deprecated));
    let mut fields: Vec<(String, &[StructField])> = Vec::new();
    for item in &version.krate.types.items {
        let name = format!("types::{}", item.item.ident());
        let docs = match &item.item {
            Item::Struct(object, _) | Item::Form(object) => {
                fields.push((name.clone(), &object.fields));
                &object.docs
            }
            Item::Enum(list) => {
                for variant in &list.variants {
                    add(format!("{name}::{}", variant.ident), &variant.docs);
                }
                &list.docs
            }
            Item::Union(union) => {
                for variant in &union.variants {
                    add(format!("{name}::{}", variant.ident), &variant.docs);
                }
                &union.docs
            }
            Item::Alias(alias) => &alias.docs,
            Item::Newtype(newtype) => &newtype.docs,
        };
        add(name, docs);
    }
    let operations = version.krate.operations.iter();
    for operation in operations.flat_map(|module| &module.operations) {
        if let Some(params) = &operation.params {
            let definition = &params.definition;
            let name = format!("operations::{}", definition.ident);
            fields.push((name, &definition.fields));
        }
    }
    for (name, fields) in fields {
        for field in fields {
            add(format!("{name}.{}", field.ident), &field.docs);
        }
    }
    all
}
