//! Types that somebody else has written, in the places of schemas and formats: those that
//! options name, and those that schemas name by `x-rust-type`.

use std::collections::{BTreeMap, BTreeSet};

use super::arena::TypeArena;
use super::model::{ForeignType, Ty};
use super::names::types::TypeNames;
use super::report;
use super::type_rules::TypeRules;
use crate::api::{Api, NameHint, Shape, TextShape, TypeId};
use crate::diagnostics::Diagnostics;
use crate::printable::RustPath;

/// Which types stand for which.
#[derive(Debug, Default)]
pub(super) struct ForeignTypes {
    formats: BTreeMap<String, ForeignType>,
    replaced: BTreeMap<TypeId, Ty>,
    /// Types that only those reach that others stand for.
    unreached: BTreeSet<TypeId>,
}

impl ForeignTypes {
    /// Finds what the rules and the document name, and reports what names nothing.
    pub(super) fn new(
        api: &Api,
        arena: &TypeArena,
        names: &TypeNames,
        rules: &TypeRules,
        diagnostics: &mut Diagnostics,
    ) -> Self {
        let formats = rules.formats.iter().filter_map(|(format, path)| {
            if !arena
                .iter()
                .any(|(_, ty)| read_shape_format(&ty.shape) == Some(format))
            {
                report::unmatched_type_rule(
                    "no text and no number has the format",
                    format,
                    diagnostics,
                );
            }
            Some((format.clone(), resolve_foreign_path(path)?))
        });
        let mut found = Self {
            formats: formats.collect(),
            ..Self::default()
        };
        found.replaced = find_replaced_types(arena, names, rules, diagnostics);
        if !found.replaced.is_empty() {
            found.unreached = find_unreached_types(api, arena, &found.replaced);
        }
        found
    }

    /// What stands for a type.
    pub(super) fn replacement(&self, id: TypeId) -> Option<&Ty> {
        self.replaced.get(&id)
    }

    /// Whether nothing is written for a type, because something else stands for it or for
    /// all that hold it.
    pub(super) fn is_left_out(&self, id: TypeId) -> bool {
        self.replaced.contains_key(&id) || self.unreached.contains(&id)
    }

    /// The features of the runtime that they need.
    pub(super) fn features(&self) -> BTreeSet<&'static str> {
        let replaced = self.replaced.values().filter_map(|ty| match ty {
            Ty::Foreign(foreign) => Some(foreign),
            _ => None,
        });
        let all = self.formats.values().chain(replaced);
        all.flat_map(|foreign| &foreign.features).copied().collect()
    }

    /// What a text becomes by its format.
    pub(super) fn of_text(&self, text: &TextShape) -> Option<Ty> {
        let is_plain = text.encoding.is_none() && text.time_format.is_none();
        let found = self
            .formats
            .get(text.format.as_deref()?)
            .filter(|_| is_plain)?;
        Some(Ty::Foreign(match found.path.as_str() {
            // It travels as a number where nothing else is said.
            DECIMAL => ForeignType {
                path: format!("::bindery_runtime::ByText<{DECIMAL}>"),
                ..found.clone()
            },
            _ => found.clone(),
        }))
    }

    /// What a number becomes by its format.
    pub(super) fn of_number(&self, format: Option<&str>) -> Option<Ty> {
        self.formats.get(format?).cloned().map(Ty::Foreign)
    }
}

const DECIMAL: &str = "::bindery_runtime::Decimal";

/// The format of a text or a number.
fn read_shape_format(shape: &Shape) -> Option<&String> {
    match shape {
        Shape::Integer(integer) => integer.format.as_ref(),
        Shape::Number(number) => number.format.as_ref(),
        Shape::Text(text) => text.format.as_ref(),
        Shape::Any
        | Shape::Never
        | Shape::Null
        | Shape::Boolean
        | Shape::Enum(_)
        | Shape::Const(_)
        | Shape::Struct(_)
        | Shape::Map(_)
        | Shape::List(_)
        | Shape::Tuple(_)
        | Shape::Union(_)
        | Shape::Alias(_) => None,
    }
}

fn find_replaced_types(
    arena: &TypeArena,
    names: &TypeNames,
    rules: &TypeRules,
    diagnostics: &mut Diagnostics,
) -> BTreeMap<TypeId, Ty> {
    let mut unmatched: BTreeSet<&String> = rules.replace.keys().collect();
    let mut replaced = BTreeMap::new();
    for (id, ty) in arena.iter() {
        let called = match &ty.hint {
            NameHint::Component(name) | NameHint::Chosen(name) => Some(name.as_str()),
            NameHint::Inside(..)
            | NameHint::Operation(..)
            | NameHint::Shared(..)
            | NameHint::RequestView(_) => None,
        };
        let ident = names.get(id).map(|ident| ident.as_str());
        let rule = [called, ident].into_iter().flatten();
        let rule = rule
            .filter_map(|name| rules.replace.get_key_value(name))
            .next();
        if let Some((name, _)) = rule {
            unmatched.remove(name);
        }
        // What the user of the document says comes before what its author says.
        let written = ty.rust_type.as_deref();
        let path = match (rule, written) {
            (Some((_, path)), _) => Some(path.clone()),
            (None, Some(written)) => RustPath::parse(written),
            (None, None) => continue,
        };
        if ty.usage.form {
            report::form_not_replaced(&ty.origin, diagnostics);
            continue;
        }
        match path.as_ref().and_then(resolve_foreign_path) {
            Some(found) => {
                replaced.insert(id, Ty::Foreign(found));
            }
            None => {
                let written = written.unwrap_or_default();
                report::relative_rust_type(&ty.origin, written, diagnostics);
            }
        }
    }
    for name in unmatched {
        report::unmatched_type_rule("no schema is called", name, diagnostics);
    }
    // What requests send of a type is that type.
    for (id, ty) in arena.iter() {
        if let NameHint::RequestView(of) = ty.hint
            && let Some(found) = replaced.get(&of).cloned()
        {
            replaced.insert(id, found);
        }
    }
    replaced
}

/// The wanted types that nothing reaches any more.
fn find_unreached_types(
    api: &Api,
    arena: &TypeArena,
    replaced: &BTreeMap<TypeId, Ty>,
) -> BTreeSet<TypeId> {
    let operations = api.wanted_operations();
    let mut open: Vec<TypeId> = operations
        .flat_map(|one| [one.sent(), one.received()].concat())
        .collect();
    let wanted = || arena.iter().filter(|(id, _)| arena.is_wanted(*id));
    let components = wanted().filter(|(_, ty)| !ty.hint.is_inline());
    open.extend(components.map(|(id, _)| id));
    let mut reached = BTreeSet::new();
    while let Some(id) = open.pop() {
        if !replaced.contains_key(&id) && reached.insert(id) {
            open.extend(arena.shape(id).inner());
        }
    }
    let ids = wanted().map(|(id, _)| id);
    ids.filter(|id| !reached.contains(id)).collect()
}

/// Crates whose types the runtime can read and write, behind a feature of their name.
const KNOWN_CRATES: [&str; 4] = ["chrono", "time", "url", "uuid"];

/// Types that are as small as numbers.
const COPIES: [&str; 16] = [
    "::bindery_runtime::Decimal",
    "::bindery_runtime::chrono::DateTime",
    "::bindery_runtime::chrono::NaiveDate",
    "::bindery_runtime::chrono::NaiveDateTime",
    "::bindery_runtime::chrono::NaiveTime",
    "::bindery_runtime::jiff::SignedDuration",
    "::bindery_runtime::jiff::Timestamp",
    "::bindery_runtime::jiff::civil::Date",
    "::bindery_runtime::jiff::civil::DateTime",
    "::bindery_runtime::jiff::civil::Time",
    "::bindery_runtime::time::Date",
    "::bindery_runtime::time::OffsetDateTime",
    "::bindery_runtime::time::Time",
    "::bindery_runtime::uuid::Uuid",
    "::std::net::Ipv4Addr",
    "::std::net::Ipv6Addr",
];

/// The type that a path names, as generated code writes it wherever it stands; `None` for a
/// name that means something else in each module.
pub(super) fn resolve_foreign_path(path: &RustPath) -> Option<ForeignType> {
    let mut features = BTreeSet::new();
    let written = write_foreign_path(path, &mut features)?;
    let bare = written.split('<').next().unwrap_or_default();
    Some(ForeignType {
        is_copy: COPIES.contains(&bare),
        path: written,
        features,
    })
}

/// Whether a path means the same in every module: it begins with a crate, or names what the
/// prelude has.
pub fn is_absolute_path(path: &RustPath) -> bool {
    resolve_foreign_path(path).is_some()
}

fn write_foreign_path(path: &RustPath, features: &mut BTreeSet<&'static str>) -> Option<String> {
    let all = path.segments.join("::");
    let written = match (path.first(), path.segments.len()) {
        // As the prelude has them.
        ("String", 1) => "::std::string::String".to_owned(),
        ("Vec", 1) => "::std::vec::Vec".to_owned(),
        ("Box", 1) => "::std::boxed::Box".to_owned(),
        ("Option", 1) => "::std::option::Option".to_owned(),
        ("bool" | "i32" | "i64" | "u32" | "u64" | "f64", 1) => all,
        ("self" | "super", _) | (_, 0 | 1) => return None,
        ("crate", _) => all,
        ("rust_decimal", 2) if all == "rust_decimal::Decimal" => DECIMAL.to_owned(),
        ("jiff", _) => format!("::bindery_runtime::{all}"),
        (name, _) => match KNOWN_CRATES.into_iter().find(|known| *known == name) {
            Some(known) => {
                features.insert(known);
                format!("::bindery_runtime::{all}")
            }
            None => {
                if all == "bindery_runtime::BySerde" {
                    features.insert("serde_json");
                }
                format!("::{all}")
            }
        },
    };
    let arguments: Option<Vec<String>> = path
        .arguments
        .iter()
        .map(|one| write_foreign_path(one, features))
        .collect();
    Some(match arguments?.as_slice() {
        [] => written,
        arguments => format!("{written}<{}>", arguments.join(", ")),
    })
}

#[cfg(test)]
mod tests {
    use super::resolve_foreign_path;
    use crate::printable::RustPath;

    #[test]
    fn paths_mean_the_same_in_all_modules() {
        for (written, expected) in [
            ("uuid::Uuid", Some("::bindery_runtime::uuid::Uuid")),
            ("crate::Money", Some("crate::Money")),
            ("my_types::Money", Some("::my_types::Money")),
            ("String", Some("::std::string::String")),
            ("Money", None),
            ("super::Money", None),
            (
                "bindery_runtime::ByText<semver::Version>",
                Some("::bindery_runtime::ByText<::semver::Version>"),
            ),
        ] {
            let path = RustPath::parse(written);
            let found = path.as_ref().and_then(resolve_foreign_path);
            let found = found.map(|found| found.path);
            assert_eq!(found.as_deref(), expected, "{written}");
        }
    }
}
