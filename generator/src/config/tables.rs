//! The tables of `bindery.toml`, as they are written: nothing is checked but their keys and
//! types.

use std::path::PathBuf;

use serde::Deserialize;
use toml::Spanned;

use super::approvals::ApprovalTable;
use super::name_rules::NamesTable;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct ConfigFile {
    pub(super) output: PathBuf,
    pub(super) package: Spanned<String>,
    pub(super) lock: Option<bool>,
    #[serde(rename = "crate")]
    pub(super) whole_crate: Option<Spanned<CrateTable>>,
    #[serde(default, rename = "api")]
    pub(super) apis: Vec<ApiTable>,
    /// Rules for all APIs, behind those of each.
    #[serde(default)]
    pub(super) pages: Vec<Spanned<toml::Table>>,
    #[serde(default)]
    pub(super) idempotency: Vec<Spanned<toml::Table>>,
}

/// A crate of its own, with its manifest, in place of modules within a crate.
#[derive(Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub(super) struct CrateTable {
    pub(super) runtime_path: Option<PathBuf>,
    #[serde(default)]
    pub(super) runtime: RuntimeValue,
    #[serde(default)]
    pub(super) tag_features: bool,
    #[serde(default)]
    pub(super) manifest: toml::Table,
}

/// Where a crate of its own takes the runtime from.
#[derive(Deserialize, Default, PartialEq)]
#[serde(rename_all = "kebab-case")]
pub(super) enum RuntimeValue {
    /// From the registry, unless `runtime-path` says otherwise.
    #[default]
    Registry,
    /// From a folder inside of it that bindery writes.
    Inline,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct ApiTable {
    pub(super) document: Spanned<PathBuf>,
    pub(super) module: Option<Spanned<String>>,
    #[serde(default)]
    pub(super) overlays: Vec<PathBuf>,
    #[serde(default, rename = "allow-refs")]
    pub(super) allow_refs: Vec<PathBuf>,
    pub(super) feature: Option<Spanned<String>>,
    #[serde(default)]
    pub(super) clients: ClientsValue,
    #[serde(default = "is_on")]
    pub(super) client: bool,
    #[serde(default = "make_empty_table")]
    pub(super) types: Spanned<toml::Table>,
    #[serde(default)]
    pub(super) names: NamesTable,
    #[serde(default)]
    pub(super) strict: StrictValue,
    #[serde(default)]
    pub(super) examples: bool,
    #[serde(default)]
    pub(super) select: SelectTable,
    #[serde(default, rename = "approve")]
    pub(super) approvals: Vec<ApprovalTable>,
    #[serde(default)]
    pub(super) pages: Vec<Spanned<toml::Table>>,
    #[serde(default = "is_on", rename = "infer-pages")]
    pub(super) infer_pages: bool,
    #[serde(default)]
    pub(super) idempotency: Vec<Spanned<toml::Table>>,
    #[serde(default)]
    pub(super) webhooks: bool,
}

/// Which client has which operations.
#[derive(Clone, Copy, Default, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub(super) enum ClientsValue {
    #[default]
    Flat,
    ByTag,
    ByPath,
}

fn is_on() -> bool {
    true
}

fn make_empty_table() -> Spanned<toml::Table> {
    Spanned::new(0..0, toml::Table::new())
}

/// All of an API, or the types and properties that are named.
#[derive(Deserialize)]
#[serde(untagged, expecting = "`strict` is `true`, `false` or a list of names")]
pub(super) enum StrictValue {
    All(bool),
    Of(Vec<String>),
}

impl Default for StrictValue {
    fn default() -> Self {
        Self::All(false)
    }
}

#[derive(Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub(super) struct SelectTable {
    pub(super) tags: Vec<String>,
    pub(super) paths: Vec<String>,
    pub(super) operations: Vec<String>,
    pub(super) exclude: ExcludeTable,
}

#[derive(Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub(super) struct ExcludeTable {
    pub(super) tags: Vec<String>,
    pub(super) paths: Vec<String>,
    pub(super) operations: Vec<String>,
}
