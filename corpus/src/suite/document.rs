//! OpenAPI documents that have the suite's schemas as components.

use std::collections::BTreeSet;
use std::fs;
use std::io;
use std::path::Path;

use serde_json::{Map, Value, json};

use super::group::{DRAFT, Group};
use crate::documents;
use crate::name_step;

/// So many schemas stand in a document at the most: what does not compile is then found
/// soon, and there are few crates.
const MOST_GROUPS: usize = 100;

/// Where the suite's remote schemas would be served.
const REMOTES: &str = "http://localhost:1234";

/// Groups whose schemas stand in one document.
#[derive(Debug, Default)]
pub(super) struct SuiteDocument {
    pub(super) groups: Vec<Group>,
    /// The identifiers and anchors of their schemas, each of which one document may have
    /// once.
    names: BTreeSet<String>,
}

impl SuiteDocument {
    /// The document.
    pub(super) fn text(&self) -> String {
        let schemas = self.groups.iter().enumerate();
        let schemas: Map<String, Value> = schemas
            .map(|(index, group)| (name_of_group(index), place_schema(index, &group.schema)))
            .collect();
        let document = json!({
            "openapi": "3.1.0",
            "info": {"title": "Suite", "version": "1"},
            "paths": {},
            "components": {"schemas": schemas},
        });
        document.to_string()
    }

    pub(super) fn count_instances(&self) -> usize {
        let counts = self.groups.iter().map(|group| group.instances.len());
        counts.sum()
    }

    fn has_room_for(&self, names: &BTreeSet<String>) -> bool {
        self.groups.len() < MOST_GROUPS && self.names.is_disjoint(names)
    }
}

/// Puts each group into the first document that has room and none of its names.
pub(super) fn pack_groups(groups: Vec<Group>) -> Vec<SuiteDocument> {
    let mut documents: Vec<SuiteDocument> = Vec::new();
    for group in groups {
        let mut names = BTreeSet::new();
        collect_schema_names(&group.schema, &mut names);
        let room = documents
            .iter_mut()
            .find(|document| document.has_room_for(&names));
        match room {
            Some(document) => {
                document.names.append(&mut names);
                document.groups.push(group);
            }
            None => documents.push(SuiteDocument {
                groups: vec![group],
                names,
            }),
        }
    }
    documents
}

/// Where the schema of a group stands in its document, as a JSON Pointer.
pub(super) fn pointer_of_group(index: usize) -> String {
    format!("/components/schemas/{}", name_of_group(index))
}

fn name_of_group(index: usize) -> String {
    format!("Group{index}")
}

/// The schema as a component: references into itself lead to where it stands now.
fn place_schema(index: usize, schema: &Value) -> Value {
    let mut placed = schema.clone();
    if let Value::Object(members) = &mut placed {
        members.remove("$schema");
    }
    lead_references(&mut placed, &pointer_of_group(index));
    placed
}

/// Leads references that begin at the root of the schema to `root`; below a schema with an
/// identifier, they begin at that one.
fn lead_references(node: &mut Value, root: &str) {
    match node {
        Value::Array(items) => items
            .iter_mut()
            .for_each(|item| lead_references(item, root)),
        Value::Object(members) if members.get("$id").is_some_and(Value::is_string) => {}
        Value::Object(members) => {
            for (key, member) in members {
                match member {
                    Value::String(target) if key == "$ref" || key == "$dynamicRef" => {
                        if target == "#" || target.starts_with("#/") {
                            target.insert_str(1, root);
                        }
                    }
                    // Values, not schemas.
                    Value::Array(_) if key == "enum" => {}
                    _ if key == "const" => {}
                    _ => lead_references(member, root),
                }
            }
        }
        _ => {}
    }
}

/// The identifiers and anchors of a schema.
fn collect_schema_names(node: &Value, names: &mut BTreeSet<String>) {
    match node {
        Value::Array(items) => items
            .iter()
            .for_each(|item| collect_schema_names(item, names)),
        Value::Object(members) => {
            for (key, member) in members {
                match member {
                    Value::String(name)
                        if matches!(key.as_str(), "$id" | "$anchor" | "$dynamicAnchor") =>
                    {
                        names.insert(name.clone());
                    }
                    _ => collect_schema_names(member, names),
                }
            }
        }
        _ => {}
    }
}

/// Writes the suite's remote schemas of the draft beside the document of `folder`, each
/// with the address that it would be served at as its identifier: bindery fetches nothing.
pub(super) fn write_remotes(suite: &Path, folder: &Path) -> io::Result<()> {
    fs::create_dir_all(folder).map_err(name_step(folder.display()))?;
    let remotes = suite.join("remotes").join(DRAFT);
    if !remotes.is_dir() {
        return Ok(());
    }
    for remote in documents::find_candidates(&remotes)? {
        let text = fs::read_to_string(&remote.path).map_err(name_step(remote.path.display()))?;
        let mut schema: Value = serde_json::from_str(&text)?;
        if let Value::Object(members) = &mut schema {
            members
                .entry("$id")
                .or_insert_with(|| format!("{REMOTES}/{DRAFT}/{}", remote.id).into());
        }
        let place = folder.join(remote.id.replace('/', "_"));
        fs::write(&place, schema.to_string()).map_err(name_step(place.display()))?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::super::make_group;
    use super::{pack_groups, place_schema};

    #[test]
    fn references_lead_to_the_component() {
        let schema = json!({
            "$schema": "https://json-schema.org/draft/2020-12/schema",
            "properties": {"a": {"$ref": "#/$defs/b"}, "c": {"$ref": "#"}},
            "enum": [{"$ref": "#/a"}],
            "$defs": {"b": {"$id": "urn:b", "items": {"$ref": "#/a"}}},
        });
        let placed = json!({
            "properties": {
                "a": {"$ref": "#/components/schemas/Group3/$defs/b"},
                "c": {"$ref": "#/components/schemas/Group3"},
            },
            "enum": [{"$ref": "#/a"}],
            "$defs": {"b": {"$id": "urn:b", "items": {"$ref": "#/a"}}},
        });
        assert_eq!(place_schema(3, &schema), placed);
        assert_eq!(place_schema(0, &json!(true)), json!(true));
    }

    #[test]
    fn one_document_has_a_name_once() {
        let groups = vec![
            make_group("one", json!({"$id": "urn:a"})),
            make_group("two", json!({"items": {"$id": "urn:a"}})),
            make_group("three", json!({"$anchor": "b"})),
        ];
        let documents = pack_groups(groups);
        let names = documents.iter().map(|document| {
            let groups = document.groups.iter();
            groups
                .map(|group| group.description.as_str())
                .collect::<Vec<_>>()
        });
        let names: Vec<_> = names.collect();
        assert_eq!(names, [vec!["one", "three"], vec!["two"]]);
    }
}
