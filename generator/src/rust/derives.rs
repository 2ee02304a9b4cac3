//! What users want derived, where it can be.

use std::collections::{BTreeMap, BTreeSet};

use super::model::{
    Builtin, Extras, Item, NamedType, NewtypeCodec, OperationModule, Struct, Ty, TypeItem,
};
use super::report;
use super::type_rules::TypeRules;
use crate::diagnostics::Diagnostics;
use crate::wildcard::fits_wildcard;

/// Traits of the standard library that not all types can have, as they are derived: one
/// needs those before it.
const LIMITED: [(&str, &[&str]); 4] = [
    ("Copy", &["Copy"]),
    ("Eq", &["Eq"]),
    ("Hash", &["Hash"]),
    ("Ord", &["Eq", "PartialOrd", "Ord"]),
];

/// Adds what the rules say to the types of the API and of its operations, and reports
/// patterns that no name fits.
pub(super) fn add_derives(
    rules: &TypeRules,
    types: &mut [TypeItem],
    operations: &mut [OperationModule],
    diagnostics: &mut Diagnostics,
) {
    let newtypes = types.iter().any(|item| is_chosen_newtype(&item.item));
    if rules.derive.is_empty() && rules.attributes.is_empty() && !newtypes {
        return;
    }
    let limits = TraitLimits::new(types);
    let mut fitting: BTreeSet<&str> = BTreeSet::new();
    for item in types {
        let name = item.item.ident().as_str().to_owned();
        let is_newtype = is_chosen_newtype(&item.item);
        let mut extras = collect_extras(rules, &name, &mut fitting);
        if is_newtype {
            // What a text or a number can do, its own type can do.
            extras
                .derives
                .splice(0..0, ["Copy", "Eq", "Hash", "Ord"].map(str::to_owned));
        }
        let has = |wanted: &str| limits.item_has(&item.item, wanted);
        extras.derives = settle_derives(&extras.derives, &list_derived(&item.item), has);
        if let Some(found) = item.item.extras_mut() {
            *found = extras;
        }
    }
    for module in operations {
        for params in module
            .operations
            .iter_mut()
            .filter_map(|one| one.params.as_mut())
        {
            let name = params.definition.ident.as_str().to_owned();
            let mut extras = collect_extras(rules, &name, &mut fitting);
            let has = |wanted: &str| limits.struct_has(&params.definition, wanted);
            extras.derives = settle_derives(&extras.derives, &["Clone"], has);
            params.definition.extras = extras;
        }
    }
    let patterns = rules.derive.iter().map(|(pattern, _)| pattern);
    let patterns = patterns.chain(rules.attributes.iter().map(|(pattern, _)| pattern));
    for pattern in patterns.filter(|pattern| !fitting.contains(pattern.as_str())) {
        report::unmatched_type_rule("no type is called", pattern, diagnostics);
    }
}

/// Whether it is a type of its own because users want it so, and not to break a circle.
fn is_chosen_newtype(item: &Item) -> bool {
    let Item::Newtype(newtype) = item else {
        return false;
    };
    match &newtype.codec {
        NewtypeCodec::Text | NewtypeCodec::Whole(_) => true,
        NewtypeCodec::Inner(ty) => matches!(ty, Ty::Foreign(_) | Ty::Runtime(_)),
        NewtypeCodec::Civil(_) => false,
    }
}

/// What the rules say of a name.
fn collect_extras<'r>(rules: &'r TypeRules, name: &str, fitting: &mut BTreeSet<&'r str>) -> Extras {
    let mut extras = Extras::default();
    for (pattern, derives) in &rules.derive {
        if fits_wildcard(pattern, name) {
            fitting.insert(pattern);
            extras
                .derives
                .extend(derives.iter().map(ToString::to_string));
        }
    }
    for (pattern, attributes) in &rules.attributes {
        if fits_wildcard(pattern, name) {
            fitting.insert(pattern);
            extras.attributes.extend(attributes.iter().cloned());
        }
    }
    extras
}

/// Each trait once, with those that it needs; without those that the type has already or
/// cannot have.
fn settle_derives(wanted: &[String], own: &[&str], has: impl Fn(&str) -> bool) -> Vec<String> {
    let mut settled: Vec<String> = Vec::new();
    for one in wanted {
        let limited = LIMITED.iter().find(|(name, _)| name == one);
        let all = match limited {
            Some((name, _)) if !has(name) => &[][..],
            Some((_, needed)) => needed,
            None => &[one.as_str()],
        };
        for one in all {
            if !own.contains(one) && !settled.iter().any(|known| known == one) {
                settled.push((*one).to_owned());
            }
        }
    }
    settled
}

/// What an item derives by itself.
fn list_derived(item: &Item) -> Vec<&'static str> {
    let all = ["Debug", "Clone", "PartialEq"];
    let more: &[&str] = match item {
        Item::Enum(_) => &["Eq", "Hash"],
        Item::Newtype(newtype) => match newtype.codec {
            NewtypeCodec::Civil(_) => &["Copy", "Eq", "PartialOrd", "Ord", "Hash"],
            NewtypeCodec::Inner(_) | NewtypeCodec::Text | NewtypeCodec::Whole(_) => &[],
        },
        Item::Struct(..) | Item::Form(_) | Item::Union(_) | Item::Alias(_) => &[],
    };
    [&all, more].concat()
}

/// Which items have which of the limited traits.
struct TraitLimits {
    /// By name of a type what it cannot have.
    lacking: BTreeMap<String, BTreeSet<&'static str>>,
}

impl TraitLimits {
    /// Finds what items cannot have. All can have all, until one of what they hold cannot.
    fn new(types: &[TypeItem]) -> Self {
        let mut limits = Self {
            lacking: BTreeMap::new(),
        };
        // Each round settles what the last one has found; circles settle as well, as nothing
        // is ever given back.
        loop {
            let mut changed = false;
            for item in types {
                let lacking: Vec<&'static str> = LIMITED
                    .iter()
                    .map(|(name, _)| *name)
                    .filter(|name| !limits.item_has(&item.item, name))
                    .collect();
                let name = item.item.ident().as_str();
                let known = limits.lacking.entry(name.to_owned()).or_default();
                let before = known.len();
                known.extend(lacking);
                changed |= known.len() > before;
            }
            if !changed {
                return limits;
            }
        }
    }

    fn item_has(&self, item: &Item, wanted: &str) -> bool {
        match item {
            Item::Struct(object, _) | Item::Form(object) => self.struct_has(object, wanted),
            // The unknown variant holds a text, or any value.
            Item::Enum(list) => wanted != "Copy" || list.integer,
            Item::Union(union) => {
                let unknown = Ty::Runtime(Builtin::Value);
                let mut held = union.variants.iter().map(|variant| &variant.ty);
                self.ty_has(&unknown, wanted) && held.all(|ty| self.ty_has(ty, wanted))
            }
            Item::Newtype(newtype) => match &newtype.codec {
                NewtypeCodec::Inner(ty) | NewtypeCodec::Whole(ty) => self.ty_has(ty, wanted),
                NewtypeCodec::Text => self.ty_has(&Ty::String, wanted),
                NewtypeCodec::Civil(_) => true,
            },
            Item::Alias(alias) => self.ty_has(&alias.ty, wanted),
        }
    }

    fn struct_has(&self, object: &Struct, wanted: &str) -> bool {
        let mut fields = object.fields.iter().map(|field| &field.ty);
        let mut rest = object.rest.iter().map(|rest| &rest.ty);
        fields.all(|ty| self.ty_has(ty, wanted)) && rest.all(|ty| self.ty_has(ty, wanted))
    }

    fn ty_has(&self, ty: &Ty, wanted: &str) -> bool {
        let own = match ty {
            Ty::Unit | Ty::Str | Ty::Bool | Ty::I32 | Ty::I64 | Ty::U32 | Ty::U64 => true,
            Ty::F64 => wanted == "Copy",
            Ty::String | Ty::Vec(_) | Ty::Box(_) | Ty::Map(_) => wanted != "Copy",
            // What came beside them has an order, but no values that have one.
            Ty::PatternProperties(_) => wanted == "Eq" || wanted == "Hash",
            Ty::Option(_) | Ty::Maybe(_) | Ty::OrEmpty(_) | Ty::Tuple(_) => true,
            Ty::Events(_) | Ty::Lines(_) => false,
            Ty::Runtime(builtin) => builtin_has(*builtin, wanted),
            // Of a type that nobody here knows nothing can be said; who wants a trait for all
            // types will have it for those of their own.
            Ty::Foreign(foreign) => wanted != "Copy" || foreign.is_copy,
            Ty::Named(NamedType::Types(ident)) => {
                let lacking = self.lacking.get(ident.as_str());
                !lacking.is_some_and(|lacking| lacking.contains(wanted))
            }
            Ty::Named(NamedType::Operations(_)) => false,
        };
        own && ty.inner().iter().all(|inner| self.ty_has(inner, wanted))
    }
}

fn builtin_has(builtin: Builtin, wanted: &str) -> bool {
    match builtin {
        Builtin::Date | Builtin::Decimal | Builtin::Timestamp | Builtin::Null | Builtin::Never => {
            true
        }
        Builtin::String
        | Builtin::Base64
        | Builtin::Base64Url
        | Builtin::Bytes
        | Builtin::Number => wanted != "Copy",
        // Members have an order of their own, but no values.
        Builtin::Extra | Builtin::Value => wanted == "Eq" || wanted == "Hash",
        Builtin::Option
        | Builtin::Vec
        | Builtin::Box
        | Builtin::From
        | Builtin::Into
        | Builtin::IntoIterator
        | Builtin::IntoMaybe
        | Builtin::Default
        | Builtin::BTreeMap
        | Builtin::Maybe
        | Builtin::Multipart
        | Builtin::Part
        | Builtin::PatternProperties
        | Builtin::Upload => false,
    }
}
