//! The groups of the suite: a schema, and instances of which is known whether they are valid.

use std::fs;
use std::io;
use std::path::Path;

use serde::Deserialize;
use serde_json::Value;
use serde_json::value::RawValue;

use crate::documents;
use crate::name_step;

/// The folder of the draft, and the metaschema of its schemas.
pub(super) const DRAFT: &str = "draft2020-12";
const METASCHEMA: &str = "https://json-schema.org/draft/2020-12/schema";

/// A schema and its instances.
#[derive(Debug)]
pub(super) struct Group {
    /// The file without its ending: the keyword that is tested.
    pub(super) file: String,
    pub(super) description: String,
    pub(super) schema: Value,
    pub(super) instances: Vec<Instance>,
}

/// A value and whether the schema takes it.
#[derive(Debug)]
pub(super) struct Instance {
    pub(super) description: String,
    /// In one line, its numbers as the suite spells them.
    pub(super) json: String,
    pub(super) is_valid: bool,
}

#[derive(Deserialize)]
struct WrittenGroup {
    description: String,
    schema: Value,
    tests: Vec<WrittenInstance>,
}

#[derive(Deserialize)]
struct WrittenInstance {
    description: String,
    data: Box<RawValue>,
    valid: bool,
}

/// Reads the groups of the draft in the order of their files, and counts those that are
/// left out because their schema is of another dialect.
pub(super) fn read_groups(suite: &Path, only: Option<&str>) -> io::Result<(Vec<Group>, usize)> {
    let mut groups = Vec::new();
    let mut left_out = 0;
    for file in documents::find_candidates(&suite.join("tests").join(DRAFT))? {
        let name = file.id.trim_end_matches(".json");
        if only.is_some_and(|only| !name.contains(only)) {
            continue;
        }
        let text = fs::read_to_string(&file.path).map_err(name_step(file.path.display()))?;
        for written in serde_json::from_str::<Vec<WrittenGroup>>(&text)? {
            let dialect = written.schema.get("$schema").and_then(Value::as_str);
            if dialect.is_some_and(|dialect| dialect != METASCHEMA) {
                left_out += 1;
                continue;
            }
            groups.push(Group {
                file: name.to_owned(),
                description: written.description,
                schema: written.schema,
                instances: written.tests.into_iter().map(take_instance).collect(),
            });
        }
    }
    Ok((groups, left_out))
}

fn take_instance(written: WrittenInstance) -> Instance {
    Instance {
        description: written.description,
        // Inside of strings JSON has no line breaks.
        json: written.data.get().replace(['\n', '\r'], " "),
        is_valid: written.valid,
    }
}
