//! `[[api.pages]]` and `[[pages]]`: rules for the pages of many operations.

use std::path::Path;

use toml::Spanned;

use super::place::locate_offset;
use crate::api::{PageRule, PaginationSource, read_pagination};
use crate::diagnostics::{Code, Diagnostic, Diagnostics};

/// Reads rules: `operations`, and beside it what `x-bindery-pagination` may say. `shared`
/// says whether they are those of several APIs, one of which may have no use for them.
pub(super) fn read_page_rules(
    file: &Path,
    text: &str,
    written: &[Spanned<toml::Table>],
    shared: bool,
    diagnostics: &mut Diagnostics,
) -> Vec<PageRule> {
    let rules = written.iter().filter_map(|table| {
        let place = locate_offset(file, text, table.span().start);
        match read_page_rule(table.get_ref().clone(), shared) {
            Ok(rule) => Some(rule),
            Err((why, help)) => {
                let message = format!("the rule of pages has the wrong form: {why}");
                diagnostics.push(Diagnostic::new(Code::ConfigInvalid, place, message).help(help));
                None
            }
        }
    });
    rules.collect()
}

/// The rule, or what is wrong with it and what to write.
fn read_page_rule(mut table: toml::Table, shared: bool) -> Result<PageRule, (String, String)> {
    let operations = match table.remove("operations") {
        Some(toml::Value::String(pattern)) => vec![pattern],
        Some(toml::Value::Array(patterns)) => patterns
            .iter()
            .filter_map(|pattern| pattern.as_str().map(str::to_owned))
            .collect(),
        Some(_) | None => Vec::new(),
    };
    if operations.is_empty() {
        let why = "`operations` does not say for which operations it holds".to_owned();
        let help = "write `operations = \"GET *\"`, or a list of patterns and operationIds";
        return Err((why, help.to_owned()));
    }
    let value = serde_json::to_value(&table);
    let value = value.map_err(|error| (error.to_string(), String::new()))?;
    let mut pagination = read_pagination(&value)?;
    pagination.source = PaginationSource::Rule;
    Ok(PageRule {
        operations,
        pagination,
        shared,
    })
}
