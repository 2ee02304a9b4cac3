//! Decides how the pages of operations follow each other: what an operation says of itself,
//! the first rule of `bindery.toml` that fits it, what is plain from names and types. See
//! `api/pages`.

use super::rules::report_idle_rule;
use crate::api::context::ResolveCx;
use crate::api::pages::{
    PageRule, PageRules, PageWish, VendorPagination, explain_misfit, find_items, find_page_type,
    find_role_pagination, infer_pagination, number_first_page, print_pagination,
};
use crate::api::types::{Operation, PageStep, Pagination, PaginationSource};
use crate::diagnostics::{Code, Diagnostic};
use crate::maps::IndexMap;

/// Sets the pagination of all operations. `whole` says whether these are all operations of
/// the document, so that a rule that fits none of them is a mistake.
pub(super) fn plan_page_walks(
    cx: &mut ResolveCx<'_>,
    operations: &mut [Operation],
    rules: &PageRules,
    whole: bool,
) {
    let mut used = vec![false; rules.rules.len()];
    let mut inferred: IndexMap<String, Vec<usize>> = IndexMap::default();
    for index in 0..operations.len() {
        let Some(operation) = operations.get(index) else {
            continue;
        };
        let wish = cx.page_wishes.remove(&index);
        let pagination = match wish {
            Some(PageWish::None) => None,
            Some(PageWish::Declared(pagination)) => keep_fitting(cx, operation, pagination),
            Some(PageWish::Vendor(vendor)) => complete_vendor_pagination(cx, operation, vendor),
            Some(PageWish::Unknown(key)) => {
                report_unknown_key(cx, operation, &key);
                follow_rules(cx, operation, rules, &mut used)
            }
            None => match find_role_pagination(&cx.arena, &cx.page_roles, operation) {
                Some(Ok(vendor)) => complete_vendor_pagination(cx, operation, vendor),
                Some(Err(reason)) => {
                    let note = "`x-stainless-pagination-property` says what takes the next page";
                    report_misfit(cx, operation, &reason, Some(note.to_owned()));
                    follow_rules(cx, operation, rules, &mut used)
                }
                None => follow_rules(cx, operation, rules, &mut used),
            },
        };
        if let Some(found) = &pagination
            && found.source == PaginationSource::Names
            && cx.is_wanted(&operation.origin)
        {
            let step = print_pagination(&Pagination {
                items: String::new(),
                ..found.clone()
            });
            inferred.entry(step).or_default().push(index);
        }
        if let Some(operation) = operations.get_mut(index) {
            operation.pagination = pagination;
        }
    }
    for (step, found) in inferred {
        report_inferred_pages(cx, operations, &step, &found);
    }
    if whole {
        report_unused_rules(cx, operations, rules, &used);
    }
}

/// What a key of the document says, if it fits.
fn keep_fitting(
    cx: &mut ResolveCx<'_>,
    operation: &Operation,
    pagination: Pagination,
) -> Option<Pagination> {
    let reason = explain_misfit(&cx.arena, operation, &pagination);
    let Some(reason) = reason else {
        return Some(pagination);
    };
    let note = match pagination.source {
        PaginationSource::Key(key) => {
            Some(format!("`{key}` means {}", print_pagination(&pagination)))
        }
        PaginationSource::Rule | PaginationSource::Names => None,
    };
    report_misfit(cx, operation, &reason, note);
    None
}

fn report_misfit(
    cx: &mut ResolveCx<'_>,
    operation: &Operation,
    reason: &str,
    note: Option<String>,
) {
    let message = format!("the pagination does not fit the operation: {reason}");
    let mut finding = Diagnostic::at(Code::UnfitPagination, &operation.origin, message);
    finding.notes.extend(note);
    cx.report(finding);
}

/// A key of another tool that says something of pages, in words that are not known. Told once for
/// all operations that have it.
fn report_unknown_key(cx: &mut ResolveCx<'_>, operation: &Operation, key: &str) {
    let message = format!("`{key}` speaks of pages in a form that is not known");
    let finding = Diagnostic::at(Code::UnfitPagination, &operation.origin, message)
        .help("say it by `x-bindery-pagination` in an overlay, or by a rule in `bindery.toml`");
    cx.report_once(key, finding);
}

/// What a rule says that fits, else what is plain from names and types.
fn follow_rules(
    cx: &ResolveCx<'_>,
    operation: &Operation,
    rules: &PageRules,
    used: &mut [bool],
) -> Option<Pagination> {
    apply_page_rule(cx, operation, &rules.rules, used).or_else(|| {
        let found = infer_pagination(&cx.arena, operation).filter(|_| rules.infer)?;
        let fits = explain_misfit(&cx.arena, operation, &found).is_none();
        fits.then_some(found)
    })
}

/// What another tool is told leaves some of it to the types.
fn complete_vendor_pagination(
    cx: &mut ResolveCx<'_>,
    operation: &Operation,
    vendor: VendorPagination,
) -> Option<Pagination> {
    let page = find_page_type(&cx.arena, operation);
    let find_list = || find_items(&cx.arena, page?, &operation.path);
    let step = match vendor.step {
        PageStep::Number(input, _) => {
            let mut parameters = operation.parameters.iter();
            let parameter = parameters.find(|one| one.name == input.name());
            let first = parameter.map_or(1, |one| number_first_page(&cx.arena, one));
            PageStep::Number(input, first)
        }
        other => other,
    };
    let pagination = Pagination {
        source: PaginationSource::Key(vendor.key),
        step,
        items: vendor.items.or_else(find_list).unwrap_or_default(),
        more: vendor.more,
        total: vendor.total,
        total_pages: vendor.total_pages,
    };
    keep_fitting(cx, operation, pagination)
}

/// The first rule that is meant for an operation and fits it.
fn apply_page_rule(
    cx: &ResolveCx<'_>,
    operation: &Operation,
    rules: &[PageRule],
    used: &mut [bool],
) -> Option<Pagination> {
    let mut meant = rules
        .iter()
        .zip(used)
        .filter(|(rule, _)| rule.operations.names(operation));
    let fits = |rule: &PageRule| explain_misfit(&cx.arena, operation, &rule.pagination).is_none();
    let (rule, used) = meant.find(|(rule, _)| fits(rule))?;
    *used = true;
    Some(rule.pagination.clone())
}

fn report_inferred_pages(
    cx: &mut ResolveCx<'_>,
    operations: &[Operation],
    step: &str,
    found: &[usize],
) {
    let Some(first) = found.first().and_then(|index| operations.get(*index)) else {
        return;
    };
    let others = match found.len() {
        1 => String::new(),
        2 => " and one more operation".to_owned(),
        number => format!(" and {} more operations", number - 1),
    };
    let message = format!(
        "`{} {}`{others} can be walked page by page: {step}",
        first.method, first.path
    );
    let finding = Diagnostic::at(Code::InferredPages, &first.origin, message)
        .note("names and types say so; the document itself does not")
        .note("methods `…_pages` and `…_items` walk them")
        .help(
            "`x-bindery-pagination` in an overlay, or a rule in `bindery.toml`, says it; \
             `x-bindery-pagination: false` or `infer-pages = false` turns it off",
        );
    cx.report(finding);
}

/// Rules that have had no effect.
fn report_unused_rules(
    cx: &mut ResolveCx<'_>,
    operations: &[Operation],
    rules: &PageRules,
    used: &[bool],
) {
    let unused = rules.rules.iter().zip(used);
    for (rule, _) in unused.filter(|(rule, used)| !**used && !rule.shared) {
        let meant = operations.iter().find(|one| rule.operations.names(one));
        let misfit = meant.map(|first| {
            let why = explain_misfit(&cx.arena, first, &rule.pagination);
            let why = why.unwrap_or_else(|| "another rule, or its own key, counts".to_owned());
            (first, why)
        });
        report_idle_rule(cx, "pages", &rule.operations, misfit);
    }
}
