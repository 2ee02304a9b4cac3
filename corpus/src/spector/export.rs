//! What Node.js writes of TypeSpec's specifications, and the documents that come of it.

use std::io;
use std::path::{Path, PathBuf};
use std::process::Command;

use serde_json::Value;

use super::scenario::{BASE_URL, Scenario};
use crate::name_step;
use crate::slot::Slot;

/// A specification of TypeSpec.
pub(super) struct Specification {
    /// Its folder, with dots: `type.model.usage`.
    pub(super) name: String,
    /// A document for each of its versions, the newest last.
    pub(super) documents: Vec<SpecDocument>,
    pub(super) scenarios: Vec<Scenario>,
}

/// A document that the emitter wrote.
pub(super) struct SpecDocument {
    pub(super) path: PathBuf,
    /// It, as bindery reads it.
    pub(super) source: Value,
}

/// Node.js in the version that the packages need, which is one of them.
pub(super) fn run_node(tools: &Path) -> Command {
    Command::new(tools.join("node_modules/.bin/node"))
}

/// Lets Node.js write documents and scenarios of the specifications whose names contain one
/// of some texts, of all if there are none.
pub(super) fn export_specifications(
    tools: &Path,
    folder: &Path,
    only: &[String],
) -> io::Result<()> {
    let mut command = run_node(tools);
    command.arg(tools.join("export.mjs")).arg(folder).args(only);
    let status = command.status().map_err(name_step("node"))?;
    match status.success() {
        true => Ok(()),
        false => Err(io::Error::other("export.mjs could not write all of it")),
    }
}

/// Reads what was written. `overlays` has corrections of documents: of `routes`, in the file
/// `routes.overlay.yaml`. Expected values have the server's address, `url`.
pub(super) fn read_specifications(
    slot: &Slot,
    folder: &Path,
    overlays: &Path,
    url: &str,
) -> io::Result<Vec<Specification>> {
    let mut specifications = Vec::new();
    for entry in std::fs::read_dir(folder).map_err(name_step(folder.display()))? {
        let folder = entry?.path();
        let scenarios = std::fs::read_to_string(folder.join("scenarios.json"));
        let scenarios = scenarios.map_err(name_step(folder.display()))?;
        let name = folder.file_name().unwrap_or_default().to_string_lossy();
        let overlay = overlays.join(format!("{name}.overlay.yaml"));
        specifications.push(Specification {
            name: name.clone().into_owned(),
            documents: read_documents(slot, &folder, &overlay)?,
            scenarios: serde_json::from_str(&scenarios.replace(BASE_URL, url))?,
        });
    }
    specifications.sort_by(|one, other| one.name.cmp(&other.name));
    Ok(specifications)
}

fn read_documents(slot: &Slot, folder: &Path, overlay: &Path) -> io::Result<Vec<SpecDocument>> {
    let mut documents = Vec::new();
    loop {
        let path = folder.join(format!("openapi-{}.json", documents.len()));
        if !path.is_file() {
            return Ok(documents);
        }
        let mut arguments = vec!["dump", "--stage", "source"];
        let given = overlay.to_string_lossy();
        if overlay.is_file() {
            arguments.extend(["--overlay", &given]);
        }
        let text = slot.ask(&arguments, &path)?;
        let source = serde_json::from_slice(&text).map_err(io::Error::from);
        let source: Value = source.map_err(name_step(path.display()))?;
        let corrected = folder.join(format!("corrected-{}.json", documents.len()));
        std::fs::write(&corrected, text).map_err(name_step(corrected.display()))?;
        documents.push(SpecDocument {
            path: corrected,
            source,
        });
    }
}
