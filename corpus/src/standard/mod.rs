//! Whether a document is valid by the JSON Schemas that the OpenAPI Initiative
//! publishes at <https://spec.openapis.org>, which are no part of this repository.

use std::fs;
use std::io;
use std::path::Path;

use jsonschema::Registry;
use serde_json::Value;

use crate::name_step;

#[cfg(test)]
mod tests;

/// The published schemas of a folder, by the identifiers that they give themselves.
pub(crate) struct Standard(Vec<(String, Value)>);

impl Standard {
    /// Reads all `.json` files of a folder that are schemas with an identifier.
    pub(crate) fn read(folder: &Path) -> io::Result<Self> {
        let mut schemas = Vec::new();
        for entry in fs::read_dir(folder).map_err(name_step(folder.display()))? {
            let path = entry?.path();
            if path.extension().is_none_or(|extension| extension != "json") {
                continue;
            }
            let text = fs::read_to_string(&path).map_err(name_step(path.display()))?;
            let schema: Value = serde_json::from_str(&text)?;
            let id = ["$id", "id"]
                .iter()
                .find_map(|key| schema.get(key)?.as_str());
            if let Some(id) = id.map(str::to_owned) {
                schemas.push((id, schema));
            }
        }
        Ok(Self(schemas))
    }

    /// Whether a document is valid by the schema of its version; by that which judges
    /// Schema Objects too, where the folder has it. The first error, where it is not.
    pub(crate) fn judge(&self, version: &str, document: &Value) -> Result<(), String> {
        let minor: String = version.split_inclusive('.').take(2).collect();
        let minor = minor.trim_end_matches('.');
        let find = |kind: &str| {
            let prefix = format!("https://spec.openapis.org/oas/{minor}/{kind}/");
            self.0.iter().find(|(id, _)| id.starts_with(&prefix))
        };
        let Some((_, schema)) = find("schema-base").or_else(|| find("schema")) else {
            return Err(format!("there is no schema of OpenAPI {minor}"));
        };
        let mut registry = Registry::new();
        for (id, schema) in &self.0 {
            registry = registry
                .add(id, schema)
                .map_err(|error| error.to_string())?;
        }
        let registry = registry.prepare().map_err(|error| error.to_string())?;
        let options = jsonschema::options();
        let options = options.offline().with_registry(&registry);
        let validator = options.build(schema).map_err(|error| error.to_string())?;
        validator
            .validate(document)
            .map_err(|error| format!("{}: {error}", error.instance_path()))
    }
}
