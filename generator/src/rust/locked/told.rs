//! What a lock holds otherwise than the document has it, for people.

use std::collections::BTreeMap;

use super::hold::{HeldScalars, list_header_scalars, list_operation_scalars};
use super::scalar::{choose_locked_type, find_scalar_at, find_scalar_inside};
use super::{LockedApi, LockedPrecision};
use crate::api::places::{index_operation_places, list_lasting_keys, name_location};
use crate::api::{Api, Presence, Shape, TypeId};
use crate::rust::cx::ShapeCx;
use crate::rust::items::choose_member_presence;
use crate::rust::model::{HeldPrecision, Ty};
use crate::source::Pointer;

/// All that is held. `locked` is what this run writes down, `scalars` what the document says of
/// texts and numbers.
pub(in crate::rust) fn list_held_precision(
    cx: &ShapeCx,
    api: &Api,
    places: &BTreeMap<TypeId, String>,
    locked: &LockedApi,
    scalars: &HeldScalars,
) -> Vec<HeldPrecision> {
    let mut told = Vec::new();
    let wanted = places.iter().filter(|(id, _)| cx.arena.is_wanted(**id));
    for (id, place) in wanted {
        let Some(ty) = locked.types.get(place).filter(|ty| !ty.is_gone) else {
            continue;
        };
        let mut tell = |key: &str, origin: &Pointer, held: String, stated: &str| {
            let member = ty.member(key).map(|member| member.name.as_str());
            let subject = match member {
                Some(member) => format!("{}.{member}", ty.name),
                None => ty.name.clone(),
            };
            let (origin, stated) = (origin.clone(), stated.to_owned());
            let one = HeldPrecision {
                subject,
                origin,
                held,
                stated,
            };
            told.push(one);
        };
        let origin = &cx.arena.get(*id).origin;
        let find =
            |scalar: Option<TypeId>| Some((describe_held(cx, scalar?), scalars.get(&scalar?)?));
        match cx.arena.shape(*id) {
            Shape::Struct(object) => {
                let usage = cx.arena.get(*id).usage;
                for (key, field) in &object.fields {
                    if let Some((held, stated)) = find(find_scalar_at(cx.arena, field.ty)) {
                        tell(key, &field.origin, held, stated);
                    }
                    let stated = choose_member_presence(cx, usage, field);
                    let around = ty.member(key).map(|member| member.around);
                    let is_only_sent =
                        usage.request && !usage.response && !field.travels_elsewhere(usage);
                    match (stated, around) {
                        (Presence::Required, Some(LockedPrecision::Option)) => {
                            tell(key, &field.origin, "an `Option`".to_owned(), "always there");
                        }
                        (
                            Presence::RequiredNullable
                            | Presence::Optional
                            | Presence::OptionalNullable,
                            Some(LockedPrecision::Always),
                        ) if is_only_sent => {
                            tell(key, &field.origin, "required".to_owned(), "not required");
                        }
                        _ => {}
                    }
                }
            }
            Shape::Union(union) => {
                for variant in &union.variants {
                    let key = list_lasting_keys(api, variant).into_iter().next();
                    if let Some((held, stated)) = find(find_scalar_at(cx.arena, variant.ty)) {
                        tell(&key.unwrap_or_default(), origin, held, stated);
                    }
                }
            }
            _ => {
                if let Some((held, stated)) = find(find_scalar_inside(cx.arena, *id)) {
                    tell("", origin, held, stated);
                }
            }
        }
    }
    tell_held_parameters(api, locked, &mut told);
    for (key, id) in list_operation_scalars(api, cx.arena) {
        let known = scalars.get(&id).zip(key.rsplit_once('#'));
        let Some((stated, (place, part))) = known else {
            continue;
        };
        let params = locked.types.get(&format!("{place}#params"));
        let member = params.and_then(|params| Some((params, params.member(part)?)));
        let operation = locked.operations.get(place).map(|one| one.name.as_str());
        let subject = match (member, operation) {
            (Some((params, member)), _) => format!("{}.{}", params.name, member.name),
            (None, Some(method)) => format!("{method} {part}"),
            (None, None) => continue,
        };
        told.push(HeldPrecision {
            subject,
            origin: cx.arena.get(id).origin.clone(),
            held: describe_held(cx, id),
            stated: stated.clone(),
        });
    }
    for (name, id) in list_header_scalars(api, cx.arena) {
        told.extend(scalars.get(&id).map(|stated| HeldPrecision {
            subject: format!("header {name}"),
            origin: cx.arena.get(id).origin.clone(),
            held: describe_held(cx, id),
            stated: stated.clone(),
        }));
    }
    told.sort_by(|one, two| one.subject.cmp(&two.subject));
    told.dedup_by(|one, two| (&one.subject, &one.held) == (&two.subject, &two.held));
    told
}

/// Parameters that are held to be required.
fn tell_held_parameters(api: &Api, locked: &LockedApi, told: &mut Vec<HeldPrecision>) {
    let places = index_operation_places(api);
    for operation in api.wanted_operations() {
        let place = places.get(operation.origin.as_str());
        let params = place.and_then(|place| locked.types.get(&format!("{place}#params")));
        let Some(params) = params else {
            continue;
        };
        for parameter in operation.parameters.iter().filter(|one| !one.required) {
            let key = format!("{}:{}", name_location(parameter.location), parameter.name);
            let member = params.member(&key);
            if let Some(member) = member.filter(|one| one.around == LockedPrecision::Always) {
                told.push(HeldPrecision {
                    subject: format!("{}.{}", params.name, member.name),
                    origin: parameter.origin.clone(),
                    held: "required".to_owned(),
                    stated: "not required".to_owned(),
                });
            }
        }
    }
}

/// The type of a text or a number that is held.
fn describe_held(cx: &ShapeCx, id: TypeId) -> String {
    let ty = choose_locked_type(cx.arena.shape(id), cx.options);
    let ty = match ty {
        Some(Ty::I64) => "an `i64`",
        Some(Ty::U64) => "a `u64`",
        Some(Ty::F64) => "an `f64`",
        _ => "a `String`",
    };
    ty.to_owned()
}
