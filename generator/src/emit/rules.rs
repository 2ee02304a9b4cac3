//! Constraints as constants of the runtime.

use super::syntax::expr::Entry;
use super::syntax::{Expr, Item};
use super::uses::Uses;
use crate::rust::model::{RuleTable, Rules};

/// `static LIMIT_RULES: Rules = Rules { … };`
pub(super) fn table<'a>(table: &'a RuleTable, uses: &Uses) -> Item<'a> {
    Item::table(
        table.ident.as_str(),
        uses.json("Rules"),
        value(&table.rules, uses),
    )
}

/// `made.rules(&LIMIT_RULES)`, where there are any.
pub(super) fn constrained<'a>(made: Expr<'a>, table: Option<&'a RuleTable>) -> Expr<'a> {
    match table {
        Some(table) => made.method("rules", [Expr::text(table.ident.as_str()).reference()]),
        None => made,
    }
}

/// `Rules { …, ..Rules::NONE }`.
pub(super) fn value<'a>(rules: &'a Rules, uses: &Uses) -> Expr<'a> {
    let ty = uses.json("Rules");
    let texts = [
        ("minimum", &rules.minimum),
        ("maximum", &rules.maximum),
        ("exclusive_minimum", &rules.exclusive_minimum),
        ("exclusive_maximum", &rules.exclusive_maximum),
        ("multiple_of", &rules.multiple_of),
    ];
    let sizes = [
        ("min_length", rules.min_length),
        ("max_length", rules.max_length),
        ("min_items", rules.min_items),
        ("max_items", rules.max_items),
        ("min_properties", rules.min_properties),
        ("max_properties", rules.max_properties),
    ];
    let texts = texts
        .into_iter()
        .filter_map(|(name, value)| Some(some(name, Expr::string(value.as_ref()?))));
    let sizes = sizes
        .into_iter()
        .filter_map(|(name, value)| Some(some(name, Expr::literal(value?.to_string()))));
    let unique = rules.unique.then(|| Entry::new("unique", Expr::bool(true)));
    let item = rules.item.as_ref();
    let item = item.map(|item| some("item", value(item, uses).reference()));
    let fields: Vec<Entry> = texts.chain(sizes).chain(unique).chain(item).collect();
    Expr::structure(ty, fields, Some("Rules::NONE".into()))
}

/// `name: Some(value)`.
fn some<'a>(name: &'static str, value: Expr<'a>) -> Entry<'a> {
    Entry::new(name, Expr::call("Some", [value]))
}
