//! Rules that say nothing of a document.

use std::collections::BTreeSet;

use super::rule::RulePart;
use super::{NameKind, NameRule, NameRules};
use crate::api::{Api, Shape};
use crate::diagnostics::Diagnostics;
use crate::rust::report;

/// Reports each part of a rule that changes no name: it is misspelt, or the document has
/// moved on.
pub(in crate::rust) fn report_idle_rules(
    api: &Api,
    rules: &NameRules,
    diagnostics: &mut Diagnostics,
) {
    for kind in NameKind::ALL {
        let rule = rules.rule(kind);
        let mut open = list_rule_parts(rule);
        if open.is_empty() {
            continue;
        }
        for name in list_names(api, rules, kind) {
            let mut used: Vec<RulePart> = Vec::new();
            let rewritten = rule.rewrite_and_note(&name, &mut |part| used.push(part));
            rule.mark_kept_and_note(&rewritten, &mut |part| used.push(part));
            for part in used {
                open.remove(&part);
            }
        }
        for part in open {
            let (key, value) = describe_rule_part(rule, part);
            report::idle_name_rule(kind.as_str(), key, value, diagnostics);
        }
    }
}

fn list_rule_parts(rule: &NameRule) -> BTreeSet<RulePart> {
    let prefixes = (0..rule.strip_prefix.len()).map(RulePart::Prefix);
    let suffixes = (0..rule.strip_suffix.len()).map(RulePart::Suffix);
    let replacements = (0..rule.replace.len()).map(RulePart::Replace);
    let kept = (0..rule.keep.len()).map(RulePart::Keep);
    prefixes
        .chain(suffixes)
        .chain(replacements)
        .chain(kept)
        .collect()
}

/// The key of a part in `bindery.toml`, and its value.
fn describe_rule_part(rule: &NameRule, part: RulePart) -> (&'static str, &str) {
    let (key, value) = match part {
        RulePart::Prefix(place) => ("strip-prefix", text_at(&rule.strip_prefix, place)),
        RulePart::Suffix(place) => ("strip-suffix", text_at(&rule.strip_suffix, place)),
        RulePart::Replace(place) => ("replace", rule.replace.get(place).map(|one| one.pattern())),
        RulePart::Keep(place) => ("keep", text_at(&rule.keep, place)),
    };
    (key, value.unwrap_or_default())
}

fn text_at(texts: &[String], place: usize) -> Option<&str> {
    texts.get(place).map(String::as_str)
}

/// All names of one kind, of what is wanted and of what is not: a rule may be there for the
/// rest of the document.
fn list_names(api: &Api, rules: &NameRules, kind: NameKind) -> Vec<String> {
    let operations = api.operations.iter();
    match kind {
        NameKind::Schemas => api
            .types
            .iter()
            .filter_map(|(_, ty)| ty.hint.key())
            .map(str::to_owned)
            .collect(),
        NameKind::Operations => operations.map(|one| one.id.clone()).collect(),
        NameKind::Parameters => operations
            .flat_map(|one| one.parameters.iter().map(|one| one.name.clone()))
            .collect(),
        NameKind::Tags => api.tags.iter().map(|tag| tag.name.clone()).collect(),
        NameKind::Properties => list_shapes(api, |shape| match shape {
            Shape::Struct(object) => object.fields.keys().cloned().collect(),
            _ => Vec::new(),
        }),
        NameKind::Variants => list_shapes(api, |shape| match shape {
            Shape::Enum(list) => list.values.iter().map(|value| value.wire.clone()).collect(),
            Shape::Union(union) => {
                let hints = union.variants.iter().filter_map(|one| one.hint.as_deref());
                let tags = union.variants.iter().flat_map(|one| one.tags.clone());
                let hints = hints.map(|hint| rules.schemas.rewrite(hint).into_owned());
                hints.chain(tags).collect()
            }
            _ => Vec::new(),
        }),
    }
}

fn list_shapes(api: &Api, names: impl Fn(&Shape) -> Vec<String>) -> Vec<String> {
    let types = api.types.iter();
    types.flat_map(|(_, ty)| names(&ty.shape)).collect()
}
