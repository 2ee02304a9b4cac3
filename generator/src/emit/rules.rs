//! Constraints as constants of the runtime.

use proc_macro2::{Literal, TokenStream};
use quote::quote;

use super::uses::Uses;
use crate::rust::model::{RuleTable, Rules};

/// `static LIMIT_RULES: Rules = Rules { … };`
pub(super) fn table(table: &RuleTable, uses: &Uses) -> TokenStream {
    let (ident, ty, rules) = (&table.ident, uses.json("Rules"), rules(&table.rules, uses));
    quote!(static #ident: #ty = #rules;)
}

/// `.rules(&LIMIT_RULES)`.
pub(super) fn reference(table: &RuleTable) -> TokenStream {
    let ident = &table.ident;
    quote!(.rules(&#ident))
}

fn rules(rules: &Rules, uses: &Uses) -> TokenStream {
    let ty = uses.json("Rules");
    let texts = [
        (quote!(minimum), &rules.minimum),
        (quote!(maximum), &rules.maximum),
        (quote!(exclusive_minimum), &rules.exclusive_minimum),
        (quote!(exclusive_maximum), &rules.exclusive_maximum),
        (quote!(multiple_of), &rules.multiple_of),
    ];
    let sizes = [
        (quote!(min_length), rules.min_length),
        (quote!(max_length), rules.max_length),
        (quote!(min_items), rules.min_items),
        (quote!(max_items), rules.max_items),
        (quote!(min_properties), rules.min_properties),
        (quote!(max_properties), rules.max_properties),
    ];
    let texts = texts
        .into_iter()
        .filter_map(|(name, value)| value.as_ref().map(|value| quote!(#name: Some(#value))));
    let sizes = sizes.into_iter().filter_map(|(name, value)| {
        let value = Literal::u64_unsuffixed(value?);
        Some(quote!(#name: Some(#value)))
    });
    let unique = rules.unique.then(|| quote!(unique: true));
    let item = rules.item.as_ref().map(|item| {
        let item = self::rules(item, uses);
        quote!(item: Some(&#item))
    });
    let fields = texts.chain(sizes).chain(unique).chain(item);
    quote!(#ty { #(#fields,)* ..#ty::NONE })
}
