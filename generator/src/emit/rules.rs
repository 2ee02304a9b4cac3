//! Constraints as constants of the runtime.

use super::syntax::{Expr, Path, make_slice_expr};
use super::uses::Uses;
use crate::rust::model::Rule;

/// `made.rules(&[Rule::Minimum("1")])`, where there are any.
pub(super) fn emit_constrained_expr<'a>(
    made: Expr<'a>,
    rules: &'a [Rule],
    uses: &Uses,
) -> Expr<'a> {
    constrained_by("rules", made, rules, uses)
}

/// The same by another method of the runtime.
pub(super) fn constrained_by<'a>(
    method: &'static str,
    made: Expr<'a>,
    rules: &'a [Rule],
    uses: &Uses,
) -> Expr<'a> {
    if rules.is_empty() {
        made
    } else {
        made.method(method, [emit_rule_list(rules, &uses.json("Rule"))])
    }
}

fn emit_rule_list<'a>(rules: &'a [Rule], ty: &Path) -> Expr<'a> {
    make_slice_expr(
        rules
            .iter()
            .map(|one| emit_rule(one, ty))
            .collect::<Vec<_>>(),
    )
}

fn emit_rule<'a>(rule: &'a Rule, ty: &Path) -> Expr<'a> {
    let text = |kind, text: &str| Expr::call(ty.to(kind), [Expr::string(text)]);
    let size = |kind, size: u64| Expr::call(ty.to(kind), [Expr::literal(size.to_string())]);
    let several = |kind, lists: &'a [Vec<Rule>]| {
        let lists = lists.iter().map(|rules| emit_rule_list(rules, ty));
        Expr::call(ty.to(kind), [make_slice_expr(lists.collect::<Vec<_>>())])
    };
    match rule {
        Rule::Minimum(bound) => text("Minimum", bound),
        Rule::Maximum(bound) => text("Maximum", bound),
        Rule::ExclusiveMinimum(bound) => text("ExclusiveMinimum", bound),
        Rule::ExclusiveMaximum(bound) => text("ExclusiveMaximum", bound),
        Rule::MultipleOf(divisor) => text("MultipleOf", divisor),
        Rule::MinLength(least) => size("MinLength", *least),
        Rule::MaxLength(most) => size("MaxLength", *most),
        Rule::Pattern(pattern) => text("Pattern", pattern),
        Rule::Const(json) => text("Const", json),
        Rule::MinItems(least) => size("MinItems", *least),
        Rule::MaxItems(most) => size("MaxItems", *most),
        Rule::UniqueItems => Expr::text(ty.to("UniqueItems")),
        Rule::MinProperties(least) => size("MinProperties", *least),
        Rule::MaxProperties(most) => size("MaxProperties", *most),
        Rule::Each(rules) => Expr::call(ty.to("Each"), [emit_rule_list(rules, ty)]),
        Rule::Positions(lists) => several("Positions", lists),
        Rule::AnyOf(lists) => several("AnyOf", lists),
    }
}
