//! What the same calls do in another way.

use super::{ApiVersion, Change, ChangeKind};
use crate::api::places::name_operation_places;
use crate::maps::HashMap;
use crate::rust::model::{Item, OperationItem, ParameterRow, Rule, ServerRow};

/// Compares how calls are sent.
pub(super) fn compare_behaviour(old: &ApiVersion, new: &ApiVersion, changes: &mut Vec<Change>) {
    let (before, after) = (
        list_urls(&old.krate.client.servers),
        list_urls(&new.krate.client.servers),
    );
    if before != after {
        changes.push(Change::new(ChangeKind::ServersChanged, "Client").values(before, after));
    }
    let (before, after) = (list_schemes(old), list_schemes(new));
    if before != after {
        changes.push(Change::new(ChangeKind::SecurityChanged, "Client").values(before, after));
    }
    let (old_operations, new_operations) =
        (list_placed_operations(old), list_placed_operations(new));
    let by_place: HashMap<&str, &OperationItem> = new_operations
        .iter()
        .map(|(place, operation)| (place.as_str(), *operation))
        .collect();
    for (place, before) in &old_operations {
        if let Some(after) = by_place.get(place.as_str()) {
            compare_sending(before, after, changes);
        }
    }
    compare_checks(old, new, changes);
}

/// All operations with their canonical places.
fn list_placed_operations(version: &ApiVersion) -> Vec<(String, &OperationItem)> {
    let modules = version.krate.operations.iter();
    let operations = modules.flat_map(|module| &module.operations);
    let ends = operations.clone();
    let ends = ends.map(|one| (one.http_method.as_str(), one.path.as_str()));
    name_operation_places(ends)
        .into_iter()
        .zip(operations)
        .collect()
}

fn list_urls(servers: &[ServerRow]) -> String {
    let urls: Vec<&str> = servers.iter().map(|server| server.url.as_str()).collect();
    urls.join(", ")
}

fn list_schemes(version: &ApiVersion) -> String {
    let schemes = version.krate.client.schemes.iter();
    let mut schemes: Vec<String> = schemes
        .map(|scheme| format!("{}: {:?}", scheme.name, scheme.kind))
        .collect();
    schemes.sort_unstable();
    schemes.join(", ")
}

fn compare_sending(old: &OperationItem, new: &OperationItem, changes: &mut Vec<Change>) {
    let mut push = |kind: ChangeKind, before: String, after: String| {
        if before != after {
            changes.push(Change::new(kind, new.method.as_str()).values(before, after));
        }
    };
    push(
        ChangeKind::ServersChanged,
        list_urls(&old.servers),
        list_urls(&new.servers),
    );
    let security = |one: &OperationItem| {
        let Some(alternatives) = &one.security else {
            return "that of the API".to_owned();
        };
        let all: Vec<String> = alternatives
            .iter()
            .map(|all| {
                let names: Vec<&str> = all.iter().map(|one| one.scheme.as_str()).collect();
                names.join(" and ")
            })
            .collect();
        all.join(", or ")
    };
    push(ChangeKind::SecurityChanged, security(old), security(new));
    let retries = |one: &OperationItem| {
        if one.idempotent {
            "may be repeated"
        } else {
            "is sent once"
        }
    };
    push(
        ChangeKind::RetriesChanged,
        retries(old).to_owned(),
        retries(new).to_owned(),
    );
    let media_types = |one: &OperationItem| one.body.as_ref().map(|body| body.media_type.clone());
    if let (Some(before), Some(after)) = (media_types(old), media_types(new)) {
        push(ChangeKind::BodyMediaTypeChanged, before, after);
    }
    for before in &old.parameters {
        let mut same = new.parameters.iter();
        let same = same.find(|after| (&after.name, after.place) == (&before.name, before.place));
        let Some(after) = same else { continue };
        let encoding = |one: &ParameterRow| format!("{}: {}", one.name, describe_encoding(one));
        push(
            ChangeKind::EncodingChanged,
            encoding(before),
            encoding(after),
        );
        let rules = |one: &ParameterRow| format!("{}: {}", one.name, describe_rules(&one.rules));
        push(ChangeKind::ChecksChanged, rules(before), rules(after));
    }
}

/// Compares the constraints of fields of types that have one name in both versions.
fn compare_checks(old: &ApiVersion, new: &ApiVersion, changes: &mut Vec<Change>) {
    let records = |version: &ApiVersion| {
        let mut rows = HashMap::default();
        for item in &version.krate.types.items {
            if let Item::Struct(object, record) = &item.item {
                for row in &record.rows {
                    rows.insert(
                        (object.ident.to_string(), row.wire.clone()),
                        describe_rules(&row.rules),
                    );
                }
            }
        }
        rows
    };
    let before = records(old);
    for item in &new.krate.types.items {
        let Item::Struct(object, record) = &item.item else {
            continue;
        };
        for row in &record.rows {
            let after = describe_rules(&row.rules);
            let name = (object.ident.to_string(), row.wire.clone());
            if let Some(rules) = before.get(&name).filter(|rules| **rules != after) {
                let subject = format!("types::{}.{}", name.0, name.1);
                changes.push(Change::new(ChangeKind::ChecksChanged, subject).values(rules, after));
            }
        }
    }
}

fn describe_rules(rules: &[Rule]) -> String {
    if rules.is_empty() {
        return "no checks".to_owned();
    }
    let rules: Vec<String> = rules.iter().map(|rule| format!("{rule:?}")).collect();
    rules.join(", ")
}

fn describe_encoding(row: &ParameterRow) -> String {
    let encoding = match (&row.content, &row.style) {
        (Some(content), _) => format!("{content:?}"),
        (None, Some((style, explode))) => {
            let explode = if *explode { "exploded" } else { "not exploded" };
            format!("{style:?}, {explode}")
        }
        (None, None) => "by its place".to_owned(),
    };
    if row.allow_reserved {
        format!("{encoding}, reserved letters as they are")
    } else {
        encoding
    }
}
