//! What the same calls do in another way.

use super::{ApiVersion, Change, ChangeKind};
use crate::api::places::index_operation_places;
use crate::maps::HashMap;
use crate::rust::model::{
    Body, BodyRow, EntryRow, Item, OperationItem, ParameterRow, Record, Rule, ServerRow,
};

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
    let places = index_operation_places(&version.api);
    let place = |one: &OperationItem| places.get(one.origin.as_str()).cloned();
    operations
        .map(|one| (place(one).unwrap_or_default(), one))
        .collect()
}

fn list_urls(servers: &[ServerRow]) -> String {
    let urls: Vec<String> = servers.iter().map(describe_server).collect();
    urls.join(", ")
}

/// The URL, with its name and what its variables are unless a program says otherwise.
fn describe_server(server: &ServerRow) -> String {
    let mut text = server.url.clone();
    if !server.name.is_empty() {
        text = format!("{}: {text}", server.name);
    }
    for variable in &server.variables {
        let values = variable.allowed.join("|");
        let default = &variable.default;
        text.push_str(&format!(" {}={default} of {values}", variable.name));
    }
    text
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
    let retries = |one: &OperationItem| match &one.idempotency_header {
        _ if one.idempotent => "may be repeated".to_owned(),
        Some(header) => format!("may be repeated with a key in `{header}`"),
        None => "is sent once".to_owned(),
    };
    push(ChangeKind::RetriesChanged, retries(old), retries(new));
    let media_types = |one: &OperationItem| one.body.as_ref().map(|body| body.media_type.clone());
    if let (Some(before), Some(after)) = (media_types(old), media_types(new)) {
        push(ChangeKind::BodyMediaTypeChanged, before, after);
    }
    let sent = |one: &OperationItem| -> Vec<(String, String)> {
        let sent = one.body.iter().flat_map(Body::each);
        let sent = sent.map(|sent| (sent.media_type.clone(), describe_form(&sent.row)));
        sent.collect()
    };
    let after = sent(new);
    for (media_type, before) in sent(old) {
        // What is offered in another media type is told as that.
        if let Some((_, after)) = after.iter().find(|(other, _)| *other == media_type) {
            push(ChangeKind::EncodingChanged, before, after.clone());
        }
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
                for (wire, rules) in list_checks(record) {
                    rows.insert((object.ident.to_string(), wire), describe_rules(rules));
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
        for (wire, rules) in list_checks(record) {
            let after = describe_rules(rules);
            let name = (object.ident.to_string(), wire);
            if let Some(rules) = before.get(&name).filter(|rules| **rules != after) {
                let subject = format!("types::{}.{}", name.0, name.1);
                changes.push(Change::new(ChangeKind::ChecksChanged, subject).values(rules, after));
            }
        }
    }
}

/// The constraints of each property, of those that the document does not name, and of the object
/// as a whole.
fn list_checks(record: &Record) -> Vec<(String, &[Rule])> {
    let rows = record.rows.iter();
    let rows = rows.map(|row| (row.wire.clone(), row.rules.as_slice()));
    let others = [
        ("*".to_owned(), record.rest_rules.as_slice()),
        ("{}".to_owned(), record.rules.as_slice()),
    ];
    rows.chain(others).collect()
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
    let reserved = if row.allow_reserved {
        ", reserved letters as they are"
    } else {
        ""
    };
    let empty = if row.allow_empty {
        ", perhaps empty"
    } else {
        ""
    };
    format!("{encoding}{reserved}{empty}")
}

/// How the properties of a form become parts or pairs. Which there are is told of its fields.
fn describe_form(row: &BodyRow) -> String {
    let described: Vec<String> = match row {
        BodyRow::UrlEncoded(rows) => {
            let rows = rows.iter().filter(|row| row.style.is_some());
            rows.map(|row| format!("{}: {:?}", row.name, row.style))
                .collect()
        }
        BodyRow::Form(rows, _) => {
            let is_special = |row: &&EntryRow| row.encoding.is_some() || !row.headers.is_empty();
            rows.iter().filter(is_special).map(describe_entry).collect()
        }
        BodyRow::Json
        | BodyRow::Lines
        | BodyRow::Parts
        | BodyRow::Bytes
        | BodyRow::Text
        | BodyRow::Plain => Vec::new(),
    };
    described.join(", ")
}

fn describe_entry(row: &EntryRow) -> String {
    let headers: Vec<&str> = row.headers.iter().map(|one| one.name.as_str()).collect();
    let encoding = match &row.encoding {
        Some(encoding) => format!("{encoding:?}"),
        None => "by its type".to_owned(),
    };
    let headers = headers.join(" ");
    format!("{}: {encoding} {headers}", row.name)
}
