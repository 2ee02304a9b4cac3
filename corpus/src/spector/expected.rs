//! The list of scenarios that do not simply pass, each with its reason.

use std::collections::BTreeMap;
use std::io;
use std::path::Path;

use serde::{Deserialize, Serialize};

use crate::name_step;

/// How a scenario goes that does not pass by types alone.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub(super) enum Exemption {
    /// It passes, and the caller changes the call by hand.
    ByHand,
    /// OpenAPI cannot say what it needs.
    OpenApi,
    /// The emitter does not write what OpenAPI could say.
    Emitter,
    /// Bindery does it wrong.
    Bindery,
}

/// The list, by the names of scenarios.
pub(super) type Exemptions = BTreeMap<String, (Exemption, String)>;

/// Reads the list: a scenario, how it goes and why, with tabs between; `#` begins a line
/// that is none.
pub(super) fn read_exemptions(file: &Path) -> io::Result<Exemptions> {
    let text = std::fs::read_to_string(file).map_err(name_step(file.display()))?;
    let lines = text
        .lines()
        .filter(|line| !line.is_empty() && !line.starts_with('#'));
    let exemptions = lines.map(|line| {
        let [name, how, why] = line.split('\t').collect::<Vec<&str>>().try_into().ok()?;
        let how = serde_json::from_value(how.into()).ok()?;
        Some((name.to_owned(), (how, why.to_owned())))
    });
    let exemptions: Option<Exemptions> = exemptions.collect();
    let wrong = || io::Error::other("a line is not: scenario, how it goes, why");
    exemptions
        .ok_or_else(wrong)
        .map_err(name_step(file.display()))
}
