//! Rules for names, as `bindery.toml` has them.

use serde::Deserialize;
use toml::Spanned;

use crate::rust::{NameReplacement, NameRule, NameRules};

/// Rules by what is named.
#[derive(Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub(super) struct NamesTable {
    schemas: NameTable,
    properties: NameTable,
    variants: NameTable,
    operations: NameTable,
    parameters: NameTable,
    tags: NameTable,
}

/// What becomes of names of one kind.
#[derive(Default, Deserialize)]
#[serde(deny_unknown_fields, default, rename_all = "kebab-case")]
struct NameTable {
    strip_prefix: Vec<String>,
    strip_suffix: Vec<String>,
    replace: Vec<ReplacementTable>,
    keep: Vec<String>,
}

/// A regular expression, and what stands in place of what it matches: nothing if nothing is
/// written.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct ReplacementTable {
    pattern: Spanned<String>,
    #[serde(default)]
    with: String,
}

impl NamesTable {
    /// The rules. `report` is told of each expression that is none, with its place.
    pub(super) fn into_rules(self, report: &mut dyn FnMut(usize, String)) -> NameRules {
        let mut rule = |table: NameTable| NameRule {
            strip_prefix: table.strip_prefix,
            strip_suffix: table.strip_suffix,
            replace: table
                .replace
                .into_iter()
                .filter_map(|table| read_replacement(&table, report))
                .collect(),
            keep: table.keep,
        };
        NameRules {
            schemas: rule(self.schemas),
            properties: rule(self.properties),
            variants: rule(self.variants),
            operations: rule(self.operations),
            parameters: rule(self.parameters),
            tags: rule(self.tags),
        }
    }
}

fn read_replacement(
    table: &ReplacementTable,
    report: &mut dyn FnMut(usize, String),
) -> Option<NameReplacement> {
    let pattern = table.pattern.get_ref();
    match NameReplacement::new(pattern, &table.with) {
        Ok(replacement) => Some(replacement),
        Err(error) => {
            let message = format!("`{pattern}` is no regular expression: {error}");
            report(table.pattern.span().start, message);
            None
        }
    }
}
