//! Constraints as constants of the runtime.

use super::syntax::{Expr, Path, slice};
use super::uses::Uses;
use crate::rust::model::Rule;

/// `made.rules(&[Rule::Minimum("1")])`, where there are any.
pub(super) fn constrained<'a>(made: Expr<'a>, rules: &'a [Rule], uses: &Uses) -> Expr<'a> {
    if rules.is_empty() {
        made
    } else {
        made.method("rules", [list(rules, &uses.json("Rule"))])
    }
}

fn list<'a>(rules: &'a [Rule], ty: &Path) -> Expr<'a> {
    slice(rules.iter().map(|one| rule(one, ty)).collect::<Vec<_>>())
}

fn rule<'a>(rule: &'a Rule, ty: &Path) -> Expr<'a> {
    let digits = |kind, digits: &str| Expr::call(ty.to(kind), [Expr::string(digits)]);
    let size = |kind, size: u64| Expr::call(ty.to(kind), [Expr::literal(size.to_string())]);
    match rule {
        Rule::Minimum(bound) => digits("Minimum", bound),
        Rule::Maximum(bound) => digits("Maximum", bound),
        Rule::ExclusiveMinimum(bound) => digits("ExclusiveMinimum", bound),
        Rule::ExclusiveMaximum(bound) => digits("ExclusiveMaximum", bound),
        Rule::MultipleOf(divisor) => digits("MultipleOf", divisor),
        Rule::MinLength(least) => size("MinLength", *least),
        Rule::MaxLength(most) => size("MaxLength", *most),
        Rule::MinItems(least) => size("MinItems", *least),
        Rule::MaxItems(most) => size("MaxItems", *most),
        Rule::UniqueItems => Expr::text(ty.to("UniqueItems")),
        Rule::MinProperties(least) => size("MinProperties", *least),
        Rule::MaxProperties(most) => size("MaxProperties", *most),
        Rule::Each(rules) => Expr::call(ty.to("Each"), [list(rules, ty)]),
    }
}
