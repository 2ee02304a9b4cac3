//! Names of a crate → what the next run holds of them.

use std::collections::BTreeMap;

use super::hold::{list_header_scalars, list_operation_scalars};
use super::scalar::{find_scalar_at, find_scalar_inside};
use super::{
    GETTER_KEY, LockedApi, LockedBody, LockedForm, LockedMember, LockedOperation, LockedPrecision,
    LockedScalar, LockedType, REST_KEY,
};
use crate::api::places::{index_operation_places, list_lasting_keys, name_location};
use crate::api::{Api, OtherProperties, Shape, TypeId};
use crate::maps::HashMap;
use crate::rust::cx::ShapeCx;
use crate::rust::items::choose_tag;
use crate::rust::model::{
    AnswerRow, Argument, Case, Deep, FailureType, Item, OperationItem, OperationModule, Sent,
    Struct, StructField, Success, Ty, TypeItem, Value,
};
use crate::rust::names::sub_clients::name_role;
use crate::rust::names::{MethodIdent, SubClientName, TypeIdent};
use crate::rust::status;

/// Writes down how everything is called.
pub(in crate::rust) fn record_names(
    cx: &ShapeCx,
    api: &Api,
    places: &BTreeMap<TypeId, String>,
    items: &[TypeItem],
    modules: &[OperationModule],
) -> LockedApi {
    let mut locked = LockedApi {
        knows_boxes: true,
        ..LockedApi::default()
    };
    let by_ident: HashMap<&TypeIdent, &Item> = items
        .iter()
        .map(|item| (item.item.ident(), &item.item))
        .collect();
    for id in cx.names.items() {
        let item = cx.names.get(*id).and_then(|ident| by_ident.get(ident));
        if let (Some(place), Some(item)) = (places.get(id), item) {
            let mut ty = record_item(cx, api, *id, item);
            if ty.form == LockedForm::Alias {
                // Should it get a definition of its own, its parts are called as they are today.
                let behind = cx.arena.behind(*id).id;
                let item = cx.names.get(behind).and_then(|ident| by_ident.get(ident));
                let same = item.map(|item| record_item(cx, api, behind, item));
                ty.members = same.map(|same| same.members).unwrap_or_default();
            }
            locked.types.insert(place.clone(), ty);
        }
    }
    for id in cx.names.items() {
        let own = cx.names.own(*id).filter(|_| cx.is_written(*id));
        if let (Some(place), Some(own)) = (places.get(id), own) {
            let name = format!("types::{}", own.ident);
            let required = own.required.as_ref().map(|name| name.as_str().to_owned());
            let ty = LockedType {
                name,
                required,
                form: LockedForm::Alias,
                ..LockedType::default()
            };
            locked.own.insert(place.clone(), ty);
        }
    }
    for former in cx.names.former() {
        let place = places.get(&former.id);
        if let Some(place) = place.filter(|_| cx.arena.is_wanted(former.id)) {
            let ty = former.locked.clone();
            let place = (place.clone(), ty.name.clone());
            locked.former.insert(
                place,
                LockedType {
                    is_gone: false,
                    ..ty
                },
            );
        }
    }
    for (name, id) in list_header_scalars(api, cx.arena) {
        let known: &mut Vec<LockedScalar> = locked.headers.entry(name).or_default();
        let scalar = LockedScalar::of_loose(cx.arena.shape(id), cx.options);
        known.extend(scalar.filter(|scalar| !known.contains(scalar)));
    }
    locked.headers.retain(|_, scalars| !scalars.is_empty());
    let names = index_operation_places(api);
    for module in modules {
        for operation in &module.operations {
            if let Some(place) = names.get(operation.origin.as_str()) {
                let method = record_methods(operation, module.client.as_ref());
                locked.operations.insert(place.clone(), method);
                record_operation_types(operation, place, &mut locked);
            }
        }
    }
    record_operation_scalars(cx, api, &mut locked);
    locked
}

fn record_item(cx: &ShapeCx, api: &Api, id: TypeId, item: &Item) -> LockedType {
    let name = item.ident();
    let (form, members) = match (item, cx.arena.shape(id)) {
        (Item::Struct(of, _) | Item::Form(of), Shape::Struct(object)) => {
            let keys = object.fields.keys().map(String::as_str);
            let rest = of.rest.iter();
            let rest = rest.map(|rest| LockedMember::new(REST_KEY, rest.ident.as_str()));
            let mut members = record_fields(keys, &of.fields);
            for (member, field) in members.iter_mut().zip(object.fields.values()) {
                member.tag = choose_tag(cx, id, &member.key);
                member.scalar = record_scalar(cx, find_scalar_at(cx.arena, field.ty));
            }
            members.extend(rest.filter(|_| object.rest == OtherProperties::Closed));
            (LockedForm::Struct, members)
        }
        (Item::Enum(list), _) => {
            let variants = list.variants.iter();
            let variants = variants.map(|one| LockedMember::new(&one.wire, one.ident.as_str()));
            (LockedForm::Enum, variants.collect())
        }
        (Item::Union(of), Shape::Union(union)) => {
            let variants = union.variants.iter().zip(&of.variants);
            let variants = variants.flat_map(|(variant, of)| {
                let keys = list_lasting_keys(api, variant).into_iter();
                let scalar = record_scalar(cx, find_scalar_at(cx.arena, variant.ty));
                let is_boxed = matches!(of.ty, Ty::Box(_));
                keys.map(move |key| LockedMember {
                    scalar: scalar.clone(),
                    is_boxed,
                    ..LockedMember::new(key, of.ident.as_str())
                })
            });
            let getters = of.getters.iter().map(|getter| {
                let key = format!("{GETTER_KEY}{}", getter.wire);
                LockedMember::new(key, getter.method.as_str())
            });
            (LockedForm::Union, variants.chain(getters).collect())
        }
        (Item::Newtype(_), _) => (LockedForm::Newtype, Vec::new()),
        _ => (LockedForm::Alias, Vec::new()),
    };
    let required = match item {
        Item::Struct(of, _) | Item::Form(of) => of.required().map(|of| &of.ident),
        Item::Alias(alias) => alias.required.as_ref().map(|(own, _)| own),
        Item::Enum(_) | Item::Union(_) | Item::Newtype(_) => None,
    };
    let scalar = match form {
        LockedForm::Alias | LockedForm::Newtype => find_scalar_inside(cx.arena, id),
        LockedForm::Struct | LockedForm::Enum | LockedForm::Union => None,
    };
    LockedType {
        name: format!("types::{name}"),
        form,
        scalar: record_scalar(cx, scalar),
        is_sent: cx.arena.get(id).usage.request || cx.names.held(id).is_some_and(|ty| ty.is_sent),
        members: sort_members(members),
        required: required.map(|name| name.as_str().to_owned()),
        is_gone: false,
    }
}

/// What the lock says of a text or a number.
fn record_scalar(cx: &ShapeCx, found: Option<TypeId>) -> Option<LockedScalar> {
    LockedScalar::of_loose(cx.arena.shape(found?), cx.options)
}

/// Writes down texts and numbers of operations: those of parameters at the struct of these, if
/// there is one.
fn record_operation_scalars(cx: &ShapeCx, api: &Api, locked: &mut LockedApi) {
    for (key, id) in list_operation_scalars(api, cx.arena) {
        let scalar = LockedScalar::of_loose(cx.arena.shape(id), cx.options);
        let Some(((place, part), scalar)) = key.rsplit_once('#').zip(scalar) else {
            continue;
        };
        let params = locked.types.get_mut(&format!("{place}#params"));
        let mut members = params.into_iter().flat_map(|params| &mut params.members);
        if let Some(member) = members.find(|member| member.key == part) {
            member.scalar = Some(scalar);
        } else if let Some(operation) = locked.operations.get_mut(place) {
            operation.scalars.push((part.to_owned(), scalar));
        }
    }
}

fn sort_members(mut members: Vec<LockedMember>) -> Vec<LockedMember> {
    members.sort_by(|one, two| one.key.cmp(&two.key));
    members
}

/// The body among arguments.
fn find_taken_body(operation: &OperationItem, arguments: &[Argument]) -> LockedBody {
    let body = operation.body.as_ref().map(|body| &body.argument);
    let taken = arguments.iter().find(|one| body == Some(&one.ident));
    match taken.map(|one| &one.deep) {
        None => LockedBody::None,
        Some(
            Deep::OptionReference(_)
            | Deep::OptionSlice(_)
            | Deep::OptionStr
            | Deep::Value(Ty::Option(_)),
        ) => LockedBody::Optional,
        Some(_) => LockedBody::Required,
    }
}

fn record_fields<'k>(
    keys: impl Iterator<Item = &'k str>,
    fields: &[StructField],
) -> Vec<LockedMember> {
    let one = |(key, field): (&str, &StructField)| LockedMember {
        around: match &field.ty {
            Ty::Option(_) => LockedPrecision::Option,
            Ty::Maybe(_) => LockedPrecision::Maybe,
            _ => LockedPrecision::Always,
        },
        is_boxed: match &field.ty {
            Ty::Option(inner) | Ty::Maybe(inner) => matches!(**inner, Ty::Box(_)),
            ty => matches!(ty, Ty::Box(_)),
        },
        ..LockedMember::new(key, field.ident.as_str())
    };
    keys.zip(fields).map(one).collect()
}

/// The methods of an operation; those of a group's client stand with that behind the name that
/// the operation has among all.
fn record_methods(operation: &OperationItem, client: Option<&SubClientName>) -> LockedOperation {
    let mut others = Vec::new();
    let mut add = |role: &str, method: &MethodIdent| {
        let key = name_role(client, role);
        others.push(LockedMember::new(key, method.as_str()));
    };
    let kept = operation.kept.as_ref();
    if client.is_some() {
        add("", kept.map_or(&operation.method, |kept| &kept.method));
    }
    if let Some(stream) = &operation.stream {
        add("stream", &stream.method);
    }
    if let Some(pages) = &operation.pages {
        add("pages", &pages.pages);
        add("items", &pages.items);
    }
    if let Some(role) = operation.role {
        add(role, &operation.method);
    }
    let arguments = kept.map_or(&operation.arguments, |kept| &kept.arguments);
    LockedOperation {
        name: operation.name.as_str().to_owned(),
        others,
        body: find_taken_body(operation, arguments),
        gives: list_given_answers(operation),
        scalars: Vec::new(),
        is_gone: false,
    }
}

fn record_operation_types(operation: &OperationItem, place: &str, locked: &mut LockedApi) {
    let mut add = |role: &str, ty| locked.types.insert(format!("{place}#{role}"), ty);
    if let Some(params) = &operation.params {
        // By the fields' names: these need not stand in the order of the parameters.
        let find_key = |field: &StructField| {
            let mut values = operation.values.iter().zip(&operation.parameters);
            let row = values.find_map(|(value, row)| match value {
                Value::Field(_, ident) if *ident == field.ident => Some(row),
                _ => None,
            });
            row.map_or_else(String::new, |row| {
                format!("{}:{}", name_location(row.place), row.name)
            })
        };
        let fields = params.definition.fields.iter();
        let keys: Vec<String> = fields.map(find_key).collect();
        let keys = keys.iter().map(String::as_str);
        add("params", record_operation_struct(&params.definition, keys));
    }
    if let Success::Several(outcome) = &operation.success {
        let rows = |row: &AnswerRow| row.success;
        let members = record_cases(&operation.answers, &outcome.definition.cases, rows);
        add(
            "ok",
            make_operation_type(&outcome.ident, LockedForm::Union, members),
        );
    }
    match &operation.failure {
        FailureType::Some(outcome) => {
            let rows = |row: &AnswerRow| !row.success;
            let members = record_cases(&operation.answers, &outcome.definition.cases, rows);
            add(
                "error",
                make_operation_type(&outcome.ident, LockedForm::Union, members),
            );
        }
        FailureType::None(none) => {
            add(
                "error",
                make_operation_type(&none.ident, LockedForm::Union, Vec::new()),
            );
        }
    }
    if let Some(body) = &operation.body {
        if let Sent::Choice(choice) = &body.sent {
            let variants = choice.variants.iter();
            let members = variants
                .map(|one| LockedMember::new(&one.sent.media_type, one.ident.as_str()))
                .collect();
            add(
                "body",
                make_operation_type(&choice.ident, LockedForm::Union, members),
            );
        }
        let mut forms = body
            .each()
            .into_iter()
            .filter_map(|sent| sent.form.as_ref());
        if let Some(form) = forms.next() {
            add("form", record_operation_struct(form, std::iter::empty()));
        }
    }
}

/// The responses that are the one type which a method gives.
fn list_given_answers(operation: &OperationItem) -> Vec<String> {
    let kept = operation.kept.as_ref();
    let rows = match kept.and_then(|kept| kept.answers.as_ref()) {
        Some(answers) => &answers.rows,
        None if matches!(operation.success, Success::One(..)) => &operation.answers,
        None => return Vec::new(),
    };
    let successes = rows.iter().filter(|row| row.success && !row.streamed);
    let mut keys: Vec<String> = successes
        .map(|row| status::name_answer_key(row.status, &row.media_type))
        .collect();
    keys.sort_unstable();
    keys
}

/// Variants by status and media type.
fn record_cases(
    rows: &[AnswerRow],
    cases: &[Case],
    is_one: impl Fn(&AnswerRow) -> bool,
) -> Vec<LockedMember> {
    let numbered = rows.iter().enumerate().filter(|(_, row)| is_one(row));
    let members = numbered.filter_map(|(index, row)| {
        let number = row.case.unwrap_or(index);
        let case = cases.iter().find(|case| case.number == number)?;
        let key = status::name_answer_key(row.status, &row.media_type);
        Some(LockedMember::new(key, case.variant.as_str()))
    });
    members.collect()
}

fn record_operation_struct<'k>(of: &Struct, keys: impl Iterator<Item = &'k str>) -> LockedType {
    let required = of.required().map(|of| of.ident.as_str().to_owned());
    let members = record_fields(keys, &of.fields);
    LockedType {
        required,
        ..make_operation_type(&of.ident, LockedForm::Struct, members)
    }
}

fn make_operation_type(
    ident: &TypeIdent,
    form: LockedForm,
    members: Vec<LockedMember>,
) -> LockedType {
    LockedType {
        name: format!("operations::{ident}"),
        form,
        scalar: None,
        required: None,
        is_sent: false,
        members: sort_members(members),
        is_gone: false,
    }
}
