//! Rules for many operations: `[[api.pages]]` and `[[pages]]`, `[[api.idempotency]]` and
//! `[[idempotency]]`.

use std::path::Path;

use toml::{Spanned, Table};

use super::place::locate_offset;
use super::tables::ConfigFile;
use crate::api::{
    IdempotencyRule, OperationPatterns, PageRule, PageRules, PaginationSource, is_key_header,
    read_pagination,
};
use crate::diagnostics::{Code, Diagnostic, Diagnostics};

/// The rules of one API: its own, and behind them those for all.
pub(super) struct OperationRules {
    pub(super) pages: PageRules,
    pub(super) idempotency: Vec<IdempotencyRule>,
}

/// Reads the rules of each API.
pub(super) fn read_operation_rules(
    file: &Path,
    text: &str,
    parsed: &ConfigFile,
    diagnostics: &mut Diagnostics,
) -> Vec<OperationRules> {
    let mut reader = RuleReader {
        file,
        text,
        diagnostics,
    };
    // What is for several APIs may fit nothing in one of them.
    let several = parsed.apis.len() > 1;
    let all_pages = reader.read("pages", &parsed.pages, |table| {
        read_page_rule(table, several)
    });
    let all_keys = reader.read("idempotency", &parsed.idempotency, |table| {
        read_idempotency_rule(table, several)
    });
    let apis = parsed.apis.iter().map(|api| {
        let mut rules = reader.read("pages", &api.pages, |table| read_page_rule(table, false));
        rules.extend(all_pages.iter().cloned());
        let mut idempotency = reader.read("idempotency", &api.idempotency, |table| {
            read_idempotency_rule(table, false)
        });
        idempotency.extend(all_keys.iter().cloned());
        OperationRules {
            pages: PageRules {
                rules,
                infer: api.infer_pages,
            },
            idempotency,
        }
    });
    apis.collect()
}

/// What is wrong with a rule, and what to write.
type Fault = (String, String);

struct RuleReader<'a> {
    file: &'a Path,
    text: &'a str,
    diagnostics: &'a mut Diagnostics,
}

impl RuleReader<'_> {
    /// The rules of a list of tables; a finding for each that cannot be read.
    fn read<R>(
        &mut self,
        subject: &str,
        written: &[Spanned<Table>],
        read: impl Fn(Table) -> Result<R, Fault>,
    ) -> Vec<R> {
        let mut rules = Vec::new();
        for table in written {
            match read(table.get_ref().clone()) {
                Ok(rule) => rules.push(rule),
                Err((why, help)) => {
                    let place = locate_offset(self.file, self.text, table.span().start);
                    let message = format!("the rule of {subject} has the wrong form: {why}");
                    let finding = Diagnostic::new(Code::ConfigInvalid, place, message);
                    self.diagnostics.push(finding.help(help));
                }
            }
        }
        rules
    }
}

/// `operations`, and beside it what `x-bindery-pagination` may say.
fn read_page_rule(mut table: Table, shared: bool) -> Result<PageRule, Fault> {
    let operations = take_operation_patterns(&mut table, "GET *")?;
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

/// `operations` and `header`.
fn read_idempotency_rule(mut table: Table, shared: bool) -> Result<IdempotencyRule, Fault> {
    let operations = take_operation_patterns(&mut table, "POST *")?;
    let help = "write `header = \"Idempotency-Key\"`";
    let fault = |why: &str| (why.to_owned(), help.to_owned());
    let header = match table.remove("header") {
        Some(toml::Value::String(name)) if is_key_header(&name) => name,
        Some(_) => {
            return Err(fault(
                "`header` is no name of a header that may carry a key",
            ));
        }
        None => return Err(fault("`header` does not say where keys are sent")),
    };
    match table.keys().next() {
        Some(other) => Err(fault(&format!("there is no key `{other}`"))),
        None => Ok(IdempotencyRule {
            operations,
            header,
            shared,
        }),
    }
}

/// For which operations a rule holds.
fn take_operation_patterns(table: &mut Table, example: &str) -> Result<OperationPatterns, Fault> {
    let patterns = match table.remove("operations") {
        Some(toml::Value::String(pattern)) => vec![pattern],
        Some(toml::Value::Array(patterns)) => patterns
            .iter()
            .filter_map(|pattern| pattern.as_str().map(str::to_owned))
            .collect(),
        Some(_) | None => Vec::new(),
    };
    if patterns.is_empty() {
        let why = "`operations` does not say for which operations it holds".to_owned();
        let help =
            format!("write `operations = \"{example}\"`, or a list of patterns and operationIds");
        return Err((why, help));
    }
    Ok(OperationPatterns(patterns))
}
