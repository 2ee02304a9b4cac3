//! Rules for names that users give, by what is named.

mod idle;
mod rule;
mod written;

use super::names::Words;
use crate::api::GivenName;

pub(in crate::rust) use idle::report_idle_rules;
pub use rule::{NameReplacement, NameRule};

/// How names of the document become names of Rust, beyond case and what no identifier can
/// hold.
///
/// What an overlay names (`x-bindery-name`) is called so, whatever the rules say. A rule comes
/// before what other generators are told (`generator/NAMES.md`).
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct NameRules {
    /// For schemas under `components/schemas`, and whatever is named after them: schemas
    /// inside them, and variants of unions.
    pub schemas: NameRule,
    /// For properties: fields of structs, and types that are named after a property.
    pub properties: NameRule,
    /// For values of enums, and variants of unions.
    pub variants: NameRule,
    /// For `operationId`: methods, and types that are named after an operation.
    pub operations: NameRule,
    /// For parameters: arguments, fields, and types that are named after a parameter.
    pub parameters: NameRule,
    /// For tags: modules of operations.
    pub tags: NameRule,
}

/// What rules are for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::rust) enum NameKind {
    Schemas,
    Properties,
    Variants,
    Operations,
    Parameters,
    Tags,
}

impl NameKind {
    pub(in crate::rust) const ALL: [Self; 6] = [
        Self::Schemas,
        Self::Properties,
        Self::Variants,
        Self::Operations,
        Self::Parameters,
        Self::Tags,
    ];

    /// As `bindery.toml` has it.
    pub(in crate::rust) const fn as_str(self) -> &'static str {
        match self {
            Self::Schemas => "schemas",
            Self::Properties => "properties",
            Self::Variants => "variants",
            Self::Operations => "operations",
            Self::Parameters => "parameters",
            Self::Tags => "tags",
        }
    }
}

impl NameRules {
    /// The rule for one kind of names.
    pub(in crate::rust) const fn rule(&self, kind: NameKind) -> &NameRule {
        match kind {
            NameKind::Schemas => &self.schemas,
            NameKind::Properties => &self.properties,
            NameKind::Variants => &self.variants,
            NameKind::Operations => &self.operations,
            NameKind::Parameters => &self.parameters,
            NameKind::Tags => &self.tags,
        }
    }

    fn rule_mut(&mut self, kind: NameKind) -> &mut NameRule {
        match kind {
            NameKind::Schemas => &mut self.schemas,
            NameKind::Properties => &mut self.properties,
            NameKind::Variants => &mut self.variants,
            NameKind::Operations => &mut self.operations,
            NameKind::Parameters => &mut self.parameters,
            NameKind::Tags => &mut self.tags,
        }
    }
}

/// A name of the document by which something may be called, and from where it is.
pub(in crate::rust) struct NameSource {
    /// What it is to be called before all else; `None` where its own name serves.
    pub(in crate::rust) preferred: Option<Words>,
    /// Its own name.
    pub(in crate::rust) own: Words,
    /// Whether an overlay chose the name.
    pub(in crate::rust) is_chosen: bool,
}

impl NameSource {
    /// In the order in which names are given: what was chosen, what is called so as it stands,
    /// what only a rule or a suggestion calls so.
    pub(in crate::rust) fn rank(&self) -> u8 {
        match (self.is_chosen, &self.preferred) {
            (true, _) => 0,
            (false, None) => 1,
            (false, Some(_)) => 2,
        }
    }

    /// Both names, the better first.
    pub(in crate::rust) fn candidates(&self) -> Vec<Words> {
        let preferred = self.preferred.iter().cloned();
        preferred.chain([self.own.clone()]).collect()
    }

    /// The better one.
    pub(in crate::rust) fn first(self) -> Words {
        self.preferred.unwrap_or(self.own)
    }
}

impl NameRule {
    /// What something may be called: as an overlay says; by a rule that changes its name; as
    /// another generator is told to; as it stands.
    pub(in crate::rust) fn read_name(
        &self,
        name: &str,
        given: Option<&GivenName>,
        position: usize,
    ) -> NameSource {
        let chosen = GivenName::chosen(given).map(Words::of);
        let is_chosen = chosen.is_some();
        let rewritten = self.rewrite(name);
        let by_rule = || (rewritten != name).then(|| self.split(&rewritten));
        let suggested = || GivenName::suggested(given).map(|name| self.split(name));
        let preferred = chosen.or_else(by_rule).or_else(suggested);
        NameSource {
            preferred: preferred.filter(|words| !words.is_empty()),
            own: Words::of_value(&self.mark_kept(name), position),
            is_chosen,
        }
    }

    /// The words of a name that is not rewritten.
    pub(in crate::rust) fn split(&self, name: &str) -> Words {
        Words::of(&self.mark_kept(name))
    }
}
