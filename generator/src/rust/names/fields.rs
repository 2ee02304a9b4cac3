//! Names of fields, setters and arguments.

use super::ident::IdentKind;
use super::scope::nearest_first;
use super::{ArgIdent, FieldIdent, Scope, TypeIdent, Words};
use crate::api::GivenName;
use crate::diagnostics::Diagnostics;
use crate::maps::HashSet;
use crate::rust::naming::{NameRule, NameSource};
use crate::rust::report;
use crate::source::Pointer;

/// Methods that a setter of the same name would hide.
const METHODS: [&str; 16] = [
    "new",
    "default",
    "clone",
    "clone_from",
    "to_owned",
    "into",
    "try_into",
    "borrow",
    "borrow_mut",
    "as_ref",
    "eq",
    "ne",
    "fmt",
    "type_id",
    "encode",
    "decode",
];

/// What a field is named after: its name on the wire, where that stands, and the name that
/// the document gives it besides.
pub(in crate::rust) type FieldSource<'a> = (&'a str, &'a Pointer, Option<&'a GivenName>);

/// Names the fields of a struct after the names on the wire, in order. Those that are names
/// of fields as they stand come first, wherever they stand, but for those that were chosen;
/// before them all, those that an earlier run has named, by their places in `held`. Names behind
/// the last place are those of fields that are gone.
pub(in crate::rust) fn of_struct<'a>(
    wire: impl Iterator<Item = FieldSource<'a>>,
    rule: &NameRule,
    held: &[Option<String>],
    diagnostics: &mut Diagnostics,
) -> Vec<FieldIdent> {
    let mut scope = Scope::<FieldIdent>::reserving(&["extra"]);
    let wire: Vec<FieldSource<'_>> = wire.collect();
    let sources = wire.iter().enumerate();
    let sources = sources.map(|(place, (name, _, given))| rule.read_name(name, *given, place));
    let sources: Vec<NameSource> = sources.collect();
    let mut order = nearest_first::<FieldIdent>(wire.iter().map(|(name, ..)| *name));
    order.sort_by_key(|place| sources.get(*place).map(NameSource::rank));
    let is_chosen = |place: usize| sources.get(place).is_some_and(|one| one.is_chosen);
    let held = without_chosen(held, is_chosen);
    let mut names = claim_held_names(&mut scope, &held);
    let named = list_named_places(&names);
    for position in order {
        if named.contains(&position) {
            continue;
        }
        let (Some((name, origin, _)), Some(source)) = (wire.get(position), sources.get(position))
        else {
            continue;
        };
        let mut candidates = source.candidates();
        // Without candidates first, or `a-b` before `a_b` would take its name.
        let exact = candidates
            .first()
            .and_then(|words| scope.claim_exact(words));
        if let Some(ident) = exact {
            names.push((position, ident));
            continue;
        }
        candidates.push(Words::spelled(name));
        candidates.retain(|words| !words.is_empty());
        let claim = scope.claim(&candidates);
        if claim.numbered {
            report::report_numbered_name(origin, "field", claim.ident.as_str(), diagnostics);
        }
        names.push((position, claim.ident));
    }
    names.retain(|(position, _)| *position < wire.len());
    in_order(names)
}

/// The names that an earlier run has given, but where an overlay chooses one now.
pub(super) fn without_chosen(
    held: &[Option<String>],
    is_chosen: impl Fn(usize) -> bool,
) -> Vec<Option<String>> {
    let held = held.iter().enumerate();
    held.map(|(place, name)| name.clone().filter(|_| !is_chosen(place)))
        .collect()
}

/// Takes the names that an earlier run has given, each with its place.
pub(super) fn claim_held_names<I: IdentKind>(
    scope: &mut Scope<'_, I>,
    held: &[Option<String>],
) -> Vec<(usize, I)> {
    let named = held.iter().enumerate();
    let named = named.filter_map(|(place, name)| Some((place, name.as_deref()?)));
    named
        .filter_map(|(place, name)| Some((place, scope.claim_held(name)?)))
        .collect()
}

/// The places that have names.
pub(super) fn list_named_places<I>(names: &[(usize, I)]) -> HashSet<usize> {
    names.iter().map(|(place, _)| *place).collect()
}

/// Names by the places that they belong to.
pub(super) fn in_order<I>(mut names: Vec<(usize, I)>) -> Vec<I> {
    names.sort_by_key(|(place, _)| *place);
    names.into_iter().map(|(_, name)| name).collect()
}

/// Names the fields of headers after the property and the header, beside other fields.
pub(in crate::rust) fn of_headers<'a>(
    taken: impl Iterator<Item = &'a FieldIdent>,
    headers: impl Iterator<Item = (&'a str, &'a str)>,
) -> Vec<FieldIdent> {
    let taken: Vec<&str> = taken.map(FieldIdent::as_str).collect();
    let mut scope = Scope::<FieldIdent>::reserving(&taken);
    headers
        .map(|(property, header)| {
            let words = Words::of(property).then(&Words::of(header));
            scope.claim(&[words.clone(), words.and("header")]).ident
        })
        .collect()
}

/// Names the function that makes a struct: `new`, or after the one field whose value it
/// takes, so that no call goes on to compile when another value is asked for.
pub(in crate::rust) fn name_constructor(only: Option<&FieldIdent>) -> FieldIdent {
    let words = match only {
        Some(field) => Words::of("with").and(field.as_str()),
        None => Words::of("new"),
    };
    Scope::reserving(&[]).claim(&[words]).ident
}

/// Whether a function bears the name of its type.
pub(in crate::rust) fn is_named_alike(function: &FieldIdent, ty: &TypeIdent) -> bool {
    Words::of(function.as_str()) == Words::of(ty.as_str())
}

/// Names the setters of fields beside a constructor.
pub(in crate::rust) fn name_setters(
    fields: &[&FieldIdent],
    constructor: Option<&FieldIdent>,
) -> Vec<FieldIdent> {
    let constructor = constructor.map(FieldIdent::as_str);
    let reserved: Vec<&str> = METHODS.into_iter().chain(constructor).collect();
    let mut scope = Scope::reserving(&reserved);
    fields
        .iter()
        .map(|field| scope.claim(&[Words::of(field.as_str())]).ident)
        .collect()
}

/// The name that an earlier run has given to a method, unless one of the others has it.
pub(in crate::rust) fn hold_method_name(name: &str, others: &[&FieldIdent]) -> Option<FieldIdent> {
    let is_taken = others.iter().any(|other| other.as_str() == name);
    let mut scope = Scope::reserving(&[]);
    scope.claim_held(name).filter(|_| !is_taken)
}

/// Names the argument that takes a field's value.
pub(in crate::rust) fn name_field_argument(field: &FieldIdent) -> ArgIdent {
    // What clippy takes for placeholders.
    Scope::reserving(&["foo", "baz", "quux"])
        .claim(&[Words::of(field.as_str())])
        .ident
}
